"""The head of the Today page: which day is open and where it stands."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.services.today import Day
from recovery_app.ui.theme import Look
from recovery_app.ui.today import words
from recovery_app.ui.widgets.buttons import IconButton, QuietButton
from recovery_app.ui.widgets.labels import muted, title


class DayHeader(QWidget):
    """Date, arrows, and day N after which session."""

    turned = Signal(int)
    """One day back (−1) or on (1)."""
    today_wanted = Signal()
    """Back to today."""
    review_wanted = Signal()
    """The monthly look, for the open day."""
    session_wanted = Signal()
    """There is no session yet, and she wants to write down the first."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._place = title(), muted()
        self._back = IconButton(look, "chevron-left", self.tr("Day before"))
        self._on = IconButton(look, "chevron-right", self.tr("Day after"))
        self._today = QuietButton(look, self.tr("Today"))
        self._review = QuietButton(look, self.tr("Review"), icon="review")
        self._review.setToolTip(self.tr("The slower look, monthly or so"))
        self._back.clicked.connect(lambda: self.turned.emit(-1))
        self._on.clicked.connect(lambda: self.turned.emit(1))
        self._today.clicked.connect(self.today_wanted)
        self._review.clicked.connect(self.review_wanted)
        self._session = QuietButton(look, self.tr("Write down a session"))
        self._session.clicked.connect(self.session_wanted)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._title)
        row.addSpacing(8)
        row.addWidget(self._back)
        row.addWidget(self._on)
        row.addWidget(self._today)
        row.addStretch(1)
        row.addWidget(self._review)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self._place)
        below.addWidget(self._session, 1, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(below)

    def show_day(self, day: Day, today: date) -> None:
        """Name the open day."""
        self._title.setText(words.title_of(day.day, today))
        self._place.setText(words.place_of(day.place))
        self._on.setEnabled(day.day < today)
        self._today.setVisible(day.day != today)
        # Words that may wrap take all the room, and the button would not stand beside them.
        self._place.setWordWrap(bool(day.sessions))
        self._session.setVisible(not day.sessions)
