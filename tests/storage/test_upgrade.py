"""An older library is brought up to date with all of its rows, or is left exactly as it was."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as DbSession

from recovery_app.domain.symptoms import SEEDED
from recovery_app.errors import LibraryNewer, LibraryUnavailable
from recovery_app.services import library as libraries
from recovery_app.storage import (
    catalogue,
    database,
    entries,
    field_times,
    proofs,
    upgrade,
    versions,
)
from recovery_app.storage.database import Database
from recovery_app.storage.places import Places
from recovery_app.storage.schema import SCHEMA
from tests.factories import DAY, an_entry
from tests.storage.written import add_entry

Migrations = Callable[[str], Path]

NEXT = f"{int(versions.CURRENT) + 1:04}"
"""A revision that does not exist yet."""

HEAD = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{versions.CURRENT}"
branch_labels = None
depends_on = None


def upgrade():
"""

# SQLite changes a table by copying it, dropping the old one and renaming the copy.
REBUILD_PARENT = """
    with op.batch_alter_table("entry", recreate="always") as batch:
        batch.add_column(sa.Column("weather", sa.String(), server_default="", nullable=False))
"""

DEVICES = {"device": 3, "device_value": 0}
"""In which column these tables hold the id of a device."""

FAIL_HALF_WAY = """
    op.add_column("entry", sa.Column("weather", sa.String(), server_default="", nullable=False))
    op.execute("DELETE FROM rating")
    raise RuntimeError("a bug in a revision")
"""

ORPHAN_ROWS = """
    op.execute("DELETE FROM entry")
"""


@pytest.fixture
def migrations(tmp_path: Path) -> Migrations:
    """Give a function that makes a folder of revisions in which the next one does what it is told."""

    def make(body: str) -> Path:
        folder = tmp_path / "migrations"
        shutil.copytree(upgrade.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / f"{NEXT}_next.py").write_text(f'"""Next."""\n{HEAD}{body}')
        return folder

    return make


@pytest.fixture
def diary(places: Places) -> list[object]:
    """Write entries with ratings and give what a reader must find again."""
    one = Database(places.database)
    with one.writing() as db:
        for day in range(5):
            add_entry(db, an_entry(day))
        written = entries.every(db)
    one.close()
    return list(written)


def rows_of(file: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()


def without_id(table: str, rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return sorted(tuple(one for at, one in enumerate(row) if at != DEVICES[table]) for row in rows)


def digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def backups_of(places: Places) -> list[Path]:
    return sorted(places.backups.iterdir())


def test_the_models_are_what_the_revisions_make(places: Places):
    engine = database.make_engine(places.database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, SCHEMA)
    engine.dispose()
    assert differences == []


@pytest.mark.parametrize("old", sorted((Path(__file__).parent / "old").glob("*.sqlite3")))
def test_a_library_of_every_earlier_version_opens_with_all_it_holds(tmp_path: Path, old: Path):
    places = Places(tmp_path / "library")
    places.lay_out()
    shutil.copy(old, places.database)
    with closing(sqlite3.connect(old)) as connection:
        tables = [
            row[0]
            for row in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'alembic_version'"
            )
        ]
    before = {table: rows_of(old, table) for table in tables}
    assert upgrade.bring_up_to_date(places) is not None
    for table, rows in before.items():
        width = len(rows[0]) if rows else 0
        after = [row[:width] for row in rows_of(places.database, table)]
        if table in DEVICES and old.stem < "v0005":
            # Devices that ship got the ids by which every library knows them.
            assert without_id(table, after) == without_id(table, rows)
        else:
            assert after == rows
    with closing(libraries.open_library(places.folder)) as library:
        assert len(library.sessions.every()) == 2
        assert len(library.photos.every()) == 1
        assert library.today.look(DAY).entries[0].note == "day 0"


def test_the_newest_revision_is_the_one_that_the_first_screen_expects():
    script = ScriptDirectory(str(upgrade.MIGRATIONS))
    assert script.get_current_head() == versions.CURRENT
    revisions = [one.revision for one in script.walk_revisions()]
    assert revisions == [f"{n:04}" for n in range(len(revisions), 0, -1)]


def test_a_new_library_is_whole_and_current(places: Places):
    with closing(versions.open_reading(places.database)) as connection:
        assert versions.version_of(connection) == versions.CURRENT
        assert proofs.damage(connection) == []
        assert proofs.broken_references(connection) == []
    assert upgrade.bring_up_to_date(places) is None
    assert backups_of(places) == []


def test_rebuilding_a_parent_table_keeps_its_children(
    places: Places, diary: list[object], migrations: Migrations
):
    ratings = rows_of(places.database, "rating")
    upgrade.bring_up_to_date(places, to=NEXT, migrations=migrations(REBUILD_PARENT))
    with closing(versions.open_reading(places.database)) as connection:
        assert versions.version_of(connection) == NEXT
    assert rows_of(places.database, "rating") == ratings != []
    one = Database(places.database)
    with one.reading() as db:
        # Changing a table drops its triggers silently: they are made anew.
        made = db.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        assert {row.name: row.sql for row in made} == field_times.statements()
        assert entries.every(db) == diary
        assert db.execute(text("SELECT DISTINCT weather FROM entry")).all() == [("",)]
    one.close()


def test_with_foreign_keys_on_the_same_revision_would_lose_every_child(
    places: Places, diary: list[object], migrations: Migrations, monkeypatch: pytest.MonkeyPatch
):
    """The reason for docs/decisions/0003, kept provable."""
    make_engine = database.make_engine
    monkeypatch.setattr(database, "make_engine", lambda file, key, **_off: make_engine(file, key))
    upgrade.bring_up_to_date(places, to=NEXT, migrations=migrations(REBUILD_PARENT))
    assert len(rows_of(places.database, "entry")) == len(diary)
    assert rows_of(places.database, "rating") == []


@pytest.mark.usefixtures("diary")
def test_a_revision_that_fails_half_way_leaves_file_and_revision_as_they_were(
    places: Places, migrations: Migrations
):
    before, ratings = digest(places.database), rows_of(places.database, "rating")
    with pytest.raises(RuntimeError, match="a bug in a revision"):
        upgrade.bring_up_to_date(places, to=NEXT, migrations=migrations(FAIL_HALF_WAY))
    assert digest(places.database) == before
    assert rows_of(places.database, "rating") == ratings != []
    assert rows_of(places.database, "alembic_version") == [(versions.CURRENT,)]
    assert not Path(f"{places.database}-wal").exists()
    assert len(backups_of(places)) == 1


def test_a_revision_that_orphans_rows_is_taken_back(
    places: Places, diary: list[object], migrations: Migrations
):
    before = digest(places.database)
    with pytest.raises(LibraryUnavailable, match="without losing data; it was left as it was"):
        upgrade.bring_up_to_date(places, to=NEXT, migrations=migrations(ORPHAN_ROWS))
    assert digest(places.database) == before
    assert len(rows_of(places.database, "entry")) == len(diary)


def test_the_backup_is_made_before_and_opens(
    places: Places, diary: list[object], migrations: Migrations
):
    writing = Database(places.database)  # as if another process had it open: the log is not folded
    with writing.writing() as db:
        add_entry(db, an_entry(9))
    made = upgrade.bring_up_to_date(places, to=NEXT, migrations=migrations(REBUILD_PARENT))
    writing.close()
    assert made is not None
    assert backups_of(places) == [made]
    assert versions.CURRENT in made.name
    assert oct(made.stat().st_mode & 0o777) == "0o600"
    with closing(versions.open_reading(made)) as connection:
        assert versions.version_of(connection) == versions.CURRENT
        assert proofs.damage(connection) == []
    copy = Database(made)
    with copy.reading() as db:
        assert len(entries.every(db)) == len(diary) + 1
    copy.close()


def test_a_second_process_that_upgrades_too_finds_nothing_to_do(
    places: Places, diary: list[object], migrations: Migrations
):
    folder = migrations(REBUILD_PARENT)
    upgrade.bring_up_to_date(places, to=NEXT, migrations=folder)
    assert upgrade.bring_up_to_date(places, to=NEXT, migrations=folder) is None
    assert len(rows_of(places.database, "entry")) == len(diary)


def test_a_newer_library_is_refused_and_left_alone(places: Places):
    set_version(places, "0999")
    before = digest(places.database)
    with pytest.raises(LibraryNewer, match="newer version of the program"):
        upgrade.bring_up_to_date(places)
    assert digest(places.database) == before
    assert backups_of(places) == []


@pytest.mark.parametrize("revision", ["ae1027a6acf", "1", ""])
def test_the_database_of_another_program_with_alembic_is_refused(places: Places, revision: str):
    set_version(places, revision)
    with pytest.raises(LibraryUnavailable, match="holds no recovery library") as caught:
        upgrade.bring_up_to_date(places)
    assert caught.type is LibraryUnavailable
    assert backups_of(places) == []


def test_the_database_of_a_stranger_is_refused_and_left_alone(tmp_path: Path):
    places = Places(tmp_path)
    with closing(sqlite3.connect(places.database)) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    before = digest(places.database)
    with pytest.raises(LibraryUnavailable, match="holds no recovery library"):
        upgrade.bring_up_to_date(places)
    assert digest(places.database) == before
    assert list(tmp_path.iterdir()) == [places.database]


def test_an_empty_file_is_no_library(tmp_path: Path):
    places = Places(tmp_path)
    places.database.touch()
    with pytest.raises(LibraryUnavailable, match="holds no recovery library"):
        upgrade.bring_up_to_date(places)


@pytest.mark.usefixtures("diary")
def test_a_damaged_library_is_not_upgraded(places: Places, migrations: Migrations):
    overwrite_the_entries(places.database)
    before = digest(places.database)
    with pytest.raises(LibraryUnavailable, match="damaged"):
        upgrade.bring_up_to_date(places, to=NEXT, migrations=migrations(REBUILD_PARENT))
    assert digest(places.database) == before
    assert backups_of(places) == []


@pytest.mark.usefixtures("diary")
def test_without_room_for_the_backup_there_is_no_upgrade(places: Places, migrations: Migrations):
    shutil.rmtree(places.backups)
    places.backups.write_text("a file where a folder belongs")
    before = digest(places.database)
    with pytest.raises(LibraryUnavailable, match="in the way of “backups”"):
        upgrade.bring_up_to_date(places, to=NEXT, migrations=migrations(REBUILD_PARENT))
    assert digest(places.database) == before


def test_a_library_is_not_made_over_another(places: Places):
    with pytest.raises(LibraryUnavailable, match="a library in “library” already"):
        upgrade.create(places)


def test_a_library_whose_words_cannot_be_written_is_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(catalogue, "SEEDED", [replace(SEEDED[0], name=None)])  # type: ignore[arg-type] - a bug
    places = Places(tmp_path / "library")
    with pytest.raises(IntegrityError):
        upgrade.create(places)
    assert list(places.folder.iterdir()) == []
    monkeypatch.undo()
    upgrade.create(places)
    one = Database(places.database)
    with one.reading() as db:
        assert catalogue.symptoms(db) == list(SEEDED)
    one.close()


def test_a_library_whose_log_was_not_folded_in_is_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The rows are in the log alone then, which keeps its old name when the database is renamed."""
    seed = catalogue.seed
    places = Places(tmp_path / "library")
    looking: list[sqlite3.Connection] = []

    def seed_while_another_looks(db: DbSession) -> None:
        seed(db)
        looking.append(sqlite3.connect(f"{places.database}.part"))
        looking[0].execute("SELECT count(*) FROM symptom").fetchall()

    monkeypatch.setattr(catalogue, "seed", seed_while_another_looks)
    with pytest.raises(LibraryUnavailable):
        upgrade.create(places)
    looking[0].close()
    assert not places.exists


def set_version(places: Places, revision: str) -> None:
    with closing(sqlite3.connect(places.database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()


def overwrite_the_entries(file: Path) -> None:
    """Overwrite the page where the rows of the table entry begin."""
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry'")
        page = found.fetchone()[0]
    with file.open("r+b") as opened:
        opened.seek((page - 1) * 4096)
        opened.write(b"\xff" * 4096)
