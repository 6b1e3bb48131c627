"""The matrix: which photo stands where, and choosing, opening and comparing by mouse and keys."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from recovery_app.domain.kinds import Kind
from recovery_app.domain.photos import Condition, Photo
from recovery_app.domain.sessions import Session, numbered
from recovery_app.services.library import Library
from recovery_app.ui.photos.album import Album
from recovery_app.ui.photos.matrix import Cell, Matrix, matrix
from recovery_app.ui.photos.matrix_cells import disc
from recovery_app.ui.photos.matrix_model import MatrixModel
from recovery_app.ui.photos.matrix_view import MatrixView
from recovery_app.ui.photos.page import PhotosPage
from tests.ui.photos.drawn import at, day_ago, value

Open = Callable[[], PhotosPage]
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
SESSIONS = numbered(
    [Session("one", day_ago(110), "a"), Session("two", day_ago(40), "a")], [Kind("a", "A", None)]
)


def laid(*photos: Photo, pose: str = "front") -> Matrix:
    album = Album(sorted(photos, key=lambda one: one.taken_at), SESSIONS)
    return matrix(album.in_time(), SESSIONS, pose)


def shown(cells: tuple[Cell, ...]) -> dict[str, str]:
    return {
        "before" if cell.column.day is None else str(cell.column.day): cell.shown.photo.id
        for cell in cells
        if cell.shown is not None
    }


def test_rows_are_sessions_latest_first_and_columns_days():
    first, second = value(1, at(109)), value(2, at(38))
    found = laid(first, second)
    assert [one.number for one in found.sessions] == [2, 1]
    assert [column.day for column in found.columns] == [None, 0, 1, 2, 3, 4, 5, 7, 14]
    assert shown(found.rows[0]) == {"2": second.id}
    assert shown(found.rows[1]) == {"1": first.id}


def test_only_the_chosen_pose_is_laid_out():
    found = laid(value(1, at(109), "left"), value(2, at(109)), pose="left")
    assert shown(found.rows[1]) == {"1": "photo-00001"}


def test_before_is_the_latest_photo_before_the_session_unless_it_is_old():
    late, old = value(1, at(60)), value(2, at(111))
    assert shown(laid(late, old).rows[0])["before"] == late.id
    assert shown(laid(late, old).rows[1])["before"] == old.id
    assert shown(laid(value(3, at(171))).rows[1]) == {}


def test_far_days_are_folded_to_the_one_that_is_nearest():
    six, eight, far = value(1, at(34)), value(2, at(31)), value(3, at(15))
    found = laid(six, eight, far)
    assert [column.day for column in found.columns][-3:] == [7, 14, 30]
    assert shown(found.rows[0]) == {"7": six.id, "30": far.id}
    (week,) = [cell for cell in found.rows[0] if cell.column.day == 7]
    assert [one.photo.id for one in week.photos] == [six.id, eight.id]


def test_clean_skin_comes_before_make_up_and_late_before_early():
    clean = replace(value(1, at(38, "08:00")), condition=Condition.CLEAN)
    noon, night = value(2, at(38, "12:00")), value(3, at(38, "21:00"))
    assert shown(laid(noon, night).rows[0]) == {"2": night.id}
    assert shown(laid(clean, noon, night).rows[0]) == {"2": clean.id}


@pytest.mark.usefixtures("qapp")
def test_the_model_keeps_qt_s_promises():
    model = MatrixModel()
    tester = QAbstractItemModelTester(model, FATAL)
    few, more = laid(value(1, at(109))), laid(value(1, at(109)), value(2, at(38)))
    for one in (few, more, Matrix(), laid(value(3, at(15))), more):
        model.show(one)
    assert (model.rowCount(), model.columnCount()) == (2, 9)
    assert model.rowCount(model.index(0, 0)) == 0
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    tester.deleteLater()


@pytest.fixture
def page(photos: list[Photo], open_page: Open) -> PhotosPage:
    """The page on its matrix, chosen by a click."""
    page = open_page()
    assert len(photos) == 18
    page.resize(1100, 800)
    press(page, "Matrix")
    return page


@pytest.fixture
def view(page: PhotosPage) -> MatrixView:
    """The matrix: row 0 has front photos on days 0, 1 and 2; row 1 before and on days 0 and 2."""
    view = page._faces.matrix.view
    assert view.isVisible()
    view.setFocus()
    return view


def press(page: PhotosPage, name: str) -> None:
    found = [one for one in page.findChildren(QAbstractButton) if one.text() == name]
    QTest.mouseClick(next(one for one in found if one.isVisible()), LEFT)


def place(view: MatrixView, row: int, column: int) -> QModelIndex:
    return view.model().index(row, column)


def click(view: MatrixView, row: int, column: int, held: Qt.KeyboardModifier = NONE) -> None:
    where = view.visualRect(place(view, row, column)).center()
    assert view.viewport().rect().contains(where)
    QTest.mouseClick(view.viewport(), LEFT, held, where)


def tick(view: MatrixView, row: int, column: int) -> None:
    where = disc(view.visualRect(place(view, row, column))).center()
    QTest.mouseClick(view.viewport(), LEFT, NONE, where)


def spoken(view: MatrixView, row: int, column: int) -> str:
    return place(view, row, column).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_click_opens_a_photo_and_an_empty_place_opens_nothing(
    page: PhotosPage, view: MatrixView, photos: list[Photo]
):
    opened: list[str] = []
    page.photo_wanted.connect(opened.append)
    click(view, 0, 4)
    assert opened == []
    click(view, 0, 1)
    assert [one.day for one in photos if one.id in opened] == [day_ago(9)]
    assert view.selected == []


def test_the_corner_and_ctrl_select_and_then_every_click_does(page: PhotosPage, view: MatrixView):
    opened: list[str] = []
    page.photo_wanted.connect(opened.append)
    tick(view, 0, 1)
    assert [one.day for one in view.selected] == [day_ago(9)]
    click(view, 0, 2)
    click(view, 1, 1, CTRL)
    click(view, 1, 6)
    assert [one.day for one in view.selected] == [day_ago(40), day_ago(9), day_ago(8)]
    click(view, 0, 1)
    assert [one.day for one in view.selected] == [day_ago(40), day_ago(8)]
    assert opened == []


def test_the_keyboard_goes_everywhere_selects_and_opens(page: PhotosPage, view: MatrixView):
    view.setCurrentIndex(place(view, 0, 1))
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Space)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(view, key)
    assert [one.day for one in view.selected] == [day_ago(9), day_ago(8)]
    opened: list[str] = []
    page.photo_wanted.connect(opened.append)
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == [view.selected[1].id]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selected == []


def test_two_to_four_can_be_compared_in_the_order_of_time(
    page: PhotosPage, view: MatrixView, qtbot: QtBot
):
    names = [one for one in page.findChildren(QAbstractButton) if one.text() == "Compare"]
    tick(view, 0, 3)
    assert not any(one.isVisible() for one in names)
    tick(view, 1, 1)
    with qtbot.waitSignal(page.compare_wanted) as asked:
        press(page, "Compare")
    assert asked.args is not None
    (photos,) = asked.args
    assert [one.day for one in photos] == [day_ago(40), day_ago(7)]


def test_what_a_place_only_counts_is_chosen_with_it_but_not_compared(
    page: PhotosPage, view: MatrixView, shown: Library, photos: list[Photo], qtbot: QtBot
):
    later = next(one for one in photos if (one.day, one.pose) == (day_ago(9), "left"))
    shown.photos.change([later.id], pose="front")
    qtbot.waitUntil(lambda: page._faces.matrix.count == 7)
    tick(view, 0, 1)
    assert [one.pose for one in view.selected] == ["front", "front"]
    assert "and 1 more of these days" in place(view, 0, 1).data(Qt.ItemDataRole.ToolTipRole)
    click(view, 1, 1)
    with qtbot.waitSignal(page.compare_wanted) as asked:
        press(page, "Compare the 2 seen")
    assert asked.args is not None
    assert [one.day for one in asked.args[0]] == [day_ago(40), day_ago(9)]
    assert asked.args[0][1].id == later.id
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)
    assert "7 photos · 7 selected" in [one.text() for one in page.findChildren(QLabel)]
    QTest.keyClick(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: {one.pose for one in shown.photos.every()} == {"left", "right"})


def test_cells_are_named_for_those_who_hear_the_page(view: MatrixView):
    assert spoken(view, 0, 1).startswith("day 0, session 2: Front, day of session 2")
    assert spoken(view, 0, 5) == "day 4, session 2: no photo"
    assert spoken(view, 1, 0).startswith("before, session 1: Front, before the first session")


def test_another_pose_is_laid_out_at_the_press_of_its_name(page: PhotosPage, view: MatrixView):
    tick(view, 0, 1)
    press(page, "Left")
    assert view.selected == []
    assert spoken(view, 0, 1).startswith("day 0, session 2: Left")


def test_only_what_is_seen_is_asked_for(view: MatrixView, page: PhotosPage, qtbot: QtBot):
    view.setFixedHeight(view.horizontalHeader().height() + view.rowHeight(0) // 2)
    page._pictures._kept.clear()
    view.viewport().update()
    qtbot.waitUntil(lambda: len(page._pictures._kept) >= 4)
    qtbot.waitUntil(lambda: not page._pictures._flying)
    seen = {cell.shown.photo.sha256 for cell in view._visible() if cell.shown is not None}
    assert {key.split("-")[0] for key in page._pictures._kept} == seen


def test_what_is_selected_stays_when_a_photo_changes(
    view: MatrixView, shown: Library, qtbot: QtBot
):
    tick(view, 0, 1)
    chosen = view.selected[0]
    shown.photos.change([chosen.id], caption="red")
    qtbot.waitUntil(lambda: [one.caption for one in view.selected] == ["red"])


def test_no_session_says_what_the_matrix_needs(open_page: Open):
    page = open_page()
    page._show_face("matrix")
    page._faces.matrix.show_album(Album([value(1, at(3))]))
    assert page._faces.matrix._stack.currentWidget() is page._faces.matrix._empty


def test_a_resized_page_lets_the_columns_share_the_width(page: PhotosPage, view: MatrixView):
    before = view.columnWidth(0)
    page.resize(1500, 800)
    assert view.columnWidth(0) > before
    total = view.columnWidth(0) * view.model().columnCount()
    assert total <= view.viewport().width()
    assert view.visualRect(place(view, 0, 0)).topLeft() == QPoint(0, 0)
