"""Copies to hand out: the picture and its date, without place, serial numbers and the rest."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image

from recovery_app.imaging import exif, jpeg
from recovery_app.imaging.content import Kind
from recovery_app.imaging.reading import bytes_of, decode
from recovery_app.imaging.thumbnails import by_quarters, turned

LONGEST: Final = 65_500
"""Pixels of the longest side that JPEG holds (libjpeg's limit)."""

QUALITY: Final = 95
"""JPEG quality of copies that must be encoded anew."""

_KEPT = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
"""Application segments without which the pixels would be read wrongly, by code and first bytes."""

_QUARTERS: Final = ((1, 6, 3, 8), (2, 7, 4, 5))
"""EXIF orientations that follow each other by a quarter turn clockwise, unmirrored and mirrored."""

_COMMENT: Final = 0xFE
_EXIF_DIRECTORY: Final = 0x8769


def without_place(source: bytes | Path, taken_at: datetime | None = None, turns: int = 0) -> bytes:
    """Return a JPEG copy that says when, but neither where nor with which machine.

    A JPEG keeps its very pixels and its colour profile; other kinds are encoded anew, upright and
    in sRGB. What phones append behind the picture (a film, a second picture) is left out.

    Args:
        source: a file or its content.
        taken_at: the moment to write into the copy; without one, that of its own EXIF.
        turns: quarter turns clockwise on top of what the camera says.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    data = bytes_of(source)
    decoded = decode(data, box=1)
    own = exif.taken(decoded.fields)
    at = taken_at or (own.at if own else None)
    if decoded.kind is Kind.JPEG:
        return _stripped(data, _exif(at, _after_turns(decoded.orientation, turns)))
    written = BytesIO()
    by_quarters(turned(decoded, LONGEST), turns).save(
        written, "JPEG", quality=QUALITY, subsampling=0, exif=_exif(at)
    )
    return written.getvalue()


def _after_turns(orientation: int, turns: int) -> int:
    """Return how the rows lie after so many more quarter turns clockwise, as EXIF numbers it."""
    cycle = next(one for one in _QUARTERS if orientation in one)
    return cycle[(cycle.index(orientation) + turns) % 4]


def _exif(at: datetime | None, orientation: int = 1) -> bytes:
    """Return an EXIF block that holds the moment and how the rows lie, and nothing else."""
    fields = Image.Exif()
    fields[exif.ORIENTATION] = orientation
    if at is not None:
        offset = at.isoformat()[19:] if at.tzinfo else ""
        inner = fields.get_ifd(_EXIF_DIRECTORY)
        inner[exif.TAKEN] = f"{at:%Y:%m:%d %H:%M:%S}"
        if len(offset) == len("+00:00"):
            inner[exif.TAKEN_OFFSET] = offset
    return fields.tobytes()


def _stripped(data: bytes, new_exif: bytes) -> bytes:
    parts = [data[:2], b"\xff\xe1", (len(new_exif) + 2).to_bytes(2, "big"), new_exif]
    for segment in jpeg.segments(data):
        beside = 0xE0 <= segment.code <= 0xEF or segment.code == _COMMENT
        kept = _KEPT.get(segment.code)
        if not beside or (kept and data.startswith(kept, segment.start + 4)):
            parts.append(data[segment.start : segment.end])
    return b"".join(parts)
