"""What the Compare page says of a photo."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from recovery_app.domain.photos import Photo
from recovery_app.domain.sessions import Place
from recovery_app.domain.symptoms import words_of
from recovery_app.services.comparing import Beside


def _tr(text: str) -> str:
    return QCoreApplication.translate("Compare", text)


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


def caption_of(photo: Photo, beside: Beside, *, pinned: bool) -> tuple[str, str]:
    """Say when a photo was taken, and what was noted that day."""
    first = when_words(photo, beside.place)
    if pinned:
        first = f"{first} · {_tr('pinned')}"
    noted = [f"{concern.name.lower()} {value}" for concern, value in beside.review]
    noted += [f"{one.name.lower()} {words_of(one, value)}" for one, value in beside.ratings]
    return first, " · ".join(noted)


def short_of(photo: Photo, beside_day: int | None) -> str:
    """Name a photo under its thumbnail: the day in the first two weeks, else the date."""
    if beside_day is not None and beside_day <= 14:
        return _tr("day {day}").format(day=beside_day)
    return QLocale().toString(QDate(photo.day.year, photo.day.month, photo.day.day), "d MMM")
