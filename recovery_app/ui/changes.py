"""One signal: something was saved. Whoever shows it listens and reads again."""

from PySide6.QtCore import QObject, Signal


class Changes(QObject):
    """Lives on the GUI thread as long as the window; any thread may emit."""

    happened = Signal(object)
    """A `recovery_app.domain.changes.Change`."""
