"""What is said where a number is not given: the same sentences in the window and on the terminal."""

from collections.abc import Sequence

from recovery_app.domain.improvement import TREND_NEEDS, Improvement, counted
from recovery_app.domain.recovery import BAND_NEEDS, Expected, Recovery, still_open
from recovery_app.domain.recovery_words import Translate, still_open_words
from recovery_app.domain.symptoms import Symptom, words_of
from recovery_app.domain.withheld import (
    HALF_LIFE_NEEDS,
    HALF_LIFE_PEAK,
    NoHalfLife,
    NoneExpected,
    why_no_half_life,
    why_nothing_expected,
)


def no_half_life_words(one: Recovery, symptom: Symptom, tr: Translate = str) -> str:
    """Say why it is not told in how many days the symptom halves after a session."""
    top = one.peak
    if top is None:
        return tr("Not rated after this session.")
    said = {
        NoHalfLife.UNRATED: tr("Not rated after this session."),
        NoHalfLife.KIND: tr("What comes after this kind of session does not simply fade."),
        NoHalfLife.LOW: tr("Only from a peak of {least} on; the highest was {peak}."),
        NoHalfLife.FEW: tr("Needs {needed} ratings from the peak on; there are {n}."),
        NoHalfLife.NOT_FADING: tr("No rating is below the peak yet."),
        NoHalfLife.UNSETTLED: tr("The ratings do not fade evenly enough to tell."),
    }[why_no_half_life(one, symptom)]
    least = HALF_LIFE_PEAK.get(symptom.sort, symptom.top)
    return said.format(
        least=tr(words_of(symptom, least)),
        peak=tr(words_of(symptom, top.value)),
        needed=HALF_LIFE_NEEDS,
        n=len(one.points) - one.points.index(top),
    )


def first_words(tr: Translate = str) -> str:
    """Say of the first session of a kind what it has nothing to compare with."""
    return tr("This is your first session of this kind, so there is nothing earlier to go by.")


def none_expected_words(
    earlier: Sequence[Recovery], expected: Expected | None, tr: Translate = str
) -> str:
    """Say why no clear day is expected of the latest session."""
    why = why_nothing_expected(earlier, expected)
    said = {
        NoneExpected.FIRST: first_words(tr),
        NoneExpected.UNRATED: tr("No earlier session of this kind was rated."),
        NoneExpected.NEVER_SEEN: tr("No earlier session of this kind was seen to become clear."),
        NoneExpected.LATER: tr(
            "At least half of the earlier sessions were not clear yet on the last of their clear days."
        ),
        NoneExpected.GONE_BY: tr("Earlier ones were clear by day {day}; that has gone by."),
    }[why].format(day=0 if expected is None else expected.high)
    if why is not NoneExpected.LATER:
        return said
    return f"{said} {still_open_words(still_open(earlier), tr)}"


def no_band_words(earlier: Sequence[Recovery], tr: Translate = str) -> str:
    """Say what an own range needs that these earlier sessions do not give."""
    rated = sum(1 for one in earlier if one.points)
    return tr(
        "Your earlier range needs {needed} earlier sessions of this kind rated on one day; "
        "rated at all: {n}."
    ).format(needed=BAND_NEEDS, n=rated)


def no_slope_words(series: Improvement, tr: Translate = str) -> str:
    """Say what a slope needs and how many reviews there are for it."""
    used = len({one.date for one in counted(series.points)})
    near = len(series.points) - series.counted
    needs = {
        0: tr("A slope needs {needed} reviews away from a session; there is none."),
        1: tr("A slope needs {needed} reviews away from a session; there is one."),
    }.get(used, tr("A slope needs {needed} reviews away from a session; there are {n}."))
    soon = {
        0: "",
        1: tr("One was soon after a session and is not counted."),
    }.get(near, tr("{near} were soon after a session and are not counted."))
    return f"{needs} {soon}".strip().format(needed=TREND_NEEDS, n=used, near=near)


def all_equal_words(series: Improvement, tr: Translate = str) -> str:
    """Say of counted reviews that they are all alike; nothing where they are not."""
    values = {one.value for one in counted(series.points)}
    if len(values) != 1:
        return ""
    return tr("All {n} counted reviews say {value}.").format(n=series.counted, value=values.pop())
