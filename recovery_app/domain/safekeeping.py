"""What keeping a library safe has to say: what a backup holds, and what does not fit in a library."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Counts:
    """What a backup holds, the trash not counted.

    Attributes:
        sessions, entries, reviews, photos: how many of each.
        made_at: when the backup was made, with its offset.
    """

    sessions: int
    entries: int
    reviews: int
    photos: int
    made_at: datetime


class Misfit(StrEnum):
    """What kind of thing does not fit; the words are those of `check --json`."""

    DATABASE = "database"
    REFERENCE = "reference"
    MISSING_FILE = "missing-file"
    CHANGED_FILE = "changed-file"
    STRAY_FILE = "stray-file"
    LEFTOVER = "leftover"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a library that does not fit.

    Attributes:
        kind: what kind of thing.
        what: one sentence that says what was found.
        mend: one sentence that says what she can do about it; the program does nothing by itself.
    """

    kind: Misfit
    what: str
    mend: str
