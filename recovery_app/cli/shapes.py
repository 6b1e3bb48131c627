"""Values as JSON objects, stable from the first release: a key may be added, never renamed.

What is not known is null; a note or a remark that was not written is an empty text.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from recovery_app.domain.clearing import above_again
from recovery_app.domain.course import Course, next_window
from recovery_app.domain.entries import Entry
from recovery_app.domain.photos import Photo
from recovery_app.domain.recovery import BandDay, Expected
from recovery_app.domain.reviews import Review
from recovery_app.domain.safekeeping import KeptBackup, Problem
from recovery_app.domain.sessions import CardPicture, Numbered, Pass, Step, place_of_moment
from recovery_app.domain.settings import Settings
from recovery_app.domain.symptoms import Symptom
from recovery_app.domain.withheld import why_no_band, why_no_half_life
from recovery_app.services.exporting import plain_number

if TYPE_CHECKING:
    from recovery_app.domain.improvement import Improvement
    from recovery_app.services.photos import Added
    from recovery_app.services.today import Day
    from recovery_app.services.trends import ImprovementChart, RecoveryChart, SessionCurve

from recovery_app.cli.saying import readable

Shape = dict[str, Any]
"""What the json module writes as an object."""

DIGITS = 4
"""Decimals of worked-out numbers: more would differ from one machine to the next."""


def moment(at: datetime) -> str:
    """Write a moment with its offset."""
    return at.isoformat(timespec="seconds")


def entry(one: Entry, order: Sequence[str] = ()) -> Shape:
    """Shape an entry, its ratings and ticks in the order of the slugs."""
    return {
        "id": one.id,
        "at": moment(one.at),
        "ratings": {slug: one.ratings[slug] for slug in _ordered(one.ratings, order)},
        "ticks": _ordered(one.ticks, order),
        "care": [],
        "note": one.note,
    }


def review(one: Review) -> Shape:
    """Shape a review."""
    return {
        "id": one.id,
        "date": one.date.isoformat(),
        "values": dict(one.values),
        "change": one.change,
        "remarks": [{"text": said.text, "who": said.who} for said in one.remarks],
    }


def photo(one: Photo, sessions: Sequence[Numbered]) -> Shape:
    """Shape a photo with its place among all sessions."""
    place = place_of_moment(one.taken_at, sessions)
    return {
        "id": one.id,
        "sha256": one.sha256,
        "file": one.file,
        "taken_at": moment(one.taken_at),
        "date_source": one.source,
        "pose": one.pose or None,
        "condition": one.condition,
        "day": None if place is None else place.day,
        "session": None if place is None else place.session.number,
        "width": one.width,
        "height": one.height,
        "size": one.size,
        "caption": one.caption,
        "name": one.name,
    }


def session(one: Numbered, course: Course | None, cards: Sequence[CardPicture] = ()) -> Shape:
    """Shape a session; the window for the next follows her course, else the kind."""
    visit = one.session
    window = next_window(one, course)
    return {
        "number": one.number,
        "id": visit.id,
        "date": visit.date.isoformat(),
        "time": None if visit.clock is None else visit.clock.isoformat("minutes"),
        "kind": visit.kind,
        "device": visit.device or None,
        "clinic": visit.clinic or None,
        "practitioner": visit.practitioner or None,
        "areas": list(visit.areas),
        "concerns": list(visit.concerns),
        "pain": visit.pain,
        "pain_after": visit.pain_after,
        "cost": None if visit.cost is None else plain_number(visit.cost),
        "currency": visit.currency or None,
        "advice": visit.advice,
        "note": visit.note,
        "steps": [_step(step) for step in visit.steps],
        "passes": [_pass(passed) for passed in visit.passes],
        "next_window": None if window is None else [day.isoformat() for day in window],
        "cards": [{"id": card.id, "sha256": card.sha256, "file": card.file} for card in cards],
    }


def day(seen: "Day", looked: Review | None) -> Shape:
    """Shape everything that belongs to one day."""
    order = [symptom.slug for symptom in seen.symptoms]
    place = seen.place
    sessions = () if place is None else (place.session,)
    return {
        "date": seen.day.isoformat(),
        "day": None if place is None else place.day,
        "session": None if place is None else place.session.number,
        "entries": [entry(one, order) for one in seen.entries],
        "photos": [photo(one, sessions) for one in seen.photos],
        "review": None if looked is None else review(looked),
    }


def added(result: "Added", sessions: Sequence[Numbered]) -> Shape:
    """Shape what became of the files of an import."""
    return {
        "added": [photo(one, sessions) for one in result.added],
        "duplicates": [
            {"path": readable(one.path), "of": one.of.id, "name": one.of.name}
            for one in result.duplicates
        ],
        "refused": [{"path": readable(one.path), "why": one.why} for one in result.refused],
    }


def curve(one: "SessionCurve", symptom: Symptom) -> Shape:
    """Shape how a symptom went after one session; its half-life was asked for."""
    seen, halved = one.recovery, one.half_life
    clear, again = seen.clear_day, above_again(seen, symptom)
    return {
        "number": seen.numbered.number,
        "date": seen.numbered.session.date.isoformat(),
        "kind": seen.numbered.session.kind,
        "points": [
            {
                "day": point.day,
                "elapsed": round(point.elapsed, DIGITS),
                "at": moment(point.at),
                "value": point.value,
                "entry": point.entry_id,
            }
            for point in one.points
        ],
        "clear_day": None if clear is None else {"low": clear.low, "high": clear.high},
        "peak": None if seen.peak is None else seen.peak.value,
        "area_0_7": _rounded(seen.area_0_7),
        "half_life_days": None if halved is None else _rounded(halved.days),
        "not_clear_by": seen.not_clear_by,
        "above_again": None if again is None else {"day": again.day, "value": again.value},
        "area_days": seen.week_days,
        "week_over": seen.week_over,
        "half_life_n": None if halved is None else halved.n,
        "half_life_interval": (
            None if halved is None else [_rounded(halved.low), _rounded(halved.high)]
        ),
        "half_life_why": None if halved is not None else why_no_half_life(seen, symptom),
        "device": seen.numbered.session.device or None,
    }


def recovery(chart: "RecoveryChart", curves: Iterable["SessionCurve"]) -> Shape:
    """Shape a recovery chart and those of its curves that are wanted."""
    usual = chart.usual
    return {
        "symptom": chart.symptom.slug,
        "sessions": [curve(one, chart.symptom) for one in curves],
        "band": [band_day(one) for one in chart.band],
        "band_why": why_no_band(chart.earlier, chart.band) if chart.curves else None,
        "expected": expected(chart.expected),
        "expected_now": expected(chart.hoped),
        "expected_now_why": chart.none_expected,
        "usual": None if usual is None else {"first": usual.first, "last": usual.last},
    }


def band_day(one: BandDay) -> Shape:
    """Shape one day of the own range."""
    return {
        "day": one.day,
        "n": one.n,
        "low": one.low,
        "high": one.high,
        "median": one.median,
        "elapsed": _rounded(one.elapsed),
    }


def expected(one: Expected | None) -> Shape | None:
    """Shape when a symptom became clear after earlier sessions."""
    if one is None:
        return None
    return {
        "low": one.low,
        "high": one.high,
        "n": one.n,
        "sessions": list(one.numbers),
        "rated": one.rated,
        "not_clear": [{"session": each.number, "day": each.day} for each in one.still_open],
    }


def improvement(one: "Improvement") -> Shape:
    """Shape how a concern went over the months."""
    return {
        "points": [
            {
                "date": point.date.isoformat(),
                "value": point.value,
                "near_session": point.near_session,
            }
            for point in one.points
        ],
        "counted": one.counted,
        "change": one.change,
        "slope_per_month": _rounded(one.slope_per_month),
        "interval": None if one.interval is None else [_rounded(end) for end in one.interval],
        "clear": one.clear,
        "method": None if one.trend is None else one.trend.method,
        "smooth": [
            {"date": spot.date.isoformat(), "value": _rounded(spot.value)} for spot in one.smooth
        ],
    }


def months(chart: "ImprovementChart") -> Shape:
    """Shape the improvement charts: every concern, and what marks all of them."""
    return {
        "concerns": {one.slug: improvement(series) for one, series in chart.concerns},
        "sessions": [
            {
                "number": one.number,
                "date": one.session.date.isoformat(),
                "kind": one.session.kind,
            }
            for one in chart.sessions
        ],
        "reviews": [
            {
                "date": one.date.isoformat(),
                "change": one.change,
                "remarks": [{"text": said.text, "who": said.who} for said in one.remarks],
            }
            for one in chart.reviews
        ],
    }


def backups(kept: Iterable[KeptBackup], settings: Settings) -> Shape:
    """Shape the automatic backups, and how they stand."""
    return {
        "last_backup": settings.last_backup or None,
        "trouble": settings.backup_trouble or None,
        "backups": [
            {
                "folder": readable(one.folder),
                "made_at": moment(one.counts.made_at),
                "sessions": one.counts.sessions,
                "entries": one.counts.entries,
                "reviews": one.counts.reviews,
                "photos": one.counts.photos,
                "cards": one.counts.cards,
                "second_place": one.second,
                "missing": list(one.missing),
            }
            for one in kept
        ],
    }


def check(problems: Sequence[Problem]) -> Shape:
    """Shape what a check of the library found."""
    return {
        "ok": not problems,
        "problems": [{"kind": one.kind, "what": one.what, "mend": one.mend} for one in problems],
    }


def _step(one: Step) -> Shape:
    at = None if one.at is None else one.at.isoformat("minutes")
    return {"what": one.what, "at": at, "minutes": one.minutes}


def _pass(one: Pass) -> Shape:
    return {
        "mode": one.mode or None,
        "wavelength_nm": one.wavelength_nm,
        "pulse": one.pulse or None,
        "spot_mm": one.spot_mm,
        "fluence_j_cm2": one.fluence_j_cm2,
        "rate_hz": one.rate_hz,
        "shots": one.shots,
        "felt": one.felt or None,
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, DIGITS)


def _ordered(slugs: Iterable[str], order: Sequence[str]) -> list[str]:
    """Sort slugs as in her list; those no longer in it come last."""
    place = {slug: at for at, slug in enumerate(order)}
    return sorted(slugs, key=lambda slug: (place.get(slug, len(place)), slug))
