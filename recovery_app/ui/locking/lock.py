"""The lock of the library in the window: it lets in who knows the passphrase, and closes again."""

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmapCache

from recovery_app.domain.changes import Change, Topic
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.locking.gate import Gate
from recovery_app.ui.main_window import MainWindow
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look

if TYPE_CHECKING:
    from recovery_app.services.vault import Keys
    from recovery_app.ui.locking.away import Away


class Lock(QObject):
    """Asks for the passphrase, locks by wish and unasked, turns encryption on and off.

    Args:
        look: colours and icons.
        tasks: where the work runs.
        changes: tells when she chose anew what locks.
        window: where the library is shown, covered and asked for.
        leave: takes down whatever library is open and lets go of it.
        parent: owns it.
    """

    opened = Signal(object, object)
    """Folder and keys of a library to be shown."""
    plain_wanted = Signal(object, str)
    """Folder of a library to be opened as it is, and what did not work before, or nothing."""
    left = Signal()
    """The person wants the welcome page."""

    def __init__(
        self,
        look: Look,
        tasks: Tasks,
        changes: Changes,
        window: MainWindow,
        leave: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._window, self._leave = tasks, window, leave
        self._library: Library | None = None
        self.away: Away | None = None
        self.gate = Gate(look, tasks, window.show_page, self)
        self.gate.opened.connect(self._open)
        self.gate.plain_wanted.connect(self.plain_wanted)
        self.gate.left.connect(self.left)
        self.gate.keys_dropped.connect(_forget_keys_soon)
        changes.happened.connect(self._on_change)

    def begin(self, library: Library) -> None:
        """Guard the encrypted library that is shown from now on; lock it where she has gone."""
        self._library = library
        if self.away is None:
            # Only here: the passphrase is asked for without it.
            from recovery_app.ui.locking.away import Away

            self.away = Away(self._window, self._tasks, self)
            self.away.cover_wanted.connect(self._cover)
            self.away.may_let_go.connect(self._let_go)
        self.away.begin(library.settings)

    def stop(self) -> None:
        """Guard nothing any more, and take back what is being turned on or off."""
        self.gate.stop()
        if self.away is not None:
            self.away.stop()
        if self._library is not None:
            _forget_keys_soon()
            self._library = None

    def ask(self, folder: Path, typed: str = "") -> None:
        """Ask for the passphrase of a library, once nothing of any other is in the window."""
        self._leave()
        QPixmapCache.clear()
        self.gate.ask(folder, typed=typed)

    def lock(self) -> None:
        """Save what is being typed, let go of the library and ask for its passphrase."""
        if self._library is not None and self._window.may_leave():
            self.ask(self._library.folder)

    def make(self, folder: Path) -> None:
        """Make a new encrypted library."""
        if self._window.may_leave():
            self._leave()
            self.gate.make(folder)

    def encrypt(self, folder: Path, passphrase: str) -> None:
        """Encrypt the plain library that is open."""
        if self._window.may_leave():
            self._leave()
            self.gate.encrypt(folder, passphrase)

    def decrypt(self, secret: str) -> None:
        """Make the library that is open a plain one again."""
        if self._library is not None and self._window.may_leave():
            folder = self._library.folder
            self._leave()
            self.gate.decrypt(folder, secret)

    def _open(self, folder: Path, keys: "Keys") -> None:
        """Go on with the library that waits behind its cover, or have another one shown."""
        if self._library is not None and folder == self._library.folder:
            self._uncover(self._library)
        else:
            self.opened.emit(folder, keys)

    def _on_change(self, change: Change) -> None:
        covered = self.away is not None and self.away.covered
        if change.touches(Topic.SETTINGS) and self._library is not None and not covered:
            self.begin(self._library)

    def _cover(self) -> None:
        """Show nothing of the library until its passphrase was given."""
        if self._library is not None:
            self._window.cover(self.gate.covering(self._library.folder))

    def _uncover(self, library: Library) -> None:
        """Go on with the library as it was left; something still had to be done in it."""
        self._window.uncover()
        self.begin(library)
        if self._window.pages is not None:
            self._window.pages.resume()

    def _let_go(self) -> None:
        """Close the library behind its cover; what is being typed into that stays."""
        if self._library is not None:
            self.ask(self._library.folder, self._window.typed_on_cover)


def _forget_keys_soon() -> None:
    QTimer.singleShot(0, _forget_keys)


def _forget_keys(rounds: int = 2) -> None:
    """Free the pages of a library that was let go of, and with them its keys.

    Pages refer to each other in circles, and were taken out of the looking when they were shown.

    Args:
        rounds: how often; Qt deletes the pages after the first, and only then they can be freed.
    """
    gc.unfreeze()
    gc.collect()
    if rounds > 1:
        QTimer.singleShot(0, partial(_forget_keys, rounds - 1))
