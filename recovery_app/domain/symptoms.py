"""Symptoms, their scales and their words. On every scale lower is better; not rated is not 0."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from recovery_app.errors import WrongInput


class Sort(StrEnum):
    """How a symptom is answered."""

    SEEN = "seen"
    FELT = "felt"
    TICK = "tick"


SEEN_STEPS = ("none", "slight", "moderate", "strong", "severe")
"""The words of the scale for what one sees, 0 to 4 (own wording, no clinical scale's)."""

TOP = {Sort.SEEN: 4, Sort.FELT: 10}
"""The highest rating of each rated sort; the lowest is 0."""


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing that an entry can rate or tick.

    Attributes:
        slug: the word of the command line and the files, such as `pinpoint-bleeding`.
        name: the words in the window.
        sort: seen (0–4), felt (0–10) or a tick.
        position: her own order, lowest first.
        pinned: always shown on Today, whatever the day.
        own: added by her; seeded ones are False.
    """

    slug: str
    name: str
    sort: Sort
    position: int = 0
    pinned: bool = False
    own: bool = False

    @property
    def top(self) -> int:
        """The highest rating; 1 for a tick."""
        return TOP.get(self.sort, 1)

    @property
    def clear_at(self) -> int:
        """The rating at or below which the symptom counts as clear: 1 on either scale."""
        return 1


def _seeds(sort: Sort, *slugs: str) -> list[tuple[str, str, Sort]]:
    return [(slug, slug.replace("-", " ").capitalize(), sort) for slug in slugs]


SEEDED: tuple[Symptom, ...] = tuple(
    Symptom(slug, name, sort, position)
    for position, (slug, name, sort) in enumerate(
        _seeds(Sort.SEEN, "redness", "swelling", "dryness", "flaking", "crusts")
        + _seeds(Sort.FELT, "pain", "itch", "warmth")
        + _seeds(
            Sort.TICK,
            "pinpoint-bleeding",
            "darkening",
            "pale-spots",
            "bruise",
            "acne",
            "blister",
            "pus",
            "yellow-crust",
            "fever",
            "cold-sore",
        )
    )
)


def slug_of(name: str) -> str:
    """Make the command line's word of a name: “Tight feeling” becomes `tight-feeling`.

    Raises:
        WrongInput: if no letter or digit is left.
    """
    slug = re.sub(r"[^\w]+", "-", name.strip().casefold()).strip("-_")
    if not slug:
        raise WrongInput("A name needs at least one letter.")
    return slug


def find(symptoms: Iterable[Symptom], slug: str) -> Symptom:
    """Return the symptom of that slug, else raise `WrongInput` naming the known ones."""
    known = list(symptoms)
    for symptom in known:
        if symptom.slug == slug:
            return symptom
    words = ", ".join(symptom.slug for symptom in known)
    raise WrongInput(f"There is no symptom “{slug}”. Known are: {words}.")


def checked_rating(symptom: Symptom, value: int) -> int:
    """Return the rating if it lies on the symptom's scale, else raise `WrongInput`."""
    checked_rated(symptom)
    if not 0 <= value <= symptom.top:
        raise WrongInput(
            f"{symptom.name} is rated from 0 to {symptom.top}; {value} is off its scale."
        )
    return value


def checked_rated(symptom: Symptom) -> Symptom:
    """Return the symptom if it is rated, else raise `WrongInput`."""
    if symptom.sort is Sort.TICK:
        raise WrongInput(f"{symptom.name} is ticked, not rated.")
    return symptom


def words_of(symptom: Symptom, value: float) -> str:
    """Say a rating in words: “moderate” on the seen scale, “3 of 10” on the felt one."""
    if symptom.sort is Sort.SEEN and value == int(value):
        return SEEN_STEPS[int(value)]
    return f"{value:g} of {symptom.top}"
