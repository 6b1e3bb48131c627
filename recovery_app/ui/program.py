"""The running program: one window, and the library that is open in it."""

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QSettings
from PySide6.QtWidgets import QApplication, QFileDialog

from recovery_app.domain.moments import now, today
from recovery_app.errors import RecoveryError
from recovery_app.paths import default_library
from recovery_app.services.library import (
    Library,
    check_new,
    create,
    is_encrypted,
    is_library,
    needs_upgrade,
    open_library,
)
from recovery_app.ui import window_lock
from recovery_app.ui.changes import Changes
from recovery_app.ui.main_window import MainWindow
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.watch import Watch

if TYPE_CHECKING:
    from recovery_app.services.restoring import Staged
    from recovery_app.services.vault import Keys
    from recovery_app.ui.locking.lock import Lock

LAST_LIBRARY = "library"
"""The key under which the window remembers which library was open."""


class Program(QObject):
    """Opens and closes libraries in the one window.

    Args:
        app: the application.
        look: its colours.
        remember: whether the next start opens the library of this one.
    """

    def __init__(self, app: QApplication, look: Look, *, remember: bool = True) -> None:
        super().__init__(app)
        self._remember = remember
        self._app, self._look = app, look
        self._library: Library | None = None
        self._place: Path | None = None
        self._held: QLockFile | None = None
        self._watch: Watch | None = None
        self._lock_made: Lock | None = None
        self.tasks = Tasks(self)
        self.changes = Changes(self)
        self.window = MainWindow(look, self.tasks, self.changes)
        self.window.library_wanted.connect(self.open)
        self.window.new_library_wanted.connect(self.make)
        self.window.locked_library_wanted.connect(self.make_locked)
        self.window.lock_wanted.connect(self.lock)
        self.window.encryption_wanted.connect(self.encrypt)
        self.window.decryption_wanted.connect(self.decrypt)
        self.window.replacement_wanted.connect(self.replace_library)
        self.window.backup_wanted.connect(self.restore)
        self.window.sample_wanted.connect(self.show_sample)
        self.window.closed.connect(self.leave)

    @property
    def library(self) -> Library | None:
        """The library that is open, or None."""
        return self._library

    def begin(self, folder: Path | None) -> None:
        """Show the library that was named or open last, or the welcome page where there is none.

        A folder that was named and is still free is where the welcome page begins a diary.
        """
        if folder is None:
            remembered = QSettings().value(LAST_LIBRARY, "")
            folder = Path(str(remembered)) if remembered else default_library()
            if not is_library(folder):
                folder = None
        elif _is_free(folder):
            self._place, folder = folder, None
        if folder is None:
            self._welcome()
        else:
            self.open(folder)
        self._look.dress()
        self.window.show()

    def open(self, folder: Path) -> None:
        """Open a library in the window; what does not work is said there in a sentence."""
        if not self.window.may_leave():
            return
        try:
            if is_encrypted(folder):
                self._lock.ask(folder)
                return
            old = needs_upgrade(folder)
        except RecoveryError as error:
            self._say(str(error))
            return
        if old:
            self._first(self.tr("Bringing the library up to date…"), open_library, folder)
        else:
            self._show(folder)

    def unlocked(self, folder: Path, keys: "Keys") -> None:
        """Open an encrypted library with its keys."""
        opening = partial(open_library, keys=keys)
        try:
            old = needs_upgrade(folder, keys)
        except RecoveryError as error:
            self._lock.gate.ask(folder, str(error))
            return
        if old:
            self._first(self.tr("Bringing the library up to date…"), opening, folder, keys)
        else:
            self._show(folder, keys)

    def lock(self) -> None:
        """Save what is being typed, let go of an encrypted library and ask for its passphrase."""
        if self._library is None:
            return
        if self._library.is_encrypted:
            self._lock.lock()
        else:
            self.window.say(self.tr("This library has no lock; Settings → Lock gives it one."))

    def make_locked(self, folder: Path) -> None:
        """Make a new encrypted library and open it."""
        self._lock.make(folder)

    def encrypt(self, passphrase: str) -> None:
        """Encrypt the library that is open."""
        if self._library is not None:
            self._lock.encrypt(self._library.folder, passphrase)

    def decrypt(self, secret: str) -> None:
        """Make the library that is open a plain one again."""
        self._lock.decrypt(secret)

    def replace_library(self, restored: "Staged") -> None:
        """Put a restored library in the place of the one that is open, and open it."""
        if self._library is None or not self.window.may_leave():
            return
        folder = self._library.folder
        self.leave()
        self.window.show_waiting(self.tr("Putting the backup in its place…"))

        def work() -> Path:
            from recovery_app.services import restoring

            return restoring.swap_in(restored, now())

        def done(kept: Path) -> None:
            self.open(folder)
            words = self.tr("This is the backup. The library as it was is kept in {folder}.")
            if restored.choices_kept:
                stays = self.tr("Where backups go, look and lock stay as you chose them here.")
            else:
                stays = self.tr("Look under Settings where backups go: it has choices of its day.")
            self.window.tell(f"{words.format(folder=kept)} {stays}")

        self.tasks.run(work, done, owner=self.window, failed=partial(self._open_plain, folder))

    def restore(self) -> None:
        """Ask which backup is to become a library, where none is open, and show what it holds."""
        last = Path(str(QSettings().value(LAST_LIBRARY, ""))) / "backups" / "daily"
        chosen, _ = QFileDialog.getOpenFileName(
            self.window,
            self.tr("The backup to restore"),
            str(last) if last.is_dir() else "",
            self.tr("Backups (*.zip backup.json)"),
        )
        if not chosen:
            return
        # Only here: a library is shown without it.
        from recovery_app.ui.restore_page import RestorePage

        page = RestorePage(self._look, self.tasks, Path(chosen))
        page.restored.connect(self.open)
        page.left.connect(self._welcome)
        self.window.show_page(page)

    def make(self, folder: Path) -> None:
        """Make a new library and open it."""
        if not self.window.may_leave():
            return
        self._first(self.tr("Making your library…"), create, folder)

    def show_sample(self) -> None:
        """Open the sample person's library, making it first."""
        folder = default_library().with_name("sample")
        if is_library(folder):
            self.open(folder)
            return
        self._first(self.tr("Drawing the sample person…"), _sample, folder)

    def leave(self) -> None:
        """Take the pages down, finish what is being saved and let go of the library."""
        if self._lock_made is not None:
            self._lock_made.stop()
        self.window.leave_library()
        self.tasks.stop()
        self.changes.of_next_library()
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        if self._library is not None:
            self._library.close()
            self._library = None
        if self._held is not None:
            self._held.unlock()
            self._held = None

    @property
    def _lock(self) -> "Lock":
        if self._lock_made is None:
            # Only here: a plain library is shown without it.
            from recovery_app.ui.locking.lock import Lock

            self._lock_made = Lock(
                self._look, self.tasks, self.changes, self.window, self.leave, self
            )
            self._lock_made.opened.connect(self.unlocked)
            self._lock_made.plain_wanted.connect(self._open_plain)
            self._lock_made.left.connect(self._welcome)
        return self._lock_made

    def _open_plain(self, folder: Path, sentence: str) -> None:
        if is_library(folder):
            self.open(folder)
            if sentence:
                self.window.say(sentence)
        else:
            self._welcome(sentence)

    def _first(
        self,
        sentence: str,
        make: Callable[[Path], Library],
        folder: Path,
        keys: "Keys | None" = None,
    ) -> None:
        """Do what takes a moment on the data lane, then open the library that came of it."""
        self.leave()
        self.window.show_waiting(sentence)
        self.tasks.run(
            lambda: make(folder).close(),
            lambda _: self._show(folder, keys),
            owner=self.window,
            failed=self._welcome,
        )

    def _show(self, folder: Path, keys: "Keys | None" = None) -> None:
        """Let go of the library that is open and show this one, locked for this window."""
        if self._library is not None and folder.absolute() == self._library.folder.absolute():
            return
        try:
            held = window_lock.taken(folder)
            library = open_library(folder, keys=keys)
        except RecoveryError as error:
            self._say(str(error))
            return
        self.leave()
        library.announce = self.changes.of_next_library()
        self._library, self._held = library, held
        self._place = None
        self._watch = Watch(library, self.changes, self)
        self._look.choose(library.settings.theme)
        try:
            self.window.show_library(library)
        except RecoveryError as error:
            self.leave()
            self._welcome(str(error))
            return
        if library.is_encrypted:
            self._lock.begin(library)
        if not self.tasks.held:
            self.load_rest()

    def load_rest(self) -> None:
        """Load what the first paint did without, while the person looks.

        Not on the data lane: a click can be saved without any of it and is not to wait.
        """
        self.tasks.release()
        if self._library is None or self._watch is None:
            collect_garbage()
            return
        self._watch.begin()
        if self._remember:
            QSettings().setValue(LAST_LIBRARY, str(self._library.folder.absolute()))
        library = self._library
        self.tasks.run(
            partial(_load, library),
            lambda _done: self._tidy(library),
            owner=self.window,
            lane=Lane.PICTURES,
        )

    def _tidy(self, library: Library) -> None:
        """Empty the trash of what is too old, then begin what may take its time."""
        self.tasks.run(
            lambda: library.trash.empty(),
            lambda _count: self.window.start_background_work(),
            owner=self.window,
        )

    def _say(self, sentence: str) -> None:
        """Say what did not work: on the open library's pages, or on the welcome page."""
        if self._library is None:
            self._welcome(sentence)
        else:
            self.window.say(sentence)

    def _welcome(self, sentence: str = "") -> None:
        self.window.show_welcome(sentence, self._place)


def _is_free(folder: Path) -> bool:
    """Whether nothing lies in the folder, or it is not there, so that a library can begin in it."""
    try:
        if is_library(folder):
            return False
        check_new(folder)
    except RecoveryError:
        return False
    return True


def collect_garbage() -> None:
    """Begin to look for garbage, but not among what stays as long as the program."""
    gc.freeze()
    gc.enable()


def _sample(folder: Path) -> Library:
    """Make the sample person's library, her last session a few days ago."""
    from recovery_app.services import sample

    sample.make(folder, until=today())
    return open_library(folder)


def _load(library: Library) -> None:
    """Load the rest of the program."""
    try:
        library.load()
    finally:
        collect_garbage()
