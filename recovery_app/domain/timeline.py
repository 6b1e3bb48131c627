"""One symptom over the calendar: every rating at its moment, whichever session it belongs to."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise

from recovery_app.domain.entries import Entry
from recovery_app.domain.sessions import Session


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating.

    Attributes:
        at: local clock time with its own offset.
        value: the rating.
        entry_id: where it was written down.
        note: her words then.
    """

    at: datetime
    value: int
    entry_id: str
    note: str = ""

    @property
    def place(self) -> float:
        """Where it lies on the calendar: see `place_of`."""
        return place_of(self.at)


@dataclass(frozen=True, slots=True)
class Week:
    """The ratings of one week, for where single ones would lie on each other.

    Attributes:
        first: its Monday.
        place: the middle of its ratings, in days as `Rating.place`.
        low, high: least and greatest rating.
        mean: their mean.
        n: how many there are.
    """

    first: date
    place: float
    low: int
    high: int
    mean: float
    n: int


def place_of(at: datetime) -> float:
    """Return days on the calendar: the day's ordinal and how far it had gone on her own clock."""
    clock = timedelta(hours=at.hour, minutes=at.minute)
    return at.date().toordinal() + clock / timedelta(days=1)


def session_place(session: Session) -> float:
    """Return where a session lies on the calendar; without a time it begins with its day."""
    return session.date.toordinal() if session.at is None else place_of(session.at)


def ratings(slug: str, entries: Iterable[Entry]) -> tuple[Rating, ...]:
    """Return the ratings of a symptom in the order of their moments."""
    found = [
        Rating(entry.at, entry.ratings[slug], entry.id, entry.note)
        for entry in entries
        if slug in entry.ratings
    ]
    return tuple(sorted(found, key=lambda one: (one.place, one.at, one.entry_id)))


def neighbours(places: Sequence[float], breaks: Sequence[float] = ()) -> list[tuple[int, int]]:
    """Return which neighbours may be joined by a line.

    Gaps stay gaps: not where a day is missing between them. Nor across a session, since what was
    seen before it does not turn into what was seen after it by itself.

    Args:
        places: days on the calendar, as of `place_of`, in order.
        breaks: where sessions lie, in order; what lies at the same minute belongs to the session.
    """
    found: list[tuple[int, int]] = []
    for at, (left, right) in enumerate(pairwise(places)):
        follows = int(right) - int(left) <= 1
        if follows and bisect_right(breaks, left) == bisect_right(breaks, right):
            found.append((at, at + 1))
    return found


def weeks(of: Iterable[Rating]) -> tuple[Week, ...]:
    """Return the weeks in which something was rated."""
    ordered = sorted(of, key=lambda one: one.at.date())
    found: list[Week] = []
    for first, group in groupby(ordered, lambda one: _monday(one.at.date())):
        of_week = list(group)
        values = [one.value for one in of_week]
        middle = sum(one.place for one in of_week) / len(of_week)
        found.append(
            Week(first, middle, min(values), max(values), sum(values) / len(values), len(values))
        )
    return tuple(found)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
