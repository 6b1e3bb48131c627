"""Counting down to a shot, so that she can take her place first."""

from PySide6.QtCore import QObject, QTimer, Signal

STEP = 1000
"""Milliseconds from one number to the next."""


class Countdown(QObject):
    """Counts down to nothing. `step` is how long a number is seen, in milliseconds."""

    ticked = Signal(int)
    """So many seconds are left; 0 when it is over or was cancelled."""
    over = Signal()
    """Now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.step = STEP
        self._left = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_step)

    @property
    def left(self) -> int:
        """Seconds that are left; 0 while it rests."""
        return self._left

    def begin(self, seconds: int) -> None:
        """Begin to count; with 0 seconds it is over at once."""
        self._left = seconds
        self.ticked.emit(seconds)
        if seconds:
            self._timer.start(self.step)
        else:
            self.over.emit()

    def cancel(self) -> None:
        """Stop counting; nothing follows."""
        self._timer.stop()
        if self._left:
            self._left = 0
            self.ticked.emit(0)

    def _on_step(self) -> None:
        self._left -= 1
        self.ticked.emit(self._left)
        if not self._left:
            self._timer.stop()
            self.over.emit()
