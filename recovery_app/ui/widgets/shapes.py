"""The shapes that the kit is painted with, so that every corner, hairline and ring is the same."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

CONTROL = 10
"""Radius of a control's corners."""

CARD = 14
"""Radius of a card's corners."""


def painter_of(widget: QWidget) -> QPainter:
    """Begin to paint a widget with smooth edges."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    return painter


def rounded(
    painter: QPainter,
    rect: QRect,
    radius: float,
    fill: QColor | None = None,
    outline: QColor | None = None,
    *,
    width: float = 1,
    dashed: bool = False,
) -> None:
    """Paint a rectangle with round corners whose outline lies within it, on whole pixels."""
    pen = QPen(Qt.PenStyle.NoPen)
    inset = 0.0
    if outline is not None:
        pen = QPen(outline, width)
        inset = width / 2
        if dashed:
            pen.setDashPattern([3, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    inner = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(inner, radius - inset, radius - inset)


def fill(painter: QPainter, rect: QRect | QRectF, colour: QColor) -> None:
    """Fill a rectangle with a colour.

    `QPainter.fillRect` does the same, but has PySide look at gradients and make the enum of their
    170 ready-made kinds, for which the first paint would wait.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(rect)


def ring(painter: QPainter, rect: QRect, radius: float, colour: QColor) -> None:
    """Paint the ring that says where the keyboard is."""
    rounded(painter, rect, radius, outline=colour, width=2)


def words(
    painter: QPainter,
    rect: QRect,
    text: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter,
) -> None:
    """Write one line of words into a rectangle, shortened with a dot-dot-dot where it must be."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, shown)
