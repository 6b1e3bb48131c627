"""Recovery: how one symptom goes down in the days after a session, and how earlier ones went.

Everything here follows from the entries alone and does not depend on their order. The half-life is
fitted in `statistics`, because this module is needed before the first window is painted.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import floor
from typing import NamedTuple

from recovery_app.domain.entries import Entry
from recovery_app.domain.sessions import Numbered, Session, begun, elapsed_days
from recovery_app.domain.symptoms import Symptom

AREA_DAYS = 7
"""The area is taken over this many days from the session on."""
AREA_NEEDS = 5
"""So many of the whole days 0–7 must be logged before an area is given."""
BAND_NEEDS = 3
"""So many earlier sessions must have a value on a day before the band covers it."""
QUARTILES_FROM = 5
"""From so many earlier sessions on the band shows quartiles instead of the whole range."""
CLOCKS_APART = timedelta(days=2)
"""Two clocks on earth never show dates further apart."""


class Point(NamedTuple):
    """One rating on the time axis of its session.

    Attributes:
        day: whole local days since the session's date, from 0.
        elapsed: days since the session as a fraction.
        at: local clock time with its own offset.
        value: the rating.
        entry_id: where it was written down.
    """

    day: int
    elapsed: float
    at: datetime
    value: int
    entry_id: str


class Interval(NamedTuple):
    """From which to which whole day something happened; both are the same when that is known."""

    low: int
    high: int


class Recovery(NamedTuple):
    """How one symptom went after one session.

    Attributes:
        numbered: the session.
        points: its ratings in order of time.
        clear_day: when it became clear, or None if that was not seen or not confirmed.
        peak: the first point with the highest value, or None without points.
        area_0_7: level × days over days 0–7, or None with too few days logged or to come.
        not_clear_by: last whole day on which it was rated above clear, where it was not seen to
            become clear; None where it was, or where no rating was above.
        week_over: whether days 0–7 have gone by, or the last of them was rated.
    """

    numbered: Numbered
    points: tuple[Point, ...]
    clear_day: Interval | None
    peak: Point | None
    area_0_7: float | None
    not_clear_by: int | None
    week_over: bool

    @property
    def week_days(self) -> int:
        """How many of the whole days 0–7 are rated: what the area rests on."""
        return len({point.day for point in self.points if point.day <= AREA_DAYS})

    @property
    def unseen(self) -> bool:
        """Whether it was rated and not seen to become clear: that may have been on any day after."""
        return bool(self.points) and self.clear_day is None


class StillOpen(NamedTuple):
    """A session that was not clear when last seen above: the number, and the whole day of that."""

    number: int
    day: int


class BandDay(NamedTuple):
    """Where the earlier sessions lay on one day.

    Attributes:
        day: whole days since the session.
        n: how many sessions have a value that day.
        low, high: least and greatest below five earlier sessions, quartiles from five on.
        median: their median.
        elapsed: mean of the days since the session at which they were rated: where it is drawn,
            so that equal sessions lie on their own range whatever the hour they are rated at.
    """

    day: int
    n: int
    low: float
    high: float
    median: float
    elapsed: float


class Expected(NamedTuple):
    """When the symptom was seen to become clear after sessions; said with its n, never a promise.

    Attributes:
        low, high: the earliest and the latest whole day that fits any of them.
        n: how many sessions this rests on.
        numbers: which ones.
        rated: how many were rated at all, those not seen to become clear among them.
        still_open: those that were still not clear on the day named.
    """

    low: int
    high: int
    n: int
    numbers: tuple[int, ...]
    rated: int
    still_open: tuple[StillOpen, ...]


def series(
    slug: str, one: Numbered, sessions: Sequence[Numbered], entries: Iterable[Entry]
) -> tuple[Point, ...]:
    """Return the ratings of a symptom that belong to this session, in order of time."""
    return _points(slug, one.session, _entries_after(sessions, entries)[one.session.id])


def recoveries(
    symptom: Symptom,
    sessions: Sequence[Numbered],
    entries: Iterable[Entry],
    today: date = date.max,
) -> tuple[Recovery, ...]:
    """Return how the symptom went after each session, first to last, in one pass over the diary."""
    return recoveries_of((symptom,), sessions, entries, today)[0]


def recoveries_of(
    symptoms: Iterable[Symptom],
    sessions: Sequence[Numbered],
    entries: Iterable[Entry],
    today: date = date.max,
) -> list[tuple[Recovery, ...]]:
    """Return how each of the symptoms went after each session; the diary is sorted once for all.

    Args:
        symptoms: what was rated.
        sessions: all of them, first to last.
        entries: the diary.
        today: up to when days were lived; without it all weeks are over.
    """
    after = _entries_after(sessions, entries)
    return [
        tuple(
            _recovery(
                symptom, one, _points(symptom.slug, one.session, after[one.session.id]), today
            )
            for one in sessions
        )
        for symptom in symptoms
    ]


def earlier_of_kind(one: Numbered, sessions: Iterable[Numbered]) -> tuple[Numbered, ...]:
    """Return the sessions before this one that are of its kind: the only ones it compares with."""
    return tuple(
        other
        for other in sessions
        if other.number < one.number and other.session.kind == one.session.kind
    )


def clear_day(points: Sequence[Point], clear_at: int) -> Interval | None:
    """Say between which whole days the symptom became clear.

    That is the first point at or below `clear_at`, from the peak on, which the next point confirms:
    crusts that come on day 3 are not “clear on day 0” (docs/decisions). Days without an entry widen
    the interval: it begins with the day after the last point above (day 0 if there is none) and
    ends with the day of the clear point.
    """
    low = 0
    top = peak(points)
    since_peak = points[points.index(top) :] if top and top.value > clear_at else points
    for point, following in pairwise(since_peak):
        if point.value > clear_at:
            low = point.day + 1
        elif following.value <= clear_at:
            # Above in the morning and clear in the evening is one day, and flying east to west
            # across the date line gives a day back: low never passes high.
            return Interval(min(low, point.day), point.day)
    return None


def peak(points: Iterable[Point]) -> Point | None:
    """Return the first of the points with the highest value."""
    return max(points, key=lambda point: point.value, default=None)


def area_0_7(points: Sequence[Point]) -> float | None:
    """Return the area under the straight lines between the points of days 0–7, in level × days.

    Time-weighted by the trapezoidal rule from 0 to 7 days after the session, the ends held flat.
    None with fewer than five of the eight days logged.
    """
    week = [point for point in points if point.day <= AREA_DAYS]
    if len({point.day for point in week}) < AREA_NEEDS:
        return None
    line = [(point.elapsed, float(point.value)) for point in week]
    line = [(0.0, line[0][1]), *line, (max(line[-1][0], float(AREA_DAYS)), line[-1][1])]
    return sum(_trapezoid(left, right, float(AREA_DAYS)) for left, right in pairwise(line))


def band(earlier: Sequence[Recovery]) -> tuple[BandDay, ...]:
    """Return where earlier sessions lay, day by day; the caller chooses sessions of one kind.

    Each session counts once a day, with the mean of that day's ratings and of their times. Days with
    fewer than three values are left out. Sessions without any rating do not count.
    """
    logged = [one.points for one in earlier if one.points]
    by_day: dict[int, list[_Mean]] = {}
    for points in logged:
        for day, mean in _daily_means(points).items():
            by_day.setdefault(day, []).append(mean)
    share = 0.25 if len(logged) >= QUARTILES_FROM else 0.0
    return tuple(
        _band_day(day, means, share)
        for day, means in sorted(by_day.items())
        if len(means) >= BAND_NEEDS
    )


def expected_clear(earlier: Iterable[Recovery]) -> Expected | None:
    """Return from which to which day it became clear before, if that may be expected again.

    None where it was never seen to, or where at least half of the rated sessions were still not
    clear on the last of those days (docs/decisions/0036).
    """
    seen = clear_days(earlier)
    if seen is None:
        return None
    later = sum(1 for one in seen.still_open if one.day >= seen.high)
    return None if 2 * later >= seen.rated else seen


def still_expected(expected: Expected | None, now: Recovery, day: int) -> Expected | None:
    """Return what may be expected of a session on a day after it; None once it is clear or past."""
    if expected is None or now.clear_day is not None or day > expected.high:
        return None
    return expected


def clear_days(recoveries: Iterable[Recovery]) -> Expected | None:
    """Return from which to which day it was seen to become clear, beside those never seen to."""
    rated = [one for one in recoveries if one.points]
    known = [(one.numbered.number, one.clear_day) for one in rated if one.clear_day]
    if not known:
        return None
    return Expected(
        low=min(clear.low for _, clear in known),
        high=max(clear.high for _, clear in known),
        n=len(known),
        numbers=tuple(sorted(number for number, _ in known)),
        rated=len(rated),
        still_open=still_open(rated),
    )


def still_open(recoveries: Iterable[Recovery]) -> tuple[StillOpen, ...]:
    """Return those that were not seen to become clear, with the last day they were above."""
    return tuple(
        StillOpen(one.numbered.number, one.not_clear_by)
        for one in recoveries
        if one.not_clear_by is not None
    )


def _rated(entry: Entry, slug: str) -> tuple[int, ...]:
    value = entry.ratings.get(slug)
    return () if value is None else (value,)


def _point(entry: Entry, value: int, session: Session) -> Point:
    day = max(0, (entry.day - session.date).days)
    return Point(day, elapsed_days(entry.at, session), entry.at, value, entry.id)


def _ordered(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(sorted(points, key=lambda point: (point.elapsed, point.at, point.entry_id)))


def _points(slug: str, session: Session, entries: Iterable[Entry]) -> tuple[Point, ...]:
    return _ordered(
        _point(entry, value, session) for entry in entries for value in _rated(entry, slug)
    )


def _entries_after(
    sessions: Sequence[Numbered], entries: Iterable[Entry]
) -> dict[str, list[Entry]]:
    """Return the entries that belong to each session, as `place_of_moment` would sort them.

    Ten years of entries are not held against every session: only those whose date may have come.
    """
    dates = [one.session.date for one in sessions]
    found: dict[str, list[Entry]] = {one.session.id: [] for one in sessions}
    for entry in entries:
        for index in range(bisect_right(dates, entry.day + CLOCKS_APART) - 1, -1, -1):
            if begun(sessions[index].session, entry.at):
                found[sessions[index].session.id].append(entry)
                break
    return found


def _recovery(symptom: Symptom, one: Numbered, points: tuple[Point, ...], today: date) -> Recovery:
    clear = clear_day(points, symptom.clear_at)
    above = [point.day for point in points if point.value > symptom.clear_at]
    not_clear_by = above[-1] if above and clear is None else None
    # What is held flat until day 7 is an area only once those days were lived.
    over = (today - one.session.date).days > AREA_DAYS or any(
        point.day >= AREA_DAYS for point in points
    )
    area = area_0_7(points) if over else None
    return Recovery(one, points, clear, peak(points), area, not_clear_by, over)


def _trapezoid(left: tuple[float, float], right: tuple[float, float], end: float) -> float:
    """Return the area between two points of a line, as far as it lies before `end`."""
    (x1, y1), (x2, y2) = left, right
    if x2 > end:
        if x1 >= end:
            return 0.0
        x2, y2 = end, y1 + (y2 - y1) * (end - x1) / (x2 - x1)
    return (x2 - x1) * (y1 + y2) / 2


class _Mean(NamedTuple):
    """One session's day: its mean rating and its mean time."""

    value: float
    elapsed: float


def _daily_means(points: Iterable[Point]) -> dict[int, _Mean]:
    by_day: dict[int, list[Point]] = {}
    for point in points:
        by_day.setdefault(point.day, []).append(point)
    return {
        day: _Mean(
            sum(point.value for point in of) / len(of),
            sum(point.elapsed for point in of) / len(of),
        )
        for day, of in by_day.items()
    }


def _band_day(day: int, means: Sequence[_Mean], share: float) -> BandDay:
    values = sorted(one.value for one in means)
    # Summed in order of size, so that the order of sessions changes no last digit.
    elapsed = sum(sorted(one.elapsed for one in means)) / len(means)
    return BandDay(
        day,
        len(values),
        _quantile(values, share),
        _quantile(values, 1 - share),
        _quantile(values, 0.5),
        elapsed,
    )


def _quantile(values: Sequence[float], share: float) -> float:
    """Return a quantile of sorted values, interpolated (type 7 of Hyndman and Fan 1996)."""
    place = share * (len(values) - 1)
    left = floor(place)
    right = min(left + 1, len(values) - 1)
    return values[left] + (values[right] - values[left]) * (place - left)
