"""Moments and days: local clock time with the offset it was lived in.

A moment is a `datetime` that carries a fixed offset, because a diary is about the person's own
evening: an entry written at 21:00 in Singapore stays at 21:00 when she flies home.
"""

from datetime import UTC, date, datetime, time, timedelta

from recovery_app.errors import WrongInput

EARLIEST = date(1990, 1, 1)
"""No laser diary reaches back further; an earlier date is a camera that lost its clock."""


def now() -> datetime:
    """Return this moment on the local clock, to the minute, with its offset."""
    return datetime.now().astimezone().replace(second=0, microsecond=0)


def today() -> date:
    """Return the local date."""
    return now().date()


def local(day: date, clock: time) -> datetime:
    """Return the moment when the local clock shows `clock` on `day`, with that day's own offset."""
    return datetime.combine(day, clock).astimezone()


def lived(day: date, clock: time) -> datetime:
    """Return the local moment that a person names by its day and time of day.

    Raises:
        WrongInput: if no local clock ever showed it, because it was put forward then.
    """
    at = local(day, clock)
    # To Greenwich and back a moment stays what it is, unless the clocks leapt over it.
    if at.astimezone(UTC).astimezone().replace(tzinfo=None) != datetime.combine(day, clock):
        raise WrongInput(
            f"At {clock:%H:%M} on {day} the clocks were put forward: there was no such time."
        )
    return at


def parse_date(text: str) -> date:
    """Read an ISO date such as 2026-10-12, whether something can have happened on it or not.

    Raises:
        WrongInput: if the text is no date.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise WrongInput(f"“{text}” is not a date; write it like 2026-10-12.") from None


def parse_day(text: str) -> date:
    """Read the ISO date of a day on which something can have happened.

    Raises:
        WrongInput: if the text is no date, lies in the future or before `EARLIEST`.
    """
    return checked_day(parse_date(text))


def checked_day(day: date) -> date:
    """Return the day if something can have happened on it, else raise `WrongInput`."""
    if day > today():
        raise WrongInput(f"{day.isoformat()} lies in the future.")
    if day < EARLIEST:
        raise WrongInput(f"{day.isoformat()} is too long ago to be right.")
    return day


def parse_moment(text: str) -> datetime:
    """Read an ISO moment such as 2026-10-13T21:00, with an offset or in local time.

    Raises:
        WrongInput: if the text is no moment, lies in the future or before `EARLIEST`, or no local
            clock ever showed it, because it was put forward then.
    """
    try:
        read = datetime.fromisoformat(text.strip())
        at = read if read.tzinfo else lived(read.date(), read.time())
    except (ValueError, OverflowError):
        raise WrongInput(
            f"“{text}” is not a date and time; write it like 2026-10-13T21:00."
        ) from None
    return checked_moment(at)


def checked_moment(at: datetime) -> datetime:
    """Return the moment, to the minute, if it lies in the past, else raise `WrongInput`."""
    at = at.replace(second=0, microsecond=0)
    if at > now() + timedelta(minutes=1):
        raise WrongInput(f"{at.isoformat(sep=' ', timespec='minutes')} lies in the future.")
    if at.date() < EARLIEST:
        raise WrongInput(f"{at.date().isoformat()} is too long ago to be right.")
    return at


def parse_clock(text: str) -> time:
    """Read a time of day such as 14:30, else raise `WrongInput`."""
    try:
        return time.fromisoformat(text.strip()).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise WrongInput(f"“{text}” is not a time; write it like 14:30.") from None


def days_before(day: date, count: int) -> list[date]:
    """Return the `count` days that end with `day`, oldest first."""
    return [day - timedelta(days=back) for back in range(count - 1, -1, -1)]
