"""One file of the review sheet: what was found, and what the person says of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import Enum
from pathlib import Path

from recovery_app.domain.photos import Condition, Photo
from recovery_app.services.importing import Candidate, at_moment, guessed_poses
from recovery_app.services.photos import Duplicate
from recovery_app.services.preparing import Refused
from recovery_app.ui.photos.import_run import Choice, Order


class State(Enum):
    """What would become of a file if the person confirmed now."""

    NEW = "new"
    LEFT_OUT = "left out"
    TWIN = "twin"
    ALREADY = "already"
    REFUSED = "refused"


@dataclass(slots=True)
class Row:
    """A file on the sheet.

    Attributes:
        found: what the file is, or why it cannot be taken.
        twin: name of an earlier file on the sheet with the same bytes, or empty.
        wanted: whether it is to be added.
        pose: what the person chose; None while nothing but `guess` is known.
        guess: the pose by the picture's place within its day, or empty.
        condition: what was on the skin.
        day, clock: the date and the time of day that the person chose instead of the picture's own.
    """

    found: Candidate | Refused
    twin: str = ""
    wanted: bool = True
    pose: str | None = None
    guess: str = ""
    condition: Condition = Condition.UNKNOWN
    day: date | None = None
    clock: time | None = None

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.found.path

    @property
    def state(self) -> State:
        """What would become of it now."""
        if isinstance(self.found, Refused):
            return State.REFUSED
        if self.found.already is not None:
            return State.ALREADY
        if self.twin:
            return State.TWIN
        return State.NEW if self.wanted else State.LEFT_OUT

    @property
    def open(self) -> bool:
        """Whether the person can decide anything about it."""
        return self.state in (State.NEW, State.LEFT_OUT)

    @property
    def small(self) -> bytes:
        """A small JPEG; empty for a refused file."""
        return b"" if isinstance(self.found, Refused) else self.found.small

    @property
    def photo(self) -> Photo | None:
        """The photo as it would be in the library; None for a refused file."""
        if isinstance(self.found, Refused):
            return None
        photo = at_moment(self.found.photo, self.day, self.clock)
        pose = self.guess if self.pose is None else self.pose
        return replace(photo, pose=photo.pose or pose, condition=self.condition)

    @property
    def guessed(self) -> bool:
        """Whether its pose is a mere guess."""
        given = isinstance(self.found, Candidate) and bool(self.found.photo.pose)
        return self.pose is None and bool(self.guess) and not given


def guess(rows: Sequence[Row], order: Sequence[str]) -> None:
    """Guess the poses of the pictures that are to be added."""
    photos = [photo for row in rows if row.state is State.NEW and (photo := row.photo) is not None]
    poses = guessed_poses(photos, order)
    for row in rows:
        photo = row.photo
        row.guess = "" if photo is None else poses.get(photo.id, "")


def order_of(rows: Sequence[Row]) -> Order:
    """Return what the person decided, with every file accounted for.

    Files with the same bytes are ordered together: the library takes the first that comes through
    and names the others.
    """
    choices: list[Choice] = []
    duplicates: list[Duplicate] = []
    refused: list[Refused] = []
    left_out: list[Path] = []
    wanted: set[str] = set()
    for row in rows:
        found, photo = row.found, row.photo
        if isinstance(found, Refused) or photo is None:
            refused.append(Refused(row.path, found.why if isinstance(found, Refused) else ""))
        elif found.already is not None:
            duplicates.append(Duplicate(row.path, found.already))
        elif row.state is State.NEW or (row.twin and photo.sha256 in wanted):
            wanted.add(photo.sha256)
            choices.append(Choice(found, photo))
        else:
            left_out.append(row.path)
    return Order(choices, duplicates, refused, left_out)
