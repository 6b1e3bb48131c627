"""A library's database through SQLAlchemy, and SQLite's known refusals in plain words."""

from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session as DbSession

from recovery_app.errors import LibraryUnavailable
from recovery_app.storage.connections import connect_writing, module_for
from recovery_app.storage.refusals import complaints, sentence_for


class Database:
    """One library's database: `with database.writing() as db:` is a transaction.

    Leaving the block commits to disk (synchronous=FULL); an exception takes everything back.
    """

    def __init__(self, file: Path, key: bytes | None = None) -> None:
        self._engine = make_engine(file, key)
        self._writer = self._engine.execution_options(writing=True)

    @contextmanager
    def reading(self) -> Generator[DbSession]:
        """Offer a session that sees one consistent state."""
        with translated(), DbSession(self._engine) as db:
            yield db

    @contextmanager
    def writing(self) -> Generator[DbSession]:
        """Offer a session whose changes are on disk when the block ends.

        The write lock is taken at the beginning, so that what is read in the block is still true
        when it is changed, whatever another process does meanwhile.
        """
        with translated(), DbSession(self._writer) as db, db.begin():
            yield db

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log into the database."""
        self._engine.dispose()


def make_engine(file: Path, key: bytes | None = None, *, foreign_keys: bool = True) -> Engine:
    """Return an engine on our own connections, with our own BEGIN.

    sqlite3's implicit transactions would commit schema changes half-way; switching them off and
    beginning by hand rolls everything back together (docs/decisions/0003).
    """
    engine = create_engine(
        "sqlite://",
        creator=partial(connect_writing, file, key, foreign_keys=foreign_keys),
        module=module_for(key),
        # Without a file in its URL SQLAlchemy takes it for one in memory, with one connection.
        poolclass=QueuePool,
    )

    def on_begin(connection: Connection) -> None:
        options: Any = connection.get_execution_options()
        writing = options.get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    event.listen(engine, "begin", on_begin)
    return engine


@contextmanager
def translated() -> Generator[None]:
    """Turn SQLite's known refusals into `LibraryUnavailable`; everything else stays a bug."""
    try:
        yield
    except (DBAPIError, *complaints()) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        sentence = sentence_for(cause) if isinstance(cause, complaints()) else None
        if sentence is None:
            raise
        raise LibraryUnavailable(sentence) from error
