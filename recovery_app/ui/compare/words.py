"""What the Compare page says of a photo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from recovery_app.domain.naming import within_sentence
from recovery_app.domain.photos import POSES, Photo
from recovery_app.domain.sessions import Numbered, Place, place_of_moment
from recovery_app.domain.symptoms import words_of
from recovery_app.services.comparing import Beside


def _tr(text: str) -> str:
    return QCoreApplication.translate("Compare", text)


def pose_order(pose: str) -> tuple[int, str]:
    """Place a pose among others: the usual ones first, close-ups by name."""
    return (POSES.index(pose) if pose in POSES else len(POSES), pose)


def day_words(day: date) -> str:
    """Write a date as 14 Oct 2026."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def when_words(photo: Photo, place: Place | None) -> str:
    """Say which day after which session a photo shows, and its date."""
    if place is None:
        where = _tr("Before the first session")
    else:
        where = _tr("Day {day} after session {number}").format(
            day=place.day, number=place.session.number
        )
    return f"{where} · {day_words(photo.day)}"


def caption_of(photo: Photo, beside: Beside) -> tuple[str, str]:
    """Say when a photo was taken, and what was noted that day."""
    noted = [f"{within_sentence(concern)} {value}" for concern, value in beside.review]
    noted += [f"{within_sentence(one)} {words_of(one, value)}" for one, value in beside.ratings]
    return when_words(photo, beside.place), " · ".join(noted)


@dataclass(frozen=True, slots=True)
class Named:
    """What the strip says of a photo.

    Attributes:
        short: under its thumbnail.
        begins: the session that begins with it; empty for the photos that follow.
        full: everything, for the pointer and for those who hear it.
    """

    short: str
    begins: str
    full: str


def named(photos: Sequence[Photo], sessions: Sequence[Numbered]) -> list[Named]:
    """Name photos that come in the order in which they were taken."""
    found: list[Named] = []
    before: int | None = None
    for photo in photos:
        place = place_of_moment(photo.taken_at, sessions)
        number = None if place is None else place.session.number
        begins = "" if number in (None, before) else _tr("session {number}")
        said = _short(photo, None if place is None else place.day)
        found.append(Named(said, begins.format(number=number), when_words(photo, place)))
        before = number
    return found


def _short(photo: Photo, day: int | None) -> str:
    """Say the day in the first two weeks, else the date."""
    if day is not None and day <= 14:
        return _tr("day {day}").format(day=day)
    return QLocale().toString(QDate(photo.day.year, photo.day.month, photo.day.day), "d MMM")
