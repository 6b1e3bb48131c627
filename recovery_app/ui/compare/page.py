"""The Compare page: two to four photos, laid over each other, stepped through day by day."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.photos import Photo
from recovery_app.services.comparing import Album
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.compare import choices, ready, saving
from recovery_app.ui.compare.below import BelowStage
from recovery_app.ui.compare.head import TIME_LAPSE, CompareHead
from recovery_app.ui.compare.mending import Mending
from recovery_app.ui.compare.painting import Mode
from recovery_app.ui.compare.pane import Pane
from recovery_app.ui.compare.pictures import ComparedPictures, key_of
from recovery_app.ui.compare.stage import Stage
from recovery_app.ui.compare.strip import Strip
from recovery_app.ui.compare.timelapse import TimeLapseView
from recovery_app.ui.compare.words import caption_of, named, pose_order
from recovery_app.ui.history import History
from recovery_app.ui.photos.alignment_words import brief, told
from recovery_app.ui.photos.small_pictures import SmallPictures
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.notice import Kind, Notice

NEWS_MS = 300
"""News that come within this time are read together."""


class ComparePage(QWidget):
    """The baseline stays on the left; the right side steps through the days at the same zoom."""

    photos_wanted = Signal()
    """There is nothing to compare yet; she goes where photos come in."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        changes: Changes,
        _history: History,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._look = library, tasks, look
        self._album = Album()
        self._pose = ""
        self._chosen: list[Photo] = []
        self._stale = True
        self.pictures = ComparedPictures(library.photos, tasks, self)
        self.stage = Stage(look)
        self.strip = Strip(look, SmallPictures(library.photos, tasks, self))
        self.head = CompareHead(look)
        self.modes = self.head.modes
        self._notice = Notice(look)
        self.below = BelowStage(look, self.stage)
        self.mending = Mending(library, tasks, self.pictures, look, self)
        # The background lays one photo after the other and tells of each.
        self._pause = QTimer(self, interval=NEWS_MS, singleShot=True)
        self._pause.timeout.connect(self._read)
        self._stack = QStackedWidget()
        self._empty = EmptyState(
            look,
            "compare",
            self.tr("Add photos and say their pose; two of the same pose can be compared."),
            self.tr("Go to Photos"),
        )
        self.timelapse = TimeLapseView(library, tasks, look)
        self._lay_out()
        self._connect()
        changes.happened.connect(self._on_change)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was added while another page was shown."""
        super().showEvent(event)
        if self._stale:
            self._read()

    def show_photos(self, photos: Sequence[Photo], *, keep_view: bool = False) -> None:
        """Lay out up to four photos, the first one pinned on the left.

        Where more than two come together, all of them are to be seen, so they stand side by side.
        One that she adds herself keeps to the way of comparing that she chose.
        """
        self._chosen = list(photos)[: choices.MOST]
        more = len(self._chosen) > 2 and not keep_view
        if self.modes.current == TIME_LAPSE:
            self.modes.set_current(Mode.SIDE.value)
            self._choose_mode(Mode.SIDE.value)
        if self._chosen and self._chosen[-1].pose != self._pose:
            self._show_pose(self._chosen[-1].pose)
        if more and self.stage.mode in (Mode.SLIDER, Mode.FADE):
            self.modes.set_current(Mode.SIDE.value)
            self._choose_mode(Mode.SIDE.value)
        self._show(keep_view=keep_view)

    def _lay_out(self) -> None:
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.stage, 1)
        column.addWidget(self.below)
        column.addWidget(self.strip)
        column.addWidget(
            muted(self.tr("Click shows a photo on the right. Ctrl+click adds it or takes it away."))
        )
        self._stack.addWidget(shown)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.mending.editor)
        self._stack.addWidget(self.timelapse)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(32, 24, 32, 16)
        outside.setSpacing(12)
        outside.addWidget(self.head)
        outside.addWidget(self._notice)
        outside.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.modes.chosen.connect(self._choose_mode)
        self.stage.stepped.connect(self._step)
        self.stage.sharper_wanted.connect(lambda: self.pictures.want_sharper(self._chosen))
        self.strip.taken.connect(self._take)
        self.pictures.came.connect(self._on_came)
        self.pictures.failed.connect(self._on_broken)
        for part in (self.pictures, self.mending):
            part.failed.connect(self._fail)
        self._empty.acted.connect(self.photos_wanted)
        self.below.pose_chosen.connect(self._on_pose)
        self.below.mend_wanted.connect(self._open_editor)
        self.mending.over.connect(self._show_face)
        self.head.ready.clicked.connect(self._open_choices)
        self.head.save.clicked.connect(self._ask_and_save)
        pin = QShortcut(QKeySequence("P"), self)
        pin.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pin.activated.connect(self._pin)

    # Reading and showing

    def _on_change(self, change: Change) -> None:
        if change.touches(Topic.PHOTO, Topic.SESSION, Topic.ALIGNMENT, Topic.ENTRY, Topic.REVIEW):
            self._stale = True
            if self.isVisible() and not self._pause.isActive():
                self._pause.start()

    def _read(self) -> None:
        self._stale = False
        library = self._library
        self._tasks.run(
            lambda: library.comparing.album(),
            self._on_album,
            owner=self,
            failed=self._fail,
        )

    def _on_album(self, album: Album) -> None:
        self._album = album
        poses = sorted({photo.pose for photo in album.photos if photo.pose}, key=pose_order)
        if not self.mending.active:
            self._show_face()
        self.below.offer(poses)
        known = {photo.id: photo for photo in album.photos}
        self._chosen = [known[one.id] for one in self._chosen if one.id in known]
        if not poses:
            return
        if self._pose not in poses:
            self._show_pose(poses[0])
        else:
            self._show_pose(self._pose)
        if not self._chosen:
            self._chosen = choices.first_and_latest(self._of_pose(), album.sessions)
        self._show(keep_view=True)

    def _of_pose(self) -> list[Photo]:
        return [photo for photo in self._album.photos if photo.pose == self._pose]

    def _show_pose(self, pose: str) -> None:
        self._pose = pose
        self.below.show_pose(pose)
        photos = self._of_pose()
        self.strip.photos_model.show_photos(photos, named(photos, self._album.sessions))

    def _show(self, *, keep_view: bool) -> None:
        before = self.stage.panes if keep_view else []
        panes = [
            self._pane_of(photo, at == 0, before[at] if at < len(before) else None)
            for at, photo in enumerate(self._chosen)
        ]
        frame = QSizeF(1, 1)
        if self._chosen:
            width, height = self._chosen[0].shown_size
            frame = QSizeF(width / max(width, height), height / max(width, height))
        self.stage.show_panes(panes, frame, keep_view=keep_view)
        self._tell_stage()
        self.head.save.setEnabled(bool(panes))
        if self._chosen:
            row = self._of_pose()
            last = self._chosen[-1]
            ahead = [choices.step(row, last, by, self._chosen) for by in (1, -1, 2)] if row else []
            self.pictures.want(self._chosen, ahead)

    def _tell_stage(self) -> None:
        """Mark in the strip what is in sight, and say below how it lies."""
        self.strip.show_chosen([pane.photo.id for pane in self.stage.in_sight])
        self.below.show_stage()

    def _pane_of(self, photo: Photo, pinned: bool, before: Pane | None) -> Pane:
        """Return a side; her own shift of it stays while she steps, not with other photos."""
        beside = self._library.comparing.beside(photo, self._album.sessions)
        laid = self._album.laid.get(photo.id)
        pane = Pane(
            photo,
            self._album.placement_of(photo),
            caption_of(photo, beside),
            self.pictures.image(photo),
            pinned=pinned and len(self._chosen) > 1,
            lying=brief(photo, laid),
            lying_told=told(photo, laid),
            broken=self.pictures.broken(photo),
        )
        if before is not None:
            pane.shift = before.shift
            if pane.image.isNull() and before.photo.id == photo.id:
                pane.image = before.image
        return pane

    def _on_came(self, key: str) -> None:
        for pane in self.stage.panes:
            if key_of(pane.photo) == key:
                pane.image, pane.broken = self.pictures.image(pane.photo), False
        self.stage.update()
        self.mending.show_pictures()

    def _on_broken(self) -> None:
        for pane in self.stage.panes:
            pane.broken = self.pictures.broken(pane.photo)
        self.stage.update()

    # Choosing

    def _show_face(self) -> None:
        """Show the stage, the empty state or the time-lapse, as the choice above says."""
        moving = self.modes.current == TIME_LAPSE
        there = any(photo.pose for photo in self._album.photos)
        self.modes.setVisible(there)
        self.head.show_offers(offered=there and not moving)
        if not there:
            self._stack.setCurrentWidget(self._empty)
        elif moving:
            self.timelapse.show_album(self._album, self._pose)
            self._stack.setCurrentWidget(self.timelapse)
        else:
            self._stack.setCurrentIndex(0)

    def finish(self) -> None:
        """Stop what is being saved as a film: nobody waits for it any more."""
        self.timelapse.saving.cancel()

    def _choose_mode(self, key: str) -> None:
        self.mending.end()
        self._notice.hide()
        if key == TIME_LAPSE:
            self.timelapse.screen_area.setFocus()
            return
        self.stage.set_mode(Mode(key))
        self._tell_stage()
        self.stage.setFocus()

    def _on_pose(self, pose: str) -> None:
        self._show_pose(pose)
        self.show_photos(choices.first_and_latest(self._of_pose(), self._album.sessions))

    def _take(self, photo: Photo, add: bool) -> None:
        """Show a photo on the right; or add it as another side, or take its side away."""
        seen = [pane.photo.id for pane in self.stage.in_sight]
        chosen = choices.taken(self._chosen, seen, photo, add=add)
        self._notice.hide()
        if len(chosen) > choices.MOST:
            most = self.tr("Four photos stand here already; take one away first.")
            self._notice.say(Kind.QUIET, most)
        elif chosen != self._chosen:
            self.show_photos(chosen, keep_view=True)

    def _step(self, by: int) -> None:
        row = self._of_pose()
        if self._chosen and row:
            self._take(choices.step(row, self._chosen[-1], by, self._chosen), False)

    def _pin(self) -> None:
        """Make the right side the baseline on the left, where both are in sight."""
        if self._stack.currentIndex() == 0 and len(self._chosen) > 1:
            self.show_photos([self._chosen[-1], *self._chosen[1:]], keep_view=True)

    def _open_choices(self) -> None:
        current = self._chosen[-1] if self._chosen else None
        menu = ready.menu(self, self._of_pose(), self._album.sessions, current, self.show_photos)
        button = self.head.ready
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    # Laying by hand

    def _open_editor(self) -> None:
        """Lay the right side over its reference by hand."""
        if not self._chosen:
            return
        if self.mending.begin(self._chosen[-1], self._album):
            self._notice.hide()
            self.head.show_offers(offered=False)
            self._stack.setCurrentWidget(self.mending.editor)
            self.mending.editor.stage.setFocus()
        else:
            self._notice.say(
                Kind.QUIET, self.tr("This photo is the reference to which the others are laid.")
            )

    # Saving

    def _fail(self, sentence: str) -> None:
        self._notice.say(Kind.FAILURE, sentence)

    def _ask_and_save(self) -> None:
        proposed = f"compare-{self._pose.replace(':', '-')}.png"
        file, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the comparison"), proposed, self.tr("Pictures (*.png *.jpg)")
        )
        if file:
            self.save_picture(Path(file))

    def save_picture(self, file: Path) -> None:
        """Save what is seen, with its captions, in twice the pixels of the screen."""
        if not file.suffix:
            file = file.with_name(f"{file.name}.png")
        picture = saving.picture_of(self.stage, self._look)
        self._tasks.run(
            partial(saving.write, picture, file),
            lambda _done: self._notice.say(
                Kind.QUIET, self.tr("Saved as {file}.").format(file=file.name)
            ),
            owner=self,
            failed=self._fail,
        )
