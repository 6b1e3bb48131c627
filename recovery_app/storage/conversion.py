"""Turning a library's encryption on and off, so that a crash at any moment loses nothing.

The new files are laid beside the old ones, under other names, and read again. The library changes
over in the one moment in which its key file is renamed; the old files go after that. Whatever is
interrupted therefore leaves a library that opens as it was, or as it was to be, and files that are
cleared away or taken up again (docs/decisions/0033).
"""

import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from recovery_app.errors import ConversionStopped, LibraryInUse, LibraryUnavailable
from recovery_app.storage import key_file, photo_files, proofs, sealed, settings_file, versions
from recovery_app.storage.connections import connect_both
from recovery_app.storage.keys import KeyFile
from recovery_app.storage.places import (
    Places,
    make_folder,
    new_file,
    sync_folder,
    sync_tree,
    translated,
    write_whole,
)
from recovery_app.storage.refusals import complaints
from recovery_app.storage.refusals import translated as sqlite_translated

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

PLAIN, SEALED = ".sqlite3", ".sqlcipher"
KEYS = "keys.json"
_SPARE_BYTES = 16 << 20
_ORIGINAL = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,8}")
_NO_WAY_OUT = re.compile(r"(photos|trash)/(?!.*\.\.(/|$))[^\0\\]+")


def encrypt(
    plain: Places, to: Places, file: KeyFile, progress: Progress, cancelled: Cancelled
) -> None:
    """Turn the encryption on; the library must not be open anywhere, in this process neither.

    What an interrupted attempt with the same keys has sealed already is not sealed again.

    Args:
        plain: the library as it is.
        to: the same with its keys.
        file: what will open it from then on.
        progress: hears how many of how many files are done.
        cancelled: asked after each file; True takes everything back.

    Raises:
        ConversionStopped: if it was cancelled; the library is plain as before.
        LibraryInUse: if another program has it open.
        LibraryUnavailable: if the disk does not take or give the data; the library is as before,
            or encrypted with unencrypted files that are removed when it is opened next.
    """
    # First of all: what is interrupted here can be taken up with the same keys.
    write_whole(to.key_file_to_be, replace(file, plain_left=True).text())
    try:
        with _carried_over(plain, to, progress, cancelled):
            key_file.move(to, to.key_file_to_be, to.key_file)
    except BaseException:
        if not plain.encrypted:
            take_back(plain)
        raise
    clear_plain(to)


def decrypt(locked: Places, to: Places, progress: Progress, cancelled: Cancelled) -> None:
    """Turn the encryption off; the library must not be open anywhere, in this process neither.

    Args:
        locked: the library with its keys.
        to: the same without them.
        progress: hears how many of how many files are done.
        cancelled: asked after each file; True takes everything back.

    Raises:
        ConversionStopped: if it was cancelled; the library is encrypted as before.
        LibraryInUse: if another program has it open.
        LibraryUnavailable: if the disk does not take or give the data; the library is as before,
            or plain with sealed files that are removed when it is opened next.
    """
    # First of all: what is interrupted here leaves plain files, which the next opening removes.
    key_file.save(locked, replace(key_file.load(locked), plain_left=True))
    try:
        with _carried_over(locked, to, progress, cancelled), translated(locked.key_copy):
            locked.key_copy.unlink(missing_ok=True)
            sync_folder(locked.folder)
            key_file.move(locked, locked.key_file, locked.key_file_that_was)
    except BaseException:
        if locked.encrypted:
            clear_plain(locked)
        raise
    clear_sealed(to)


def take_back(plain: Places) -> None:
    """Remove what an encryption that was not finished has left; the library stays plain."""
    _remove_sealed(plain)
    _settle(plain)
    _remove(plain.key_file_to_be)


def clear_sealed(plain: Places) -> None:
    """Remove what is left of an encryption that was turned off."""
    _remove_sealed(plain)
    key_file.forget_failures(plain)
    plain.write_readme()
    _settle(plain)
    _remove(plain.key_file_that_was)


def clear_plain(locked: Places) -> None:
    """Remove the unencrypted files that have an encrypted one in their place.

    The bytes may live on in a disk's spare cells: docs/security.md says so.
    """
    for path in list(_originals(locked, plain=True)):
        if path.suffix == ".part" or _counterpart(locked, path).exists():
            _remove(path)
    for path in locked.folder.glob("*.part"):
        _remove(path)  # half-written, and nobody knows by which way round
    plain = Places(locked.folder)
    _remove_databases(plain)
    _remove(plain.settings)
    locked.write_readme()
    _settle(locked)
    key_file.save(locked, replace(key_file.load(locked), plain_left=False))


def finish(places: Places) -> None:
    """Remove what an interrupted change of the encryption has left, whichever way it went."""
    if places.keys is None:
        clear_sealed(places)
    elif key_file.load(places).plain_left:
        clear_plain(places)


def plain_backups(places: Places) -> list[Path]:
    """Return the single files among the backups that are not encrypted, because they are older.

    Automatic backups lie in a folder of their own and see to that themselves.
    """
    found = (path for path in sorted(places.backups.glob("*")) if path.is_file())
    aside = sorted((places.backups / "changed").glob("*"))  # what mending has not thrown away
    return [
        *(path for path in found if path.suffix in (PLAIN, ".zip") and not _holds_keys(path)),
        *(path for path in aside if path.suffix != sealed.SUFFIX),
    ]


@contextmanager
def _carried_over(
    source: Places, target: Places, progress: Progress, cancelled: Cancelled
) -> Generator[None]:
    """Lay everything beside what is there; in the block the library changes over.

    Nobody else can open the library from the beginning until the block has ended.
    """
    part = Path(f"{target.database}.part")
    with translated(source.folder), sqlite_translated():
        _remove_databases(target)
        _check_room(source)
        with new_file(part):
            pass  # made here, because SQLite would let the system choose who may read it
        with closing(_alone(source, target, part)) as connection:
            _carry_originals(source, target, progress, cancelled)
            _export(connection)
            _prove(connection, part, target.database_key)
            part.replace(target.database)
            _carry_thumbnails(source, target)
            settings_file.carry_over(source, target)
            sync_folder(target.folder)
            _go_on(cancelled)
            yield


def _alone(source: Places, target: Places, part: Path) -> sqlite3.Connection:
    try:
        return connect_both(source.database, source.database_key, part, target.database_key)
    except complaints() as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        raise LibraryInUse(
            "Another program has this library open; close it there and try again."
        ) from error


def _export(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("SELECT sqlcipher_export('other')").fetchall()
    for name in ("user_version", "application_id"):
        value = int(connection.execute(f"PRAGMA main.{name}").fetchone()[0])
        connection.execute(f"PRAGMA other.{name} = {value}")
    connection.execute("COMMIT")
    connection.execute("DETACH DATABASE other")


def _prove(source: sqlite3.Connection, copy: Path, key: bytes | None) -> None:
    """Refuse a copy that is not whole or differs from its source in tables or numbers of rows."""
    with closing(versions.open_reading(copy, key)) as connection:
        if (
            proofs.damage(connection)
            or proofs.broken_references(connection)
            or _content(connection) != _content(source)
        ):
            raise LibraryUnavailable(
                "The database could not be carried over whole; the library was left as it was."
            )


def _content(connection: sqlite3.Connection) -> list[tuple[str, str, int]]:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
    return [
        (name, str(sql), _rows(connection, name) if kind == "table" else 0)
        for kind, name, sql in rows.fetchall()
    ]


def _rows(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def _carry_thumbnails(source: Places, target: Places) -> None:
    """Carry the cache over too, where it can be: making it anew takes minutes."""
    if not source.thumbnails.exists():
        return
    try:
        with new_file(target.thumbnails):
            pass
        with closing(
            connect_both(
                source.thumbnails, source.thumbnails_key, target.thumbnails, target.thumbnails_key
            )
        ) as connection:
            _export(connection)
    except complaints():
        _remove(target.thumbnails)


def _carry_originals(
    source: Places, target: Places, progress: Progress, cancelled: Cancelled
) -> None:
    files = list(_originals(source, plain=source.keys is None))
    for done, path in enumerate(files, start=1):
        if path.suffix != ".part":
            _carry_original(source, target, path)
        progress(done, len(files))
        _go_on(cancelled)


def _go_on(cancelled: Cancelled) -> None:
    if cancelled():
        raise ConversionStopped("It was stopped; the library is as it was before.")


def _carry_original(source: Places, target: Places, path: Path) -> None:
    name, data = _opened(source, path)
    goal = _goal(target, name, in_trash=path.is_relative_to(source.trash))
    if _holds(target, goal, data):
        return
    make_folder(goal.parent, below=target.folder)
    text = data if target.keys is None else sealed.seal(target.keys, goal.name, name, data)
    write_whole(goal, text)
    # The original goes in the end: what was written is read again before.
    if not _holds(target, goal, data):
        raise LibraryUnavailable(
            f"“{goal.name}” could not be read again; the library was left as it was."
        )


def _opened(source: Places, path: Path) -> tuple[str, bytes]:
    """Return what an original is called in a plain library, and its bytes."""
    stored = path.read_bytes()
    if source.keys is None:
        return _plain_name(source, path), stored
    name, data = sealed.unseal(source.keys, path.name, stored)
    if not _NO_WAY_OUT.fullmatch(name):
        raise LibraryUnavailable(f"“{path.name}” holds a name that no library has.")
    return name, data


def _plain_name(places: Places, path: Path) -> str:
    """Return the name by which an original is known, also while it lies in the trash."""
    if _ORIGINAL.fullmatch(path.name):
        return f"photos/{path.name[:2]}/{path.name}"
    return path.relative_to(places.folder).as_posix()


def _goal(target: Places, name: str, *, in_trash: bool) -> Path:
    place = photo_files.place_of(target, name)
    return target.trash / place.name if in_trash else place


def _counterpart(locked: Places, path: Path) -> Path:
    name = _plain_name(locked, path)
    return _goal(locked, name, in_trash=path.is_relative_to(locked.trash))


def _holds(places: Places, path: Path, data: bytes) -> bool:
    with suppress(LibraryUnavailable):
        return path.exists() and photo_files.content(places, path) == data
    return False


def _originals(places: Places, *, plain: bool) -> Iterator[Path]:
    """Go through the files of originals of one sort, and what was left half-written."""
    for path in photo_files.every(places):
        if path.suffix == ".part" or (path.suffix == sealed.SUFFIX) != plain:
            yield places.folder / path


def _check_room(source: Places) -> None:
    files = [source.database, *_originals(source, plain=source.keys is None)]
    needed = sum(path.stat().st_size for path in files) + _SPARE_BYTES
    if needed > shutil.disk_usage(source.folder).free:
        raise LibraryUnavailable(
            "The disk has too little room: for a while everything lies there twice."
        )


def _remove_sealed(plain: Places) -> None:
    for path in list(_originals(plain, plain=False)):
        _remove(path)
    for name in ("library", "thumbnails"):
        for path in plain.folder.glob(f"{name}{SEALED}*"):
            _remove(path)
    _remove(plain.folder / "settings.sealed")


def _remove_databases(places: Places) -> None:
    for file in (places.database, places.thumbnails):
        for path in places.folder.glob(f"{file.name}*"):
            _remove(path)


def _settle(places: Places) -> None:
    """Let what was removed stay so after a power cut, before the note that it is to go does."""
    with translated(places.folder):
        for folder in (places.photos, places.trash):
            if folder.is_dir():
                sync_tree(folder)
        sync_folder(places.folder)


def _remove(path: Path) -> None:
    with translated(path):
        path.unlink(missing_ok=True)
    if path.parent.parent.name == "photos":
        with suppress(OSError):
            path.parent.rmdir()  # only where it was the last one


def _holds_keys(path: Path) -> bool:
    if path.suffix != ".zip":
        return False
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        return KEYS in archive.namelist()
    return False
