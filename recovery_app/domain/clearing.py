"""What came after the clear day: whether it stayed clear as long as it was rated."""

from itertools import pairwise

from recovery_app.domain.recovery import Point, Recovery
from recovery_app.domain.symptoms import Symptom


def above_again(one: Recovery, symptom: Symptom) -> Point | None:
    """Return the first rating that was not clear any more after the clear day; None without one."""
    points, level, top = one.points, symptom.clear_at, one.peak
    since_peak = points[points.index(top) :] if top and top.value > level else points
    confirmed = [
        at
        for at, (point, following) in enumerate(pairwise(since_peak))
        if point.value <= level and following.value <= level
    ]
    later = since_peak[confirmed[0] :] if confirmed else ()
    return next((point for point in later if point.value > level), None)
