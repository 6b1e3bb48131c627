"""The sample person's skin: what a session does to it, how that fades, and what stays for months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import exp
from random import Random

from recovery_app.imaging.portrait import Look, Pose


@dataclass(frozen=True, slots=True)
class Fade:
    """Strongest at once, then halving: peak · 2^(−days / half-life)."""

    peak: float
    half_life: float

    def after(self, days: float) -> float:
        """Return the level so many days after the session."""
        return self.peak * 0.5 ** (days / self.half_life)


@dataclass(frozen=True, slots=True)
class Bloom:
    """Comes after some days and goes again: peak · exp(−((days − day) / width)²)."""

    peak: float
    day: float
    width: float

    def after(self, days: float) -> float:
        """Return the level so many days after the session."""
        return self.peak * exp(-(((days - self.day) / self.width) ** 2))


AFTER: Mapping[str, Mapping[str, Fade | Bloom]] = {
    "pico-toning": {
        "redness": Fade(3.4, 2.3),
        "swelling": Fade(1.9, 0.9),
        "dryness": Bloom(2.2, 2.5, 3.0),
        "flaking": Bloom(1.7, 4.0, 1.9),
        "pain": Fade(4.5, 0.35),
        "itch": Bloom(3.2, 3.0, 2.0),
        "warmth": Fade(6.5, 0.4),
        "tight-feeling": Bloom(4.0, 2.0, 2.4),
    },
    "pico-fractional": {
        "redness": Fade(4.1, 2.8),
        "swelling": Fade(2.8, 1.1),
        "dryness": Bloom(2.8, 3.0, 3.2),
        "flaking": Bloom(2.7, 5.0, 1.8),
        "crusts": Bloom(2.9, 3.2, 2.1),
        "pain": Fade(6.0, 0.4),
        "itch": Bloom(4.5, 4.0, 2.2),
        "warmth": Fade(7.5, 0.5),
        "tight-feeling": Bloom(5.0, 2.5, 2.8),
    },
}
"""Levels on the scale of each symptom, by kind of session; the days agree with the kinds' usual ones."""

OWN_REDNESS = 0.2
"""How red she is without any session, of 4."""
DRYNESS_PER_POINT = 0.02
"""How much of the review's dryness is seen on an ordinary day, of 4."""


@dataclass(frozen=True, slots=True)
class Treated:
    """A session, as far as the skin notices.

    Attributes:
        at: when it began.
        kind: slug of a kind in `AFTER`.
        strength: how hard the skin took it; 1 is ordinary.
    """

    at: datetime
    kind: str
    strength: float


@dataclass(frozen=True, slots=True)
class Skin:
    """How the skin is at any moment of the year.

    Attributes:
        treated: the sessions in order.
        months: the values of each concern by date, in order; straight lines lie between them.
    """

    treated: Sequence[Treated]
    months: Mapping[str, Sequence[tuple[date, int]]]

    def level(self, symptom: str, at: datetime) -> float:
        """Return the level of a symptom on its own scale."""
        level = 0.0
        if symptom == "redness":
            level = OWN_REDNESS
        elif symptom == "dryness":
            level = DRYNESS_PER_POINT * self.concern("dryness", at.date())
        for one in self.treated:
            if one.at < at and (curve := AFTER[one.kind].get(symptom)):
                level += one.strength * curve.after((at - one.at) / timedelta(days=1))
        return level

    def concern(self, concern: str, day: date) -> float:
        """Return the value of a concern from 0 to 100, held flat beyond the first and last review."""
        known = self.months[concern]
        if day <= known[0][0]:
            return known[0][1]
        for (first, before), (last, after) in pairwise(known):
            if day <= last:
                return before + (after - before) * ((day - first) / (last - first))
        return known[-1][1]

    def look(self, pose: Pose, at: datetime, *, light: Random, hand: Random) -> Look:
        """Return how she looks to a camera.

        Args:
            pose: how she stands.
            at: when; the ratings of that moment come from the same levels.
            light: dice for the light of the day, which all photos of one moment share.
            hand: dice for the hand, which never holds the camera twice the same way.
        """

        def seen(symptom: str) -> float:
            return min(1.0, self.level(symptom, at) / 4)

        def months(concern: str) -> float:
            return self.concern(concern, at.date()) / 100

        return Look(
            pose,
            redness=seen("redness"),
            swelling=seen("swelling"),
            crusts=seen("crusts"),
            flaking=seen("flaking"),
            spots=months("pigmentation"),
            unevenness=months("uneven-tone"),
            pores=months("pores"),
            tilt=_within(2.5, hand),
            shift=(_within(0.025, hand), _within(0.02, hand)),
            scale=1 + _within(0.035, hand),
            gains=(1 + _within(0.03, light), 1.0, 1 + _within(0.03, light)),
            exposure=_within(0.12, light),
            light=-0.4 + _within(0.25, light),
            # The same crusts from day to day, fewer and fewer of them.
            seed=sum(one.at < at for one in self.treated),
        )


def _within(most: float, dice: Random) -> float:
    return dice.triangular(-most, most)
