"""Keeping shots of the camera in the library's folder until they are added or thrown away."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recovery_app.errors import RecoveryError
from recovery_app.imaging import exported, reading
from recovery_app.services.library import Library
from recovery_app.storage import photo_files
from recovery_app.storage.places import translated, write_whole

SHOTS = "shots"
"""The folder in the library where shots wait; it is there only while some do."""

_NAME = re.compile(r"(?P<at>\d{8}-\d{6}[+-]\d{4})-\d+-(?P<pose>[^.]+)\.jpg")
_NO_POSE = "photo"


@dataclass(frozen=True, slots=True)
class WaitingShot:
    """A shot that is not in the library yet.

    Attributes:
        file: where it lies.
        at: when it was taken.
        pose: how.
    """

    file: Path
    at: datetime
    pose: str


def keep_shot(library: Library, jpeg: bytes, at: datetime, number: int, pose: str) -> WaitingShot:
    """Write a shot with its moment and the clock's offset in its EXIF, and nothing else there.

    Args:
        library: in whose folder it waits, for its owner alone.
        jpeg: the picture, upright; its pixels are kept as they are.
        at: when it was taken, to the second, with an offset.
        number: tells shots of one second apart.
        pose: how it was taken.

    Raises:
        LibraryUnavailable: if the file cannot be written.
        PictureRefused: if that is no picture.
    """
    stamped = exported.without_place(jpeg, at)
    # A pose is a slug but for its colon, which not every disk takes in a name.
    said = pose.replace(":", "=") or _NO_POSE
    file = library.folder / SHOTS / f"{at:%Y%m%d-%H%M%S%z}-{number}-{said}.jpg"
    with translated(file):
        file.parent.mkdir(mode=0o700, exist_ok=True)
        write_whole(file, stamped)
    return WaitingShot(file, at, pose)


def left(library: Library) -> int:
    """Count the files of shots by their names alone, which takes next to no time."""
    return len(_files(library))


def waiting(library: Library) -> list[WaitingShot]:
    """Return the shots that wait, as taken, and remove those whose bytes the library holds."""
    files = _files(library)
    known = library.photos.known_bytes() if files else set[str]()
    shots: list[WaitingShot] = []
    for file, at, pose in files:
        try:
            digest = photo_files.hash_of(reading.bytes_of(file))
        except RecoveryError:
            continue
        if digest in known:
            throw_away(library, [file])
        else:
            shots.append(WaitingShot(file, at, pose))
    return shots


def throw_away(library: Library, files: list[Path]) -> None:
    """Delete shots; the folder goes with the last one.

    Raises:
        LibraryUnavailable: if one cannot be deleted.
    """
    for file in files:
        with translated(file):
            file.unlink(missing_ok=True)
    with suppress(OSError):
        (library.folder / SHOTS).rmdir()


def _files(library: Library) -> list[tuple[Path, datetime, str]]:
    found: list[tuple[Path, datetime, str]] = []
    for file in sorted((library.folder / SHOTS).glob("*.jpg")):
        named = _NAME.fullmatch(file.name)
        with suppress(ValueError):
            if named:
                at = datetime.strptime(named["at"], "%Y%m%d-%H%M%S%z")
                pose = named["pose"].replace("=", ":")
                found.append((file, at, "" if pose == _NO_POSE else pose))
    return found
