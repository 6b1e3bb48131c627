"""Which backups are worth their room: many young ones, a few old ones."""

from collections.abc import Callable, Iterable
from datetime import datetime

DAYS, WEEKS, MONTHS = 7, 4, 12
"""So many latest days, weeks and months keep their last backup each."""


def kept(made: Iterable[datetime]) -> set[datetime]:
    """Return the backups to keep: the last one of each of the latest days, weeks and months.

    Days, weeks and months without a backup do not count, so that a diary that rested for a year
    loses nothing: what is kept depends on the backups alone and never on the clock.

    Args:
        made: when each backup was made, with its offset.
    """
    latest_first = sorted(made, reverse=True)
    return {
        *_last_of_each(latest_first, lambda one: one.date(), DAYS),
        *_last_of_each(latest_first, lambda one: one.isocalendar()[:2], WEEKS),
        *_last_of_each(latest_first, lambda one: (one.year, one.month), MONTHS),
    }


def _last_of_each(
    latest_first: list[datetime], period: Callable[[datetime], object], most: int
) -> list[datetime]:
    found: dict[object, datetime] = {}
    for one in latest_first:
        found.setdefault(period(one), one)
    return list(found.values())[:most]
