"""Work off the GUI thread, in two lanes, with answers on the GUI thread."""

import sys
from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from recovery_app.errors import RecoveryError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor


HELD_S = 0.001
"""Seconds for which a thread may keep the interpreter while another waits for it. Python's own 5 ms
add up: behind three threads that bring photos in, the window would stand still for longer than
a frame of the screen."""


class Lane(Enum):
    """Where work runs: the value is its number of threads."""

    DATA = 1
    """Whatever writes: one after the other, so that two saves never cross."""
    PICTURES = 2
    """Whatever opens a picture or a file."""


class Tasks(QObject):
    """Runs work in lanes. Work takes values and returns values; it touches no widget.

    An answer is dropped when its owner is gone. A `RecoveryError` goes to the caller's `failed`,
    or else to the signal `refused`; any other exception is raised again on the GUI thread, where
    the crash dialog meets it.
    """

    refused = Signal(str)
    """A sentence about work that failed and whose caller did not ask to hear of it."""
    rested = Signal()
    """Nothing is under way any more: everything asked for was done and told."""
    _answered = Signal(object, object, int)
    """Carries an answer from a lane to the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(HELD_S)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._held: dict[Lane, list[Callable[[], None]]] | None = None
        self._under_way = 0
        self._era = 0
        # Queued also where the work was over at once and tells so on this very thread: an answer
        # never comes before `run` has returned.
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether work is under way or an answer is still to be told."""
        return self._under_way > 0

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        *,
        owner: QObject,
        failed: Callable[[str], None] | None = None,
        lane: Lane = Lane.DATA,
    ) -> None:
        """Do the work in a lane, then hand its result to `done` on the GUI thread.

        Args:
            work: runs on another thread.
            done: gets the result.
            owner: the widget or object for which it is done; once it is gone, nobody is told.
            failed: gets the sentence of an expected failure.
            lane: `DATA` for whatever writes, `PICTURES` for the rest.
        """
        self._under_way += 1
        begin = partial(self._begin, lane, work, partial(self._pass_on, owner, done, failed))
        if self._held is None:
            begin()
        else:
            self._held[lane].append(begin)

    @property
    def held(self) -> bool:
        """Whether work waits for `release`."""
        return self._held is not None

    def hold(self) -> None:
        """Begin nothing until `release`: the first paint has the processor to itself."""
        self._held = {lane: [] for lane in Lane}

    def release(self) -> None:
        """Begin what was asked for meanwhile, and from now on everything at once."""
        held, self._held = self._held or {}, None
        for waiting in held.values():
            for begin in waiting:
                begin()

    def stop(self) -> None:
        """Finish what is being saved, drop what only waits to be shown.

        Answers still on their way are dropped too: those who asked are being taken down.
        """
        if self._held is not None:
            self._under_way -= len(self._held[Lane.PICTURES])
            saving, self._held = self._held[Lane.DATA], {lane: [] for lane in Lane}
            for begin in saving:
                begin()
        self._era += 1
        for lane, threads in self._lanes.items():
            threads.shutdown(wait=True, cancel_futures=lane is Lane.PICTURES)
        self._lanes.clear()

    def _begin(
        self, lane: Lane, work: Callable[[], Any], over: "Callable[[int, Future[Any]], None]"
    ) -> None:
        self._lane(lane).submit(work).add_done_callback(partial(over, self._era))

    def _lane(self, lane: Lane) -> "ThreadPoolExecutor":
        if lane not in self._lanes:
            # Only here, because it brings logging along, which the first paint can do without.
            from concurrent.futures import ThreadPoolExecutor

            self._lanes[lane] = ThreadPoolExecutor(lane.value, lane.name.lower())
        return self._lanes[lane]

    def _pass_on(
        self,
        owner: QObject,
        done: Callable[[Any], None] | None,
        failed: Callable[[str], None] | None,
        era: int,
        future: "Future[Any]",
    ) -> None:
        error = None if future.cancelled() else future.exception()
        if future.cancelled():
            call = _nothing
        elif error is None:
            call = partial(done, future.result()) if done else _nothing
        elif isinstance(error, RecoveryError):
            call = partial(failed or self.refused.emit, str(error))
        else:
            call = partial(_raise, error)
        if isValid(self):
            self._answered.emit(owner, call, era)

    @Slot(object, object, int)
    def _deliver(self, owner: QObject, call: Callable[[], None], era: int) -> None:
        self._under_way -= 1
        if era == self._era and isValid(owner):
            call()
        if not self._under_way:
            self.rested.emit()


def _nothing() -> None:
    pass


def _raise(error: BaseException) -> None:
    raise error
