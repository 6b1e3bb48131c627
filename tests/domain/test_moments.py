from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_app.domain.moments import (
    EARLIEST,
    checked_day,
    checked_moment,
    days_before,
    local,
    now,
    parse_clock,
    parse_day,
    parse_moment,
    today,
)
from recovery_app.errors import WrongInput

BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"
LOS_ANGELES = "PST8PDT,M3.2.0,M11.1.0"
KIRITIMATI = "<+14>-14"

OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(
    datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2024-12-31"), timezones=OFFSETS
)
TEXTS = st.text() | st.text("0123456789-:T.Z+W ", max_size=30)


def test_now_is_whole_minutes_with_an_offset() -> None:
    moment = now()
    assert moment.tzinfo is not None
    assert (moment.second, moment.microsecond) == (0, 0)
    assert abs(datetime.now(UTC) - moment) < timedelta(minutes=2)


def test_today_is_the_local_date_not_that_of_greenwich(
    living_in: Callable[[str], None],
) -> None:
    days: set[date] = set()
    for zone in (KIRITIMATI, "<-12>12"):
        living_in(zone)
        days.add(today())
    assert len(days) == 2  # 26 hours apart: never the same date


def test_a_day_is_read() -> None:
    assert parse_day(" 2024-02-29 ") == date(2024, 2, 29)
    assert parse_day(EARLIEST.isoformat()) == EARLIEST
    assert parse_day(today().isoformat()) == today()


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2025-02-29", "2025-13-01", "12.10.2025", "2025-10-12T21:00"]
)
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(WrongInput, match="is not a date; write it like"):
        parse_day(text)


def test_days_that_cannot_be_are_refused() -> None:
    with pytest.raises(WrongInput, match="lies in the future"):
        parse_day((today() + timedelta(days=1)).isoformat())
    with pytest.raises(WrongInput, match="too long ago"):
        checked_day(EARLIEST - timedelta(days=1))


def test_a_moment_keeps_the_offset_it_is_given() -> None:
    at = parse_moment("2025-10-13T21:00:59.9+05:30")
    assert at.isoformat() == "2025-10-13T21:00:00+05:30"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-01-13T21:00", "2025-01-13T21:00:00+01:00"),
        ("2025-07-13T21:00", "2025-07-13T21:00:00+02:00"),
        ("2025-10-26T02:30", "2025-10-26T02:30:00+02:00"),  # twice that night: the first
        ("2025-10-26T03:00", "2025-10-26T03:00:00+01:00"),
        ("2025-10-13", "2025-10-13T00:00:00+02:00"),
    ],
)
def test_a_moment_without_an_offset_gets_that_day_s_own(
    living_in: Callable[[str], None], text: str, expected: str
) -> None:
    living_in(BERLIN)
    assert parse_moment(text).isoformat() == expected


def test_a_time_that_the_clocks_leapt_over_is_refused(living_in: Callable[[str], None]) -> None:
    living_in(BERLIN)
    with pytest.raises(WrongInput, match="put forward: there was no such time"):
        parse_moment("2026-03-29T02:30")
    assert parse_moment("2026-03-29T01:59").isoformat() == "2026-03-29T01:59:00+01:00"
    assert parse_moment("2026-03-29T03:00").isoformat() == "2026-03-29T03:00:00+02:00"
    # Whoever names an offset names a moment that there was, and an hour that comes twice exists.
    assert parse_moment("2026-03-29T02:30+01:00").isoformat() == "2026-03-29T02:30:00+01:00"
    assert parse_moment("2025-10-26T02:30").isoformat() == "2025-10-26T02:30:00+02:00"


@pytest.mark.parametrize(
    "text", ["", "now", "2025-10-13T25:00", "2025-10-13T21:60", "2025-02-30T10:00", "21:00"]
)
def test_what_is_no_moment_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(WrongInput, match="is not a date and time; write it like"):
        parse_moment(text)


@pytest.mark.parametrize("zone", ["UTC0", BERLIN, LOS_ANGELES, KIRITIMATI])
@pytest.mark.parametrize(
    "text",
    ["0001-01-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"],
)
def test_the_edges_of_the_calendar_are_refused_not_crashed_on(
    living_in: Callable[[str], None], zone: str, text: str
) -> None:
    living_in(zone)
    with pytest.raises(WrongInput):
        parse_moment(text)


def test_moments_that_cannot_be_are_refused() -> None:
    with pytest.raises(WrongInput, match="lies in the future"):
        checked_moment(now() + timedelta(minutes=3))
    with pytest.raises(WrongInput, match="too long ago"):
        checked_moment(datetime(1989, 12, 31, 23, 59, tzinfo=UTC))


def test_a_moment_from_a_clock_ahead_of_ours_is_judged_by_when_it_was() -> None:
    ahead = now().astimezone(timezone(timedelta(hours=14)))
    assert checked_moment(ahead) == ahead  # though its date may be tomorrow's here


@given(MOMENTS)
def test_a_moment_written_down_is_read_back_with_its_offset(at: datetime) -> None:
    at = at.replace(second=0, microsecond=0)
    read = parse_moment(at.isoformat())
    assert (read, read.utcoffset(), read.date()) == (at, at.utcoffset(), at.date())


@given(TEXTS)
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    for read in (parse_moment, parse_day, parse_clock):
        with suppress(WrongInput):
            assert read(text) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("14:30", time(14, 30)), (" 00:00:59 ", time(0, 0)), ("14:30+02:00", time(14, 30))],
)
def test_a_clock_time_is_read(text: str, expected: time) -> None:
    assert parse_clock(text) == expected


@pytest.mark.parametrize("text", ["", "7", "25:00", "14:61", "half past two"])
def test_what_is_no_clock_time_is_refused(text: str) -> None:
    with pytest.raises(WrongInput, match="is not a time"):
        parse_clock(text)


def test_a_local_clock_has_the_offset_of_its_day(living_in: Callable[[str], None]) -> None:
    living_in(LOS_ANGELES)
    assert local(date(2026, 1, 5), time(14, 30)).isoformat() == "2026-01-05T14:30:00-08:00"
    assert local(date(2026, 7, 5), time(14, 30)).isoformat() == "2026-07-05T14:30:00-07:00"


def test_the_days_before_end_with_the_day() -> None:
    assert days_before(date(2024, 3, 1), 3) == [
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2024, 3, 1),
    ]
    assert days_before(date(2024, 3, 1), 0) == []
