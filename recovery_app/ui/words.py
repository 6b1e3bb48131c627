"""Words that several pages say alike: from which to which day, and after which sessions."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from recovery_app.domain.recovery import Expected, Interval


def _tr(text: str) -> str:
    return QCoreApplication.translate("Words", text)


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


def listed_sessions(numbers: Sequence[int]) -> str:
    """Name sessions by their numbers: “session 1”, “sessions 1 and 2”, “sessions 1, 2 and 4”."""
    if len(numbers) == 1:
        return _tr("session {number}").format(number=numbers[0])
    most = ", ".join(str(number) for number in numbers[:-1])
    return _tr("sessions {most} and {last}").format(most=most, last=numbers[-1])
