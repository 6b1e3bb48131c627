"""Backups asked as witnesses: whether a database says what it said, where nothing was changed."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from recovery_app.errors import BackupFailed
from recovery_app.storage import altered, altered_words, snapshots, versions
from recovery_app.storage.altered import Altered
from recovery_app.storage.depots import Depot
from recovery_app.storage.places import Places
from recovery_app.storage.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class Testimony:
    """What differs from one backup.

    Attributes:
        one: what was altered; None where so much differs that nothing can be taken from it.
        backup: the folder of the backup.
        sentence: what she is told.
    """

    one: Altered | None
    backup: Path
    sentence: str


def asked(connection: sqlite3.Connection, depots: Sequence[Depot]) -> list[Testimony]:
    """Return what the last backup of each depot that can be believed says of a plain database.

    An encrypted one needs no witness: a checksum stands in each of its pages.

    Args:
        connection: the database, outside of a transaction.
        depots: where to look for backups.

    Raises:
        sqlite3.Error: if the database cannot be read.
        LibraryUnavailable: if a disk does not give the data.
    """
    heard: dict[tuple[object, ...], Testimony] = {}
    for depot in depots:
        witness = _believed(depot, versions.version_of(connection))
        if witness is not None:
            for number, said in enumerate(_testimony(connection, witness)):
                one = said.one
                known = (number,) if one is None else (one.table, *one.key, one.column)
                heard.setdefault(known, said)
    return list(heard.values())


def database_of(one: Snapshot) -> Path | None:
    """Return a backup's database if it is plain and still as it was written."""
    file = Places(one.folder).database
    try:
        told = snapshots.sums_of(one).get(file.name)
    except BackupFailed:
        return None
    if not file.is_file():
        return None
    with file.open("rb") as opened:
        return file if file_digest(opened, "sha256").hexdigest() == told else None


def _believed(depot: Depot, schema: str | None) -> Snapshot | None:
    """Return the last backup that agreed with those before it, if its schema is that of today."""
    for one in snapshots.every(depot):
        if one.head.agrees and database_of(one) is not None:
            return one if one.head.schema == schema else None
    return None


def _testimony(connection: sqlite3.Connection, witness: Snapshot) -> list[Testimony]:
    backup, made_at = Places(witness.folder).database, witness.head.counts.made_at
    with altered.beside(connection, backup) as db:
        found = altered.found(db)
        if len(found) >= altered.MOST:
            return [Testimony(None, witness.folder, altered_words.several(len(found), made_at))]
        return [
            Testimony(one, witness.folder, altered_words.sentence(db, one, made_at))
            for one in found
        ]
