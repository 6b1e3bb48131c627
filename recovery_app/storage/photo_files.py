"""The originals on disk: unchanged bytes, written whole or not at all.

Everything outside knows an original by the path that names its hash. In a plain library it lies
there; in an encrypted one it is sealed, under a name that tells nothing. Only this module knows.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from recovery_app.errors import LibraryUnavailable
from recovery_app.storage.places import Places, make_folder, sync_folder, translated, write_whole


def hash_of(data: bytes) -> str:
    """Return the SHA-256 of the bytes as lower-case hex: the name of a photo's file."""
    return hashlib.sha256(data).hexdigest()


def keep(places: Places, data: bytes, file: str) -> Path:
    """Write an original under its relative path, unless it lies there already, unharmed.

    Raises:
        LibraryUnavailable: if it cannot be written; nothing is left behind.
    """
    target = place_of(places, file)
    with translated(target):
        if not target.parent.exists():
            make_folder(target.parent, below=places.folder)
        from_trash(places, file)
        # A disk may have lost the bytes of the file that lies there; here they are again.
        with suppress(LibraryUnavailable):
            if target.exists() and content(places, target) == data:
                return target
    write_whole(target, _as_stored(places, target, file, data))
    return target


def read(places: Places, file: str) -> bytes:
    """Return the bytes of an original.

    Raises:
        LibraryUnavailable: if it is not there or cannot be read.
    """
    return content(places, locate(places, file))


def require(places: Places, file: str) -> None:
    """Do nothing where an original is there.

    Raises:
        LibraryUnavailable: if it is not there, with the sentence that reading it would give.
    """
    path = locate(places, file)
    with translated(path):
        path.stat()


def content(places: Places, path: Path) -> bytes:
    """Return the bytes of the original that lies in a file.

    Raises:
        LibraryUnavailable: if it is not there, cannot be read or is damaged.
    """
    with translated(path):
        stored = path.read_bytes()
    return opened(places, path.name, stored)


def opened(places: Places, name: str, stored: bytes) -> bytes:
    """Return the bytes of an original for what lies on the disk under a name.

    Raises:
        LibraryUnavailable: if it is sealed and damaged.
    """
    if places.keys is None:
        return stored
    # Only here: a plain library never loads what encrypts.
    from recovery_app.storage import sealed

    return sealed.unseal(places.keys, name, stored)[1]


def place_of(places: Places, file: str) -> Path:
    """Return where the original belongs while its photo is not in the trash."""
    if places.keys is None:
        return places.folder / file
    name = places.keys.stored_name(file)
    return places.photos / name[:2] / f"{name}.sealed"


def locate(places: Places, file: str) -> Path:
    """Return where the original lies: in its place, or in the trash while its photo is there."""
    path = place_of(places, file)
    in_trash = places.trash / path.name
    return in_trash if not path.exists() and in_trash.exists() else path


def to_trash(places: Places, file: str) -> None:
    """Move an original into the trash folder."""
    path = place_of(places, file)
    with translated(path):
        if path.exists():
            make_folder(places.trash, below=places.folder)
            path.replace(places.trash / path.name)


def from_trash(places: Places, file: str) -> None:
    """Move an original back to its place."""
    path = place_of(places, file)
    in_trash = places.trash / path.name
    with translated(path):
        if in_trash.exists() and not path.exists():
            make_folder(path.parent, below=places.folder)
            in_trash.replace(path)
            sync_folder(path.parent)


def discard(places: Places, file: str) -> None:
    """Delete an original for good, wherever it lies."""
    path = place_of(places, file)
    with translated(path):
        path.unlink(missing_ok=True)
        (places.trash / path.name).unlink(missing_ok=True)


def every(places: Places) -> Iterator[Path]:
    """Go through the files of originals, in place or in the trash, as paths in the library."""
    for folder in (places.photos, places.trash):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path.relative_to(places.folder)


def _as_stored(places: Places, target: Path, file: str, data: bytes) -> bytes:
    if places.keys is None:
        return data
    from recovery_app.storage import sealed

    return sealed.seal(places.keys, target.name, file, data)


def pictures_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Go through files and, in the order of their names, all files below folders."""
    for path in paths:
        if path.is_dir():
            yield from (one for one in sorted(path.rglob("*")) if not one.is_dir())
        else:
            yield path
