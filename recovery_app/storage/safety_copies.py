"""Copies of the database from before something that changes much of it."""

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from recovery_app.errors import LibraryUnavailable
from recovery_app.storage import proofs, versions
from recovery_app.storage.places import FOLDER_MODE, Places, sync_folder, translated
from recovery_app.storage.refusals import translated as sqlite_translated


def keep(connection: sqlite3.Connection, places: Places, before: str, refusal: str) -> Path:
    """Keep a copy of the database that opens and is whole, whatever becomes of what follows.

    Args:
        connection: the database.
        places: of the library.
        before: what follows, as a word for the file's name.
        refusal: the sentence for a database that is damaged.

    Returns:
        Where the copy lies, among the backups.

    Raises:
        LibraryUnavailable: if it cannot be written, or is damaged.
    """
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
    target = places.backups / f"before-{before}-{stamp}{places.database.suffix}"
    part = Path(f"{target}.part")
    try:
        with translated(places.backups), sqlite_translated():
            places.backups.mkdir(mode=FOLDER_MODE, exist_ok=True)
            proofs.copy_database(connection, part, places.database_key)
            with closing(versions.open_reading(part, places.database_key)) as copy:
                if proofs.damage(copy):
                    raise LibraryUnavailable(refusal)
            part.replace(target)
            sync_folder(places.backups)
    finally:
        with suppress(OSError):
            part.unlink()
    return target


def forget_older(places: Places, before: str, kept: int) -> None:
    """Delete all but the latest copies from before the same thing."""
    copies = sorted(places.backups.glob(f"before-{before}-*{places.database.suffix}"))
    with translated(places.backups):
        for path in copies[:-kept]:
            path.unlink(missing_ok=True)
