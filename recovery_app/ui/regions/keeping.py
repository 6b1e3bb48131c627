"""Writing what was drawn: each change at once, with the way back in the history."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from recovery_app.domain import moments
from recovery_app.domain.regions import Region
from recovery_app.services.library import Library
from recovery_app.ui.history import History
from recovery_app.ui.tasks import Tasks


class RegionKeeper(QObject):
    """Keeps and removes regions of one library; each change can be undone."""

    added = Signal(object)
    """New regions are written: the `Region`s as they were kept."""
    written = Signal()
    """A change is on disk."""
    unsaved = Signal(str)
    """A change could not be written: a sentence."""

    def __init__(self, library: Library, tasks: Tasks, history: History, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._history = library, tasks, history

    def add(self, regions: Sequence[Region], failed: Callable[[str], None]) -> None:
        """Write new regions; `failed` hears why they could not be."""
        drawing = self._library.regions

        def kept(done: list[Region]) -> None:
            if done:
                ids = [one.id for one in done]
                self._remember(self.tr("New region"), partial(drawing.remove, ids))
                self.added.emit(done)

        self._tasks.run(partial(drawing.keep, regions), kept, owner=self, failed=failed)

    def put(self, before: Region, after: Region, said: str) -> None:
        """Write a changed region; `said` names the change in the history."""
        drawing = self._library.regions
        self._save(partial(drawing.keep, [after]), said, partial(drawing.keep, [before]))

    def remove(self, region: Region) -> None:
        """Put a region away."""
        drawing, ids = self._library.regions, [region.id]
        said = self.tr("Removed “{name}”").format(name=region.name)
        self._save(partial(drawing.remove, ids), said, partial(drawing.restore, ids))

    def _save(self, work: Callable[[], object], said: str, back: Callable[[], object]) -> None:
        self._tasks.run(
            work,
            lambda _done: self._remember(said, back),
            owner=self,
            failed=self.unsaved.emit,
        )

    def _remember(self, said: str, back: Callable[[], object]) -> None:
        def undo() -> None:
            # The history outlives this page, so that a failure is still told.
            self._tasks.run(back, owner=self._history)

        self._history.add(said, moments.now(), undo)
        self.written.emit()
