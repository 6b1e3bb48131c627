"""Keeping shots of the camera in the library's folder until they are added or thrown away."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recovery_app.errors import RecoveryError
from recovery_app.imaging import exported
from recovery_app.services.library import Library
from recovery_app.storage import photo_files, shots

_NAME = re.compile(r"(?P<at>\d{8}-\d{6}[+-]\d{4})-\d+-(?P<pose>[^.]+)\.jpg")
_NO_POSE = "photo"


@dataclass(frozen=True, slots=True)
class WaitingShot:
    """A shot that is not in the library yet.

    Attributes:
        file: where it lies.
        at: when it was taken.
        pose: how.
        jpeg: the picture.
    """

    file: Path
    at: datetime
    pose: str
    jpeg: bytes


def keep_shot(library: Library, jpeg: bytes, at: datetime, number: int, pose: str) -> WaitingShot:
    """Write a shot with its moment and the clock's offset in its EXIF, and nothing else there.

    Args:
        library: in whose folder it waits, for its owner alone, sealed where all else is.
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
    name = f"{at:%Y%m%d-%H%M%S%z}-{number}-{said}.jpg"
    return WaitingShot(shots.keep(library.places, name, stamped), at, pose, stamped)


def left(library: Library) -> int:
    """Count the files of shots by their names alone, which takes next to no time."""
    return len([file for file in shots.files(library.places) if _is_ours(library, file)])


def waiting(library: Library) -> list[WaitingShot]:
    """Return the shots that wait, as taken, and remove those whose bytes the library holds."""
    files = [file for file in shots.files(library.places) if _is_ours(library, file)]
    known = library.photos.known_bytes() if files else set[str]()
    found: list[WaitingShot] = []
    for file in files:
        try:
            called, data = shots.opened(library.places, file)
        except RecoveryError:
            continue
        named = _named(called.name)
        if photo_files.hash_of(data) in known:
            throw_away(library, [file])
        elif named is not None:
            found.append(WaitingShot(file, *named, data))
    return sorted(found, key=lambda shot: (shot.at, shot.file.name))


def throw_away(library: Library, files: list[Path]) -> None:
    """Delete shots; the folder goes with the last one.

    Raises:
        LibraryUnavailable: if one cannot be deleted.
    """
    shots.remove(library.places, files)


def _is_ours(library: Library, file: Path) -> bool:
    """Whether a shot lies in a file, as far as its name tells."""
    return shots.is_sealed(library.places, file) or _named(file.name) is not None


def _named(name: str) -> tuple[datetime, str] | None:
    """Return moment and pose that a name tells."""
    found = _NAME.fullmatch(name)
    with suppress(ValueError):
        if found:
            at = datetime.strptime(found["at"], "%Y%m%d-%H%M%S%z")
            pose = found["pose"].replace("=", ":")
            return at, "" if pose == _NO_POSE else pose
    return None
