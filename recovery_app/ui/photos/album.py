"""Photos with their days and sessions, in the order in which the page shows them; no Qt in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from recovery_app.domain.photos import CLOSE_UP, Condition, Photo, order_of
from recovery_app.domain.sessions import Numbered, Place, place_of_moment

CLOSE_UPS = "close-up"
NO_POSE = "none"
BEFORE_THE_FIRST = 0
"""Stands for a session's number where there was none yet."""

_ZONES = timedelta(days=2)
"""Two clocks on earth never show dates further apart."""


Month = tuple[int, int]
"""Year and month."""


class Span(StrEnum):
    """Days after a session that are looked at together."""

    BEFORE = "before"
    WEEK = "0-7"
    MONTH = "8-30"
    LATER = "later"


def span_of(place: Place | None) -> Span:
    """Return the span that a photo belongs to."""
    if place is None:
        return Span.BEFORE
    if place.day <= 7:
        return Span.WEEK
    return Span.MONTH if place.day <= 30 else Span.LATER


@dataclass(frozen=True, slots=True)
class Placed:
    """A photo and where it stands; `left` are the days that it stays in the trash, if it does."""

    photo: Photo
    place: Place | None
    left: int | None = None

    @property
    def number(self) -> int:
        """The number of its session, or `BEFORE_THE_FIRST`."""
        return BEFORE_THE_FIRST if self.place is None else self.place.session.number


@dataclass(frozen=True, slots=True)
class Section:
    """Photos of one day after one session that stand together.

    Attributes:
        day: their date.
        place: where the day stands.
        first, count: which rows they are.
        left: days that they stay in the trash, where they lie there.
    """

    day: date
    place: Place | None
    first: int
    count: int
    left: int | None = None

    @property
    def number(self) -> int:
        """What it stands under: its session, `BEFORE_THE_FIRST`, or the days left in the trash."""
        if self.left is not None:
            return self.left
        return BEFORE_THE_FIRST if self.place is None else self.place.session.number


@dataclass(frozen=True, slots=True)
class Arranged:
    """Photos in the order of the page, and how they stand together."""

    rows: tuple[Placed, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which photos are to be seen.

    Attributes:
        pose: key of a pose as `pose_key` gives it; empty takes all.
        session: a session's number or `BEFORE_THE_FIRST`; None takes all.
        span: days after the session; None takes all.
        month: the month in which it was taken; None takes all.
        condition: what was on the skin; None takes all.
        dates: from the first to the last date; None takes all.
        poses: poses of which it must have one; None takes all.
    """

    pose: str = ""
    session: int | None = None
    span: Span | None = None
    month: Month | None = None
    condition: Condition | None = None
    dates: tuple[date, date] | None = None
    poses: frozenset[str] | None = None

    def takes(self, placed: Placed) -> bool:
        """Whether the photo is wanted."""
        if self.session is not None and placed.number != self.session:
            return False
        if self.span is not None and span_of(placed.place) != self.span:
            return False
        if self.month is not None and month_of(placed.photo.day) != self.month:
            return False
        if self.condition is not None and placed.photo.condition != self.condition:
            return False
        if self.dates is not None and not self.dates[0] <= placed.photo.day <= self.dates[1]:
            return False
        if self.poses is not None and placed.photo.pose not in self.poses:
            return False
        return not self.pose or pose_key(placed.photo.pose) == self.pose


def pose_key(pose: str) -> str:
    """Return the word that a pose is filtered by: all close-ups share one."""
    return CLOSE_UPS if pose.startswith(CLOSE_UP) else pose or NO_POSE


def month_of(day: date) -> Month:
    """Return the month of a date."""
    return day.year, day.month


class Placer:
    """Finds the places of many moments fast: most days have one answer for the whole day."""

    def __init__(self, sessions: Sequence[Numbered]) -> None:
        self._sessions = sessions
        # Near a session with a clock time the moment decides, elsewhere the day does.
        timed = [one.session.date for one in sessions if one.session.at is not None]
        reach = range(-_ZONES.days, _ZONES.days + 1)
        self._near = {day + timedelta(days=off) for day in timed for off in reach}
        self._days: dict[date, Place | None] = {}

    def place(self, at: datetime) -> Place | None:
        """Return where the moment stands."""
        day = at.date()
        if day in self._near:
            return place_of_moment(at, self._sessions)
        if day not in self._days:
            self._days[day] = place_of_moment(at, self._sessions)
        return self._days[day]


@dataclass(frozen=True, slots=True)
class _Day:
    """The photos of one day: `parts` stand together by session, the later one first."""

    parts: tuple[tuple[Placed, ...], ...]
    poses: frozenset[str]
    numbers: frozenset[int]
    spans: frozenset[Span]
    conditions: frozenset[Condition]


class Album:
    """All photos by day. Built on any thread, then used on one.

    Args:
        photos: in the order in which they were taken.
        sessions: all sessions, which say where each photo stands.
        before: an earlier state; what has not changed since is taken over from it, object by
            object, so that a page sees at once where it must look.

    Attributes:
        drawn: poses that have drawn regions.
    """

    def __init__(
        self,
        photos: Iterable[Photo] = (),
        sessions: Sequence[Numbered] = (),
        before: "Album | None" = None,
    ) -> None:
        self.sessions = sessions
        self.drawn = frozenset[str]() if before is None else before.drawn
        self._placer = Placer(sessions)
        known: dict[str, Placed] = {}
        if before is not None and before.sessions == sessions:
            known = {one.photo.id: one for one in before.in_time()}
        by_day: dict[date, list[Placed]] = {}
        for photo in photos:
            placed = known.get(photo.id)
            if placed is None or placed.photo != photo:
                placed = self._placed(photo)
            by_day.setdefault(photo.day, []).append(placed)
        self._days = {day: _day(of_day) for day, of_day in by_day.items()}

    @property
    def empty(self) -> bool:
        """Whether there is no photo at all."""
        return not self._days

    def put_day(self, day: date, photos: Sequence[Photo]) -> None:
        """Take these as the photos of the day, in the order in which they were taken."""
        if photos:
            self._days[day] = _day([self._placed(photo) for photo in photos])
        else:
            self._days.pop(day, None)

    def in_time(self) -> list[Placed]:
        """Return all photos in the order in which they were taken."""
        return [
            one
            for day in sorted(self._days)
            for part in reversed(self._days[day].parts)
            for one in part
        ]

    def poses(self) -> set[str]:
        """Return the poses that there are."""
        return {pose for day in self._days.values() for pose in day.poses}

    def numbers(self) -> set[int]:
        """Return the numbers of the sessions that have photos."""
        return {number for day in self._days.values() for number in day.numbers}

    def spans(self) -> set[Span]:
        """Return the spans that have photos."""
        return {span for day in self._days.values() for span in day.spans}

    def conditions(self) -> set[Condition]:
        """Return the conditions that photos have."""
        return {one for day in self._days.values() for one in day.conditions}

    def months(self) -> list[Month]:
        """Return the months that have photos, the latest first."""
        return sorted({month_of(day) for day in self._days}, reverse=True)

    def bounds(self) -> tuple[date, date] | None:
        """Return the first and the last day that have photos."""
        return (min(self._days), max(self._days)) if self._days else None

    def arranged(self, wanted: Wanted) -> Arranged:
        """Return the wanted photos, the latest day first, each day as it went."""
        rows: list[Placed] = []
        sections: list[Section] = []
        everything = wanted == Wanted()
        for day in sorted(self._days, reverse=True):
            for part in self._days[day].parts:
                seen = part if everything else tuple(filter(wanted.takes, part))
                if seen:
                    sections.append(Section(day, seen[0].place, len(rows), len(seen)))
                    rows += seen
        return Arranged(tuple(rows), tuple(sections))

    def _placed(self, photo: Photo) -> Placed:
        return Placed(photo, self._placer.place(photo.taken_at))


def in_trash(photos: Iterable[tuple[Photo, int]], sessions: Sequence[Numbered]) -> Arranged:
    """Arrange deleted photos under the days that they have left, the longest first.

    Args:
        photos: each with its days left.
        sessions: all sessions, which say where each photo stands.
    """
    placer = Placer(sessions)
    rows = sorted(
        (Placed(photo, placer.place(photo.taken_at), left) for photo, left in photos),
        key=lambda one: (-(one.left or 0), -one.photo.day.toordinal(), order_of(one.photo)),
    )
    sections: list[Section] = []
    for (left, day, _), part in groupby(
        rows, key=lambda one: (one.left, one.photo.day, one.number)
    ):
        seen = list(part)
        first = sections[-1].first + sections[-1].count if sections else 0
        sections.append(Section(day, seen[0].place, first, len(seen), left))
    return Arranged(tuple(rows), tuple(sections))


def _day(placed: Sequence[Placed]) -> _Day:
    parts = [tuple(part) for _, part in groupby(placed, key=lambda one: one.number)]
    return _Day(
        tuple(reversed(parts)),
        frozenset(one.photo.pose for one in placed),
        frozenset(one.number for one in placed),
        frozenset(span_of(one.place) for one in placed),
        frozenset(one.photo.condition for one in placed),
    )
