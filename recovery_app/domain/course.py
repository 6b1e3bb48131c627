"""The course: how many sessions are planned, how far apart, and when the next one is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from recovery_app.domain.sessions import Numbered
from recovery_app.errors import WrongInput


@dataclass(frozen=True, slots=True)
class Course:
    """The planned run of sessions of one kind.

    Attributes:
        kind: slug of the kind.
        planned: how many sessions, or None while that is open.
        interval: her own days to the next session, from and to; None takes the kind's.
    """

    kind: str
    planned: int | None = None
    interval: tuple[int, int] | None = None


def checked_course(course: Course) -> Course:
    """Return the course if its numbers make sense, else raise `WrongInput`."""
    if course.planned is not None and not 1 <= course.planned <= 200:
        raise WrongInput("A course has from 1 to 200 sessions.")
    if course.interval is not None:
        first, last = course.interval
        if not 1 <= first <= last <= 730:
            raise WrongInput(
                "The next session comes from 1 to 730 days later, the earlier day first."
            )
    return course


def next_window(one: Numbered, course: Course | None) -> tuple[date, date] | None:
    """Return the first and last day for the session after this one, counted from its date.

    Her own interval wins over the kind's usual one; where neither is known there is no window.
    """
    interval = course.interval if course and course.interval else one.kind.interval
    if interval is None:
        return None
    first, last = interval
    return one.session.date + timedelta(days=first), one.session.date + timedelta(days=last)


def done(sessions: Sequence[Numbered], course: Course) -> int:
    """Count the sessions of the course's kind so far."""
    return sum(1 for one in sessions if one.session.kind == course.kind)
