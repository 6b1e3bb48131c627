"""The sample person's year as values: her story, put on the calendar so that it ends on any date."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from recovery_app.domain.entries import Entry
from recovery_app.domain.improvement import NEAR_DAYS
from recovery_app.domain.reviews import Review
from recovery_app.domain.sessions import Session, Step
from recovery_app.services import sample_story as story
from recovery_app.services.sample_days import ZONE, Shot, days, entries, identity, shots
from recovery_app.services.sample_skin import Skin, Treated


@dataclass(frozen=True, slots=True)
class Year:
    """All that there is of her, in order of time."""

    sessions: tuple[Session, ...]
    entries: tuple[Entry, ...]
    reviews: tuple[Review, ...]
    shots: tuple[Shot, ...]

    def so_far(self, now: datetime) -> "Year":
        """Return the year without what has not happened yet.

        Her clock is ahead of most others: on its last day the year may run into the future.
        """
        return replace(
            self,
            entries=tuple(entry for entry in self.entries if entry.at <= now),
            shots=tuple(shot for shot in self.shots if shot.at <= now),
        )


def year(until: date) -> Year:
    """Return the year that ends on that date, the third day after its last session."""
    begins = [
        datetime.combine(until - timedelta(one.back), one.begins, ZONE) for one in story.VISITS
    ]
    reviews = tuple(_review(until - timedelta(one.back), one) for one in story.REVIEWS)
    skin = _skin(begins, reviews)
    calendar = list(days(until, skin.treated))
    reviewed = {review.date for review in reviews}
    return Year(
        sessions=tuple(map(_session, begins, story.VISITS)),
        entries=tuple(entry for day in calendar for entry in entries(day, skin)),
        reviews=reviews,
        shots=tuple(
            shot for day in calendar for shot in shots(day, skin, reviewed=day.date in reviewed)
        ),
    )


def _session(at: datetime, visit: story.Visit) -> Session:
    def step(what: str, after: int, minutes: int | None = None) -> Step:
        return Step(what, (at + timedelta(minutes=after)).time(), minutes)

    return Session(
        id=identity("session", at),
        date=at.date(),
        kind=visit.kind,
        at=at,
        device="PicoPlus",
        clinic="The clinic",
        practitioner="The doctor",
        areas=("forehead", "cheeks", "nose", "chin"),
        concerns=("pigmentation", "pores", "uneven-tone"),
        steps=(
            step("cleanse", 0, 5),
            step("numbing cream", 5, 30),
            step("laser", 40, 15),
            step("cooling mask", 58, 15),
            step("recovery cream and sunscreen", 75),
        ),
        passes=visit.passes,
        pain=visit.pain,
        pain_after=visit.pain_after,
        cost=visit.cost,
        currency=story.CURRENCY,
        advice=visit.advice,
        note=visit.note,
    )


def _review(day: date, looked: story.Looked) -> Review:
    values = dict(zip(story.CONCERNS, looked.values, strict=True))
    return Review(identity("review", day), day, values, looked.change, looked.remarks)


def _skin(begins: Sequence[datetime], reviews: Sequence[Review]) -> Skin:
    """Return the skin of the year; a review near a session saw crusts and says little of months."""
    calm = [
        review
        for review in reviews
        if all(not 0 <= (review.date - at.date()).days <= NEAR_DAYS for at in begins)
    ]
    return Skin(
        treated=tuple(
            Treated(at, visit.kind, visit.strength)
            for at, visit in zip(begins, story.VISITS, strict=True)
        ),
        months={
            slug: tuple((review.date, review.values[slug]) for review in calm)
            for slug in story.CONCERNS
        },
    )
