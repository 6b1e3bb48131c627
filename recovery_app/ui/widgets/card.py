"""A raised surface that holds one thing."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import CARD, painter_of, rounded


class Card(QWidget):
    """A rounded card; what it holds is added to its `body`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 16, 16, 16)
        self.body.setSpacing(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface and its hairline."""
        theme = self._look.theme
        rounded(painter_of(self), self.rect(), CARD, theme.raised, theme.line)
