"""What was clicked but is not on disk yet: shown at once, kept until it is saved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from recovery_app.domain.entries import Entry, EntryChange, applied


@dataclass(frozen=True, eq=False)
class Draft:
    """One change on its way to disk.

    Attributes:
        entry_id, at: the entry it changes, or makes.
        change: what it changes.
        words: what to call it, such as “Redness”.
    """

    entry_id: str
    at: datetime
    change: EntryChange
    words: str


class Drafts:
    """The changes that are not on disk, in the order in which they were made."""

    def __init__(self) -> None:
        self._waiting: list[Draft] = []

    @property
    def waiting(self) -> tuple[Draft, ...]:
        """The changes that are not on disk, oldest first."""
        return tuple(self._waiting)

    def add(self, draft: Draft) -> None:
        """Remember a change until it is saved."""
        self._waiting.append(draft)

    def saved(self, draft: Draft) -> None:
        """Forget a change that is on disk."""
        self._waiting.remove(draft)

    def over(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return the entries as they will stand once everything is saved."""
        result = {entry.id: entry for entry in entries}
        for draft in self._waiting:
            before = result.get(draft.entry_id) or Entry(draft.entry_id, draft.at)
            result[draft.entry_id] = applied(before, draft.change)
        return sorted(result.values(), key=lambda entry: (entry.at, entry.id))
