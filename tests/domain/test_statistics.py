from collections.abc import Iterable
from datetime import timedelta
from math import isfinite, log2
from random import Random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_app.domain.improvement import Method, ReviewPoint
from recovery_app.domain.kinds import Kind
from recovery_app.domain.recovery import Point
from recovery_app.domain.statistics import (
    DAYS_PER_MONTH,
    HalfLife,
    half_life,
    improvement,
    theil_sen,
    trend,
)
from recovery_app.domain.symptoms import Symptom
from tests.domain.diary import (
    ACNE,
    KIND,
    PAIN,
    REDNESS,
    day_date,
    moment,
    review,
    visit,
    visits,
)

TONING = KIND["pico-toning"]
CO2 = KIND["fractional-co2"]


def looks(*pairs: tuple[int, int], near: Iterable[int] = ()) -> list[ReviewPoint]:
    """Return points of reviews at these days."""
    return [ReviewPoint(day_date(day), value, day in near) for day, value in pairs]


def points(pairs: Iterable[tuple[float, int]]) -> tuple[Point, ...]:
    """Return points at these fractions of days."""
    return tuple(
        Point(int(elapsed), elapsed, moment(0) + timedelta(days=elapsed), value, str(elapsed))
        for elapsed, value in pairs
    )


def test_a_straight_line_has_its_slope_and_no_doubt() -> None:
    found = trend(looks((0, 81), (30, 72), (60, 63), (90, 54), (121, 45)))
    assert found
    assert found.per_month == pytest.approx(-DAYS_PER_MONTH * 0.3, rel=0.02)
    one = theil_sen(looks((0, 80), (30, 70), (60, 60), (90, 50), (120, 40)))
    for slope in (one.per_month, one.low, one.high):
        assert slope == pytest.approx(-DAYS_PER_MONTH / 3)


def test_reviews_in_whole_numbers_leave_a_slope_some_doubt_however_straight() -> None:
    points = looks(*((30 * month, 81 - 2 * month) for month in range(8)))
    found = trend(points)
    assert found
    assert found.method is Method.THEIL_SEN
    assert found.per_month == pytest.approx(-2 * DAYS_PER_MONTH / 30)
    assert found.low + 0.05 < found.per_month < found.high - 0.05


def test_the_slope_is_the_middle_of_all_pairs() -> None:
    # The six slopes a day: -5/6, -1/3, -1/3, -1/3, -1/12, +1/6. Four points leave 95 % no choice
    # but the first and the last of them.
    found = theil_sen(looks((0, 60), (30, 50), (60, 55), (90, 30)))
    assert found.per_month == pytest.approx(-DAYS_PER_MONTH / 3)
    assert found.low == pytest.approx(-DAYS_PER_MONTH * 5 / 6)
    assert found.high == pytest.approx(DAYS_PER_MONTH / 6)


def test_reviews_near_a_session_play_no_part() -> None:
    far = looks((0, 60), (30, 50), (60, 55), (90, 30))
    assert trend([*far, *looks((65, 99), (5, 0), near=(65, 5))]) == trend(far)
    assert trend([*far[:3], *looks((90, 30), near=(90,))]) is None


@pytest.mark.parametrize(
    "pairs",
    [
        [],
        [(0, 60), (30, 50), (60, 40)],
        [(0, 60), (0, 50), (0, 40), (0, 30)],
        [(0, 60), (30, 50), (30, 40), (60, 30)],
    ],
)
def test_under_four_dates_there_is_no_slope(pairs: list[tuple[int, int]]) -> None:
    assert trend(looks(*pairs)) is None


def test_a_concern_that_stays_the_same_has_a_slope_of_nothing() -> None:
    level = looks(*((30 * month, 53) for month in range(6)))
    found = trend(level)
    assert found
    assert found.method is Method.THEIL_SEN
    assert found.low < 0 == found.per_month < found.high  # 53.4 would be said as 53
    rounded = trend(looks(*((30 * month, 50) for month in range(6))))
    assert rounded
    assert rounded.low < 0 == rounded.per_month < rounded.high  # 46 to 54 would all be said as 50


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 100), st.booleans()), max_size=14))
def test_a_slope_lies_within_its_interval_or_is_not_given(
    found: list[tuple[int, int, bool]],
) -> None:
    given_points = [ReviewPoint(day_date(day), value, near) for day, value, near in found]
    one = trend(given_points)
    if one:
        assert one.low <= one.per_month <= one.high
        assert isfinite(one.low)
        assert isfinite(one.high)
        worse = [ReviewPoint(one.date, 100 - one.value, one.near_session) for one in given_points]
        mirrored = trend(worse)
        assert mirrored
        assert mirrored.per_month == pytest.approx(-one.per_month)
        assert trend(reversed(given_points)) == one


def test_a_year_of_reviews_is_summed_up() -> None:
    sessions = visits(*(visit(60 * index) for index in range(6)))
    reviews = [review(30 * month + 15, pores=70 - 4 * month) for month in range(12)]
    one = improvement("pores", reviews, sessions)
    assert one.slope_per_month == pytest.approx(-4 * DAYS_PER_MONTH / 30)
    assert (one.counted, one.change, one.clear) == (12, -44, True)
    assert improvement("dryness", reviews, sessions).trend is None


def test_noise_around_a_level_is_seldom_called_clear() -> None:
    chance = Random(7)

    def called_clear(fall: float) -> int:
        return sum(
            improvement(
                "pores",
                [
                    review(30 * month, pores=round(60 - fall * month + chance.gauss(0, 6)))
                    for month in range(10)
                ],
                [],
            ).clear
            for _ in range(100)
        )

    assert called_clear(fall=0) <= 10
    assert called_clear(fall=4) >= 90


# Nine halves to 1 day by day, and far out only the rest of 1 is left: 8 · 2^-t + 1.
FADING = [(0.0, 9), (1.0, 5), (2.0, 3), (3.0, 2), (20.0, 1), (30.0, 1)]


def days(found: HalfLife | None) -> float:
    """Return the half-life of a diary that has one."""
    assert found is not None
    assert found.low <= found.days <= found.high
    return found.days


def test_what_halves_every_day_has_a_half_life_of_a_day() -> None:
    assert days(half_life(points(FADING), PAIN, TONING)) == pytest.approx(1.0, abs=0.001)


def test_the_curve_begins_at_the_peak() -> None:
    rising = [(0.0, 1), (0.5, 4), *((elapsed + 1, value) for elapsed, value in FADING)]
    assert days(half_life(points(rising), PAIN, TONING)) == pytest.approx(1.0, abs=0.001)


def test_slower_fading_is_a_longer_half_life() -> None:
    slow = points((3 * day, value) for day, value in FADING)
    assert days(half_life(slow, PAIN, TONING)) == pytest.approx(3.0, abs=0.01)


@pytest.mark.parametrize(
    ("pairs", "symptom", "kind"),
    [
        (FADING, PAIN, CO2),  # its redness peaks after weeks
        (FADING, ACNE, TONING),
        (FADING[:5], PAIN, TONING),  # five points
        ([(0.0, 1), *FADING[:5]], PAIN, TONING),  # five from the peak on
        ([(day, min(value, 5)) for day, value in FADING], PAIN, TONING),  # peak 5 of 10
        ([(day, min(value, 2)) for day, value in FADING], REDNESS, TONING),  # peak 2 of 4
        ([(float(day), 3) for day in range(8)], REDNESS, TONING),  # does not fade
        ([(float(day), 3 - day // 7) for day in range(8)], REDNESS, TONING),  # hardly fades
        ([(0.0, 8), *((float(day), 0) for day in range(1, 7))], PAIN, TONING),  # gone at one look
        ([(0.0, value) for value in (8, 7, 6, 3, 3, 2)], PAIN, TONING),  # all at one moment
        ([(float(day), 8 - 7 * (day % 2)) for day in range(8)], PAIN, TONING),  # up and down
        (list(enumerate([7, 1, 6, 0, 1, 1])), PAIN, TONING),  # scatters too much
        (list(enumerate([6, 2, 3, 0, 3, 0])), PAIN, TONING),
        ([(float(day), 10 - day // 20) for day in range(200)], PAIN, TONING),  # over months
        ([], PAIN, TONING),
    ],
)
def test_the_gates_refuse_a_half_life_that_the_diary_does_not_hold(
    pairs: list[tuple[float, int]], symptom: Symptom, kind: Kind
) -> None:
    assert half_life(points(pairs), symptom, kind) is None


@given(st.lists(st.tuples(st.floats(0, 400) | st.integers(0, 30), st.integers(0, 10)), max_size=15))
def test_any_diary_has_a_sensible_half_life_or_none(pairs: list[tuple[float, int]]) -> None:
    found = half_life(points(sorted(pairs)), PAIN, TONING)
    assert found is None or 0.05 <= found.days <= 60


def half_lives(peak: float, half: float, days: int, missing: float, seed: int) -> list[float]:
    """Return what is found in 150 diaries of a known curve with gaps and scatter."""
    chance = Random(seed)
    found: list[float] = []
    for _ in range(150):
        rated = [
            (float(day), min(10, max(0, round(peak * 2 ** (-day / half) + 0.3 + scatter))))
            for day in range(days)
            for scatter in [chance.gauss(0, 0.7)]
            if chance.random() >= missing
        ]
        one = half_life(points(rated), PAIN, TONING)
        found += [] if one is None else [one.days]
    return found


def test_half_lives_of_full_diaries_are_near_the_truth() -> None:
    found = half_lives(peak=7, half=1.5, days=12, missing=0.0, seed=1)
    assert len(found) > 100
    assert abs(log2(median(found) / 1.5)) < 0.3
    assert sum(0.75 < one < 3 for one in found) > 0.9 * len(found)


def test_weak_or_sparse_diaries_are_mostly_refused() -> None:
    weak = half_lives(peak=3, half=1, days=8, missing=0.3, seed=2)
    assert weak == []
    sparse = half_lives(peak=6, half=1.5, days=6, missing=0.4, seed=3)
    assert len(sparse) < 15
