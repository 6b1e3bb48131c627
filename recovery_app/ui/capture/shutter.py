"""The round button that takes a photo."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from recovery_app.ui.theme import Look, blend
from recovery_app.ui.widgets.shapes import painter_of

SIDE = 64


class Shutter(QAbstractButton):
    """Takes a photo, or cancels the countdown while one runs."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._counting = False
        self.setFixedSize(SIDE, SIDE)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_counting(False)

    def show_counting(self, counting: bool) -> None:
        """Offer to cancel while a countdown runs."""
        self._counting = counting
        said = self.tr("Cancel countdown") if counting else self.tr("Take photo")
        self.setAccessibleName(said)
        self.setToolTip(said + self.tr(" (Space)"))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for its square."""
        return QSize(SIDE, SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a disc within a ring; a square while there is something to cancel."""
        theme, painter = self._look.theme, painter_of(self)
        middle = QPointF(SIDE / 2, SIDE / 2)
        near = 0.22 if self.isDown() else 0.1 if self.underMouse() else 0.0
        ground = blend(theme.accent, theme.ink, near) if self.isEnabled() else theme.line
        painter.setPen(QPen(theme.accent if self.isEnabled() else theme.line, 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, 26, 26)
        if self.hasFocus():
            painter.setPen(QPen(theme.ink, 2))
            painter.drawEllipse(middle, 30.5, 30.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        if self._counting:
            painter.drawRoundedRect(SIDE // 2 - 11, SIDE // 2 - 11, 22, 22, 5, 5)
        else:
            painter.drawEllipse(middle, 21, 21)
