"""The grid under real clicks and keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from recovery_app.domain.photos import Photo
from recovery_app.ui.photos.grid import PhotoGrid
from recovery_app.ui.photos.grid_painter import MARGIN
from recovery_app.ui.photos.page import PhotosPage
from tests.ui.photos.drawn import day_ago

Open = Callable[[], PhotosPage]
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def page(photos: list[Photo], open_page: Open) -> PhotosPage:
    """The page over six days of photos."""
    page = open_page()
    assert page._model.rowCount() == len(photos)
    return page


@pytest.fixture
def grid(page: PhotosPage) -> PhotoGrid:
    """Its grid, the latest first: rows 0–8 after session 2, 9–14 after session 1, 15–17 before."""
    grid = page.findChild(PhotoGrid)
    assert isinstance(grid, PhotoGrid)
    assert grid.hasFocus()
    return grid


def rows(grid: PhotoGrid) -> list[int]:
    return sorted(index.row() for index in grid.selectedIndexes())


def click(grid: PhotoGrid, row: int, held: Qt.KeyboardModifier = NONE) -> None:
    cell = grid.visualRect(grid.model().index(row, 0))
    assert grid.viewport().rect().contains(cell.center())
    QTest.mouseClick(grid.viewport(), LEFT, held, cell.center())


def keys(grid: PhotoGrid, *pressed: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    for key in pressed:
        QTest.keyClick(grid, key, held)


def test_a_click_selects_one_ctrl_adds_and_shift_selects_all_between(grid: PhotoGrid):
    click(grid, 1)
    assert rows(grid) == [1]
    click(grid, 4, CTRL)
    assert rows(grid) == [1, 4]
    click(grid, 4, CTRL)
    assert rows(grid) == [1]
    click(grid, 2)
    click(grid, 7, SHIFT)
    assert rows(grid) == [2, 3, 4, 5, 6, 7]
    click(grid, 0, SHIFT)
    assert rows(grid) == [0, 1, 2]


def test_a_click_beside_the_photos_selects_none(grid: PhotoGrid):
    click(grid, 1)
    cell = grid.visualRect(grid.model().index(0, 0))
    QTest.mouseClick(grid.viewport(), LEFT, NONE, cell.topLeft() - QPoint(0, 10))
    assert rows(grid) == []


def test_dragging_selects_what_the_pointer_goes_over(grid: PhotoGrid):
    first = grid.visualRect(grid.model().index(0, 0))
    last = grid.visualRect(grid.model().index(5, 0))
    view = grid.viewport()
    QTest.mousePress(view, LEFT, NONE, first.topLeft() - QPoint(0, 6))
    QTest.mouseMove(view, first.center())
    QTest.mouseMove(view, QPoint(first.center().x(), last.center().y()))
    QTest.mouseRelease(view, LEFT, NONE, QPoint(first.center().x(), last.center().y()))
    over = [
        row
        for row in range(9)
        if grid.visualRect(grid.model().index(row, 0)).left() == first.left()
        and grid.visualRect(grid.model().index(row, 0)).top() <= last.center().y()
    ]
    assert rows(grid) == over
    assert len(over) > 1


def test_arrows_go_across_rows_and_headings(grid: PhotoGrid):
    geometry = grid._geometry
    keys(grid, Qt.Key.Key_Home)
    assert rows(grid) == [0]
    keys(grid, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert rows(grid) == [3]
    keys(grid, Qt.Key.Key_Left)
    assert rows(grid) == [2]
    seen = [2]
    for _ in range(8):
        keys(grid, Qt.Key.Key_Down)
        seen += rows(grid)
    tops = [geometry.cell(row).top() for row in seen]
    assert tops == sorted(tops)
    assert geometry.cell(seen[-1]).top() == geometry.cell(17).top()
    assert {geometry.spots[spot].block for spot in range(len(geometry.spots))} == {0, 1, 2}
    keys(grid, *[Qt.Key.Key_Up] * 9)
    assert geometry.cell(rows(grid)[0]).top() == geometry.cell(0).top()


def test_shift_with_arrows_home_and_end_selects_ranges(grid: PhotoGrid):
    keys(grid, Qt.Key.Key_Home, Qt.Key.Key_Right)
    keys(grid, Qt.Key.Key_Right, Qt.Key.Key_Right, held=SHIFT)
    assert rows(grid) == [1, 2, 3]
    keys(grid, Qt.Key.Key_Left, held=SHIFT)
    assert rows(grid) == [1, 2]
    keys(grid, Qt.Key.Key_Down, held=SHIFT)
    below = grid._geometry.beside(2, 1)
    assert rows(grid) == list(range(1, below + 1))
    keys(grid, Qt.Key.Key_End, held=SHIFT)
    assert rows(grid) == list(range(1, 18))
    keys(grid, Qt.Key.Key_Home, held=SHIFT)
    assert rows(grid) == [0, 1]


def test_everything_is_selected_with_ctrl_a_and_nothing_with_escape(grid: PhotoGrid):
    keys(grid, Qt.Key.Key_A, held=CTRL)
    assert rows(grid) == list(range(18))
    assert grid.selected_count() == 18
    keys(grid, Qt.Key.Key_Escape)
    assert rows(grid) == []


def test_end_and_page_keys_scroll_to_what_is_current(grid: PhotoGrid):
    keys(grid, Qt.Key.Key_End)
    assert grid.currentIndex().row() == 17
    assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))
    keys(grid, Qt.Key.Key_PageUp)
    above = grid.currentIndex().row()
    assert above < 17
    assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))
    keys(grid, Qt.Key.Key_PageDown)
    assert grid.currentIndex().row() > above
    keys(grid, Qt.Key.Key_Home)
    assert grid.verticalScrollBar().value() == 0


def test_enter_and_a_double_click_open_a_photo(
    page: PhotosPage, grid: PhotoGrid, photos: list[Photo], qtbot: QtBot
):
    keys(grid, Qt.Key.Key_Home, Qt.Key.Key_Right)
    with qtbot.waitSignal(page.photo_wanted) as opened:
        keys(grid, Qt.Key.Key_Return)
    assert opened.args == [photos[16].id]
    cell = grid.visualRect(grid.model().index(3, 0)).center()
    QTest.mouseClick(grid.viewport(), LEFT, NONE, cell)
    with qtbot.waitSignal(page.photo_wanted) as opened:
        QTest.mouseDClick(grid.viewport(), LEFT, NONE, cell)
    assert opened.args == [photos[12].id]


def test_a_right_click_selects_what_it_points_at(grid: PhotoGrid):
    cell = grid.visualRect(grid.model().index(2, 0)).center()
    QTest.mouseClick(grid.viewport(), RIGHT, NONE, cell)
    assert rows(grid) == [2]


def test_each_photo_is_said_aloud(grid: PhotoGrid):
    table = QAccessible.queryAccessibleInterface(grid)
    assert table.text(QAccessible.Text.Name) == "Photos"
    assert table.childCount() == 18
    first = table.child(0)
    day = day_ago(7)
    assert first.text(QAccessible.Text.Name) == (
        f"Front, day 2 after session 2, {day.day} {day:%B %Y}"
    )
    assert first.rect().size() == grid.visualRect(grid.model().index(0, 0)).size()


def test_another_size_keeps_what_stands_at_the_top(page: PhotosPage, grid: PhotoGrid):
    page.resize(700, 500)
    grid.scrollTo(grid.model().index(10, 0), grid.ScrollHint.PositionAtTop)
    bar = grid.verticalScrollBar()
    before = grid.indexAt(QPoint(40, 120)).row()
    top = grid.visualRect(grid.model().index(before, 0)).top()
    grid.set_side(120)
    assert bar.value() > 0
    assert abs(grid.visualRect(grid.model().index(before, 0)).top() - top) < 120
    assert grid.visualRect(grid.model().index(before, 0)).width() == 120


def test_a_photo_below_the_heading_that_stays_cannot_be_clicked(grid: PhotoGrid):
    cell = grid._geometry.cell(0)
    grid.verticalScrollBar().setValue(cell.center().y())
    where = grid.visualRect(grid.model().index(0, 0))
    assert where.top() < 0 < where.bottom()
    assert not grid.indexAt(QPoint(where.center().x(), 10)).isValid()
    assert grid.indexAt(QPoint(where.center().x(), where.bottom() - 1)).row() == 0


def test_pictures_come_by_themselves_and_are_asked_for_only_where_she_looks(
    page: PhotosPage, grid: PhotoGrid, photos: list[Photo], qtbot: QtBot
):
    qtbot.waitUntil(lambda: page._pictures.pixmap(photos[15]) is not None)
    shown = grid.viewport().grab().toImage()
    cell = grid.visualRect(grid.model().index(0, 0))
    colours = {
        shown.pixelColor(cell.left() + 20, cell.top() + y).name() for y in range(20, 120, 10)
    }
    assert len(colours) > 5  # the gradient, not the plain place for it


def test_the_ring_of_the_keyboard_leaves_nothing_behind(grid: PhotoGrid, qtbot: QtBot):
    click(grid, 1)
    assert isinstance(grid, PhotoGrid)
    painted = QRegion()

    class Watch(QObject):
        def eventFilter(  # noqa: N802 - the name is Qt's
            self, _watched: QObject, event: QEvent
        ) -> bool:
            nonlocal painted
            if isinstance(event, QPaintEvent):
                painted += event.region()
            return False

    watch = Watch()
    grid.viewport().installEventFilter(watch)
    keys(grid, Qt.Key.Key_Right, held=CTRL)
    around = [
        grid.visualRect(grid.model().index(row, 0)).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        for row in (1, 2)
    ]
    qtbot.waitUntil(lambda: all(QRegion(one).subtracted(painted).isEmpty() for one in around))
    grid.viewport().removeEventFilter(watch)
