"""What may take its time, in the background: photos are aligned first and measured then."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer

from recovery_app.domain.changes import Change, Topic
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.tasks import Lane, Tasks

QUIET_MS = 1000
"""Photos that come in one after the other have the processor to themselves; it begins after them."""


class Stage(NamedTuple):
    """One kind of work.

    Attributes:
        waiting: reads what waits, as arguments of the two others.
        find: works on one, on the pictures lane; writes nothing.
        keep: writes what was found.
    """

    waiting: Callable[[], Sequence[tuple[Any, ...]]]
    find: Callable[..., Any]
    keep: Callable[..., None]


class BackgroundWork(QObject):
    """Works through what waits, one picture at a time, now and after each change that matters.

    What is interrupted is still waiting at the next start. What cannot be done is remembered with
    the reason and not tried again. A photo whose file is not there is passed over and tried at the
    next start, because a check may bring the file back.
    """

    def __init__(
        self, library: Library, tasks: Tasks, changes: Changes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._stages = _stages(library)
        self._running, self._again, self._recheck = False, False, False
        self._resting = False
        self._quiet = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self.start)
        changes.happened.connect(self._on_change)

    def start(self) -> None:
        """Look for photos that wait."""
        self._resting = False
        if self._running:
            self._again = True
            return
        self._running = True
        self._look(0)

    def rest(self) -> None:
        """Begin nothing more after the photo that is worked on right now, until `start`."""
        self._resting = True
        self._quiet.stop()

    def _on_change(self, change: Change) -> None:
        if self._resting:
            return
        if change.touches(Topic.PHOTO, Topic.REGION):
            self._quiet.start()
        elif change.touches(Topic.ALIGNMENT):
            # Its own work tells of every photo; what else may hide among that is asked for at the
            # end. Without a day it is another reference, after which all else is in vain.
            if self._running and change.days:
                self._recheck = True
            else:
                self._quiet.start()

    def _look(self, at: int) -> None:
        """Ask what waits for a stage; where nothing does, for the next."""
        if at == len(self._stages) or self._interrupted:
            self._stop()
            return
        self._tasks.run(
            self._stages[at].waiting, partial(self._work, at), owner=self, failed=self._stop
        )

    def _work(self, at: int, waiting: Sequence[tuple[Any, ...]]) -> None:
        # What is left is asked for anew once it is quiet; by then some of it may be gone.
        if self._interrupted:
            self._stop()
            return
        if not waiting:
            self._look(at + 1)
            return
        self._tasks.run(
            partial(self._stages[at].find, *waiting[0]),
            partial(self._on_found, at, waiting),
            owner=self,
            failed=lambda _sentence: self._work(at, waiting[1:]),
            lane=Lane.PICTURES,
        )

    def _on_found(self, at: int, waiting: Sequence[tuple[Any, ...]], found: Any) -> None:
        self._tasks.run(
            partial(self._stages[at].keep, *waiting[0], found),
            lambda _done: self._work(at, waiting[1:]),
            owner=self,
            failed=self._stop,
        )

    @property
    def _interrupted(self) -> bool:
        return self._resting or self._again or self._quiet.isActive()

    def _stop(self, sentence: str = "") -> None:
        self._running = False
        again = self._again or (self._recheck and not sentence)
        self._again = self._recheck = False
        if again and not (self._resting or self._quiet.isActive()):
            self.start()


def _stages(library: Library) -> tuple[Stage, ...]:
    """Return the kinds of work in their order; the services load when they are first asked."""
    return (
        Stage(
            lambda: library.alignment.waiting(),
            lambda *pair: library.alignment.find(*pair),
            lambda *found: library.alignment.keep(*found),
        ),
        Stage(
            lambda: [(due,) for due in library.redness.waiting()],
            lambda due: library.redness.find(due),
            lambda due, found: library.redness.keep(due, found),
        ),
    )
