"""Reading a file that is to come in: what it is, when it was taken, or why it cannot be taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from recovery_app.domain.moments import checked_day, local
from recovery_app.domain.photos import DateSource, Photo, Taken, checked_pose
from recovery_app.errors import NotFound, RecoveryError
from recovery_app.imaging import picture, reading, taken
from recovery_app.services.texts import name_of
from recovery_app.storage import photo_files, shots
from recovery_app.storage.places import Places, translated
from recovery_app.storage.rows import new_id

SIDECARS = {".ds_store", "thumbs.db", "desktop.ini"}
"""What systems leave in folders of pictures; nobody meant to add these."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture that was read and found good, not yet in the library.

    Attributes:
        path: where it lies; a sealed shot goes by its own name.
        data: its bytes.
        photo: what it would be in the library.
        small: an upright JPEG of it, if one was asked for.
    """

    path: Path
    data: bytes
    photo: Photo
    small: bytes = b""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, and why."""

    path: Path
    why: str


def listed(paths: Iterable[Path]) -> Iterator[Path]:
    """Go through files and the files below folders, leaving out what systems leave there.

    Raises:
        NotFound: for a path that is not there, or a folder without any file.
    """
    for path in paths:
        with translated(path):
            if not path.exists():
                raise NotFound(f"“{name_of(str(path))}” is not there.")
            found = [
                one
                for one in photo_files.pictures_in([path])
                if one.name.casefold() not in SIDECARS and not one.name.startswith("._")
            ]
            if path.is_dir() and not found:
                raise NotFound(f"There are no pictures in the folder “{name_of(str(path))}”.")
        yield from found


def prepared(
    places: Places,
    path: Path,
    *,
    pose: str = "",
    day: date | None = None,
    box: int | None = None,
) -> Prepared | Refused:
    """Read a file and say what it is, or why it cannot be taken; nothing is written.

    Args:
        places: the library's, whose sealed shots are opened.
        path: the file; its suffix is not trusted.
        pose: how it was taken, if known.
        day: the date to file it under, if the person says so.
        box: pixels of the square that a small picture fits; None makes none.
    """
    try:
        pose = checked_pose(pose)
        path, data = _read(places, path)
        # Decoded once: decoding is nearly all that a file takes while it is looked at.
        facts, small = (
            (picture.inspect(data), b"") if box is None else picture.inspect_small(data, box)
        )
        moment = taken.when_taken(path, facts) if day is None else _given(day, path, facts)
    except RecoveryError as error:
        return Refused(path, str(error))
    photo = Photo(
        id=new_id(),
        sha256=photo_files.hash_of(data),
        suffix=facts.suffix,
        taken_at=moment.at,
        source=moment.source,
        width=facts.width,
        height=facts.height,
        size=len(data),
        pose=pose,
        name=name_of(path.name),
        camera=f"{facts.make} {facts.model}".strip(),
    )
    return Prepared(path, data, photo, small)


def _read(places: Places, path: Path) -> tuple[Path, bytes]:
    """Return what a file is called and its bytes; a sealed shot goes by its own name."""
    if shots.is_sealed(places, path):
        return shots.opened(places, path)
    return path, reading.bytes_of(path)


def _given(day: date, path: Path, facts: picture.PictureFacts) -> Taken:
    """Return the day that the person named, with the picture's own time of day where it fits."""
    known = taken.when_taken(path, facts)
    clock = known.at.timetz() if known.at.date() == day else None
    at = datetime.combine(day, clock) if clock else local(checked_day(day), known.at.time())
    return Taken(at, DateSource.GIVEN)
