"""Entries in and out, as values."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session as DbSession
from sqlalchemy.orm import selectinload

from recovery_app.domain.entries import Entry
from recovery_app.domain.symptoms import Sort
from recovery_app.storage.tables import EntryRow, RatingRow, SymptomRow, utc_now


def find(db: DbSession, entry_id: str, *, away_too: bool = False) -> Entry | None:
    """Return the entry of that id, or None where there is none or it lies in the trash.

    `away_too` finds it in the trash as well.
    """
    row = _row(db, entry_id)
    return None if row is None or (row.deleted_at and not away_too) else _value(db, row)


def at_minute(db: DbSession, at: datetime) -> Entry | None:
    """Return the entry of that very minute, or None."""
    same_day = select(EntryRow).where(EntryRow.day == at.date(), EntryRow.deleted_at.is_(None))
    for row in db.scalars(same_day.options(selectinload(EntryRow.ratings))):
        if row.at == at:
            return _value(db, row)
    return None


def of_days(db: DbSession, first: date, last: date) -> list[Entry]:
    """Return the entries from the first to the last day, in the order of their moments.

    Columns are read instead of rows: a chart reads ten years at once, for which an object for each
    rating would take eight times as long.
    """
    meant = (EntryRow.day.between(first, last), EntryRow.deleted_at.is_(None))
    ratings, ticks = _given(db, *meant), _ticks(db)
    rows = db.execute(select(EntryRow.id, EntryRow.at, EntryRow.note).where(*meant))
    found = (_entry(key, at, ratings.get(key, {}), ticks, note) for key, at, note in rows)
    return sorted(found, key=lambda entry: (entry.at, entry.id))


def every(db: DbSession) -> list[Entry]:
    """Return all entries in the order of their moments."""
    return of_days(db, date.min, date.max)


def save(db: DbSession, entry: Entry) -> None:
    """Write the entry as it stands: whatever it does not rate any more is taken back."""
    row = _row(db, entry.id)
    if row is None:
        row = EntryRow(id=entry.id, at=entry.at, day=entry.day, note=entry.note, ratings=[])
        db.add(row)
    row.at, row.day, row.note, row.deleted_at = entry.at, entry.day, entry.note, None
    wanted: dict[str, int] = {**entry.ratings, **dict.fromkeys(entry.ticks, 1)}
    kept = {rating.symptom: rating for rating in row.ratings}
    for slug, rating in kept.items():
        rating.value = wanted.get(slug)
    for slug, value in wanted.items():
        if slug not in kept:
            row.ratings.append(RatingRow(symptom=slug, value=value))


def remove(db: DbSession, entry_id: str, *, away: bool = True) -> None:
    """Put the entry into the trash, or take it out again."""
    row = _row(db, entry_id)
    if row is not None:
        row.deleted_at = utc_now() if away else None


def _row(db: DbSession, entry_id: str) -> EntryRow | None:
    return db.scalars(
        select(EntryRow).where(EntryRow.id == entry_id).options(selectinload(EntryRow.ratings))
    ).one_or_none()


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


def _ticks(db: DbSession) -> set[str]:
    return set(db.scalars(select(SymptomRow.slug).where(SymptomRow.sort == Sort.TICK)))


def _value(db: DbSession, row: EntryRow) -> Entry:
    given = {rating.symptom: rating.value for rating in row.ratings if rating.value is not None}
    return _entry(row.id, row.at, given, _ticks(db), row.note)


def _entry(
    entry_id: str, at: datetime, given: Mapping[str, int], ticks: set[str], note: str
) -> Entry:
    return Entry(
        id=entry_id,
        at=at,
        ratings={slug: value for slug, value in given.items() if slug not in ticks},
        ticks=frozenset(slug for slug, value in given.items() if slug in ticks and value),
        note=note,
    )
