"""What SQLite may refuse through nobody's mistake, each as one sentence for the person."""

import sqlite3
import sys
from collections.abc import Generator
from contextlib import contextmanager

from recovery_app.errors import LibraryUnavailable

_SENTENCES = {
    sqlite3.SQLITE_BUSY: "The library is busy with another program. Nothing was changed; try again.",
    sqlite3.SQLITE_LOCKED: "The library is busy with another program. Nothing was changed; try again.",
    sqlite3.SQLITE_READONLY: "The library cannot be written: its folder or disk is read-only.",
    sqlite3.SQLITE_PERM: "The library cannot be written: its folder or disk is read-only.",
    sqlite3.SQLITE_FULL: "The disk is full. This was not saved; free some space and try again.",
    sqlite3.SQLITE_IOERR: "The disk did not take or give the data; it may be full or damaged.",
    sqlite3.SQLITE_CANTOPEN: "The library's database cannot be opened: it is missing or on a read-only disk.",
    sqlite3.SQLITE_CORRUPT: "The library's database is damaged; restore the last backup.",
    sqlite3.SQLITE_NOTADB: "The library's database is damaged; restore the last backup.",
    sqlite3.SQLITE_PROTOCOL: "The library is busy with another program. Nothing was changed; try again.",
}


_NO_ROOM_TO_WORK = (
    "The disk is full, and the library needs a little room even to be read; free some space and try"
    " again."
)
"""Of the shared index beside the database, which whoever opens it makes."""


def complaints() -> tuple[type[Exception], ...]:
    """Return what SQLite raises: Python's own, and SQLCipher's where a library here needs that."""
    cipher = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error,) if cipher is None else (sqlite3.Error, cipher.Error)


def sentence_for(error: BaseException) -> str | None:
    """Return the sentence for a known refusal, or None where the error is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # A text that is none any more comes from Python's side, which knows no code for it.
        damaged = str(error).startswith("Could not decode to UTF-8")
        return _SENTENCES[sqlite3.SQLITE_CORRUPT] if damaged else None
    if code == sqlite3.SQLITE_IOERR_SHMSIZE:
        return _NO_ROOM_TO_WORK
    # The low byte is the kind; the rest tells apart, say, the ways in which reading can fail.
    return _SENTENCES.get(code & 0xFF)


@contextmanager
def translated() -> Generator[None]:
    """Turn SQLite's known refusals into `LibraryUnavailable`; everything else stays a bug."""
    try:
        yield
    except UnicodeDecodeError as error:  # where not even the complaint could be decoded
        raise LibraryUnavailable(_SENTENCES[sqlite3.SQLITE_CORRUPT]) from error
    except complaints() as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        raise LibraryUnavailable(sentence) from error
