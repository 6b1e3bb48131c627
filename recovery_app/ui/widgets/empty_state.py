"""What a page shows while it has nothing to show: what belongs here and how it comes."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import PrimaryButton
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.shapes import painter_of, rounded

DISC = 72
ICON = 32
WIDTH = 340


class EmptyState(QWidget):
    """An icon, one sentence and, where there is one, the thing to do.

    Args:
        look: colours and icons.
        icon: the icon's name.
        sentence: what belongs here.
        action: the word on the button; none, no button.
    """

    acted = Signal()
    """The person chose the action."""

    def __init__(
        self, look: Look, icon: str, sentence: str, action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._icon = look, icon
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(2)
        column.addSpacing(DISC)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._sentence = muted(sentence)
        self._sentence.setAlignment(centre)
        self._sentence.setFixedWidth(WIDTH)
        # In a row of its own: an aligned label would get one line, however many it needs.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._sentence)
        row.addStretch(1)
        column.addLayout(row)
        if action:
            button = PrimaryButton(look, action)
            button.clicked.connect(self.acted)
            self.setFocusProxy(button)
            column.addWidget(button, 0, centre)
        column.addStretch(3)

    @property
    def label(self) -> QLabel:
        """The sentence's label, for a page that must change its words."""
        return self._sentence

    def sizeHint(self) -> QSize:
        """Ask for a calm amount of room."""
        return QSize(WIDTH + 48, super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon on its disc above the sentence."""
        theme = self._look.theme
        painter = painter_of(self)
        disc = QRect(0, 0, DISC, DISC)
        disc.moveCenter(self._sentence.geometry().center())
        disc.moveBottom(self._sentence.geometry().top() - 16)
        rounded(painter, disc, DISC / 2, theme.accent_soft)
        sign = self._look.pixmap(self._icon, "accent", ICON, self.devicePixelRatioF())
        gap = (DISC - ICON) // 2
        painter.drawPixmap(disc.left() + gap, disc.top() + gap, sign)
