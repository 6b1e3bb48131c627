"""How each role looks on a photo: told apart by line and corner as well as by colour."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from recovery_app.domain.regions import Role

CORNER = 5.0
"""Half the width of a corner's mark in pixels."""
MIDDLE = 3.0
HALO = QColor(0, 0, 0, 150)
"""Below every line, so that it is seen on skin of any tone."""

COLOURS = {
    Role.TREATED: QColor(255, 176, 120),
    Role.REFERENCE: QColor(120, 220, 230),
    Role.SPOT: QColor(225, 190, 255),
}
"""Light on any skin; the same in both themes, as the photo is."""
LINES = {
    Role.TREATED: Qt.PenStyle.SolidLine,
    Role.REFERENCE: Qt.PenStyle.DashLine,
    Role.SPOT: Qt.PenStyle.DotLine,
}


def paint_outline(
    painter: QPainter, role: Role, points: Sequence[QPointF], *, chosen: bool, closed: bool = True
) -> None:
    """Draw the line of an outline over a dark halo; the chosen one is thicker and tinted."""
    polygon = QPolygonF(list(points))
    tint = QColor(COLOURS[role])
    tint.setAlpha(50 if chosen else 24)
    width = 2.5 if chosen else 1.5
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(HALO, width + 2.5), QPen(COLOURS[role], width, LINES[role])):
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        if closed:
            painter.drawPolygon(polygon)
        else:
            painter.drawPolyline(polygon)
    if closed:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawPolygon(polygon)


def paint_corner(painter: QPainter, role: Role, at: QPointF, *, chosen: bool) -> None:
    """Draw a corner: round for treated, square for her own reference, a diamond for a spot."""
    half = CORNER + 2 if chosen else CORNER
    painter.setPen(QPen(HALO, 1.5))
    painter.setBrush(QColor("white") if chosen else COLOURS[role])
    place = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
    match role:
        case Role.TREATED:
            painter.drawEllipse(place)
        case Role.REFERENCE:
            painter.drawRect(place)
        case Role.SPOT:
            reach = half * 1.25
            around = ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
            painter.drawPolygon([at + QPointF(x, y) for x, y in around])


def paint_middle(painter: QPainter, at: QPointF) -> None:
    """Draw the small mark that can be pulled out to a new corner."""
    painter.setPen(QPen(HALO, 1))
    painter.setBrush(QColor(255, 255, 255, 190))
    painter.drawEllipse(at, MIDDLE, MIDDLE)


def paint_name(
    painter: QPainter, font: QFont, name: str, points: Sequence[QPointF], within: QRectF
) -> None:
    """Write a region's name above it on a dark label that stays within the canvas."""
    box = QPolygonF(list(points)).boundingRect()
    metrics = QFontMetricsF(font)
    label = QRectF(0, 0, metrics.horizontalAdvance(name) + 12, metrics.height() + 6)
    label.moveCenter(QPointF(box.center().x(), box.top() - label.height() / 2 - 8))
    label.moveTop(max(label.top(), within.top() + 4))
    label.moveLeft(min(max(label.left(), 4.0), within.right() - label.width() - 4))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 170))
    painter.drawRoundedRect(label, 5, 5)
    painter.setPen(QColor("white"))
    painter.setFont(font)
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, name)
