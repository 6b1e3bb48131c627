"""Photo rows in and out, as values; the bytes are `photo_files`' business."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Executable, String, delete, select, type_coerce
from sqlalchemy.orm import Session as DbSession

from recovery_app.domain.photos import Condition, DateSource, Photo, order_of
from recovery_app.storage.picture_tables import PhotoRow
from recovery_app.storage.rows import utc_now

_PLAIN = (
    "sha256",
    "suffix",
    "taken_at",
    "width",
    "height",
    "size",
    "pose",
    "caption",
    "name",
    "turns",
    "camera",
)

_COLUMNS = (
    # Plain columns, and the moment as the text that it is stored as: twenty thousand photos are
    # read in a third of the time that mapped rows and their converters take.
    select(
        PhotoRow.id,
        PhotoRow.sha256,
        PhotoRow.suffix,
        type_coerce(PhotoRow.taken_at, String),
        PhotoRow.source,
        PhotoRow.width,
        PhotoRow.height,
        PhotoRow.size,
        PhotoRow.pose,
        PhotoRow.condition,
        PhotoRow.caption,
        PhotoRow.name,
        PhotoRow.turns,
        PhotoRow.camera,
    )
)
_IN_SIGHT = _COLUMNS.where(PhotoRow.deleted_at.is_(None)).order_by(
    type_coerce(PhotoRow.taken_at, String)
)
_DELETED = (
    _COLUMNS.add_columns(PhotoRow.deleted_at)
    .where(PhotoRow.deleted_at.is_not(None))
    .order_by(PhotoRow.deleted_at.desc(), PhotoRow.taken_at.desc(), PhotoRow.id)
)
_SOURCES = {one.value: one for one in DateSource}
_CONDITIONS = {one.value: one for one in Condition}


def every(db: DbSession) -> list[Photo]:
    """Return all photos in the order in which they were taken."""
    return _read(db, _IN_SIGHT)


def of_days(db: DbSession, first: date, last: date) -> list[Photo]:
    """Return the photos from the first to the last day, in order."""
    return _read(db, _IN_SIGHT.where(PhotoRow.day.between(first, last)))


def find(db: DbSession, photo_id: str) -> Photo | None:
    """Return the photo of that id, or None where there is none or it lies in the trash."""
    row = db.get(PhotoRow, photo_id)
    return None if row is None or row.deleted_at else _value(row)


def with_hash(db: DbSession, sha256: str) -> Photo | None:
    """Return the photo in sight that has these bytes, or None."""
    row = db.scalars(
        select(PhotoRow).where(PhotoRow.sha256 == sha256, PhotoRow.deleted_at.is_(None))
    ).one_or_none()
    return None if row is None else _value(row)


def away_with_hash(db: DbSession, sha256: str) -> Photo | None:
    """Return the photo in the trash that has these bytes, the last one deleted, or None."""
    row = db.scalars(
        select(PhotoRow)
        .where(PhotoRow.sha256 == sha256, PhotoRow.deleted_at.is_not(None))
        .order_by(PhotoRow.deleted_at.desc(), PhotoRow.id)
        .limit(1)
    ).one_or_none()
    return None if row is None else _value(row)


def added_on(db: DbSession, photo_id: str) -> date:
    """Return the local date on which the photo came into the library."""
    row = db.get_one(PhotoRow, photo_id)
    return row.created_at.astimezone().date()


def hashes(db: DbSession) -> set[str]:
    """Return the hashes of all photos, also of those in the trash."""
    return set(db.scalars(select(PhotoRow.sha256)))


def in_trash(db: DbSession, photo_ids: Sequence[str]) -> list[Photo]:
    """Return those of the photos that lie in the trash."""
    rows = (db.get(PhotoRow, photo_id) for photo_id in photo_ids)
    return _in_order(row for row in rows if row is not None and row.deleted_at)


def deleted(db: DbSession) -> list[tuple[Photo, datetime]]:
    """Return the photos in the trash with their deletion time in UTC, the latest first."""
    rows: Iterable[Any] = db.connection().execute(_DELETED)
    return [(_of_columns(row), row[14]) for row in rows]


def discard(db: DbSession, photo_ids: Sequence[str]) -> list[Photo]:
    """Delete the rows of those that lie in the trash, and return what they were."""
    gone = in_trash(db, photo_ids)
    for photo in gone:
        db.execute(delete(PhotoRow).where(PhotoRow.id == photo.id))
    return gone


def save(db: DbSession, photo: Photo) -> None:
    """Write what is known of the photo; one in the trash comes back."""
    row = db.get(PhotoRow, photo.id)
    if row is None:
        row = PhotoRow(id=photo.id)
        db.add(row)
    for name in _PLAIN:
        setattr(row, name, getattr(photo, name))
    row.day, row.deleted_at = photo.day, None
    row.source, row.condition = photo.source.value, photo.condition.value


def remove(db: DbSession, photo_ids: Sequence[str], *, away: bool = True) -> None:
    """Put the photos into the trash, or take them out again."""
    stamp = utc_now() if away else None
    for photo_id in photo_ids:
        row = db.get(PhotoRow, photo_id)
        if row is not None:
            row.deleted_at = stamp


def bring_back(db: DbSession, photo: Photo) -> bool:
    """Take a photo out of the trash, unless one with the same bytes is in sight."""
    free = with_hash(db, photo.sha256) is None
    if free:
        remove(db, [photo.id], away=False)
    return free


def _read(db: DbSession, statement: Executable) -> list[Photo]:
    rows: Iterable[Any] = db.connection().execute(statement)
    photos = [_of_columns(row) for row in rows]
    # SQL ordered the clocks as they were read; across time zones the moments may lie otherwise.
    photos.sort(key=order_of)
    return photos


def _of_columns(row: Any) -> Photo:
    return Photo(
        id=row[0],
        sha256=row[1],
        suffix=row[2],
        taken_at=datetime.fromisoformat(row[3]),
        source=_SOURCES[row[4]],
        width=row[5],
        height=row[6],
        size=row[7],
        pose=row[8],
        condition=_CONDITIONS[row[9]],
        caption=row[10],
        name=row[11],
        turns=row[12],
        camera=row[13],
    )


def _in_order(rows: Iterable[PhotoRow]) -> list[Photo]:
    return sorted(map(_value, rows), key=order_of)


def _value(row: PhotoRow) -> Photo:
    return Photo(
        id=row.id,
        **{name: getattr(row, name) for name in _PLAIN},
        source=DateSource(row.source),
        condition=Condition(row.condition),
    )
