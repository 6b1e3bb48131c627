"""The dates between which photos are shown: a month, or from one day to another."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from recovery_app.ui.photos import words
from recovery_app.ui.photos.album import Month
from recovery_app.ui.photos.filter_choice import FilterChoice
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton
from recovery_app.ui.widgets.fields import DateField
from recovery_app.ui.widgets.labels import caption

RANGE = "range"
"""The key of the line that asks for two days; the others are months."""

ROUND_DAY = 64
"""Pixels left and right of a day's words together."""


class DateFilter(QWidget):
    """A list of months whose last line lets two days be chosen."""

    changed = Signal()
    """The person wants to see other dates."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._bounds: tuple[date, date] | None = None
        self._days: _Days | None = None
        self._choice = FilterChoice(self.tr("Dates"), self.tr("Any date"))
        self._choice.picked.connect(self._pick)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._choice)
        self.hide()

    @property
    def month(self) -> Month | None:
        """The month that is chosen, if one is."""
        return None if self._choice.key == RANGE else self._choice.key

    @property
    def dates(self) -> tuple[date, date] | None:
        """The first and the last day that are chosen, if two are."""
        if self._choice.key != RANGE or self._days is None:
            return None
        return self._days.shown

    def offer(self, months: Sequence[Month], bounds: tuple[date, date] | None) -> None:
        """Offer these months and, where photos are of several days, two days between these."""
        self._bounds = bounds
        offered: list[tuple[str, object]] = [(words.month_words(*one), one) for one in months]
        if bounds is not None and bounds[0] < bounds[1]:
            offered.append((self.tr("From … to …"), RANGE))
        self._choice.offer(offered)
        self.setVisible(not self._choice.isHidden())

    def show_between(self, first: date, last: date) -> None:
        """Choose all from the first to the last day, whatever has been offered so far."""
        if self._choice.findData(RANGE) < 0:
            self._choice.addItem(self.tr("From … to …"), RANGE)
        self._choice.setCurrentIndex(self._choice.findData(RANGE))
        self._choice.show()
        self._shown_days().show_days(first, last)
        self.show()

    def show_all(self) -> None:
        """Choose all dates."""
        self._choice.show_all()
        if self._days is not None:
            self._days.hide()

    def _pick(self) -> None:
        if self._choice.key == RANGE and self._bounds is not None:
            self._shown_days().show_days(*self._bounds)
        elif self._days is not None:
            self._days.hide()
        self.updateGeometry()
        self.changed.emit()

    def _shown_days(self) -> "_Days":
        # Their calendars are many widgets: they are made for those who choose days.
        if self._days is None:
            self._days = _Days(self._look)
            self._days.changed.connect(self.changed)
            self._days.unwanted.connect(self._clear)
            self._row.addWidget(self._days)
        self._days.show()
        return self._days

    def _clear(self) -> None:
        self.show_all()
        self._choice.setFocus()
        self.changed.emit()


class _Days(QWidget):
    """Two days, and the way back to all."""

    changed = Signal()
    """Another day was chosen."""
    unwanted = Signal()
    """The person wants all dates again."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._fields = (DateField(look, date.min), DateField(look, date.min))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field, name in zip(self._fields, (self.tr("From"), self.tr("To")), strict=True):
            field.setAccessibleName(name)
            field.setDisplayFormat("d MMM yyyy")
            field.setMinimumWidth(field.fontMetrics().horizontalAdvance("30 May 2026") + ROUND_DAY)
            # A year that is half typed would show no photos for a moment.
            field.setKeyboardTracking(False)
            field.dateChanged.connect(self.changed)
        clear = IconButton(look, "close", self.tr("Show any date"))
        clear.clicked.connect(self.unwanted)
        for part in (self._fields[0], caption(self.tr("to")), self._fields[1], clear):
            row.addWidget(part)

    @property
    def shown(self) -> tuple[date, date]:
        """The two days, the earlier one first."""
        first, last = sorted(field.value() for field in self._fields)
        return first, last

    def show_days(self, first: date, last: date) -> None:
        """Show these, which is no choice of the person's."""
        for field, day in zip(self._fields, (first, last), strict=True):
            field.blockSignals(True)
            field.setDate(QDate(day.year, day.month, day.day))
            field.blockSignals(False)
