"""A database with a key does all that a plain one does, and shows nothing of it on disk."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from recovery_app.errors import LibraryUnavailable
from recovery_app.storage import connections, entries, keys, noting, proofs, upgrade, versions
from recovery_app.storage.connections import PlainDatabase
from recovery_app.storage.database import Database
from recovery_app.storage.places import Places
from recovery_app.storage.thumbnails import Thumbnails
from recovery_app.storage.today import DayReader
from tests.factories import DAY, an_entry

KEYS = keys.derived(bytes(range(32)))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Make the database of a new encrypted library once."""
    places = Places(tmp_path_factory.mktemp("encrypted"), KEYS)
    upgrade.create(places)
    return places.database.read_bytes()


@pytest.fixture
def encrypted(template: bytes, tmp_path: Path) -> Places:
    """Give the paths of a new encrypted library."""
    places = Places(tmp_path / "library", KEYS)
    places.lay_out()
    places.database.write_bytes(template)
    return places


@pytest.fixture
def database(encrypted: Places) -> Iterator[Database]:
    """Open the database of a new encrypted library."""
    opened = Database(encrypted.database, encrypted.database_key)
    yield opened
    opened.close()


def test_what_one_way_writes_all_ways_read(encrypted: Places, database: Database) -> None:
    plain = PlainDatabase(encrypted.database, encrypted.database_key)
    entry = an_entry(note="secret words")
    with plain.writing() as db:
        noting.save(db, None, entry)
    with database.reading() as db:
        assert entries.every(db) == [entry]
    with closing(DayReader(encrypted)) as reader:
        assert reader.version == versions.CURRENT
        assert list(reader.day(entry.day, [entry.day]).entries) == [entry]
    plain.close()


def test_nothing_readable_lies_on_disk_while_it_is_open(
    encrypted: Places, database: Database
) -> None:
    with database.writing() as db:
        db.execute(text("CREATE TABLE secret (words TEXT)"))
        db.execute(text("INSERT INTO secret VALUES (:words)"), {"words": "secret words " * 999})
    for path in encrypted.folder.glob("library*"):
        assert b"secret" not in path.read_bytes()
        assert b"SQLite format" not in path.read_bytes()
    assert encrypted.database.with_name("library.sqlcipher-wal").stat().st_size > 0


@pytest.mark.parametrize("key", [None, bytes(32)])
def test_a_wrong_key_or_none_opens_nothing(encrypted: Places, key: bytes | None) -> None:
    with pytest.raises(LibraryUnavailable):
        versions.open_reading(encrypted.database, key)
    other = Database(encrypted.database, key)
    with pytest.raises(LibraryUnavailable), other.reading() as db:
        db.execute(text("SELECT * FROM entry"))
    other.close()


def test_refusals_are_sentences_here_too(
    encrypted: Places, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.01)
    impatient = Database(encrypted.database, KEYS.database)
    with database.writing() as db:
        db.execute(text("SELECT 1"))
        with pytest.raises(LibraryUnavailable, match="busy"), impatient.writing() as other:
            other.execute(text("SELECT 1"))
    impatient.close()
    database.close()
    encrypted.database.unlink()
    with pytest.raises(LibraryUnavailable, match="missing"):
        versions.open_reading(encrypted.database, KEYS.database)


def test_a_copy_is_encrypted_and_whole(encrypted: Places, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlcipher"
    with closing(versions.open_reading(encrypted.database, KEYS.database)) as source:
        proofs.copy_database(source, copy, KEYS.database)
    with closing(versions.open_reading(copy, KEYS.database)) as found:
        assert not proofs.damage(found)
        assert versions.version_of(found) == versions.CURRENT
    with pytest.raises(sqlite3.DatabaseError), closing(sqlite3.connect(copy)) as plain:
        plain.execute("SELECT * FROM entry")


@pytest.mark.parametrize("at", [100, 5000, 20_000])
def test_a_flipped_bit_is_found(encrypted: Places, at: int) -> None:
    data = bytearray(encrypted.database.read_bytes())
    data[at] ^= 4
    encrypted.database.write_bytes(data)
    found: list[str] = []
    try:
        with closing(versions.open_reading(encrypted.database, KEYS.database)) as connection:
            found = proofs.damage(connection)
    except LibraryUnavailable as error:
        found = [str(error)]
    assert found


def test_an_older_encrypted_library_is_brought_up_to_date(encrypted: Places) -> None:
    encrypted.database.unlink()
    encrypted.database.touch()
    upgrade._migrate(encrypted.database, KEYS.database, "0001")
    copy = upgrade.bring_up_to_date(encrypted)
    assert copy is not None
    assert b"SQLite format" not in copy.read_bytes()[:20]
    with closing(versions.open_reading(encrypted.database, KEYS.database)) as connection:
        assert versions.version_of(connection) == versions.CURRENT


def test_small_pictures_are_encrypted_too(encrypted: Places) -> None:
    cache = Thumbnails(encrypted.thumbnails, encrypted.thumbnails_key)
    cache.put("name", b"small picture" * 99)
    assert cache.get("name") == b"small picture" * 99
    for path in encrypted.folder.glob("thumbnails*"):
        assert b"small picture" not in path.read_bytes()
    cache.close()
    encrypted.thumbnails.write_bytes(b"rubbish" * 999)
    assert cache.get("name") is None  # a damaged cache is made anew
    cache.put("name", b"again")
    assert cache.get("name") == b"again"
    cache.close()


def test_days_are_read_the_same(encrypted: Places) -> None:
    with closing(DayReader(encrypted)) as reader:
        assert reader.entries(DAY, date(2026, 12, 31)) == ()
        assert reader.data_version() >= 0
