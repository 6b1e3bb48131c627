"""What a camera wrote beside the pixels: when, with which offset, and which camera it is."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from recovery_app.domain.moments import EARLIEST, checked_moment, today
from recovery_app.domain.photos import DateSource, Taken
from recovery_app.errors import WrongInput

Fields = Mapping[int, object]
"""EXIF values by tag number, of the main directory and the EXIF one."""

MAKE: Final = 0x010F
MODEL: Final = 0x0110
ORIENTATION: Final = 0x0112
SAVED: Final = 0x0132
TAKEN: Final = 0x9003
DIGITISED: Final = 0x9004
SAVED_OFFSET: Final = 0x9010
TAKEN_OFFSET: Final = 0x9011
DIGITISED_OFFSET: Final = 0x9012

_MOMENT = re.compile(
    r"(\d{4})[-:./](\d\d?)[-:./](\d\d?)[ T](\d\d?):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[-+]\d\d:?\d\d)?"
)
_OFFSET = re.compile(r"([-+])(\d\d):?(\d\d)")


def text(fields: Fields, tag: int) -> str:
    """Return a field as clean text, empty where it is missing or something else."""
    value = fields.get(tag)
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return value.replace("\x00", " ").strip() if isinstance(value, str) else ""


def orientation(fields: Fields) -> int:
    """Return how the stored rows lie, 1 (upright) to 8, as EXIF numbers it."""
    value = fields.get(ORIENTATION)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def taken(fields: Fields) -> Taken | None:
    """Return the moment that the camera wrote down, or None where it wrote none that can be.

    The moment of the last change counts only where a camera signs: otherwise it is a program's,
    and says when the picture was edited.
    """
    pairs = [(TAKEN, TAKEN_OFFSET), (DIGITISED, DIGITISED_OFFSET)]
    if text(fields, MAKE) or text(fields, MODEL):
        pairs.append((SAVED, SAVED_OFFSET))
    for moment_tag, offset_tag in pairs:
        at = _moment(text(fields, moment_tag), text(fields, offset_tag))
        if at is not None:
            return Taken(at, DateSource.EXIF)
    return None


def believable(at: datetime) -> datetime | None:
    """Return the moment with its offset if a diary's picture can be of it, else None.

    Without an offset it gets the local one of its date.
    """
    if not EARLIEST.year <= at.year <= today().year + 1:
        return None
    at = at.replace(microsecond=0)
    if at.tzinfo is None:
        at = at.astimezone()
    try:
        checked_moment(at)
    except WrongInput:
        return None
    return at


def _moment(written: str, offset: str) -> datetime | None:
    found = _MOMENT.match(written)
    if found is None:
        return None
    *numbers, own_offset = found.groups(default="0")
    try:
        at = datetime(*map(int, numbers), tzinfo=_zone(offset) or _zone(own_offset))
    except ValueError:
        return None
    return believable(at)


def _zone(written: str) -> timezone | None:
    if written == "Z":
        return UTC
    found = _OFFSET.fullmatch(written)
    if found is None:
        return None
    sign, hours, minutes = found.groups()
    away = timedelta(hours=int(hours), minutes=int(minutes))
    if away > timedelta(hours=14):
        return None
    return timezone(-away if sign == "-" else away)
