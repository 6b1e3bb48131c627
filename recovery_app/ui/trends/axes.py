"""The words beside and below a chart."""

from collections.abc import Sequence
from datetime import date

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QDate, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from recovery_app.ui.theme import Look

BELOW = 24
"""Height of the words below a chart."""
APART = 10
"""Least pixels between two words."""
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
FEW_DAYS = 62
"""So many days or fewer are named by their dates."""
DAY_STEPS = (1, 2, 5, 7, 14, 28, 56, 112, 364)


class Axis(pg.GraphicsWidget):
    """Words at places of the plot; what they are is decided while painting, when its room is known."""

    def __init__(self, look: Look, view: pg.ViewBox) -> None:
        super().__init__()
        self.look, self._view = look, view
        view.sigRangeChanged.connect(self._on_range)

    def place(self, x: float, y: float) -> QPointF:
        """Return where a spot of the chart lies, in this axis' own pixels."""
        return self.mapFromItem(self._view, self._view.mapFromView(QPointF(x, y)))

    @property
    def metrics(self) -> QFontMetrics:
        """Measures of the words' font."""
        return QFontMetrics(self.look.font("small"))

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Write the words."""
        painter.setFont(self.look.font("small"))
        painter.setPen(self.look.theme.muted)
        self.write(painter)

    def write(self, painter: QPainter) -> None:
        """Write each word at its place."""
        raise NotImplementedError

    def _on_range(self) -> None:
        self.update()


class Levels(Axis):
    """The words of a scale, right-aligned at the left of the plot."""

    def __init__(self, look: Look, view: pg.ViewBox, levels: Sequence[tuple[float, str]]) -> None:
        super().__init__(look, view)
        self.levels = levels
        widest = max(self.metrics.horizontalAdvance(word) for _, word in levels)
        self.setFixedWidth(widest + 12)

    def write(self, painter: QPainter) -> None:
        """Write each level's word at its height."""
        for level, word in self.levels:
            middle = self.place(0, level).y()
            line = QRectF(0, middle - 9, self.size().width() - 8, 18)
            painter.drawText(
                line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, word
            )


class _Below(Axis):
    def __init__(self, look: Look, view: pg.ViewBox) -> None:
        super().__init__(look, view)
        self.setFixedHeight(BELOW)

    def write(self, painter: QPainter) -> None:
        """Write each word centred under its place, and none over another."""
        free = 0.0
        for x, word in self.words():
            wide = self.metrics.horizontalAdvance(word)
            left = min(self.place(x, 0).x() - wide / 2, self.size().width() - wide - 1)
            if left >= free:
                painter.drawText(QPointF(left, 6 + self.metrics.ascent()), word)
                free = left + wide + APART

    def words(self) -> list[tuple[float, str]]:
        """Return places and words for what is in view."""
        raise NotImplementedError

    @property
    def _pixels(self) -> float:
        """Pixels of one unit."""
        (left, right), _ = self._view.viewRange()
        return self._view.width() / max(right - left, 1e-6)


class Days(_Below):
    """Days since the session."""

    def words(self) -> list[tuple[float, str]]:
        """Return “day 0”, “day 2” and so on, as many as there is room for."""
        (left, right), _ = self._view.viewRange()
        room = self.metrics.horizontalAdvance(self._word(888)) + APART + 14
        step = next((one for one in DAY_STEPS if one * self._pixels >= room), DAY_STEPS[-1])
        first = max(0, -int(-left // step) * step)
        return [(day, self._word(day)) for day in range(first, int(right) + 1, step)]

    @staticmethod
    def _word(day: int) -> str:
        return QCoreApplication.translate("Trends", "day {day}").format(day=day)


class Months(_Below):
    """Months; the year stands at the first one and at each January. Days where few are in view."""

    def words(self) -> list[tuple[float, str]]:
        """Return the first day of each month that has room for its word."""
        (left, right), _ = self._view.viewRange()
        if right - left < FEW_DAYS:
            return self._days(left, right)
        first, last = date.fromordinal(round(left)), date.fromordinal(round(right))
        room = self.metrics.horizontalAdvance("May 2026") + APART
        step = next(
            (one for one in MONTH_STEPS if one * 30.4 * self._pixels >= room), MONTH_STEPS[-1]
        )
        begin = first.year * 12 + first.month - (1 if first.day == 1 else 0)
        begin = -(-begin // step) * step
        starts = [
            date(month // 12, month % 12 + 1, 1)
            for month in range(begin, last.year * 12 + last.month, step)
        ]
        return [
            (start.toordinal(), self._word(start, step, first=not index))
            for index, start in enumerate(starts)
        ]

    def _days(self, left: float, right: float) -> list[tuple[float, str]]:
        room = self.metrics.horizontalAdvance("28 May") + 2 * APART
        step = next((one for one in DAY_STEPS if one * self._pixels >= room), DAY_STEPS[-1])
        days = range(-(-int(left) // step) * step, int(right) + 1, step)
        return [(day, _day(date.fromordinal(day))) for day in days if day >= left]

    @staticmethod
    def _word(start: date, step: int, *, first: bool) -> str:
        pattern = "yyyy" if step >= 12 else "MMM yyyy" if first or start.month == 1 else "MMM"
        return QLocale().toString(QDate(start.year, start.month, start.day), pattern)


def _day(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM")
