"""The files of originals of both sorts, and clearing away what a changed encryption leaves behind.

Only what is sure to lie there in the other sort too is removed (docs/decisions/0033).
"""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from recovery_app.errors import LibraryUnavailable
from recovery_app.storage import key_file, photo_files, proofs, sealed, versions
from recovery_app.storage.places import Places, sync_folder, sync_tree, translated
from recovery_app.storage.refusals import translated as sqlite_translated

SEALED = ".sqlcipher"
_ORIGINAL = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,8}")


def take_back(plain: Places) -> None:
    """Remove what an encryption that was not finished has left; the library stays plain."""
    _remove_sealed(plain)
    settle(plain)
    remove(plain.key_file_to_be)


def clear_sealed(plain: Places) -> None:
    """Remove what is left of an encryption that was turned off."""
    _remove_sealed(plain)
    key_file.forget_failures(plain)
    plain.write_readme()
    settle(plain)
    remove(plain.key_file_that_was)


def clear_plain(locked: Places) -> None:
    """Remove the unencrypted files that a changed encryption left in an encrypted library.

    An original goes where an encrypted one holds its bytes, or no photo needs it any more. What is
    the last copy of a photo stays. Disks may keep the bytes for a while: docs/security.md says so.
    """
    for path in list(originals(locked, plain=True)):
        if path.suffix == ".part" or counterpart(locked, path).exists():
            remove(path)
    clear_unneeded(locked)
    plain = Places(locked.folder)
    _clear_killed_backups(plain)
    remove_databases(plain)
    locked.write_readme()
    settle(locked)
    key_file.save(locked, replace(key_file.load(locked), plain_left=False, turning_off=""))


def clear_unneeded(locked: Places) -> None:
    """Remove unencrypted files that neither stand for an encrypted one nor for a photo alone.

    A photo may have been moved or deleted for good since they were written.
    """
    with (
        sqlite_translated(),
        closing(versions.open_reading(locked.database, locked.database_key)) as connection,
    ):
        needed = {one.file for one in proofs.originals(connection)}
    for path in list(originals(locked, plain=True)):
        name = plain_name(locked, path)
        if path.suffix == ".part" or counterpart(locked, path).exists():
            continue
        # What she laid there herself has no such name, and is never removed unasked.
        elsewhere = photo_files.locate(locked, name).exists()
        if _ORIGINAL.fullmatch(path.name) and (elsewhere or name not in needed):
            remove(path)
    for path in locked.folder.glob("*.part"):
        remove(path)  # half-written, and nobody knows by which way round
    remove(Places(locked.folder).settings)


def _clear_killed_backups(plain: Places) -> None:
    """Remove what plain backups left that were killed: the whole diary, and no backup to keep.

    Automatic ones lie in a folder of their own and see to that themselves.
    """
    for path in plain.backups.glob("*.part*"):
        if (path / plain.database.name).exists():
            with translated(path):
                shutil.rmtree(path)
        elif f"{plain.database.suffix}.part" in path.name:
            remove(path)


def finish(places: Places) -> None:
    """Remove what an interrupted change of the encryption has left, whichever way it went.

    Raises:
        LibraryUnavailable: if something cannot be removed, or sealed files may be the only ones.
    """
    if places.keys is None:
        _refuse_unless_whole(places)
        clear_sealed(places)
    elif key_file.load(places).plain_left:
        clear_plain(places)


def _refuse_unless_whole(plain: Places) -> None:
    """Keep the sealed files unless the plain library has an original for each of them."""
    with sqlite_translated(), closing(versions.open_reading(plain.database)) as connection:
        damaged = bool(proofs.damage(connection))
    paths = [path for path in originals(plain, plain=True) if path.suffix != ".part"]
    there = Counter(
        sealed.length_of(plain_name(plain, path), path.stat().st_size) for path in paths
    )
    wanted = Counter(
        path.stat().st_size for path in originals(plain, plain=False) if path.suffix != ".part"
    )
    if damaged or wanted - there:
        raise LibraryUnavailable(
            "Encrypted files lie in this library that the unencrypted ones do not stand for;"
            " nothing was removed."
        )


def plain_name(places: Places, path: Path) -> str:
    """Return the name by which an original is known, also while it lies in the trash."""
    if _ORIGINAL.fullmatch(path.name):
        return f"photos/{path.name[:2]}/{path.name}"
    return path.relative_to(places.folder).as_posix()


def place_in(target: Places, name: str, *, in_trash: bool) -> Path:
    """Return where an original lies in a library of either sort."""
    place = photo_files.place_of(target, name)
    return target.trash / place.name if in_trash else place


def counterpart(locked: Places, path: Path) -> Path:
    """Return where the encrypted file of a plain original would lie."""
    name = plain_name(locked, path)
    return place_in(locked, name, in_trash=path.is_relative_to(locked.trash))


def originals(places: Places, *, plain: bool) -> Iterator[Path]:
    """Go through the files of originals of one sort, and what was left half-written."""
    for path in photo_files.every(places):
        if path.suffix == ".part" or (path.suffix == sealed.SUFFIX) != plain:
            yield places.folder / path


def _remove_sealed(plain: Places) -> None:
    for path in list(originals(plain, plain=False)):
        remove(path)
    for name in ("library", "thumbnails"):
        for path in plain.folder.glob(f"{name}{SEALED}*"):
            remove(path)
    remove(plain.folder / "settings.sealed")


def remove_databases(places: Places) -> None:
    """Remove diary and small pictures of one sort, with all that SQLite laid beside them."""
    for file in (places.database, places.thumbnails):
        for path in places.folder.glob(f"{file.name}*"):
            remove(path)


def settle(places: Places) -> None:
    """Let what was removed stay so after a power cut, before the note that it is to go does."""
    with translated(places.folder):
        for folder in (places.photos, places.trash):
            if folder.is_dir():
                sync_tree(folder)
        sync_folder(places.folder)


def remove(path: Path) -> None:
    """Remove a file that may be gone already, and its folder where it was the last one."""
    with translated(path):
        path.unlink(missing_ok=True)
    if path.parent.parent.name == "photos":
        with suppress(OSError):
            path.parent.rmdir()
