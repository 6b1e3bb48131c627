"""Entries: what was seen and felt at one moment. Several a day are allowed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """What was seen and felt at one moment.

    Attributes:
        id: UUID.
        at: local clock time with its own offset.
        ratings: symptom slug to rating; a symptom that is absent was not rated.
        ticks: slugs of the ticked ones.
        note: her own words.
    """

    id: str
    at: datetime
    ratings: Mapping[str, int] = field(default_factory=dict[str, int])
    ticks: frozenset[str] = frozenset()
    note: str = ""

    @property
    def day(self) -> date:
        """The local date it belongs to."""
        return self.at.date()

    @property
    def empty(self) -> bool:
        """Whether nothing at all is noted."""
        return not (self.ratings or self.ticks or self.note)


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What to change in an entry; whatever is not named stays as it is.

    Only what is named is written, so that two processes changing different symptoms of one entry
    do not overwrite each other.

    Attributes:
        ratings: slug to the new rating, None to un-rate.
        ticks: slug to ticked or not.
        note: the new note, or None to leave it.
        at: the new moment, or None to leave it.
    """

    ratings: Mapping[str, int | None] = field(default_factory=dict[str, int | None])
    ticks: Mapping[str, bool] = field(default_factory=dict[str, bool])
    note: str | None = None
    at: datetime | None = None


def inverse(entry: Entry, change: EntryChange) -> EntryChange:
    """Return the change that takes `change` back from an entry that stood at `entry` before it."""
    return EntryChange(
        ratings={slug: entry.ratings.get(slug) for slug in change.ratings},
        ticks={slug: slug in entry.ticks for slug in change.ticks},
        note=None if change.note is None else entry.note,
        at=None if change.at is None else entry.at,
    )


def applied(entry: Entry, change: EntryChange) -> Entry:
    """Return the entry as it stands after the change."""
    ratings = {**entry.ratings, **change.ratings}
    ticked = {slug for slug, on in change.ticks.items() if on}
    unticked = {slug for slug, on in change.ticks.items() if not on}
    return Entry(
        id=entry.id,
        at=entry.at if change.at is None else change.at,
        ratings={slug: value for slug, value in ratings.items() if value is not None},
        ticks=(entry.ticks | ticked) - unticked,
        note=entry.note if change.note is None else change.note,
    )
