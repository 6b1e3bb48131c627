"""How much a diary holds, counted in its database."""

import sqlite3
from datetime import datetime

from recovery_app.domain.safekeeping import Counts


def of(connection: sqlite3.Connection, made_at: datetime) -> Counts:
    """Count what lies in sight."""

    def rows(table: str) -> int:
        statement = f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL"
        return int(connection.execute(statement).fetchone()[0])

    return Counts(
        rows("session"),
        rows("entry"),
        rows("review"),
        rows("photo"),
        made_at,
        cards=_cards(connection),
    )


def _cards(connection: sqlite3.Connection) -> int:
    """Count the pictures of cards in sight; a database from before there were any has none."""
    there = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'session_card'"
    if connection.execute(there).fetchone() is None:
        return 0
    found = connection.execute(
        "SELECT count(*) FROM session_card AS card JOIN session ON session.id = card.session_id"
        " WHERE card.deleted_at IS NULL AND session.deleted_at IS NULL"
    )
    return int(found.fetchone()[0])
