"""What a recovery chart says in words: short captions, the answer, and what it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from recovery_app.domain import withheld_words
from recovery_app.domain.clearing import above_again
from recovery_app.domain.recovery import (
    AREA_DAYS,
    AREA_NEEDS,
    Expected,
    Interval,
    Point,
    still_open,
)
from recovery_app.domain.symptoms import Sort, Symptom, words_of
from recovery_app.domain.withheld import why_no_band
from recovery_app.ui.trends.dates import short_date
from recovery_app.ui.words import basis_of, expected, interval, still_open_words

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import RecoveryChart, SessionCurve

MOST_SESSIONS = 4
"""So many earlier sessions are named one by one."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One answer: what it is, the answer, and what it rests on (may be empty)."""

    caption: str
    value: str
    note: str = ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Trends", text)


def headlines(chart: "RecoveryChart", *, running: bool) -> list[Headline]:
    """Answer what a person asks of a chart with at least one session.

    Args:
        chart: what is drawn.
        running: whether its session is the latest one of all, so that days may still come.
    """
    said = [_clear(chart, running=running)]
    if running and chart.hoped is not None:
        said.append(_expected(chart.hoped))
    elif running and chart.none_expected is not None and chart.earlier:
        why = withheld_words.none_expected_words(chart.earlier, chart.expected, _tr)
        said.append(Headline(_tr("Expected to be clear"), _tr("not said"), why))
    said += _earlier(chart)
    top = chart.curves[-1].recovery.peak
    if top is not None:
        said += [_peak(chart.symptom, top), _area(chart), _half_life(chart)]
    return said


def in_a_sentence(chart: "RecoveryChart", *, running: bool) -> str:
    """Say the whole chart for a screen reader."""
    head = title_of(chart)
    said = (f"{one.caption}: {one.value}." for one in headlines(chart, running=running))
    return " ".join((f"{head}.", *said))


def in_short(chart: "RecoveryChart", *, running: bool) -> str:
    """Say in a few words when it was clear and how high it was."""
    clear = _clear(chart, running=running)
    top = chart.curves[-1].recovery.peak
    if top is None:
        return clear.value
    peak = value_of(chart.symptom, top.value)
    days = chart.curves[-1].recovery.clear_day
    if top.value <= chart.symptom.clear_at:
        said = _tr("never above {peak}") if top.value else _tr("always {peak}")
        return said.format(peak=peak)
    if days is None:
        return _tr("highest {peak}, {clear} clear").format(peak=peak, clear=clear.value)
    if days.low == days.high:
        return _tr("highest {peak}, clear on {days}").format(peak=peak, days=clear.value)
    return _tr("highest {peak}, clear {days}").format(peak=peak, days=clear.value)


def clear_in_a_sentence(chart: "RecoveryChart", *, running: bool) -> str:
    """Say when the session that the chart is about was clear, and what that rests on."""
    said, days = _clear(chart, running=running), chart.curves[-1].recovery.clear_day
    if days is None:
        words = _tr("not clear yet") if running else _tr("not seen clear")
    else:
        on = _tr("on {days}") if days.low == days.high else "{days}"
        again = above_again(chart.curves[-1].recovery, chart.symptom)
        words = _tr("clear {on}, and stayed so") if again is None else _tr("first clear {on}")
        words = words.format(on=on.format(days=said.value))
    number = chart.curves[-1].recovery.numbered.number
    return _tr("Session {number}: {words}. {note}").format(
        number=number, words=words, note=said.note
    )


def session_of(chart: "RecoveryChart") -> str:
    """Name the session that a chart is about: “Session 4 · Pico toning · 12 Oct 2026”."""
    one = chart.curves[-1].recovery.numbered
    return _tr("Session {number} · {kind} · {day}").format(
        number=one.number, kind=one.kind.name, day=short_date(one.session.date)
    )


def title_of(chart: "RecoveryChart") -> str:
    """Name what the chart shows: “Redness after session 4 · Pico toning”."""
    numbered = chart.curves[-1].recovery.numbered
    title = _tr("{symptom} after session {number} · {kind}")
    if chart.symptom.sort is Sort.FELT:
        title = _tr("{symptom} after session {number} · {kind} · 0 none, {top} worst")
    return title.format(
        symptom=chart.symptom.name,
        number=numbered.number,
        kind=numbered.kind.name,
        top=chart.symptom.top,
    )


def value_of(symptom: Symptom, value: int) -> str:
    """Say a rating in the scale's words: “moderate”, “3 of 10”."""
    return _tr(words_of(symptom, value))


def _clear(chart: "RecoveryChart", *, running: bool) -> Headline:
    recovery = chart.curves[-1].recovery
    stayed = _tr("Clear, and stayed so")
    clear = recovery.clear_day
    if clear is None:
        value = _tr("not yet") if running else _tr("not seen")
        return Headline(stayed, value, _why_not_clear(chart.symptom, recovery.points))
    again = above_again(recovery, chart.symptom)
    if again is not None:
        note = _tr("Back to {value} on day {day}.").format(
            value=value_of(chart.symptom, again.value), day=again.day
        )
        return Headline(_tr("Clear for the first time"), interval(clear), note)
    note = _missing_days(recovery.points, clear) or _what_is_clear(chart.symptom)
    top = recovery.peak
    if top is not None and top.value <= chart.symptom.clear_at:
        note = _tr("Never above {value}.") if top.value else _tr("Always {value}.")
        note = note.format(value=value_of(chart.symptom, top.value))
    return Headline(stayed, interval(clear), note)


def _what_is_clear(symptom: Symptom) -> str:
    if symptom.sort is Sort.SEEN:
        return _tr("Slight or none, twice in a row.")
    return _tr("0 or 1 of 10, twice in a row.")


def _why_not_clear(symptom: Symptom, points: Sequence[Point]) -> str:
    if not points:
        return _tr("Not rated after this session.")
    last = points[-1]
    value = value_of(symptom, last.value)
    if last.value > symptom.clear_at:
        return _tr("Last rated {value}, on day {day}.").format(value=value, day=last.day)
    return _tr("Rated {value} on day {day}; the next rating can confirm it.").format(
        value=value, day=last.day
    )


def _missing_days(points: Sequence[Point], clear: Interval) -> str:
    rated = {point.day for point in points}
    missing = [day for day in range(clear.low, clear.high) if day not in rated]
    if not missing:
        return ""
    if len(missing) == 1:
        return _tr("Day {day} was not rated, so this is a range.").format(day=missing[0])
    if len(missing) == 2:
        said = _tr("Days {first} and {last} were not rated, so this is a range.")
    else:
        said = _tr("Days {first} to {last} were not all rated, so this is a range.")
    return said.format(first=missing[0], last=missing[-1])


def _expected(days: Expected) -> Headline:
    basis = basis_of(days)
    return Headline(_tr("Expected to be clear"), expected(days), basis[0].upper() + basis[1:])


def _earlier(chart: "RecoveryChart") -> list[Headline]:
    earlier = chart.curves[:-1]
    if not earlier:
        note = withheld_words.first_words(_tr)
        return [Headline(_tr("Earlier sessions"), _tr("none yet"), note)]
    named = earlier[-MOST_SESSIONS:]
    numbers = " · ".join(str(one.recovery.numbered.number) for one in named)
    said = (
        _tr("Clear after session {numbers}")
        if len(named) == 1
        else _tr("Clear after sessions {numbers}")
    )
    notes = [still_open_words(still_open(one.recovery for one in named))]
    if len(earlier) > len(named):
        counted = _tr("The last {shown} of {all} of this kind.")
        notes.insert(0, counted.format(shown=len(named), all=len(earlier)))
    if why_no_band(chart.earlier, chart.band) is not None:
        notes.append(withheld_words.no_band_words(chart.earlier, _tr))
    note = " ".join(one for one in notes if one)
    return [Headline(said.format(numbers=numbers), _days_of(named), note)]


def _days_of(curves: Iterable["SessionCurve"]) -> str:
    days = [one.recovery.clear_day for one in curves]
    said = [_short(one) if one else "–" for one in days]
    return _tr("day {days}").format(days=" · ".join(said)) if any(days) else _tr("not seen")


def _short(days: Interval) -> str:
    return str(days.high) if days.low == days.high else f"{days.low}–{days.high}"


def _peak(symptom: Symptom, top: Point) -> Headline:
    value = _tr("{value}, on day {day}").format(value=value_of(symptom, top.value), day=top.day)
    return Headline(_tr("Peak"), value)


def _area(chart: "RecoveryChart") -> Headline:
    recovery = chart.curves[-1].recovery
    caption = _tr("{symptom}-days, first week").format(symptom=chart.symptom.name)
    if recovery.area_0_7 is None:
        said = _tr("{logged} of {days} days rated; {needed} are needed.")
        if not recovery.week_over:
            said = _tr("The first week is not over: {logged} of {days} days rated.")
        note = said.format(logged=recovery.week_days, days=AREA_DAYS + 1, needed=AREA_NEEDS)
        value = _tr("too few days") if recovery.week_over else _tr("not yet")
        return Headline(caption, value, note)
    note = _tr(
        "Level × days, days 0 to {days}, {rated} of {all} days rated; "
        "{most} would be {worst} all week."
    ).format(
        days=AREA_DAYS,
        rated=recovery.week_days,
        all=AREA_DAYS + 1,
        most=AREA_DAYS * chart.symptom.top,
        worst=value_of(chart.symptom, chart.symptom.top),
    )
    return Headline(caption, f"{recovery.area_0_7:.1f}", note)


def _half_life(chart: "RecoveryChart") -> Headline:
    caption, halved = _tr("Halved about every"), chart.curves[-1].half_life
    if halved is None:
        recovery = chart.curves[-1].recovery
        why = withheld_words.no_half_life_words(recovery, chart.symptom, _tr)
        return Headline(caption, _tr("not given"), why)
    note = _tr("90 % interval {low} to {high}; fitted to {n} ratings from the peak on.").format(
        low=f"{halved.low:.1f}", high=f"{halved.high:.1f}", n=halved.n
    )
    days = _tr("{days} days").format(days=f"{halved.days:.1f}")
    return Headline(caption, days, note)
