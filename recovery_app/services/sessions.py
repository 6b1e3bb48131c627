"""Recording sessions, and when the next one is due."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from recovery_app.domain import reviews as review_words
from recovery_app.domain.changes import Topic, saved
from recovery_app.domain.course import Course, checked_course
from recovery_app.domain.kinds import Kind
from recovery_app.domain.moments import checked_day, checked_moment
from recovery_app.domain.sessions import (
    CardPicture,
    Numbered,
    Session,
    checked_money,
    checked_pain,
    numbered,
)
from recovery_app.errors import NotFound, WrongInput
from recovery_app.services.library import Announce
from recovery_app.services.texts import checked_text
from recovery_app.storage import cards, catalogue, sessions
from recovery_app.storage.database import Database
from recovery_app.storage.places import Places
from recovery_app.storage.rows import new_id

MOST = 1_000_000_000
"""No clinic's card has a larger number; SQLite would not take some of them."""


@dataclass(frozen=True, slots=True)
class PreparedCard:
    """A picture of the clinic's card that was read and found good, not yet in the library.

    Attributes:
        picture: what it will be; its session is not known yet.
        data: its bytes.
        small: a small upright JPEG of it.
    """

    picture: CardPicture
    data: bytes
    small: bytes


@dataclass(frozen=True, slots=True)
class CardChange:
    """What becomes of a session's pictures of the clinic's card when it is saved.

    Attributes:
        added: new ones, in order; bytes that the session shows already are not kept twice.
        removed: ids of those that go into the trash.
        restored: ids of those that come out of it.
    """

    added: tuple[PreparedCard, ...] = ()
    removed: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()

    @property
    def back(self) -> "CardChange":
        """What takes this back."""
        added = tuple(one.picture.id for one in self.added)
        return CardChange(removed=(*added, *self.restored), restored=self.removed)


NO_CHANGE = CardChange()


class Sessions:
    """Sessions and courses of one library, with the pictures of the clinic's cards."""

    def __init__(self, places: Places, database: Database, announce: Announce) -> None:
        self._places = places
        self._database = database
        self._announce = announce

    def every(self) -> list[Numbered]:
        """Return all sessions with their numbers, from first to last."""
        with self._database.reading() as db:
            return numbered(sessions.every(db), catalogue.kinds(db))

    def courses(self) -> dict[str, Course]:
        """Return the courses by the slug of their kind."""
        with self._database.reading() as db:
            return {course.kind: course for course in catalogue.courses(db)}

    def save(self, session: Session, change: CardChange = NO_CHANGE) -> Session:
        """Write a session with its pictures, all or nothing, and return it.

        Args:
            session: an empty id makes a new one.
            change: what becomes of its pictures; the others stay.

        Raises:
            WrongInput: for an unknown kind or concern, pain off 0–10, a future or impossible date.
            LibraryUnavailable: if it cannot be written; nothing is left behind but perhaps a whole
                file that the next check names.
        """
        wanted = _checked(replace(session, id=session.id or new_id()))
        with self._database.writing() as db:
            _known_kind(catalogue.kinds(db), wanted.kind)
            known = catalogue.concerns_ever(db)
            for slug in wanted.concerns:
                review_words.find(known, slug)
            before = sessions.find(db, wanted.id)
            sessions.save(db, wanted)
            new = [(replace(one.picture, session_id=wanted.id), one.data) for one in change.added]
            gone = cards.change(db, self._places, new, change.removed, change.restored)
        self._announce(saved(Topic.SESSION, *{one.date for one in (wanted, before) if one}))
        if gone:
            # Under the write lock, so that no other process adds the same bytes just now.
            with self._database.writing() as db:
                cards.put_files_away(db, self._places, gone)
        return wanted

    def remove(self, session_id: str) -> Session:
        """Put a session into the trash and return it as it was."""
        with self._database.writing() as db:
            found = sessions.find(db, session_id)
            if found is None:
                raise NotFound("This session is not there any more.")
            sessions.remove(db, session_id)
        self._announce(saved(Topic.SESSION, found.date))
        return found

    def restore(self, session_id: str) -> None:
        """Take a session out of the trash."""
        with self._database.writing() as db:
            sessions.remove(db, session_id, away=False)
        self._announce(saved(Topic.SESSION))

    def plan(self, course: Course) -> None:
        """Write how many sessions of a kind are planned and how far apart."""
        checked_course(course)
        with self._database.writing() as db:
            _known_kind(catalogue.kinds(db), course.kind)
            catalogue.save_course(db, course)
        self._announce(saved(Topic.SESSION))


def _known_kind(kinds: list[Kind], slug: str) -> None:
    if slug not in {kind.slug for kind in kinds}:
        words = ", ".join(kind.slug for kind in kinds)
        raise WrongInput(f"There is no kind of session “{slug}”. Known are: {words}.")


def _checked(session: Session) -> Session:
    checked_day(session.date)
    if session.at is not None:
        session = replace(session, at=checked_moment(session.at))
        if session.at and session.at.date() != session.date:
            raise WrongInput("The time of a session lies on its own date.")
    checked_pain(session.pain)
    checked_pain(session.pain_after)
    for text in _texts(session):
        checked_text(text)
    for number in _numbers(session):
        if number is not None and not 0 <= number < MOST:
            raise WrongInput("The numbers of a step or a pass run from 0 upwards.")
    cost, currency = checked_money(session.cost, session.currency)
    concerns = tuple(sorted(set(session.concerns)))
    return replace(session, cost=cost, currency=currency, concerns=concerns)


def _texts(session: Session) -> Iterator[str]:
    yield from (session.device, session.clinic, session.practitioner, session.advice, session.note)
    yield from session.areas
    yield from (step.what for step in session.steps)
    for one in session.passes:
        yield from (one.mode, one.pulse, one.felt)


def _numbers(session: Session) -> Iterator[float | None]:
    yield from (step.minutes for step in session.steps)
    for one in session.passes:
        yield from (one.wavelength_nm, one.spot_mm, one.fluence_j_cm2, one.rate_hz, one.shots)
