"""Which version of the schema a library has, asked without loading SQLAlchemy."""

import re
import sqlite3
from pathlib import Path

from recovery_app.storage.connections import connect
from recovery_app.storage.refusals import complaints, translated

CURRENT = "0005"
"""The newest revision; revisions are numbered in order (a test compares it with the folder)."""

_REVISION = re.compile(r"\d{4}")  # other programs that use Alembic have other names


def open_reading(file: Path, key: bytes | None = None) -> sqlite3.Connection:
    """Open the database for the few reads of the first screen.

    Raises:
        LibraryUnavailable: if it is missing, damaged or not readable.
    """
    with translated():
        connection = connect(file, key)
        try:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
    return connection


def version_of(connection: sqlite3.Connection) -> str | None:
    """Return the revision that the database is at; None for one that is no library of ours.

    Raises:
        LibraryUnavailable: if it is damaged or not readable.
    """
    with translated():
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except complaints() as error:
            if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR:
                raise
            return None  # there is no such table
    found = None if row is None else str(row[0])
    return found if found and _REVISION.fullmatch(found) else None
