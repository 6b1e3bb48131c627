"""The numbers of a chart as one long table: one head, and a first column that says what a row is.

A column that does not belong to what a row is stays empty, so that a row is never read as another.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from recovery_app.domain.clearing import above_again
from recovery_app.domain.improvement import Improvement
from recovery_app.domain.recovery import BandDay
from recovery_app.domain.reviews import Review
from recovery_app.domain.sessions import Numbered
from recovery_app.domain.symptoms import Symptom

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.redness_lines import (
        DrawnSpot,
        RednessLine,
        RednessPoint,
        RednessSeries,
    )
    from recovery_app.services.trends import (
        GroupChart,
        ImprovementChart,
        RecoveryChart,
        SessionCurve,
        Timeline,
    )

Row = Mapping[str, object]
"""What stands in the columns that are not empty."""

RECOVERY_HEAD = [
    *("row", "what", "group", "session", "session_date", "kind", "symptom"),
    *("day", "days_since", "at", "value", "low", "high", "n"),
]
IMPROVEMENT_HEAD = [
    *("row", "concern", "date", "value", "near_session", "low", "high", "n", "words", "who"),
]
MEASURED_HEAD = [
    *("row", "what", "at", "value", "error_95", "line", "compared_with", "changed", "reasons"),
]
SPOTS_HEAD = [
    *("spot", "pose", "at", "delta_e", "delta_e_error_95", "delta_l", "delta_l_error_95"),
    *("line", "near_session", "reasons", "least_change_e", "least_change_l"),
]


def recovery(chart: "RecoveryChart", shown: Iterable["SessionCurve"]) -> str:
    """Write the ratings of the curves that are drawn, the own range and what is said of both."""
    by_number = sorted(shown, key=lambda one: one.recovery.numbered.number)
    return table(RECOVERY_HEAD, _recovery_rows(chart, by_number))


def symptoms(charts: Iterable["RecoveryChart"]) -> str:
    """Write the same of the current session alone, for all symptoms."""
    rows = [row for chart in charts for row in _recovery_rows(chart, chart.curves[-1:])]
    return table(RECOVERY_HEAD, rows)


def groups(compared: Iterable["GroupChart"]) -> str:
    """Write every curve of the groups beside each other, their ranges and what is said of them."""
    rows: list[Row] = []
    for of in compared:
        group, about = of.group, {"group": f"{of.group.by.value}: {of.group.name}"}
        symptom = {**about, "symptom": of.chart.symptom.slug}
        for curve in of.chart.curves:
            rows += [{**about, **row} for row in _curve(of.chart.symptom, curve)]
        rows += [{**symptom, **_banded(one)} for one in group.band]
        said = [_said("rated", value=group.rated, n=len(group.recoveries))]
        if group.clear is not None:
            clear = group.clear
            said.append(_said("clear_day", low=clear.low, high=clear.high, n=clear.n))
        if group.peaks is not None:
            said.append(_said("peak", low=group.peaks[0], high=group.peaks[1], n=group.rated))
        if group.areas is not None:
            low, high = (f"{one:.2f}" for one in group.areas)
            said.append(_said("area_0_7", low=low, high=high, n=group.measured))
        rows += [{**symptom, **one} for one in said]
    return table(RECOVERY_HEAD, rows)


def improvement(chart: "ImprovementChart") -> str:
    """Write every review, the slopes, and the change words, remarks and sessions that mark them."""
    rows: list[Row] = []
    for concern, series in chart.concerns:
        rows += [{"concern": concern.slug, **row} for row in _concern(series)]
    for review in chart.reviews:
        rows += _spoken(review)
    rows += [
        {
            "row": "session",
            "date": one.session.date.isoformat(),
            "value": one.number,
            "words": one.session.kind,
        }
        for one in chart.sessions
    ]
    return table(IMPROVEMENT_HEAD, rows)


def measured(timeline: "Timeline", series: "RednessSeries") -> str:
    """Write ratings and measurements in the order in which they were, each with what it is."""
    symptom = timeline.symptom.slug
    timed = [
        (one.at, {"row": "rating", "what": symptom, "value": one.value}) for one in timeline.ratings
    ]
    for number, line in enumerate(series.lines, start=1):
        timed += [(one.at, row) for one in line.points for row in _measured(number, line, one)]
    timed += [
        (photo.taken_at, {"row": "refused", "reasons": " ".join(reasons)})
        for photo, reasons in series.refused
    ]
    timed += [
        (photo.taken_at, {"row": "unreadable", "reasons": why}) for photo, why in series.unreadable
    ]
    # Words of different UTC offsets do not sort by time, moments do.
    timed.sort(key=lambda one: one[0])
    rows = [_least_change(number, line) for number, line in enumerate(series.lines, start=1)]
    found = [{"at": at.isoformat(), **row} for at, row in timed]
    return table(MEASURED_HEAD, [*found, *(row for of in rows for row in of)])


def spots(drawn: Iterable["DrawnSpot"]) -> str:
    """Write both numbers of every spot on every photo, by spot and time."""
    rows: list[Sequence[object]] = []
    for spot in drawn:
        about = [spot.series.name, spot.pose]
        for number, line in enumerate(spot.series.lines, start=1):
            noise = line.noise
            least = ("", "")
            if noise is not None:
                least = f"{noise.change_e:.3f}", f"{noise.change_l:.3f}"
            for one in line.points:
                found = one.contrast
                numbers = (
                    found.delta_e,
                    found.delta_e_error,
                    found.delta_l,
                    found.delta_l_error,
                )
                rows.append(
                    [
                        *about,
                        one.at.isoformat(),
                        *(f"{number:.3f}" for number in numbers),
                        number,
                        "yes" if one.near_session else "no",
                        " ".join(one.reasons),
                        *least,
                    ]
                )
        rows += [
            [
                *about,
                one.at.isoformat(),
                "",
                "",
                "",
                "",
                "",
                "",
                " ".join(one.reasons) or "not seen",
                "",
                "",
            ]
            for one in spot.series.without
        ]
    return _written(SPOTS_HEAD, rows)


def table(head: Sequence[str], rows: Iterable[Row]) -> str:
    """Write a head, and below it what each row has of it."""
    return _written(head, ([row.get(name, "") for name in head] for row in rows))


def _written(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


def _recovery_rows(chart: "RecoveryChart", curves: Sequence["SessionCurve"]) -> list[Row]:
    slug = chart.symptom.slug
    rows = [row for curve in curves for row in _curve(chart.symptom, curve)]
    rows += [{"symptom": slug, **_banded(one)} for one in chart.band]
    if chart.usual is not None:
        usual = chart.usual
        described = _said("often_described", low=usual.first, high=usual.last)
        rows.append({"symptom": slug, **described})
    for what, clear in (("earlier_clear_day", chart.expected), ("expected_now", chart.hoped)):
        if clear is not None:
            earlier = _said(what, low=clear.low, high=clear.high, n=clear.n)
            rows.append({"symptom": slug, **earlier})
    return rows


def _curve(symptom: Symptom, curve: "SessionCurve") -> list[Row]:
    """Write the ratings of a session, then what is said of them."""
    of = {**_session(curve.recovery.numbered), "symptom": symptom.slug}
    rows: list[Row] = [
        {
            **of,
            "row": "rating",
            "day": point.day,
            "days_since": f"{point.elapsed:.4f}",
            "at": point.at.isoformat(),
            "value": point.value,
        }
        for point in curve.points
    ]
    seen, halved = curve.recovery, curve.half_life
    if seen.clear_day is not None:
        rows.append({**of, **_said("clear_day", low=seen.clear_day.low, high=seen.clear_day.high)})
    if (again := above_again(seen, symptom)) is not None:
        rows.append({**of, **_said("above_again", day=again.day, value=again.value)})
    if seen.not_clear_by is not None:
        rows.append({**of, **_said("not_clear_by", day=seen.not_clear_by)})
    if seen.peak is not None:
        rows.append({**of, **_said("peak", day=seen.peak.day, value=seen.peak.value)})
    if seen.area_0_7 is not None:
        area = f"{seen.area_0_7:.2f}"
        rows.append({**of, **_said("area_0_7", value=area, n=seen.week_days)})
    if halved is not None:
        days, low, high = (f"{one:.2f}" for one in (halved.days, halved.low, halved.high))
        said = _said("half_life", value=days, low=low, high=high, n=halved.n)
        rows.append({**of, **said})
    return rows


def _session(numbered: Numbered) -> dict[str, object]:
    return {
        "session": numbered.number,
        "session_date": numbered.session.date.isoformat(),
        "kind": numbered.session.kind,
    }


def _said(what: str, **numbers: object) -> Row:
    return {"row": "headline", "what": what, **numbers}


def _banded(one: BandDay) -> Row:
    return {
        "row": "band",
        "day": one.day,
        "value": one.median,
        "low": one.low,
        "high": one.high,
        "n": one.n,
    }


def _concern(series: Improvement) -> list[Row]:
    rows: list[Row] = [
        {
            "row": "review",
            "date": point.date.isoformat(),
            "value": point.value,
            "near_session": "yes" if point.near_session else "no",
        }
        for point in series.points
    ]
    if series.change is not None:
        words = "clear" if series.clear else "not clear"
        rows.append({"row": "change", "value": series.change, "n": series.counted, "words": words})
    if series.trend is not None:
        found = series.trend
        rows.append(
            {
                "row": "slope_per_month",
                "value": f"{found.per_month:.3f}",
                "low": f"{found.low:.3f}",
                "high": f"{found.high:.3f}",
                "n": series.counted,
                "words": found.method.value,
            }
        )
    rows += [
        {"row": "smoothed", "date": one.date.isoformat(), "value": f"{one.value:.2f}"}
        for one in series.smooth
    ]
    return rows


def _spoken(review: Review) -> list[Row]:
    day = review.date.isoformat()
    said: list[Row] = []
    if review.change is not None:
        said.append({"row": "change_word", "date": day, "words": review.change.value})
    said += [
        {"row": "remark", "date": day, "words": one.text, "who": one.who} for one in review.remarks
    ]
    return said


def _least_change(number: int, line: "RednessLine") -> list[Row]:
    """Write by how much two photos of a line must differ to be more than chance, where known."""
    noise = line.noise
    if noise is None:
        return []
    return [
        {"row": "least_change", "what": what, "value": f"{value:.3f}", "line": number}
        for what, value in (("delta_ei", noise.change), ("delta_a", noise.change_a))
    ]


def _measured(number: int, line: "RednessLine", one: "RednessPoint") -> list[Row]:
    changed = "" if one.changed is None else "yes" if one.changed else "no"
    shared = {
        "row": "measured",
        "line": number,
        "compared_with": line.basis.value,
        "reasons": " ".join(one.reasons),
    }
    ei, ei_error = f"{one.delta_ei:.3f}", f"{one.delta_ei_error:.3f}"
    a, a_error = f"{one.delta_a:.3f}", f"{one.delta_a_error:.3f}"
    return [
        {**shared, "what": "delta_ei", "value": ei, "error_95": ei_error, "changed": changed},
        {**shared, "what": "delta_a", "value": a, "error_95": a_error},
    ]
