"""What lies behind the lines of a recovery: the own range, and what is often described.

How both are filled is `ui/shading`.
"""

from collections.abc import Sequence
from itertools import accumulate, groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF, QTransform

from recovery_app.domain.recovery import BandDay
from recovery_app.ui.shading import hatch, own_range
from recovery_app.ui.theme import Look
from recovery_app.ui.trends.items import Item

THIN = QPointF(0, 3)
"""How far the own range reaches beyond its numbers, in pixels."""


class Shade(Item):
    """The days on which something is often described, with these words above it."""

    def __init__(
        self, look: Look, extent: QRectF, days: tuple[float, float], top: float, words: str
    ) -> None:
        super().__init__(look, extent)
        self.days, self._top, self.words = days, top, words

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Hatch the days; the words stand above them, where no line can cross them."""
        corners = at.map(QPointF(self.days[0], self._top)), at.map(QPointF(self.days[1], 0))
        shade = QRectF(*corners) & room
        if not shade.width():
            return
        hatch(painter, shade, self.look.theme)
        wide = painter.fontMetrics().horizontalAdvance(self.words)
        begin = max(shade.left(), room.left())
        if begin + wide > room.right():
            return
        painter.setPen(self.look.theme.muted)
        line = QRectF(begin, corners[0].y() - 23, wide + 2, 16)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.words)


class Band(Item):
    """Where earlier sessions lay, as one shape for each run of days without a gap."""

    def __init__(self, look: Look, extent: QRectF, days: Sequence[BandDay]) -> None:
        super().__init__(look, extent)
        self.runs = runs_of(days)

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Fill each run at the times it was rated at; a day on its own is as wide as a day."""
        for run in self.runs:
            # Sessions with and without a time, not all rated each day, may swap two mean times.
            spots = list(zip(accumulate((one.elapsed for one in run), max), run, strict=True))
            if len(run) == 1:
                spots = [(max(spots[0][0] + by, 0.0), run[0]) for by in (-0.5, 0.5)]
            # Where all sessions agree the range would be a line; a little height lets it be seen.
            upper = [at.map(QPointF(x, one.high)) - THIN for x, one in spots]
            lower = [at.map(QPointF(x, one.low)) + THIN for x, one in reversed(spots)]
            outline = QPolygonF([*upper, *lower]).intersected(QPolygonF(room))
            if not outline.isEmpty():
                own_range(painter, outline, self.look.theme)


def runs_of(days: Sequence[BandDay]) -> list[list[BandDay]]:
    """Part the days of a band where one is missing."""
    numbered = enumerate(days)
    return [
        [one for _, one in group]
        for _, group in groupby(numbered, lambda pair: pair[1].day - pair[0])
    ]
