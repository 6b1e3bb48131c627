"""The cache of small pictures, one SQLite file inside the library; it may be deleted at any time.

It never lies in the desktop's shared cache, where other programs would find private photos.
"""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from recovery_app.storage.places import FILE_MODE

_SCHEMA = "CREATE TABLE IF NOT EXISTS thumbnail (name TEXT PRIMARY KEY, jpeg BLOB) WITHOUT ROWID"


class Thumbnails:
    """Small JPEGs by name (hash and size). Safe to use from several threads."""

    def __init__(self, file: Path) -> None:
        self._file = file
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
            except sqlite3.Error:
                # A damaged cache is worth nothing: it is made anew, the originals are untouched.
                self._start_over()
                return None
        return None if row is None else bytes(row[0])

    def put(self, name: str, jpeg: bytes) -> None:
        """Keep a small picture; a cache that cannot be written (full disk) is done without."""
        with self._lock:
            try:
                self._open().execute("INSERT OR REPLACE INTO thumbnail VALUES (?, ?)", (name, jpeg))
            except sqlite3.Error:
                self._start_over()

    def forget(self, sha256: str) -> None:
        """Delete the small pictures of an original that is gone for good."""
        with self._lock:
            try:
                self._open().execute(
                    "DELETE FROM thumbnail WHERE name >= ? AND name < ?", (sha256, sha256 + "~")
                )
            except sqlite3.Error:
                self._start_over()

    def close(self) -> None:
        """Close the cache."""
        with self._lock:
            self._shut()

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(self._file, isolation_level=None, check_same_thread=False)
            try:
                # It is only a cache: nothing has to survive a power cut, so nothing waits for the disk.
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute(_SCHEMA)
                self._file.chmod(FILE_MODE)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _shut(self) -> None:
        if self._connection is not None:
            with closing(self._connection):
                self._connection = None

    def _start_over(self) -> None:
        self._shut()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._file}{suffix}").unlink(missing_ok=True)
