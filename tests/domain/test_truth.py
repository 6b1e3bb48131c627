"""Diaries made from known curves: what is said of them has to be true as often as it claims.

The curve is A·2^(−t/T) + c, read several times a day at odd hours with scatter, rounded to the
scale, with 30 % of the days missing.
"""

from dataclasses import dataclass
from datetime import timedelta
from math import log2
from random import Random
from typing import Any

import numpy as np
import pytest
from scipy import stats

from recovery_app.domain.entries import Entry
from recovery_app.domain.groups import groups
from recovery_app.domain.improvement import Method
from recovery_app.domain.recovery import band, expected_clear, recoveries
from recovery_app.domain.statistics import (
    DAYS_PER_MONTH,
    HALF_LIFE_LEVEL,
    half_life,
    improvement,
    least_squares,
    lowess,
    theil_sen,
    trend,
)
from recovery_app.domain.symptoms import Symptom
from tests.domain.diary import (
    KIND,
    PAIN,
    REDNESS,
    day_date,
    entry,
    moment,
    recovery,
    review,
    visit,
    visits,
)
from tests.domain.test_statistics import looks


@dataclass(frozen=True)
class Curve:
    """A known recovery."""

    above: float
    half: float
    rest: float = 0.0

    def level(self, elapsed: float) -> float:
        """Return what is really there after so many days."""
        return self.above * 2 ** (-elapsed / self.half) + self.rest

    def clear_day(self) -> int:
        """Return the whole day on which the level comes to where it is rounded to 1."""
        return int(self.half * log2(self.above / (1.5 - self.rest)))


def written(
    curve: Curve,
    chance: Random,
    symptom: Symptom,
    *,
    begin: int = 0,
    days: int = 14,
    noise: float = 0.7,
    missing: float = 0.3,
) -> list[Entry]:
    """Return a diary of the curve: one to three entries on each day that is not missing."""
    diary: list[Entry] = []
    for day in range(days):
        if chance.random() < missing:
            continue
        for hour in sorted(chance.sample(range(7, 24), chance.choice((1, 1, 2, 3)))):
            level = curve.level(day + hour / 24) + (chance.gauss(0, noise) if noise else 0)
            value = min(symptom.top, max(0, round(level)))
            at = moment(begin + day, f"{hour:02}:00")
            diary.append(entry(at, {symptom.slug: value}))
    return diary


@pytest.mark.parametrize("curve", [Curve(7, 1.5), Curve(9, 2.5, 0.3), Curve(3.8, 1.2)])
def test_without_scatter_the_clear_day_always_lies_in_its_interval(curve: Curve) -> None:
    chance, sessions, shown = Random(11), visits(visit(0)), 0
    symptom = PAIN if curve.above > 4 else REDNESS
    for _ in range(200):
        diary = written(curve, chance, symptom, noise=0)
        clear = recovery(symptom, sessions[0], sessions, diary).clear_day
        if clear:
            shown += 1
            # It fell after the last look of the day before, or on one of these days.
            assert clear.low - 1 <= curve.clear_day() <= clear.high
    assert shown > 150


def test_with_scatter_the_clear_day_is_within_a_day_in_nine_of_ten_diaries() -> None:
    curve, chance, sessions = Curve(7, 1.5), Random(12), visits(visit(0))
    found = [
        recovery(PAIN, sessions[0], sessions, written(curve, chance, PAIN, noise=0.5)).clear_day
        for _ in range(300)
    ]
    seen = [one for one in found if one]
    near = [one for one in seen if one.low - 1 <= curve.clear_day() <= one.high + 1]
    assert len(seen) > 250
    assert len(near) >= 0.9 * len(seen)


def test_the_expected_days_hold_the_next_session_as_often_as_chance_lets_them() -> None:
    # Of n + 1 weeks that differ by chance alone the last is neither first nor last n − 1 times of
    # n + 1; whole days and gaps only widen the range.
    chance, held, asked = Random(13), 0, 0
    sessions = visits(*(visit(60 * place) for place in range(5)))
    for _ in range(150):
        curves = [Curve(chance.uniform(5, 9), chance.uniform(1, 2.5)) for _ in sessions]
        diary = [
            one
            for place, curve in enumerate(curves)
            for one in written(curve, chance, PAIN, begin=60 * place, noise=0.5)
        ]
        expected = expected_clear(recoveries(PAIN, sessions, diary)[:-1])
        if expected and expected.n == 4:
            asked += 1
            held += expected.low <= curves[-1].clear_day() <= expected.high
    assert asked > 100
    assert held / asked >= 3 / 5


@pytest.mark.parametrize(
    ("curve", "noise"), [(Curve(7, 1.5, 0.3), 0.7), (Curve(9, 2, 0.3), 1.0), (Curve(10, 1.5), 0.4)]
)
def test_the_interval_of_a_half_life_holds_the_truth_as_often_as_it_says(
    curve: Curve, noise: float
) -> None:
    chance, sessions, held, shown = Random(14), visits(visit(0)), 0, 0
    for _ in range(220):
        diary = written(curve, chance, PAIN, noise=noise)
        points = recovery(PAIN, sessions[0], sessions, diary).points
        found = half_life(points, PAIN, KIND["pico-toning"])
        if found:
            shown += 1
            held += found.low <= curve.half <= found.high
    assert shown > 60
    # Two standard errors of a share found in so many diaries.
    assert held / shown >= HALF_LIFE_LEVEL - 2 * (0.9 * 0.1 / shown) ** 0.5


@pytest.mark.parametrize("kind", ["fractional-co2", "er-yag"])
def test_a_kind_that_does_not_simply_fade_never_has_a_half_life(kind: str) -> None:
    chance, sessions = Random(15), visits(visit(0, kind=kind))
    for _ in range(40):
        diary = written(Curve(9, 2), chance, PAIN, noise=0.3)
        points = recovery(PAIN, sessions[0], sessions, diary).points
        assert half_life(points, PAIN, sessions[0].kind) is None


def test_a_low_peak_never_has_a_half_life() -> None:
    chance, sessions = Random(16), visits(visit(0))
    for _ in range(60):
        diary = written(Curve(4.5, 2), chance, PAIN, noise=0.3)
        one = recovery(PAIN, sessions[0], sessions, diary)
        if one.peak and one.peak.value < 6:
            assert half_life(one.points, PAIN, sessions[0].kind) is None


@pytest.mark.parametrize("step", [1, 5, 10])
@pytest.mark.parametrize("count", [4, 5, 8, 13])
@pytest.mark.parametrize("fall", [0.0, 1.5, 5.0])
def test_the_interval_of_a_slope_holds_the_truth_95_times_of_100(
    step: int, count: int, fall: float
) -> None:
    chance, held, rounds = Random(17), 0, 150
    for _ in range(rounds):
        pairs = [
            (30 * at, step * round((70 - fall * at + chance.gauss(0, 5)) / step))
            for at in range(count)
        ]
        found = trend(looks(*pairs))
        assert found
        held += found.low <= -fall * DAYS_PER_MONTH / 30 <= found.high
    assert held / rounds >= 0.95 - 2 * (0.95 * 0.05 / rounds) ** 0.5


def halves_a_year(step: int) -> list[list[tuple[int, int]]]:
    """Return 120 half years of fortnightly reviews that fall by 5 a month, in these steps."""
    chance = Random(18)
    return [
        [
            (
                14 * at,
                step * round((60 - 5 * 14 * at / DAYS_PER_MONTH + chance.gauss(0, 10)) / step),
            )
            for at in range(13)
        ]
        for _ in range(120)
    ]


def test_theil_sen_alone_misses_a_fall_that_is_told_in_tens() -> None:
    """The trap of ratings on few steps, and that the slope that is shown is not caught in it."""
    coarse = [looks(*pairs) for pairs in halves_a_year(step=10)]
    stuck = [theil_sen(one) for one in coarse]
    shown = [one for one in map(trend, coarse) if one]
    assert sum(one.high < 0 for one in stuck) < 0.4 * len(stuck)
    assert {one.method for one in shown} == {Method.LEAST_SQUARES}
    assert sum(one.high < 0 for one in shown) > 0.7 * len(shown)
    fine = [one for pairs in halves_a_year(step=1) if (one := trend(looks(*pairs)))]
    assert {one.method for one in fine} == {Method.THEIL_SEN}
    assert sum(one.high < 0 for one in fine) > 0.6 * len(fine)


def test_slopes_are_those_of_scipy() -> None:
    chance = Random(19)
    for _ in range(20):
        pairs = [(chance.randrange(700), chance.randrange(101)) for _ in range(9)]
        points = looks(*pairs)
        ordered = sorted((day_date(day).toordinal(), value) for day, value in pairs)
        days, values = ([float(pair[side]) for pair in ordered] for side in (0, 1))
        theirs: Any = stats.theilslopes(values, days, 0.95)
        slope, _, low, high = (float(one) for one in theirs)
        ours = theil_sen(points)
        assert (ours.per_month, ours.low, ours.high) == pytest.approx(
            tuple(DAYS_PER_MONTH * one for one in (slope, low, high))
        )
        line: Any = stats.linregress(days, values)
        square, reach = least_squares(points), float(stats.t.ppf(0.975, 7)) * float(line.stderr)
        assert (square.per_month, square.low, square.high) == pytest.approx(
            tuple(DAYS_PER_MONTH * (line.slope + by) for by in (0, -reach, reach))
        )


def test_the_smoothed_line_needs_twelve_reviews_and_stays_among_them() -> None:
    pairs = [(30 * at, 80 - 3 * at) for at in range(12)]
    assert lowess(looks(*pairs[:11])) == ()
    line = lowess(looks(*pairs))
    assert [spot.date for spot in line] == [day_date(day) for day, _ in pairs]
    assert [spot.value for spot in line] == pytest.approx([value for _, value in pairs])


def test_one_odd_review_hardly_moves_the_smoothed_line() -> None:
    pairs = [(30 * at, 80 - 3 * at) for at in range(14)]
    odd = [*pairs[:6], (180, 100), *pairs[7:]]
    line = lowess(looks(*odd))
    assert [spot.value for spot in line] == pytest.approx([value for _, value in pairs], abs=2)


def test_the_first_round_of_the_smoothed_line_is_a_weighted_straight_line() -> None:
    # Against numpy's own weighted fit where no point is off: all on one parabola, hardly bent.
    pairs = [(30 * at, 50 + (at - 6) ** 2 // 6) for at in range(13)]
    line = lowess(looks(*pairs))
    days = np.array([day for day, _ in pairs], dtype=float)
    values = np.array([value for _, value in pairs], dtype=float)
    far = np.abs(days - days[6])
    reach = np.sort(far)[int(np.ceil(13 * 2 / 3)) - 1]
    weight = (1 - np.minimum(far / reach, 1) ** 3) ** 3
    fitted = np.polyval(np.polyfit(days, values, 1, w=np.sqrt(weight)), days[6])
    assert line[6].value == pytest.approx(float(fitted), abs=1.5)


def everything(diary: list[Entry]) -> tuple[object, ...]:
    """Return every number of the recovery page."""
    sessions = visits(visit(0, "14:00"), visit(30), visit(60, kind="peel"), visit(90))
    found = recoveries(PAIN, sessions, diary)
    halved = [half_life(one.points, PAIN, one.numbered.kind) for one in found]
    return found, band(found), expected_clear(found), groups(found), halved


def test_no_number_changes_when_entries_are_shuffled_or_a_day_is_empty() -> None:
    chance = Random(20)
    diary = [
        one
        for begin in (0, 30, 60, 90)
        for one in written(Curve(9, 2), chance, PAIN, begin=begin, noise=0.5)
    ]
    before = everything(diary)
    empty = [entry(moment(day, "12:30"), identity=f"empty {day}") for day in range(100)]
    for _ in range(5):
        shuffled = [*diary, *empty]
        chance.shuffle(shuffled)
        assert everything(shuffled) == before


def test_no_slope_changes_when_reviews_are_shuffled_or_one_rates_nothing() -> None:
    chance = Random(21)
    reviews = [review(31 * at, pores=chance.randrange(101)) for at in range(14)]
    before = improvement("pores", reviews, [])
    assert before.smooth
    for _ in range(5):
        chance.shuffle(reviews)
        others = [review(31 * at + 7, dryness=5) for at in range(14)]
        assert improvement("pores", [*reviews, *others], []) == before


def test_a_clock_that_was_changed_moves_no_point() -> None:
    sessions = visits(visit(0, "14:00", offset=8))
    here = [entry(moment(day, "21:00", 8), {"pain": 8 - day}) for day in range(7)]
    there = [
        entry((one.at).astimezone(moment(0, offset=-7).tzinfo), one.ratings, identity=one.id)
        for one in here
    ]
    one, other = (recovery(PAIN, sessions[0], sessions, diary) for diary in (here, there))
    assert [point.elapsed for point in one.points] == [point.elapsed for point in other.points]
    assert one.area_0_7 is not None
    assert timedelta(days=one.points[0].elapsed) == timedelta(hours=7)
