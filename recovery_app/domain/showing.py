"""Which symptoms Today shows by itself: those that fit the kind and the day, and her own choice."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from recovery_app.domain.kinds import Kind
from recovery_app.domain.symptoms import Symptom

ALWAYS = "redness"
"""The one symptom that every day asks for."""
BEFORE_ANY_SESSION = frozenset({"dryness"})
"""What is worth knowing of the skin before the first session."""
FIRST_WEEK = frozenset(
    {
        *("swelling", "dryness", "flaking", "crusts"),
        *("pain", "itch"),
        *("acne", "darkening", "blister"),
    }
)
"""What is asked on days 0–7 wherever the kind says nothing of a symptom's usual days."""
FIRST_WEEK_ENDS = 7
EARLIER = 1
LATER = 3
"""A usual window is widened by so many days, because skin does not read leaflets."""


def shown(
    catalogue: Iterable[Symptom], kind: Kind | None, day: int | None, rated: AbstractSet[str]
) -> list[Symptom]:
    """Return the symptoms to show, in her order.

    Args:
        catalogue: all symptoms, the own ones too.
        kind: the kind of the session that applies, or None before the first.
        day: whole days since that session, or None before the first.
        rated: slugs that an entry of that day already rates or ticks.
    """
    return sorted(
        (
            one
            for one in catalogue
            if one.pinned or one.slug in rated or one.slug == ALWAYS or _fits(one.slug, kind, day)
        ),
        key=lambda one: one.position,
    )


def _fits(slug: str, kind: Kind | None, day: int | None) -> bool:
    if kind is None or day is None:
        return slug in BEFORE_ANY_SESSION
    usual = kind.usual.get(slug)
    if usual is None:
        return day <= FIRST_WEEK_ENDS and slug in FIRST_WEEK
    return usual.first - EARLIER <= day <= usual.last + LATER
