"""Photos of the camera on disk while they wait to be added; sealed in an encrypted library."""

from contextlib import suppress
from pathlib import Path

from recovery_app.errors import LibraryUnavailable
from recovery_app.storage.places import FOLDER_MODE, Places, translated, write_whole

FOLDER = "shots"
"""The folder in the library where they wait; it is there only while some do."""

_SEALED = ".sealed"


def keep(places: Places, name: str, data: bytes) -> Path:
    """Write a shot under its name, which an encrypted library hides, and return where it lies.

    Raises:
        LibraryUnavailable: if it cannot be written; nothing is left behind.
    """
    file = places.folder / FOLDER / name
    if places.keys is not None:
        # Only here: a plain library never loads what encrypts.
        from recovery_app.storage import sealed

        file = file.with_name(places.keys.stored_name(f"{FOLDER}/{name}") + _SEALED)
        data = sealed.seal(places.keys, file.name, name, data)
    with translated(file):
        file.parent.mkdir(mode=FOLDER_MODE, exist_ok=True)
        write_whole(file, data)
    return file


def files(places: Places) -> list[Path]:
    """Return where shots lie, by the names of the files alone."""
    folder = places.folder / FOLDER
    return sorted([*folder.glob("*.jpg"), *folder.glob(f"*{_SEALED}")])


def is_sealed(places: Places, file: Path) -> bool:
    """Whether a file is a sealed shot of this library, which has to be opened by its keys."""
    return file.suffix == _SEALED and file.parent == places.folder / FOLDER


def opened(places: Places, file: Path) -> tuple[Path, bytes]:
    """Return where a shot would lie in a plain library, and its picture.

    Raises:
        LibraryUnavailable: if it is gone, damaged, or sealed while the library is not encrypted.
    """
    with translated(file):
        data = file.read_bytes()
    if not is_sealed(places, file):
        return file, data
    if places.keys is None:
        raise LibraryUnavailable(f"“{file.name}” was sealed by a library that is encrypted.")
    from recovery_app.storage import sealed

    name, data = sealed.unseal(places.keys, file.name, data)
    return file.with_name(Path(name).name), data


def remove(places: Places, gone: list[Path]) -> None:
    """Delete shots; the folder goes with the last one.

    Raises:
        LibraryUnavailable: if one cannot be deleted.
    """
    for file in gone:
        with translated(file):
            file.unlink(missing_ok=True)
    with suppress(OSError):
        (places.folder / FOLDER).rmdir()
