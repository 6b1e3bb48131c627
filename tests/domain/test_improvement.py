import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_app.domain.improvement import Trend, counted, review_points, summed_up
from tests.domain.diary import day_date, review, visit, visits

BETTER = Trend(-3.0, -5.0, -1.0)


def test_a_concern_has_its_reviews_by_date_and_gaps_stay_gaps() -> None:
    reviews = [review(60, pores=30), review(0, pores=50, dryness=20), review(30, dryness=10)]
    points = review_points("pores", reviews, [])
    assert [(point.date, point.value) for point in points] == [
        (day_date(0), 50),
        (day_date(60), 30),
    ]
    assert review_points("tattoo", reviews, []) == ()


def test_fourteen_days_after_a_session_are_too_near() -> None:
    sessions = visits(visit(0, "14:00"), visit(40, kind="led"))
    days = [-1, 0, 14, 15, 39, 40, 54, 55]
    points = review_points("pores", [review(day, pores=50) for day in days], sessions)
    near = [day for day, point in zip(days, points, strict=True) if point.near_session]
    assert near == [0, 14, 40, 54]
    assert [point.date for point in counted(points)] == [day_date(day) for day in (-1, 15, 39, 55)]


def test_the_change_is_between_the_first_and_the_last_counted_review() -> None:
    sessions = visits(visit(0))
    reviews = [review(0, pores=90), *(review(20 + day, pores=60 - day) for day in range(5))]
    one = summed_up("pores", review_points("pores", reviews, sessions), None)
    assert (one.concern, one.counted, one.change, len(one.points)) == ("pores", 5, -4, 6)
    assert (one.trend, one.slope_per_month, one.interval, one.clear) == (None, None, None, False)


@pytest.mark.parametrize("days", [[], [20]])
def test_one_review_is_no_change(days: list[int]) -> None:
    points = review_points("pores", [review(day, pores=60) for day in days], [])
    one = summed_up("pores", points, None)
    assert (one.counted, one.change, one.clear) == (len(days), None, False)


@pytest.mark.parametrize(
    ("last", "trend", "clear"),
    [
        (40, BETTER, True),
        (41, BETTER, False),  # 9 of 100 is not past the threshold
        (30, Trend(-3.0, -6.0, 0.0), False),  # the interval touches 0
        (30, None, False),
        (60, Trend(3.0, 1.0, 5.0), True),  # worse can be clear, too
        (60, Trend(3.0, 0.0, 5.0), False),
        (60, BETTER, False),  # the last review alone stands against the slope
    ],
)
def test_a_change_is_clear_only_past_both_gates(
    last: int, trend: Trend | None, clear: bool
) -> None:
    points = review_points("pores", [review(0, pores=50), review(30, pores=last)], [])
    one = summed_up("pores", points, trend)
    assert one.clear is clear
    assert one.slope_per_month == (trend.per_month if trend else None)
    assert one.interval == ((trend.low, trend.high) if trend else None)


@given(
    st.dictionaries(st.integers(0, 400), st.integers(0, 100), max_size=12),
    st.lists(st.integers(0, 400), max_size=4),
    st.data(),
)
def test_no_order_and_no_other_concern_matters(
    values: dict[int, int], days: list[int], data: st.DataObject
) -> None:
    sessions = visits(*(visit(day) for day in days))
    reviews = [review(day, pores=value) for day, value in values.items()]
    mixed = [*data.draw(st.permutations(reviews)), review(500, dryness=1), review(501)]
    points = review_points("pores", reviews, sessions)
    assert review_points("pores", mixed, sessions) == points
    assert [point.date for point in points] == sorted(day_date(day) for day in values)
    for point in points:
        ages = [(point.date - day_date(day)).days for day in days]
        assert point.near_session is any(0 <= age <= 14 for age in ages)
