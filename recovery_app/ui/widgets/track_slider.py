"""A slider as a thin track with a round handle, in the colours of the theme."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import painter_of, rounded

HANDLE = 16
TRACK = 4
HEIGHT = 32
WIDTHS = (96, 160)
"""Pixels that it needs, and that it likes."""


class TrackSlider(QSlider):
    """Goes where it is pressed; Qt's own slider to everybody else.

    Args:
        look: colours.
        name: what is heard of it.
        least, most: its ends.
        inset: pixels that its ends stay away from the widget's.
    """

    def __init__(
        self,
        look: Look,
        name: str,
        least: int = 0,
        most: int = 100,
        *,
        inset: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look, self._inset = look, inset
        self.setRange(least, most)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """Ask for a comfortable length."""
        return QSize(WIDTHS[1], HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Stay usable."""
        return QSize(WIDTHS[0], HEIGHT)

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
        top = (self.height() - TRACK) // 2
        track = QRect(self._inset, top, self.width() - 2 * self._inset, TRACK)
        if self.hasFocus():
            around = track.adjusted(-4, -10, 4, 10)
            rounded(painter, around, around.height() / 2, None, theme.accent, width=2)
        rounded(painter, track, TRACK / 2, theme.line)
        middle = self._place_of(self.value())
        colour = theme.accent if self.isEnabled() else theme.edge
        track.setRight(round(middle))
        rounded(painter, track, TRACK / 2, colour)
        handle = QRectF(0, 0, HANDLE - 2, HANDLE - 2)
        handle.moveCenter(QPointF(middle, self.height() / 2))
        painter.setPen(QPen(colour, 2))
        painter.setBrush(theme.accent_soft if self.isSliderDown() else theme.raised)
        painter.drawEllipse(handle)

    def _place_of(self, value: int) -> float:
        share = (value - self.minimum()) / max(1, self.maximum() - self.minimum())
        return self._begin + share * self._reach

    def _go_to(self, position: QPointF) -> None:
        share = (position.x() - self._begin) / self._reach
        self.setValue(round(self.minimum() + share * (self.maximum() - self.minimum())))

    @property
    def _begin(self) -> float:
        """Where the middle of the handle lies at the lower end."""
        return self._inset + HANDLE / 2

    @property
    def _reach(self) -> float:
        """How far the handle goes from there."""
        return max(1.0, self.width() - 2 * self._begin)
