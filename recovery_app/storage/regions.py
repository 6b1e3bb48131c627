"""Regions of poses in and out, as values."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession
from sqlalchemy.orm import selectinload

from recovery_app.domain.carried import Drawn
from recovery_app.domain.regions import Region, Role
from recovery_app.storage.picture_tables import CornerRow, RegionRow
from recovery_app.storage.rows import utc_now


def every(db: DbSession, pose: str | None = None) -> list[Drawn]:
    """Return the regions in sight, of one pose or of all, in the order in which they were drawn."""
    wanted = (
        select(RegionRow)
        .where(RegionRow.deleted_at.is_(None))
        .options(selectinload(RegionRow.corners))
        .order_by(RegionRow.created_at, RegionRow.id)
    )
    if pose is not None:
        wanted = wanted.where(RegionRow.pose == pose)
    return [_value(row) for row in db.scalars(wanted)]


def save(db: DbSession, drawn: Drawn) -> None:
    """Write a region; one in the trash comes back."""
    region = drawn.region
    row = db.get(RegionRow, region.id, options=[selectinload(RegionRow.corners)])
    if row is None:
        row = RegionRow(id=region.id, corners=[])
        db.add(row)
    row.pose, row.role, row.name = region.pose, region.role.value, region.name
    row.reference_id, row.turns, row.deleted_at = drawn.reference_id or None, drawn.turns, None
    # In place, so that no corner's key is taken while the old one is still there.
    for position, (x, y) in enumerate(region.outline):
        if position < len(row.corners):
            row.corners[position].x, row.corners[position].y = x, y
        else:
            row.corners.append(CornerRow(position=position, x=x, y=y))
    del row.corners[len(region.outline) :]
    row.changed_at = utc_now()


def remove(db: DbSession, region_ids: Sequence[str], *, away: bool = True) -> None:
    """Put regions into the trash, or take them out again."""
    stamp = utc_now() if away else None
    for region_id in region_ids:
        row = db.get(RegionRow, region_id)
        if row is not None:
            row.deleted_at = stamp


def _value(row: RegionRow) -> Drawn:
    outline = tuple((corner.x, corner.y) for corner in row.corners)
    region = Region(row.id, row.pose, Role(row.role), row.name, outline)
    return Drawn(region, row.reference_id or "", row.turns)
