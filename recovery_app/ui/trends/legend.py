"""The key under a chart: what each line, shape and shade means."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from recovery_app.domain.reviews import ChangeWord
from recovery_app.ui import shading
from recovery_app.ui.theme import Look
from recovery_app.ui.trends.markers import Stroke, draw_filled, draw_hollow, draw_markers
from recovery_app.ui.trends.marks import draw_change, draw_cross, draw_near, draw_remark
from recovery_app.ui.widgets.flow_layout import FlowLayout
from recovery_app.ui.widgets.shapes import painter_of

SWATCH = 24
HEIGHT = 20
BETWEEN = 16

Draw = Callable[[QPainter, Look, QPointF], None]


class Key(QWidget):
    """A sample of what is drawn, and its words.

    Args:
        look: colours and fonts.
        words: what it means.
        draw: paints the sample round a point.
    """

    def __init__(self, look: Look, words: str, draw: Draw) -> None:
        super().__init__()
        self._look, self.words, self._draw = look, words, draw
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Make room for sample and words."""
        wide = QFontMetrics(self._look.font("caption")).horizontalAdvance(self.words)
        return QSize(SWATCH + 8 + wide + BETWEEN, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint sample and words."""
        painter = painter_of(self)
        self._draw(painter, self._look, QPointF(SWATCH / 2, HEIGHT / 2))
        painter.setFont(self._look.font("caption"))
        painter.setPen(self._look.theme.muted)
        rest = self.rect().adjusted(SWATCH + 8, 0, 0, 0)
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, self.words)


class Legend(QWidget):
    """Keys in lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys: list[Key] = []
        self._flow = FlowLayout(spacing=4)
        self.setLayout(self._flow)

    def show_keys(self, keys: Sequence[Key]) -> None:
        """Show other keys."""
        while self._flow.takeAt(0) is not None:
            pass
        for old in self.keys:
            old.hide()
            old.deleteLater()
        self.keys = list(keys)
        for key in keys:
            self._flow.addWidget(key)
        self.updateGeometry()


def stroke(one: Stroke) -> Draw:
    """Sample a session's line with its marker."""

    def draw(painter: QPainter, look: Look, at: QPointF) -> None:
        painter.setPen(QPen(one.colour(look.theme), one.width))
        painter.drawLine(at - QPointF(SWATCH / 2, 0), at + QPointF(SWATCH / 2, 0))
        draw_markers(painter, [at], one, look.theme)

    return draw


def own_range(painter: QPainter, look: Look, at: QPointF) -> None:
    """Sample where earlier sessions lay."""
    shading.own_range(painter, QPolygonF(_swatch(at)), look.theme)


def described(painter: QPainter, look: Look, at: QPointF) -> None:
    """Sample the days on which something is often described."""
    shading.hatch(painter, _swatch(at), look.theme)


def _swatch(at: QPointF) -> QRectF:
    return QRectF(at.x() - 11.5, at.y() - 6.5, 23, 13)


def counted(painter: QPainter, look: Look, at: QPointF) -> None:
    """Sample a review that counts."""
    draw_filled(painter, at, look.theme.ink)


def not_counted(painter: QPainter, look: Look, at: QPointF) -> None:
    """Sample a review soon after a session."""
    draw_hollow(painter, at, look.theme.ink, look.theme)


def near_photo(painter: QPainter, look: Look, at: QPointF) -> None:
    """Sample the frame of a photo soon after a session."""
    frame = QRectF(at.x() - 6, at.y() - 8, 12, 16)
    painter.fillRect(frame, look.theme.line)
    draw_near(painter, frame, look.theme)


def session(painter: QPainter, look: Look, at: QPointF) -> None:
    """Sample the dotted line of a session."""
    for y in range(-9, 9, 5):
        painter.fillRect(QRectF(round(at.x()), at.y() + y, 1, 2), look.theme.edge)


def better(painter: QPainter, look: Look, at: QPointF) -> None:
    """Sample the mark of a change word."""
    draw_change(painter, at, ChangeWord.BETTER, look.theme)


def remark(painter: QPainter, look: Look, at: QPointF) -> None:
    """Sample the mark of a remark."""
    draw_remark(painter, at, look.theme)


def smoothed(painter: QPainter, look: Look, at: QPointF) -> None:
    """Sample the smoothed line."""
    painter.setPen(QPen(look.theme.ink, 1, Qt.PenStyle.DashLine))
    painter.drawLine(at - QPointF(SWATCH / 2, 0), at + QPointF(SWATCH / 2, 0))


def cross(painter: QPainter, look: Look, at: QPointF) -> None:
    """Sample the mark of a photo without a number."""
    draw_cross(painter, at, look.theme)


def measured(painter: QPainter, look: Look, at: QPointF) -> None:
    """Sample a measured photo with its error."""
    painter.setPen(QPen(look.theme.ink, 1))
    painter.drawLine(at - QPointF(0, 9), at + QPointF(0, 9))
    for end in (-9, 9):
        painter.drawLine(at + QPointF(-3, end), at + QPointF(3, end))
    draw_filled(painter, at, look.theme.ink)


def broken(painter: QPainter, look: Look, at: QPointF) -> None:
    """Sample the line where another camera, method or card begins."""
    painter.setPen(QPen(look.theme.caution, 1, Qt.PenStyle.DashLine))
    painter.drawLine(at - QPointF(0, 9), at + QPointF(0, 9))
