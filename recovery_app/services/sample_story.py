"""What the sample person did and wrote in her year: the plot, without any arithmetic.

She is nobody. Days are counted from the day of a session, or back from the last day of the year,
so that the same story can end on any date; therefore no word names a weekday or a season.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from recovery_app.domain.course import Course
from recovery_app.domain.reviews import ChangeWord, Remark
from recovery_app.domain.sessions import Pass

YEAR = 364
"""Days from the first look to the last day."""

TONING, FRACTIONAL = "pico-toning", "pico-fractional"

COURSES = (Course(TONING, 6, (35, 63)), Course(FRACTIONAL, 3, (63, 126)))
"""What the clinic has planned with her."""

CURRENCY = "SGD"
"""What her clinic is paid in."""

OWN_SYMPTOM = "Tight feeling"
"""What she added to the symptoms, felt from 0 to 10."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One session.

    Attributes:
        back: days from it to the last day.
        begins: local clock time.
        kind: slug.
        strength: how hard the skin took it; 1 is ordinary for the kind.
        passes: in order.
        pain, pain_after: 0–10.
        cost: in `CURRENCY`.
        note, advice: her words, and the clinic's.
    """

    back: int
    begins: time
    kind: str
    strength: float
    passes: tuple[Pass, ...]
    pain: int
    pain_after: int
    cost: Decimal
    note: str = ""
    advice: str = ""


def _toning(fluence: float, shots: int, felt: str = "") -> Pass:
    return Pass("Pico Toning", 1064, "450 ps", 8, fluence, 10, shots, felt)


def _dots(fluence: float, shots: int, felt: str = "") -> Pass:
    return Pass("Dual Focused Dot", 1064, "450 ps", 7, fluence, 5, shots, felt)


VISITS = (
    Visit(
        276,
        time(14, 30),
        TONING,
        1.12,
        (
            _toning(0.6, 1500, "warm, like fine rain"),
            Pass("RuVY Touch+", 660, "450 ps", 2, 0.4, 2, 60, "sharp snaps, one for each spot"),
            Pass("Gold Toning+", 595, "450 ps", 5, 0.3, 5, 300, "hot, and it smelled singed"),
        ),
        5,
        3,
        Decimal(450),
        "Three wavelengths and each felt different. The cooling mask at the end was bliss.",
        "Two recovery creams and sunscreen, no make-up for a week.",
    ),
    Visit(
        239,
        time(11, 0),
        TONING,
        0.98,
        (_toning(0.7, 1600, "warm"), Pass("RuVY Touch+", 660, "450 ps", 2, 0.4, 2, 50, "snaps")),
        4,
        2,
        Decimal(450),
        "Easier, because I knew what was coming.",
    ),
    Visit(
        184,
        time(15, 30),
        FRACTIONAL,
        1.0,
        (_toning(0.7, 900), _dots(1.0, 1100, "prickly, like a wool scarf with needles")),
        6,
        4,
        Decimal(620),
        "The first fractional one. Fan and stress ball were offered; I took both.",
        "The little crusts come off by themselves within the week. Do not scrub.",
    ),
    Visit(
        122,
        time(14, 0),
        TONING,
        0.95,
        (_toning(0.8, 1800, "warm"), Pass("Gold Toning+", 595, "450 ps", 5, 0.3, 5, 300, "hot")),
        3,
        2,
        Decimal(450),
    ),
    Visit(
        59,
        time(16, 0),
        FRACTIONAL,
        0.9,
        (_toning(0.8, 900), _dots(1.1, 1200, "prickly, less than last time")),
        5,
        3,
        Decimal(620),
        "I asked for a short break half-way and got one.",
        "Once more like this in three or four months.",
    ),
    Visit(
        3,
        time(14, 30),
        TONING,
        0.97,
        (
            _toning(0.8, 1800, "warm"),
            Pass("RuVY Touch+", 660, "450 ps", 2, 0.5, 2, 30, "a few snaps, not many spots left"),
        ),
        3,
        1,
        Decimal(405),
        "The sixth has a discount.",
        "Sunscreen, sunscreen, sunscreen.",
    ),
)

ON_THE_DAY: Mapping[int, tuple[str, str, str]] = {
    1: (
        "A bit nervous. Face washed, photos taken.",
        "Like a whole day at the beach without sunscreen.",
        "Second cold mask, early to bed.",
    ),
    2: ("", "Red, but I feel fine.", ""),
    3: (
        "Took the afternoon off for this one.",
        "Tiny red dots everywhere, a sunburn with a pattern.",
        "Throbbing until the fan was on. Will sleep on my back.",
    ),
    4: ("", "Hardly any pain this time.", "Worked the last hour with the camera off."),
    5: ("", "", "Puffy, but I know that it goes."),
    6: ("", "Warm, quick, done.", "Tea and a cold mask on the sofa."),
}
"""Notes of a session's own day, by its number: before, right after, in the evening."""

NOTES: Mapping[tuple[int, int], str] = {
    (0, 0): "Had the consultation. Starting now, so that I will know what “before” was.",
    (0, 11): "Still tanned from the holiday. The clinic wants that gone first.",
    (0, 30): "Counted pores in daylight. Put the mirror away again.",
    (0, 58): "The air in the office is so dry. Cream twice today.",
    (1, 1): "Hot in the morning, better tonight. Worked from home.",
    (1, 2): "Tight, as if washed with soap. Cream every few hours.",
    (1, 4): "Went out with a big hat. Nobody looked twice.",
    (1, 5): "Slept through. No cold mask tonight.",
    (1, 6): "Small flakes beside the nose.",
    (1, 8): "First foundation again, and it sits well.",
    (1, 23): "The spot on my left cheek looks thinner. Or is it the light?",
    (2, 1): "Red, but less than after the first one.",
    (2, 4): "Itchy at night. A cold spoon helps.",
    (2, 30): "Hot day, walked too fast. Red for an hour, then gone.",
    (3, 1): "Swollen under the eyes this morning.",
    (3, 2): "Sandpaper. Not touching it, not touching it.",
    (3, 4): "The dots went brown. Coffee grounds all over my face.",
    (3, 6): "They came off in the shower by themselves.",
    (3, 7): "Soft underneath!",
    (3, 8): "One pimple on the chin. Left it alone.",
    (3, 40): "The skin beside the nose feels smoother than it has for years.",
    (4, 2): "Could pass for an afternoon in the garden.",
    (4, 4): "A little flaky under the cream.",
    (4, 5): "Forgot to look until now, which says enough.",
    (4, 6): "Feels like skin again.",
    (4, 45): "Back from two weeks away. The diary stayed at home, the sunscreen did not.",
    (5, 1): "Puffy eyes again, gone by lunch.",
    (5, 3): "Crusts on the cheeks, hardly any on the forehead.",
    (5, 5): "Peeling round the mouth. Calls with the lamp behind me.",
    (5, 7): "All off. Pink in a good way.",
    (5, 20): "A colleague asked whether I had slept well.",
    (5, 43): "Looked at the very first photos. That is another cheek.",
    (6, 1): "Pink rather than red.",
    (6, 2): "Tight, and a little flaky beside the nose.",
    (6, 3): "Would go out like this. With the hat.",
}
"""Notes by session and day after it; session 0 counts from the first day of the diary."""

TICKS: Mapping[tuple[int, int], tuple[str, ...]] = {
    (2, 6): ("acne",),
    (3, 0): ("pinpoint-bleeding",),
    (3, 1): ("pinpoint-bleeding",),
    (3, 3): ("darkening",),
    (3, 4): ("darkening",),
    (3, 8): ("acne",),
    (5, 0): ("pinpoint-bleeding",),
    (5, 1): ("pinpoint-bleeding",),
    (5, 3): ("darkening",),
    (5, 4): ("darkening",),
}
"""Ticks by session and day; on the session's own day from right after it on."""

MISSED = ((2, 8, 9), (4, 9, 9), (4, 27, 44))
"""After which session, from which to which day nothing was written, whatever the dice say."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One review.

    Attributes:
        back: days from it to the last day.
        values: pigmentation, pores, uneven tone, roughness and dryness.
        change: compared with before the first session; None until there was one.
        remarks: what was said.
    """

    back: int
    values: tuple[int, int, int, int, int]
    change: ChangeWord | None = None
    remarks: tuple[Remark, ...] = ()


CONCERNS: tuple[str, ...] = ("pigmentation", "pores", "uneven-tone", "roughness", "dryness")
"""What the values of a review are about."""

REVIEWS = (
    Looked(
        364,
        (68, 60, 64, 52, 40),
        None,
        (Remark("Sun spots on both cheeks, pores beside the nose.", "doctor"),),
    ),
    Looked(336, (70, 61, 62, 50, 42)),
    Looked(308, (67, 60, 65, 53, 41)),
    Looked(281, (68, 59, 64, 51, 45)),
    Looked(
        248,
        (64, 58, 60, 47, 43),
        ChangeWord.SAME,
        (Remark("That was one session. Give it time.", "therapist"),),
    ),
    Looked(230, (67, 62, 64, 58, 57), ChangeWord.SAME, (Remark("Too early, still flaky.", "me"),)),
    Looked(
        206,
        (59, 57, 55, 45, 41),
        ChangeWord.BETTER,
        (Remark("Your skin is less dry than last time.", "therapist"),),
    ),
    Looked(174, (61, 60, 59, 60, 58), ChangeWord.SAME, (Remark("Judging later.", "me"),)),
    Looked(
        144,
        (53, 55, 51, 42, 38),
        ChangeWord.BETTER,
        (Remark("Have you changed your foundation?", "my sister"),),
    ),
    Looked(96, (49, 54, 47, 41, 36), ChangeWord.BETTER),
    Looked(
        66,
        (45, 52, 45, 37, 33),
        ChangeWord.BETTER,
        (Remark("The big spot on the left has broken up.", "doctor"),),
    ),
    Looked(29, (41, 51, 42, 36, 31), ChangeWord.MUCH_BETTER),
    Looked(
        7,
        (38, 50, 40, 34, 28),
        ChangeWord.MUCH_BETTER,
        (Remark("Less dry again, and smoother to work on.", "therapist"),),
    ),
)

CAPTIONS: Mapping[tuple[int, int], str] = {
    (0, 0): "Before anything. Window light, hair back.",
    (0, 83): "The last ones before the first session.",
    (1, 0): "Right after, still cool from the mask.",
    (3, 4): "Coffee grounds.",
    (3, 7): "All gone.",
    (6, 3): "Day three.",
}
"""Her words below the front photo, by session and day."""
