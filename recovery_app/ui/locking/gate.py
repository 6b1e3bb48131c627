"""The way into an encrypted library and out of it: which page follows which."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recovery_app.services.library import is_encrypted
from recovery_app.ui.locking.pages import (
    ConvertingPage,
    NewPassphrasePage,
    RecoveryKeyPage,
    UnlockPage,
)
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from recovery_app.services.vault import Keys


class Gate(QObject):
    """Shows the pages around an encrypted library while none is open.

    Args:
        look: colours and icons.
        tasks: where the work runs.
        show: puts a page into the window.
        parent: owns it.
    """

    opened = Signal(object, object)
    """Folder and keys of a library to be shown."""
    plain_wanted = Signal(object, str)
    """Folder of a library to be opened as it is, and what did not work before, or nothing."""
    left = Signal()
    """The person wants the welcome page."""
    _moved = Signal(int, int)
    """So many of so many files are done."""

    def __init__(
        self, look: Look, tasks: Tasks, show: "Callable[[QWidget], None]", parent: QObject
    ) -> None:
        super().__init__(parent)
        self._look, self._tasks, self._put = look, tasks, show
        self._stop = Event()

    def ask(self, folder: Path, sentence: str = "", typed: str = "") -> None:
        """Ask for the passphrase of a library; what was typed of it already stands there."""
        page = self._unlock_page(folder, sentence)
        page.another_wanted.connect(self.left)
        page.field.setText(typed)
        self._show(page)

    def covering(self, folder: Path) -> UnlockPage:
        """Make a page that asks for the passphrase of the library that is open behind it."""
        page = self._unlock_page(folder)
        page.offer_another(offered=False)
        return page

    def make(self, folder: Path) -> None:
        """Ask for the passphrase of a new library, then make it."""
        page = NewPassphrasePage(self._look)
        page.chosen.connect(partial(self._make, folder, page))
        page.back_wanted.connect(self.left)
        self._show(page)

    def encrypt(self, folder: Path, passphrase: str) -> None:
        """Turn the encryption on for a library that was let go of."""
        page = self._converting(
            self.tr("Encrypting your diary…"),
            self.tr(
                "Each file is written anew and read again before the old one goes. If the program"
                " ends meanwhile, nothing is lost."
            ),
        )

        def work() -> "tuple[Keys, str]":
            from recovery_app.services import vault

            return vault.turn_on(folder, passphrase, self._moved.emit, self._stop.is_set)

        self._run(work, partial(self._show_recovery_key, folder), folder, page)

    def decrypt(self, folder: Path, secret: str) -> None:
        """Turn the encryption off for a library that was let go of."""
        page = self._converting(
            self.tr("Turning the encryption off…"),
            self.tr("Afterwards everyone who can read the folder can read the diary."),
        )

        def work() -> None:
            from recovery_app.services import vault

            vault.turn_off(folder, secret, self._moved.emit, self._stop.is_set)

        self._run(work, lambda _: self.plain_wanted.emit(folder, ""), folder, page)

    def stop(self) -> None:
        """Stop turning the encryption on or off; everything is taken back."""
        self._stop.set()

    def _unlock_page(self, folder: Path, sentence: str = "") -> UnlockPage:
        page = UnlockPage(self._look, folder.name, sentence)
        page.secret_given.connect(partial(self._unlock, folder, page))
        return page

    def _show(self, page: "QWidget") -> None:
        self._put(page)
        page.setFocus()

    def _unlock(self, folder: Path, page: UnlockPage, secret: str) -> None:
        def work() -> "Keys":
            from recovery_app.services import vault

            return vault.unlock(folder, secret)

        self._tasks.run(
            work,
            lambda keys: self.opened.emit(folder, keys),
            owner=page,
            failed=page.refuse,
        )

    def _make(self, folder: Path, page: NewPassphrasePage, passphrase: str) -> None:
        def work() -> "tuple[Keys, str]":
            from recovery_app.services import vault

            return vault.create(folder, passphrase)

        page.form.setEnabled(False)
        self._run(work, partial(self._show_recovery_key, folder), folder, page)

    def _run(
        self,
        work: Callable[[], object],
        done: "Callable[[tuple[Keys, str]], None]",
        folder: Path,
        page: "QWidget",
    ) -> None:
        self._tasks.run(work, done, owner=page, failed=partial(self._failed, folder))

    def _failed(self, folder: Path, sentence: str) -> None:
        if is_encrypted(folder):
            self.ask(folder, sentence)
        else:
            self.plain_wanted.emit(folder, sentence)

    def _converting(self, heading: str, sentence: str) -> ConvertingPage:
        self._stop.clear()
        page = ConvertingPage(self._look, heading, sentence)
        page.stop_wanted.connect(self.stop)
        self._moved.connect(page.show_progress)
        self._show(page)
        return page

    def _show_recovery_key(self, folder: Path, made: "tuple[Keys, str]") -> None:
        keys, recovery_key = made
        page = RecoveryKeyPage(self._look, recovery_key, folder.name)
        page.kept.connect(lambda: self.opened.emit(folder, keys))
        self._show(page)
