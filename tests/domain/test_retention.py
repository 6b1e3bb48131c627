"""Which backups are kept."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import assume, given
from hypothesis import strategies as st

from recovery_app.domain.retention import DAYS, MONTHS, WEEKS, kept

MOMENTS = st.sets(st.datetimes(timezones=st.just(UTC)), max_size=80)


def _evenings(count: int) -> list[datetime]:
    first = datetime(2025, 1, 1, 21, tzinfo=UTC)
    return [first + timedelta(days=day) for day in range(count)]


def test_the_last_seven_days_are_all_there():
    made = _evenings(400)
    assert set(made[-7:]) <= kept(made)


def test_older_ones_thin_out_to_weeks_and_months():
    made = _evenings(400)
    found = sorted(kept(made))
    assert 18 <= len(found) <= DAYS + WEEKS + MONTHS
    assert {(one.year, one.month) for one in found} >= {(2025, month) for month in range(3, 13)}


def test_of_one_day_the_last_is_kept():
    morning, evening = datetime(2026, 5, 4, 8, tzinfo=UTC), datetime(2026, 5, 4, 22, tzinfo=UTC)
    assert kept([evening, morning]) == {evening}


def test_the_day_is_the_one_that_she_lived():
    home = timezone(timedelta(hours=9))
    late, early = datetime(2026, 5, 4, 23, tzinfo=home), datetime(2026, 5, 5, 1, tzinfo=home)
    assert kept([late, early]) == {late, early}


@given(MOMENTS)
def test_the_latest_is_never_thrown_away(made: set[datetime]):
    assert not made or max(made) in kept(made)


@given(MOMENTS)
def test_throwing_away_twice_throws_nothing_more_away(made: set[datetime]):
    once = kept(made)
    assert once <= made
    assert kept(once) == once
    assert len(once) <= DAYS + WEEKS + MONTHS


@given(MOMENTS, st.datetimes(timezones=st.just(UTC)))
def test_what_was_thrown_away_would_not_be_missed_later(made: set[datetime], new: datetime):
    assume(all(new >= one for one in made))
    before = kept(made)
    assert kept({*before, new}) == kept({*made, new})
