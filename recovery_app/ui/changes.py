"""One signal: something was saved. Whoever shows it listens and reads again."""

from PySide6.QtCore import QObject, Qt, Signal, Slot

from recovery_app.domain.changes import Change


class Changes(QObject):
    """Lives on the GUI thread as long as the window.

    Attributes:
        listening: whether a library is open. What is still on its way when the library closes is
            dropped, since nobody could read it again.
    """

    happened = Signal(object)
    """A `recovery_app.domain.changes.Change`."""
    _came = Signal(object)
    """The same, on its way from another thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listening = True
        self._came.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def announce(self, change: Change) -> None:
        """Tell everybody, from whatever thread."""
        self._came.emit(change)

    @Slot(object)
    def _pass_on(self, change: Change) -> None:
        if self.listening:
            self.happened.emit(change)
