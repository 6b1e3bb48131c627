"""Small pictures and diaries drawn for the tests of the Photos page."""

from datetime import date, datetime, timedelta
from pathlib import Path

from PIL import Image

from recovery_app.domain import moments
from recovery_app.domain.photos import DateSource, Photo
from recovery_app.domain.sessions import Session
from recovery_app.services.library import Library

TAKEN = 0x9003
EXIF = 0x8769


def picture(
    file: Path, shade: int = 0, *, taken: datetime | None = None, size: tuple[int, int] = (60, 80)
) -> Path:
    """Draw a gradient that differs from every other shade's; its suffix says the format."""
    image = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (image, image.rotate(180), Image.new("L", size, shade)))
    exif = Image.Exif()
    if taken is not None:
        exif.get_ifd(EXIF)[TAKEN] = taken.strftime("%Y:%m:%d %H:%M:%S")
    image.save(file, exif=exif)
    return file


def day_ago(days: int) -> date:
    """Return the date so many days ago."""
    return moments.today() - timedelta(days=days)


def at(days: int, clock: str = "12:00") -> datetime:
    """Return a local moment so many days ago."""
    return datetime.combine(day_ago(days), moments.parse_clock(clock)).astimezone()


def value(number: int, taken: datetime, pose: str = "front") -> Photo:
    """Return a photo as the diary knows it, without any file."""
    return Photo(
        id=f"photo-{number:05}",
        sha256=f"{number:064x}",
        suffix=".jpg",
        taken_at=taken,
        source=DateSource.EXIF,
        width=60,
        height=80,
        size=1000,
        pose=pose,
        name=f"IMG_{number}.jpg",
    )


def diary(library: Library, folder: Path) -> None:
    """Fill a library: two sessions, three poses on some days."""
    folder.mkdir(exist_ok=True)
    library.sessions.save(Session("", day_ago(40), "pico-toning"))
    library.sessions.save(Session("", day_ago(9), "pico-fractional"))
    shade = 0
    for days in (50, 40, 38, 9, 8, 7):
        for minute, pose in enumerate(("front", "left", "right")):
            shade += 1
            taken = at(days, f"20:{minute:02}")
            file = picture(folder / f"IMG_{shade:04}.jpg", shade, taken=taken)
            library.photos.add([file], pose=pose)
