"""What the editors of kinds and devices have in common: fields, and the buttons under them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from recovery_app.ui.sessions.entering import Checked
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.notice import Kind, Notice


class Editor(QWidget):
    """Fields of one thing with Save, Put back and Remove; it says itself what did not work."""

    save_wanted = Signal()
    """Nothing is wrong in the fields, and they are to be saved."""
    back_wanted = Signal()
    """The fields are to show what is saved."""
    remove_wanted = Signal()
    """It is to go."""
    edited = Signal()
    """Something was changed."""

    def __init__(self, look: Look, save: str, remove: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice(look)
        self._shown: tuple[object, ...] = ()
        self._save, self._back = QPushButton(save), QuietButton(look, self.tr("Put back"))
        self.remove_button = QuietButton(look, remove, icon="trash")
        self._save.clicked.connect(self.save)
        self._back.clicked.connect(self.back_wanted)
        self.remove_button.clicked.connect(self.remove_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._save)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self.remove_button)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self.fields)
        column.addWidget(self.notice)
        column.addLayout(buttons)
        self.edited.connect(self._show_buttons)

    @property
    def unsaved(self) -> bool:
        """Whether something differs from what is saved."""
        return self.raw() != self._shown

    def raw(self) -> tuple[object, ...]:
        """Return everything as typed."""
        raise NotImplementedError

    def checks(self) -> list[Checked]:
        """Return the fields in which something can be wrong."""
        raise NotImplementedError

    def mark_shown(self) -> None:
        """Take what stands in the fields as saved."""
        self._shown = self.raw()
        self.notice.hide()
        for check in self.checks():
            check.say("")
        self._show_buttons()

    def mark_saved(self, raw: tuple[object, ...]) -> None:
        """Take as saved what was typed when it was sent."""
        self._shown = raw
        self.notice.hide()
        self._show_buttons()

    def save(self) -> None:
        """Ask for it to be saved, if it was changed and nothing is wrong in it."""
        wrong = [check for check in self.checks() if not check.check()]
        if wrong:
            wrong[0].setFocus()
        elif self.unsaved:
            self.save_wanted.emit()

    def refuse(self, sentence: str) -> None:
        """Say what did not work; everything typed stays."""
        self.notice.say(Kind.FAILURE, sentence)

    def _show_buttons(self) -> None:
        for button in (self._save, self._back):
            button.setEnabled(self.unsaved)
