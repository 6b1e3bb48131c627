"""What all tables share: how times and amounts are kept, and the columns that every row has.

Times of the diary are ISO 8601 text with the offset they were lived in; `created_at`, `changed_at`
and `deleted_at` are UTC. What the person can name (symptoms, kinds, concerns) is found by its slug,
so that two libraries mean the same by the same word; everything else by a UUID.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import uuid4

from sqlalchemy import Date, Dialect, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
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
