"""Making a new library's schema and bringing an older one up to date: all of it or nothing."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import alembic.command
from alembic.config import Config
from sqlalchemy import Connection, text

from recovery_app.errors import LibraryNewer, LibraryUnavailable
from recovery_app.storage import database, versions
from recovery_app.storage.places import FILE_MODE, Places, translated

MIGRATIONS = Path(__file__).parent / "migrations"


def create(places: Places) -> None:
    """Make the folders and an empty database with the newest schema.

    Raises:
        LibraryUnavailable: if the folder cannot be written or holds a library already.
    """
    if places.exists:
        raise LibraryUnavailable(f"There is a library in “{places.folder.name}” already.")
    places.lay_out()
    try:
        _migrate(places.database, "head")
    except BaseException:
        for leftover in places.folder.glob("library.sqlite3*"):
            leftover.unlink(missing_ok=True)
        raise
    places.database.chmod(FILE_MODE)


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
    with closing(versions.open_reading(places.database)) as connection:
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
        backup = _copy_before(connection, places, found)
    _migrate(places.database, to, migrations)
    return backup


def _copy_before(connection: sqlite3.Connection, places: Places, found: str) -> Path:
    """Copy the database through SQLite's backup API: a file copy would miss the write-ahead log."""
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
    target = places.backups / f"before-upgrade-from-{found}-{stamp}.sqlite3"
    with translated(places.backups), database.translated():
        places.backups.mkdir(mode=0o700, exist_ok=True)
        with closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)
        target.chmod(FILE_MODE)
    return target


def _migrate(file: Path, to: str, migrations: Path = MIGRATIONS) -> None:
    """Run the revisions in one transaction, foreign keys off, references checked before it ends.

    With foreign keys on, SQLite's way of changing a table (copy, drop, rename) would delete every
    child row silently (docs/decisions/0003).
    """
    engine = database.make_engine(file, foreign_keys=False).execution_options(writing=True)
    try:
        with database.translated(), engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(migrations))
            config.attributes["connection"] = connection
            alembic.command.upgrade(config, to)
            _refuse_orphans(connection)
    finally:
        engine.dispose()


def _refuse_orphans(connection: Connection) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    if broken:
        raise LibraryUnavailable(
            "The library could not be brought up to date without losing data; it was left as it was."
        )
