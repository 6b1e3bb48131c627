"""What stands beside the points of a chart over months: marks, pictures, bars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPolygonF, QTransform

from recovery_app.domain.improvement import Smoothed
from recovery_app.domain.reviews import ChangeWord, Review
from recovery_app.ui.theme import Look, Theme
from recovery_app.ui.trends.items import Item, cut, in_view
from recovery_app.ui.trends.markers import draw_filled

CHEVRONS = {
    ChangeWord.MUCH_BETTER: (2, 1),
    ChangeWord.BETTER: (1, 1),
    ChangeWord.SAME: (0, 0),
    ChangeWord.WORSE: (1, -1),
    ChangeWord.MUCH_WORSE: (2, -1),
}
"""How many chevrons a change word has, and whether they point down (1, better) or up (-1)."""
BESIDE = 14
"""Least pixels from one review's mark to the next."""
BELOW = 12
"""Pixels from a change word down to a remark."""
FOOT = 7
"""Pixels from a picture down to the point at its date."""
SMALL = 3.2
"""Half the width in pixels of a point that does not count among many that do."""


def draw_change(painter: QPainter, at: QPointF, word: ChangeWord, theme: Theme) -> None:
    """Paint a change word: chevrons down for better, up for worse, a dash for the same."""
    count, way = CHEVRONS[word]
    painter.setPen(QPen(theme.ink, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if not count:
        painter.drawLine(at - QPointF(4, 0), at + QPointF(4, 0))
    for number in range(count):
        tip = at + QPointF(0, way * (2 + 4 * number - 2 * (count - 1)))
        wing = QPointF(4, way * -4)
        corners = [tip + QPointF(-wing.x(), wing.y()), tip, tip + wing]
        painter.drawPolyline(QPolygonF(corners))


def draw_remark(painter: QPainter, at: QPointF, theme: Theme) -> None:
    """Paint a pair of quotation marks."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.muted)
    for left in (-4.5, 0.5):
        head = at + QPointF(left + 2, -1.5)
        painter.drawEllipse(head, 2, 2)
        tail = [head + QPointF(2, 0), head + QPointF(-0.5, 4.5), head + QPointF(-0.5, 1)]
        painter.drawPolygon(QPolygonF(tail))


def draw_cross(painter: QPainter, at: QPointF, theme: Theme) -> None:
    """Paint the mark of a photo without a number."""
    painter.setPen(QPen(theme.muted, 1.5))
    for way in (1, -1):
        painter.drawLine(at - QPointF(3.5, 3.5 * way), at + QPointF(3.5, 3.5 * way))


def draw_date(painter: QPainter, at: QPointF, theme: Theme, *, near: bool) -> None:
    """Paint the point of a picture's date: hollow soon after a session, as a review's is."""
    painter.setPen(QPen(theme.ink, 1.3))
    painter.setBrush(theme.raised if near else theme.ink)
    painter.drawEllipse(at, SMALL, SMALL)


def draw_near(painter: QPainter, frame: QRectF, theme: Theme) -> None:
    """Paint the frame of a picture that was taken soon after a session."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inside = frame.adjusted(0.5, 0.5, -0.5, -0.5)
    dashed = QPen(theme.ink, 1.4)
    dashed.setDashPattern((3, 2))
    for pen in (QPen(theme.raised, 1.4), dashed):
        painter.setPen(pen)
        painter.drawRect(inside)


def fitting(reviews: Sequence[Review], pixels: float) -> list[Review]:
    """Return the reviews whose marks have room where a day has so many pixels, by date."""
    free, found = float("-inf"), list[Review]()
    for one in reviews:
        x = one.date.toordinal() * pixels
        if x >= free:
            free = x + BESIDE
            found.append(one)
    return found


class Said(Item):
    """Change words, and below them a pair of quotation marks where somebody said something."""

    def __init__(self, look: Look, extent: QRectF, reviews: Sequence[Review], level: float) -> None:
        super().__init__(look, extent)
        self.reviews, self._level = reviews, level

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Draw both at the review's date, as many as there is room for."""
        for one in fitting(self.reviews, at.m11()):
            spot = at.map(QPointF(one.date.toordinal(), self._level))
            if not in_view(spot, room):
                continue
            if one.change is not None:
                draw_change(painter, spot, one.change, self.look.theme)
            if one.remarks:
                draw_remark(painter, spot + QPointF(0, BELOW), self.look.theme)


class Smooth(Item):
    """A smoothed line, thin and dashed: a guide, no measurement."""

    def __init__(self, look: Look, extent: QRectF, spots: Sequence[Smoothed], role: str) -> None:
        super().__init__(look, extent)
        self._role = role
        self._shape = QPolygonF([QPointF(one.date.toordinal(), one.value) for one in spots])

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Draw straight pieces from date to date."""
        painter.setPen(QPen(self.look.theme.role(self._role), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for begin, end in pairwise(at.map(self._shape).toList()):
            if end.x() >= room.left() and begin.x() <= room.right():
                painter.drawLine(cut(QLineF(begin, end), room))


@dataclass(frozen=True, slots=True)
class Bar:
    """A value with its error, both in the chart's units."""

    x: float
    low: float
    high: float


class Bars(Item):
    """Vertical error bars with small caps."""

    def __init__(self, look: Look, extent: QRectF, bars: Sequence[Bar], role: str) -> None:
        super().__init__(look, extent)
        self._bars, self._role = bars, role

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Draw each bar in view."""
        painter.setPen(QPen(self.look.theme.role(self._role), 1))
        lines: list[QLineF] = []
        for bar in self._bars:
            foot, head = at.map(QPointF(bar.x, bar.low)), at.map(QPointF(bar.x, bar.high))
            if not in_view(foot, room):
                continue
            lines.append(QLineF(foot, head))
            lines += [QLineF(end - QPointF(3, 0), end + QPointF(3, 0)) for end in (foot, head)]
        painter.drawLines(lines)


class Dots(Item):
    """Points that nothing joins; the hollow ones are shown but not counted, and smaller."""

    def __init__(
        self,
        look: Look,
        extent: QRectF,
        spots: Sequence[QPointF],
        role: str,
        *,
        hollow: bool = False,
    ) -> None:
        super().__init__(look, extent)
        self.spots, self._role, self.hollow = spots, role, hollow

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Draw each in view."""
        colour = self.look.theme.role(self._role)
        for spot in map(at.map, self.spots):
            if not in_view(spot, room):
                continue
            if self.hollow:
                painter.setPen(QPen(colour, 1.3))
                painter.setBrush(self.look.theme.raised)
                painter.drawEllipse(spot, SMALL, SMALL)
            else:
                draw_filled(painter, spot, colour)


@dataclass(frozen=True, slots=True)
class Thumb:
    """Where a picture stands: days, the photo's id, and whether a session was just before it."""

    x: float
    photo: str
    near: bool


class Thumbs(Item):
    """Small pictures that stand at their dates."""

    def __init__(self, look: Look, extent: QRectF, size: tuple[int, int], level: float) -> None:
        super().__init__(look, extent)
        self._size, self._level = size, level
        self.places: Sequence[Thumb] = ()
        self.pictures: Mapping[str, QImage] = {}

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Draw each picture, cut to its frame; an empty frame where it is still being read."""
        theme, (wide, high) = self.look.theme, self._size
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for one in self.places:
            spot = at.map(QPointF(one.x, self._level))
            if not in_view(spot, room):
                continue
            frame = QRectF(spot.x() - wide / 2, spot.y() - high / 2, wide, high)
            draw_date(painter, QPointF(spot.x(), frame.bottom() + FOOT), theme, near=one.near)
            # At the ends of the axis the picture stays whole beside its date.
            frame.moveLeft(min(max(frame.left(), room.left()), room.right() - wide))
            picture = self.pictures.get(one.photo)
            if picture is None or picture.isNull():
                painter.fillRect(frame, theme.line)
            else:
                self.look.veil.paint(painter, frame, picture, _cut(picture, wide / high))
            if one.near:
                draw_near(painter, frame, theme)


def _cut(picture: QImage, ratio: float) -> QRectF:
    """Return the middle of a picture that has these proportions."""
    whole = QRectF(picture.rect())
    wide = min(whole.width(), whole.height() * ratio)
    high = min(whole.height(), whole.width() / ratio)
    return QRectF((whole.width() - wide) / 2, (whole.height() - high) / 2, wide, high)


class Crosses(Item):
    """Photos without a number, at the foot of the chart."""

    def __init__(self, look: Look, extent: QRectF, xs: Sequence[float], level: float) -> None:
        super().__init__(look, extent)
        self._xs, self._level = xs, level

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Draw a cross for each in view."""
        for x in self._xs:
            spot = at.map(QPointF(x, self._level))
            if in_view(spot, room):
                draw_cross(painter, spot, self.look.theme)


class Breaks(Item):
    """Where a line begins anew, with the reason in a word."""

    def __init__(
        self, look: Look, extent: QRectF, breaks: Sequence[tuple[float, str]], top: float
    ) -> None:
        super().__init__(look, extent)
        self.breaks, self._top = breaks, top

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Draw a dashed line from top to bottom."""
        for x, words in self.breaks:
            spot = at.map(QPointF(x, self._top))
            if not in_view(spot, room):
                continue
            spot.setX(round(spot.x()) + 0.5)
            painter.setPen(QPen(self.look.theme.caution, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(spot.x(), spot.y()), QPointF(spot.x(), room.bottom()))
            painter.setPen(self.look.theme.caution)
            painter.drawText(QPointF(spot.x() + 4, spot.y() + 10), words)


class Ribbon(Item):
    """A range of values from left to right."""

    def __init__(self, look: Look, extent: QRectF, low: float, high: float) -> None:
        super().__init__(look, extent)
        self.low, self.high = low, high

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Fill it."""
        upper, lower = (at.map(QPointF(0, one)).y() for one in (self.high, self.low))
        shade = QRectF(room.left(), upper, room.width(), lower - upper) & room
        painter.fillRect(shade, self.look.theme.band)
