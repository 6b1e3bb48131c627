"""The slider for the size of the photos."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import painter_of, rounded

STEP = 8
HANDLE = 16
TRACK = 4
WIDTH = 128
HEIGHT = 32
SMALL, LARGE = 13, 20
"""Sizes of the signs at either end."""

ROOM = 26
"""Width of a sign's place."""


class SizeSlider(QSlider):
    """A thin track between a small and a large picture; Qt's own slider to everybody else.

    Args:
        look: colours and icons.
        least: pixels of the smallest photo's side.
        most: pixels of the largest photo's side.
    """

    chosen = Signal(int)
    """The person chose this side in pixels, a multiple of `STEP`."""

    def __init__(self, look: Look, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self.setRange(least // STEP, most // STEP)
        self.setPageStep(4)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Size of the photos"))
        self.setToolTip(self.tr("Size of the photos"))
        self.valueChanged.connect(lambda value: self.chosen.emit(value * STEP))

    @property
    def side(self) -> int:
        """The size that is chosen, in pixels."""
        return self.value() * STEP

    def set_side(self, side: int) -> None:
        """Show a size without announcing it."""
        blocked = self.blockSignals(True)
        self.setValue(side // STEP)
        self.blockSignals(blocked)

    def sizeHint(self) -> QSize:
        """Make room for track and signs."""
        return QSize(WIDTH + 2 * ROOM, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Never be cut."""
        return self.sizeHint()

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
        """Paint the signs, the track and the handle."""
        theme, painter = self._look.theme, painter_of(self)
        for size, middle in ((SMALL, ROOM // 2 - 3), (LARGE, self.width() - ROOM // 2 + 3)):
            sign = self._look.pixmap("photos", "muted", size, self.devicePixelRatioF())
            painter.drawPixmap(middle - size // 2, (self.height() - size) // 2, sign)
        track = QRect(ROOM, (self.height() - TRACK) // 2, self.width() - 2 * ROOM, TRACK)
        if self.hasFocus():
            around = track.adjusted(-6, -8, 6, 8)
            rounded(painter, around, around.height() / 2, None, theme.accent, width=2)
        rounded(painter, track, TRACK / 2, theme.line)
        middle = self._place_of(self.value())
        track.setRight(round(middle))
        rounded(painter, track, TRACK / 2, theme.accent)
        handle = QRectF(0, 0, HANDLE - 2, HANDLE - 2)
        handle.moveCenter(QPointF(middle, self.height() / 2))
        painter.setPen(QPen(theme.accent, 2))
        painter.setBrush(theme.accent_soft if self.isSliderDown() else theme.raised)
        painter.drawEllipse(handle)

    def _place_of(self, value: int) -> float:
        share = (value - self.minimum()) / (self.maximum() - self.minimum())
        return ROOM + HANDLE / 2 + share * (self.width() - 2 * ROOM - HANDLE)

    def _go_to(self, position: QPointF) -> None:
        share = (position.x() - ROOM - HANDLE / 2) / (self.width() - 2 * ROOM - HANDLE)
        self.setValue(round(self.minimum() + share * (self.maximum() - self.minimum())))
