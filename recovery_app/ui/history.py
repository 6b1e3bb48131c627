"""What can be undone in this window, latest last."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from recovery_app.ui.tasks import Tasks

LIMIT = 100


class Step(NamedTuple):
    """Something that was saved and can be taken back.

    Attributes:
        words: what it was, such as “Redness”.
        at: when it was saved, on the local clock.
        undo: takes it back (through `Tasks`, it returns at once).
    """

    words: str
    at: datetime
    undo: Callable[[], None]


class History(QObject):
    """The steps of this window; each page adds what it saved.

    Args:
        tasks: what is being saved there becomes a step only when it is over; an Undo waits for it.
    """

    changed = Signal()
    """A step was added or taken back."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._steps: list[Step] = []

    @property
    def latest(self) -> Step | None:
        """The step that Undo would take back."""
        return self._steps[-1] if self._steps else None

    def add(self, words: str, at: datetime, undo: Callable[[], None]) -> None:
        """Remember that this was saved and how to take it back."""
        self._steps = [*self._steps[1 - LIMIT :], Step(words, at, undo)]
        self.changed.emit()

    def undo(self) -> None:
        """Take the latest step back; nothing happens where there is none."""
        self._when_saved(self._take_back)

    def undo_only(self, step: Step) -> None:
        """Take this step back, as long as it is the latest one."""
        self._when_saved(partial(self._take_back_only, step))

    def _when_saved(self, call: Callable[[], None]) -> None:
        """Call behind what is being saved: else what was done before that would be taken back."""
        if self._tasks.busy:
            self._tasks.run(_nothing, lambda _: call(), owner=self)
        else:
            call()

    def _take_back_only(self, step: Step) -> None:
        if self.latest is step:
            self._take_back()

    def _take_back(self) -> None:
        if self._steps:
            step = self._steps.pop()
            step.undo()
            self.changed.emit()


def _nothing() -> None:
    pass
