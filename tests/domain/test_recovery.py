from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_app.domain.entries import Entry
from recovery_app.domain.groups import Verdict, groups, verdict
from recovery_app.domain.recovery import (
    Interval,
    Point,
    Recovery,
    area_0_7,
    band,
    earlier_of_kind,
    expected_clear,
    peak,
    recoveries,
    still_expected,
)
from tests.domain.diary import (
    PAIN,
    REDNESS,
    day_date,
    entry,
    evenings,
    moment,
    recovery,
    visit,
    visits,
)

OFFSETS = st.sampled_from([-8.0, 0.0, 5.5, 8.0, 13.0])
CLOCKS = st.times().map(lambda clock: clock.isoformat("minutes"))
ENTRIES = st.lists(
    st.builds(
        entry,
        st.builds(moment, st.integers(-3, 40), CLOCKS, OFFSETS),
        st.dictionaries(st.sampled_from(["redness", "pain"]), st.integers(0, 4)),
    ),
    max_size=25,
    unique_by=lambda one: one.id,
)
TWO_VISITS = visits(visit(0, "14:00"), visit(21))


def after_one(values: Mapping[int, int], kind: str = "pico-toning", clock: str = "") -> Recovery:
    """Return the redness after one session, logged at 21:00 of each day."""
    sessions = visits(visit(0, clock, kind))
    return recovery(REDNESS, sessions[0], sessions, evenings("redness", values))


def after_each(weeks: Sequence[Mapping[int, int]]) -> tuple[Recovery, ...]:
    """Return the redness after sessions that are 100 days apart."""
    sessions = visits(*(visit(100 * index) for index in range(len(weeks))))
    diary = [
        entry(moment(100 * index + day), {"redness": value})
        for index, week in enumerate(weeks)
        for day, value in week.items()
    ]
    return recoveries(REDNESS, sessions, diary)


def test_an_entry_belongs_to_the_session_before_it() -> None:
    sessions = visits(visit(0, "14:00"), visit(10, "14:00"))
    diary = [
        entry(moment(0, "09:00"), {"redness": 0}, identity="before"),
        entry(moment(0, "20:00"), {"redness": 4}, identity="evening"),
        entry(moment(10, "13:59"), {"redness": 1}, identity="last"),
        entry(moment(10, "14:00"), {"redness": 3, "pain": 2}, identity="again"),
        entry(moment(11, "14:00"), {"pain": 1}, identity="not rated"),
    ]
    first = recovery(REDNESS, sessions[0], sessions, diary).points
    assert [(point.entry_id, point.day, point.value) for point in first] == [
        ("evening", 0, 4),
        ("last", 10, 1),
    ]
    assert first[0].elapsed == pytest.approx(6 / 24)
    assert first[1].elapsed == pytest.approx(10 - 1 / 1440)
    second = recovery(REDNESS, sessions[1], sessions, diary).points
    assert [(point.entry_id, point.day, point.elapsed) for point in second] == [("again", 0, 0.0)]
    assert [point.at for point in second] == [moment(10, "14:00")]


def test_flying_back_over_the_date_line_stays_on_day_0() -> None:
    sessions = visits(visit(0, "10:00", offset=12))
    landed = entry(moment(-1, "18:00", offset=-10), {"redness": 3})
    (point,) = recovery(REDNESS, sessions[0], sessions, [landed]).points
    assert (point.day, point.elapsed) == (0, pytest.approx(0.25))


def test_no_entry_no_number() -> None:
    nothing = after_one({})
    assert (nothing.points, nothing.clear_day, nothing.peak, nothing.area_0_7) == (
        (),
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({0: 4, 1: 3, 2: 2, 3: 1, 4: 1}, Interval(3, 3)),
        ({0: 4, 1: 3, 4: 1, 5: 0}, Interval(2, 4)),  # days 2 and 3 were not logged
        ({0: 3, 1: 1, 2: 3, 3: 1, 4: 0}, Interval(3, 3)),  # the first one was not confirmed
        ({0: 3, 2: 1, 9: 1}, Interval(1, 2)),  # confirmed by the next entry, however late
        ({4: 1, 5: 1}, Interval(0, 4)),  # nobody looked before day 4
        ({0: 0, 1: 1, 2: 1}, Interval(0, 0)),  # never above
        ({0: 0, 1: 0, 3: 3, 5: 1, 6: 0}, Interval(4, 5)),  # it came on later
        ({0: 0, 1: 1, 2: 4}, None),  # it has only just come
        ({0: 3, 1: 2, 2: 1}, None),  # not confirmed
        ({0: 3, 1: 2}, None),
        ({0: 1}, None),
        ({0: 1, 1: 2, 2: 1, 3: 2}, None),
    ],
)
def test_the_clear_day_is_as_wide_as_the_gap(
    values: dict[int, int], expected: Interval | None
) -> None:
    assert after_one(values).clear_day == expected


def test_above_in_the_morning_and_clear_in_the_evening_is_that_day() -> None:
    sessions = visits(visit(0))
    diary = [
        entry(moment(3, "08:00"), {"redness": 2}),
        entry(moment(3, "20:00"), {"redness": 1}),
        entry(moment(4, "08:00"), {"redness": 1}),
    ]
    assert recovery(REDNESS, sessions[0], sessions, diary).clear_day == Interval(3, 3)


def test_a_day_lived_twice_over_the_date_line_keeps_low_at_or_below_high() -> None:
    sessions = visits(visit(0, "10:00", offset=8))
    diary = [
        entry(moment(3, "10:00", offset=8), {"redness": 2}),
        entry(moment(2, "20:00", offset=-8), {"redness": 1}),  # 26 hours of clock back, 2 on
        entry(moment(3, "08:00", offset=-8), {"redness": 0}),
    ]
    one = recovery(REDNESS, sessions[0], sessions, diary)
    assert [point.day for point in one.points] == [3, 2, 3]
    assert one.clear_day == Interval(2, 2)


def test_felt_symptoms_are_clear_at_one_of_ten() -> None:
    sessions = visits(visit(0))
    diary = evenings("pain", {0: 6, 1: 2, 2: 1, 3: 0})
    assert recovery(PAIN, sessions[0], sessions, diary).clear_day == Interval(2, 2)


def test_the_peak_is_the_first_of_the_highest() -> None:
    highest = after_one({0: 2, 1: 3, 2: 1, 3: 3}).peak
    assert highest
    assert (highest.value, highest.day) == (3, 1)
    assert peak([]) is None


def points(*pairs: tuple[float, int]) -> tuple[Point, ...]:
    """Return points at these fractions of days."""
    return tuple(
        Point(
            int(elapsed), elapsed, moment(0, "00:00") + timedelta(days=elapsed), value, str(elapsed)
        )
        for elapsed, value in pairs
    )


@pytest.mark.parametrize(
    ("pairs", "area"),
    [
        # day by day: 3½ + 3 + 2½ + 1½ + 1 + ½ + 0
        ([(0, 4), (1, 3), (2, 3), (3, 2), (4, 1), (5, 1), (6, 0), (7, 0)], 12.0),
        # two days at a time: twice 3½ + 2½ + 1½, and 1 for the last day
        ([(0, 4), (2, 3), (4, 2), (6, 1), (7, 1)], 16.0),
        # held flat at 3 until day 1 and at 1 from day 5 on: 3 + 4·(3+1)/2 in four steps + 2·1
        ([(1, 3), (2, 3), (3, 2), (4, 1), (5, 1)], 3 + 3 + 2.5 + 1.5 + 1 + 2),
        # the last line is cut at day 7: it falls from 2 at 6.5 to 0 at 7.5, so 1 at 7
        ([(0, 2), (1, 2), (2, 2), (3, 2), (6.5, 2), (7.5, 0)], 2 * 6.5 + 0.5 * (2 + 1) / 2),
        # two looks on day 7, both after the seventh full day
        ([(0, 2), (1, 2), (2, 2), (3, 2), (7.25, 2), (7.5, 0)], 14.0),
        # day 8 plays no part, not even for the line
        ([(0, 1), (1, 1), (2, 1), (3, 1), (4, 1), (8, 4)], 7.0),
        # half a day counts half: 0.5·4 + the rest
        ([(0, 4), (0.5, 4), (1, 0), (2, 0), (3, 0), (4, 0)], 0.5 * 4 + 0.5 * 2),
    ],
)
def test_the_area_is_what_a_ruler_and_paper_give(
    pairs: list[tuple[float, int]], area: float
) -> None:
    assert area_0_7(points(*pairs)) == pytest.approx(area)


def test_four_days_are_too_few_for_an_area() -> None:
    assert area_0_7(points((0, 4), (0.5, 4), (1, 3), (2, 3), (3, 2), (8, 1), (9, 1))) is None


def test_no_area_is_given_of_days_that_were_not_lived_yet() -> None:
    week = {0: 4, 1: 4, 2: 3, 3: 3, 4: 3}
    sessions = visits(visit(0, "14:00"))

    def on(day: int, values: Mapping[int, int]) -> Recovery:
        (found,) = recoveries(REDNESS, sessions, evenings("redness", values), day_date(day))
        return found

    assert [on(day, week).area_0_7 for day in (4, 6, 7)] == [None] * 3
    assert [on(day, week).week_over for day in (7, 8)] == [False, True]
    assert on(8, week).area_0_7 == after_one(week, clock="14:00").area_0_7 is not None
    assert on(7, {**week, 7: 1}).area_0_7 is not None, "the last day is rated"
    assert on(7, week).week_days == 5


@given(st.integers(0, 10), st.sets(st.integers(0, 7), min_size=5))
def test_a_level_that_stays_has_seven_times_its_area(level: int, days: set[int]) -> None:
    assert area_0_7(points(*((day + 0.875, level) for day in sorted(days)))) == pytest.approx(
        7 * level
    )


def test_only_earlier_sessions_of_the_kind_are_compared_with() -> None:
    sessions = visits(visit(0), visit(30, kind="peel"), visit(60), visit(90), visit(120))
    assert [one.number for one in earlier_of_kind(sessions[3], sessions)] == [1, 3]
    assert earlier_of_kind(sessions[0], sessions) == ()


def test_below_five_sessions_the_band_is_the_whole_range() -> None:
    found = band(after_each([{0: 4, 1: 2, 2: 1}, {0: 3, 1: 3}, {0: 1, 1: 4, 3: 0}]))
    assert [(one.day, one.n, one.low, one.high, one.median) for one in found] == [
        (0, 3, 1, 4, 3),
        (1, 3, 2, 4, 3),
    ]


def test_from_five_sessions_the_band_is_the_middle_half() -> None:
    weeks = [{0: 4, 1: 4}, {0: 3, 1: 2}, {0: 2, 1: 1}, {0: 1, 1: 3}, {0: 0}]
    found = band(after_each(weeks))
    assert [(one.day, one.n, one.low, one.high, one.median) for one in found] == [
        (0, 5, 1, 3, 2),
        (1, 4, 1.75, 3.25, 2.5),  # 1 2 3 4: a quarter of the way from the 1st to the 4th
    ]


def test_a_session_counts_once_a_day_with_the_mean_of_its_entries() -> None:
    sessions = visits(visit(0), visit(100), visit(200))
    diary = [
        entry(moment(0, "08:00"), {"redness": 4}),
        entry(moment(0, "20:00"), {"redness": 1}),
        entry(moment(100), {"redness": 2}),
        entry(moment(200), {"redness": 2}),
    ]
    (day,) = band(recoveries(REDNESS, sessions, diary))
    assert (day.n, day.low, day.high, day.median) == (3, 2, 2.5, 2)
    hours = (8 + 20) / 2, 21, 21
    assert day.elapsed == pytest.approx(sum(hours) / 3 / 24)


def test_a_session_that_was_not_logged_widens_no_band() -> None:
    weeks: list[Mapping[int, int]] = [{0: 4}, {0: 3}, {0: 1}, {0: 0}]
    assert band(after_each([*weeks, {}])) == band(after_each(weeks))
    assert band(after_each(weeks[:2])) == ()
    assert band([]) == ()


def test_the_expected_clear_day_spans_what_happened_before() -> None:
    earlier = after_each(
        [{0: 3, 4: 2, 5: 1, 6: 1}, {0: 3, 1: 2}, {0: 4, 5: 2, 8: 0, 9: 0}, {0: 3, 3: 2, 4: 1, 5: 1}]
    )
    expected = expected_clear(earlier)
    assert expected
    assert (expected.low, expected.high, expected.n, expected.numbers) == (4, 8, 3, (1, 3, 4))
    assert (expected.rated, expected.still_open) == (4, ((2, 1),))
    assert expected_clear(earlier[1:2]) is None
    assert expected_clear([]) is None


SLOW = {day: 4 if day < 3 else 2 for day in range(13)}
"""Still not clear on day 12."""
QUICK = {0: 3, 1: 2, 2: 1, 3: 0}


def test_nothing_is_expected_where_half_of_the_sessions_were_not_clear_by_then() -> None:
    assert expected_clear(after_each([SLOW, SLOW, QUICK])) is None
    assert expected_clear(after_each([SLOW, QUICK])) is None

    most = expected_clear(after_each([SLOW, QUICK, QUICK]))

    assert most
    assert (most.low, most.high, most.n, most.rated, most.still_open) == (2, 2, 2, 3, ((1, 12),))


def test_a_session_that_was_rated_no_longer_takes_no_expectation_away() -> None:
    stopped = expected_clear(after_each([{0: 4, 1: 3}, QUICK, {}]))

    assert stopped
    assert (stopped.low, stopped.rated, stopped.still_open) == (2, 2, ((1, 1),))


def test_an_expectation_ends_with_the_clear_day_or_when_its_days_have_gone_by() -> None:
    before, clear, now = after_each([QUICK, QUICK, {0: 3}])
    expected = expected_clear([before])

    assert still_expected(expected, now, 2) == expected is not None
    assert still_expected(expected, now, 3) is None
    assert still_expected(expected, clear, 2) is None
    assert (now.not_clear_by, clear.not_clear_by) == (0, None)


@pytest.mark.parametrize(
    ("toning", "peels", "told"),
    [
        ([QUICK] * 3, [SLOW] * 3, Verdict.TOO_FEW),
        ([QUICK] * 3, [{0: 4, 3: 3, 4: 1, 5: 0}] * 3, Verdict.EARLIER),
        ([{0: 4, 3: 3, 4: 1, 5: 0}] * 3, [QUICK] * 3, Verdict.LATER),
        ([QUICK] * 3, [QUICK] * 3, Verdict.OVERLAP),
        # those that were never seen clear may have cleared long after all others
        ([*[QUICK] * 3, SLOW], [{0: 4, 3: 3, 4: 1, 5: 0}] * 3, Verdict.UNSEEN),
        ([{0: 4, 3: 3, 4: 1, 5: 0}] * 3, [*[QUICK] * 3, SLOW], Verdict.UNSEEN),
        # a later group can only become later still, unless it was rated no longer
        ([QUICK] * 3, [*[{0: 4, 3: 3, 4: 1, 5: 0}] * 3, SLOW], Verdict.EARLIER),
        ([QUICK] * 3, [*[{0: 4, 3: 3, 4: 1, 5: 0}] * 3, {0: 4}], Verdict.UNSEEN),
        ([QUICK] * 3, [*[{0: 4, 3: 3, 4: 1, 5: 0}] * 3, {0: 1}], Verdict.UNSEEN),
    ],
)
def test_no_group_is_called_earlier_where_one_never_seen_clear_could_overturn_it(
    toning: list[Mapping[int, int]], peels: list[Mapping[int, int]], told: Verdict
) -> None:
    weeks = [*(("pico-toning", week) for week in toning), *(("peel", week) for week in peels)]
    sessions = visits(*(visit(100 * at, kind=kind) for at, (kind, _) in enumerate(weeks)))
    diary = [
        entry(moment(100 * at + day), {"redness": value})
        for at, (_, week) in enumerate(weeks)
        for day, value in week.items()
    ]
    one, other = groups(recoveries(REDNESS, sessions, diary))
    assert verdict(one, other) is told


@given(ENTRIES, st.randoms(use_true_random=False))
def test_no_number_depends_on_the_order_of_entries(diary: list[Entry], chance: Random) -> None:
    shuffled = list(diary)
    chance.shuffle(shuffled)
    assert recoveries(REDNESS, TWO_VISITS, shuffled) == recoveries(REDNESS, TWO_VISITS, diary)


@given(ENTRIES, ENTRIES)
def test_no_number_depends_on_entries_that_do_not_rate_it(
    diary: list[Entry], others: list[Entry]
) -> None:
    unrated = [entry(one.at, {"pain": 3}, "acne", identity=f"{one.id} too") for one in others]
    empty = [entry(one.at, identity=f"{one.id} empty") for one in others]
    assert recoveries(REDNESS, TWO_VISITS, [*unrated, *diary, *empty]) == recoveries(
        REDNESS, TWO_VISITS, diary
    )


@given(ENTRIES)
def test_every_rating_after_the_first_session_is_in_exactly_one_series(diary: list[Entry]) -> None:
    found = recoveries(REDNESS, TWO_VISITS, diary)
    ids = [point.entry_id for one in found for point in one.points]
    before = [one.id for one in diary if "redness" in one.ratings and one.at < moment(0, "14:00")]
    rated = [one.id for one in diary if "redness" in one.ratings]
    assert sorted(ids + before) == sorted(rated)


@given(ENTRIES)
def test_headlines_stay_within_what_was_rated(diary: list[Entry]) -> None:
    for one in recoveries(REDNESS, TWO_VISITS, diary):
        assert all(point.day >= 0 and point.elapsed >= 0 for point in one.points)
        assert [point.elapsed for point in one.points] == sorted(
            point.elapsed for point in one.points
        )
        values = [point.value for point in one.points]
        assert (one.peak.value if one.peak else None) == max(values, default=None)
        if one.clear_day:
            assert 0 <= one.clear_day.low <= one.clear_day.high
        if one.area_0_7 is not None:
            assert 7 * min(values) - 1e-9 <= one.area_0_7 <= 7 * max(values) + 1e-9


def test_gaps_and_noise_leave_the_area_near_the_truth() -> None:
    # Pain of 6 that halves every 1.5 days above a rest of 0.3; by the integral from 0 to 7 its
    # area is 6 · 1.5 / ln 2 · (1 - 2^(-7/1.5)) + 0.3 · 7 = 14.57. 30 % of days are missing.
    chance = Random(20260302)
    sessions = visits(visit(0))
    areas: list[float] = []
    clear: list[Interval] = []
    for _ in range(200):
        diary = [
            entry(moment(day, "00:00"), {"pain": min(10, max(0, round(level)))})
            for day in range(11)
            if chance.random() > 0.3
            for level in [6 * 2 ** (-day / 1.5) + 0.3 + chance.gauss(0, 0.7)]
        ]
        one = recovery(PAIN, sessions[0], sessions, diary)
        areas += [one.area_0_7] if one.area_0_7 is not None else []
        clear += [one.clear_day] if one.clear_day else []
    assert len(areas) > 100
    assert median(areas) == pytest.approx(14.57, rel=0.1)
    assert median(one.high for one in clear) in {4, 5, 6}  # the curve itself is at 1 on day 4.65
