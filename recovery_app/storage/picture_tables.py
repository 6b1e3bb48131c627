"""The tables of photos: what is known of each, how it lies over its reference, and what was measured."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recovery_app.storage.rows import Identified, Kept, Row, utc_now


class PhotoRow(Identified, Row):
    """A picture; its bytes lie in `photos/` under their hash. `day` is the local date of `taken_at`."""

    __tablename__ = "photo"
    __table_args__ = (
        # Two photos in sight never share their bytes; in the trash they may.
        Index("uq_photo_sha256", "sha256", unique=True, sqlite_where=text("deleted_at IS NULL")),
    )

    sha256: Mapped[str]
    suffix: Mapped[str]
    taken_at: Mapped[datetime]
    day: Mapped[date] = mapped_column(index=True)
    source: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    pose: Mapped[str] = mapped_column(default="")
    condition: Mapped[str] = mapped_column(default="unknown")
    caption: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    turns: Mapped[int] = mapped_column(default=0, server_default="0")
    camera: Mapped[str] = mapped_column(default="", server_default="")


class ReferenceRow(Kept, Row):
    """The photo to which all others of its pose are aligned."""

    __tablename__ = "pose_reference"

    pose: Mapped[str] = mapped_column(primary_key=True)
    photo_id: Mapped[str] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"))


class AlignmentRow(Row):
    """How a photo lies over its pose's reference; one found and one made by hand, which wins."""

    __tablename__ = "alignment"

    photo_id: Mapped[str] = mapped_column(
        ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True
    )
    by_hand: Mapped[bool] = mapped_column(primary_key=True)
    reference_id: Mapped[str] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"))
    method: Mapped[str]
    scale: Mapped[float | None]
    angle: Mapped[float | None]
    dx: Mapped[float | None]
    dy: Mapped[float | None]
    error: Mapped[float] = mapped_column(default=0.0)
    why: Mapped[str] = mapped_column(default="")
    version: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)


class RegionRow(Identified, Row):
    """A drawn area of a pose; its corners are those of the photo on which it was drawn.

    `turns` are that photo's quarter turns at the time. Without the photo the corners are taken as
    those of the pose's reference of today.
    """

    __tablename__ = "region"
    __table_args__ = (Index("ix_region_pose", "pose"),)

    pose: Mapped[str]
    role: Mapped[str]
    name: Mapped[str]
    reference_id: Mapped[str | None] = mapped_column(ForeignKey("photo.id", ondelete="SET NULL"))
    turns: Mapped[int] = mapped_column(default=0)
    corners: Mapped[list["CornerRow"]] = relationship(
        cascade="all, delete-orphan", order_by="CornerRow.position", lazy="raise"
    )


class CornerRow(Row):
    """One corner of a region, in order."""

    __tablename__ = "region_corner"

    region_id: Mapped[str] = mapped_column(
        ForeignKey("region.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    x: Mapped[float]
    y: Mapped[float]


class MeasurementRow(Row):
    """What was measured on a photo last, and from what; numbers are missing where it was refused.

    It can be made again at any time: `basis` names what it was made from, so that one that no longer
    holds is known.
    """

    __tablename__ = "measurement"

    photo_id: Mapped[str] = mapped_column(
        ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True
    )
    basis: Mapped[str]
    regions: Mapped[str]
    version: Mapped[int]
    camera: Mapped[str] = mapped_column(default="")
    corrected: Mapped[bool] = mapped_column(default=False)
    why: Mapped[str] = mapped_column(default="")
    delta_ei: Mapped[float | None]
    delta_ei_error: Mapped[float | None]
    delta_a: Mapped[float | None]
    delta_a_error: Mapped[float | None]
    pixels: Mapped[int | None]
    reference_pixels: Mapped[int | None]
    short_side: Mapped[float | None]
    eyes_apart: Mapped[float | None]
    sharpness: Mapped[float | None]
    blur: Mapped[float | None]
    clipped: Mapped[float | None]
    red_green: Mapped[float | None]
    blue_green: Mapped[float | None]
    side_light: Mapped[float | None]
    angle: Mapped[float | None]
    scale: Mapped[float | None]
    flash: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)
    reasons: Mapped[list["MeasurementReasonRow"]] = relationship(
        cascade="all, delete-orphan", order_by="MeasurementReasonRow.position", lazy="raise"
    )
    spots: Mapped[list["MeasuredSpotRow"]] = relationship(
        cascade="all, delete-orphan", order_by="MeasuredSpotRow.position", lazy="raise"
    )


class MeasurementReasonRow(Row):
    """Why a photo gave no number, or one to be taken with care."""

    __tablename__ = "measurement_reason"

    photo_id: Mapped[str] = mapped_column(
        ForeignKey("measurement.photo_id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str]


class MeasuredSpotRow(Row):
    """How a drawn spot differed from its ring in one photo."""

    __tablename__ = "measurement_spot"

    photo_id: Mapped[str] = mapped_column(
        ForeignKey("measurement.photo_id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[str] = mapped_column(ForeignKey("region.id", ondelete="CASCADE"))
    delta_l: Mapped[float]
    delta_l_error: Mapped[float]
    delta_e: Mapped[float]
    delta_e_error: Mapped[float]
    pixels: Mapped[int]
