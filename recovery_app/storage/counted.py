"""How much a diary holds: counted in its database, and written into what is made of it."""

import sqlite3
from datetime import datetime
from typing import Any, cast

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


def said(counts: Counts) -> dict[str, int]:
    """Return what a manifest says; one that was read without cards says nothing of them."""
    told = {
        "sessions": counts.sessions,
        "entries": counts.entries,
        "reviews": counts.reviews,
        "photos": counts.photos,
    }
    return told if counts.cards is None else {**told, "cards": counts.cards}


def read(told: object, made_at: datetime) -> Counts:
    """Return what a manifest says; one from before cards were counted leaves them open.

    Raises:
        ValueError, LookupError: if it is no such thing.
    """
    if not isinstance(told, dict):
        raise ValueError("no mapping")  # noqa: TRY004 - one kind of complaint about the content
    numbers = cast("dict[str, Any]", told)
    return Counts(
        sessions=_number(numbers["sessions"]),
        entries=_number(numbers["entries"]),
        reviews=_number(numbers["reviews"]),
        photos=_number(numbers["photos"]),
        made_at=made_at,
        cards=_number(numbers["cards"]) if "cards" in numbers else None,
    )


def _number(found: object) -> int:
    if not isinstance(found, int) or found < 0:
        raise ValueError("no number")
    return found
