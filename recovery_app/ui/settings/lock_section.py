"""The lock: encrypting the library, and what opens it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from recovery_app.domain.settings import Settings
from recovery_app.services.library import Library
from recovery_app.ui.locking import screen
from recovery_app.ui.locking.fields import KeptKey, NewPassphrase, secret_field
from recovery_app.ui.settings.section import Section, field_label
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.fields import NumberField
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.notice import Kind

if TYPE_CHECKING:
    from recovery_app.services.recovery_key import Draft

LONGEST = 240


class LockSection(Section):
    """Turns the encryption on and off, and changes passphrase, recovery key and waiting time."""

    lock_wanted = Signal()
    """Lock the library now."""
    encryption_wanted = Signal(str)
    """Encrypt the library with this passphrase."""
    decryption_wanted = Signal(str)
    """Make it a plain library again; this passphrase opens it."""

    def __init__(
        self, library: Library, tasks: Tasks, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._library, self._tasks, self._look = library, tasks, look
        self.begin(self.tr("Lock"))
        self._state = muted()
        self._state.setWordWrap(True)
        self.body.addWidget(self._state)
        self._place = QVBoxLayout()
        self._form: QWidget | None = None
        if library.is_encrypted:
            self._add_locked()
        else:
            self._add_plain()
        self.body.addLayout(self._place)

    def _add_plain(self) -> None:
        self._state.setText(
            self.tr(
                "This library is not encrypted: whoever can read its folder can read the diary."
                " With a lock, diary and photos open only with your passphrase."
            )
        )
        encrypt = QPushButton(self.tr("Encrypt this library…"))
        encrypt.clicked.connect(self._ask_new)
        self.add_row(encrypt)
        if self._library.encryption_interrupted:
            self.notice.acted.connect(self._take_back)
            self.notice.say(
                Kind.CAUTION,
                self.tr(
                    "Encrypting was interrupted. Encrypt again with the same passphrase, or take"
                    " it back."
                ),
                self.tr("Take it back"),
            )

    def _take_back(self) -> None:
        folder = self._library.folder

        def work() -> None:
            from recovery_app.services import vault

            vault.take_back(folder)

        self._do(work, lambda _: self._say(self.tr("It was taken back.")))

    def _add_locked(self) -> None:
        self._state.setText(
            self.tr("Diary, photos and small pictures are encrypted. Ctrl+L locks the window.")
        )
        minutes = NumberField(0, LONGEST, self.tr(" min"))
        minutes.setSpecialValueText(self.tr("never"))
        minutes.setValue(self._library.settings.lock_minutes)
        minutes.valueChanged.connect(self._keep_minutes)
        self.add_row(field_label(self.tr("Lock by itself after"), minutes), minutes)
        if screen.tells():
            with_screen = QCheckBox(self.tr("Lock together with the screen"))
            with_screen.setChecked(self._library.settings.lock_with_screen)
            with_screen.toggled.connect(self._keep_with_screen)
            self.add_row(with_screen)
        buttons: list[QWidget] = []
        for text, do in (
            (self.tr("Lock now"), self.lock_wanted.emit),
            (self.tr("Change passphrase…"), self._ask_change),
            (self.tr("New recovery key…"), self._ask_recovery),
            (self.tr("Turn off…"), self._ask_off),
        ):
            button = QPushButton(text)
            button.clicked.connect(do)
            buttons.append(button)
        self.add_row(*buttons)
        self._look_for_plain()

    def _look_for_plain(self) -> None:
        """Tell of backups that were made before there was a lock, and offer to delete them."""
        folder = self._library.folder

        def work() -> int:
            from recovery_app.services import vault

            return len(vault.plain_backups(folder))

        self.notice.acted.connect(self._delete_plain)
        self._do(work, self._tell_plain)

    def _tell_plain(self, count: int) -> None:
        if count:
            sentence = self.tr(
                "Older backups in this library's folder that are not encrypted: %n.", "", count
            )
            self.notice.say(Kind.CAUTION, sentence, self.tr("Delete them"))

    def _delete_plain(self) -> None:
        folder = self._library.folder

        def work() -> int:
            from recovery_app.services import vault

            return vault.delete_plain_backups(folder)

        self._do(work, lambda _: self._say(self.tr("The older backups were deleted.")))

    def _ask_new(self) -> None:
        about = muted(
            self.tr(
                "Automatic backups from before anyone can read; they are removed, in the second"
                " place too once it is there, as soon as the first encrypted one is whole. Backups"
                " that you wrote to a file elsewhere stay as they are."
            )
        )
        form = NewPassphrase(self._look, self.tr("Encrypt"), quiet=True)
        form.chosen.connect(self.encryption_wanted)
        self._show(_stacked(about, form), form.first)

    def _ask_change(self) -> None:
        old = secret_field(self.tr("Passphrase until now, or recovery key"))
        form = NewPassphrase(self._look, self.tr("Change it"), quiet=True)
        form.chosen.connect(lambda new: self._change(old.text(), new))
        self._show(_stacked(old, form), old)

    def _ask_recovery(self) -> None:
        self._ask_secret(self.tr("Make a new recovery key"), self._renew)

    def _ask_off(self) -> None:
        self._ask_secret(self.tr("Turn the encryption off"), self.decryption_wanted.emit)

    def _ask_secret(self, action: str, do: Callable[[str], object]) -> None:
        field = secret_field(self.tr("Passphrase"))
        button = QPushButton(action)

        def give() -> None:
            if field.text():
                do(field.text())

        button.clicked.connect(give)
        field.returnPressed.connect(give)
        self._show(_stacked(field, button), field)

    def _change(self, old: str, new: str) -> None:
        folder = self._library.folder

        def work() -> None:
            from recovery_app.services import vault

            vault.change_passphrase(folder, old, new)

        self._do(work, lambda _: self._say(self.tr("The passphrase was changed.")))

    def _renew(self, passphrase: str) -> None:
        folder = self._library.folder

        def work() -> "Draft":
            from recovery_app.services import recovery_key

            return recovery_key.draft(folder, passphrase)

        self._do(work, self._show_key)

    def _show_key(self, draft: "Draft") -> None:
        about = muted(
            self.tr(
                "This is your new recovery key. It takes the place of the old one when you have"
                " said that you kept it; until then, or if the window locks, the old one counts."
            )
        )
        key = KeptKey(self._look, draft.written, self._library.name, quiet=True)
        key.kept.connect(lambda: self._adopt(draft))
        self._show(_stacked(about, key), key.field)

    def _adopt(self, draft: "Draft") -> None:
        folder = self._library.folder

        def work() -> None:
            from recovery_app.services import recovery_key

            recovery_key.adopt(folder, draft)

        said = self.tr(
            "The new recovery key counts. The old one no longer opens this folder, but still opens"
            " older backups, and with a key file from one of them this library too. If somebody"
            " else has it, turn the encryption off and on again: that makes a new key for"
            " everything."
        )
        self._do(work, lambda _: self._say(said))

    def _keep_minutes(self, minutes: int) -> None:
        self._choose(lambda now: replace(now, lock_minutes=minutes))

    def _keep_with_screen(self, wanted: bool) -> None:
        self._choose(lambda now: replace(now, lock_with_screen=wanted))

    def _choose(self, change: Callable[[Settings], Settings]) -> None:
        library = self._library
        self._do(lambda: library.choose(change), lambda _: None)

    def _do(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._tasks.run(
            work,
            done,
            owner=self,
            failed=lambda sentence: self.notice.say(Kind.FAILURE, sentence),
        )

    def _say(self, sentence: str) -> None:
        self._show(None, None)
        self.notice.say(Kind.QUIET, sentence)

    def _show(self, form: QWidget | None, first: QWidget | None) -> None:
        self.notice.hide()
        if self._form is not None:
            self._place.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        self._form = form
        if form is not None:
            self._place.addWidget(form)
            self.bring_into_sight(form)
        if first is not None:
            first.setFocus()


def _stacked(*parts: QWidget) -> QWidget:
    outside = QWidget()
    column = QVBoxLayout(outside)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part)
        if isinstance(part, QPushButton):
            part.setSizePolicy(part.sizePolicy().Policy.Maximum, part.sizePolicy().verticalPolicy())
    return outside
