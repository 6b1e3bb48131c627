"""The slider that says how much of the ghost is seen."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import painter_of, rounded

HANDLE = 16
TRACK = 4
HEIGHT = 32
EDGE = HANDLE // 2 + 4


class GhostSlider(QSlider):
    """A thin track from 0 to 100 per cent; Qt's own slider to everybody else."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self.setRange(0, 100)
        self.setSingleStep(5)
        self.setPageStep(20)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Ghost"))

    def sizeHint(self) -> QSize:
        """Ask for a comfortable length."""
        return QSize(160, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Stay usable."""
        return QSize(96, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the pointer is."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self.isSliderDown():
            self._go_to(event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track and the handle."""
        theme, painter = self._look.theme, painter_of(self)
        track = QRect(EDGE, (HEIGHT - TRACK) // 2, self.width() - 2 * EDGE, TRACK)
        if self.hasFocus():
            around = track.adjusted(-8, -10, 8, 10)
            rounded(painter, around, around.height() / 2, None, theme.accent, width=2)
        rounded(painter, track, TRACK / 2, theme.line)
        middle = EDGE + self.value() / 100 * (self.width() - 2 * EDGE)
        colour = theme.accent if self.isEnabled() else theme.edge
        track.setRight(round(middle))
        rounded(painter, track, TRACK / 2, colour)
        handle = QRectF(0, 0, HANDLE - 2, HANDLE - 2)
        handle.moveCenter(QPointF(middle, HEIGHT / 2))
        painter.setPen(QPen(colour, 2))
        painter.setBrush(theme.accent_soft if self.isSliderDown() else theme.raised)
        painter.drawEllipse(handle)

    def _go_to(self, position: QPointF) -> None:
        share = (position.x() - EDGE) / max(1, self.width() - 2 * EDGE)
        self.setValue(round(100 * share))
