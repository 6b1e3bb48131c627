"""Orders in a database that this program did not write: they could change or hide a diary unseen."""

from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from recovery_app.storage import field_times
from recovery_app.storage.connections import connect


def remove(file: Path, key: bytes | None = None, names: Collection[str] | None = None) -> list[str]:
    """Remove triggers and views that this program did not make; return those that went.

    Args:
        file: the database.
        key: what opens it, where it is encrypted.
        names: only these; None means all of them.

    Raises:
        sqlite3.Error: if the database cannot be read or written.
    """
    with closing(connect(file, key)) as connection:
        found = [one for one in field_times.foreign(connection) if names is None or one in names]
        kinds = dict(
            connection.execute(
                "SELECT name, type FROM sqlite_master WHERE type IN ('trigger', 'view')"
            ).fetchall()
        )
        connection.execute("BEGIN IMMEDIATE")
        # A trigger may stand on a view, which takes it along.
        for name in sorted(found, key=lambda one: kinds[one] == "view"):
            quoted = name.replace('"', '""')
            connection.execute(f'DROP {kinds[name]} IF EXISTS "{quoted}"')
        connection.execute("COMMIT")
    return found
