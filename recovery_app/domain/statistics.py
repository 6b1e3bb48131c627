"""The numbers that need numpy and scipy: slopes over months and half-lives over days.

Never imported before the first window is painted. Every function answers None where a number would
not be honest, and neither raises nor warns whatever the diary holds.
"""

from collections.abc import Callable, Iterable, Sequence
from math import log
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats  # pyright: ignore[reportMissingTypeStubs] (it has none)

from recovery_app.domain.improvement import (
    Improvement,
    ReviewPoint,
    Trend,
    counted,
    review_points,
    summed_up,
)
from recovery_app.domain.kinds import Kind
from recovery_app.domain.recovery import Point, peak
from recovery_app.domain.reviews import Review
from recovery_app.domain.sessions import Numbered
from recovery_app.domain.symptoms import Sort, Symptom

DAYS_PER_MONTH = 30.4375
"""A twelfth of a year of 365.25 days."""
TREND_NEEDS = 4
"""So many counted reviews before a slope is given."""
HALF_LIFE_NEEDS = 6
"""So many points from the peak on before a curve is fitted."""
HALF_LIFE_PEAK = {Sort.SEEN: 3, Sort.FELT: 6}
"""The least peak whose fading stands out from the steps of its scale."""
HALF_LIFE_ERROR = 0.5
"""The greatest relative standard error with which a half-life is still told."""
HALF_LIVES = (0.05, 60.0)
"""The half-lives in days between which the fit looks; it never settles at either end."""
STEP_VARIANCE = 1 / 12
"""What rounding to whole steps alone scatters (a uniform error of one step): no fit is surer."""

Floats = NDArray[np.float64]

# scipy carries no types, so the two functions used of it are named here once.
_theilslopes = cast("Callable[..., Any]", stats.theilslopes)
_least_squares = cast("Callable[..., Any]", optimize.least_squares)


def improvement(
    concern: str, reviews: Iterable[Review], sessions: Sequence[Numbered]
) -> Improvement:
    """Return how a concern went over the months, with its slope."""
    points = review_points(concern, reviews, sessions)
    return summed_up(concern, points, theil_sen(points))


def theil_sen(points: Iterable[ReviewPoint]) -> Trend | None:
    """Return the median of the slopes between all pairs of counted reviews.

    The 95 % interval is Sen's (1968), from Kendall's tau. Only for 0–100 values: on scales of a few
    steps most pairs are equal and the slope sticks at 0.

    Returns:
        Points per month, or None with fewer than four counted reviews on different dates.
    """
    used = counted(points)
    days = np.array([point.date.toordinal() for point in used], dtype=np.float64)
    if len(set(days.tolist())) < TREND_NEEDS:
        return None
    values = np.array([point.value for point in used], dtype=np.float64)
    slope, _, low, high = _theilslopes(values, days, 0.95)
    return Trend(
        float(slope) * DAYS_PER_MONTH, float(low) * DAYS_PER_MONTH, float(high) * DAYS_PER_MONTH
    )


def half_life(points: Sequence[Point], symptom: Symptom, kind: Kind) -> float | None:
    """Return in how many days what is above the person's own level halves.

    Least squares of A·exp(−k·t) + c from the peak on, with c ≥ 0; the half-life is ln 2 / k and its
    relative standard error that of k (delta method), whose scatter is never taken for less than the
    rounding of the scale.

    Returns:
        Days; None unless the kind simply fades, the peak is at least 3 of 4 or 6 of 10, there are
        six points from the peak on, and the relative standard error is below one half.
    """
    top = peak(points)
    least = HALF_LIFE_PEAK.get(symptom.sort)
    if not kind.simply_fades or top is None or least is None or top.value < least:
        return None
    tail = points[points.index(top) :]
    if len(tail) < HALF_LIFE_NEEDS or min(point.value for point in tail) == top.value:
        return None
    elapsed = np.array([point.elapsed - top.elapsed for point in tail], dtype=np.float64)
    values = np.array([point.value for point in tail], dtype=np.float64)
    return _fitted_half_life(elapsed, values)


def _fitted_half_life(elapsed: Floats, values: Floats) -> float | None:
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
    return log(2) / rate


def _rate_error(slopes: Floats, cost: float) -> float | None:
    """Return the standard error of the curve's second number from the Jacobian at the best fit."""
    count, numbers = slopes.shape
    if np.linalg.matrix_rank(slopes) < numbers:
        return None
    spread = np.linalg.inv(slopes.T @ slopes)
    variance = max(2 * cost / (count - numbers), STEP_VARIANCE)
    return float(np.sqrt(variance * spread[1, 1]))
