"""One import: what was chosen is read again on the picture lane and kept on the data lane."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from recovery_app.domain import moments
from recovery_app.domain.photos import Photo
from recovery_app.services.importing import Candidate, Summary, read_again
from recovery_app.services.library import Library
from recovery_app.services.photos import Duplicate
from recovery_app.services.preparing import Prepared, Refused
from recovery_app.ui.history import History, Step
from recovery_app.ui.tasks import Lane, Tasks

AT_ONCE = 2
"""Files whose bytes are in memory at a time: one is read while another is written."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A picture to be added, with what the person said of it."""

    candidate: Candidate
    photo: Photo


@dataclass(frozen=True, slots=True)
class Order:
    """What the person decided about the files that were looked at.

    Attributes:
        choices: to be added, in this order.
        duplicates, refused: files that need no work but shall be accounted for.
        left_out: good pictures that she did not want.
    """

    choices: Sequence[Choice] = ()
    duplicates: Sequence[Duplicate] = ()
    refused: Sequence[Refused] = ()
    left_out: Sequence[Path] = ()


@dataclass(slots=True)
class _Tally:
    """What became of the files so far."""

    added: list[Photo] = field(default_factory=list[Photo])
    duplicates: list[Duplicate] = field(default_factory=list[Duplicate])
    refused: list[Refused] = field(default_factory=list[Refused])
    left_out: list[Path] = field(default_factory=list[Path])
    untried: list[Path] = field(default_factory=list[Path])


class ImportRun(QObject):
    """Adds what was chosen, and can take it all back.

    More may be ordered while it runs. When it has finished, its History step is `step`.

    Args:
        library: where the photos go.
        tasks: does the work.
        history: gets one step for the whole import.
    """

    progress = Signal(int, int)
    """So many photos are done, of so many ordered so far; files with the same bytes are one."""
    finished = Signal(object)
    """Everything is done or was cancelled: a `Summary` that names every file."""

    def __init__(
        self, library: Library, tasks: Tasks, history: History, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._history = library, tasks, history
        self._waiting: deque[Choice] = deque()
        self._read: dict[int, tuple[Choice, Prepared | Refused]] = {}
        self._tally = _Tally()
        self._begun = self._next = self._busy = 0
        self._ordered, self._done = set[str](), set[str]()
        self._cancelled = False
        self.over = False
        self.step: Step | None = None

    def add(self, order: Order) -> None:
        """Add what was chosen, after what was ordered before."""
        self._tally.duplicates += order.duplicates
        self._tally.refused += order.refused
        self._tally.left_out += order.left_out
        self._waiting += order.choices
        self._ordered |= {one.photo.sha256 for one in order.choices}
        self._go_on()

    def cancel(self) -> None:
        """Stop after the file that is being kept right now; what is in is whole."""
        if not self._cancelled:
            self._cancelled = True
            self._go_on()

    def undo(self) -> None:
        """Put what came in into the trash, as long as it is the latest thing that was done."""
        if self.step is not None:
            self._history.undo_only(self.step)

    def _go_on(self) -> None:
        if self._cancelled:
            self._tally.untried += [one.candidate.path for one in self._waiting]
            self._waiting.clear()
        self.progress.emit(len(self._done), len(self._ordered))
        while self._waiting and self._busy < AT_ONCE:
            choice, number = self._waiting.popleft(), self._begun
            self._begun += 1
            self._busy += 1
            self._tasks.run(
                partial(read_again, choice.candidate, choice.photo),
                partial(self._on_read, number, choice),
                owner=self,
                lane=Lane.PICTURES,
            )
        # Whoever hears of the progress may cancel, which comes back to here: once is enough.
        if not (self._waiting or self._busy or self.over):
            self.over = True
            self._finish()

    def _on_read(self, number: int, choice: Choice, ready: Prepared | Refused) -> None:
        """Keep files in the order in which they were given, whichever was read first."""
        self._read[number] = choice, ready
        while self._next in self._read:
            self._next += 1
            self._keep(*self._read.pop(self._next - 1))

    def _keep(self, choice: Choice, ready: Prepared | Refused) -> None:
        if self._cancelled:
            self._settle(choice, None)
        elif isinstance(ready, Refused):
            self._settle(choice, ready)
        else:
            self._tasks.run(
                partial(self._library.photos.keep, ready),
                partial(self._settle, choice),
                owner=self,
                failed=lambda sentence: self._settle(choice, Refused(ready.path, sentence)),
            )

    def _settle(self, choice: Choice, outcome: Photo | Duplicate | Refused | None) -> None:
        self._busy -= 1
        match outcome:
            case Photo():
                self._tally.added.append(outcome)
            case Duplicate():
                self._tally.duplicates.append(outcome)
            case Refused():
                self._tally.refused.append(outcome)
            case None:
                self._tally.untried.append(choice.candidate.path)
        if outcome is not None:
            self._done.add(choice.photo.sha256)
        self._go_on()

    def _finish(self) -> None:
        tally = self._tally
        if tally.added:
            self._remember(tally.added)
        self.finished.emit(
            Summary(
                tuple(tally.added),
                tuple(tally.duplicates),
                tuple(tally.refused),
                tuple(tally.left_out),
                tuple(tally.untried),
            )
        )

    def _remember(self, added: Sequence[Photo]) -> None:
        tasks, history, photos = self._tasks, self._history, self._library.photos
        ids = [photo.id for photo in added]
        count = len(ids)

        def undo() -> None:
            # The history outlives this import, so that a failure is still told.
            tasks.run(partial(photos.remove, ids), owner=history)

        said = self.tr("1 photo added") if count == 1 else self.tr("{count} photos added")
        history.add(said.format(count=count), moments.now(), undo)
        self.step = history.latest
