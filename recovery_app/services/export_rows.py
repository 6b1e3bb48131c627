"""The rows of an export, table by table: what each column means stands in `export_tables`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

from recovery_app.domain.carried import Drawn
from recovery_app.domain.course import Course, next_window
from recovery_app.domain.entries import Entry
from recovery_app.domain.kinds import Device, Kind
from recovery_app.domain.photos import Photo
from recovery_app.domain.reviews import Concern, Review
from recovery_app.domain.sessions import (
    CardPicture,
    Numbered,
    Place,
    elapsed_days,
    place_of_day,
    place_of_moment,
)
from recovery_app.domain.symptoms import Symptom

if TYPE_CHECKING:
    from recovery_app.storage.measurements import Kept

Cell = str | int | float | bool | Decimal | date | time | None
"""What one column of a row holds; a `date` may be a `datetime` with its offset."""
Row = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Diary:
    """All that is exported."""

    sessions: Sequence[Numbered]
    cards: Mapping[str, Sequence[CardPicture]]
    courses: Mapping[str, Course]
    entries: Sequence[Entry]
    reviews: Sequence[Review]
    photos: Sequence[Photo]
    regions: Sequence[Drawn]
    measured: "Mapping[str, Kept]"
    symptoms: Sequence[Symptom]
    concerns: Sequence[Concern]
    kinds: Sequence[Kind]
    devices: Sequence[Device]

    def place(self, day: date) -> Row:
        """Say which day after which session a date is."""
        return _placed(place_of_day(day, self.sessions))

    def place_of_photo(self, photo: Photo) -> Row:
        """Say the same of a photo; taken before its day's session, it belongs to the last one."""
        return _placed(place_of_moment(photo.taken_at, self.sessions))

    def moment(self, entry: Entry) -> Row:
        """Say when an entry was, on the calendar and on the time axis of its session."""
        place = place_of_day(entry.day, self.sessions)
        elapsed = elapsed_days(entry.at, place.session.session) if place else None
        return {
            "at": entry.at,
            "date": entry.day,
            **self.place(entry.day),
            "elapsed_days": None if elapsed is None else round(elapsed, 4),
        }


def _placed(place: Place | None) -> Row:
    return {
        "session": place.session.number if place else None,
        "day": place.day if place else None,
    }


def sessions(diary: Diary) -> Iterator[Row]:
    """Give each visit to the clinic."""
    for one in diary.sessions:
        visit = one.session
        window = next_window(one, diary.courses.get(visit.kind))
        yield {
            "number": one.number,
            "id": visit.id,
            "date": visit.date,
            "time": visit.clock,
            "at": visit.at,
            "kind": visit.kind,
            "device": visit.device,
            "clinic": visit.clinic,
            "practitioner": visit.practitioner,
            "pain_0_10": visit.pain,
            "pain_after_0_10": visit.pain_after,
            "cost": visit.cost,
            "currency": visit.currency,
            "next_from": window[0] if window else None,
            "next_until": window[1] if window else None,
            "advice": visit.advice,
            "note": visit.note,
        }


def session_areas(diary: Diary) -> Iterator[Row]:
    """Give the treated parts of each session."""
    for one in diary.sessions:
        for position, area in enumerate(one.session.areas, start=1):
            yield {"session": one.number, "position": position, "area": area}


def session_concerns(diary: Diary) -> Iterator[Row]:
    """Give what each session was for."""
    for one in diary.sessions:
        for concern in one.session.concerns:
            yield {"session": one.number, "concern": concern}


def session_steps(diary: Diary) -> Iterator[Row]:
    """Give what was done in each session, in order."""
    for one in diary.sessions:
        for position, step in enumerate(one.session.steps, start=1):
            yield {
                "session": one.number,
                "position": position,
                "what": step.what,
                "time": step.at,
                "minutes": step.minutes,
            }


def session_passes(diary: Diary) -> Iterator[Row]:
    """Give the passes of the laser, in order."""
    for one in diary.sessions:
        for position, passed in enumerate(one.session.passes, start=1):
            yield {
                "session": one.number,
                "position": position,
                "mode": passed.mode,
                "wavelength_nm": passed.wavelength_nm,
                "pulse": passed.pulse,
                "spot_mm": passed.spot_mm,
                "fluence_j_cm2": passed.fluence_j_cm2,
                "rate_hz": passed.rate_hz,
                "shots": passed.shots,
                "felt": passed.felt,
            }


def session_cards(diary: Diary) -> Iterator[Row]:
    """Give what is known of the pictures of each session's card; their bytes stay in the library."""
    for one in diary.sessions:
        for position, card in enumerate(diary.cards.get(one.session.id, ()), start=1):
            yield {
                "session": one.number,
                "position": position,
                "id": card.id,
                "file": card.file,
                "sha256": card.sha256,
                "width_px": card.width,
                "height_px": card.height,
                "size_bytes": card.size,
                "name": card.name,
            }


def entries(diary: Diary) -> Iterator[Row]:
    """Give each entry with its moment and note."""
    for entry in diary.entries:
        yield {"id": entry.id, **diary.moment(entry), "note": entry.note}


def ratings(diary: Diary) -> Iterator[Row]:
    """Give each rating of each entry, ready to be charted."""
    for entry in diary.entries:
        for slug, value in sorted(entry.ratings.items()):
            yield {"entry": entry.id, **diary.moment(entry), "symptom": slug, "value": value}


def ticks(diary: Diary) -> Iterator[Row]:
    """Give each tick of each entry."""
    for entry in diary.entries:
        for slug in sorted(entry.ticks):
            yield {"entry": entry.id, **diary.moment(entry), "symptom": slug}


def reviews(diary: Diary) -> Iterator[Row]:
    """Give each review with its change word."""
    for one in diary.reviews:
        yield {"id": one.id, "date": one.date, **diary.place(one.date), "change": one.change}


def review_values(diary: Diary) -> Iterator[Row]:
    """Give each concern of each review."""
    for one in diary.reviews:
        for concern, value in sorted(one.values.items()):
            yield {"review": one.id, "date": one.date, "concern": concern, "value_0_100": value}


def review_remarks(diary: Diary) -> Iterator[Row]:
    """Give what was said at each review."""
    for one in diary.reviews:
        for position, remark in enumerate(one.remarks, start=1):
            yield {
                "review": one.id,
                "date": one.date,
                "position": position,
                "text": remark.text,
                "who": remark.who,
            }


def photos(diary: Diary) -> Iterator[Row]:
    """Give what is known of each photo; its bytes stay in the library."""
    for one in diary.photos:
        yield {
            "id": one.id,
            "file": one.file,
            "sha256": one.sha256,
            "taken_at": one.taken_at,
            "date": one.day,
            "date_source": one.source,
            **diary.place_of_photo(one),
            "pose": one.pose,
            "condition": one.condition,
            "width_px": one.width,
            "height_px": one.height,
            "size_bytes": one.size,
            "caption": one.caption,
            "name": one.name,
        }


def symptoms(diary: Diary) -> Iterator[Row]:
    """Give what entries can rate or tick."""
    for one in diary.symptoms:
        yield {
            "slug": one.slug,
            "name": one.name,
            "sort": one.sort,
            "lowest": 0,
            "highest": one.top,
            "pinned": one.pinned,
            "own": one.own,
        }


def concerns(diary: Diary) -> Iterator[Row]:
    """Give what reviews can rate."""
    for one in diary.concerns:
        yield {"slug": one.slug, "name": one.name, "pinned": one.pinned, "own": one.own}


def kinds(diary: Diary) -> Iterator[Row]:
    """Give the kinds of session."""
    for one in diary.kinds:
        yield {
            "slug": one.slug,
            "name": one.name,
            **_interval(one.interval),
            "blisters_expected": one.blisters_expected,
            "simply_fades": one.simply_fades,
            "own": one.own,
        }


def usual_days(diary: Diary) -> Iterator[Row]:
    """Give the days on which a symptom is often described after a kind of session."""
    for one in diary.kinds:
        for slug, usual in sorted(one.usual.items()):
            yield {
                "kind": one.slug,
                "symptom": slug,
                "first_day": usual.first,
                "last_day": usual.last,
            }


def courses(diary: Diary) -> Iterator[Row]:
    """Give the planned runs of sessions."""
    for one in diary.courses.values():
        yield {"kind": one.kind, "planned": one.planned, **_interval(one.interval)}


def devices(diary: Diary) -> Iterator[Row]:
    """Give the devices."""
    for one in diary.devices:
        yield {"name": one.name, "maker": one.maker}


def device_values(diary: Diary) -> Iterator[Row]:
    """Give the wavelengths, pulses and modes of each device."""
    for one in diary.devices:
        lists = {"wavelength_nm": one.wavelengths_nm, "pulse": one.pulses, "mode": one.modes}
        for sort, texts in lists.items():
            for text in texts:
                yield {"device": one.name, "sort": sort, "text": text}


def _interval(interval: tuple[int, int] | None) -> Row:
    first, last = interval or (None, None)
    return {"interval_from_days": first, "interval_until_days": last}
