"""The rows in the trash, and their end."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as DbSession

from recovery_app.domain.photos import Photo
from recovery_app.domain.sessions import CardPicture
from recovery_app.storage import cards, photos
from recovery_app.storage.picture_tables import PhotoRow, RegionRow
from recovery_app.storage.tables import CardRow, EntryRow, ReviewRow, SessionRow

_TABLES = {"entry": EntryRow, "session": SessionRow, "review": ReviewRow, "photo": PhotoRow}

Original = Photo | CardPicture
"""What has a file of its own."""


def every(db: DbSession) -> Iterator[tuple[str, str, date, datetime]]:
    """Go through the trash: table, id, local date, deletion time in UTC."""
    for name, table in _TABLES.items():
        rows = select(table.id, table.day, table.deleted_at).where(table.deleted_at.is_not(None))
        for one_id, day, deleted_at in db.execute(rows):
            if deleted_at is not None:
                yield name, one_id, day, deleted_at
    card_rows = (
        select(CardRow.id, SessionRow.day, CardRow.deleted_at)
        .join(SessionRow, SessionRow.id == CardRow.session_id)
        .where(CardRow.deleted_at.is_not(None))
    )
    for card_id, day, deleted_at in db.execute(card_rows):
        if deleted_at is not None:
            yield "card", card_id, day, deleted_at
    region_rows = (
        select(RegionRow.id, PhotoRow.day, RegionRow.deleted_at)
        .outerjoin(PhotoRow, PhotoRow.id == RegionRow.reference_id)
        .where(RegionRow.deleted_at.is_not(None))
    )
    for region_id, day, deleted_at in db.execute(region_rows):
        if deleted_at is not None:
            # An outer join: the photo on which it was drawn may be gone for good.
            known: date | None = day
            yield "region", region_id, known or deleted_at.astimezone().date(), deleted_at


def purge(db: DbSession, limit: datetime) -> tuple[int, list[Original]]:
    """Delete what was put into the trash before the limit.

    Returns:
        How many things went, and the originals that they had; a session takes its cards along.
    """
    old = [one for one in every(db) if one[3] < limit]
    ids = {
        what: [one_id for name, one_id, _, _ in old if name == what]
        for what in (*_TABLES, "card", "region")
    }
    gone: list[Original] = [
        *photos.in_trash(db, ids["photo"]),
        *cards.with_ids(db, ids["card"], away=True),
        *cards.of_sessions(db, ids["session"]),
    ]
    for name, table in ({"card": CardRow, "region": RegionRow} | _TABLES).items():
        for one_id in ids[name]:
            db.execute(delete(table).where(table.id == one_id))
    return len(old), gone


def unneeded(db: DbSession, gone: Iterable[Original]) -> list[Original]:
    """Return those that are gone whose bytes no row needs, in sight or in the trash."""
    needed = photos.hashes(db) | cards.hashes(db)
    return [one for one in gone if one.sha256 not in needed]
