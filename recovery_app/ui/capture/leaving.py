"""What is asked when the page is left with photos that are not added."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.notice import Kind, Notice


class UnaddedNotice(Notice):
    """“Not added yet”: adds them (`acted`), throws them away, or stays (closed)."""

    discarded = Signal()
    """She does not want the photos."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        discard = QuietButton(look, self.tr("Throw away"))
        discard.clicked.connect(self.discarded)
        row = self.layout()
        if isinstance(row, QBoxLayout):
            row.insertWidget(row.count() - 1, discard)

    def ask(self, count: int) -> None:
        """Ask what to do with so many photos."""
        if count == 1:
            said = self.tr("1 photo is not added yet.")
        else:
            said = self.tr("{count} photos are not added yet.").format(count=count)
        self.say(Kind.CAUTION, said, self.tr("Add"))
        self._action.setFocus()
