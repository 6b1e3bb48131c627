"""Notices when another process, such as a command in a terminal, writes to the open library."""

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from recovery_app.domain.changes import EVERYTHING
from recovery_app.errors import RecoveryError
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes

PAUSE_MS = 150
"""One command writes several times; they are announced once."""


class Watch(QObject):
    """Announces that everything may have changed when somebody else has written.

    The system tells when the database's log grows; SQLite tells whether anything was committed.
    What this window saved itself is announced by its services and is not announced again.
    """

    def __init__(self, library: Library, changes: Changes, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._changes = library, changes
        self._known = library.written_version()
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._look)
        self._files = QFileSystemWatcher(self)
        self._files.fileChanged.connect(self._pause.start)
        changes.happened.connect(self._on_own)

    def begin(self) -> None:
        """Begin to watch the files, and look at what was written since the library was opened."""
        self._files.addPaths([str(path) for path in self._library.written_files])
        self._pause.start()

    def stop(self) -> None:
        """Stop watching, before the library is closed."""
        self._changes.happened.disconnect(self._on_own)
        # Closing the database changes its files once more, and nobody is to look then.
        self._files.blockSignals(True)
        self._pause.stop()
        self.deleteLater()

    def _on_own(self) -> None:
        self._known = self._written()

    def _look(self) -> None:
        found = self._written()
        if found != self._known:
            self._changes.happened.emit(EVERYTHING)

    def _written(self) -> int:
        try:
            return self._library.written_version()
        except RecoveryError:
            # Whatever is wrong with the library is said where it is next read.
            return self._known
