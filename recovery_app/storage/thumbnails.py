"""The cache of small pictures, one SQLite file inside the library; it may be deleted at any time.

It never lies in the desktop's shared cache, where other programs would find private photos.
"""

import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

from recovery_app.storage.connections import connect
from recovery_app.storage.places import new_file
from recovery_app.storage.refusals import complaints

_SCHEMA = "CREATE TABLE IF NOT EXISTS thumbnail (name TEXT PRIMARY KEY, jpeg BLOB) WITHOUT ROWID"
# As far as its first and last bytes tell; SQLite looks after those between.
_IS_JPEG = "ifnull(substr(jpeg, 1, 2) = x'FFD8' AND substr(jpeg, -2) = x'FFD9', 0)"

# What only a new file mends; a full, busy or read-only disk is left alone, and so are its files.
_DAMAGE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,  # another program's table of that name
}


class Thumbnails:
    """Small JPEGs by name (hash and size). Safe to use from several threads."""

    def __init__(self, file: Path, key: bytes | None = None) -> None:
        self._file, self._key = file, key
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def get(self, name: str) -> bytes | None:
        """Return the small picture, or None where it has to be made."""
        with self._lock:
            try:
                row = (
                    self._open()
                    .execute("SELECT jpeg FROM thumbnail WHERE name = ?", (name,))
                    .fetchone()
                )
            except complaints() as error:
                self._give_up(error)
                return None
        return None if row is None else bytes(row[0])

    def put(self, name: str, jpeg: bytes) -> None:
        """Keep a small picture; a cache that cannot be written (full disk) is done without."""
        with self._lock:
            try:
                self._open().execute("INSERT OR REPLACE INTO thumbnail VALUES (?, ?)", (name, jpeg))
            except complaints() as error:
                self._give_up(error)

    def forget(self, sha256: str) -> None:
        """Delete the small pictures of an original that is gone for good."""
        with self._lock:
            try:
                self._open().execute(
                    "DELETE FROM thumbnail WHERE name >= ? AND name < ?", (sha256, sha256 + "~")
                )
            except complaints() as error:
                self._give_up(error)

    def mend(self) -> bool:
        """Throw away what is damaged in the cache, all of it if need be; it is made anew when needed.

        Returns:
            Whether anything was.
        """
        with self._lock:
            if not self._file.exists():
                return False
            try:
                cache = self._open()
                whole = cache.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
                if whole:
                    return cache.execute(f"DELETE FROM thumbnail WHERE NOT {_IS_JPEG}").rowcount > 0
                self._start_anew()
            except complaints() as error:
                return self._give_up(error)
        return True

    def close(self) -> None:
        """Close the cache."""
        with self._lock:
            self._shut()

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            with suppress(OSError), new_file(self._file):
                pass  # made here, because SQLite would let the system choose who may read it
            connection = connect(self._file, self._key, any_thread=True)
            try:
                # It is only a cache: nothing has to survive a power cut, so nothing waits for the disk.
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute(_SCHEMA)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _shut(self) -> None:
        if self._connection is not None:
            with closing(self._connection):
                self._connection = None

    def _give_up(self, error: Exception) -> bool:
        """Do without the cache; a damaged one is worth nothing and is made anew: then say so."""
        self._shut()
        damaged = getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE
        if damaged:
            self._start_anew()
        return damaged

    def _start_anew(self) -> None:
        self._shut()
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{self._file}{suffix}").unlink()
