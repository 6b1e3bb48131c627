"""One symptom over the calendar: every rating at its moment, whichever session it belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise

from recovery_app.domain.entries import Entry


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
        """Days on the calendar, the day's ordinal and how far it had gone on her own clock."""
        clock = timedelta(hours=self.at.hour, minutes=self.at.minute)
        return self.at.date().toordinal() + clock / timedelta(days=1)


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


def ratings(slug: str, entries: Iterable[Entry]) -> tuple[Rating, ...]:
    """Return the ratings of a symptom in the order of their moments."""
    found = [
        Rating(entry.at, entry.ratings[slug], entry.id, entry.note)
        for entry in entries
        if slug in entry.ratings
    ]
    return tuple(sorted(found, key=lambda one: (one.place, one.at, one.entry_id)))


def neighbours(days: Sequence[date]) -> list[tuple[int, int]]:
    """Return which of these have no missing day between them: gaps stay gaps."""
    return [
        (at, at + 1) for at, (left, right) in enumerate(pairwise(days)) if (right - left).days <= 1
    ]


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
