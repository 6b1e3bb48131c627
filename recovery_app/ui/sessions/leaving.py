"""What is asked when a session is left that is not saved."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.notice import Kind, Notice


class LeaveNotice(Notice):
    """“Not saved yet”: saves (`acted`), discards, or stays where the person is (closed)."""

    discarded = Signal()
    """She does not want what she typed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        discard = QuietButton(look, self.tr("Discard"))
        discard.clicked.connect(self.discarded)
        row = self.layout()
        if isinstance(row, QBoxLayout):
            row.insertWidget(row.count() - 1, discard)

    def ask(self) -> None:
        """Ask what to do with what is typed."""
        self.say(Kind.CAUTION, self.tr("What you typed is not saved yet."), self.tr("Save"))
        self._action.setFocus()
