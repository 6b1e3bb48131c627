"""All that the Sessions page shows, read in one go off the GUI thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from recovery_app.domain.course import Course, done, next_window
from recovery_app.domain.kinds import Device, Kind
from recovery_app.domain.recovery import Recovery
from recovery_app.domain.reviews import Concern
from recovery_app.domain.sessions import CardPicture, Numbered
from recovery_app.domain.symptoms import Symptom
from recovery_app.services.library import Library

CLEAR_OF = "redness"
"""The symptom by which a session counts as clear in the list."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The course of one kind as its card shows it.

    Attributes:
        latest: the last session of the kind.
        done: how many there were.
        course: what she planned; an empty one where she planned nothing.
        window: first and last day for the next session, or None where no interval is known.
    """

    latest: Numbered
    done: int
    course: Course
    window: tuple[date, date] | None

    @property
    def interval(self) -> tuple[int, int] | None:
        """The days between sessions: her own, else the kind's usual ones."""
        return self.course.interval or self.latest.kind.interval

    @property
    def complete(self) -> bool:
        """Whether as many sessions were done as she planned."""
        return self.course.planned is not None and self.done >= self.course.planned


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page knows.

    Attributes:
        sessions: from first to last.
        cards: pictures of the clinic's card, by the id of the session.
        recoveries: how redness went, by the id of the session; None while that is being read.
        courses: by the slug of their kind.
        kinds, devices, concerns, symptoms: what can be chosen.
        former_concerns: what earlier sessions may have been for, and is not offered any more.
        currency: proposed for a new session, or empty.
    """

    sessions: tuple[Numbered, ...] = ()
    cards: Mapping[str, tuple[CardPicture, ...]] = field(
        default_factory=dict[str, tuple[CardPicture, ...]]
    )
    recoveries: Mapping[str, Recovery] | None = None
    courses: Mapping[str, Course] = field(default_factory=dict[str, Course])
    kinds: tuple[Kind, ...] = ()
    devices: tuple[Device, ...] = ()
    concerns: tuple[Concern, ...] = ()
    former_concerns: tuple[Concern, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    currency: str = ""

    def recovery_of(self, session_id: str) -> Recovery | None:
        """Return how redness went after a session, as far as that is known."""
        return (self.recoveries or {}).get(session_id)

    def find(self, session_id: str) -> Numbered | None:
        """Return the session of that id; None where it is not there (any more)."""
        return next((one for one in self.sessions if one.session.id == session_id), None)

    def before(self, session_id: str) -> Numbered | None:
        """Return the session before that one; for a new one the latest."""
        one = self.find(session_id)
        earlier = [other for other in self.sessions if one is None or other.number < one.number]
        return earlier[-1] if earlier else None

    def plans(self) -> list[Plan]:
        """Return the course of every kind that has been done, the latest kind first."""
        found: list[Plan] = []
        for one in reversed(self.sessions):
            slug = one.session.kind
            if any(plan.latest.session.kind == slug for plan in found):
                continue
            course = self.courses.get(slug, Course(slug))
            found.append(Plan(one, done(self.sessions, course), course, next_window(one, course)))
        return found


def read(library: Library) -> Overview:
    """Read the page's data but for the recoveries; runs on a lane."""
    sessions = tuple(library.sessions.every())
    spoken = [one.session.currency for one in sessions if one.session.currency]
    catalogue = library.catalogue
    return Overview(
        sessions=sessions,
        cards=library.cards.every(),
        courses=library.sessions.courses(),
        kinds=tuple(catalogue.kinds()),
        devices=tuple(catalogue.devices()),
        concerns=tuple(catalogue.concerns()),
        former_concerns=tuple(catalogue.concerns(removed=True)),
        symptoms=tuple(catalogue.symptoms()),
        currency=library.settings.currency or (spoken[-1] if spoken else ""),
    )


def read_recoveries(library: Library) -> dict[str, Recovery]:
    """Read how redness went after each session; slow the first time, since it loads statistics."""
    curves = library.trends.all_recoveries(CLEAR_OF)
    return {one.recovery.numbered.session.id: one.recovery for one in curves}
