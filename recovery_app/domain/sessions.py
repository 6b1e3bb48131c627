"""Sessions: visits to the clinic, their numbers, and which day after which session a moment is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from datetime import date as Day
from typing import TYPE_CHECKING, NamedTuple

from recovery_app.domain.kinds import Kind
from recovery_app.domain.photos import original_file
from recovery_app.errors import NotFound, WrongInput

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """Something done during the visit: cleansing, numbing cream, the laser, a mask, a cream.

    Attributes:
        what: her own or a suggested word.
        at: clock time, if she noted it.
        minutes: how long, if she noted it.
    """

    what: str
    at: time | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass of the laser with the settings of the clinic's card; all of them optional.

    Attributes:
        mode: mode or handpiece.
        wavelength_nm: in nanometres.
        pulse: as printed, with its unit, such as "450 ps".
        spot_mm: spot size in millimetres.
        fluence_j_cm2: joules per square centimetre.
        rate_hz: pulses a second.
        shots: count.
        felt: how it felt, in her words.
    """

    mode: str = ""
    wavelength_nm: int | None = None
    pulse: str = ""
    spot_mm: float | None = None
    fluence_j_cm2: float | None = None
    rate_hz: float | None = None
    shots: int | None = None
    felt: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """One visit to the clinic. Only the date and the kind are required.

    Attributes:
        id: UUID.
        date: local date.
        at: the moment it began, with its offset and on `date`; None where no time was noted.
        kind: slug of its kind.
        device, clinic, practitioner: free text.
        areas: parts of the face or body.
        concerns: slugs of what it was for.
        steps, passes: in order.
        pain: 0–10 while it lasted.
        pain_after: 0–10 when the numbing had worn off.
        cost: amount in `currency` (three letters).
        advice: what the clinic said for next time.
        note: her own words.
    """

    id: str
    date: Day
    kind: str
    at: datetime | None = None
    device: str = ""
    clinic: str = ""
    practitioner: str = ""
    areas: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    passes: tuple[Pass, ...] = ()
    pain: int | None = None
    pain_after: int | None = None
    cost: "Decimal | None" = None
    currency: str = ""
    advice: str = ""
    note: str = ""

    @property
    def clock(self) -> time | None:
        """The local time of day it began, if noted."""
        return None if self.at is None else self.at.time()


@dataclass(frozen=True, slots=True)
class CardPicture:
    """A picture of the clinic's card or of another paper of a session; no photo of the skin.

    Attributes:
        id: UUID.
        session_id: the session it belongs to; empty while that is not saved.
        sha256: hash of the original's bytes, which names its file.
        suffix: file suffix with its dot, chosen by the content, such as `.jpg`.
        width, height: pixels upright, as the camera meant it.
        size: bytes of the original.
        name: the file's name when it was added.
    """

    id: str
    session_id: str
    sha256: str
    suffix: str
    width: int
    height: int
    size: int
    name: str = ""

    @property
    def file(self) -> str:
        """Path of the original, relative to the library folder."""
        return original_file(self.sha256, self.suffix)


class Numbered(NamedTuple):
    """A session with its number: 1 is the person's first, counted over all kinds."""

    number: int
    session: Session
    kind: Kind


class Place(NamedTuple):
    """Where a moment stands: so many whole local days after that session."""

    day: int
    session: Numbered


def in_order(sessions: Iterable[Session]) -> list[Session]:
    """Return the sessions from first to last; on one date those without a time come first."""
    return sorted(
        sessions, key=lambda one: (one.date, one.at is not None, one.clock or time.min, one.id)
    )


def numbered(sessions: Iterable[Session], kinds: Iterable[Kind]) -> list[Numbered]:
    """Number the sessions from 1 in the order of their dates."""
    by_slug = {kind.slug: kind for kind in kinds}
    return [
        Numbered(number, one, by_slug.get(one.kind) or Kind(one.kind, one.kind, None))
        for number, one in enumerate(in_order(sessions), start=1)
    ]


def by_number(sessions: Sequence[Numbered], number: int) -> Numbered:
    """Return the session of that number, else raise `NotFound`."""
    for one in sessions:
        if one.number == number:
            return one
    raise NotFound(f"There is no session {number}.")


def begun(session: Session, at: datetime) -> bool:
    """Whether the session had begun at that moment.

    A session without a time counts from its day's midnight on the person's own clock; one with a
    time leaves out the earlier entries of its day.
    """
    if session.at is None:
        return session.date <= at.date()
    return session.at <= at


def place_of_day(day: date, sessions: Sequence[Numbered]) -> Place | None:
    """Return where a whole local day stands; None before the first session."""
    earlier = [one for one in sessions if one.session.date <= day]
    return Place((day - earlier[-1].session.date).days, earlier[-1]) if earlier else None


def place_of_moment(at: datetime, sessions: Sequence[Numbered]) -> Place | None:
    """Return where a moment stands: earlier than a session's own time, it belongs to the last."""
    for latest in reversed(sessions):
        if begun(latest.session, at):
            return Place(max(0, (at.date() - latest.session.date).days), latest)
    return None


def elapsed_days(at: datetime, session: Session) -> float:
    """Return the days from the session to the moment, as a fraction; negative before it.

    With a session time this is true elapsed time, whatever the time zones; without one it is read
    off her own clock from the day's midnight, because the true beginning is not known.
    """
    if session.at is None:
        begin = datetime.combine(session.date, time.min)
        return (at.replace(tzinfo=None) - begin) / timedelta(days=1)
    return (at - session.at) / timedelta(days=1)


def checked_pain(value: int | None) -> int | None:
    """Return the pain if it lies on 0–10 or is not given, else raise `WrongInput`."""
    if value is not None and not 0 <= value <= 10:
        raise WrongInput(f"Pain is rated from 0 to 10; {value} is off its scale.")
    return value


def checked_money(cost: "Decimal | None", currency: str) -> "tuple[Decimal | None, str]":
    """Return cost and currency if they make sense together, else raise `WrongInput`."""
    code = currency.strip().upper()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise WrongInput(f"“{currency}” is not a currency; write its three letters, like EUR.")
    if cost is not None and not (cost.is_finite() and 0 <= cost < 10**9):
        raise WrongInput("A cost is a number from 0 upwards.")
    return cost, code
