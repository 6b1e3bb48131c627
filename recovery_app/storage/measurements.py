"""What was measured on photos, in and out as values."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session as DbSession

from recovery_app.domain.photo_quality import Conditions, Reason
from recovery_app.domain.redness import Contrast, Measurement, SpotContrast
from recovery_app.storage.picture_tables import (
    MeasuredSpotRow,
    MeasurementReasonRow,
    MeasurementRow,
    PhotoRow,
)

_CONTRAST = [field.name for field in fields(Contrast)]
_CONDITIONS = [field.name for field in fields(Conditions)]
_SPOT = [field.name for field in fields(SpotContrast)]
_IN_SIGHT = select(PhotoRow.id).where(PhotoRow.deleted_at.is_(None))


@dataclass(frozen=True, slots=True)
class Kept:
    """A measurement and what it was made from.

    Attributes:
        measured: the numbers and reasons.
        basis: names regions, placement and turns that it was made from; another one: measure anew.
        why: why the picture could not be read, in a sentence; else empty.
    """

    measured: Measurement
    basis: str
    why: str = ""


def bases(db: DbSession) -> dict[str, tuple[str, int]]:
    """Return basis and version of every measurement by the id of its photo."""
    rows = db.execute(select(MeasurementRow.photo_id, MeasurementRow.basis, MeasurementRow.version))
    return {row[0]: (row[1], row[2]) for row in rows}


def of_pose(db: DbSession, pose: str) -> dict[str, Kept]:
    """Return the measurements of a pose's photos in sight by their ids."""
    return _read(db, _IN_SIGHT.where(PhotoRow.pose == pose))


def every(db: DbSession) -> dict[str, Kept]:
    """Return the measurements of all photos in sight by their ids."""
    return _read(db, _IN_SIGHT)


def save(db: DbSession, kept: Kept) -> None:
    """Write what was measured on a photo in place of what was measured before."""
    measured = kept.measured
    forget(db, [measured.photo_id])
    row = MeasurementRow(
        photo_id=measured.photo_id,
        basis=kept.basis,
        regions=measured.regions,
        version=measured.version,
        camera=measured.camera,
        corrected=measured.corrected,
        why=kept.why,
        reasons=[
            MeasurementReasonRow(position=at, reason=reason.value)
            for at, reason in enumerate(measured.reasons)
        ],
        spots=[
            MeasuredSpotRow(position=at, **{name: getattr(spot, name) for name in _SPOT})
            for at, spot in enumerate(measured.spots)
        ],
    )
    for part, names in ((measured.contrast, _CONTRAST), (measured.conditions, _CONDITIONS)):
        if part is not None:
            for name in names:
                setattr(row, name, getattr(part, name))
    db.add(row)


def forget(db: DbSession, photo_ids: Iterable[str]) -> None:
    """Delete what was measured on photos, so that they are measured anew."""
    for photo_id in photo_ids:
        for table in (MeasurementReasonRow, MeasuredSpotRow, MeasurementRow):
            db.execute(delete(table).where(table.photo_id == photo_id))


def _read(db: DbSession, ids: Select[str]) -> dict[str, Kept]:
    reasons: dict[str, list[Reason]] = defaultdict(list)
    spots: dict[str, list[SpotContrast]] = defaultdict(list)
    for row in db.execute(
        select(MeasurementReasonRow.photo_id, MeasurementReasonRow.reason)
        .where(MeasurementReasonRow.photo_id.in_(ids))
        .order_by(MeasurementReasonRow.position)
    ):
        reasons[row[0]].append(Reason(row[1]))
    columns = [getattr(MeasuredSpotRow, name) for name in _SPOT]
    for row in db.execute(
        select(MeasuredSpotRow.photo_id, *columns)
        .where(MeasuredSpotRow.photo_id.in_(ids))
        .order_by(MeasuredSpotRow.position)
    ):
        spots[row[0]].append(SpotContrast(**dict(zip(_SPOT, row[1:], strict=True))))
    table = MeasurementRow.__table__
    rows = db.execute(select(table).where(MeasurementRow.photo_id.in_(ids))).mappings()
    return {
        row["photo_id"]: Kept(
            Measurement(
                row["photo_id"],
                row["regions"],
                row["version"],
                row["camera"],
                row["corrected"],
                _part(Contrast, row, _CONTRAST, "delta_ei"),
                tuple(spots[row["photo_id"]]),
                tuple(reasons[row["photo_id"]]),
                _part(Conditions, row, _CONDITIONS, "sharpness"),
            ),
            row["basis"],
            row["why"],
        )
        for row in rows
    }


def _part(sort: type[Any], row: Any, names: list[str], telling: str) -> Any:
    """Return the numbers that belong together, or None where the telling one is missing."""
    return None if row[telling] is None else sort(**{name: row[name] for name in names})
