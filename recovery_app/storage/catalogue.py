"""What the person can name: symptoms, concerns, kinds, devices and courses, in and out as values."""

from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession
from sqlalchemy.orm import selectinload

from recovery_app.domain.course import Course
from recovery_app.domain.kinds import DEVICES, KINDS, Device, Kind, Usual
from recovery_app.domain.reviews import CONCERNS, Concern
from recovery_app.domain.symptoms import SEEDED, Sort, Symptom
from recovery_app.storage.rows import new_id, utc_now
from recovery_app.storage.tables import (
    ConcernRow,
    CourseRow,
    DeviceRow,
    DeviceValueRow,
    KindRow,
    RatingRow,
    SessionRow,
    SymptomRow,
    UsualRow,
)

_SHIPPED = UUID("6f0bd5c6-3f0a-5c0e-9d6e-3f7a2a1f6c11")
_DEVICE_VALUES = {"wavelength": "wavelengths_nm", "pulse": "pulses", "mode": "modes"}


def seed(db: DbSession) -> None:
    """Fill a new library with the symptoms, concerns, kinds and devices that ship."""
    for symptom in SEEDED:
        save_symptom(db, symptom)
    for concern in CONCERNS:
        save_concern(db, concern)
    db.flush()
    for kind in KINDS:
        save_kind(db, kind)
    for device in DEVICES:
        save_device(db, device, known_as=id_of_device(device.name, device.maker))


def id_of_device(name: str, maker: str) -> str:
    """Return the id by which a device that ships is known in every library."""
    return str(uuid5(_SHIPPED, f"{maker}\n{name}"))


def symptoms(db: DbSession, *, removed: bool = False) -> list[Symptom]:
    """Return the symptoms in her order, or those that she took out of the lists."""
    meant = SymptomRow.deleted_at.is_not(None) if removed else SymptomRow.deleted_at.is_(None)
    rows = db.scalars(
        select(SymptomRow).where(meant).order_by(SymptomRow.position, SymptomRow.slug)
    )
    return [
        Symptom(row.slug, row.name, Sort(row.sort), row.position, row.pinned, row.own)
        for row in rows
    ]


def symptoms_ever(db: DbSession) -> list[Symptom]:
    """Return what can be seen in the diary: the symptoms listed, then those removed but rated."""
    rated = set(
        db.scalars(select(RatingRow.symptom).where(RatingRow.value.is_not(None)).distinct())
    )
    return symptoms(db) + [one for one in symptoms(db, removed=True) if one.slug in rated]


def save_symptom(db: DbSession, symptom: Symptom) -> None:
    """Write a symptom; one taken away comes back."""
    row = db.get(SymptomRow, symptom.slug) or SymptomRow(slug=symptom.slug)
    row.name, row.sort, row.position = symptom.name, symptom.sort.value, symptom.position
    row.pinned, row.own, row.deleted_at = symptom.pinned, symptom.own, None
    db.add(row)


def remove_symptom(db: DbSession, slug: str) -> None:
    """Take a symptom out of the lists; what was rated with it stays."""
    row = db.get(SymptomRow, slug)
    if row is not None:
        row.deleted_at = utc_now()


def concerns(db: DbSession, *, removed: bool = False) -> list[Concern]:
    """Return the concerns in their order, or those that she took out of the list."""
    meant = ConcernRow.deleted_at.is_not(None) if removed else ConcernRow.deleted_at.is_(None)
    rows = db.scalars(
        select(ConcernRow).where(meant).order_by(ConcernRow.position, ConcernRow.slug)
    )
    return [Concern(row.slug, row.name, row.position, row.pinned, row.own) for row in rows]


def concerns_ever(db: DbSession) -> list[Concern]:
    """Return what was ever a concern: those in the list, then those taken out of it."""
    return concerns(db) + concerns(db, removed=True)


def save_concern(db: DbSession, concern: Concern) -> None:
    """Write a concern; one taken away comes back."""
    row = db.get(ConcernRow, concern.slug) or ConcernRow(slug=concern.slug)
    row.name, row.position, row.pinned = concern.name, concern.position, concern.pinned
    row.own, row.deleted_at = concern.own, None
    db.add(row)


def remove_concern(db: DbSession, slug: str) -> None:
    """Take a concern out of the list; what was rated with it stays."""
    row = db.get(ConcernRow, slug)
    if row is not None:
        row.deleted_at = utc_now()


def kinds(db: DbSession) -> list[Kind]:
    """Return the kinds of session in the order in which they were made."""
    rows = db.scalars(
        select(KindRow)
        .where(KindRow.deleted_at.is_(None))
        .options(selectinload(KindRow.usual))
        .order_by(KindRow.position, KindRow.slug)
    )
    return [_kind(row) for row in rows]


def save_kind(db: DbSession, kind: Kind) -> None:
    """Write a kind with its usual course; one taken away comes back."""
    row = db.scalars(
        select(KindRow).where(KindRow.slug == kind.slug).options(selectinload(KindRow.usual))
    ).one_or_none()
    if row is None:
        row = KindRow(slug=kind.slug, position=_next_position(db), usual=[])
        db.add(row)
    row.name, row.own, row.deleted_at = kind.name, kind.own, None
    row.interval_from, row.interval_until = kind.interval or (None, None)
    row.blisters_expected, row.simply_fades = kind.blisters_expected, kind.simply_fades
    # Only what differs is written: whatever is written counts as changed when libraries merge.
    if {one.symptom: Usual(one.first_day, one.last_day) for one in row.usual} != dict(kind.usual):
        row.usual.clear()
        db.flush()
        row.usual.extend(
            UsualRow(symptom=slug, first_day=usual.first, last_day=usual.last)
            for slug, usual in kind.usual.items()
        )


def kind_in_use(db: DbSession, slug: str) -> bool:
    """Return whether a session, in the list or in the trash, is of this kind."""
    return (
        db.scalars(select(SessionRow.id).where(SessionRow.kind == slug).limit(1)).first()
        is not None
    )


def remove_kind(db: DbSession, slug: str) -> None:
    """Take a kind out of the list."""
    row = db.scalars(select(KindRow).where(KindRow.slug == slug)).one_or_none()
    if row is not None:
        row.deleted_at = utc_now()


def devices(db: DbSession) -> list[Device]:
    """Return the devices in the order in which they were made."""
    rows = db.scalars(
        select(DeviceRow)
        .where(DeviceRow.deleted_at.is_(None))
        .options(selectinload(DeviceRow.values))
        .order_by(DeviceRow.position, DeviceRow.name)
    )
    return [_device(row) for row in rows]


def save_device(db: DbSession, device: Device, *, was: str = "", known_as: str = "") -> None:
    """Write a device; `was` is its name before, where that changes; `known_as` is a new one's id."""
    row = _device_row(db, was or device.name)
    if row is None:
        count = db.scalar(select(func.count()).select_from(DeviceRow)) or 0
        row = DeviceRow(id=known_as or new_id(), position=count, values=[])
        db.add(row)
    row.name, row.maker, row.deleted_at = device.name, device.maker, None
    if _device(row) == device:
        return
    row.values.clear()
    db.flush()
    for sort, field in _DEVICE_VALUES.items():
        row.values.extend(
            DeviceValueRow(sort=sort, position=at, text=text)
            for at, text in enumerate(getattr(device, field))
        )


def remove_device(db: DbSession, name: str) -> None:
    """Take a device out of the list; sessions keep its name."""
    row = _device_row(db, name)
    if row is not None:
        row.deleted_at = utc_now()


def courses(db: DbSession) -> list[Course]:
    """Return the courses, one per kind at most."""
    rows = db.scalars(select(CourseRow).where(CourseRow.deleted_at.is_(None)))
    return [
        Course(row.kind, row.planned, _interval(row.interval_from, row.interval_until))
        for row in rows
    ]


def save_course(db: DbSession, course: Course) -> None:
    """Write the course of a kind."""
    row = db.get(CourseRow, course.kind) or CourseRow(kind=course.kind)
    row.planned, row.deleted_at = course.planned, None
    row.interval_from, row.interval_until = course.interval or (None, None)
    db.add(row)


def _next_position(db: DbSession) -> int:
    return db.scalar(select(func.count()).select_from(KindRow)) or 0


def _device_row(db: DbSession, name: str) -> DeviceRow | None:
    return db.scalars(
        select(DeviceRow)
        .where(DeviceRow.name == name)
        # The one in the list before one of the same name that was taken out of it.
        .order_by(DeviceRow.deleted_at.is_not(None))
        .options(selectinload(DeviceRow.values))
    ).first()


def _interval(first: int | None, last: int | None) -> tuple[int, int] | None:
    return None if first is None or last is None else (first, last)


def _kind(row: KindRow) -> Kind:
    return Kind(
        slug=row.slug,
        name=row.name,
        interval=_interval(row.interval_from, row.interval_until),
        blisters_expected=row.blisters_expected,
        simply_fades=row.simply_fades,
        usual={one.symptom: Usual(one.first_day, one.last_day) for one in row.usual},
        own=row.own,
    )


def _device(row: DeviceRow) -> Device:
    parts: dict[str, list[str]] = {sort: [] for sort in _DEVICE_VALUES}
    for value in row.values:
        parts[value.sort].append(value.text)
    return Device(
        row.name,
        row.maker,
        **{field: tuple(parts[sort]) for sort, field in _DEVICE_VALUES.items()},
    )
