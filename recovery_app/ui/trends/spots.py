"""The points of a chart that can be asked: which one is meant by the pointer or by a key."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Spot:
    """A point that can be asked.

    Attributes:
        x, y: where it lies in the chart's units.
        row: the line it belongs to; up and down change between lines.
        words: gives value, day and note; there may be thousands, so only those asked for.
        day: the day that a click opens, or None.
        at: the moment, where it is known: photos near it stand beside the words.
        photo: the photo that a click opens instead.
    """

    x: float
    y: float
    row: int
    words: Callable[[], str]
    day: date | None
    at: datetime | None = None
    photo: str = ""


class Spots:
    """Ways through the points of a chart; each is known by its place in the list.

    Args:
        every: the points, those of the first line first.
    """

    def __init__(self, every: Sequence[Spot]) -> None:
        self._every = every
        self._by_x = sorted((spot.x, index) for index, spot in enumerate(every))

    def between(self, left: float, right: float) -> list[int]:
        """Return the points between two places of the time axis, those of the first line first."""
        first = bisect_left(self._by_x, (left, 0))
        last = bisect_right(self._by_x, (right, len(self._every)))
        return sorted(index for _, index in self._by_x[first:last])

    def stepped(self, at: int | None, by: int) -> int | None:
        """Return the next point of the same line, or the one before; None where there is none.

        Without a point to begin at it is the first one of the first line, or its last one.
        """
        if not self._every:
            return None
        row = self._row(self._every[at or 0].row)
        if at is None:
            return row[0] if by > 0 else row[-1]
        return row[min(max(row.index(at) + by, 0), len(row) - 1)]

    def beside(self, at: int, by: int) -> int:
        """Return the point of the next line, or of the one before, that lies nearest in time."""
        here = self._every[at]
        rows = sorted({spot.row for spot in self._every})
        row = rows[min(max(rows.index(here.row) + by, 0), len(rows) - 1)]
        return min(self._row(row), key=lambda index: abs(self._every[index].x - here.x))

    def _row(self, row: int) -> list[int]:
        return [index for index, spot in enumerate(self._every) if spot.row == row]
