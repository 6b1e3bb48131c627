"""Entries as values, read through the tables together with whatever else is read in one go.

They are written by `noting` alone.
"""

from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session as DbSession

from recovery_app.domain.entries import Entry
from recovery_app.domain.symptoms import Sort
from recovery_app.storage.tables import EntryRow, RatingRow, SymptomRow


def of_days(db: DbSession, first: date, last: date) -> list[Entry]:
    """Return the entries from the first to the last day, in the order of their moments.

    Columns are read instead of rows: a chart reads ten years at once, for which an object for each
    rating would take eight times as long.
    """
    meant = (EntryRow.day.between(first, last), EntryRow.deleted_at.is_(None))
    given = _given(db, *meant)
    ticks = set(db.scalars(select(SymptomRow.slug).where(SymptomRow.sort == Sort.TICK)))
    rows = db.execute(select(EntryRow.id, EntryRow.at, EntryRow.note).where(*meant))
    found = (
        Entry(
            id=entry_id,
            at=at,
            ratings={slug: value for slug, value in of_one.items() if slug not in ticks},
            ticks=frozenset(slug for slug, value in of_one.items() if slug in ticks and value),
            note=note,
        )
        for entry_id, at, note in rows
        for of_one in [given.get(entry_id, {})]
    )
    return sorted(found, key=lambda entry: (entry.at, entry.id))


def every(db: DbSession) -> list[Entry]:
    """Return all entries in the order of their moments."""
    return of_days(db, date.min, date.max)


def bring_back(db: DbSession, entry_id: str) -> None:
    """Take an entry out of the trash, beside what else comes back from there."""
    row = db.get(EntryRow, entry_id)
    if row is not None:
        row.deleted_at = None


def _given(db: DbSession, *meant: ColumnElement[bool]) -> dict[str, dict[str, int]]:
    """Return what is rated or ticked by the id of its entry, for the entries that are meant."""
    found: dict[str, dict[str, int]] = {}
    rows = db.execute(
        select(RatingRow.entry_id, RatingRow.symptom, RatingRow.value)
        .join(EntryRow, EntryRow.id == RatingRow.entry_id)
        .where(*meant)
        .order_by(RatingRow.symptom)
    )
    for entry_id, symptom, value in rows:
        if value is not None:
            found.setdefault(entry_id, {})[symptom] = value
    return found
