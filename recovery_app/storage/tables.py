"""The tables of the diary: one class each, every constraint named so that a later revision can change it."""

from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recovery_app.storage.rows import Identified, Kept, Named, Row, utc_now


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
