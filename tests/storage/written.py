"""Entries put there through the tables, inside a transaction that a test is about."""

from sqlalchemy.orm import Session as DbSession

from recovery_app.domain.entries import Entry
from recovery_app.storage.tables import EntryRow, RatingRow


def add_entry(db: DbSession, entry: Entry) -> None:
    """Add an entry with what it rates and ticks."""
    given = {**entry.ratings, **dict.fromkeys(entry.ticks, 1)}
    db.add(
        EntryRow(
            id=entry.id,
            at=entry.at,
            day=entry.day,
            note=entry.note,
            ratings=[RatingRow(symptom=slug, value=value) for slug, value in given.items()],
        )
    )
    db.flush()
