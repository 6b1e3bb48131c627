"""The Trends page: redness falling across the week, skin improving across the months."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.moments import today
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.trends.axis_photos import AxisPhotos
from recovery_app.ui.trends.day_photos import DayPhotos
from recovery_app.ui.trends.improvement_view import ImprovementView
from recovery_app.ui.trends.measured_view import FeltAndMeasured, MeasuredView, Sought
from recovery_app.ui.trends.measured_view import read as read_measured
from recovery_app.ui.trends.plot import Plot
from recovery_app.ui.trends.readings import Reading, Wanted, read
from recovery_app.ui.trends.recovery_view import RecoveryView
from recovery_app.ui.trends.save_menu import SaveMenu
from recovery_app.ui.trends.saved import Saved
from recovery_app.ui.trends.spots_view import SpotsReading, SpotsView
from recovery_app.ui.trends.spots_view import read as read_spots
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
SPOTTED = (Topic.SESSION, Topic.PHOTO, Topic.ALIGNMENT, Topic.REGION, Topic.MEASUREMENT)
"""What the lines of spots are made of."""


class TrendsPage(QWidget):
    """Four faces, each read again after what it shows was saved, once it is seen."""

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
        self._stale = self._months_stale = self._measured_stale = self._spots_stale = True
        self._reading: Reading | None = None
        self.notice = Notice(look)
        self.faces = Segmented(
            look,
            self.tr("Chart"),
            [
                ("recovery", self.tr("Recovery")),
                ("improvement", self.tr("Improvement")),
                ("measured", self.tr("Felt and measured")),
                ("spots", self.tr("Spots")),
            ],
        )
        self.recovery, self.improvement = RecoveryView(look), ImprovementView(look)
        self.measured, self.spots = MeasuredView(look), SpotsView(look)
        self._photos = DayPhotos(library, tasks, changes, self)
        self._along = AxisPhotos(library, tasks, changes, self)
        self.save_menu = SaveMenu(tasks, look, lambda: self._saved, self)
        self._save = PrimaryButton(look, self.tr("Save chart"))
        self._save_too = QuietButton(look, self.tr("Save chart"))
        self._review = PrimaryButton(look, self.tr("New review"), icon="plus")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        changes.happened.connect(self._on_change)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was saved while another page was shown."""
        super().showEvent(event)
        self._read_what_is_stale()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title(self.tr("Trends")))
        head.addWidget(self.faces)
        head.addStretch(1)
        for button in (self._save_too, self._save, self._review):
            head.addWidget(button)
        for face in (self.recovery, self.improvement, self.measured, self.spots):
            self._stack.addWidget(face)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self._show_face("recovery")

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
        self.recovery.rated_wanted.connect(self._show_rated)
        for view in (self.measured, self.spots):
            view.regions_wanted.connect(self.regions_wanted)
        for view in (self.recovery, self.improvement, self.measured, self.spots):
            view.day_wanted.connect(self.day_wanted)
        self.improvement.review_wanted.connect(self.review_wanted)
        for plot in (self.recovery.curves.plot, self.measured.felt, self.measured.measured):
            self._follow(plot)
        for view in (self.recovery, self.improvement, self.spots):
            view.plot_made.connect(self._follow)
        for card in self.improvement.photos:
            card.axis.photo_wanted.connect(self.photo_wanted)
            card.axis.photos_wanted.connect(self.photos_wanted)
            card.axis.needed.connect(self._along.need)
        self._along.came.connect(self.improvement.show_photos)
        self._along.picture_came.connect(self.improvement.show_picture)
        self._review.clicked.connect(lambda: self.review_wanted.emit(today()))
        for button in (self._save, self._save_too):
            button.clicked.connect(partial(self.save_menu.open_below, button))
        self.save_menu.said.connect(self.notice.say)

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
        self._spots_stale = self._spots_stale or change.touches(*SPOTTED)
        if self.isVisible():
            self._read_what_is_stale()

    def _read_what_is_stale(self) -> None:
        """Read for the face that is seen alone: what the others need is read once they are."""
        face = self._stack.currentWidget()
        if face is self.recovery and self._stale:
            self._read()
        if face is self.measured and self._measured_stale:
            self._read_measured()
        if face is self.spots and self._spots_stale:
            self._read_spots()
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

    def _read_spots(self) -> None:
        self._spots_stale = False
        self._tasks.run(
            partial(read_spots, self._library),
            self._show_spots,
            owner=self,
            failed=self._fail,
            lane=Lane.PICTURES,
        )

    def _show_spots(self, read: SpotsReading) -> None:
        self.spots.show_read(read)
        self._show_actions()

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
        self._stale = self._months_stale = self._measured_stale = self._spots_stale = True
        self.notice.say(Kind.FAILURE, sentence)

    def _show_rated(self, slug: str) -> None:
        """Show the ratings of a symptom over time."""
        self._sought = replace(self._sought, symptom=slug)
        self._measured_stale = True
        self.faces.set_current("measured")
        self._show_face("measured")

    def _show_face(self, key: str) -> None:
        faces = {
            "recovery": self.recovery,
            "improvement": self.improvement,
            "measured": self.measured,
            "spots": self.spots,
        }
        self._stack.setCurrentWidget(faces[key])
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

    @property
    def _saved(self) -> Saved | None:
        face = self._stack.currentWidget()
        for view in (self.improvement, self.measured, self.spots):
            if face is view:
                return view.saved
        return self.recovery.saved


def _months(library: Library) -> "ImprovementChart":
    return library.trends.improvement()
