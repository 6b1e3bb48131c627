"""What can be undone in this window, latest last."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

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
    """The steps of this window; each page adds what it saved."""

    changed = Signal()
    """A step was added or taken back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: list[Step] = []
        self._expected = self._asked = 0

    @property
    def latest(self) -> Step | None:
        """The step that Undo would take back."""
        return self._steps[-1] if self._steps else None

    def add(self, words: str, at: datetime, undo: Callable[[], None]) -> None:
        """Remember that this was saved and how to take it back."""
        self._steps = [*self._steps[1 - LIMIT :], Step(words, at, undo)]
        self.changed.emit()

    def expect(self) -> None:
        """Know that something is being saved; until `settle`, an Undo waits for its step.

        Otherwise one that comes quickly would take back what was done before that.
        """
        self._expected += 1

    def settle(self) -> None:
        """What was expected has become a step by now, or it has failed."""
        self._expected -= 1
        if not self._expected:
            asked, self._asked = self._asked, 0
            for _ in range(asked):
                self.undo()

    def undo(self) -> None:
        """Take the latest step back; nothing happens where there is none."""
        if self._expected:
            self._asked += 1
        elif self._steps:
            step = self._steps.pop()
            step.undo()
            self.changed.emit()
