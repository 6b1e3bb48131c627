"""A scale from 0 to 10, or to 100, which can also be not rated."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

from recovery_app.ui.theme import Look, blend
from recovery_app.ui.widgets.keys import digit_of, is_clear, is_plain, neighbour_of
from recovery_app.ui.widgets.shapes import painter_of, rounded

UNSET = -1
"""The slider's value for “not rated”."""

TOP = 10
TRACK = 6
HANDLE = 18
TEN_WITHIN = 1000
"""Milliseconds within which a 0 typed straight after a 1 makes 10."""


class FeltSlider(QAbstractSlider):
    """A slider without a handle until the person puts one there.

    Clicking or dragging sets it, a click on the value it already has takes it back. Digits set
    it; 10 is a 1 followed by a 0 within a second with nothing between. The wheel is left to the
    page, which would otherwise change a rating whenever it is scrolled. On a scale to 100 digits
    set tens, and the arrows the ones between.

    Args:
        look: colours.
        parent: the row it belongs to.
        top: the highest value, 10 or 100.
    """

    answered = Signal(int)
    """The person left the slider at a value from 0 on, or at `UNSET`; once for a whole drag."""

    neighbour_wanted = Signal(int)
    """Up (−1) or Down (1) was pressed."""

    def __init__(self, look: Look, parent: QWidget, top: int = TOP) -> None:
        super().__init__(parent)
        self._look, self._top = look, top
        self._before: int | None = None
        self._travelled = False
        self._one_typed_at: int | None = None
        self._pointed: int | None = None
        self.setRange(UNSET, top)
        self.setPageStep(top // TOP)
        self.setValue(UNSET)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.valueChanged.connect(self._on_value_changed)

    def show_value(self, value: int) -> None:
        """Show a value without announcing it."""
        if value != self.value():
            # What was typed comes back once it is saved, often before the 0 of a 10 is typed.
            self._one_typed_at = None
        blocked = self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(blocked)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a comfortable length."""
        return QSize(300, 32)

    def minimumSizeHint(self) -> QSize:
        """Keep the eleven values apart."""
        return QSize(180, 32)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Set by digit or arrow, take back, or ask for the next row."""
        digit = digit_of(event)
        after_one, self._one_typed_at = self._one_typed_at, None
        if not is_plain(event):
            event.ignore()
        elif digit is not None:
            self._type(digit, event.timestamp(), after_one)
        elif is_clear(event):
            self.setValue(UNSET)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(1 if event.key() == Qt.Key.Key_Right else -1)
        elif neighbour_of(event):
            self.neighbour_wanted.emit(neighbour_of(event))
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the pointer is."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._before, self._travelled = self.value(), False
        self.setSliderDown(True)
        self.setValue(self._value_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        pointed = self._value_at(event.position())
        if self._before is not None:
            self._travelled = self._travelled or pointed != self._before
            self.setValue(pointed)
        self._point(pointed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Answer once, or take back what was clicked a second time."""
        if event.button() != Qt.MouseButton.LeftButton or self._before is None:
            event.ignore()
            return
        before, self._before = self._before, None
        self.setSliderDown(False)
        if self.value() != before:
            self.answered.emit(self.value())
        elif not self._travelled:
            self.setValue(UNSET)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget where the pointer was."""
        super().leaveEvent(event)
        self._point(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track, what is filled of it, and the handle where there is one."""
        painter = painter_of(self)
        theme = self._look.theme
        track = QRect(0, (self.height() - TRACK) // 2, self.width(), TRACK)
        if self.hasFocus():
            around = track.adjusted(0, -6, 0, 6)
            rounded(painter, around, around.height() / 2, theme.raised, theme.accent, width=2)
            track.adjust(6, 0, -6, 0)
        rounded(painter, track, TRACK / 2, theme.line)
        if self.value() != UNSET:
            track.setRight(round(self._x_of(self.value())))
            accent = theme.accent if self.isEnabled() else theme.edge
            rounded(painter, track, TRACK / 2, accent)
        if self._pointed is not None or self.hasFocus():
            self._paint_marks(painter)
        self._paint_handle(painter)

    def _paint_marks(self, painter: QPainter) -> None:
        theme = self._look.theme
        painter.setPen(Qt.PenStyle.NoPen)
        for value in range(0, self._top + 1, self._top // TOP):
            painter.setBrush(theme.on_accent if value < self.value() else theme.edge)
            painter.drawEllipse(QPointF(self._x_of(value), self.height() / 2), 1.25, 1.25)

    def _paint_handle(self, painter: QPainter) -> None:
        theme = self._look.theme
        value, colour, fill = self.value(), theme.accent, theme.raised
        if value == UNSET:
            if self._pointed is None:
                return
            value, colour = self._pointed, theme.edge
        elif not self.isEnabled():
            colour = theme.edge
        elif self.isSliderDown():
            fill = theme.accent_soft
        elif self._pointed == value:
            fill = blend(theme.raised, theme.accent_soft, 0.6)
        box = QRectF(0, 0, HANDLE - 2, HANDLE - 2)
        box.moveCenter(QPointF(self._x_of(value), self.height() / 2))
        painter.setPen(QPen(colour, 2))
        painter.setBrush(fill)
        painter.drawEllipse(box)

    def _x_of(self, value: int) -> float:
        return HANDLE / 2 + value / self._top * (self.width() - HANDLE)

    def _value_at(self, position: QPointF) -> int:
        share = (position.x() - HANDLE / 2) / max(self.width() - HANDLE, 1)
        return min(max(round(share * self._top), 0), self._top)

    def _point(self, value: int | None) -> None:
        if value != self._pointed:
            self._pointed = value
            self.update()

    def _type(self, digit: int, at: int, after_one: int | None) -> None:
        if digit == 0 and after_one is not None and at - after_one <= TEN_WITHIN:
            # On a scale to 100 one more 0 may follow: “100” is typed with two.
            self._one_typed_at = after_one if self._top > TOP else None
            self.setValue(self._top)
            return
        self.setValue(digit * (self._top // TOP))
        self._one_typed_at = at if digit == 1 else None

    def _move(self, by: int) -> None:
        if self.value() == UNSET and by < 0:
            return
        self.setValue(min(max(self.value() + by, 0), self._top))

    def _on_value_changed(self, value: int) -> None:
        self.update()
        if self._before is None:
            self.answered.emit(value)
