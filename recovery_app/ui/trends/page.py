"""The Trends page: redness falling across the week, skin improving across the months."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.moments import today
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.trends import saving
from recovery_app.ui.trends.axis_photos import AxisPhotos
from recovery_app.ui.trends.day_photos import DayPhotos
from recovery_app.ui.trends.improvement_view import ImprovementView
from recovery_app.ui.trends.measured_view import FeltAndMeasured, MeasuredView, Sought
from recovery_app.ui.trends.measured_view import read as read_measured
from recovery_app.ui.trends.plot import Plot
from recovery_app.ui.trends.readings import Reading, Wanted, read
from recovery_app.ui.trends.recovery_view import RecoveryView
from recovery_app.ui.trends.saved import Saved
from recovery_app.ui.widgets.buttons import PrimaryButton, QuietButton
from recovery_app.ui.widgets.labels import title
from recovery_app.ui.widgets.notice import Kind, Notice
from recovery_app.ui.widgets.segmented import Segmented

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import ImprovementChart

SHOWN = (Topic.ENTRY, Topic.SESSION, Topic.REVIEW, Topic.CATALOGUE)
"""What the charts are made of."""
MEASURED = (*SHOWN, Topic.PHOTO, Topic.ALIGNMENT, Topic.REGION, Topic.MEASUREMENT)
"""What the felt and the measured series are made of."""
SUFFIXES = {"png": "PNG", "svg": "SVG", "pdf": "PDF", "csv": "CSV"}


class TrendsPage(QWidget):
    """Three faces, read again after whatever was saved: Recovery, Improvement, Felt and measured."""

    day_wanted = Signal(object)
    """The person chose a point: its date."""
    review_wanted = Signal(object)
    """The person wants to review her skin on that day."""
    photo_wanted = Signal(str)
    """The person wants to see the photo of this id large."""
    photos_wanted = Signal(object, object)
    """The person wants to see the photos from the first to the last date."""
    regions_wanted = Signal(str)
    """The person wants to draw the areas of this pose."""

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
        self._wanted, self._sought = Wanted(), Sought()
        self._stale = self._months_stale = self._measured_stale = True
        self._reading: Reading | None = None
        self.notice = Notice(look)
        self.faces = Segmented(
            look,
            self.tr("Chart"),
            [
                ("recovery", self.tr("Recovery")),
                ("improvement", self.tr("Improvement")),
                ("measured", self.tr("Felt and measured")),
            ],
        )
        self.recovery, self.improvement = RecoveryView(look), ImprovementView(look)
        self.measured = MeasuredView(look)
        self._photos = DayPhotos(library, tasks, changes, self)
        self._along = AxisPhotos(library, tasks, changes, self)
        self.save_menu = QMenu(self)
        self._save = PrimaryButton(look, self.tr("Save chart"))
        self._save_too = QuietButton(look, self.tr("Save chart"))
        self._review = PrimaryButton(look, self.tr("New review"), icon="plus")
        self._stack = QStackedWidget()
        self._fill_menu()
        self._lay_out()
        self._connect()
        changes.happened.connect(self._on_change)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was saved while another page was shown."""
        super().showEvent(event)
        self._read_what_is_stale()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(title(self.tr("Trends")))
        head.addWidget(self.faces)
        head.addStretch(1)
        for button in (self._save_too, self._save, self._review):
            head.addWidget(button)
        for face in (self.recovery, self.improvement, self.measured):
            self._stack.addWidget(face)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self._show_face("recovery")

    def _fill_menu(self) -> None:
        for word, suffix in (
            (self.tr("Picture (PNG)…"), "png"),
            (self.tr("Drawing (SVG)…"), "svg"),
            (self.tr("Page (PDF)…"), "pdf"),
            (self.tr("Numbers (CSV)…"), "csv"),
        ):
            self.save_menu.addAction(word, partial(self._ask_and_save, suffix))
        self.save_menu.addSeparator()
        copy = self.save_menu.addAction(self.tr("Copy the picture"), self._copy)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        # A shortcut of a menu that is closed does not answer, so the page has its own.
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._copy)

    def _connect(self) -> None:
        self.faces.chosen.connect(self._show_face)
        self.recovery.symptom_chosen.connect(
            lambda slug: self._want(replace(self._wanted, symptom=slug))
        )
        self.recovery.session_chosen.connect(
            lambda session: self._want(replace(self._wanted, session=session))
        )
        self.recovery.view_chosen.connect(lambda view: self._want(replace(self._wanted, view=view)))
        self.measured.sought.connect(self._seek)
        self.measured.regions_wanted.connect(self.regions_wanted)
        for view in (self.recovery, self.improvement, self.measured):
            view.day_wanted.connect(self.day_wanted)
        self.improvement.review_wanted.connect(self.review_wanted)
        for plot in (self.recovery.curves.plot, self.measured.felt, self.measured.measured):
            self._follow(plot)
        self.recovery.plot_made.connect(self._follow)
        self.improvement.plot_made.connect(self._follow)
        axis = self.improvement.photos.axis
        axis.photo_wanted.connect(self.photo_wanted)
        axis.photos_wanted.connect(self.photos_wanted)
        axis.needed.connect(self._along.need)
        self._along.came.connect(self.improvement.photos.show_photos)
        self._along.picture_came.connect(self.improvement.photos.show_picture)
        self._review.clicked.connect(lambda: self.review_wanted.emit(today()))
        for button in (self._save, self._save_too):
            button.clicked.connect(partial(self._open_menu, button))

    def _follow(self, plot: Plot) -> None:
        """Let a chart lead to days and photos."""
        self._photos.show_on(plot)
        plot.day_wanted.connect(self.day_wanted)
        plot.photos_wanted.connect(self.photos_wanted)

    # Reading and showing

    def _on_change(self, change: Change) -> None:
        if change.touches(*SHOWN):
            self._stale = self._months_stale = True
        self._measured_stale = self._measured_stale or change.touches(*MEASURED)
        if self.isVisible():
            self._read_what_is_stale()

    def _read_what_is_stale(self) -> None:
        """Read for the face that is seen alone: what the others need is read once they are."""
        face = self._stack.currentWidget()
        if face is self.recovery and self._stale:
            self._read()
        if face is self.measured and self._measured_stale:
            self._read_measured()
        if face is self.improvement:
            self._along.read()
            if self._months_stale:
                self._read_months()

    def _want(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._read()

    def _seek(self, sought: Sought) -> None:
        self._sought = sought
        self._read_measured()

    def _read(self) -> None:
        self._stale = False
        self._tasks.run(
            partial(read, self._library, self._wanted),
            self._show,
            owner=self,
            failed=self._fail,
            lane=Lane.PICTURES,
        )

    def _read_months(self) -> None:
        self._months_stale = False
        self._tasks.run(
            partial(_months, self._library),
            self._show_months,
            owner=self,
            failed=self._fail,
            lane=Lane.PICTURES,
        )

    def _read_measured(self) -> None:
        self._measured_stale = False
        self._tasks.run(
            partial(read_measured, self._library, self._sought),
            self._show_measured,
            owner=self,
            failed=self._fail,
            lane=Lane.PICTURES,
        )

    def _show_measured(self, read: FeltAndMeasured) -> None:
        if read.sought == self._sought:
            self.measured.show_read(read)
            self._show_actions()

    def _show(self, reading: Reading) -> None:
        if reading.wanted != self._wanted:
            return
        self._reading = reading
        self.recovery.show_reading(reading)
        self._show_actions()

    def _show_months(self, months: "ImprovementChart") -> None:
        self.improvement.show_chart(months)
        self._show_actions()

    def _fail(self, sentence: str) -> None:
        self._stale = self._months_stale = self._measured_stale = True
        self.notice.say(Kind.FAILURE, sentence)

    def _show_face(self, key: str) -> None:
        faces = {"improvement": self.improvement, "measured": self.measured}
        self._stack.setCurrentWidget(faces.get(key, self.recovery))
        self._show_actions()
        if self.isVisible():
            self._read_what_is_stale()

    def _show_actions(self) -> None:
        months, drawn = self._stack.currentWidget() is self.improvement, self._saved is not None
        # Where nothing is drawn the empty page itself says what to do: more would be noise.
        self._save.setVisible(not months and drawn)
        for button in (self._save_too, self._review):
            button.setVisible(months and drawn)

    @property
    def reading(self) -> Reading | None:
        """What the recovery shows."""
        return self._reading

    # Saving

    def _open_menu(self, button: QWidget) -> None:
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + 4))
        self.save_menu.popup(corner - QPoint(self.save_menu.sizeHint().width(), 0))

    @property
    def _saved(self) -> Saved | None:
        face = self._stack.currentWidget()
        for view in (self.improvement, self.measured):
            if face is view:
                return view.saved
        return self.recovery.saved

    def _ask_and_save(self, suffix: str) -> None:
        saved = self._saved
        if saved is None:
            return
        place = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(place))
        wanted, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save chart"),
            str(folder / f"{saved.name}.{suffix}"),
            f"{SUFFIXES[suffix]} (*.{suffix})",
        )
        if wanted:
            path = Path(wanted)
            self._write(path if path.suffix else path.with_suffix(f".{suffix}"), suffix, saved)

    def _write(self, path: Path, suffix: str, saved: Saved) -> None:
        if suffix == "png":
            image = saving.picture(saved.drawing, self._look.theme.surface)
            work = partial(_save_picture, path, image)
        else:
            work = partial(saving.write, path, self._bytes_of(suffix, saved))
        self._tasks.run(
            work,
            lambda _nothing: self.notice.say(
                Kind.QUIET, self.tr("Saved as “{name}”.").format(name=path.name)
            ),
            owner=self,
            failed=partial(self.notice.say, Kind.FAILURE),
        )

    def _bytes_of(self, suffix: str, saved: Saved) -> bytes:
        if suffix == "csv":
            return saved.numbers().encode()
        if suffix == "pdf":
            return saving.pdf(saved.drawing, saved.name)
        return saving.svg(saved.drawing, self._look.theme.surface, saved.name)

    def _copy(self) -> None:
        saved = self._saved
        if saved is not None:
            image = saving.picture(saved.drawing, self._look.theme.surface)
            QGuiApplication.clipboard().setImage(image)
            self.notice.say(Kind.QUIET, self.tr("Copied as a picture."))


def _months(library: Library) -> "ImprovementChart":
    return library.trends.improvement()


def _save_picture(path: Path, image: QImage) -> None:
    saving.write(path, saving.png(image))
