"""The hairline between a page and what stands beside it."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import fill


class Divider(QWidget):
    """A vertical hairline in the theme's colour."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setFixedWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, short of the page's edges."""
        fill(QPainter(self), QRect(0, 24, 1, self.height() - 48), self._look.theme.line)
