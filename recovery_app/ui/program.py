"""The running program: one window, and the library that is open in it."""

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QLockFile, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from recovery_app import __version__
from recovery_app.domain.moments import today
from recovery_app.domain.settings import Theme
from recovery_app.errors import LibraryInUse, RecoveryError
from recovery_app.paths import default_library
from recovery_app.services.library import Library, is_library, open_library, window_lock
from recovery_app.ui.changes import Changes
from recovery_app.ui.main_window import MainWindow
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look, apply

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
        self._lock: QLockFile | None = None
        self.tasks = Tasks(self)
        self.changes = Changes(self)
        self.window = MainWindow(look, self.tasks, self.changes)
        self.window.library_wanted.connect(self.open)
        self.window.new_library_wanted.connect(self.make)
        self.window.sample_wanted.connect(self.show_sample)
        self.window.closed.connect(self.close)

    def begin(self, folder: Path | None) -> None:
        """Show the library that was named or open last, or the welcome page where there is none."""
        if folder is None:
            remembered = QSettings().value(LAST_LIBRARY, "")
            folder = Path(str(remembered)) if remembered else default_library()
            if not is_library(folder):
                self.window.show_welcome()
                self.window.show()
                return
        self.open(folder)
        self.window.show()

    def open(self, folder: Path) -> None:
        """Open a library in the window; what does not work is said there in a sentence."""
        self._take(folder, partial(open_library, folder, self.changes.happened.emit))

    def make(self, folder: Path) -> None:
        """Make a new library and open it."""
        from recovery_app.services.library import create

        self._take(folder, partial(create, folder, self.changes.happened.emit))

    def show_sample(self) -> None:
        """Open the sample person's library, making it first."""
        folder = default_library().with_name("sample")
        if is_library(folder):
            self.open(folder)
            return
        from recovery_app.services import sample

        self.window.show_waiting(self.tr("Drawing the sample person…"))
        self.tasks.run(
            partial(sample.make, folder, until=today()),
            lambda _: self.open(folder),
            owner=self.window,
            failed=self.window.show_welcome,
        )

    def close(self) -> None:
        """Finish what is being saved and let go of the library."""
        self.tasks.stop()
        if self._library is not None:
            self._library.close()
            self._library = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _take(self, folder: Path, opened: "partial[Library]") -> None:
        """Let go of the library that is open and show the other one, locked for this window."""
        try:
            if self._library is not None and folder == self._library.folder:
                return
            made_here = not is_library(folder)
            lock = None if made_here else _locked(folder)
            library = opened()
            lock = lock or _locked(folder)
        except RecoveryError as error:
            self.window.show_welcome(str(error))
            return
        self.window.leave_library()
        self.close()
        self._library, self._lock = library, lock
        if self._remember:
            QSettings().setValue(LAST_LIBRARY, str(folder.absolute()))
        self._look.choose(library.settings.theme)
        self.window.show_library(library)
        # After the first paint: SQLAlchemy and the rest load on a thread while she looks.
        QTimer.singleShot(0, partial(_load_later, library, self.tasks, self.window))


def run(folder: Path | None, *, quit_after_paint: bool = False) -> int:
    """Show the window until it is closed; return the exit status."""
    QApplication.setApplicationName("recovery-app")
    QApplication.setOrganizationName("recovery-app")
    QApplication.setApplicationDisplayName("Recovery")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("recovery-app")
    app = QApplication(sys.argv[:1])
    from recovery_app.ui.crash import install

    install()
    program = Program(app, apply(app, Theme.SYSTEM))
    if quit_after_paint:
        program.window.installEventFilter(_QuitAfterPaint(program.window))
    program.begin(folder)
    return app.exec()


def _load_later(library: Library, tasks: Tasks, window: MainWindow) -> None:
    """Load the rest of the program on the data lane, then empty the trash of what is too old."""

    def load() -> None:
        library.load()
        library.trash.empty()

    tasks.run(load, owner=window)


def _locked(folder: Path) -> QLockFile:
    """Take the library for this window.

    Raises:
        LibraryInUse: if another window has it; the sentence says which.
    """
    lock = QLockFile(str(window_lock(folder)))
    lock.setStaleLockTime(0)
    if lock.tryLock(0):
        return lock
    if lock.error() == QLockFile.LockError.LockFailedError:
        process, host, _program = lock.getLockInfo()
        raise LibraryInUse(f"This library is open in another window (process {process} on {host}).")
    return lock


class _QuitAfterPaint(QObject):
    """Ends the program once the window has painted its data; for measuring the start."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, QApplication.quit)
        return False
