"""The review sheet: every import is looked through here before anything is added."""

from collections.abc import Collection, Sequence
from datetime import date, time

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QVBoxLayout, QWidget

from recovery_app.domain.photos import Condition
from recovery_app.errors import WrongInput
from recovery_app.services.importing import Candidate
from recovery_app.services.preparing import Refused
from recovery_app.ui.photos.grid_painter import MARGIN
from recovery_app.ui.photos.import_run import Order
from recovery_app.ui.photos.review_edits import ReviewEdits
from recovery_app.ui.photos.review_model import ReviewModel
from recovery_app.ui.photos.review_rows import State, order_of
from recovery_app.ui.photos.review_table import ReviewTable
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import PrimaryButton, QuietButton
from recovery_app.ui.widgets.labels import heading, muted


class ReviewSheet(QWidget):
    """Files as they are read, edits for one or many of them, and one confirmation."""

    confirmed = Signal(object)
    """The person wants this `Order` carried out."""
    cancelled = Signal()
    """The person wants none of it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = False
        self.model = ReviewModel(self)
        self._table = ReviewTable(look, self.model)
        self._words = heading()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress"))
        self._progress.setMaximumWidth(240)
        self._edits = ReviewEdits(look)
        self._note = muted()
        self._cancel = QuietButton(look, self.tr("Cancel"))
        self._add = PrimaryButton(look, self.tr("Add photos"))
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Start with an empty sheet whose files are on their way."""
        self._reading = True
        self.model.clear()
        self._progress.setRange(0, 0)
        self._show_state()

    def extend(self, found: Sequence[Candidate | Refused]) -> None:
        """Show some more files."""
        self.model.extend(found)

    def show_progress(self, looked: int, known: int) -> None:
        """Say how many files were looked at."""
        if not self._reading:  # more was given to a sheet that stood ready
            self._reading = True
            self._progress.show()
            self._show_buttons()
        self._progress.setRange(0, max(known, 1))
        self._progress.setValue(looked)
        self._words.setText(
            self.tr("Looking at the files: {done} of {known}").format(done=looked, known=known)
        )

    def end(self, poses: Collection[str]) -> None:
        """All files were looked at: guess their poses and let her confirm."""
        self._reading = False
        self.model.guess(tuple(poses))
        if not self._table.currentIndex().isValid() and self.model.rows:
            self._table.setCurrentIndex(self.model.index(0, 0))
            self._table.clearSelection()
        self._show_state()

    def offer(self, poses: Collection[str]) -> None:
        """Offer the close-ups among these poses besides the fixed ones."""
        self._edits.offer(poses)

    # Making

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._words)
        top.addWidget(self._progress, 1)
        top.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._note, 1)
        below.addWidget(self._cancel)
        below.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 0, MARGIN, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self._table, 1)
        column.addWidget(self._edits)
        column.addLayout(below)

    def _connect(self) -> None:
        self.setFocusProxy(self._table)
        self._table.selectionModel().selectionChanged.connect(self._show_selection)
        self._table.menu_wanted.connect(self._pop_up)
        self.model.dataChanged.connect(self._show_state)
        self._edits.pose_chosen.connect(self._set_pose)
        self._edits.condition_chosen.connect(self._set_condition)
        self._edits.day_chosen.connect(lambda day: self._file_under(day, None))
        self._edits.clock_chosen.connect(lambda clock: self._file_under(None, clock))
        self._edits.own_day_wanted.connect(lambda: self.model.own_moment(self._table.chosen()))
        self._edits.toggled.connect(self._table.toggle)
        self._cancel.clicked.connect(self.cancelled)
        self._add.clicked.connect(lambda: self.confirmed.emit(self._order()))

    def _order(self) -> Order:
        return order_of(self.model.rows)

    # Showing

    def _show_state(self) -> None:
        counts = self.model.counts()
        if not self._reading:
            parts = [
                (counts[State.NEW], self.tr("{n} new")),
                (counts[State.LEFT_OUT], self.tr("{n} left out")),
                (counts[State.ALREADY] + counts[State.TWIN], self.tr("{n} already here")),
                (counts[State.REFUSED], self.tr("{n} refused")),
            ]
            said = " · ".join(words.format(n=n) for n, words in parts if n)
            self._words.setText(said or self.tr("No files"))
        self._progress.setVisible(self._reading)
        self._show_buttons()
        self._show_selection()

    def _show_buttons(self) -> None:
        count = self.model.counts()[State.NEW]
        said = self.tr("Add 1 photo") if count == 1 else self.tr("Add {n} photos")
        none = self.tr("Add photos") if self._reading else self.tr("Nothing to add")
        self._add.setText(said.format(n=count) if count else none)
        self._add.setEnabled(bool(count) and not self._reading)
        self._add.updateGeometry()
        guessed = any(row.guessed for row in self.model.rows)
        self._note.setText(
            self.tr("Poses marked as guessed follow your last photos; select rows to change them.")
            if guessed
            else self.tr("Select rows to change them; Space leaves them out.")
        )

    def _show_selection(self) -> None:
        rows = [self.model.rows[number] for number in self._table.chosen()]
        self._edits.show_selection([row for row in rows if row.open])

    def _pop_up(self, place: QPoint) -> None:
        menu: QMenu = self._edits.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    # Editing

    def _set_pose(self, pose: str) -> None:
        self.model.change(self._table.chosen(), pose=pose)

    def _set_condition(self, condition: Condition) -> None:
        self.model.change(self._table.chosen(), condition=condition)

    def _file_under(self, day: date | None, clock: time | None) -> None:
        try:
            self.model.file_under(self._table.chosen(), day, clock)
        except WrongInput as error:
            self._note.setText(str(error))
