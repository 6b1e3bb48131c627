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
    InterruptedPage,
    NewPassphrasePage,
    RecoveryKeyPage,
    UnlockPage,
)
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.notice import Kind

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from recovery_app.domain.settings import Settings
    from recovery_app.services.vault import Entered, Keys

    _Made = tuple[Keys, str, Settings]


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
    keys_dropped = Signal()
    """A page that held keys was locked before any library was shown."""
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

        def work() -> "_Made":
            from recovery_app.services import vault

            keys, written = vault.turn_on(
                folder, passphrase, self._moved.emit, self._stop.is_set, to_confirm=True
            )
            return keys, written, vault.choices(folder, keys)

        self._run(work, partial(self._show_first_key, folder), folder, page)

    def decrypt(self, folder: Path, secret: str) -> None:
        """Turn the encryption off for a library that was let go of."""

        def work() -> None:
            from recovery_app.services import vault

            vault.turn_off(folder, secret, self._moved.emit, self._stop.is_set)

        self._decrypt(folder, work)

    def _go_on_decrypting(self, folder: Path, keys: "Keys") -> None:
        def work() -> None:
            from recovery_app.services import vault

            vault.go_on_turning_off(folder, keys, self._moved.emit, self._stop.is_set)

        self._decrypt(folder, work)

    def _decrypt(self, folder: Path, work: Callable[[], None]) -> None:
        page = self._converting(
            self.tr("Turning the encryption off…"),
            self.tr("Afterwards everyone who can read the folder can read the diary."),
        )
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
        def work() -> "Entered":
            from recovery_app.services import vault

            return vault.enter(folder, secret)

        self._tasks.run(
            work,
            partial(self._entered, folder),
            owner=page,
            failed=page.refuse,
        )

    def _entered(self, folder: Path, entered: "Entered") -> None:
        """Show the library, unless something was left open behind the lock."""
        keys = entered.keys
        if entered.turning_off:
            page = InterruptedPage(self._look)
            page.go_on_wanted.connect(partial(self._go_on_decrypting, folder, keys))
            page.keep_wanted.connect(partial(self.opened.emit, folder, keys))
            self._show_guarded(page, folder, entered.choices)
        elif entered.draft is not None:
            draft = entered.draft

            def adopt() -> None:
                from recovery_app.services import recovery_key

                recovery_key.adopt(folder, draft)

            page = RecoveryKeyPage(self._look, draft.written, folder.name, again=True)
            self._await_kept(page, folder, keys, adopt)
            self._show_guarded(page, folder, entered.choices)
        else:
            self.opened.emit(folder, keys)

    def _make(self, folder: Path, page: NewPassphrasePage, passphrase: str) -> None:
        def work() -> "_Made":
            from recovery_app.services import vault

            keys, written = vault.create(folder, passphrase, to_confirm=True)
            return keys, written, vault.choices(folder, keys)

        page.form.setEnabled(False)
        self._run(work, partial(self._show_first_key, folder), folder, page)

    def _run(
        self,
        work: Callable[[], object],
        done: Callable[..., None],
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

    def _show_first_key(self, folder: Path, made: "_Made") -> None:
        keys, written, choices = made
        page = RecoveryKeyPage(self._look, written, folder.name)

        def kept() -> None:
            from recovery_app.services import recovery_key

            recovery_key.kept(folder)

        self._await_kept(page, folder, keys, kept)
        self._show_guarded(page, folder, choices)

    def _await_kept(
        self, page: RecoveryKeyPage, folder: Path, keys: "Keys", note: Callable[[], None]
    ) -> None:
        """Open the library once it is noted that she has a copy of the recovery key."""

        def done() -> None:
            self._tasks.run(
                note,
                lambda _: self.opened.emit(folder, keys),
                owner=page,
                failed=partial(page.notice.say, Kind.FAILURE),
            )

        page.kept.connect(done)

    def _show_guarded(
        self, page: RecoveryKeyPage | InterruptedPage, folder: Path, choices: "Settings"
    ) -> None:
        """Show a page that holds keys, and lock it as a library is locked."""
        # Only here: who only unlocks never loads what watches.
        from recovery_app.ui.locking.unattended import Unattended

        self._show(page)
        guard = Unattended(page, choices)
        page.lock_wanted.connect(guard.lock)
        guard.may_let_go.connect(partial(self._lock_again, folder))

    def _lock_again(self, folder: Path) -> None:
        self.ask(folder)
        self.keys_dropped.emit()
