"""Improvement: how a concern goes over the months, as the reviews tell it.

What is said here is what changed since the first review, never what caused it. The slope itself
comes from `statistics`, because this module is needed before numpy may be imported.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Day
from enum import StrEnum

from recovery_app.domain.reviews import Review
from recovery_app.domain.sessions import Numbered, Place, place_of_day

NEAR_DAYS = 14
"""Until this day after a session crusts and swelling hide what a review is about."""
TREND_NEEDS = 4
"""So many counted reviews before a slope is given."""
CLEAR_CHANGE = 10
"""The least change of a 0–100 value that may be called clear."""


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """One review's value of a concern.

    Attributes:
        date: local date of the review.
        value: 0–100, lower is better.
        near_session: on days 0–14 after a session: shown, but not counted in any number.
    """

    date: Day
    value: int
    near_session: bool


class Method(StrEnum):
    """How a slope was found."""

    THEIL_SEN = "theil-sen"
    LEAST_SQUARES = "least-squares"


@dataclass(frozen=True, slots=True)
class Trend:
    """A straight slope with its 95 % interval, in points of 0–100 per month of 30.4375 days."""

    per_month: float
    low: float
    high: float
    method: Method = Method.THEIL_SEN


@dataclass(frozen=True, slots=True)
class Smoothed:
    """Where a smoothed line passes on one day; a guide for the eye, no number of its own."""

    date: Day
    value: float


@dataclass(frozen=True, slots=True)
class Improvement:
    """How one concern went.

    Attributes:
        concern: its slug.
        points: all reviews that rated it, by date.
        counted: how many of them are not near a session.
        change: last counted value minus the first; None with fewer than two.
        trend: slope and interval; None with too few counted reviews.
        clear: whether the change is past its threshold and the interval away from 0 the same way.
        smooth: a smoothed line, where there are enough counted points for one; else empty.
    """

    concern: str
    points: tuple[ReviewPoint, ...]
    counted: int
    change: int | None
    trend: Trend | None
    clear: bool
    smooth: tuple[Smoothed, ...] = ()

    @property
    def slope_per_month(self) -> float | None:
        """The slope in points per month, negative when it gets better."""
        return None if self.trend is None else self.trend.per_month

    @property
    def interval(self) -> tuple[float, float] | None:
        """The slope's 95 % interval in points per month."""
        return None if self.trend is None else (self.trend.low, self.trend.high)


def review_points(
    concern: str, reviews: Iterable[Review], sessions: Sequence[Numbered]
) -> tuple[ReviewPoint, ...]:
    """Return the values of a concern by date, each with whether a session was too near."""
    return tuple(
        ReviewPoint(
            review.date, review.values[concern], is_near(place_of_day(review.date, sessions))
        )
        for review in sorted(reviews, key=lambda review: (review.date, review.id))
        if concern in review.values
    )


def counted(points: Iterable[ReviewPoint]) -> tuple[ReviewPoint, ...]:
    """Return the points that numbers may rest on: those away from a session."""
    return tuple(point for point in points if not point.near_session)


def summed_up(
    concern: str,
    points: Sequence[ReviewPoint],
    trend: Trend | None,
    smooth: Sequence[Smoothed] = (),
) -> Improvement:
    """Join the points of a concern and their trend, and judge whether the change is clear."""
    used = counted(points)
    change = used[-1].value - used[0].value if len(used) > 1 else None
    clear = _is_clear(change, trend)
    return Improvement(concern, tuple(points), len(used), change, trend, clear, tuple(smooth))


def is_near(place: Place | None) -> bool:
    """Tell whether crusts and swelling of a session may hide what is looked at there."""
    return place is not None and place.day <= NEAR_DAYS


def _is_clear(change: int | None, trend: Trend | None) -> bool:
    if change is None or trend is None or abs(change) < CLEAR_CHANGE:
        return False
    return trend.high < 0 if change < 0 else trend.low > 0
