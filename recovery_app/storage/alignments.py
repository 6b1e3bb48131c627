"""References of poses and how photos lie over them, in and out as values."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as DbSession

from recovery_app.domain.alignment import Aligned, Method, Placement
from recovery_app.storage.picture_tables import AlignmentRow, PhotoRow, ReferenceRow
from recovery_app.storage.rows import utc_now


def references(db: DbSession) -> dict[str, str]:
    """Return the id of the reference photo by pose, of those in sight."""
    rows = db.execute(
        select(ReferenceRow.pose, ReferenceRow.photo_id)
        .join(PhotoRow, PhotoRow.id == ReferenceRow.photo_id)
        .where(PhotoRow.deleted_at.is_(None), ReferenceRow.deleted_at.is_(None))
    )
    return {row.pose: row.photo_id for row in rows}


def set_reference(db: DbSession, pose: str, photo_id: str) -> None:
    """Make a photo the reference of its pose."""
    row = db.get(ReferenceRow, pose) or ReferenceRow(pose=pose)
    row.photo_id, row.deleted_at, row.changed_at = photo_id, None, utc_now()
    db.add(row)


def of_photo(db: DbSession, photo_id: str, reference_id: str) -> Aligned | None:
    """Return how a photo lies over the reference: made by hand if it was, else found, else None."""
    for by_hand in (True, False):
        row = db.get(AlignmentRow, (photo_id, by_hand))
        if row is not None and row.reference_id == reference_id and row.scale is not None:
            return _value(row)
    return None


def every(db: DbSession) -> dict[tuple[str, str], Aligned]:
    """Return all placements by photo and reference; one made by hand before one found."""
    rows = db.execute(
        select(
            AlignmentRow.photo_id,
            AlignmentRow.reference_id,
            AlignmentRow.scale,
            AlignmentRow.angle,
            AlignmentRow.dx,
            AlignmentRow.dy,
            AlignmentRow.method,
            AlignmentRow.error,
            AlignmentRow.version,
        )
        .where(AlignmentRow.scale.is_not(None))
        .order_by(AlignmentRow.by_hand)
    )
    return {
        (row[0], row[1]): Aligned(
            Placement(row[2] or 1.0, row[3] or 0.0, row[4] or 0.0, row[5] or 0.0),
            Method(row[6]),
            row[7],
            row[8],
        )
        for row in rows
    }


def tried(db: DbSession, version: int) -> set[tuple[str, str]]:
    """Return photo and reference of each pair that was tried by this version or made by hand."""
    rows = db.execute(
        select(AlignmentRow.photo_id, AlignmentRow.reference_id).where(
            (AlignmentRow.version == version) | AlignmentRow.by_hand
        )
    )
    return {(row.photo_id, row.reference_id) for row in rows}


def why_not(db: DbSession, photo_id: str, reference_id: str) -> str:
    """Return why no placement over the reference was found, or an empty text."""
    row = db.get(AlignmentRow, (photo_id, False))
    return row.why if row is not None and row.reference_id == reference_id else ""


def refusals(db: DbSession) -> dict[tuple[str, str], str]:
    """Return why no placement was found, by photo and reference."""
    rows = db.execute(
        select(AlignmentRow.photo_id, AlignmentRow.reference_id, AlignmentRow.why).where(
            AlignmentRow.why != "", AlignmentRow.by_hand.is_(False)
        )
    )
    return {(row.photo_id, row.reference_id): row.why for row in rows}


def by_hand_with(db: DbSession, photo_id: str) -> list[tuple[str, str, Aligned]]:
    """Return what was placed by hand with this photo, on it or over it: photo, reference, how."""
    rows = db.scalars(
        select(AlignmentRow).where(
            AlignmentRow.by_hand,
            AlignmentRow.scale.is_not(None),
            (AlignmentRow.photo_id == photo_id) | (AlignmentRow.reference_id == photo_id),
        )
    )
    return [(row.photo_id, row.reference_id, _value(row)) for row in rows]


def forget_with(db: DbSession, photo_id: str) -> None:
    """Delete every placement of this photo and of those that lie over it."""
    db.execute(
        delete(AlignmentRow).where(
            (AlignmentRow.photo_id == photo_id) | (AlignmentRow.reference_id == photo_id)
        )
    )


def save(db: DbSession, photo_id: str, reference_id: str, aligned: Aligned) -> None:
    """Write a placement; one made by hand lies apart from one found and is never touched by it."""
    by_hand = aligned.method is Method.BY_HAND
    row = _row(db, photo_id, by_hand, reference_id)
    placement = aligned.placement
    row.method, row.version = aligned.method.value, aligned.version
    row.scale, row.angle = placement.scale, placement.angle
    row.dx, row.dy = placement.dx, placement.dy
    row.error, row.why = aligned.error, ""


def save_refusal(db: DbSession, photo_id: str, reference_id: str, why: str, version: int) -> None:
    """Write that no placement was found, so that it is not tried again and again."""
    row = _row(db, photo_id, False, reference_id)
    row.method, row.why, row.version = "", why, version
    row.scale = row.angle = row.dx = row.dy = None
    row.error = 0.0


def forget(db: DbSession, photo_id: str, *, by_hand: bool) -> None:
    """Delete a placement: the found one to have it found anew, or the one made by hand."""
    db.execute(
        delete(AlignmentRow).where(
            AlignmentRow.photo_id == photo_id, AlignmentRow.by_hand == by_hand
        )
    )


def _row(db: DbSession, photo_id: str, by_hand: bool, reference_id: str) -> AlignmentRow:
    row = db.get(AlignmentRow, (photo_id, by_hand))
    if row is None:
        row = AlignmentRow(photo_id=photo_id, by_hand=by_hand)
        db.add(row)
    row.reference_id = reference_id
    return row


def _value(row: AlignmentRow) -> Aligned:
    placement = Placement(row.scale or 1.0, row.angle or 0.0, row.dx or 0.0, row.dy or 0.0)
    return Aligned(placement, Method(row.method), row.error, row.version)
