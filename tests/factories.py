"""Sensible values with one word to change: entries, sessions, reviews, photos and real pictures.

All of it lies in the past, whenever the tests run.
"""

import zlib
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from PIL import Image

from recovery_app.domain.entries import Entry
from recovery_app.domain.photos import DateSource, Photo
from recovery_app.domain.reviews import ChangeWord, Remark, Review
from recovery_app.domain.sessions import Pass, Session, Step
from tests.imaging.heic import heic

DAY = date(2025, 3, 3)
"""The day of the first session."""

ZONE = timezone(timedelta(hours=8))
"""Where the person lives; the machine that runs the tests is elsewhere."""

_numbers = count(1)


def a_moment(day: int = 1, clock: str = "21:00", *, offset: float = 8) -> datetime:
    """Return a moment so many days after the first session, on a clock so far from UTC."""
    zone = timezone(timedelta(hours=offset))
    return datetime.combine(DAY + timedelta(days=day), time.fromisoformat(clock), zone)


def an_entry(day: int = 1, clock: str = "21:00", **changed: Any) -> Entry:
    """Return an entry with a rating of each sort, a tick and a note."""
    known: dict[str, Any] = {
        "id": f"entry-{next(_numbers)}",
        "at": a_moment(day, clock),
        "ratings": {"redness": 3, "pain": 2},
        "ticks": frozenset({"darkening"}),
        "note": "Like a sunburn.",
    }
    return Entry(**{**known, **changed})


def a_session(day: int = 0, **changed: Any) -> Session:
    """Return a session with everything that a form can hold."""
    known: dict[str, Any] = {
        "id": "",
        "date": DAY + timedelta(days=day),
        "kind": "pico-toning",
        "at": a_moment(day, "14:30"),
        "device": "PicoPlus",
        "clinic": "At the river",
        "practitioner": "Dr Tan",
        "areas": ("cheeks", "nose"),
        "concerns": ("pigmentation", "pores"),
        "steps": (Step("numbing cream", time(14, 0), 30), Step("laser"), Step("mask", None, 20)),
        "passes": (
            Pass("toning", 1064, "450 ps", 7.0, 0.8, 10.0, 1500, "warm"),
            Pass("dots", 595, spot_mm=4.5),
        ),
        "pain": 4,
        "pain_after": 2,
        "cost": Decimal("450.10"),
        "currency": "SGD",
        "advice": "sunscreen",
        "note": "Three wavelengths that each felt different.",
    }
    return Session(**{**known, **changed})


def a_plain_session(day: int = 0, kind: str = "pico-toning") -> Session:
    """Return a session of which only date and kind are known."""
    return Session("", DAY + timedelta(days=day), kind)


def a_review(day: int = 30, **changed: Any) -> Review:
    """Return a review with values, a change word and two remarks."""
    known: dict[str, Any] = {
        "id": "",
        "date": DAY + timedelta(days=day),
        "values": {"pigmentation": 60, "pores": 0},
        "change": ChangeWord.BETTER,
        "remarks": (Remark("Less dry.", "therapist"), Remark("Looks fresh.")),
    }
    return Review(**{**known, **changed})


def a_photo(day: int = 1, **changed: Any) -> Photo:
    """Return a photo that has no file; for rows alone."""
    number = next(_numbers)
    known: dict[str, Any] = {
        "id": f"photo-{number}",
        "sha256": f"{number:064x}",
        "suffix": ".jpg",
        "taken_at": a_moment(day, "09:15"),
        "source": DateSource.EXIF,
        "width": 3024,
        "height": 4032,
        "size": 1_234_567,
        "name": f"IMG_{number}.JPG",
    }
    return Photo(**{**known, **changed})


def a_picture(
    folder: Path,
    name: str = "IMG_20250304_091500.jpg",
    *,
    colour: tuple[int, int, int] | None = None,
    size: tuple[int, int] = (64, 48),
    taken: str = "",
) -> Path:
    """Draw a picture, write it as what the name's suffix says and return where it is.

    No two have the same bytes unless both are given the same colour.

    Args:
        folder: where it goes; made if it is not there.
        name: its suffix names the kind: JPEG, PNG, WebP, TIFF, BMP, AVIF or HEIC.
        colour: what it shows.
        size: width and height; HEIC needs multiples of 16.
        taken: moment for its EXIF, such as "2025:03:04 09:15:00".
    """
    number = next(_numbers)
    image = Image.new("RGB", size, colour or (200, 120, 100))
    for bit in range(0 if colour else 16):  # the number as blocks, which even JPEG keeps apart
        if number >> bit & 1:
            image.paste(
                (40, 40, 40), (bit % 8 * 8, bit // 8 * 8, bit % 8 * 8 + 8, bit // 8 * 8 + 8)
            )
    exif = Image.Exif()
    if taken:
        exif[0x8769] = {0x9003: taken, 0x9011: "+08:00"}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    if path.suffix.lower() in {".heic", ".heif"}:
        path.write_bytes(
            heic(image, exif=exif.tobytes().removeprefix(b"Exif\0\0") if taken else b"")
        )
    else:
        image.save(path, exif=exif) if taken else image.save(path)
    return path


def png_that_claims(width: int, height: int) -> bytes:
    """Return a small PNG file whose header speaks of a giant picture."""
    written = BytesIO()
    Image.new("L", (1, 1)).save(written, "PNG")
    data = bytearray(written.getvalue())
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    return bytes(data)
