"""Showing the series behind the charts: recovery across days, improvement across months."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING

from recovery_app.cli import opening, shapes
from recovery_app.cli.reading import whole
from recovery_app.cli.saying import say, say_json, table
from recovery_app.domain.clearing import above_again
from recovery_app.domain.improvement import NEAR_DAYS, Improvement
from recovery_app.domain.naming import within_sentence
from recovery_app.domain.recovery import AREA_DAYS, AREA_NEEDS, Recovery
from recovery_app.domain.recovery_words import basis_of, not_clear_words
from recovery_app.domain.symptoms import Symptom, words_of
from recovery_app.domain.withheld_words import (
    all_equal_words,
    no_band_words,
    no_half_life_words,
    no_slope_words,
    none_expected_words,
)

if TYPE_CHECKING:
    from recovery_app.domain.timeline import Rating
    from recovery_app.services.trends import RecoveryChart, SessionCurve

WIDTH = 96
"""Columns after which a list of points goes on in the next line."""


def show_recovery(wish: Namespace) -> None:
    """Show how a symptom went down after each session, or after those of one session's kind."""
    number = None if wish.session is None else whole(wish.session)
    with opening.reading(wish) as library:
        chart = library.trends.recovery(wish.symptom, number)
        before = () if chart.curves else library.trends.timeline(wish.symptom).ratings
    curves = chart.every if number is None else chart.curves
    if wish.json:
        say_json(shapes.recovery(chart, curves))
        return
    say(f"{chart.symptom.name}, 0 to {chart.symptom.top}, lower is better")
    if not curves:
        say("", *_before_any(before, chart.symptom))
    for one in curves:
        say(*_curve(one, chart.symptom))
    say(*_band(chart))


def show_improvement(wish: Namespace) -> None:
    """Show how each concern went over the months."""
    with opening.reading(wish) as library:
        chart = library.trends.improvement()
    concerns = chart.concerns
    if wish.json:
        say_json(shapes.months(chart))
        return
    if not concerns:
        say(
            "No review yet. Once a month or so rate what your sessions are for, such as:",
            "  recovery-app review pigmentation=60 pores=40",
        )
        return
    say("Reviews, 0 to 100, lower is better")
    for concern, series in concerns:
        say("", concern.name, *_points(series), f"  {_slope(series)}")


def _curve(one: "SessionCurve", symptom: Symptom) -> Iterator[str]:
    seen = one.recovery
    visit = seen.numbered
    yield from ("", f"Session {visit.number} · {visit.session.date} · {visit.kind.name}")
    if seen.peak is None:
        yield "  Not rated."
        return
    # Flying west gives a day back: what is later may stand on an earlier day.
    by_day = groupby(sorted(one.points, key=lambda point: point.day), lambda point: point.day)
    days = [
        f"day\N{NO-BREAK SPACE}{day}:\N{NO-BREAK SPACE}"
        + ",\N{NO-BREAK SPACE}".join(str(point.value) for point in points)
        for day, points in by_day
    ]
    lines = wrap("  ".join(days), WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield from (line.replace("\N{NO-BREAK SPACE}", " ") for line in lines)
    words = [f"highest {words_of(symptom, seen.peak.value)}", _clear(seen, symptom)]
    if seen.area_0_7 is not None:
        words.append(
            f"{within_sentence(symptom)}-days in the first week {seen.area_0_7:.1f}"
            f" ({seen.week_days} of {AREA_DAYS + 1} days rated)"
        )
    elif not seen.week_over:
        words.append(f"no {within_sentence(symptom)}-days yet: the first week is not over")
    else:
        words.append(
            f"no {within_sentence(symptom)}-days: {seen.week_days} of {AREA_DAYS + 1} days rated,"
            f" {AREA_NEEDS} are needed"
        )
    yield "  " + " · ".join(words)
    halved = one.half_life
    if halved is not None:
        yield (
            f"  halves in about {halved.days:.1f} days"
            f" (90 % interval {halved.low:.1f} to {halved.high:.1f}, {halved.n} ratings)"
        )
    else:
        yield from _wrapped(f"No half-life. {no_half_life_words(seen, symptom)}")


def _wrapped(words: str) -> list[str]:
    return wrap(words, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _before_any(ratings: "Sequence[Rating]", symptom: Symptom) -> Iterator[str]:
    """Say what a curve needs, and where what was rated before it is to be found."""
    yield "No session yet. Once one is added, the days after it are shown here:"
    yield "  recovery-app session add --date DATE --kind KIND"
    if ratings:
        days = sorted({one.at.date().isoformat() for one in ratings})
        said = f"on {days[0]}" if len(days) == 1 else f"from {days[0]} to {days[-1]}"
        yield (
            f"{symptom.name} was rated {said} ({len(ratings)} in all): recovery-app show day DATE"
        )


def _clear(seen: Recovery, symptom: Symptom) -> str:
    clear = seen.clear_day
    if clear is None:
        return not_clear_words(seen)
    said = f"clear between day {clear.low} and {clear.high}"
    if clear.low == clear.high:
        said = f"clear on day {clear.high}"
    again = above_again(seen, symptom)
    if again is None:
        return said
    return f"first {said}, back to {words_of(symptom, again.value)} on day {again.day}"


def _band(chart: "RecoveryChart") -> Iterator[str]:
    if chart.band:
        kind = chart.curves[-1].recovery.numbered.kind
        yield from ("", f"Your earlier range, {kind.name}")
        rows = [
            (
                f"day {one.day}",
                f"{one.low:g} to {one.high:g}",
                f"median {one.median:g}",
                f"n {one.n}",
            )
            for one in chart.band
        ]
        yield from table(rows, "  ")
    elif chart.earlier:
        yield from ("", *wrap(no_band_words(chart.earlier), WIDTH))
    if chart.none_expected is not None:
        why = none_expected_words(chart.earlier, chart.expected)
        yield from ("", *wrap(f"No clear day is expected. {why}", WIDTH))
    if chart.hoped:
        one = chart.hoped
        days = f"{one.low}" if one.low == one.high else f"{one.low}–{one.high}"
        yield from ("", *wrap(f"Clear by about day {days}, {basis_of(one)}", WIDTH))


def _points(series: Improvement) -> list[str]:
    near = f"within {NEAR_DAYS} days after a session, not counted"
    rows = [
        (point.date.isoformat(), str(point.value), near if point.near_session else "")
        for point in series.points
    ]
    return table(rows, "  ")


def _slope(series: Improvement) -> str:
    trend = series.trend
    if trend is None:
        return no_slope_words(series)
    equal = all_equal_words(series)
    if equal:
        return equal
    clear = "a clear change" if series.clear else "no clear change"
    change = "" if series.change is None else f" ({series.change:+d})"
    return (
        f"{_signed(trend.per_month)} a month (95 % interval {_signed(trend.low)} to"
        f" {_signed(trend.high)}, {series.counted} of {len(series.points)} reviews):"
        f" {clear} since the first review{change if series.clear else ''}."
    )


def _signed(number: float) -> str:
    """Write a difference with its sign, but no sign where it is 0."""
    said = f"{number:+.1f}"
    return said if float(said) else said[1:]
