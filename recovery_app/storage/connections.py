"""The one place where a library's database is opened, for plain statements and for SQLAlchemy."""

import sqlite3
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from recovery_app.storage.refusals import translated

BUSY_SECONDS = 10.0
"""How long a writer waits for another process before it gives up with a sentence."""


def module_for(key: bytes | None) -> ModuleType:
    """Return what speaks with a database: sqlite3, or SQLCipher for one that has a key."""
    if key is None:
        return sqlite3
    # Only here: a plain library never loads what encrypts. It ships no types.
    from sqlcipher3 import dbapi2  # pyright: ignore[reportMissingTypeStubs]

    return dbapi2


def connect(
    file: Path, key: bytes | None = None, *, any_thread: bool = False
) -> sqlite3.Connection:
    """Open a database, which must be there; transactions are begun by hand.

    An empty one in the place of a library that was moved away would look like lost data. As a URI,
    because a folder's name may hold what means something there.

    Args:
        file: the database.
        key: opens it, where it is encrypted. SQLCipher's connection does all that sqlite3's does.
        any_thread: whether threads may use it in turns.

    Raises:
        sqlite3.Error: (or SQLCipher's, see `refusals.complaints`) if it cannot be opened.
    """
    connection: Any = module_for(key).connect(
        f"{file.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=not any_thread,
    )
    if key is not None:
        unlock(connection, key)
    return connection


def unlock(connection: sqlite3.Connection, key: bytes) -> None:
    """Give a SQLCipher connection its key; a wrong one shows with the first statement."""
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")


def connect_writing(
    file: Path, key: bytes | None = None, *, foreign_keys: bool = True
) -> sqlite3.Connection:
    """Open a database for whatever is to survive a power cut; threads may use it in turns.

    Raises:
        sqlite3.Error: if it cannot be opened or written.
    """
    connection = connect(file, key, any_thread=True)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_both(
    file: Path, key: bytes | None, other: Path, other_key: bytes | None
) -> sqlite3.Connection:
    """Open a database for nobody else, and a second, empty one as `other` beside it.

    One of them is encrypted: this is the way in which everything is carried over from one to the
    other. Nobody can open the first one until the connection is closed.

    Raises:
        sqlite3.Error: (or SQLCipher's) if somebody else has it open, or it cannot be opened.
    """
    connection: Any = module_for(key or other_key).connect(
        f"{file.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
    )
    try:
        if key is not None:
            unlock(connection, key)
        connection.execute("PRAGMA cipher_log_level = NONE")
        # In this mode the lock of the first transaction stays until the connection is closed.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        secret = "" if other_key is None else f"x'{other_key.hex()}'"
        connection.execute("ATTACH DATABASE ? AS other KEY ?", (str(other), secret))
    except BaseException:
        connection.close()
        raise
    return connection


class PlainDatabase:
    """One library's database without SQLAlchemy, for what has to be done at once.

    `with database.writing() as db:` is a transaction as in `Database`; one thread at a time. The
    connection is made for the first one and kept.
    """

    def __init__(self, file: Path, key: bytes | None = None) -> None:
        self._file, self._key = file, key
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    @contextmanager
    def reading(self) -> Generator[sqlite3.Connection]:
        """Offer a connection that sees one consistent state and waits for no writer."""
        with translated(), closing(connect(self._file, self._key)) as db:
            db.execute("BEGIN")
            yield db

    @contextmanager
    def writing(self) -> Generator[sqlite3.Connection]:
        """Offer a connection whose changes are on disk when the block ends.

        The write lock is taken at the beginning, so that what is read in the block is still true
        when it is changed, whatever another process does meanwhile.
        """
        with self._lock, translated():
            if self._connection is None:
                self._connection = connect_writing(self._file, self._key)
            db = self._connection
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
