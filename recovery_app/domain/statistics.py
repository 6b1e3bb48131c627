"""The numbers that need numpy and scipy: slopes over months and half-lives over days.

Never imported before the first window is painted. Every function answers None where a number would
not be honest, and neither raises nor warns whatever the diary holds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import exp, gcd, log
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats  # pyright: ignore[reportMissingTypeStubs] (it has none)

from recovery_app.domain.improvement import (
    TREND_NEEDS,
    Improvement,
    Method,
    ReviewPoint,
    Smoothed,
    Trend,
    counted,
    review_points,
    summed_up,
)
from recovery_app.domain.kinds import Kind
from recovery_app.domain.recovery import Point, peak
from recovery_app.domain.reviews import Review
from recovery_app.domain.sessions import Numbered
from recovery_app.domain.symptoms import Symptom
from recovery_app.domain.withheld import no_half_life

DAYS_PER_MONTH = 30.4375
"""A twelfth of a year of 365.25 days."""
THEIL_SEN_NEEDS = 5
"""So many dates before all slopes between pairs hold the true one 95 times of 100: with four, even
the whole range of them does so only 92 times (2 of the 24 orders are all up or all down)."""
COARSE = 5
"""Reviews in steps of so much are ties to Theil–Sen, whose slope then sticks at 0."""
LOWESS_NEEDS = 12
"""So many counted reviews before a smoothed line is drawn."""
LOWESS_SHARE = 2 / 3
"""The share of the points that each spot of the smoothed line looks at."""
LOWESS_ROUNDS = 3
"""How often points far from the line are given less weight and the line is drawn again."""
HALF_LIFE_ERROR = 0.5
"""The greatest relative standard error with which a half-life is still told."""
HALF_LIVES = (0.05, 60.0)
"""The half-lives in days between which the fit looks; it never settles at either end."""
HALF_LIFE_LEVEL = 0.90
"""What the interval of a half-life holds: worked out for 95 %, it held the truth in 90 to 96 of 100
generated diaries (tests), since ratings are rounded and cut off at the ends of their scale."""
STEP_VARIANCE = 1 / 12
"""What rounding to whole steps alone scatters (a uniform error of one step): no fit is surer."""

Floats = NDArray[np.float64]

# scipy carries no types, so the functions used of it are named here once.
_theilslopes = cast("Callable[..., Any]", stats.theilslopes)
_linregress = cast("Callable[..., Any]", stats.linregress)
_student = cast("Callable[[float, int], float]", stats.t.ppf)
_least_squares = cast("Callable[..., Any]", optimize.least_squares)


@dataclass(frozen=True, slots=True)
class HalfLife:
    """In how many days something halves, with the interval that `HALF_LIFE_LEVEL` speaks of.

    Attributes:
        days: the half-life.
        low, high: its interval.
        n: how many ratings it was fitted to.
    """

    days: float
    low: float
    high: float
    n: int


def improvement(
    concern: str, reviews: Iterable[Review], sessions: Sequence[Numbered]
) -> Improvement:
    """Return how a concern went over the months, with its slope."""
    points = review_points(concern, reviews, sessions)
    return summed_up(concern, points, trend(points), lowess(points))


def trend(points: Iterable[ReviewPoint]) -> Trend | None:
    """Return the slope of the counted reviews by the method that is honest for them.

    Theil–Sen, which one odd review does not sway; least squares where only four dates are counted
    or all values lie in steps of five or more (docs/decisions/0031). The interval of neither is
    taken for less than the rounding of the values.

    Returns:
        Points per month, or None with counted reviews on fewer than four dates.
    """
    used = counted(points)
    dates = len({point.date for point in used})
    if dates < TREND_NEEDS:
        return None
    coarse = step_of(used) >= COARSE
    if coarse or dates < THEIL_SEN_NEEDS:
        return least_squares(used)
    return _no_surer_than_rounding(theil_sen(used), used)


def step_of(points: Iterable[ReviewPoint]) -> int:
    """Return the step in which the values seem to be given: 10, 5, 2 or 1.

    Values that are all the same tell it by themselves: nobody says 60 again and again by chance.
    """
    values = [point.value for point in points]
    return gcd(10, *(value - values[0] for value in values), *values[:1])


def theil_sen(points: Iterable[ReviewPoint]) -> Trend:
    """Return the median of the slopes between all pairs of reviews, of at least two dates.

    The 95 % interval is Sen's (1968), from Kendall's tau. Only for fine 0–100 values: on scales of
    a few steps most pairs are equal and the slope sticks at 0.
    """
    days, values = _columns(points)
    slope, _, low, high = _theilslopes(values, days, 0.95)
    return Trend(_monthly(slope), _monthly(low), _monthly(high), Method.THEIL_SEN)


def least_squares(points: Sequence[ReviewPoint]) -> Trend:
    """Return the straight line's slope with Student's 95 % interval, of at least three dates.

    The scatter is never taken for less than the rounding of the values to their own step.
    """
    days, values = _columns(points)
    line = _linregress(days, values)
    left = len(values) - 2
    misfit = float(np.sum((values - line.intercept - line.slope * days) ** 2))
    variance = max(misfit / left, step_of(points) ** 2 * STEP_VARIANCE)
    error = float(np.sqrt(variance / np.sum((days - days.mean()) ** 2)))
    reach = _student(0.975, left) * error
    slope = float(line.slope)
    return Trend(
        _monthly(slope), _monthly(slope - reach), _monthly(slope + reach), Method.LEAST_SQUARES
    )


def _no_surer_than_rounding(found: Trend, points: Sequence[ReviewPoint]) -> Trend:
    """Widen the interval of a slope to what the rounding of the values alone leaves open.

    Reviews that lie on a line by whole numbers would else give an interval without any width.
    """
    days, _ = _columns(points)
    rounding = step_of(points) ** 2 * STEP_VARIANCE
    error = float(np.sqrt(rounding / np.sum((days - days.mean()) ** 2)))
    reach = _monthly(_student(0.975, len(points) - 2) * error)
    low, high = min(found.low, found.per_month - reach), max(found.high, found.per_month + reach)
    return Trend(found.per_month, low, high, found.method)


def lowess(points: Iterable[ReviewPoint]) -> tuple[Smoothed, ...]:
    """Return a smoothed line through the counted reviews (Cleveland 1979), one spot for each date.

    Straight lines fitted to the nearest two thirds of the points, weighted by tricubes of their
    distance, three times with bisquare weights against points far off. Empty with fewer than twelve
    counted reviews on different dates; never beyond the first and last of them.
    """
    used = counted(points)
    dates = sorted({point.date for point in used})
    if len(dates) < LOWESS_NEEDS:
        return ()
    days, values = _columns(used)
    trust = np.ones_like(days)
    for _ in range(LOWESS_ROUNDS):
        off = np.abs(values - _heights(days, days, values, trust))
        middle = max(float(np.median(off)), 1e-9)
        trust = (1 - np.minimum(off / (6 * middle), 1) ** 2) ** 2
    spots = np.array([day.toordinal() for day in dates], dtype=np.float64)
    line = _heights(spots, days, values, trust).tolist()
    return tuple(Smoothed(day, height) for day, height in zip(dates, line, strict=True))


def _heights(spots: Floats, days: Floats, values: Floats, trust: Floats) -> Floats:
    """Return the heights at some days of the straight lines through what lies near each."""
    far = np.abs(days[None, :] - spots[:, None])
    nearest = int(np.ceil(LOWESS_SHARE * len(days)))
    reach = np.maximum(np.sort(far, axis=1)[:, nearest - 1], 1.0)
    weight = trust * (1 - np.minimum(far / reach[:, None], 1) ** 3) ** 3
    total = np.maximum(weight.sum(axis=1), 1e-12)
    middle, height = weight @ days / total, weight @ values / total
    aside = days[None, :] - middle[:, None]
    spread = (weight * aside**2).sum(axis=1)
    rise = (weight * aside * (values[None, :] - height[:, None])).sum(axis=1)
    slope = np.where(spread > 1e-9, rise / np.maximum(spread, 1e-9), 0.0)
    return height + slope * (spots - middle)


def _columns(points: Iterable[ReviewPoint]) -> tuple[Floats, Floats]:
    """Return days and values; in one order whatever the order was, since sums depend on it."""
    used = sorted((point.date.toordinal(), point.value) for point in points)
    return (
        np.array([day for day, _ in used], dtype=np.float64),
        np.array([value for _, value in used], dtype=np.float64),
    )


def _monthly(per_day: float) -> float:
    return float(per_day) * DAYS_PER_MONTH


def half_life(points: Sequence[Point], symptom: Symptom, kind: Kind) -> HalfLife | None:
    """Return in how many days what is above the person's own level halves.

    Least squares of A·exp(−k·t) + c from the peak on, with c ≥ 0; the half-life is ln 2 / k and its
    relative standard error that of k (delta method), whose scatter is never taken for less than the
    rounding of the scale. The interval is Student's, of ln k.

    Returns:
        Days with their interval; None unless the kind simply fades, the peak is at least 3 of 4 or
        6 of 10, there are six points from the peak on, and the relative standard error is below
        one half.
    """
    top = peak(points)
    if top is None or no_half_life(points, symptom, kind) is not None:
        return None
    tail = points[points.index(top) :]
    elapsed = np.array([point.elapsed - top.elapsed for point in tail], dtype=np.float64)
    values = np.array([point.value for point in tail], dtype=np.float64)
    return _fitted_half_life(elapsed, values)


def _fitted_half_life(elapsed: Floats, values: Floats) -> HalfLife | None:
    """Fit the fading curve; None where the data do not settle its rate."""

    def misfit(curve: Floats) -> Floats:
        above, rate, rest = curve
        return above * np.exp(-rate * elapsed) + rest - values

    def slopes(curve: Floats) -> Floats:
        above, rate, _ = curve
        fading = np.exp(-rate * elapsed)
        return np.column_stack((fading, -above * elapsed * fading, np.ones_like(elapsed)))

    top, rest = float(values.max()), float(values.min())
    fastest, slowest = (log(2) / days for days in HALF_LIVES)
    fit = _least_squares(
        misfit,
        (top - rest, log(2) / 1.5, rest + 0.001),
        jac=slopes,
        bounds=((0.0, slowest, 0.0), (3 * top, fastest, top)),
    )
    rate = float(fit.x[1])
    error = _rate_error(cast("Floats", fit.jac), float(fit.cost))
    if error is None or not error < HALF_LIFE_ERROR * rate or fit.active_mask[1] != 0:
        return None
    days = log(2) / rate
    reach = exp(_student(0.975, len(values) - 3) * error / rate)
    return HalfLife(days, days / reach, days * reach, len(values))


def _rate_error(slopes: Floats, cost: float) -> float | None:
    """Return the standard error of the curve's second number from the Jacobian at the best fit."""
    count, numbers = slopes.shape
    if np.linalg.matrix_rank(slopes) < numbers:
        return None
    spread = np.linalg.inv(slopes.T @ slopes)
    variance = max(2 * cost / (count - numbers), STEP_VARIANCE)
    return float(np.sqrt(variance * spread[1, 1]))
