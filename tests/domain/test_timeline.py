"""Ratings over the calendar: what may be joined to a line, and weeks."""

from datetime import timedelta

from recovery_app.domain.sessions import Session
from recovery_app.domain.timeline import neighbours, place_of, ratings, session_place, weeks
from tests.domain.diary import day_date, evenings, moment


def test_a_missing_day_parts_a_line() -> None:
    places = [place_of(moment(day)) for day in (0, 1, 3, 4, 4)]

    assert neighbours(places) == [(0, 1), (2, 3), (3, 4)]


def test_late_and_early_on_neighbouring_days_are_joined_though_nearly_two_days_apart() -> None:
    early, late = place_of(moment(1, "00:10")), place_of(moment(2, "23:50"))

    assert neighbours([early, late]) == [(0, 1)]


def test_a_session_parts_what_was_before_it_from_what_came_after() -> None:
    session = place_of(moment(1, "14:30"))
    clocks = ("10:00", "14:29", "14:30", "21:00")
    places = [place_of(moment(1, clock)) for clock in clocks]

    assert neighbours(places, [session]) == [(0, 1), (2, 3)]


def test_a_session_without_a_time_begins_with_its_day() -> None:
    session = session_place(Session("", day_date(1), "peel"))

    assert session == day_date(1).toordinal()
    assert neighbours([session - 0.1, session, session + 0.5], [session]) == [(1, 2)]


def test_a_session_lies_at_its_time() -> None:
    at = moment(1, "18:00")

    assert session_place(Session("", at.date(), "peel", at=at)) == at.date().toordinal() + 0.75


def test_weeks_tell_least_greatest_and_mean() -> None:
    # The first day is a Monday.
    found = weeks(ratings("redness", evenings("redness", {0: 4, 6: 1, 7: 2})))

    assert [(one.first, one.low, one.high, one.mean, one.n) for one in found] == [
        (day_date(0), 1, 4, 2.5, 2),
        (day_date(0) + timedelta(days=7), 2, 2, 2.0, 1),
    ]
