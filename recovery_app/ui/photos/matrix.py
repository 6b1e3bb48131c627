"""The matrix as values: one row per session, one column per day, one pose; no Qt in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from recovery_app.domain.photos import Condition
from recovery_app.domain.sessions import Numbered, begun
from recovery_app.ui.photos.album import Placed

BASELINE = timedelta(days=60)
"""How long before a session a photo may be to stand for the time before it."""


@dataclass(frozen=True, slots=True)
class Column:
    """Days that stand below each other.

    Attributes:
        first, last: days after the session, both inclusive.
        day: the day that it is named after; None for the time before the session.
    """

    first: int
    last: int
    day: int | None

    @property
    def is_before(self) -> bool:
        """Whether it holds the baseline of each session."""
        return self.day is None

    def takes(self, day: int) -> bool:
        """Whether the day belongs here."""
        return not self.is_before and self.first <= day <= self.last


BEFORE = Column(0, 0, None)
EARLY = (*(Column(day, day, day) for day in range(6)), Column(6, 10, 7))
LATER = Column(21, 36_500, 30)
COLUMNS = (BEFORE, *EARLY, Column(11, 20, 14))
"""Days further off are told apart less finely: the photo nearest to the day that names the column
stands there, with its own day written on it. `LATER` follows where there is any."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place: the photo that is shown, and all that there are.

    Attributes:
        session: of its row.
        column: its days.
        photos: the shown one first; empty where none was taken.
    """

    session: Numbered
    column: Column
    photos: tuple[Placed, ...] = ()

    @property
    def shown(self) -> Placed | None:
        """The photo that is shown."""
        return self.photos[0] if self.photos else None


@dataclass(frozen=True, slots=True)
class Matrix:
    """All rows of one pose, the latest session first."""

    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    sessions: tuple[Numbered, ...] = ()


def matrix(photos: Iterable[Placed], sessions: Sequence[Numbered], pose: str) -> Matrix:
    """Lay the photos of a pose out.

    Args:
        photos: in the order in which they were taken.
        sessions: all of them, the first one first.
        pose: the pose, spelt as the photos have it.
    """
    of_pose = [one for one in photos if one.photo.pose == pose]
    by_number: dict[int, list[Placed]] = {}
    for one in of_pose:
        by_number.setdefault(one.number, []).append(one)
    late = any(one.place is not None and LATER.takes(one.place.day) for one in of_pose)
    columns = (*COLUMNS, LATER) if late else COLUMNS
    latest_first = tuple(reversed(sessions))
    return Matrix(
        columns,
        tuple(
            _row(session, columns, by_number.get(session.number, ()), of_pose)
            for session in latest_first
        ),
        latest_first,
    )


def _row(
    session: Numbered,
    columns: Sequence[Column],
    after: Sequence[Placed],
    of_pose: Sequence[Placed],
) -> tuple[Cell, ...]:
    return tuple(
        Cell(session, column, _before(session, of_pose) if column.is_before else _at(column, after))
        for column in columns
    )


def _before(session: Numbered, of_pose: Sequence[Placed]) -> tuple[Placed, ...]:
    """Return the latest photo from before the session, if it is not too old to compare with."""
    for one in reversed(of_pose):
        at = one.photo.taken_at
        if not begun(session.session, at):
            near = session.session.date - one.photo.day <= BASELINE
            return (one,) if near else ()
    return ()


def _at(column: Column, after: Sequence[Placed]) -> tuple[Placed, ...]:
    found = [one for one in after if one.place is not None and column.takes(one.place.day)]
    return tuple(sorted(found, key=lambda one: _worth(column, one), reverse=True))


def _worth(column: Column, one: Placed) -> tuple[int, bool, float]:
    """Rank a photo: nearest to the column's day, then clean skin, then the latest."""
    off = 0 if one.place is None or column.day is None else abs(one.place.day - column.day)
    return -off, one.photo.condition is Condition.CLEAN, one.photo.taken_at.timestamp()
