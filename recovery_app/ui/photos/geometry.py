"""Where headings, day words and cells of the grid lie: sums and bisections, nothing per photo.

Photos of one day stand together under the day's words. Several days share a line where there is
room, all on one grid of columns; each session begins anew under its own heading.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

from recovery_app.ui.photos.album import Section

GAP = 10
HEADING = 40
DAY = 24
AFTER_LINE = 12
AFTER_BLOCK = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a section lies.

    Attributes:
        section: which photos.
        top: y of its day's words.
        column: column of its first photo.
        block: number of the block that it belongs to.
    """

    section: Section
    top: int
    column: int
    block: int


@dataclass(frozen=True, slots=True)
class Block:
    """A session's part of the page: `top` is where its heading lies."""

    top: int
    spot: int


class Geometry:
    """The places of everything for one width and size of cells, in the page's own coordinates.

    Args:
        sections: what is shown.
        width: pixels for cells.
        side: pixels of a cell's side.
    """

    def __init__(self, sections: Sequence[Section] = (), width: int = 1, side: int = 1) -> None:
        self.side, self.width = side, width
        self._sections = sections
        self.pitch = side + GAP
        self.columns = max(1, (width + GAP) // self.pitch)
        self.spots: list[Spot] = []
        self.blocks: list[Block] = []
        self.height = self._place(sections)
        self.count = sections[-1].first + sections[-1].count if sections else 0
        self._firsts = [spot.section.first for spot in self.spots]
        self._tops = [spot.top for spot in self.spots]
        self._block_tops = [block.top for block in self.blocks]

    def is_of(self, sections: Sequence[Section], width: int, side: int) -> bool:
        """Whether these are the places of the very same sections in the same width and size."""
        return self._sections is sections and (self.width, self.side) == (width, side)

    def cell(self, row: int) -> QRect:
        """Return the square of a row's photo; empty where there is no such row."""
        if not 0 <= row < self.count:
            return QRect()
        spot = self.spots[self._spot_of(row)]
        down, across = divmod(row - spot.section.first + spot.column, self.columns)
        top = spot.top + DAY + down * self.pitch
        return QRect(across * self.pitch, top, self.side, self.side)

    def heading(self, block: int) -> QRect:
        """Return the line of a session's heading."""
        return QRect(0, self.blocks[block].top, self.width, HEADING)

    def day(self, spot: Spot) -> QRect:
        """Return the room for a day's words: above its photos, at least as wide as one."""
        across = min(spot.section.count, self.columns)
        return QRect(
            spot.column * self.pitch, spot.top, max(across * self.pitch - GAP, self.side), DAY
        )

    def row_at(self, point: QPoint) -> int:
        """Return the row whose photo lies there, −1 where none does."""
        for row in self.rows_in(QRect(point.x(), point.y(), 1, 1)):
            return row
        return -1

    def spots_between(self, top: int, bottom: int) -> Sequence[Spot]:
        """Return the sections that reach into a stretch of the page."""
        if not self.spots:
            return ()
        # A line's sections share their top; one above `top` may still reach below it.
        first = bisect_right(self._tops, top) - 1
        first = bisect_right(self._tops, self._tops[first] - 1) if first >= 0 else 0
        return self.spots[first : bisect_right(self._tops, bottom)]

    def rows_in(self, rect: QRect) -> Iterator[int]:
        """Go through the rows whose photos touch a rectangle."""
        for spot in self.spots_between(rect.top(), rect.bottom()):
            top = spot.top + DAY
            last = (spot.section.count - 1 + spot.column) // self.columns
            for down in range(
                max(0, -(-(rect.top() - top - self.side + 1) // self.pitch)),
                min(last, (rect.bottom() - top) // self.pitch) + 1,
            ):
                for across in range(
                    max(0, -(-(rect.left() - self.side + 1) // self.pitch)),
                    min(self.columns - 1, rect.right() // self.pitch) + 1,
                ):
                    at = down * self.columns + across - spot.column
                    if 0 <= at < spot.section.count:
                        yield spot.section.first + at

    def stuck(self, top: int) -> tuple[int, int]:
        """Return which heading stays at the top of a view and how much of it is seen.

        Args:
            top: the height of the page at which the view begins.

        Returns:
            Number of the block and pixels; the next heading pushes this one away. No pixels where
            the heading lies in its own place.
        """
        block = bisect_right(self._block_tops, top) - 1
        if block < 0 or self._block_tops[block] == top:
            return block, 0
        if block + 1 < len(self.blocks):
            return block, min(HEADING, self._block_tops[block + 1] - top)
        return block, HEADING

    def beside(self, row: int, steps: int) -> int:
        """Return the row so many lines of cells further down (or up), nearest to its column."""
        for _ in range(abs(steps)):
            following = self._line_beside(row, 1 if steps > 0 else -1)
            if following == row:
                break
            row = following
        return row

    def page_beside(self, row: int, height: int) -> int:
        """Return the row about so many pixels further down (or up), at least one line on."""
        there = self.beside(row, 1 if height > 0 else -1)
        start = self.cell(row)
        while (
            abs(
                self.cell(following := self.beside(there, 1 if height > 0 else -1)).top()
                - start.top()
            )
            <= abs(height)
            and following != there
        ):
            there = following
        return there

    def _line_beside(self, row: int, way: int) -> int:
        """Return the nearest photo of the next line of cells."""
        here = self.cell(row)
        other = row
        while 0 <= other + way < self.count and self.cell(other + way).top() == here.top():
            other += way
        if not 0 <= other + way < self.count:
            return row
        line = self.cell(other + way).top()
        best = other + way
        while 0 <= other + way < self.count and (cell := self.cell(other + way)).top() == line:
            other += way
            if abs(cell.left() - here.left()) < abs(self.cell(best).left() - here.left()):
                best = other
        return best

    def _spot_of(self, row: int) -> int:
        return bisect_right(self._firsts, row) - 1

    def _place(self, sections: Sequence[Section]) -> int:
        """Set the sections one after the other and return the height of all."""
        top = column = line = 0
        number: int | None = None
        for section in sections:
            starts_block = section.number != number
            if starts_block:
                number = section.number
                top += line + (AFTER_BLOCK if self.blocks else 0)
                self.blocks.append(Block(top, len(self.spots)))
                top, column, line = top + HEADING, 0, 0
            elif column + section.count > self.columns:
                top, column, line = top + line, 0, 0
            lines = -(-section.count // self.columns)
            self.spots.append(Spot(section, top, column, len(self.blocks) - 1))
            line = max(line, DAY + lines * self.pitch - GAP + AFTER_LINE)
            column = self.columns if lines > 1 else column + section.count
        return top + line
