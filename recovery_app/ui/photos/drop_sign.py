"""What shows over the page while files hover above it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import CARD, painter_of, rounded, words

ICON = 32


class DropSign(QWidget):
    """A frame and a few words; it takes no part in anything."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a veil, a dashed frame, an icon and words."""
        theme = self._look.theme
        painter = painter_of(self)
        veil = QColor(theme.surface)
        veil.setAlpha(225)
        painter.fillRect(self.rect(), veil)
        inner = self.rect().adjusted(16, 16, -16, -16)
        rounded(painter, inner, CARD, theme.accent_soft, theme.accent, width=2, dashed=True)
        middle = inner.center()
        sign = self._look.pixmap("add-photo", "accent", ICON, self.devicePixelRatioF())
        painter.drawPixmap(middle.x() - ICON // 2, middle.y() - ICON - 4, sign)
        painter.setFont(self._look.font("heading"))
        painter.setPen(theme.accent)
        words(painter, QRect(inner.left(), middle.y() + 4, inner.width(), 32), self._invitation())

    def _invitation(self) -> str:
        return self.tr("Drop to add")
