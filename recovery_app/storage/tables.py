"""The schema: one class per table, every constraint named so that a later revision can change it.

Times of the diary are ISO 8601 text with the offset they were lived in; `created_at`, `changed_at`
and `deleted_at` are UTC. What the person can name (symptoms, kinds, concerns) is found by its slug,
so that two libraries mean the same by the same word; everything else by a UUID.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import uuid4

from sqlalchemy import Date, Dialect, ForeignKey, Index, MetaData, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator


def new_id() -> str:
    """Return a fresh UUID as text."""
    return str(uuid4())


def utc_now() -> datetime:
    """Return this moment in UTC, to the microsecond (newest change wins when libraries merge)."""
    return datetime.now(UTC)


class Moment(TypeDecorator[datetime]):
    """A datetime with its offset, kept as ISO 8601 text that a person can read."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write the moment; one without an offset would be ambiguous and is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its offset")
        return value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read the moment back with its offset."""
        return None if value is None else datetime.fromisoformat(value)


class Clock(TypeDecorator[time]):
    """A time of day as HH:MM text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:
        """Write the time to the minute."""
        return None if value is None else value.isoformat("minutes")

    def process_result_value(self, value: Any, dialect: Dialect) -> time | None:
        """Read the time back."""
        return None if value is None else time.fromisoformat(value)


class Amount(TypeDecorator[Decimal]):
    """Money as decimal text: binary fractions would turn 450.10 into 450.0999."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Write the amount with all its digits."""
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Read the amount back."""
        return None if value is None else Decimal(value)


class Row(DeclarativeBase):
    """What all tables share. Relationships load only when asked for by name."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment, time: Clock, Decimal: Amount, date: Date}  # noqa: RUF012 - SQLAlchemy's own name and shape


class Kept:
    """Creation, change and deletion times; a row with `deleted_at` lies in the trash."""

    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    changed_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)


class Identified(Kept):
    """A row known by a UUID."""

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)


class Named(Kept):
    """A row that the person can name: known by its slug."""

    slug: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    own: Mapped[bool] = mapped_column(default=False)


class SymptomRow(Named, Row):
    """A symptom that can be rated or ticked."""

    __tablename__ = "symptom"

    sort: Mapped[str]
    pinned: Mapped[bool] = mapped_column(default=False)


class ConcernRow(Named, Row):
    """A concern that reviews rate."""

    __tablename__ = "concern"

    pinned: Mapped[bool] = mapped_column(default=False)


class KindRow(Named, Row):
    """A kind of session."""

    __tablename__ = "kind"

    interval_from: Mapped[int | None]
    interval_until: Mapped[int | None]
    blisters_expected: Mapped[bool] = mapped_column(default=False)
    simply_fades: Mapped[bool] = mapped_column(default=True)
    usual: Mapped[list["UsualRow"]] = relationship(
        cascade="all, delete-orphan", order_by="UsualRow.symptom", lazy="raise"
    )


class UsualRow(Row):
    """The days on which a symptom is often described after a kind of session."""

    __tablename__ = "usual"

    kind: Mapped[str] = mapped_column(ForeignKey("kind.slug", ondelete="CASCADE"), primary_key=True)
    symptom: Mapped[str] = mapped_column(ForeignKey("symptom.slug"), primary_key=True)
    first_day: Mapped[int]
    last_day: Mapped[int]


class CourseRow(Kept, Row):
    """The planned run of sessions of one kind."""

    __tablename__ = "course"

    kind: Mapped[str] = mapped_column(ForeignKey("kind.slug"), primary_key=True)
    planned: Mapped[int | None]
    interval_from: Mapped[int | None]
    interval_until: Mapped[int | None]


class DeviceRow(Identified, Row):
    """A device that sessions may name."""

    __tablename__ = "device"

    name: Mapped[str]
    maker: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    values: Mapped[list["DeviceValueRow"]] = relationship(
        cascade="all, delete-orphan", order_by="DeviceValueRow.position", lazy="raise"
    )


class DeviceValueRow(Row):
    """One wavelength, pulse width or mode of a device."""

    __tablename__ = "device_value"

    device_id: Mapped[str] = mapped_column(
        ForeignKey("device.id", ondelete="CASCADE"), primary_key=True
    )
    sort: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


class EntryRow(Identified, Row):
    """What was seen and felt at one moment; `day` is the local date of `at`."""

    __tablename__ = "entry"

    at: Mapped[datetime]
    day: Mapped[date] = mapped_column(index=True)
    note: Mapped[str] = mapped_column(default="")
    ratings: Mapped[list["RatingRow"]] = relationship(
        cascade="all, delete-orphan", order_by="RatingRow.symptom", lazy="raise"
    )


class RatingRow(Row):
    """One symptom's number in one entry; a tick is a 1, a rating taken back has no value.

    The row of a rating taken back stays, so that merging two libraries can tell it from one that
    was never given.
    """

    __tablename__ = "rating"
    __table_args__ = (Index("ix_rating_symptom", "symptom"),)

    entry_id: Mapped[str] = mapped_column(
        ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True
    )
    symptom: Mapped[str] = mapped_column(ForeignKey("symptom.slug"), primary_key=True)
    value: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)


class SessionRow(Identified, Row):
    """One visit to the clinic; `day` is its local date, `at` its moment where a time was noted."""

    __tablename__ = "session"

    day: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime | None]
    kind: Mapped[str] = mapped_column(ForeignKey("kind.slug"))
    device: Mapped[str] = mapped_column(default="")
    clinic: Mapped[str] = mapped_column(default="")
    practitioner: Mapped[str] = mapped_column(default="")
    pain: Mapped[int | None]
    pain_after: Mapped[int | None]
    cost: Mapped[Decimal | None]
    currency: Mapped[str] = mapped_column(default="")
    advice: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    areas: Mapped[list["AreaRow"]] = relationship(
        cascade="all, delete-orphan", order_by="AreaRow.position", lazy="raise"
    )
    concerns: Mapped[list["SessionConcernRow"]] = relationship(
        cascade="all, delete-orphan", order_by="SessionConcernRow.concern", lazy="raise"
    )
    steps: Mapped[list["StepRow"]] = relationship(
        cascade="all, delete-orphan", order_by="StepRow.position", lazy="raise"
    )
    passes: Mapped[list["PassRow"]] = relationship(
        cascade="all, delete-orphan", order_by="PassRow.position", lazy="raise"
    )


class AreaRow(Row):
    """A part of the face or body that a session treated."""

    __tablename__ = "session_area"

    session_id: Mapped[str] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str]


class SessionConcernRow(Row):
    """A concern that a session was for."""

    __tablename__ = "session_concern"

    session_id: Mapped[str] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    concern: Mapped[str] = mapped_column(ForeignKey("concern.slug"), primary_key=True)


class StepRow(Row):
    """Something done during a session, in order."""

    __tablename__ = "session_step"

    session_id: Mapped[str] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    at: Mapped[time | None]
    minutes: Mapped[int | None]


class PassRow(Row):
    """One pass of the laser, in order."""

    __tablename__ = "session_pass"

    session_id: Mapped[str] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    mode: Mapped[str] = mapped_column(default="")
    wavelength_nm: Mapped[int | None]
    pulse: Mapped[str] = mapped_column(default="")
    spot_mm: Mapped[float | None]
    fluence_j_cm2: Mapped[float | None]
    rate_hz: Mapped[float | None]
    shots: Mapped[int | None]
    felt: Mapped[str] = mapped_column(default="")


class CardRow(Identified, Row):
    """A picture of the clinic's card of a session; its bytes lie in `photos/` under their hash.

    `position` is its place among the session's pictures, those in the trash counted.
    """

    __tablename__ = "session_card"
    __table_args__ = (
        # A session shows a picture once; other sessions and the photos may have the same bytes.
        Index(
            "uq_session_card_session_id_sha256",
            "session_id",
            "sha256",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
        ),
    )

    session_id: Mapped[str] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    position: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    suffix: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    name: Mapped[str] = mapped_column(default="")


class ReviewRow(Identified, Row):
    """The slower look at the skin on one date."""

    __tablename__ = "review"
    __table_args__ = (
        Index("uq_review_day", "day", unique=True, sqlite_where=text("deleted_at IS NULL")),
    )

    day: Mapped[date]
    change: Mapped[str | None]
    values: Mapped[list["ReviewValueRow"]] = relationship(
        cascade="all, delete-orphan", order_by="ReviewValueRow.concern", lazy="raise"
    )
    remarks: Mapped[list["RemarkRow"]] = relationship(
        cascade="all, delete-orphan", order_by="RemarkRow.position", lazy="raise"
    )


class ReviewValueRow(Row):
    """One concern's 0–100 in one review; one taken back has no value, as in `RatingRow`."""

    __tablename__ = "review_value"

    review_id: Mapped[str] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    concern: Mapped[str] = mapped_column(ForeignKey("concern.slug"), primary_key=True)
    value: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)


class RemarkRow(Row):
    """What somebody said about the skin at a review."""

    __tablename__ = "remark"

    review_id: Mapped[str] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    who: Mapped[str] = mapped_column(default="")


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


class FieldChangeRow(Row):
    """When a field of a record was changed last, noted by triggers (`storage/field_times.py`).

    `shared` is the time of the change that is known to be in another library too.
    """

    __tablename__ = "field_change"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own name and shape

    table_name: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    shared: Mapped[datetime | None]


class PurgedRow(Row):
    """What was deleted for good and when, so that merging does not bring it back."""

    __tablename__ = "purged"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own name and shape

    table_name: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
