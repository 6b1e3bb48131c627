"""Photo rows in and out, as values; the bytes are `photo_files`' business."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from recovery_app.domain.photos import Condition, DateSource, Photo
from recovery_app.storage.tables import PhotoRow, utc_now

_PLAIN = ("sha256", "suffix", "taken_at", "width", "height", "size", "pose", "caption", "name")


def every(db: DbSession) -> list[Photo]:
    """Return all photos in the order in which they were taken."""
    rows = db.scalars(select(PhotoRow).where(PhotoRow.deleted_at.is_(None)))
    return _in_order(rows)


def of_days(db: DbSession, first: date, last: date) -> list[Photo]:
    """Return the photos from the first to the last day, in order."""
    rows = db.scalars(
        select(PhotoRow).where(PhotoRow.day.between(first, last), PhotoRow.deleted_at.is_(None))
    )
    return _in_order(rows)


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


def in_trash(db: DbSession, photo_ids: Sequence[str]) -> list[Photo]:
    """Return those of the photos that lie in the trash."""
    rows = (db.get(PhotoRow, photo_id) for photo_id in photo_ids)
    return _in_order(row for row in rows if row is not None and row.deleted_at)


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


def bring_back(db: DbSession, photo: Photo) -> None:
    """Take a photo out of the trash, unless one with the same bytes is in sight."""
    if with_hash(db, photo.sha256) is None:
        remove(db, [photo.id], away=False)


def _in_order(rows: Iterable[PhotoRow]) -> list[Photo]:
    return sorted(map(_value, rows), key=lambda photo: (photo.taken_at, photo.id))


def _value(row: PhotoRow) -> Photo:
    return Photo(
        id=row.id,
        **{name: getattr(row, name) for name in _PLAIN},
        source=DateSource(row.source),
        condition=Condition(row.condition),
    )
