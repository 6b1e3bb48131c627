"""Noting how the skin looks and feels: entries, made and changed a click at a time."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from recovery_app.domain import symptoms as symptom_words
from recovery_app.domain.changes import Topic, saved
from recovery_app.domain.entries import Entry, EntryChange, applied, inverse
from recovery_app.domain.moments import checked_moment
from recovery_app.domain.symptoms import Sort, Symptom, checked_rating
from recovery_app.errors import NotFound, WrongInput
from recovery_app.services.library import Announce
from recovery_app.services.texts import checked_text
from recovery_app.storage import noting
from recovery_app.storage.connections import PlainDatabase


@dataclass(frozen=True, slots=True)
class Recorded:
    """What an entry has become.

    Attributes:
        entry: as it stands on disk now.
        undo: the change that takes it back; None where the entry was made by it.
    """

    entry: Entry
    undo: EntryChange | None


class Journal:
    """Entries of one library. Works without SQLAlchemy: a click waits for nothing but the disk."""

    def __init__(self, database: PlainDatabase, announce: Announce) -> None:
        self._database = database
        self._announce = announce

    def record(self, entry_id: str, at: datetime, change: EntryChange) -> Recorded:
        """Change the entry of that id, or make it at that moment; on disk when this returns.

        One that lies in the trash comes back with all that it held: what is noted is not lost.

        Raises:
            WrongInput: for an unknown symptom, a rating off its scale or a moment in the future.
            LibraryUnavailable: if it could not be written; nothing was changed.
        """
        with self._database.writing() as db:
            # A past day shows what was rated with a symptom that was removed since.
            known = noting.symptoms(db, {*change.ratings, *change.ticks})
            change = _checked(known, change)
            found = noting.find(db, entry_id, away_too=True)
            recorded = _recorded(found or Entry(entry_id, checked_moment(at)), change, found)
            noting.save(db, found, recorded.entry)
        days = {one.day for one in (found, recorded.entry) if one}
        self._announce(saved(Topic.ENTRY, *days))
        return recorded

    def log(self, at: datetime, change: EntryChange) -> Recorded:
        """Change the entry of that very minute, or make one."""
        at = checked_moment(at)
        with self._database.writing() as db:
            change = _checked(noting.symptoms(db), change)
            found = noting.at_minute(db, at)
            recorded = _recorded(found or Entry(str(uuid4()), at), change, found)
            noting.save(db, found, recorded.entry)
        self._announce(saved(Topic.ENTRY, recorded.entry.day, at.date()))
        return recorded

    def remove(self, entry_id: str) -> Entry:
        """Put an entry into the trash and return it as it was."""
        with self._database.writing() as db:
            found = noting.find(db, entry_id)
            if found is None:
                raise NotFound("This entry is not there any more.")
            noting.remove(db, entry_id)
        self._announce(saved(Topic.ENTRY, found.day))
        return found

    def unmake(self, entry_id: str, made_by: EntryChange) -> None:
        """Take back the change that made an entry; the entry goes with it into the trash.

        It stays, without what the change had set, where something else was noted in it meanwhile,
        as another program may have done.
        """
        with self._database.writing() as db:
            found = noting.find(db, entry_id)
            if found is None:
                raise NotFound("This entry is not there any more.")
            left = applied(found, inverse(Entry(entry_id, found.at), replace(made_by, at=None)))
            if left.empty:
                noting.remove(db, entry_id)
            else:
                noting.save(db, found, left)
        self._announce(saved(Topic.ENTRY, found.day))

    def restore(self, entry_id: str) -> None:
        """Take an entry out of the trash."""
        with self._database.writing() as db:
            noting.remove(db, entry_id, away=False)
            found = noting.find(db, entry_id)
        self._announce(saved(Topic.ENTRY, *([found.day] if found else [])))

    def of_days(self, first: date, last: date) -> list[Entry]:
        """Return the entries from the first to the last day."""
        with self._database.reading() as db:
            return noting.of_days(db, first, last)


def _recorded(entry: Entry, change: EntryChange, found: Entry | None) -> Recorded:
    return Recorded(applied(entry, change), None if found is None else inverse(found, change))


def _checked(known: list[Symptom], change: EntryChange) -> EntryChange:
    for slug, value in change.ratings.items():
        symptom = symptom_words.find(known, slug)
        if value is not None:
            checked_rating(symptom, value)
    for slug in change.ticks:
        if symptom_words.find(known, slug).sort is not Sort.TICK:
            raise WrongInput(f"“{slug}” is rated, not ticked; write {slug}=NUMBER.")
    checked_text(change.note or "")
    return change if change.at is None else replace(change, at=checked_moment(change.at))
