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
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from recovery_app.errors import ConversionStopped, LibraryInUse, LibraryUnavailable
from recovery_app.storage import (
    key_file,
    leftovers,
    photo_files,
    proofs,
    sealed,
    settings_file,
    versions,
)
from recovery_app.storage.connections import connect_both
from recovery_app.storage.keys import KeyFile
from recovery_app.storage.places import (
    Places,
    make_folder,
    new_file,
    sync_folder,
    translated,
    write_whole,
)
from recovery_app.storage.refusals import complaints
from recovery_app.storage.refusals import translated as sqlite_translated

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

PLAIN = ".sqlite3"
KEYS = "keys.json"
_SPARE_BYTES = 16 << 20
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
            leftovers.take_back(plain)
        raise
    leftovers.clear_plain(to)


def decrypt(locked: Places, to: Places, progress: Progress, cancelled: Cancelled) -> None:
    """Turn the encryption off; the library must not be open anywhere, in this process neither.

    What an interrupted attempt has carried over is compared and not written again, unless the
    encrypted library was opened in between.

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
    # First of all: what is interrupted here leaves plain files, which are taken up or removed.
    turning_off = locked.keys.turning_off if locked.keys else ""
    key_file.save(locked, replace(key_file.load(locked), plain_left=True, turning_off=turning_off))
    leftovers.clear_unneeded(locked)
    try:
        with _carried_over(locked, to, progress, cancelled), translated(locked.key_copy):
            locked.key_copy.unlink(missing_ok=True)
            sync_folder(locked.folder)
            key_file.move(locked, locked.key_file, locked.key_file_that_was)
    except BaseException:
        if locked.encrypted:
            leftovers.clear_plain(locked)
        raise
    leftovers.clear_sealed(to)


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
        leftovers.remove_databases(target)
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
        leftovers.remove(target.thumbnails)


def _carry_originals(
    source: Places, target: Places, progress: Progress, cancelled: Cancelled
) -> None:
    files = list(leftovers.originals(source, plain=source.keys is None))
    carried: set[Path] = set()
    for done, path in enumerate(files, start=1):
        if path.suffix != ".part":
            carried.add(_carry_original(source, target, path))
        progress(done, len(files))
        _go_on(cancelled)
    if target.keys is not None:
        # Photos may have been moved or deleted for good since an attempt that was interrupted.
        for path in list(leftovers.originals(target, plain=False)):
            if path not in carried:
                leftovers.remove(path)


def _go_on(cancelled: Cancelled) -> None:
    if cancelled():
        raise ConversionStopped("It was stopped; the library is as it was before.")


def _carry_original(source: Places, target: Places, path: Path) -> Path:
    """Lay an original beside itself in the other sort, and return where."""
    name, data = _opened(source, path)
    goal = leftovers.place_in(target, name, in_trash=path.is_relative_to(source.trash))
    if _holds(target, goal, data):
        return goal
    make_folder(goal.parent, below=target.folder)
    text = data if target.keys is None else sealed.seal(target.keys, goal.name, name, data)
    write_whole(goal, text)
    # The original goes in the end: what was written is read again before.
    if not _holds(target, goal, data):
        raise LibraryUnavailable(
            f"“{goal.name}” could not be read again; the library was left as it was."
        )
    return goal


def _opened(source: Places, path: Path) -> tuple[str, bytes]:
    """Return what an original is called in a plain library, and its bytes."""
    stored = path.read_bytes()
    if source.keys is None:
        return leftovers.plain_name(source, path), stored
    name, data = sealed.unseal(source.keys, path.name, stored)
    if not _NO_WAY_OUT.fullmatch(name):
        raise LibraryUnavailable(f"“{path.name}” holds a name that no library has.")
    return name, data


def _holds(places: Places, path: Path, data: bytes) -> bool:
    with suppress(LibraryUnavailable):
        return path.exists() and photo_files.content(places, path) == data
    return False


def _check_room(source: Places) -> None:
    files = [source.database, *leftovers.originals(source, plain=source.keys is None)]
    carried = leftovers.originals(source, plain=source.keys is not None)
    needed = sum(path.stat().st_size for path in files) + _SPARE_BYTES
    needed -= sum(path.stat().st_size for path in carried)
    if needed > shutil.disk_usage(source.folder).free:
        raise LibraryUnavailable(
            "The disk has too little room: for a while everything lies there twice."
        )


def _holds_keys(path: Path) -> bool:
    if path.suffix != ".zip":
        return False
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        return KEYS in archive.namelist()
    return False
