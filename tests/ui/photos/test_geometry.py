"""The places of cells: nothing overlaps, everything is found again, keys lead to the next line."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect

from recovery_app.domain.kinds import Kind
from recovery_app.domain.sessions import Numbered, Place, Session
from recovery_app.ui.photos.album import Section
from recovery_app.ui.photos.geometry import DAY, GAP, HEADING, Geometry
from tests.ui.photos.drawn import day_ago

SIDE = 100


def sections(counts: list[tuple[int, int]]) -> list[Section]:
    """Return sections of (session's number, photos)."""
    found: list[Section] = []
    first = 0
    for days, (number, count) in enumerate(counts):
        session = Numbered(number, Session("", day_ago(99), "x"), Kind("x", "X"))
        found.append(Section(day_ago(days), Place(days, session), first, count))
        first += count
    return found


layouts = st.builds(
    lambda counts, columns: Geometry(
        sections(sorted(counts, reverse=True)), columns * (SIDE + GAP), SIDE
    ),
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 9)), min_size=1, max_size=12),
    st.integers(1, 6),
)


@given(layouts)
def test_no_two_photos_overlap_and_all_lie_within_the_page(geometry: Geometry):
    cells = [geometry.cell(row) for row in range(geometry.count)]
    page = QRect(0, 0, geometry.columns * geometry.pitch - GAP, geometry.height)
    assert all(page.contains(cell) for cell in cells)
    assert not any(one.intersects(other) for one, other in pairwise(cells))
    assert len({(cell.x(), cell.y()) for cell in cells}) == len(cells)


@given(layouts, st.integers(0, 700), st.integers(0, 2000), st.integers(1, 400), st.integers(1, 900))
def test_the_photos_in_a_rectangle_are_those_that_touch_it(
    geometry: Geometry, left: int, top: int, width: int, height: int
):
    rect = QRect(left, top, width, height)
    touching = [row for row in range(geometry.count) if geometry.cell(row).intersects(rect)]
    assert sorted(geometry.rows_in(rect)) == touching


@given(layouts)
def test_every_photo_is_found_where_it_lies(geometry: Geometry):
    for row in range(geometry.count):
        assert geometry.row_at(geometry.cell(row).center()) == row
        assert geometry.row_at(geometry.cell(row).bottomRight() + QPoint(2, 2)) == -1


@given(layouts)
def test_down_and_up_go_line_by_line_to_the_nearest_column(geometry: Geometry):
    lines = sorted({geometry.cell(row).top() for row in range(geometry.count)})
    row = 0
    for line in lines[1:]:
        before, row = row, geometry.beside(row, 1)
        assert geometry.cell(row).top() == line
        here = geometry.cell(before).left()
        same = [one for one in range(geometry.count) if geometry.cell(one).top() == line]
        nearest = min(abs(geometry.cell(one).left() - here) for one in same)
        assert abs(geometry.cell(row).left() - here) == nearest
    assert geometry.beside(row, 1) == row
    assert geometry.cell(geometry.beside(row, -len(lines))).top() == lines[0]


@given(layouts)
def test_a_page_further_is_at_least_one_line_and_at_most_a_page(geometry: Geometry):
    there = geometry.page_beside(0, 500)
    far = geometry.cell(there).top() - geometry.cell(0).top()
    assert far <= 500 or there == geometry.beside(0, 1)
    assert there != 0 or geometry.beside(0, 1) == 0


def test_days_share_a_line_and_sessions_do_not():
    geometry = Geometry(sections([(2, 2), (2, 1), (2, 3), (1, 1)]), 5 * (SIDE + GAP), SIDE)
    first, second, third, fourth = geometry.spots
    assert (first.column, second.column, third.column, fourth.column) == (0, 2, 0, 0)
    assert first.top == second.top == HEADING
    assert third.top == first.top + DAY + SIDE + 12
    assert [block.spot for block in geometry.blocks] == [0, 3]
    assert geometry.heading(1).bottom() < fourth.top


def test_an_empty_page_has_no_height():
    geometry = Geometry((), 500, SIDE)
    assert (geometry.height, geometry.count, geometry.row_at(QPoint(5, 5))) == (0, 0, -1)
    assert geometry.cell(0) == QRect()
    assert list(geometry.rows_in(QRect(0, 0, 500, 500))) == []
