"""Automatic backups in the background of an open library: begun when it is quiet, never in the way."""

from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from recovery_app.domain.changes import Change, Topic
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from recovery_app.domain.safekeeping import BackupReport, BackupState

BEGIN_MS = 3_000
"""Who has just opened the library looks at it first."""
QUIET_MS = 60_000
"""Nobody has changed anything for so long: what was written belongs together."""
HOUR_MS = 3_600_000
STEPS = 100
"""The bar moves in so many steps, however many photos there are."""

_DIARY = frozenset(Topic) - {Topic.SETTINGS, Topic.BACKUP}


class AutomaticBackups(QObject):
    """Makes the backup of the day once it is due, and knows how well the diary is backed up.

    The copying runs beside all saving and changes nothing of the library; only how it went is
    written down, on the data lane.
    """

    moved = Signal(int, int)
    """So many of so many originals are looked after."""
    went_on = Signal()
    """A backup began or ended, or more is known about how things stand."""

    def __init__(
        self, library: Library, tasks: Tasks, changes: Changes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._stop = Event()
        self._over = self._again = False
        self.running = False
        self.state: BackupState | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._ask)
        self._hourly = QTimer(self, interval=HOUR_MS)
        self._hourly.timeout.connect(self._ask)
        changes.happened.connect(self._on_change)

    def start(self) -> None:
        """Make what is due soon, and look again every hour."""
        self._over = False
        self._soon.start(BEGIN_MS)
        self._hourly.start()

    def make_now(self) -> None:
        """Make a backup at once, whether one is due or not."""
        self._begin(asked_for=True)

    def cancel(self) -> None:
        """Stop the backup that is being made; the ones from before are as they were."""
        self._stop.set()

    def finish(self) -> None:
        """Stop, until `start`: the library is about to be closed."""
        self._over = True
        self._stop.set()
        self._soon.stop()
        self._hourly.stop()

    def _on_change(self, change: Change) -> None:
        # What had trouble is tried again by the hour and not after every click.
        troubled = self.state is not None and self.state.trouble
        if self._hourly.isActive() and change.topics & _DIARY and not troubled:
            self._soon.start(QUIET_MS)

    def _ask(self) -> None:
        self._begin(asked_for=False)

    def _begin(self, *, asked_for: bool) -> None:
        if self.running or self._over:
            self._again = self.running
            return
        self.running = True
        self._stop.clear()
        library, stop = self._library, self._stop

        def work() -> "BackupReport | None":
            at = _now()
            if not (asked_for or library.backing_up.is_due(at)):
                return None
            return library.backing_up.make(at, self._tell, stop.is_set)

        self._tasks.run(work, self._on_report, owner=self, failed=self._end, lane=Lane.PICTURES)
        self.went_on.emit()

    def _tell(self, done: int, of: int) -> None:
        if done == of or done % max(1, of // STEPS) == 0:
            self.moved.emit(done, of)

    def _on_report(self, report: "BackupReport | None") -> None:
        if report is None or self._stop.is_set():
            self._end()
            return
        library = self._library
        self._tasks.run(
            lambda: library.backing_up.remember(report),
            lambda _done: self._end(),
            owner=self,
            failed=self._end,
        )

    def _end(self, _sentence: str = "") -> None:
        """Say that it is over, and ask how things stand now."""
        self.running = False
        if self._again and not self._over:
            self._again = False
            self._soon.start(QUIET_MS)
        library = self._library
        self._tasks.run(
            lambda: library.backing_up.state(_now()),
            self._on_state,
            owner=self,
            failed=lambda _: None,  # whatever is wrong with the library is said where it is read
            lane=Lane.PICTURES,
        )
        self.went_on.emit()

    def _on_state(self, state: "BackupState") -> None:
        self.state = state
        self.went_on.emit()


def _now() -> datetime:
    """Return this very moment: what was written in the same minute may be in the backup or not."""
    return datetime.now().astimezone()
