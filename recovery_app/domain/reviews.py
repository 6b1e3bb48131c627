"""Reviews: the slower look, monthly or so, at what the sessions are for. Lower is better."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from enum import StrEnum

from recovery_app.errors import WrongInput


class ChangeWord(StrEnum):
    """How the skin looks compared with before the first session."""

    MUCH_BETTER = "much-better"
    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    MUCH_WORSE = "much-worse"


@dataclass(frozen=True, slots=True)
class Concern:
    """What the sessions are for, named as the complaint: 0 is none of it, 100 the worst imaginable.

    Attributes:
        slug: the command line's word.
        name: the window's words.
        position: order in the review.
        pinned: shown in every review without asking.
        own: added by her.
    """

    slug: str
    name: str
    position: int = 0
    pinned: bool = False
    own: bool = False


CONCERNS: tuple[Concern, ...] = tuple(
    Concern(slug, name, position, pinned=position < 5)
    for position, (slug, name) in enumerate(
        (
            ("pigmentation", "Pigmentation"),
            ("pores", "Large pores"),
            ("uneven-tone", "Uneven tone"),
            ("roughness", "Roughness"),
            ("dryness", "Dryness"),
            ("wrinkles", "Wrinkles"),
            ("acne-scars", "Acne scars"),
            ("tattoo", "Tattoo"),
        )
    )
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence somebody said about the skin, such as the therapist."""

    text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """One look at the whole skin; at most one for a date.

    Attributes:
        id: UUID.
        date: local date.
        values: concern slug to 0–100; an absent one was not rated.
        change: the change word, if chosen.
        remarks: what was said and by whom.
    """

    id: str
    date: Day
    values: Mapping[str, int] = field(default_factory=dict[str, int])
    change: ChangeWord | None = None
    remarks: tuple[Remark, ...] = ()


def find(concerns: Iterable[Concern], slug: str) -> Concern:
    """Return the concern of that slug, else raise `WrongInput` naming the known ones."""
    known = list(concerns)
    for concern in known:
        if concern.slug == slug:
            return concern
    words = ", ".join(concern.slug for concern in known)
    raise WrongInput(f"There is no concern “{slug}”. Known are: {words}.")


def checked_value(concern: Concern, value: int) -> int:
    """Return the value if it lies on 0–100, else raise `WrongInput`."""
    if not 0 <= value <= 100:
        raise WrongInput(f"{concern.name} is rated from 0 to 100; {value} is off its scale.")
    return value


def change_word(text: str) -> ChangeWord:
    """Read a change word, else raise `WrongInput` naming the known ones."""
    try:
        return ChangeWord(text)
    except ValueError:
        words = ", ".join(ChangeWord)
        raise WrongInput(f"“{text}” is no change word. Known are: {words}.") from None
