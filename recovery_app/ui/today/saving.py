"""From a click to the disk: each change of an entry is a draft until it is saved, and can be undone."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from recovery_app.domain import moments
from recovery_app.domain.entries import Entry, EntryChange
from recovery_app.services.library import Library
from recovery_app.ui.history import History
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.today.drafts import Draft, Drafts

if TYPE_CHECKING:
    from recovery_app.services.journal import Recorded


class EntrySaver(QObject):
    """Saves what is noted, one change after the other, and remembers how to take each back."""

    ended = Signal()
    """A change came to its end, well or not."""
    all_saved = Signal()
    """Nothing waits any more."""
    refused = Signal(str)
    """A sentence; what was to be saved waits, and `try_again` tries again."""
    impossible = Signal(str)
    """A sentence; what was to be saved cannot be, and does not wait."""

    def __init__(self, library: Library, tasks: Tasks, history: History, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._history = library, tasks, history
        self._drafts, self._failed = Drafts(), False
        self._under_way = 0

    @property
    def busy(self) -> bool:
        """Whether a change is on its way to disk."""
        return self._under_way > 0

    @property
    def unsaved(self) -> bool:
        """Whether something could not be saved."""
        return self._failed and bool(self._drafts.waiting)

    def over(self, entries: tuple[Entry, ...]) -> list[Entry]:
        """Return entries as they will stand once everything is saved."""
        return self._drafts.over(entries)

    def keep(self, draft: Draft) -> None:
        """Hold a change that is to be saved; `send` then saves it."""
        self._drafts.add(draft)

    def send(self, draft: Draft) -> None:
        """Save a change."""
        library = self._library
        self._under_way += 1
        self._tasks.run(
            # The journal is asked for on the lane: that is where it waits to be loaded.
            lambda: library.journal.record(draft.entry_id, draft.at, draft.change),
            partial(self._saved, draft),
            owner=self,
            failed=partial(self._not_saved, draft),
        )

    def try_again(self) -> None:
        """Save what waits."""
        for draft in self._drafts.waiting:
            self.send(draft)

    def remove(self, entry_id: str) -> None:
        """Put an entry into the trash; Undo brings it back."""
        library = self._library

        def removed(_entry: Entry) -> None:
            self._history.add(self.tr("Entry deleted"), moments.now(), restore)

        def restore() -> None:
            self._tasks.run(lambda: library.journal.restore(entry_id), owner=self)

        self._tasks.run(
            lambda: library.journal.remove(entry_id),
            removed,
            owner=self,
            failed=self.impossible.emit,
        )

    def _saved(self, draft: Draft, recorded: "Recorded") -> None:
        self._drafts.saved(draft)
        if not self._drafts.waiting:
            self._failed = False
            self.all_saved.emit()
        self._history.add(
            draft.words, moments.now(), partial(self._take_back, draft, recorded.undo)
        )
        self._under_way -= 1
        self.ended.emit()

    def _not_saved(self, draft: Draft, sentence: str) -> None:
        self._under_way -= 1
        if draft.change.at is not None:
            # A time that cannot be is no draft worth keeping: the clock goes back to the true one.
            self._drafts.saved(draft)
            self.ended.emit()
            self.impossible.emit(sentence)
            return
        self._failed = True
        self.ended.emit()
        self.refused.emit(sentence)

    def _take_back(self, draft: Draft, undo: EntryChange | None) -> None:
        library, entry_id = self._library, draft.entry_id

        def take_back() -> None:
            if undo is None:
                library.journal.unmake(entry_id, draft.change)
            else:
                library.journal.record(entry_id, draft.at, undo)

        self._tasks.run(take_back, owner=self, failed=self.impossible.emit)
