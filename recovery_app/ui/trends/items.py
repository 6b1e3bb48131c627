"""What is drawn in a chart.

Each item paints in pixels: Qt's own path of thick smooth lines, as stock pyqtgraph uses it, takes
seconds where these take milliseconds.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from recovery_app.domain.improvement import ReviewPoint
from recovery_app.domain.recovery import Point
from recovery_app.ui.theme import Look
from recovery_app.ui.trends.markers import Stroke, draw_filled, draw_hollow, draw_markers

DOTS = (2.0, 3.0)
"""Pixels of a dot in a session's line, and between two."""


class Item(pg.GraphicsObject):
    """Something of a chart; `extent` is all that it may ever cover, in the chart's own units."""

    def __init__(self, look: Look, extent: QRectF) -> None:
        super().__init__()
        self.look, self._extent = look, extent

    def boundingRect(self) -> QRectF:
        """Tell where it may paint."""
        return self._extent

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Hand the painter on, in pixels."""
        at = painter.worldTransform()
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.look.font("small"))
        self.draw(painter, at, at.mapRect(self.viewRect() or self._extent))
        painter.restore()

    def draw(self, painter: QPainter, at: QTransform, _room: QRectF, /) -> None:
        """Paint: `at` maps the chart's units to pixels; the plot's own pixels come last."""
        raise NotImplementedError


class Grid(Item):
    """A hairline at each level, from the first day on."""

    def __init__(self, look: Look, extent: QRectF, levels: Sequence[float], left: float) -> None:
        super().__init__(look, extent)
        self._levels, self._left = levels, left

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Fill thin rectangles: smooth or see-through lines cost ten times as much."""
        for level in self._levels:
            spot = at.map(QPointF(self._left, level))
            left = max(spot.x(), room.left())
            rect = QRectF(left, round(spot.y()), room.right() - left, 1)
            painter.fillRect(rect, self.look.theme.line)


def joined(points: Sequence[Point]) -> list[tuple[int, int]]:
    """Return which neighbours have no missing day between them: gaps stay gaps."""
    return [
        (at, at + 1)
        for at, (left, right) in enumerate(pairwise(points))
        if right.day - left.day <= 1
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """One session's points and their looks."""

    points: Sequence[Point]
    stroke: Stroke


class Lines(Item):
    """The sessions, the first one lowest."""

    def __init__(self, look: Look, extent: QRectF, lines: Sequence[Line]) -> None:
        super().__init__(look, extent)
        self.lines = lines
        self._shapes = [
            QPolygonF([QPointF(point.elapsed, point.value) for point in line.points])
            for line in lines
        ]
        self._joined = [joined(line.points) for line in lines]

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Draw lines between neighbours and then every point, as far as they are in view."""
        theme = self.look.theme
        seen = at.inverted()[0].mapRect(room)
        for line, shape, pairs in zip(self.lines, self._shapes, self._joined, strict=True):
            first = bisect_left(line.points, seen.left(), key=_elapsed)
            last = bisect_right(line.points, seen.right(), key=_elapsed)
            spots = at.map(shape).toList()
            pen = QPen(line.stroke.colour(theme), line.stroke.width)
            # Any other cap takes the slow way through the stroker.
            pen.setCapStyle(Qt.PenCapStyle.SquareCap)
            painter.setPen(pen)
            painter.drawLines(
                [
                    cut(QLineF(spots[left], spots[right]), room)
                    for left, right in pairs
                    if first <= right and left < last
                ]
            )
            draw_markers(painter, spots[first:last], line.stroke, theme)


def in_view(spot: QPointF, room: QRectF) -> bool:
    """Tell whether a spot lies between the left and the right end of the plot.

    On the screen the plot cuts by itself; in a saved drawing nothing does, and what lies on other
    days would stand beside the axes or in the next chart.
    """
    return room.left() <= spot.x() <= room.right()


def cut(line: QLineF, room: QRectF) -> QLineF:
    """Return the part of a line between the left and the right end of the plot; see `in_view`."""
    begin, end, across = line.p1(), line.p2(), line.dx()
    if begin.x() < room.left():
        line.setP1(begin + (end - begin) * ((room.left() - begin.x()) / across))
    if end.x() > room.right():
        line.setP2(begin + (end - begin) * ((room.right() - begin.x()) / across))
    return line


def _elapsed(point: Point) -> float:
    return point.elapsed


class Reviews(Item):
    """The points of one concern: filled where they count, hollow soon after a session."""

    def __init__(
        self, look: Look, extent: QRectF, points: Sequence[ReviewPoint], role: str
    ) -> None:
        super().__init__(look, extent)
        self.points, self._role = points, role

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Draw every point in view; nothing joins them, since months lie between."""
        theme = self.look.theme
        colour = theme.role(self._role)
        for point in self.points:
            spot = at.map(QPointF(point.date.toordinal(), point.value))
            if not in_view(spot, room):
                continue
            if point.near_session:
                draw_hollow(painter, spot, colour, theme)
            else:
                draw_filled(painter, spot, colour)


class SessionMarks(Item):
    """A dotted line for each session, with its number where there is room.

    Args:
        look: colours and fonts.
        extent: all that it may cover.
        marks: places and numbers, by place.
        top, foot: from where to where the lines reach.
        numbered: whether the numbers stand above them.
    """

    def __init__(
        self,
        look: Look,
        extent: QRectF,
        marks: Sequence[tuple[float, int]],
        top: float,
        foot: float = 0.0,
        *,
        numbered: bool = True,
    ) -> None:
        super().__init__(look, extent)
        self.marks, self._levels = marks, (top, foot)
        self._numbered = numbered

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Draw dots from top to bottom and write the numbers above them."""
        theme = self.look.theme
        free = room.left()
        self._draw_lines(painter, at, room)
        for x, number in self.marks if self._numbered else ():
            spot = at.map(QPointF(x, self._levels[0]))
            left = round(spot.x())
            words = str(number)
            wide = painter.fontMetrics().horizontalAdvance(words)
            if left - wide / 2 >= free and left + wide / 2 <= room.right():
                painter.setPen(theme.muted)
                line = QRectF(left - wide / 2, spot.y() - 16, wide + 2, 14)
                painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)
                free = left + wide / 2 + 8

    def _draw_lines(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Draw all at once and not smoothed: dots that are filled one by one take milliseconds."""
        top, foot = (int(at.map(QPointF(0, level)).y()) for level in self._levels)
        places = (round(at.map(QPointF(x, 0)).x()) for x, _ in self.marks)
        pen = QPen(self.look.theme.edge, 1)
        pen.setDashPattern(DOTS)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.drawLines(
            [QLineF(x, top, x, foot) for x in places if room.left() <= x <= room.right()]
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)


class Ring(Item):
    """Says which point the pointer or the keyboard is at."""

    def __init__(self, look: Look, extent: QRectF) -> None:
        super().__init__(look, extent)
        self._at: QPointF | None = None
        self.setZValue(10)

    def move(self, at: QPointF | None) -> None:
        """Go to a point; None goes away."""
        self._at = at
        self.update()

    def draw(self, painter: QPainter, at: QTransform, _room: QRectF) -> None:
        """Draw the ring."""
        if self._at is None:
            return
        painter.setPen(QPen(self.look.theme.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at.map(self._at), 9, 9)
