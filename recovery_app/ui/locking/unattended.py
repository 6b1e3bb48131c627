"""Locking while no library is open: a recovery key, or a way on, that waits in the window unseen."""

from PySide6.QtCore import QObject, QThread, QTimer, Signal
from PySide6.QtWidgets import QWidget

from recovery_app.domain.settings import Settings
from recovery_app.ui.locking.away import LOOK_EVERY, close_what_is_open
from recovery_app.ui.locking.idle import Idle
from recovery_app.ui.locking.screen import ScreenLock


class Unattended(QObject):
    """Takes a page out of sight when she has gone, and tells when it may be thrown away.

    Nothing on such a page is in force before she has answered it, so that nothing is lost.

    Args:
        page: in its window; owns this.
        choices: after how many minutes, and whether with the screen.
    """

    may_let_go = Signal()
    """Nothing needs the page any more."""

    def __init__(self, page: QWidget, choices: Settings) -> None:
        super().__init__(page)
        self._page = page
        self.idle = Idle(page.window(), self)
        self.screen = ScreenLock(self)
        for asks in (self.idle.long_enough, self.screen.locked):
            asks.connect(self.lock)
        self.idle.begin(choices.lock_minutes)
        if choices.lock_with_screen:
            self.screen.begin()

    def lock(self) -> None:
        """Show nothing of the page from now on."""
        self.idle.stop()
        self.screen.stop()
        close_what_is_open()
        self._page.hide()
        self._look()

    def _look(self) -> None:
        # While a dialog is on its way out, its page is still needed.
        if QThread.currentThread().loopLevel() > 1:
            QTimer.singleShot(LOOK_EVERY, self, self._look)
        else:
            self.may_let_go.emit()
