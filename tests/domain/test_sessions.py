from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_app.domain.sessions import (
    Session,
    begun,
    by_number,
    checked_money,
    checked_pain,
    elapsed_days,
    in_order,
    numbered,
    place_of_day,
    place_of_moment,
)
from recovery_app.errors import NotFound, WrongInput
from tests.domain.diary import day_date, moment, visit, visits

OFFSETS = st.sampled_from([-11.0, -8.0, -3.5, 0.0, 1.0, 5.75, 8.0, 13.0])
CLOCKS = st.times().map(lambda clock: clock.isoformat("minutes"))
MOMENTS = st.builds(moment, st.integers(0, 120), CLOCKS, OFFSETS)
VISITS = st.lists(
    st.builds(visit, st.integers(0, 120), st.just("") | CLOCKS, offset=OFFSETS),
    max_size=5,
    unique_by=lambda one: one.id,
)


def test_sessions_are_numbered_by_date_whatever_their_kind() -> None:
    days = [visit(60, kind="peel"), visit(0), visit(30, kind="made-up")]
    found = visits(*days)
    assert [(one.number, one.session.date) for one in found] == [
        (1, day_date(0)),
        (2, day_date(30)),
        (3, day_date(60)),
    ]
    assert found[2].kind.name == "Chemical peel"


def test_an_unknown_kind_is_kept_under_its_own_word() -> None:
    (one,) = numbered([visit(0, kind="made-up")], [])
    assert (one.kind.slug, one.kind.name, one.kind.interval) == ("made-up", "made-up", None)


def test_on_one_date_the_session_without_a_time_comes_first() -> None:
    late, midnight = visit(0, "16:00"), visit(0, "00:00")
    untimed = Session("z", late.date, "pico-toning")
    assert in_order([late, midnight, untimed]) == [untimed, midnight, late]


def test_a_session_is_found_by_its_number() -> None:
    found = visits(visit(0), visit(30))
    assert by_number(found, 2) is found[1]
    with pytest.raises(NotFound, match="no session 3"):
        by_number(found, 3)


def test_a_session_s_clock_is_that_of_its_own_moment() -> None:
    assert visit(0).clock is None
    assert str(visit(0, "14:30", offset=-8).clock) == "14:30:00"


def test_days_are_counted_from_the_latest_session() -> None:
    found = visits(visit(0), visit(28, "14:00"))
    assert place_of_day(day_date(-1), found) is None
    places = [place_of_day(day_date(day), found) for day in (0, 1, 27, 28, 40)]
    assert [(place.day, place.session.number) for place in places if place] == [
        (0, 1),
        (1, 1),
        (27, 1),
        (0, 2),
        (12, 2),
    ]


def test_before_a_session_s_time_its_day_belongs_to_the_last_one() -> None:
    found = visits(visit(0), visit(28, "14:00"))
    before, at_once = (place_of_moment(moment(28, clock), found) for clock in ("13:59", "14:00"))
    assert before
    assert (before.day, before.session.number) == (28, 1)
    assert at_once
    assert (at_once.day, at_once.session.number) == (0, 2)


def test_before_the_first_session_there_is_no_day() -> None:
    assert place_of_moment(moment(0, "13:59"), visits(visit(0, "14:00"))) is None
    assert place_of_moment(moment(0), []) is None


def test_a_session_without_a_time_counts_from_midnight_of_her_own_clock() -> None:
    for offset in (-11, 8, 14):
        assert begun(visit(0), moment(0, "00:00", offset))
        assert not begun(visit(0), moment(-1, "23:59", offset))
        assert elapsed_days(moment(2, "12:00", offset), visit(0)) == 2.5


@pytest.mark.parametrize(
    ("day", "before", "after", "hours"),
    [
        (date(2026, 3, 28), 1, 2, 23),  # the clock goes forward that night
        (date(2026, 10, 24), 2, 1, 25),  # and back
    ],
)
def test_daylight_saving_moves_hours_but_no_day(
    day: date, before: int, after: int, hours: int
) -> None:
    zone, next_zone = (timezone(timedelta(hours=offset)) for offset in (before, after))
    session = Session("one", day, "pico-toning", datetime.combine(day, time(14), zone))
    at = datetime.combine(day + timedelta(days=1), time(14), next_zone)
    place = place_of_moment(at, visits(session))
    assert place
    assert place.day == 1
    assert elapsed_days(at, session) == pytest.approx(hours / 24)


def test_travel_keeps_local_days_and_true_time() -> None:
    session = visit(0, "14:00", offset=8)
    in_london = moment(2, "21:00", offset=0)
    place = place_of_moment(in_london, visits(session))
    assert place
    assert place.day == 2
    assert elapsed_days(in_london, session) == pytest.approx(2 + 15 / 24)


def test_flying_back_over_the_date_line_never_makes_a_negative_day() -> None:
    session = visit(0, "10:00", offset=12)
    landed = moment(-1, "18:00", offset=-10)  # 04:00 UTC, six hours after the session
    place = place_of_moment(landed, visits(session))
    assert place
    assert place.day == 0
    assert elapsed_days(landed, session) == pytest.approx(0.25)


@given(VISITS, MOMENTS)
def test_a_place_is_after_its_session_and_agrees_with_the_local_date(
    sessions: list[Session], at: datetime
) -> None:
    found = visits(*sessions)
    place = place_of_moment(at, found)
    if place is None:
        assert not any(begun(one, at) for one in sessions)
        return
    session = place.session.session
    assert place.day == max(0, (at.date() - session.date).days)
    assert elapsed_days(at, session) >= 0
    assert abs(elapsed_days(at, session) - place.day) < 2.1  # a day, and 26 hours of offsets
    assert not any(begun(one.session, at) for one in found[place.session.number :])


@given(VISITS.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_in_which_sessions_were_written_down_does_not_matter(
    both: tuple[list[Session], list[Session]],
) -> None:
    one, other = both
    assert visits(*one) == visits(*other)


@given(st.integers(0, 10))
def test_pain_on_its_scale_is_taken(value: int) -> None:
    assert checked_pain(value) == value


def test_pain_may_be_left_out_but_not_be_off_its_scale() -> None:
    assert checked_pain(None) is None
    for value in (-1, 11):
        with pytest.raises(WrongInput, match=f"{value} is off its scale"):
            checked_pain(value)


def test_money_is_an_amount_with_three_letters() -> None:
    assert checked_money(Decimal("450.50"), " sgd ") == (Decimal("450.50"), "SGD")
    assert checked_money(None, "") == (None, "")


@pytest.mark.parametrize("currency", ["S$", "EURO", "€€€", "ÄÖÜ", "12A"])
def test_what_is_no_currency_is_refused(currency: str) -> None:
    with pytest.raises(WrongInput, match="is not a currency"):
        checked_money(None, currency)


@pytest.mark.parametrize("cost", ["-1", "NaN", "sNaN", "Infinity", "1E9"])
def test_what_is_no_cost_is_refused(cost: str) -> None:
    with pytest.raises(WrongInput, match="A cost is a number"):
        checked_money(Decimal(cost), "EUR")
