"""Lines over the calendar: points joined where no day is missing, weeks where there are many."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTransform

from recovery_app.domain.timeline import Week
from recovery_app.ui.theme import Look
from recovery_app.ui.trends.items import Item, cut, in_view
from recovery_app.ui.trends.markers import Stroke, draw_markers

SMALL = 5.0
"""With fewer pixels for a day than this, points would lie on each other: dots are drawn."""
DENSE = 1.6
"""With fewer than this the days of a week would be one smear: weeks are drawn."""


class TimedLine(Item):
    """Points with their lines; far out one mark for each week instead.

    Args:
        look: colours and fonts.
        extent: all that it may cover.
        spots: x in days and y, by x.
        pairs: which of them are joined.
        weeks: the same in weeks; empty where single points are always drawn.
        stroke: how they look.
    """

    def __init__(
        self,
        look: Look,
        extent: QRectF,
        spots: Sequence[tuple[float, float]],
        pairs: Sequence[tuple[int, int]],
        weeks: Sequence[Week],
        stroke: Stroke,
    ) -> None:
        super().__init__(look, extent)
        self._xs = [x for x, _ in spots]
        self._spots, self._pairs = spots, pairs
        self._weeks, self._stroke = weeks, stroke

    @staticmethod
    def dense(pixels: float) -> bool:
        """Whether weeks are drawn where a day has so many pixels."""
        return pixels < DENSE

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Draw what is in view."""
        seen = at.inverted()[0].mapRect(room)
        pen = QPen(self._stroke.colour(self.look.theme), self._stroke.width)
        # Any other cap takes the slow way through the stroker.
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        if self._weeks and self.dense(at.m11()):
            self._draw_weeks(painter, at, seen)
            return
        first = max(bisect_left(self._xs, seen.left()) - 1, 0)
        last = bisect_right(self._xs, seen.right()) + 1
        placed = [at.map(QPointF(x, y)) for x, y in self._spots[first:last]]
        begin = bisect_left(self._pairs, (first, 0))
        painter.drawLines(
            [
                cut(QLineF(placed[left - first], placed[right - first]), room)
                for left, right in self._pairs[begin:]
                if right < last and right - first < len(placed)
            ]
        )
        small = replace(self._stroke, shape=None)
        stroke = small if at.m11() < SMALL else self._stroke
        shown = [one for one in placed if in_view(one, room)]
        draw_markers(painter, shown, stroke, self.look.theme)

    def _draw_weeks(self, painter: QPainter, at: QTransform, seen: QRectF) -> None:
        lines: list[QLineF] = []
        means: list[QPointF] = []
        for week in self._weeks:
            x = week.place
            if seen.left() <= x <= seen.right():
                foot, head = at.map(QPointF(x, week.low)), at.map(QPointF(x, week.high))
                lines.append(QLineF(foot, head))
                means.append(at.map(QPointF(x, week.mean)))
        thin = QPen(painter.pen())
        thin.setWidthF(1.0)
        painter.setPen(thin)
        painter.drawLines(lines)
        dot = QPen(self._stroke.colour(self.look.theme), 4)
        dot.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(dot)
        painter.drawPoints(means)
