"""Short ways to write down a diary: sessions, entries and reviews around one first day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, timezone

from recovery_app.domain.entries import Entry
from recovery_app.domain.kinds import KINDS, Kind
from recovery_app.domain.recovery import Recovery, recoveries
from recovery_app.domain.reviews import Review
from recovery_app.domain.sessions import Numbered, Session, numbered
from recovery_app.domain.symptoms import SEEDED, Symptom, find

FIRST_DAY = date(2026, 3, 2)
REDNESS = find(SEEDED, "redness")
PAIN = find(SEEDED, "pain")
ACNE = find(SEEDED, "acne")
KIND = {kind.slug: kind for kind in KINDS}


def day_date(day: float) -> date:
    """Return the date so many days after the first day."""
    return FIRST_DAY + timedelta(days=int(day))


def moment(day: int, clock: str = "21:00", offset: float = 8) -> datetime:
    """Return a moment so many days after the first day, on a clock `offset` hours from UTC."""
    zone = timezone(timedelta(hours=offset))
    return datetime.combine(day_date(day), time.fromisoformat(clock), zone)


def entry(
    at: datetime, ratings: Mapping[str, int] | None = None, *ticks: str, identity: str = ""
) -> Entry:
    """Return an entry; its id says when it was unless one is given."""
    return Entry(identity or at.isoformat(), at, dict(ratings or {}), frozenset(ticks))


def evenings(slug: str, values: Mapping[int, int]) -> list[Entry]:
    """Return one entry at 21:00 for each day of `values`."""
    return [entry(moment(day), {slug: value}) for day, value in values.items()]


def visit(day: int, clock: str = "", kind: str = "pico-toning", offset: float = 8) -> Session:
    """Return a session so many days after the first day; without a clock time it has none."""
    at = moment(day, clock, offset) if clock else None
    return Session(f"visit {day} {clock}", day_date(day), kind, at)


def visits(*sessions: Session, kinds: Iterable[Kind] = KINDS) -> list[Numbered]:
    """Number the sessions."""
    return numbered(sessions, kinds)


def recovery(
    symptom: Symptom, one: Numbered, sessions: Sequence[Numbered], entries: Iterable[Entry]
) -> Recovery:
    """Return how the symptom went after this session alone."""
    return recoveries(symptom, sessions, entries)[list(sessions).index(one)]


def review(day: int, **values: int) -> Review:
    """Return a review of that day."""
    return Review(f"review {day}", day_date(day), values)
