"""The rows in the trash, and their end."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as DbSession

from recovery_app.domain.photos import Photo
from recovery_app.storage import photos
from recovery_app.storage.tables import EntryRow, PhotoRow, ReviewRow, SessionRow

_TABLES = {"entry": EntryRow, "session": SessionRow, "review": ReviewRow, "photo": PhotoRow}


def every(db: DbSession) -> Iterator[tuple[str, str, date, datetime]]:
    """Go through the trash: table, id, local date, deletion time in UTC."""
    for name, table in _TABLES.items():
        rows = select(table.id, table.day, table.deleted_at).where(table.deleted_at.is_not(None))
        for one_id, day, deleted_at in db.execute(rows):
            if deleted_at is not None:
                yield name, one_id, day, deleted_at


def purge(db: DbSession, limit: datetime) -> tuple[int, list[Photo]]:
    """Delete what was put into the trash before the limit.

    Returns:
        How many rows went, and the photos among them.
    """
    old = [one for one in every(db) if one[3] < limit]
    gone = photos.in_trash(db, [one_id for name, one_id, _, _ in old if name == "photo"])
    for name, one_id, _, _ in old:
        table = _TABLES[name]
        db.execute(delete(table).where(table.id == one_id))
    return len(old), gone


def unneeded(db: DbSession, gone: Iterable[Photo]) -> list[Photo]:
    """Return those of the photos that are gone whose bytes no row needs, in sight or in the trash."""
    needed = set(db.scalars(select(PhotoRow.sha256)))
    return [photo for photo in gone if photo.sha256 not in needed]
