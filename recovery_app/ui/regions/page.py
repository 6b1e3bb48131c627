"""The page on which regions are drawn: a pose's reference photo large, and its regions on it."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.regions import READY_POSES, Region, Role
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.photos.canvas import STEP
from recovery_app.ui.photos.large_pictures import LargePictures, Picture
from recovery_app.ui.photos.small_pictures import key_of
from recovery_app.ui.photos.words import pose_name
from recovery_app.ui.regions import words
from recovery_app.ui.regions.keeping import RegionKeeper
from recovery_app.ui.regions.panel import RegionPanel
from recovery_app.ui.regions.sketch import Outline
from recovery_app.ui.regions.stage import RegionStage
from recovery_app.ui.save_status import SaveStatus
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton, QuietButton
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.fields import ChoiceField
from recovery_app.ui.widgets.labels import caption, title
from recovery_app.ui.widgets.notice import Kind, Notice
from recovery_app.ui.widgets.scrolled import scrolled
from recovery_app.ui.words import day_of

if TYPE_CHECKING:
    from recovery_app.services.regions import PoseRegions

COARSE = 256


class RegionsPage(QWidget):
    """Draws, changes and removes the regions of a pose; each change is saved at once."""

    closed = Signal()
    """The person goes back to where she came from."""
    photos_wanted = Signal()
    """The person wants to give photos their pose."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        changes: Changes,
        history: History,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._look = library, tasks, look
        self._keeper = RegionKeeper(library, tasks, history, self)
        self._pose, self._chosen = "", ""
        self._shown: PoseRegions | None = None
        self._picture_key = ""
        self._pictures = LargePictures(library.photos, tasks, self)
        self._notice = Notice(look)
        self._poses = ChoiceField()
        self._poses.setAccessibleName(self.tr("Pose"))
        self._poses.activated.connect(lambda at: self.show_pose(self._poses.itemData(at)))
        self.stage = RegionStage(look)
        self.panel = RegionPanel(look)
        self._facts = caption()
        self._empty = EmptyState(look, "photos", "", self.tr("Open photos"))
        self._middle = QStackedWidget()
        self._lay_out(SaveStatus(look, history))
        self._connect()
        changes.happened.connect(self._on_change)

    @property
    def pose(self) -> str:
        """The pose that is shown."""
        return self._pose

    def show_pose(self, pose: str = "") -> None:
        """Show a pose's regions; without one, the pose with most to measure."""
        self.finish()
        self.stage.stop_drawing()
        self._notice.hide()
        if pose != self._pose:
            self._chosen = ""
        self._pose = pose
        self._read()

    def finish(self) -> None:
        """Save what is being typed."""
        self.panel.finish()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the picture."""
        super().showEvent(event)
        self._want()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the large pictures."""
        super().hideEvent(event)
        self._pictures.forget()
        self.stage.let_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape; Delete takes the chosen region away."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() == Qt.Key.Key_Delete:
            self._remove()
        else:
            super().keyPressEvent(event)

    # Making

    def _lay_out(self, status: SaveStatus) -> None:
        head = QHBoxLayout()
        back = IconButton(self._look, "chevron-left", self.tr("Back"))
        back.clicked.connect(self._close)
        head.addWidget(back)
        head.addSpacing(8)
        head.addWidget(title(self.tr("Regions")))
        head.addSpacing(12)
        head.addWidget(self._poses)
        head.addStretch(1)
        zoom = QHBoxLayout()
        zoom.addWidget(self._facts, 1)
        smaller = IconButton(self._look, "zoom-out", self.tr("Smaller"))
        smaller.clicked.connect(lambda: self.stage.zoom_by(1 / STEP))
        larger = IconButton(self._look, "zoom-in", self.tr("Larger"))
        larger.clicked.connect(lambda: self.stage.zoom_by(STEP))
        fit = QuietButton(self._look, self.tr("Fit"))
        fit.clicked.connect(self.stage.fit)
        inside = status.layout()
        if inside is not None:
            inside.setContentsMargins(0, 0, 0, 0)
        for part in (smaller, larger, fit):
            zoom.addWidget(part)
        side = scrolled(self.panel)
        side.setFixedWidth(self.panel.width() + 18)
        right = QVBoxLayout()
        right.addWidget(side, 1)
        right.addWidget(status)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.stage, 1)
        left.addLayout(zoom)
        drawing = QWidget()
        middle = QHBoxLayout(drawing)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(12)
        middle.addLayout(left, 1)
        middle.addLayout(right)
        for face in (drawing, self._empty):
            self._middle.addWidget(face)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 12, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._notice)
        column.addWidget(self._middle, 1)

    def _connect(self) -> None:
        self._pictures.came.connect(self._on_picture)
        self._pictures.failed.connect(self._on_unreadable)
        stage, panel, keeper = self.stage, self.panel, self._keeper
        keeper.added.connect(self._on_added)
        keeper.written.connect(self._notice.hide)
        keeper.unsaved.connect(self._on_unsaved)
        self._empty.acted.connect(self.photos_wanted)
        stage.sharper_wanted.connect(self._want_full)
        stage.resized.connect(self._want)
        stage.drawn.connect(self._on_drawn)
        stage.changed.connect(self._on_outline)
        stage.chosen.connect(self._choose)
        stage.drawing_changed.connect(lambda: panel.show_drawing(stage.drawing, stage.corners))
        panel.chosen.connect(self._choose)
        panel.draw_wanted.connect(stage.draw)
        panel.ready_wanted.connect(self._offer_ready)
        panel.renamed.connect(lambda name: self._alter(self.tr("Name of a region"), name=name))
        panel.role_given.connect(lambda role: self._alter(self.tr("Role of a region"), role=role))
        panel.remove_wanted.connect(self._remove)
        panel.insert_wanted.connect(stage.insert_corner)
        panel.corner_remove_wanted.connect(stage.remove_corner)
        panel.stop_wanted.connect(stage.stop_drawing)

    # Reading and showing

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and change.touches(Topic.REGION, Topic.ALIGNMENT, Topic.PHOTO):
            self._read()

    def _read(self) -> None:
        library, pose = self._library, self._pose
        self._tasks.run(
            lambda: library.regions.of_pose(pose),
            self._on_read,
            owner=self,
            failed=self._fail,
        )

    def _on_read(self, found: "PoseRegions") -> None:
        if self._pose and found.pose != self._pose:
            return
        self._shown, self._pose = found, found.pose
        self._show_poses(found)
        reference = found.reference
        key = "" if reference is None else key_of(reference)
        if key != self._picture_key or reference is None:
            self._picture_key = key
            size = QSize(4, 3) if reference is None else QSize(*reference.shown_size)
            self.stage.begin(size, "" if reference is None else self.tr("Loading…"))
            self.stage.fit()
            self._want()
        if self._chosen not in {one.id for one in found.regions}:
            self._chosen = found.regions[0].id if found.regions else ""
        self._show()

    def _show(self) -> None:
        found = self._shown
        if found is None:
            return
        there = found.reference is not None
        self._empty.label.setText(words.without_photo(found.pose))
        self._middle.setCurrentIndex(0 if there else 1)
        self.stage.show_regions(found.regions, self._chosen)
        self.panel.show_regions(found.regions, self._chosen, found.problems, found.missing)
        self.panel.set_possible(drawing=there, ready=found.pose in READY_POSES or not there)
        self.panel.show_drawing(self.stage.drawing, self.stage.corners)
        said = self.tr("On the reference of this pose, {day}. All its other photos follow.")
        day = None if found.reference is None else found.reference.day
        self._facts.setText("" if day is None else said.format(day=day_of(day)))

    def _show_poses(self, found: "PoseRegions") -> None:
        if [self._poses.itemData(at) for at in range(self._poses.count())] != list(found.poses):
            self._poses.clear()
            for pose in found.poses:
                self._poses.addItem(pose_name(pose), pose)
        self._poses.setCurrentIndex(self._poses.findData(found.pose))
        self._poses.setVisible(bool(found.poses))

    def _want(self) -> None:
        if self._shown is not None and self._shown.reference is not None and self.isVisible():
            side = max(self.stage.width(), self.stage.height()) * self.devicePixelRatioF()
            longest = -(-round(side) // COARSE) * COARSE
            self._pictures.show(self._shown.reference, longest, [])

    def _want_full(self) -> None:
        if self._shown is not None and self._shown.reference is not None:
            self._pictures.show_full(self._shown.reference)

    def _on_picture(self, key: str, picture: Picture) -> None:
        if key == self._picture_key and picture.image.width() > self.stage.pixels:
            self.stage.set_picture(picture)

    def _on_unreadable(self, key: str, sentence: str) -> None:
        if key == self._picture_key:
            self._fail(sentence)

    def _choose(self, region_id: str) -> None:
        self.panel.finish()
        self._chosen = region_id
        self._show()

    # Saving

    def _region(self) -> Region | None:
        regions = () if self._shown is None else self._shown.regions
        return next((one for one in regions if one.id == self._chosen), None)

    def _on_drawn(self, role: Role, outline: Outline) -> None:
        shown = self._shown
        if shown is None:
            return
        name = words.next_name(role, [one.name for one in shown.regions])

        def go_on(sentence: str) -> None:
            # Nothing she drew is lost: she mends it and closes it again.
            self.stage.draw(role, outline)
            self._fail(sentence)

        self._keeper.add([Region("", self._pose, role, name, outline)], go_on)

    def _on_added(self, kept: list[Region]) -> None:
        self._chosen = kept[0].id
        self._read()
        self.stage.setFocus()

    def _on_outline(self, region_id: str, outline: Outline) -> None:
        regions = () if self._shown is None else self._shown.regions
        before = next((one for one in regions if one.id == region_id), None)
        if before is not None:
            self._put(before, replace(before, outline=outline), self.tr("Outline of a region"))

    def _alter(self, said: str, *, name: str | None = None, role: Role | None = None) -> None:
        before = self._region()
        if before is not None:
            after = replace(before, name=name or before.name, role=role or before.role)
            self._put(before, after, said)

    def _put(self, before: Region, after: Region, said: str) -> None:
        if before == after or self._shown is None:
            return
        # At once, so that a second change builds upon the first.
        regions = tuple(after if one.id == after.id else one for one in self._shown.regions)
        self._shown = replace(self._shown, regions=regions)
        self._show()
        self._keeper.put(before, after, said)

    def _remove(self) -> None:
        region = self._region()
        if region is not None:
            self._keeper.remove(region)

    def _offer_ready(self) -> None:
        self._tasks.run(
            partial(self._library.regions.offered, self._pose),
            self._on_ready,
            owner=self,
            failed=self._fail,
            lane=Lane.PICTURES,
        )

    def _on_ready(self, found: list[Region]) -> None:
        self._keeper.add(found, self._fail)
        self._notice.say(
            Kind.QUIET,
            self.tr("A first suggestion: drag the corners until the areas fit your face."),
        )

    def _on_unsaved(self, sentence: str) -> None:
        self._fail(sentence)
        self._read()

    def _fail(self, sentence: str) -> None:
        self._notice.say(Kind.FAILURE, sentence)

    def _close(self) -> None:
        self.finish()
        if self.stage.drawing is not None:
            self.stage.stop_drawing()
        else:
            self.closed.emit()
