"""Short ways to write down what a chart draws, from days and ratings."""

from collections.abc import Mapping, Sequence

from recovery_app.domain import recovery as curves
from recovery_app.domain import statistics
from recovery_app.domain.entries import Entry
from recovery_app.domain.reviews import CONCERNS, Review, find
from recovery_app.domain.statistics import HalfLife
from recovery_app.domain.symptoms import Symptom
from recovery_app.services.trends import ImprovementChart, RecoveryChart, SessionCurve
from tests.domain.diary import REDNESS, entry, moment, visit, visits

APART = 40
"""Days from one session to the next."""


def chart(
    *sessions: Mapping[int, int],
    symptom: Symptom = REDNESS,
    kind: str = "pico-toning",
    notes: Mapping[str, str] | None = None,
    half_life: HalfLife | None = None,
) -> RecoveryChart:
    """Return the chart of sessions without a time, each with a rating at 21:00 of its days."""
    numbered = visits(*(visit(APART * place, kind=kind) for place in range(len(sessions))))
    diary = [
        entry(moment(APART * place + day), {symptom.slug: value})
        for place, ratings in enumerate(sessions)
        for day, value in ratings.items()
    ]
    return chart_of(symptom, numbered, diary, notes, half_life)


def chart_of(
    symptom: Symptom,
    numbered: Sequence[curves.Numbered],
    diary: Sequence[Entry],
    notes: Mapping[str, str] | None = None,
    half_life: HalfLife | None = None,
) -> RecoveryChart:
    """Return the chart of the last of these sessions."""
    found = curves.recoveries(symptom, numbered, diary)
    return RecoveryChart(
        symptom,
        tuple(SessionCurve(one, half_life) for one in found),
        curves.band(found[:-1]),
        numbered[-1].kind.usual.get(symptom.slug),
        curves.expected_clear(found[:-1]),
        dict(notes or {}),
        hoped=curves.still_expected(curves.expected_clear(found[:-1]), found[-1], 0),
    )


def months(reviews: Sequence[Review], *session_days: int) -> ImprovementChart:
    """Return the improvement chart of reviews and of sessions on these days."""
    numbered = visits(*(visit(day) for day in session_days))
    slugs = dict.fromkeys(slug for review in reviews for slug in review.values)
    return ImprovementChart(
        tuple(
            (find(CONCERNS, slug), statistics.improvement(slug, reviews, numbered))
            for slug in slugs
        ),
        tuple(numbered),
        tuple(reviews),
    )
