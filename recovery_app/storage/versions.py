"""Which version of the schema a library has, asked without loading SQLAlchemy."""

import sqlite3
from pathlib import Path

from recovery_app.errors import LibraryUnavailable
from recovery_app.storage.refusals import sentence_for

CURRENT = "0001"
"""The newest revision; revisions are numbered in order (a test compares it with the folder)."""


def open_reading(file: Path) -> sqlite3.Connection:
    """Open the database for the few reads of the first screen.

    Raises:
        LibraryUnavailable: if it is missing, damaged or not readable.
    """
    connection = None
    try:
        connection = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=10, isolation_level=None
        )
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise LibraryUnavailable(
            sentence_for(error) or "The library's database cannot be opened."
        ) from error
    return connection


def version_of(connection: sqlite3.Connection) -> str | None:
    """Return the revision that the database is at; None for one that is no library of ours."""
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        return None
    return None if row is None else str(row[0])
