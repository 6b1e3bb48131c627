"""The engine keeps its promises: what is committed is safe, what fails is taken back."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from recovery_app.errors import LibraryUnavailable
from recovery_app.storage import connections, entries, refusals
from recovery_app.storage.database import Database
from recovery_app.storage.places import Places
from tests.factories import an_entry
from tests.storage.written import add_entry


def pragma(database: Database, name: str) -> object:
    with database.reading() as db:
        return db.execute(text(f"PRAGMA {name}")).scalar()


def test_the_pragmas_are_in_force_on_every_connection(database: Database):
    with database.reading() as one, database.reading() as other:
        for db in (one, other):
            assert db.execute(text("PRAGMA journal_mode")).scalar() == "wal"
            assert db.execute(text("PRAGMA synchronous")).scalar() == 2  # FULL
            assert db.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_failed_block_takes_everything_back_even_new_tables(database: Database):
    def fail_half_way() -> None:
        with database.writing() as db:
            add_entry(db, an_entry())
            db.execute(text("CREATE TABLE half_done (id INTEGER)"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with database.reading() as db:
        assert entries.every(db) == []
        assert (
            db.execute(text("SELECT name FROM sqlite_master WHERE name = 'half_done'")).all() == []
        )


def test_a_reader_sees_one_state_while_another_writes(database: Database):
    with database.reading() as reader:
        assert entries.every(reader) == []
        with database.writing() as writer:
            add_entry(writer, an_entry())
        assert entries.every(reader) == []
    with database.reading() as reader:
        assert len(entries.every(reader)) == 1


def test_a_broken_reference_is_a_bug_and_is_not_dressed_up(database: Database):
    with pytest.raises(IntegrityError), database.writing() as db:
        add_entry(db, an_entry(ratings={"unheard-of": 1}))


def test_a_wrong_statement_is_a_bug_too(database: Database):
    with pytest.raises(OperationalError), database.reading() as db:
        db.execute(text("SELECT nothing FROM nowhere"))


def test_a_writer_waits_for_another_and_then_writes(database: Database):
    waiting = threading.Event()
    written: list[str] = []

    def write() -> None:
        waiting.set()
        with database.writing() as db:
            add_entry(db, an_entry())
            written.append("second")

    with database.writing() as db:
        add_entry(db, an_entry())
        thread = threading.Thread(target=write)
        thread.start()
        waiting.wait()
        assert len(entries.every(db)) == 1
        written.append("first")
    thread.join()
    assert written == ["first", "second"]


def test_a_writer_that_waits_too_long_says_so(places: Places, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    impatient = Database(places.database)
    with closing(sqlite3.connect(places.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        busy = pytest.raises(LibraryUnavailable, match="busy with another program")
        with busy, impatient.writing() as db:
            add_entry(db, an_entry())
        other.execute("ROLLBACK")
    with impatient.writing() as db:
        add_entry(db, an_entry())
    impatient.close()


@pytest.mark.parametrize("name", ["what?#", "50 %20", "tür & tor", "it's", "a;b=c", "C:"])
def test_a_folder_may_have_any_name(places: Places, tmp_path: Path, name: str):
    folder = tmp_path / name
    places.folder.rename(folder)
    database = Database(Places(folder).database)
    with database.writing() as db:
        add_entry(db, an_entry())
    database.close()
    with closing(sqlite3.connect(Places(folder).database)) as connection:
        assert connection.execute("SELECT count(*) FROM entry").fetchone() == (1,)


def test_closing_folds_the_log_into_the_database(places: Places):
    database = Database(places.database)
    with database.writing() as db:
        add_entry(db, an_entry())
    assert Path(f"{places.database}-wal").stat().st_size > 0
    database.close()
    assert not Path(f"{places.database}-wal").exists()


def test_a_database_that_vanished_is_not_replaced_by_an_empty_one(places: Places):
    places.database.unlink()
    database = Database(places.database)
    with pytest.raises(LibraryUnavailable, match="cannot be opened"), database.reading() as db:
        entries.every(db)
    database.close()
    assert not places.database.exists()


def test_every_refusal_of_sqlite_has_a_sentence():
    for name in ("BUSY", "LOCKED", "READONLY", "IOERR", "CORRUPT", "FULL", "CANTOPEN", "NOTADB"):
        error = sqlite3.OperationalError("in SQLite's words")
        error.sqlite_errorcode = getattr(sqlite3, f"SQLITE_{name}") | 7 << 8
        sentence = refusals.sentence_for(error)
        assert sentence
        assert sentence.endswith(".")
    assert refusals.sentence_for(sqlite3.ProgrammingError("a bug")) is None


def test_an_error_that_sqlite_does_not_know_stays_a_bug():
    with pytest.raises(sqlite3.ProgrammingError), refusals.translated():
        raise sqlite3.ProgrammingError("a bug")
