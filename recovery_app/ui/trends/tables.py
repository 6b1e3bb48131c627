"""The numbers of a chart in rows, as a person reads them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from recovery_app.domain.clearing import above_again
from recovery_app.domain.recovery import AREA_DAYS, BandDay, Interval, Point, Recovery
from recovery_app.domain.symptoms import Symptom, words_of
from recovery_app.ui.trends.dates import short_date
from recovery_app.ui.words import not_clear_words

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.domain.statistics import HalfLife
    from recovery_app.services.trends import RecoveryChart, SessionCurve

Table = tuple[list[str], list[list[str]]]
"""Head and rows."""
NOTHING = "–"
HEADLINE_NUMBERS = (0, 3, 6, 7)
"""The columns of `headline_table` that are numbers."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Trends", text)


def headline_table(chart: "RecoveryChart", shown: Sequence["SessionCurve"]) -> Table:
    """List what is said of each session."""
    head = [
        _tr("Session"),
        _tr("Date"),
        _tr("Kind"),
        _tr("Ratings"),
        _tr("Clear"),
        _tr("Peak"),
        _tr("{symptom}-days").format(symptom=_tr(chart.symptom.name)),
        _tr("Halved every"),
    ]
    return head, [_headlines(chart, one) for one in shown]


def day_table(chart: "RecoveryChart", shown: Sequence["SessionCurve"]) -> Table:
    """List the ratings of each day after each session, beside the own range."""
    by_session = [_by_day(one.points) for one in shown]
    band = {one.day: one for one in chart.band}
    digits = 0 if all(_whole(one) for one in chart.band) else 1
    days = sorted({day for of in by_session for day in of} | set(band))
    head = [_tr("Day")]
    head += [_tr("Session {number}").format(number=one.recovery.numbered.number) for one in shown]
    if band:
        head += [_tr("Earlier range"), _tr("Median"), _tr("n")]
    rows: list[list[str]] = []
    for day in days:
        row = [str(day), *(", ".join(of.get(day, [])) for of in by_session)]
        if band:
            one = band.get(day)
            row += _ranged(one, digits) if one else [""] * 3
        rows.append(row)
    return head, rows


def days_of(clear: Interval | None) -> str:
    """Write an interval of days: “3”, “4–6”, or a dash."""
    if clear is None:
        return NOTHING
    return str(clear.low) if clear.low == clear.high else f"{clear.low}–{clear.high}"


def _whole(one: BandDay) -> bool:
    return all(float(value).is_integer() for value in (one.low, one.high, one.median))


def _ranged(one: BandDay, digits: int) -> list[str]:
    """Write range, median and n, all days with as many digits, so that they stand in line."""
    low, high = f"{one.low:.{digits}f}", f"{one.high:.{digits}f}"
    return [low if low == high else f"{low}–{high}", f"{one.median:.{digits}f}", str(one.n)]


def _headlines(chart: "RecoveryChart", one: "SessionCurve") -> list[str]:
    seen = one.recovery
    peak = NOTHING
    if seen.peak is not None:
        peak = _tr("{value}, day {day}").format(
            value=_tr(words_of(chart.symptom, seen.peak.value)), day=seen.peak.day
        )
    return [
        str(seen.numbered.number),
        short_date(seen.numbered.session.date),
        seen.numbered.kind.name,
        str(len(one.points)),
        _clear(seen, chart.symptom),
        peak,
        _area(seen),
        _halved(one.half_life),
    ]


def _area(seen: Recovery) -> str:
    if seen.area_0_7 is None:
        running = seen.points and not seen.week_over
        return _tr("week not over") if running else NOTHING
    return _tr("{area} ({rated} of {days} days)").format(
        area=f"{seen.area_0_7:.1f}", rated=seen.week_days, days=AREA_DAYS + 1
    )


def _halved(halved: "HalfLife | None") -> str:
    """Say the half-life with its 90 % interval and the number of ratings."""
    if halved is None:
        return NOTHING
    return _tr("{days} days (90 %: {low}–{high}, n = {n})").format(
        days=f"{halved.days:.1f}", low=f"{halved.low:.1f}", high=f"{halved.high:.1f}", n=halved.n
    )


def _clear(seen: Recovery, symptom: Symptom) -> str:
    if seen.clear_day is None:
        return NOTHING if seen.not_clear_by is None else not_clear_words(seen)
    said = _tr("day {days}").format(days=days_of(seen.clear_day))
    again = above_again(seen, symptom)
    if again is None:
        return said
    return _tr("{said}, back on day {day}").format(said=said, day=again.day)


def _by_day(points: Sequence[Point]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for point in points:
        found.setdefault(point.day, []).append(str(point.value))
    return found
