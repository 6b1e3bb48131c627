"""Whether a database is whole, and which originals it needs, asked of SQLite itself."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from recovery_app.storage import versions
from recovery_app.storage.connections import connect
from recovery_app.storage.places import new_file
from recovery_app.storage.refusals import complaints

MOST_FAULTS = 20
"""So many faults of one kind are named; a database with more is simply damaged."""
_DIARY = ("entry", "rating", "session", "session_card", "review", "review_value", "photo", "region")


@dataclass(frozen=True, slots=True)
class Original:
    """The file that photos and cards of sessions stand for, whether in sight or in the trash.

    Attributes:
        file: where it belongs, relative to the library.
        sha256: what its bytes must hash to.
        size: how many bytes.
        name: the file's name when it was added.
        day: local date of the photo, or of the card's session, ISO.
    """

    file: str
    sha256: str
    size: int
    name: str
    day: str


def copy_database(source: sqlite3.Connection, target: Path, key: bytes | None = None) -> None:
    """Copy a database through SQLite's backup API into one file, private to its owner.

    A file copy would miss what is still in the write-ahead log. The copy has none of its own, so
    that it opens from a read-only disk too. With the source's key it is encrypted like the source.

    Raises:
        OSError, sqlite3.Error: if it cannot be written; what was written stays for the caller.
    """
    with new_file(target):
        pass  # made here, because SQLite would let the system choose who may read it
    with closing(connect(target, key)) as copy:
        # Nobody else opens the copy: without this, SQLite would lay a shared index beside it.
        copy.execute("PRAGMA locking_mode = EXCLUSIVE")
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def damage(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite finds damaged in a database, in its own words; empty means whole."""
    try:
        rows = connection.execute(f"PRAGMA integrity_check({MOST_FAULTS})").fetchall()
        faults = [str(row[0]) for row in rows if row[0] != "ok"]
        if faults:
            return faults
        # Not what it finds, which is no damage: only whether it can be asked at all.
        connection.execute("PRAGMA foreign_key_check").fetchone()
        return _lacking(connection) or _impossible_times(connection)
    except (*complaints(), UnicodeDecodeError) as error:
        return [str(error)]


def _lacking(connection: sqlite3.Connection) -> list[str]:
    """Return what tables of today's schema lack: SQLite believes whatever they say of themselves."""
    if versions.version_of(connection) != versions.CURRENT:
        return []
    # Only here: nothing else that proves needs what brings SQLAlchemy.
    from recovery_app.storage.schema import SCHEMA

    there = set(_columns(connection))
    return [
        f"the column {table.name}.{column.name} is missing"
        for table in SCHEMA.sorted_tables
        for column in table.columns
        if (table.name, column.name) not in there
    ]


def _columns(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return every table with each of its columns, asked in one go."""
    return connection.execute(
        "SELECT one.name, field.name FROM sqlite_master AS one, pragma_table_info(one.name) AS field"
        " WHERE one.type = 'table' ORDER BY one.name, field.cid"
    ).fetchall()


def _impossible_times(connection: sqlite3.Connection) -> list[str]:
    """Return the columns in which a time is none: SQLite takes any text for whole, and we cannot."""
    found: list[str] = []
    for table, columns in groupby(_columns(connection), itemgetter(0)):
        times = [name for _, name in columns if name in {"at", "day"} or name.endswith("_at")]
        if not times:
            continue
        wrong = (
            f'max("{name}" IS NOT NULL'
            f' AND (typeof("{name}") <> \'text\' OR julianday("{name}") IS NULL))'
            for name in times
        )
        # All columns of a table at once: a long table is read once and not for each of them.
        answers = connection.execute(f'SELECT {", ".join(wrong)} FROM "{table}"').fetchone()
        found += [
            f"a time in {table}.{name} is none"
            for name, answer in zip(times, answers, strict=True)
            if answer
        ]
    return found


def broken_references(connection: sqlite3.Connection) -> list[str]:
    """Return the rows that refer to a row that is not there, each as "table → table"."""
    rows = connection.execute("PRAGMA foreign_key_check").fetchmany(MOST_FAULTS)
    return [f"{row[0]} → {row[2]}" for row in rows]


def originals(connection: sqlite3.Connection) -> list[Original]:
    """Return the file of every photo and card, each once, in the order of their paths."""
    rows = connection.execute(
        "SELECT sha256, suffix, max(size), max(name), min(day)"
        f" FROM ({_needing(connection)}) GROUP BY sha256, suffix"
    )
    found = [
        Original(f"photos/{str(sha256)[:2]}/{sha256}{suffix}", str(sha256), size, name, day)
        for sha256, suffix, size, name, day in rows
    ]
    return sorted(found, key=lambda one: one.file)


def _needing(connection: sqlite3.Connection) -> str:
    """Name all rows that need an original; a backup from before there were cards has photos."""
    photos = "SELECT sha256, suffix, size, name, day FROM photo"
    there = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'session_card'"
    if connection.execute(there).fetchone() is None:
        return photos
    return (
        f"{photos} UNION ALL SELECT card.sha256, card.suffix, card.size, card.name, session.day"
        " FROM session_card AS card JOIN session ON session.id = card.session_id"
    )


def waiting_since(connection: sqlite3.Connection, last: datetime | None) -> datetime | None:
    """Return since when something of the diary waits to be backed up, or None where nothing does.

    Args:
        connection: the library's database.
        last: when it was last backed up as it was; None for never.
    """
    least = "" if last is None else last.astimezone(UTC).isoformat()
    known = {row[0] for row in connection.execute("SELECT name FROM sqlite_master").fetchall()}
    found = [
        connection.execute(
            f"SELECT min(changed_at) FROM {table} WHERE changed_at > ?", (least,)
        ).fetchone()[0]
        for table in _DIARY
        if table in known
    ]
    written = [datetime.fromisoformat(str(at)) for at in found if at is not None]
    return min(written, default=None)


def state(connection: sqlite3.Connection) -> str:
    """Return a mark of everything that a database says: the same again only if nothing changed.

    The file itself would not do: an encrypted copy never looks twice the same.
    """
    digest = hashlib.sha256()
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    for (table,) in connection.execute(f"{tables} ORDER BY name").fetchall():
        digest.update(repr(table).encode())
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            digest.update(repr(row).encode())
    return digest.hexdigest()
