"""Fields for a passphrase, and the recovery key as something to keep."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from recovery_app.domain import passphrases
from recovery_app.errors import WrongInput
from recovery_app.ui.locking import key_page
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import PrimaryButton, QuietButton
from recovery_app.ui.widgets.labels import caption
from recovery_app.ui.widgets.notice import Kind, Notice

WIDTH = 440


def secret_field(name: str) -> QLineEdit:
    """Make a field that shows dots; the name stands in it while it is empty."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setMaximumWidth(WIDTH)
    return field


class NewPassphrase(QWidget):
    """Asks for a new passphrase twice.

    Args:
        look: colours and icons.
        action: what the button says.
        quiet: whether the button is not the one thing to do on its page.
    """

    chosen = Signal(str)
    """The passphrase, typed the same twice."""

    def __init__(
        self, look: Look, action: str, *, quiet: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.notice = Notice(look)
        self.first = secret_field(self.tr("Passphrase"))
        self.second = secret_field(self.tr("The same once more"))
        for field in (self.first, self.second):
            field.returnPressed.connect(self._choose)
        self.button = QPushButton(action) if quiet else PrimaryButton(look, action)
        self.button.clicked.connect(self._choose)
        advice = caption(
            self.tr("Four or five words that do not belong together are easy to remember.")
        )
        advice.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self.notice, self.first, self.second, advice):
            column.addWidget(part)
        column.addLayout(row)

    def _choose(self) -> None:
        text = self.first.text()
        try:
            passphrases.check(text)
        except WrongInput as refused:
            self.notice.say(Kind.CAUTION, str(refused))
            self.first.setFocus()
            return
        if text != self.second.text():
            self.notice.say(Kind.CAUTION, self.tr("The two passphrases differ."))
            self.second.setFocus()
        else:
            self.notice.hide()
            for field in (self.first, self.second):
                field.clear()
            self.chosen.emit(text)


class RecoveryKeyBox(QWidget):
    """Shows a recovery key in groups, and prints it or writes it into a page to print."""

    def __init__(self, look: Look, key: str, library: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._library = key, library
        self.notice = Notice(look)
        groups = key.split("-")
        half = len(groups) // 2
        lines = ("  ".join(groups[:half]), "  ".join(groups[half:]))
        shown = QLabel("\n".join(lines))
        shown.setAccessibleName(self.tr("Recovery key: {key}").format(key=key))
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(look.font("title").pixelSize())
        shown.setFont(font)
        self._print = QuietButton(look, self.tr("Print…"))
        self._print.clicked.connect(self._ask_for_printer)
        save = QuietButton(look, self.tr("Save a page to print…"))
        save.clicked.connect(self._ask_where)
        row = QHBoxLayout()
        row.addWidget(self._print)
        row.addWidget(save)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(shown)
        column.addWidget(self.notice)
        column.addLayout(row)

    def _ask_for_printer(self) -> None:
        if not key_page.has_printer():
            self._print.setEnabled(False)
            self._print.setText(self.tr("No printer here"))
            sentence = self.tr(
                "No printer is set up on this computer. Save a page, or copy the key."
            )
            self.notice.say(Kind.CAUTION, sentence)
            return
        printer = key_page.ask_for_printer(self)
        if printer is None:
            return
        if key_page.print_key(printer, self._key, self._library, self.tr):
            self.notice.say(Kind.QUIET, self.tr("Sent to the printer. Read it before you go on."))
        else:
            self.notice.say(Kind.FAILURE, self.tr("The page could not be printed."))

    def _ask_where(self) -> None:
        file, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the recovery key"), "recovery-key.pdf", self.tr("Pages (*.pdf)")
        )
        if file:
            self._save(Path(file))

    def _save(self, file: Path) -> None:
        if key_page.save_key(file, self._key, self._library, self.tr):
            sentence = self.tr("Saved to {file}. Print it, then delete the file.")
            self.notice.say(Kind.QUIET, sentence.format(file=file))
        else:
            self.notice.say(Kind.FAILURE, self.tr("The page could not be written there."))


class KeptKey(QWidget):
    """Shows a recovery key and asks for its end, typed from the copy that she has made."""

    kept = Signal()
    """The person has it on paper or elsewhere."""

    def __init__(
        self,
        look: Look,
        key: str,
        library: str,
        *,
        quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._last = key.rpartition("-")[2]
        self.box = RecoveryKeyBox(look, key, library)
        self.field = QLineEdit()
        name = self.tr("The last four characters, from your copy")
        self.field.setPlaceholderText(name)
        self.field.setAccessibleName(name)
        self.field.setMaximumWidth(WIDTH)
        self.field.textChanged.connect(self._compare)
        self.field.returnPressed.connect(self._go_on)
        text = self.tr("I have kept it")
        self._button = QPushButton(text) if quiet else PrimaryButton(look, text)
        self._button.setEnabled(False)
        self._button.clicked.connect(self._go_on)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for part in (self.box, self.field):
            column.addWidget(part)
        column.addLayout(row)

    def _compare(self) -> None:
        self._button.setEnabled(self.field.text().strip().upper() == self._last)

    def _go_on(self) -> None:
        if self._button.isEnabled():
            self.kept.emit()
