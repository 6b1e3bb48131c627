"""Why a number is not given: one list of reasons for the window and the terminal.

What is asked for here needs no fitting, so that the window may ask it too.
"""

from collections.abc import Sequence
from enum import StrEnum

from recovery_app.domain.kinds import Kind
from recovery_app.domain.recovery import (
    BandDay,
    Expected,
    Point,
    Recovery,
    clear_days,
    peak,
)
from recovery_app.domain.symptoms import Sort, Symptom

HALF_LIFE_NEEDS = 6
"""So many points from the peak on before a curve is fitted."""
HALF_LIFE_PEAK = {Sort.SEEN: 3, Sort.FELT: 6}
"""The least peak whose fading stands out from the steps of its scale."""


class NoHalfLife(StrEnum):
    """What a half-life lacks."""

    UNRATED = "unrated"
    KIND = "kind-does-not-simply-fade"
    LOW = "peak-too-low"
    FEW = "too-few-ratings"
    NOT_FADING = "never-lower"
    UNSETTLED = "ratings-leave-it-open"


class NoneExpected(StrEnum):
    """Why nothing is expected of the current session."""

    FIRST = "first-of-its-kind"
    UNRATED = "earlier-unrated"
    NEVER_SEEN = "never-seen-clear"
    LATER = "half-still-not-clear"
    GONE_BY = "days-gone-by"


class NoBand(StrEnum):
    """Why earlier sessions give no own range."""

    FIRST = "first-of-its-kind"
    FEW = "too-few-rated-on-one-day"


def no_half_life(points: Sequence[Point], symptom: Symptom, kind: Kind) -> NoHalfLife | None:
    """Return what is missing before a curve may be fitted to ratings; None where nothing is."""
    top, least = peak(points), HALF_LIFE_PEAK.get(symptom.sort)
    if top is None or least is None:
        return NoHalfLife.UNRATED
    if not kind.simply_fades:
        return NoHalfLife.KIND
    if top.value < least:
        return NoHalfLife.LOW
    tail = points[points.index(top) :]
    if len(tail) < HALF_LIFE_NEEDS:
        return NoHalfLife.FEW
    return NoHalfLife.NOT_FADING if min(one.value for one in tail) == top.value else None


def why_no_half_life(one: Recovery, symptom: Symptom) -> NoHalfLife:
    """Return why a session has no half-life, where it was asked for one and there is none."""
    return no_half_life(one.points, symptom, one.numbered.kind) or NoHalfLife.UNSETTLED


def why_nothing_expected(earlier: Sequence[Recovery], expected: Expected | None) -> NoneExpected:
    """Return why no clear day is expected, where the latest session is not clear yet.

    Args:
        earlier: the sessions of its kind before it.
        expected: when it became clear after those, as far as that may be expected again.
    """
    if not earlier:
        return NoneExpected.FIRST
    if not any(one.points for one in earlier):
        return NoneExpected.UNRATED
    if clear_days(earlier) is None:
        return NoneExpected.NEVER_SEEN
    return NoneExpected.LATER if expected is None else NoneExpected.GONE_BY


def why_no_band(earlier: Sequence[Recovery], band: Sequence[BandDay]) -> NoBand | None:
    """Return why there is no own range of earlier sessions; None where there is one."""
    if band:
        return None
    return NoBand.FEW if earlier else NoBand.FIRST
