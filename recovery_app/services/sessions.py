"""Recording sessions, and when the next one is due."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from recovery_app.domain import reviews as review_words
from recovery_app.domain.changes import Topic, saved
from recovery_app.domain.course import Course, checked_course, next_window
from recovery_app.domain.kinds import Kind
from recovery_app.domain.moments import checked_day, checked_moment
from recovery_app.domain.sessions import (
    Numbered,
    Session,
    checked_money,
    checked_pain,
    numbered,
)
from recovery_app.errors import NotFound, WrongInput
from recovery_app.services.library import Announce
from recovery_app.services.texts import checked_text
from recovery_app.storage import catalogue, sessions
from recovery_app.storage.database import Database
from recovery_app.storage.tables import new_id

MOST = 1_000_000_000
"""No clinic's card has a larger number; SQLite would not take some of them."""


class Sessions:
    """Sessions and courses of one library."""

    def __init__(self, database: Database, announce: Announce) -> None:
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

    def window_after(self, one: Numbered) -> tuple[date, date] | None:
        """Return the first and last day for the session after this one."""
        return next_window(one, self.courses().get(one.session.kind))

    def save(self, session: Session) -> Session:
        """Write a session and return it; an empty id makes a new one.

        Raises:
            WrongInput: for an unknown kind or concern, pain off 0–10, a future or impossible date.
        """
        wanted = _checked(replace(session, id=session.id or new_id()))
        with self._database.writing() as db:
            _known_kind(catalogue.kinds(db), wanted.kind)
            known = catalogue.concerns(db)
            for slug in wanted.concerns:
                review_words.find(known, slug)
            before = sessions.find(db, wanted.id)
            sessions.save(db, wanted)
        self._announce(saved(Topic.SESSION, *{one.date for one in (wanted, before) if one}))
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
