"""Fields for numbers, dates and times that keep to the kit's measures.

They exist because a style sheet cannot give Qt's spin boxes room before their words, and because
a page that is scrolled must not change the number that happens to lie under the pointer.
"""

from collections.abc import Callable
from datetime import date, time

from PySide6.QtCore import QDate, QLocale, QMargins, QSize, Qt, QTime
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QToolButton,
    QWidget,
)

from recovery_app.ui.theme import Look

ROOM = 11
"""Pixels between a field's outline and its words."""


class ChoiceField(QComboBox):
    """A choice among words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless the field has the keyboard."""
        _turn(self, event, super().wheelEvent)


class NumberField(QSpinBox):
    """A whole number.

    Args:
        low: the smallest one.
        high: the largest one.
        unit: words after it, such as “ nm”.
    """

    def __init__(self, low: int, high: int, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        self.setSuffix(unit)
        _settle(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless the field has the keyboard."""
        _turn(self, event, super().wheelEvent)


class TimeField(QTimeEdit):
    """A time of day, hours and minutes."""

    def __init__(self, value: time, parent: QWidget | None = None) -> None:
        super().__init__(QTime(value.hour, value.minute), parent)
        self.setDisplayFormat("HH:mm")
        _settle(self)

    def value(self) -> time:
        """Give the time shown."""
        shown = self.time()
        return time(shown.hour(), shown.minute())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless the field has the keyboard."""
        _turn(self, event, super().wheelEvent)


class DateField(QDateEdit):
    """A date with a calendar to pick it from."""

    def __init__(self, look: Look, value: date, parent: QWidget | None = None) -> None:
        super().__init__(QDate(value.year, value.month, value.day), parent)
        self.setDisplayFormat("ddd d MMM yyyy")
        self.setCalendarPopup(True)
        _settle(self)
        dress(self.calendarWidget(), look)

    def sizeHint(self) -> QSize:
        """Make room for the widest date; Qt measures one, and knows nothing of the room before."""
        metrics, words = self.fontMetrics(), self.locale().toString
        year, pattern = QDate.currentDate().year(), self.displayFormat()
        # A week of each month holds every pair of a weekday's and a month's name.
        days = (QDate(year, month, day) for month in range(1, 13) for day in range(22, 29))
        widest = max(metrics.horizontalAdvance(words(day, pattern)) for day in days)
        hint = super().sizeHint()
        measured = metrics.horizontalAdvance(words(self.maximumDate(), pattern))
        return hint.grownBy(QMargins(ROOM, 0, max(0, widest - measured), 0))

    def minimumSizeHint(self) -> QSize:
        """Never cut a date off."""
        return self.sizeHint()

    def value(self) -> date:
        """Give the date shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless the field has the keyboard."""
        _turn(self, event, super().wheelEvent)


def _settle(field: QAbstractSpinBox) -> None:
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for words in field.findChildren(QLineEdit):
        words.setTextMargins(ROOM, 0, 0, 0)


def _turn(field: QWidget, event: QWheelEvent, turn: Callable[[QWheelEvent], None]) -> None:
    if field.hasFocus():
        turn(event)
    else:
        event.ignore()


def dress(calendar: QCalendarWidget, look: Look) -> None:
    """Give the calendar the kit's arrows and none of its week numbers and red Sundays."""
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setFirstDayOfWeek(QLocale().firstDayOfWeek())
    # Only here: its hundred properties are an enum that only a calendar needs.
    from PySide6.QtGui import QTextCharFormat

    plain = QTextCharFormat()
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, plain)
    for name, icon in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
        button = calendar.findChild(QToolButton, f"qt_calendar_{name}")
        if button is not None:
            button.setIcon(look.icon(icon, "muted"))
