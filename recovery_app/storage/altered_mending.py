"""Settling what was altered in a database: the value of the backup, or the one that is there."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime

from recovery_app.errors import NotFound
from recovery_app.storage import versions, witnesses
from recovery_app.storage.altered import ORDERS, Altered, stored
from recovery_app.storage.connections import PlainDatabase
from recovery_app.storage.depots import Depot
from recovery_app.storage.mergeable import KEPT_FOR_MERGING, PLAIN_TIMES
from recovery_app.storage.places import Places
from recovery_app.storage.refusals import translated
from recovery_app.storage.schema import SCHEMA
from recovery_app.storage.watched import watched


def settle(
    places: Places, database: PlainDatabase, sentence: str, every: Sequence[Depot], *, keep: bool
) -> None:
    """Write what was altered as a backup has it, or let it stand; both count as a change of hers.

    Args:
        places: the library.
        database: the same, for writing.
        sentence: what was said of it.
        every: where its automatic backups lie.
        keep: whether it is right as it is.

    Raises:
        NotFound: if it is not so any more, or no backup says so.
        LibraryUnavailable: if it cannot be written.
    """
    opened = versions.open_reading(places.database, places.database_key)
    with translated(), closing(opened) as connection:
        said = {one.sentence: one.one for one in witnesses.asked(connection, every)}
    one = said.get(sentence)
    if one is None or one.table == ORDERS:
        raise NotFound("This is not as it was found any more.")
    with database.writing() as db:
        if not keep:
            _write_then(db, one)
        _note_as_changed(db, one, datetime.now(UTC).isoformat())


def _write_then(db: sqlite3.Connection, one: Altered) -> None:
    """Write a value as the backup has it.

    Args:
        db: in a transaction.
        one: what was altered.
    """
    columns = [column.name for column in SCHEMA.tables[one.table].primary_key.columns]
    # As bytes: a flipped bit may have left a key that is no text.
    matching = " AND ".join(f'CAST("{name}" AS BLOB) = CAST(? AS BLOB)' for name in columns)
    key = [value if not isinstance(value, str) else stored(value) for value in one.key]
    db.execute(f'UPDATE "{one.table}" SET "{one.column}" = ? WHERE {matching}', (one.then, *key))


def _note_as_changed(db: sqlite3.Connection, one: Altered, now: str) -> None:
    """Let a row be one that was changed now, unless what was altered is a time itself.

    Args:
        db: in a transaction.
        one: what was altered.
        now: UTC as text.
    """
    if one.table in KEPT_FOR_MERGING or one.column in PLAIN_TIMES:
        return
    how = next(each for each in watched() if each.table == one.table)
    columns, key = how.key, one.key
    if how.keeper != how.table:
        (column,) = SCHEMA.tables[how.keeper].primary_key.columns
        columns, key = (column.name,), (one.key[how.key.index(how.kept_by)],)
    matching = " AND ".join(f'"{name}" = ?' for name in columns)
    db.execute(f'UPDATE "{how.keeper}" SET changed_at = ? WHERE {matching}', (now, *key))
