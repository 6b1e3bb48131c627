"""What keeping a library safe has to say: what a backup holds, and what does not fit in a library."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

PATIENCE_DAYS = 3
"""So many days may pass between a change and its backup before the window says so."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a backup holds, the trash not counted.

    Attributes:
        sessions, entries, reviews, photos: how many of each.
        made_at: when the backup was made, with its offset.
        cards: how many pictures of clinics' cards; None where it was made before they were counted.
        missing: originals that it could not hold as they were, each as she would name it.
    """

    sessions: int
    entries: int
    reviews: int
    photos: int
    made_at: datetime
    cards: int | None = None
    missing: tuple[str, ...] = ()


class Misfit(StrEnum):
    """What kind of thing does not fit; the words are those of `check --json`."""

    DATABASE = "database"
    REFERENCE = "reference"
    MISSING_FILE = "missing-file"
    CHANGED_FILE = "changed-file"
    STRAY_FILE = "stray-file"
    LEFTOVER = "leftover"
    ORPHAN = "orphan"
    PLANTED = "planted"
    ALTERED = "altered"
    BACKUP = "backup"


class Way(StrEnum):
    """What the program can do about a problem once she asks for it."""

    PUT_BACK = "put-back"
    """Put the original, or a value of the diary, back as an automatic backup holds it."""
    KEEP = "keep"
    """Leave a value as it is now, because it is right."""
    ADD = "add"
    """Add the file as a photo."""
    DELETE = "delete"
    """Delete what nobody needs."""


SAFE = {
    Way.PUT_BACK: {Misfit.MISSING_FILE, Misfit.CHANGED_FILE},
    Way.DELETE: {Misfit.LEFTOVER},
}
"""Which problems may be mended in which way without asking for each of them: nothing is lost."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a library that does not fit.

    Attributes:
        kind: what kind of thing.
        what: one sentence that says what was found.
        mend: one sentence that says what she can do about it; the program does nothing by itself.
        about: the file or folder concerned, relative to the library, the name of what was planted
            in the database, or the sentence about what was altered in it; empty where it is none.
        ways: what the program can do about it.
    """

    kind: Misfit
    what: str
    mend: str
    about: str = ""
    ways: tuple[Way, ...] = ()

    @property
    def safe_way(self) -> Way | None:
        """What may be done without asking for it by name, because nothing can be lost by it."""
        return next((way for way in self.ways if self.kind in SAFE.get(way, ())), None)


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """One automatic backup that can be restored.

    Attributes:
        folder: where it lies.
        counts: what it holds, and when it was made.
        second: whether it lies in the second place.
        missing: originals that it could not hold, each as she would name it.
    """

    folder: Path
    counts: Counts
    second: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackupReport:
    """How automatic backups went.

    Attributes:
        made_at: when the diary was last known to be backed up as it is; None where it was not.
        new: whether a backup was made for that.
        copied: how many originals were copied.
        lost: originals that the library has lost and a backup still holds.
        altered: sentences about what differs from the backups before, though nothing changed it.
        damaged: what has rotted in the backups and could not be mended from the library.
        trouble: a sentence about what did not work; empty where all did.
    """

    made_at: datetime | None = None
    new: bool = False
    copied: int = 0
    lost: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class BackupState:
    """How well the diary is backed up.

    Attributes:
        last: when it was last known to be backed up as it was, or None.
        trouble: a sentence about what did not work with the last backup, or empty.
        days: whole days for which something has been waiting to be backed up; 0 where nothing has.
    """

    last: datetime | None = None
    trouble: str = ""
    days: int = 0

    @property
    def is_old(self) -> bool:
        """Whether what was written waits longer than backups should take."""
        return self.days > PATIENCE_DAYS
