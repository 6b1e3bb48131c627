"""Locking without being asked: when she is away, and never over what would be lost."""

from PySide6.QtCore import QObject, QThread, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QToolTip

from recovery_app.domain.settings import Settings
from recovery_app.ui.locking.idle import Idle
from recovery_app.ui.locking.screen import ScreenLock
from recovery_app.ui.main_window import MainWindow
from recovery_app.ui.tasks import Tasks

LOOK_EVERY = 200
"""Milliseconds between two looks whether all is done that was asked for."""


class Away(QObject):
    """Tells when an encrypted library is to be locked, and when nothing holds it open any more.

    It is covered at once. It is let go of as soon as nothing would be lost: what was asked for is
    done, what was written is saved, no question is open. Mostly that is the same moment.
    """

    cover_wanted = Signal()
    """The window is to show nothing of the library from now on."""
    may_let_go = Signal()
    """Nothing is lost when the library is closed now."""

    def __init__(self, window: MainWindow, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._tasks = window, tasks
        self.idle = Idle(window, self)
        self.screen = ScreenLock(self)
        for asks in (self.idle.long_enough, self.screen.locked):
            asks.connect(self.lock)
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self._look)

    @property
    def covered(self) -> bool:
        """Whether the library waits behind its cover to be let go of."""
        return self._timer.isActive()

    def begin(self, settings: Settings) -> None:
        """Watch as she wants it, from now on."""
        self._timer.stop()
        self.idle.begin(settings.lock_minutes)
        if settings.lock_with_screen:
            self.screen.begin()
        else:
            self.screen.stop()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self.idle.stop()
        self.screen.stop()

    def lock(self) -> None:
        """Have the library covered at once, and let go of as soon as that may be."""
        pages = self._window.pages
        if pages is None or self.covered:
            return
        close_what_is_open()
        self._timer.start()
        self.cover_wanted.emit()
        pages.rest()
        self._look()

    def _look(self) -> None:
        pages = self._window.pages
        # While a dialog or a drag is on its way out, its page is still needed.
        within = QThread.currentThread().loopLevel() > 1
        if pages is None or not (within or self._tasks.busy or pages.unfinished):
            self._timer.stop()
            self.may_let_go.emit()


def close_what_is_open() -> None:
    """Close menus and questions: they may show folders, days or words of hers.

    A message about a fault in the program holds nothing of that, and stays.
    """
    QToolTip.hideText()
    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        pass
    for window in QApplication.topLevelWidgets():
        if (
            window.isVisible()
            and isinstance(window, QDialog)
            and not isinstance(window, QMessageBox)
        ):
            window.reject()
