"""Looking through a library for what does not fit: damage, lost and changed files, leftovers.

Nothing is mended here: what a person has not seen she cannot have wanted.
"""

import hashlib
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from recovery_app.domain.safekeeping import Misfit, Problem
from recovery_app.errors import LibraryUnavailable
from recovery_app.storage import photo_files, proofs, versions
from recovery_app.storage.places import Places, translated
from recovery_app.storage.proofs import Original
from recovery_app.storage.refusals import translated as sqlite_translated

_RESTORE = "Restore the last backup into a new folder."
_PUT_BACK = "Put it back from a backup, or delete the picture for good."
_STRAY = "Add it as a photo if you miss it; else it can be deleted."
_LEFTOVER = "It can be deleted while no program has the library open."


def problems(places: Places) -> list[Problem]:
    """Return everything in a library that does not fit; empty means that all is well.

    Raises:
        LibraryUnavailable: if the database cannot be opened at all, or the disk does not give data.
    """
    with translated(places.folder), sqlite_translated():
        # Files before rows: a photo added meanwhile has its file first, so it is never a stray.
        files = list(photo_files.every(places))
        with closing(versions.open_reading(places.database, places.database_key)) as connection:
            damage = proofs.damage(connection)
            if damage:
                return [_damaged(fault) for fault in damage]
            broken = proofs.broken_references(connection)
            needed = proofs.originals(connection)
        return [
            *(_broken(reference) for reference in broken),
            *_of_originals(places, needed),
            *_strays(places, files, needed),
            *_unfinished(places),
            *_leftovers(places),
        ]


def _damaged(fault: str) -> Problem:
    return Problem(Misfit.DATABASE, f"The database is damaged: {fault}.", _RESTORE)


def _broken(reference: str) -> Problem:
    what = f"A row refers to one that is not there: {reference}."
    return Problem(Misfit.REFERENCE, what, _RESTORE)


def _of_originals(places: Places, needed: list[Original]) -> Iterator[Problem]:
    for one in needed:
        path = photo_files.locate(places, one.file)
        named = f"“{one.name}” ({one.day}, {one.file})"
        if not path.is_file():
            yield Problem(Misfit.MISSING_FILE, f"The original of {named} is missing.", _PUT_BACK)
            continue
        if _hash_of(places, path) != one.sha256:
            what = f"The original of {named} has changed since it was added."
            yield Problem(Misfit.CHANGED_FILE, what, _PUT_BACK)


def _hash_of(places: Places, path: Path) -> str:
    if places.keys is not None:
        with suppress(LibraryUnavailable):  # a sealed file that was damaged does not open
            return photo_files.hash_of(photo_files.content(places, path))
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unfinished(places: Places) -> Iterator[Problem]:
    if places.key_file_to_be.exists():
        what = "Turning the encryption on was interrupted; the library is not encrypted."
        yield Problem(Misfit.LEFTOVER, what, "Turn it on again, with the same passphrase.")


def _strays(places: Places, files: list[Path], needed: list[Original]) -> Iterator[Problem]:
    known = {photo_files.place_of(places, one.file).name for one in needed}
    begun = {".part", ".sealed"} if places.key_file_to_be.exists() else {".part"}
    for path in files:
        if path.name not in known and path.suffix not in begun:
            what = f"No photo and no session belongs to the file {path.as_posix()}."
            yield Problem(Misfit.STRAY_FILE, what, _STRAY)


def _leftovers(places: Places) -> Iterator[Problem]:
    for path in sorted(places.folder.rglob("*.part")):
        where = path.relative_to(places.folder).as_posix()
        what = f"Something that was interrupted left {where} behind."
        yield Problem(Misfit.LEFTOVER, what, _LEFTOVER)
