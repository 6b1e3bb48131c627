"""The sample person's days: when she writes, what she rates, and which photos she takes.

Chance comes from dice named after what they decide. A year that ends on the same date is therefore
always the same, and a change in one place moves nothing elsewhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from random import Random
from typing import get_args
from uuid import NAMESPACE_OID, uuid5

from recovery_app.domain.entries import Entry
from recovery_app.domain.symptoms import SEEDED, Sort, Symptom, slug_of
from recovery_app.imaging.portrait import Look, Pose
from recovery_app.services import sample_story as story
from recovery_app.services.sample_skin import AFTER, Skin, Treated

ZONE = timezone(timedelta(hours=8))
"""Where she lives; her year reads the same wherever it is made."""
OWN = Symptom(slug_of(story.OWN_SYMPTOM), story.OWN_SYMPTOM, Sort.FELT)
SYMPTOMS = {symptom.slug: symptom for symptom in (*SEEDED, OWN)}
RIGHT_AFTER = timedelta(minutes=85)
"""From the beginning of a session to the first look into the mirror."""
CLOSELY = 10
"""Until this day after a session she writes nearly every day, later now and then."""
ALWAYS = ("redness", "dryness")
"""What she rates on any day."""
WATCHED = {
    "redness": (0, CLOSELY),
    "dryness": (0, CLOSELY),
    "swelling": (0, 4),
    "flaking": (1, 10),
    "crusts": (1, 8),
    "pain": (0, 2),
    "itch": (1, 6),
    "warmth": (0, 1),
    OWN.slug: (1, 6),
}
"""From which to which day after a session she rates a symptom that its kind brings."""
UNSURE = {Sort.SEEN: 0.2, Sort.FELT: 0.5}
"""The spread with which the same skin is rated now so and now so."""
POSES: tuple[Pose, ...] = get_args(Pose)
PHOTO_DAYS = {0, 1, 2, 3, 5, 7, 14}
"""Days after a session on which she takes photos."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the year.

    Attributes:
        date: local date.
        number: which session applies, from 1; 0 before the first.
        day: whole days since that session, or since the diary began.
        treated: that session; None before the first.
        last: whether the diary ends here.
    """

    date: date
    number: int
    day: int
    treated: Treated | None
    last: bool

    @property
    def told(self) -> bool:
        """Whether the story says something of this day, so that it cannot have been forgotten."""
        key = (self.number, self.day)
        return key in story.NOTES or key in story.TICKS or key in story.CAPTIONS

    @property
    def missed(self) -> bool:
        """Whether the story leaves this day out."""
        return any(
            self.number == number and first <= self.day <= last
            for number, first, last in story.MISSED
        )

    @property
    def main_look(self) -> datetime:
        """When she looks closely: right after a session, in the evening, on the last day earlier."""
        if self.treated and self.day == 0:
            return self.treated.at + RIGHT_AFTER
        return self.clock("07:20", 40) if self.last else self.clock("20:30", 100)

    def clock(self, earliest: str, minutes: int) -> datetime:
        """Return a moment of this day within so many minutes from the earliest."""
        begin = datetime.combine(self.date, time.fromisoformat(earliest), ZONE)
        return begin + timedelta(minutes=self.dice(earliest).randrange(minutes))

    def dice(self, what: str) -> Random:
        """Return dice for one decision of this day."""
        return Random(f"{what} {self.number} {self.day}")  # noqa: S311 - a story is no secret


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo to be drawn: when it is taken, how she looks then, and her words below it."""

    at: datetime
    look: Look
    caption: str = ""


def days(until: date, treated: Sequence[Treated]) -> Iterator[Day]:
    """Go through the year that ends on a date."""
    for back in range(story.YEAR, -1, -1):
        day = until - timedelta(days=back)
        before = [one for one in treated if one.at.date() <= day]
        begin = before[-1].at.date() if before else until - timedelta(days=story.YEAR)
        yield Day(day, len(before), (day - begin).days, before[-1] if before else None, back == 0)


def entries(day: Day, skin: Skin) -> Iterator[Entry]:
    """Give what she wrote on a day, if she did."""
    if day.treated and day.day == 0:
        yield from _of_the_visit(day, day.treated, skin)
        return
    if day.missed or not (day.told or day.dice("writes").random() < _diligence(day)):
        return
    if day.treated and day.day == 1:
        yield _entry(day, day.clock("07:20", 40), skin, _watched(day))
    key = (day.number, day.day)
    yield _entry(
        day, day.main_look, skin, _watched(day), story.TICKS.get(key, ()), story.NOTES.get(key, "")
    )


def shots(day: Day, skin: Skin, *, reviewed: bool) -> Iterator[Shot]:
    """Give the photos that she took on a day, if she did."""
    caption = story.CAPTIONS.get((day.number, day.day), "")
    due = reviewed or bool(day.treated and day.day in PHOTO_DAYS)
    if day.missed or not due or (day.dice("photos").random() < 0.15 and not (day.told or day.last)):
        return
    hurried = day.day > 0 and not caption and day.dice("hurry").random() < 0.45
    for place, pose in enumerate(POSES[:1] if hurried else POSES):
        at = day.main_look - timedelta(minutes=6 - place)
        look = skin.look(pose, at, light=day.dice("light"), hand=day.dice(pose))
        yield Shot(at, look, "" if place else caption)


def identity(what: str, when: date) -> str:
    """Return the UUID of a thing of the sample: the same for the same moment (or date)."""
    return str(uuid5(NAMESPACE_OID, f"recovery sample {what} {when.isoformat()}"))


def _of_the_visit(day: Day, treated: Treated, skin: Skin) -> Iterator[Entry]:
    notes = story.ON_THE_DAY[day.number]
    ticks = story.TICKS.get((day.number, 0), ())
    yield _entry(day, treated.at - timedelta(minutes=25), skin, ALWAYS, (), notes[0])
    yield _entry(day, day.main_look, skin, _watched(day), ticks, notes[1])
    yield _entry(day, day.clock("20:30", 100), skin, _watched(day), ticks, notes[2])


def _diligence(day: Day) -> float:
    """Return how likely it is that she writes."""
    if day.treated is None:
        return 0.12
    return 0.8 if day.day <= CLOSELY else 0.24


def _watched(day: Day) -> Sequence[str]:
    if day.treated is None or day.day > CLOSELY:
        return ALWAYS
    known = AFTER[day.treated.kind]
    return [
        slug
        for slug, (first, last) in WATCHED.items()
        if slug in known and first <= day.day <= last
    ]


def _entry(
    day: Day,
    at: datetime,
    skin: Skin,
    slugs: Sequence[str],
    ticks: Sequence[str] = (),
    note: str = "",
) -> Entry:
    """Return an entry; on some days she leaves symptoms out."""
    ratings: dict[str, int] = {}
    for slug in slugs:
        dice = day.dice(f"{slug} at {at.hour}")
        if slug not in ALWAYS and not day.told and dice.random() < 0.15:
            continue
        symptom = SYMPTOMS[slug]
        level = skin.level(slug, at) + dice.gauss(0, UNSURE[symptom.sort])
        ratings[slug] = min(symptom.top, max(0, round(level)))
    return Entry(identity("entry", at), at, ratings, frozenset(ticks), note)
