"""How charts fill the own range, and the days on which something is often described.

They differ in form as well as in colour, since in some eyes both colours are one grey: the range has
an edge, what is described is hatched. The first screen paints with it, so it loads nothing heavy.
"""

from math import ceil, floor

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from recovery_app.ui.theme import Theme, blend
from recovery_app.ui.widgets.shapes import fill

APART = 12
"""Pixels from one line of the hatching to the next."""
EDGE, HATCH = 0.45, 0.6
"""How far the edge of the range and the hatching have gone into the ground."""


def hatch(painter: QPainter, shade: QRectF, theme: Theme) -> None:
    """Fill days that are often described, with thin lines that rise to the right."""
    fill(painter, shade, theme.band_2)
    painter.setPen(QPen(blend(theme.muted, theme.band_2, HATCH), 1))
    # Each line is x + y = a multiple, so that it stays where it is while the chart is moved down.
    first = ceil((shade.left() + shade.top()) / APART)
    last = floor((shade.right() + shade.bottom()) / APART)
    lines: list[QLineF] = []
    for number in range(first, last + 1):
        on = number * APART
        left = max(shade.left(), on - shade.bottom())
        right = min(shade.right(), on - shade.top())
        lines.append(QLineF(left, on - left, right, on - right))
    painter.drawLines(lines)


def own_range(painter: QPainter, outline: QPolygonF, theme: Theme) -> None:
    """Fill where earlier sessions lay, with an edge around it."""
    painter.setPen(QPen(blend(theme.accent, theme.raised, EDGE), 1))
    painter.setBrush(theme.band)
    painter.drawPolygon(outline)
