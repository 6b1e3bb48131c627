"""A sentence where it belongs, in place of a box that must be clicked away."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton, QuietButton
from recovery_app.ui.widgets.shapes import CONTROL, painter_of, rounded

ICON = 20


class Kind(StrEnum):
    """How much a sentence asks for."""

    QUIET = "quiet"
    CAUTION = "caution"
    FAILURE = "failure"


_ICONS = {Kind.QUIET: "info", Kind.CAUTION: "warning", Kind.FAILURE: "warning"}


class Notice(QWidget):
    """One sentence with at most one thing to do about it; hidden until it has something to say.

    Screen readers say the sentence at once. Escape or the cross closes it.
    """

    acted = Signal()
    """The person chose the offered action."""

    closed = Signal()
    """The person closed it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.kind = Kind.QUIET
        self._sentence = QLabel()
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QuietButton(look, "")
        self._action.clicked.connect(self.acted)
        # Who asks something may hand over the keyboard.
        self.setFocusProxy(self._action)
        self._cross = IconButton(look, "close", self.tr("Close"), size=36)
        self._cross.clicked.connect(self._on_close)
        row = QHBoxLayout(self)
        row.setContentsMargins(12 + ICON + 10, 6, 6, 6)
        row.setSpacing(4)
        row.addWidget(self._sentence)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._cross, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    def say(self, kind: Kind, sentence: str, action: str = "") -> None:
        """Show a sentence.

        Args:
            kind: how much it asks for.
            sentence: plain words.
            action: the word on its button; none, no button.
        """
        self.kind = kind
        self._sentence.setText(sentence)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(sentence)
        self.show()
        self.updateGeometry()
        self.update()
        self._announce(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the sign."""
        theme = self._look.theme
        painter = painter_of(self)
        quiet = self.kind is Kind.QUIET
        outline = theme.caution if self.kind is Kind.FAILURE else None
        ground = theme.accent_soft if quiet else theme.caution_soft
        rounded(painter, self.rect(), CONTROL, ground, outline)
        role = "accent" if quiet else "caution"
        sign = self._look.pixmap(_ICONS[self.kind], role, ICON, self.devicePixelRatioF())
        painter.drawPixmap(12, 6 + (36 - ICON) // 2, sign)

    def _announce(self, sentence: str) -> None:
        # Only here: each of its enums takes its time, and a start has nothing to announce.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if not QAccessible.isActive():
            return
        event = QAccessibleAnnouncementEvent(self, sentence)
        if self.kind is not Kind.QUIET:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
