"""Words that several pages say alike: dates, from which to which day, and what that rests on."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from recovery_app.domain import recovery_words
from recovery_app.domain.recovery import Expected, Interval, Recovery, StillOpen


def _tr(text: str) -> str:
    return QCoreApplication.translate("Words", text)


def day_of(day: date) -> str:
    """Write a day: “3 Oct 2026”."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def moment_of(at: datetime) -> str:
    """Write a day with the clock: “3 Oct 2026, 21:05”."""
    return f"{day_of(at.date())}, {at:%H:%M}"


def interval(days: Interval) -> str:
    """Say from which to which day, without false precision: “between day 6 and 7”."""
    if days.low == days.high:
        return _tr("day {day}").format(day=days.high)
    return _tr("between day {low} and {high}").format(low=days.low, high=days.high)


def expected(days: Expected) -> str:
    """Say the range of earlier sessions: “day 5–7”."""
    if days.low == days.high:
        return _tr("day {day}").format(day=days.high)
    return _tr("day {low}–{high}").format(low=days.low, high=days.high)


def basis_of(days: Expected) -> str:
    """Say after which sessions it was so: “as after session 1 of this kind (1 of 3 rated)”."""
    return recovery_words.basis_of(days, _tr)


def still_open_words(sessions: Sequence[StillOpen]) -> str:
    """Say how long sessions were seen not to be clear; nothing where there is none."""
    return recovery_words.still_open_words(sessions, _tr)


def not_clear_words(one: Recovery) -> str:
    """Say how long a session was seen not to be clear: “not clear by day 12”."""
    return recovery_words.not_clear_words(one, _tr)
