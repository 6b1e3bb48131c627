"""Making a new library's schema and bringing an older one up to date: all of it or nothing."""

from contextlib import closing, suppress
from pathlib import Path

import alembic.command
from alembic.config import Config
from sqlalchemy import Connection, delete, inspect, text

from recovery_app.errors import LibraryNewer, LibraryUnavailable
from recovery_app.storage import catalogue, database, field_times, safety_copies, versions
from recovery_app.storage.places import (
    Places,
    new_file,
    sync_folder,
    translated,
)
from recovery_app.storage.tables import FieldChangeRow

MIGRATIONS = Path(__file__).parent / "migrations"

_DAMAGED = (
    "The library's database is damaged, so it was not brought up to date; restore the last backup."
)


def create(places: Places) -> None:
    """Make a new library with the newest schema and the words that ship; all of it or nothing.

    Raises:
        LibraryUnavailable: if the folder cannot be written or holds a library already.
    """
    if places.exists:
        raise LibraryUnavailable(f"There is a library in “{places.folder.name}” already.")
    part = Path(f"{places.database}.part")
    try:
        places.lay_out()
        with translated(part):
            with new_file(part):
                pass  # made here, because SQLite would let the system choose who may read it
            _migrate(part, places.database_key, "head")
            _seed(part, places.database_key)
            part.replace(places.database)
            sync_folder(places.folder)
    except BaseException:
        for leftover in places.folder.glob(f"{part.name}*"):
            with suppress(OSError):  # what was refused first is what she has to hear of
                leftover.unlink()
        places.clear_away()
        raise


def _seed(file: Path, key: bytes | None) -> None:
    new = database.Database(file, key)
    try:
        with new.writing() as db:
            catalogue.seed(db)
            db.flush()
            # What ships is older than any change of hers in another library.
            db.execute(delete(FieldChangeRow))
    finally:
        new.close()
    # Closing folds the log into the file, silently or not at all; renamed without it, rows are lost.
    if Path(f"{file}-wal").exists():
        raise LibraryUnavailable("The disk is full. Nothing was changed; free some space first.")


def bring_up_to_date(
    places: Places, *, to: str = "head", migrations: Path = MIGRATIONS
) -> Path | None:
    """Upgrade an older library after a backup of its database; do nothing with a current one.

    Returns:
        The backup that was made, or None where nothing had to be done.

    Raises:
        LibraryNewer: if a newer version of the program wrote it.
        LibraryUnavailable: if it is no library, or damaged, or the upgrade would break a reference.
    """
    with closing(versions.open_reading(places.database, places.database_key)) as connection:
        found = versions.version_of(connection)
        if found is None:
            raise LibraryUnavailable(f"“{places.folder.name}” holds no recovery library.")
        goal = versions.CURRENT if to == "head" and migrations == MIGRATIONS else to
        if found == goal:
            return None
        if found > versions.CURRENT and migrations == MIGRATIONS:
            raise LibraryNewer(
                "This library was written by a newer version of the program; update the program to open it."
            )
        backup = safety_copies.keep(connection, places, f"upgrade-from-{found}", _DAMAGED)
    _migrate(places.database, places.database_key, to, migrations)
    return backup


def _migrate(file: Path, key: bytes | None, to: str, migrations: Path = MIGRATIONS) -> None:
    """Run the revisions in one transaction, foreign keys off, references checked before it ends.

    With foreign keys on, SQLite's way of changing a table (copy, drop, rename) would delete every
    child row silently (docs/decisions/0003).
    """
    engine = database.make_engine(file, key, foreign_keys=False).execution_options(writing=True)
    try:
        with database.translated(), engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(migrations))
            config.attributes["connection"] = connection
            # A revision is no change of hers; and changing a table may drop its triggers silently.
            for name in field_times.statements():
                connection.exec_driver_sql(f'DROP TRIGGER IF EXISTS "{name}"')
            alembic.command.upgrade(config, to)
            _refuse_orphans(connection)
            if inspect(connection).has_table("field_change"):
                field_times.install(connection.exec_driver_sql)
    finally:
        engine.dispose()


def _refuse_orphans(connection: Connection) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    if broken:
        raise LibraryUnavailable(
            "The library could not be brought up to date without losing data; it was left as it was."
        )
