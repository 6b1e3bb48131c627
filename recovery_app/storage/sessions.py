"""Sessions in and out, as values."""

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession
from sqlalchemy.orm import selectinload

from recovery_app.domain.sessions import Pass, Session, Step, in_order
from recovery_app.storage.rows import utc_now
from recovery_app.storage.tables import AreaRow, PassRow, SessionConcernRow, SessionRow, StepRow

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
    """Write in what a session differs from what it was; one in the trash comes back."""
    row = _row(db, session.id)
    before = None if row is None else _value(row)
    if row is None:
        row = SessionRow(id=session.id, areas=[], concerns=[], steps=[], passes=[])
        db.add(row)
    row.day, row.deleted_at, row.changed_at = session.date, None, utc_now()
    for name in _PLAIN:
        setattr(row, name, getattr(session, name))
    concerns = tuple(dict.fromkeys(session.concerns))
    wanted = {
        "areas": [AreaRow(position=at, area=area) for at, area in enumerate(session.areas)],
        "concerns": [SessionConcernRow(concern=slug) for slug in concerns],
        "steps": [
            StepRow(position=at, what=step.what, at=step.at, minutes=step.minutes)
            for at, step in enumerate(session.steps)
        ],
        "passes": [
            PassRow(position=at, **{name: getattr(one, name) for name in _PASS})
            for at, one in enumerate(session.passes)
        ],
    }
    # Parts that did not change are not written: that would count as a change when libraries merge.
    changed = [name for name in wanted if _differ(name, before, session)]
    for name in changed:
        setattr(row, name, [])
    db.flush()
    for name in changed:
        setattr(row, name, wanted[name])


def _differ(name: str, before: Session | None, after: Session) -> bool:
    old, new = getattr(before, name, ()), getattr(after, name)
    return set(old) != set(new) if name == "concerns" else old != new


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
