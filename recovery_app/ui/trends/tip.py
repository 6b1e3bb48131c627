"""The quiet words beside a point."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import CONTROL, painter_of, rounded

WIDEST = 260
ASIDE, ABOVE = 12, 8
GAP = 14


class Tip(QLabel):
    """A small raised label that never gets between the pointer and the chart."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._over = look, parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(ASIDE, ABOVE, ASIDE, ABOVE)
        self.setFont(look.font("caption"))
        self.hide()

    def say(self, words: str, at: QPoint) -> None:
        """Show the words beside a point of the parent, wherever there is room."""
        self.setText(words)
        self.setFixedSize(self._wanted())
        room = self._over.rect()
        right = at.x() + GAP
        left = right if right + self.width() <= room.width() else at.x() - GAP - self.width()
        top = min(max(at.y() - self.height() - 4, 0), max(room.height() - self.height(), 0))
        self.move(max(left, 0), top)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground under the words."""
        theme = self._look.theme
        painter = painter_of(self)
        rounded(painter, self.rect(), CONTROL, theme.raised, theme.edge)
        painter.end()
        super().paintEvent(event)

    def _wanted(self) -> QSize:
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        words = self.fontMetrics().boundingRect(QRect(0, 0, WIDEST, 1000), flags, self.text())
        return words.size() + QSize(2 * ASIDE + 2, 2 * ABOVE + 2)
