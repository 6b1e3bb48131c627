"""Locking by itself after a while in which nobody touched the window."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

LOOK_EVERY = 5_000
"""Milliseconds between two looks at the clock."""

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
}


class Idle(QObject):
    """Tells when keyboard and pointer have been still over a window for long enough.

    By the clock on the wall, not by a timer: a laptop that slept through the minutes is locked
    when it wakes.
    """

    long_enough = Signal()
    """Nobody touched the window for the minutes that were asked for."""

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._minutes = window, 0
        self._touched = time.time()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self, minutes: int) -> None:
        """Watch from now on; 0 minutes mean never."""
        self.stop()
        self._minutes, self._touched = minutes, time.time()
        handle = self._handle()
        if minutes and handle is not None:
            # What the system sends to the window passes here, and nothing else: an event filter
            # on all of the application would see each paint and cost a tenth of the time.
            handle.installEventFilter(self)
            self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        handle = self._handle()
        if handle is not None:
            handle.removeEventFilter(self)

    def _handle(self) -> QWindow | None:
        return self._window.windowHandle()  # None before the window was shown

    def look(self) -> None:
        """Tell, if it has been long enough."""
        now = time.time()
        self._touched = min(self._touched, now)  # the clock was set back
        if now - self._touched >= self._minutes * 60:
            self._touched = now
            self.long_enough.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there."""
        if event.type() in _TOUCHES:
            self._touched = time.time()
        return super().eventFilter(watched, event)
