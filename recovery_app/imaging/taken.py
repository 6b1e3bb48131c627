"""When a picture was taken: from its EXIF, else from its file's name, else from its file's time."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

from recovery_app.domain.moments import now
from recovery_app.domain.photos import DateSource, Taken
from recovery_app.imaging.exif import believable
from recovery_app.imaging.picture import PictureFacts

NOON = time(12)
"""The time of day of a picture whose name holds a date alone."""

_DAY = r"(?<!\d)(?P<y>199\d|20\d\d)(?P<s>[-_. ]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>[0-2]\d|3[01])"
_GAP = r"(?:[-_.T\s]|[\s_]+[^\W\d_]{1,3}[\s_]+)?"  # also “ at ”, “ um ”, “ à ” of screenshots
_CLOCK = (
    r"(?P<H>\d\d|\d(?=[-_.:h]))(?P<t>[-_.:h]?)(?P<M>[0-5]\d)(?:(?P=t)|m)(?P<S>[0-5]\d)"
    r"(?:[-_.]?\d{3})?(?!\d)(?:\s?(?P<half>[AaPp])[Mm]\b)?"
)
_DAY_AND_CLOCK = re.compile(_DAY + _GAP + _CLOCK)
_DAY_ALONE = re.compile(_DAY + r"(?!\d)")
_HASH = re.compile(r"(?=.*[a-f])[0-9a-f-]{16,}", re.IGNORECASE)


def when_taken(path: Path, facts: PictureFacts) -> Taken:
    """Return when a picture was taken and how that is known.

    A date before 1990 or in the future is a clock gone wrong: the next source is asked. A file
    that is gone or whose time cannot be (a pasted picture has no file at all) counts as of now.
    """
    return facts.taken or from_name(path.name) or from_file(path) or _just_now()


def from_name(name: str) -> Taken | None:
    """Return the moment that cameras, phones and messengers write into a file's name, if any.

    Such as IMG_20261014_210433.jpg, PXL_20261014_130433123.jpg (UTC),
    Screenshot 2026-10-14 at 9.04.33 PM.png or, with the date alone, IMG-20261014-WA0003.jpg.
    """
    stem = Path(name).stem
    if _HASH.fullmatch(stem):
        return None
    for pattern in (_DAY_AND_CLOCK, _DAY_ALONE):
        for found in pattern.finditer(stem):
            at = _moment(found)
            if at is not None and stem.startswith("PXL_"):
                at = at.replace(tzinfo=UTC).astimezone()  # Pixel phones name by universal time
            if at is not None and (at := believable(at)) is not None:
                return Taken(at, DateSource.FILE_NAME)
    return None


def from_file(path: Path) -> Taken | None:
    """Return the moment when the file was last written, if there is a file and that can be."""
    try:
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    except (OSError, ValueError, OverflowError):
        return None
    at = believable(at)
    return Taken(at, DateSource.FILE_TIME) if at else None


def _just_now() -> Taken:
    return Taken(now(), DateSource.FILE_TIME)


def _moment(found: re.Match[str]) -> datetime | None:
    parts = found.groupdict()
    try:
        day = date(int(parts["y"]), int(parts["m"]), int(parts["d"]))
        if "H" not in parts:
            return datetime.combine(day, NOON)
        hour = int(parts["H"])
        if parts["half"]:
            hour = hour % 12 + (12 if parts["half"] in "Pp" else 0)
        return datetime.combine(day, time(hour, int(parts["M"]), int(parts["S"])))
    except ValueError:
        return None
