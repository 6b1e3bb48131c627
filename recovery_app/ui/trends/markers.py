"""How each session's line looks: colour, marker and how far it has faded.

Colour is never the only difference: each of the latest sessions has its own marker as well.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from recovery_app.ui.theme import Theme, blend

SIZE = 4.5
"""Half the width of a marker in pixels."""
DOT = 3
"""Width of the dots of older sessions in pixels."""
FADES = (0.0, 0.08, 0.15, 0.2, 0.24, 0.28)
"""How far the current session's line and the five before it have gone into the ground."""
OLDER = 0.45
"""How far all still older ones have gone."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """The looks of one line.

    Attributes:
        role: role of its colour.
        shape: number of its marker; None draws small dots.
        fade: 0 is the full colour, 1 the ground.
        width: of the line, in pixels.
    """

    role: str
    shape: int | None
    fade: float
    width: float

    def colour(self, theme: Theme) -> QColor:
        """Return its colour on a card, opaque because see-through lines are slow to draw."""
        return blend(theme.role(self.role), theme.raised, self.fade)


def stroke_of(age: int) -> Stroke:
    """Return the looks of a session: age 0 is the current one, 1 the one before it."""
    if age >= len(FADES):
        return Stroke("muted", None, OLDER, 1.0)
    return Stroke(f"series_{age + 1}", age, FADES[age], 1.3 if age else 2.0)


def _regular(corners: int, turn: float, size: float) -> QPolygonF:
    angles = (turn + 2 * pi * corner / corners for corner in range(corners))
    return QPolygonF([QPointF(size * cos(angle), size * sin(angle)) for angle in angles])


def _star(size: float) -> QPolygonF:
    return QPolygonF(
        [
            QPointF(
                cos(pi / 5 * spike - pi / 2) * size * (1 if spike % 2 == 0 else 0.45),
                sin(pi / 5 * spike - pi / 2) * size * (1 if spike % 2 == 0 else 0.45),
            )
            for spike in range(10)
        ]
    )


_POLYGONS: tuple[Callable[[float], QPolygonF], ...] = (
    lambda size: _regular(4, pi / 4, size * 1.2),  # square
    lambda size: _regular(3, -pi / 2, size * 1.35),  # triangle
    lambda size: _regular(4, 0, size * 1.3),  # diamond
    lambda size: _regular(3, pi / 2, size * 1.35),  # triangle on its tip
    lambda size: _star(size * 1.45),
)


def draw_markers(painter: QPainter, spots: Sequence[QPointF], stroke: Stroke, theme: Theme) -> None:
    """Paint markers with a hairline of the ground round each, so that crossing lines part."""
    if stroke.shape is None:
        pen = QPen(stroke.colour(theme), DOT)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        painter.drawPoints(spots)
        return
    painter.setPen(QPen(theme.raised, 1))
    painter.setBrush(stroke.colour(theme))
    if stroke.shape == 0:
        for spot in spots:
            painter.drawEllipse(spot, SIZE + 0.5, SIZE + 0.5)
        return
    outline = _POLYGONS[stroke.shape - 1](SIZE)
    for spot in spots:
        painter.drawPolygon(outline.translated(spot))


def draw_hollow(painter: QPainter, at: QPointF, colour: QColor, theme: Theme) -> None:
    """Paint a point that is shown but not counted."""
    painter.setPen(QPen(colour, 2))
    painter.setBrush(theme.raised)
    painter.drawEllipse(at, SIZE, SIZE)


def draw_filled(painter: QPainter, at: QPointF, colour: QColor) -> None:
    """Paint a point that counts."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(at, SIZE + 1, SIZE + 1)
