"""Sessions in and out, as values."""

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession
from sqlalchemy.orm import selectinload

from recovery_app.domain.sessions import Pass, Session, Step, in_order
from recovery_app.storage.tables import (
    AreaRow,
    PassRow,
    SessionConcernRow,
    SessionRow,
    StepRow,
    utc_now,
)

_PARTS = (
    selectinload(SessionRow.areas),
    selectinload(SessionRow.concerns),
    selectinload(SessionRow.steps),
    selectinload(SessionRow.passes),
)
_PLAIN = (
    "at",
    "kind",
    "device",
    "clinic",
    "practitioner",
    "pain",
    "pain_after",
    "cost",
    "currency",
    "advice",
    "note",
)
_PASS = ("mode", "wavelength_nm", "pulse", "spot_mm", "fluence_j_cm2", "rate_hz", "shots", "felt")


def every(db: DbSession) -> list[Session]:
    """Return all sessions from first to last."""
    rows = db.scalars(select(SessionRow).where(SessionRow.deleted_at.is_(None)).options(*_PARTS))
    return in_order(_value(row) for row in rows)


def find(db: DbSession, session_id: str) -> Session | None:
    """Return the session of that id, or None where there is none or it lies in the trash."""
    row = _row(db, session_id)
    return None if row is None or row.deleted_at else _value(row)


def save(db: DbSession, session: Session) -> None:
    """Write the session with its parts as they stand; one in the trash comes back."""
    row = _row(db, session.id)
    if row is None:
        row = SessionRow(id=session.id, areas=[], concerns=[], steps=[], passes=[])
        db.add(row)
    else:
        row.areas, row.concerns, row.steps, row.passes = [], [], [], []
        db.flush()
    row.day, row.deleted_at, row.changed_at = session.date, None, utc_now()
    for name in _PLAIN:
        setattr(row, name, getattr(session, name))
    row.areas = [AreaRow(position=at, area=area) for at, area in enumerate(session.areas)]
    row.concerns = [SessionConcernRow(concern=slug) for slug in dict.fromkeys(session.concerns)]
    row.steps = [
        StepRow(position=at, what=step.what, at=step.at, minutes=step.minutes)
        for at, step in enumerate(session.steps)
    ]
    row.passes = [
        PassRow(position=at, **{name: getattr(one, name) for name in _PASS})
        for at, one in enumerate(session.passes)
    ]


def remove(db: DbSession, session_id: str, *, away: bool = True) -> None:
    """Put the session into the trash, or take it out again."""
    row = db.get(SessionRow, session_id)
    if row is not None:
        row.deleted_at = utc_now() if away else None


def _row(db: DbSession, session_id: str) -> SessionRow | None:
    return db.scalars(
        select(SessionRow).where(SessionRow.id == session_id).options(*_PARTS)
    ).one_or_none()


def _value(row: SessionRow) -> Session:
    return Session(
        id=row.id,
        date=row.day,
        **{name: getattr(row, name) for name in _PLAIN},
        areas=tuple(one.area for one in row.areas),
        concerns=tuple(one.concern for one in row.concerns),
        steps=tuple(Step(one.what, one.at, one.minutes) for one in row.steps),
        passes=tuple(Pass(**{name: getattr(one, name) for name in _PASS}) for one in row.passes),
    )
