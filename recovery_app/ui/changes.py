"""One signal: something was saved. Whoever shows it listens and reads again."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from recovery_app.domain.changes import Change


class Changes(QObject):
    """Lives on the GUI thread as long as the window, longer than any library."""

    happened = Signal(object)
    """A `recovery_app.domain.changes.Change`."""
    _came = Signal(int, object)
    """The same with the library it belongs to, on its way from another thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = 0
        self._came.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def of_next_library(self) -> Callable[[Change], None]:
        """Return what a library about to be opened calls; those before it are not heard any more.

        What is still on its way when a library closes is dropped: nobody could read it again.
        """
        self._library += 1
        return partial(self._came.emit, self._library)

    @Slot(int, object)
    def _pass_on(self, library: int, change: Change) -> None:
        if library == self._library:
            self.happened.emit(change)
