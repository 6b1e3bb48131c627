"""When the diary suggests asking the clinic: only from what she entered, never from a photo.

The rules follow what hospital leaflets ask patients to report (docs/sources.md). They say what was
entered and why it is mentioned and are no diagnosis; the words belong to the window.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from recovery_app.domain.entries import Entry
from recovery_app.domain.kinds import Kind
from recovery_app.domain.recovery import Point, series
from recovery_app.domain.sessions import Numbered, Place, place_of_moment

REPORTED = ("blister", "pus", "yellow-crust", "fever", "cold-sore")
"""Ticks that clinics want to hear of; a blister only where none is expected."""
SWELLING_FROM = 4
"""From this day on swelling at or above `SWELLING_LEAST` lasts longer than is described."""
SWELLING_LEAST = 2
RISING_FROM = 3
"""From this day on pain and redness are described as going down."""
RISING_STEPS = {"pain": 2, "redness": 1}
"""The clear rise above the lowest rating so far: 2 of 10 where felt, one step of 4 where seen."""
RISING_LEAST = 2
"""A rating below it counts as clear, and no wobble among clear ones is a rise."""
DARKER_FROM = 21
"""From this day on a patch darker than before is worth mentioning."""
DARKER_FROM_BY_KIND = {"pico-spot": 14}
"""Kinds for which that day is another one."""


class Reason(StrEnum):
    """Why the clinic is mentioned."""

    TICKED = "ticked"
    STILL_SWOLLEN = "still-swollen"
    RISING = "rising"
    STILL_DARKER = "still-darker"
    PALE_SPOTS = "pale-spots"

    @property
    def can_wait(self) -> bool:
        """Whether it is enough to mention it at the next visit."""
        return self in {Reason.STILL_DARKER, Reason.PALE_SPOTS}


class Asking(NamedTuple):
    """Something entered that clinics ask patients to report.

    Attributes:
        reason: which rule.
        symptom: slug of what was entered.
    """

    reason: Reason
    symptom: str


EVERY_ASKING: tuple[Asking, ...] = (
    *(Asking(Reason.TICKED, slug) for slug in REPORTED),
    Asking(Reason.STILL_SWOLLEN, "swelling"),
    *(Asking(Reason.RISING, slug) for slug in RISING_STEPS),
    Asking(Reason.STILL_DARKER, "darkening"),
    Asking(Reason.PALE_SPOTS, "pale-spots"),
)
"""All there are, in the order in which they are shown."""


def asks(day: date, sessions: Sequence[Numbered], entries: Sequence[Entry]) -> tuple[Asking, ...]:
    """Return what the entries of a local day give reason to ask the clinic about.

    Args:
        day: the local day looked at; what was entered for later days plays no part.
        sessions: all of them, numbered.
        entries: in any order; they hold at least those since the day's session.
    """
    found: set[Asking] = set()
    concerned: dict[int, Numbered] = {}
    for entry in entries:
        if entry.day == day:
            place = place_of_moment(entry.at, sessions)
            found.update(_of_entry(entry, place))
            if place:
                concerned[place.session.number] = place.session
    for one in concerned.values():
        found.update(_of_series(day, one, sessions, entries))
    return tuple(asking for asking in EVERY_ASKING if asking in found)


def _of_entry(entry: Entry, place: Place | None) -> Iterator[Asking]:
    """Say what one entry gives reason for by itself."""
    blisters_expected = place is not None and place.session.kind.blisters_expected
    for slug in entry.ticks.intersection(REPORTED):
        if slug != "blister" or not blisters_expected:
            yield Asking(Reason.TICKED, slug)
    if "pale-spots" in entry.ticks:
        yield Asking(Reason.PALE_SPOTS, "pale-spots")
    if place is None:
        return
    if place.day >= SWELLING_FROM and entry.ratings.get("swelling", 0) >= SWELLING_LEAST:
        yield Asking(Reason.STILL_SWOLLEN, "swelling")
    if "darkening" in entry.ticks and place.day >= _darker_from(place.session.kind):
        yield Asking(Reason.STILL_DARKER, "darkening")


def _of_series(
    day: date, one: Numbered, sessions: Sequence[Numbered], entries: Sequence[Entry]
) -> Iterator[Asking]:
    """Say which symptoms rise again after this session, as seen on that day."""
    for slug, step in RISING_STEPS.items():
        # After an ablative session redness shows only when the crusts leave, and peaks later.
        if slug == "redness" and not one.kind.simply_fades:
            continue
        if _rises(day, series(slug, one, sessions, entries), step):
            yield Asking(Reason.RISING, slug)


def _rises(day: date, points: Sequence[Point], step: int) -> bool:
    """Whether two ratings in a row, the second on that day, lie well above the lowest before."""
    for index in range(2, len(points)):
        first, second = points[index - 1 : index + 1]
        if second.at.date() == day and first.day >= RISING_FROM:
            lowest = min(point.value for point in points[: index - 1])
            if min(first.value, second.value) >= max(lowest + step, RISING_LEAST):
                return True
    return False


def _darker_from(kind: Kind) -> int:
    return DARKER_FROM_BY_KIND.get(kind.slug, DARKER_FROM)
