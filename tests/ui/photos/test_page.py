"""The page as a whole: what is shown, what can be done with what is selected, and its way back."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, QPoint, Qt, QTime
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from recovery_app.domain.photos import Condition, DateSource, Photo
from recovery_app.domain.sessions import Session
from recovery_app.services.library import Library
from recovery_app.ui.history import History
from recovery_app.ui.photos.grid import PhotoGrid
from recovery_app.ui.photos.page import PhotosPage
from recovery_app.ui.photos.selection_bar import SelectionBar
from recovery_app.ui.photos.size_slider import SizeSlider
from recovery_app.ui.widgets.buttons import PrimaryButton
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.segmented import Segmented
from tests.ui.photos.drawn import at, day_ago, picture

Open = Callable[[], PhotosPage]


@pytest.fixture
def page(photos: list[Photo], open_page: Open) -> PhotosPage:
    """The page over eighteen photos of six days."""
    page = open_page()
    assert page._model.rowCount() == len(photos)
    return page


def button(within: QWidget, name: str) -> QAbstractButton:
    found = [one for one in within.findChildren(QAbstractButton) if one.text() == name]
    return next(one for one in found if one.isVisible())


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def grid_of(page: PhotosPage) -> PhotoGrid:
    grid = page.findChild(PhotoGrid)
    assert isinstance(grid, PhotoGrid)
    return grid


def select(page: PhotosPage, *rows: int) -> list[str]:
    grid = grid_of(page)
    grid.clearSelection()
    for row in rows:
        flag = grid.selectionModel().SelectionFlag.Select
        grid.selectionModel().select(page._model.index(row), flag)
    return [page._model.rows[row].photo.id for row in rows]


def counted(page: PhotosPage) -> str:
    bar = page.findChild(SelectionBar)
    assert isinstance(bar, SelectionBar)
    return bar._count.text()


def shown_poses(page: PhotosPage) -> list[str]:
    return [placed.photo.pose for placed in page._model.rows]


def choice(page: PhotosPage, name: str) -> QComboBox:
    return next(one for one in page.findChildren(QComboBox) if one.accessibleName() == name)


def written(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def day_field(page: PhotosPage, name: str) -> QDateEdit:
    return next(one for one in page.findChildren(QDateEdit) if one.accessibleName() == name)


def choose(box: QComboBox, words: str) -> None:
    """Choose a line as the arrow keys do."""
    assert box.isVisible()
    at = box.findText(words)
    assert at >= 0
    box.setFocus()
    while box.currentIndex() != at:
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < at else Qt.Key.Key_Up)


def test_an_empty_library_says_what_to_do(open_page: Open):
    page = open_page()
    (state,) = [one for one in page.findChildren(EmptyState) if one.isVisible()]
    assert "drop them" in state.label.text()
    assert not grid_of(page).isVisible()
    (only,) = [one for one in page.findChildren(PrimaryButton) if one.isVisible()]
    assert only is button(state, "Add photos")
    assert only.isEnabled()
    assert only.hasFocus()


def test_the_way_to_add_photos_stands_above_them_once_there_are_some(
    qtbot: QtBot, open_page: Open, shown: Library, tmp_path: Path
):
    page = open_page()
    assert not page._head._files.isVisible()
    shown.photos.add([picture(tmp_path / "a.jpg", taken=at(3))])
    qtbot.waitUntil(lambda: page._model.rowCount() == 1)
    (only,) = [one for one in page.findChildren(PrimaryButton) if one.isVisible()]
    assert only is page._head._files


def test_photos_are_filtered_by_pose(page: PhotosPage):
    assert counted(page) == "18 photos"
    click(button(page, "Left"))
    assert shown_poses(page) == ["left"] * 6
    assert counted(page) == "6 photos"
    click(button(page, "All"))
    assert page._model.rowCount() == 18


def test_photos_are_filtered_by_session(page: PhotosPage):
    box = choice(page, "Session")
    names = [box.itemText(number) for number in range(box.count())]
    assert names == [
        "All sessions",
        f"Session 2 · {written(day_ago(9))} · pico fractional",
        f"Session 1 · {written(day_ago(40))} · pico toning",
        "Before the first session",
    ]
    choose(box, names[2])
    assert {placed.number for placed in page._model.rows} == {1}
    choose(box, names[3])
    assert {placed.number for placed in page._model.rows} == {0}
    choose(box, names[0])
    assert page._model.rowCount() == 18


def test_where_nothing_matches_everything_is_one_click_away(
    page: PhotosPage, shown: Library, qtbot: QtBot
):
    click(button(page, "Left"))
    left = [one.id for one in shown.photos.every() if one.pose == "left"]
    shown.photos.change(left, pose="right")
    qtbot.waitUntil(lambda: page._model.rowCount() == 0)
    (state,) = [one for one in page.findChildren(EmptyState) if one.isVisible()]
    click(button(state, "Show all photos"))
    assert page._model.rowCount() == 18


def test_the_slider_changes_the_size(page: PhotosPage):
    slider = page.findChild(SizeSlider)
    assert isinstance(slider, SizeSlider)
    before = grid_of(page).visualRect(page._model.index(0)).width()
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert grid_of(page).visualRect(page._model.index(0)).width() == before + 8
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(30, slider.height() // 2))
    assert grid_of(page).visualRect(page._model.index(0)).width() == 112


def test_pose_and_condition_of_many_are_set_and_taken_back(
    page: PhotosPage, shown: Library, history: History, qtbot: QtBot
):
    ids = select(page, 0, 1, 2)
    bar = page.findChild(SelectionBar)
    assert isinstance(bar, SelectionBar)
    assert counted(page) == "18 photos · 3 selected"
    bar._poses.aboutToShow.emit()
    next(one for one in bar._poses.actions() if one.text() == "Left 45°").trigger()
    qtbot.waitUntil(lambda: all(shown.photos.find(one).pose == "left-45" for one in ids))
    next(one for one in bar._conditions.actions() if one.text() == "Make-up").trigger()
    qtbot.waitUntil(
        lambda: all(shown.photos.find(one).condition is Condition.MAKE_UP for one in ids)
    )
    qtbot.waitUntil(lambda: history.latest is not None and "Make-up" in history.latest.words)
    qtbot.waitUntil(lambda: shown_poses(page)[:3] == ["left-45"] * 3)
    assert grid_of(page).selected_count() == 3
    history.undo()
    history.undo()
    qtbot.waitUntil(
        lambda: [shown.photos.find(one).pose for one in ids] == ["front", "left", "right"]
    )
    assert all(shown.photos.find(one).condition is Condition.UNKNOWN for one in ids)


def test_a_close_up_gets_its_name_in_the_menu(page: PhotosPage, shown: Library, qtbot: QtBot):
    (photo_id,) = select(page, 0)
    bar = page.findChild(SelectionBar)
    assert isinstance(bar, SelectionBar)
    line = bar._poses.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText("…")
    QTest.keyClick(line, Qt.Key.Key_Return)
    line.setText("Left cheek")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.photos.find(photo_id).pose == "close-up:left-cheek")
    qtbot.waitUntil(lambda: "close-up:left-cheek" in shown_poses(page))
    bar._poses.aboutToShow.emit()
    (marked,) = [one.text() for one in bar._poses.actions() if one.isChecked()]
    assert marked == "Close-up left cheek"
    click(button(page, "Close-ups"))
    assert page._model.rowCount() == 1


def test_delete_puts_into_the_trash_and_undo_brings_back(
    page: PhotosPage, shown: Library, qtbot: QtBot
):
    ids = select(page, 3, 5)
    grid_of(page).setFocus()
    QTest.keyClick(grid_of(page), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page._model.rowCount() == 16)
    assert {one.id for one in shown.trash.look()} == set(ids)
    notice = page._notice
    qtbot.waitUntil(notice.isVisible)
    assert notice.sentence == "2 photos are in the trash for 30 days."
    click(button(notice, "Undo"))
    qtbot.waitUntil(lambda: page._model.rowCount() == 18)
    assert not notice.isVisible()
    assert shown.trash.look() == []
    assert (shown.folder / shown.photos.find(ids[0]).file).exists()


def test_the_day_of_a_photo_opens(page: PhotosPage, qtbot: QtBot):
    select(page, 0)
    with qtbot.waitSignal(page.day_wanted) as opened:
        click(button(page, "Open day"))
    assert opened.args == [day_ago(7)]
    select(page, 0, 1)
    assert not [
        one
        for one in page.findChildren(QPushButton)
        if one.text() == "Open day" and one.isVisible()
    ]


def test_the_photos_of_a_day_are_shown(page: PhotosPage):
    click(button(page, "Left"))
    page.show_day(day_ago(38))
    grid = grid_of(page)
    assert [one.photo.day for one in grid.selected] == [day_ago(38)] * 3
    assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))


def test_a_day_is_shown_as_soon_as_it_is_read(
    photos: list[Photo], shown: Library, open_page: Open, qtbot: QtBot, tmp_path: Path
):
    long_ago = day_ago(400)
    shown.photos.add([picture(tmp_path / "old.jpg", 77, taken=at(400))])
    page = open_page()
    page.show_day(long_ago)
    qtbot.waitUntil(lambda: [one.photo.day for one in grid_of(page).selected] == [long_ago])
    page.show_day(day_ago(399))
    assert [one.photo.day for one in grid_of(page).selected] == [long_ago]
    assert page._model.rowCount() == len(photos) + 1


def test_the_menu_offers_what_can_be_done(page: PhotosPage, photos: list[Photo], qtbot: QtBot):
    select(page, 1)
    bar = page.findChild(SelectionBar)
    assert isinstance(bar, SelectionBar)
    menu = bar.menu()
    words = [one.text() for one in menu.actions() if one.text()]
    assert words == [
        "Open",
        "Open its day",
        "Pose",
        "Condition",
        "Date",
        "Time",
        "Caption",
        "Move to trash",
    ]
    with qtbot.waitSignal(page.photo_wanted) as opened:
        menu.actions()[0].trigger()
    assert opened.args == [photos[16].id]
    select(page, 1, 2)
    words = [one.text() for one in bar.menu().actions() if one.text()]
    assert words == ["Compare", "Pose", "Condition", "Date", "Time", "Caption", "Move to trash"]


def test_the_menu_is_asked_for_by_pointer_and_key(page: PhotosPage, qtbot: QtBot):
    grid = grid_of(page)
    grid.menu_wanted.disconnect()
    select(page, 1)
    grid.selectionModel().setCurrentIndex(
        page._model.index(1), grid.selectionModel().SelectionFlag.NoUpdate
    )
    cell = grid.visualRect(page._model.index(1))
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        event = QContextMenuEvent(reason, cell.center(), grid.viewport().mapToGlobal(cell.center()))
        with qtbot.waitSignal(grid.menu_wanted) as wanted:
            QApplication.sendEvent(grid.viewport(), event)
        assert wanted.args == [grid.viewport().mapToGlobal(cell.center())]


def test_the_page_follows_what_is_saved_elsewhere(
    page: PhotosPage, shown: Library, qtbot: QtBot, tmp_path: Path
):
    shown.photos.add([picture(tmp_path / "new.jpg", 99, taken=at(1))], pose="left-45")
    qtbot.waitUntil(lambda: page._model.rowCount() == 19)
    assert page._model.rows[0].photo.pose == "left-45"
    assert button(page, "Left 45°").isVisible()
    shown.sessions.save(Session("", day_ago(2), "ipl"))
    qtbot.waitUntil(lambda: page._model.rows[0].number == 3)


def test_a_page_out_of_sight_rests_and_catches_up(
    page: PhotosPage, shown: Library, qtbot: QtBot, tmp_path: Path
):
    page.hide()
    shown.photos.add([picture(tmp_path / "new.jpg", 99, taken=at(1))])
    shown.photos.remove([page._model.rows[5].photo.id])
    QApplication.processEvents()
    assert page._model.rowCount() == 18
    page.show()
    qtbot.waitUntil(lambda: page._model.rows[0].photo.name == "new.jpg")
    assert page._model.rowCount() == 18


def test_photos_are_filtered_by_day_month_and_condition(
    page: PhotosPage, shown: Library, qtbot: QtBot
):
    days = choice(page, "Days after the session")
    names = [days.itemText(number) for number in range(days.count())]
    assert names == ["Any day", "Before the first session", "Day 0–7"]
    choose(days, "Day 0–7")
    assert page._model.rowCount() == 15
    months = choice(page, "Dates")
    latest = {(one.photo.day.year, one.photo.day.month) for one in page._model.rows}
    choose(months, months.itemText(1))
    shown_months = {(one.photo.day.year, one.photo.day.month) for one in page._model.rows}
    assert shown_months == {max(latest)}
    choose(months, "Any date")
    assert not choice(page, "Condition").isVisible()
    shown.photos.change(select(page, 0, 1), condition=Condition.CLEAN)
    qtbot.waitUntil(choice(page, "Condition").isVisible)
    choose(choice(page, "Condition"), "Clean skin")
    assert page._model.rowCount() == 2
    choose(days, "Before the first session")
    (state,) = [one for one in page.findChildren(EmptyState) if one.isVisible()]
    click(button(state, "Show all photos"))
    assert page._model.rowCount() == 18


def test_a_range_drawn_over_a_chart_is_named_above_its_photos_and_cleared_there(
    page: PhotosPage,
):
    page.show_between(day_ago(9), day_ago(8))
    assert page._model.rowCount() == 6
    assert choice(page, "Dates").isVisible()
    assert choice(page, "Dates").currentText() == "From … to …"
    fields = [day_field(page, name) for name in ("From", "To")]
    assert all(field.isVisible() for field in fields)
    assert [field.text() for field in fields] == [written(day_ago(9)), written(day_ago(8))]
    (clear,) = [
        one for one in page.findChildren(QAbstractButton) if one.accessibleName() == "Show any date"
    ]
    click(clear)
    assert page._model.rowCount() == 18
    assert choice(page, "Dates").currentText() == "Any date"
    assert not any(field.isVisible() for field in fields)


def test_a_range_stays_while_photos_are_read_anew(
    page: PhotosPage, shown: Library, qtbot: QtBot, tmp_path: Path
):
    page.show_between(day_ago(9), day_ago(8))
    shown.photos.add([picture(tmp_path / "new.jpg", 99, taken=at(8))])
    qtbot.waitUntil(lambda: page._model.rowCount() == 7)
    assert day_field(page, "From").text() == written(day_ago(9))
    assert day_field(page, "From").isVisible()


def test_photos_are_filtered_from_one_day_to_another(page: PhotosPage):
    choose(choice(page, "Dates"), "From … to …")
    assert page._model.rowCount() == 18
    assert day_field(page, "From").text() == written(day_ago(50))
    day = day_ago(39)
    day_field(page, "From").setDate(QDate(day.year, day.month, day.day))
    assert {placed.photo.day for placed in page._model.rows} == {
        day_ago(days) for days in (38, 9, 8, 7)
    }
    day_field(page, "To").setDate(QDate(1990, 1, 1))
    assert {placed.photo.day for placed in page._model.rows} == {day_ago(days) for days in (50, 40)}
    choose(choice(page, "Dates"), "Any date")
    assert page._model.rowCount() == 18


def test_the_list_of_sessions_opens_as_wide_as_its_words(page: PhotosPage):
    box = choice(page, "Session")
    widest = max(box.fontMetrics().horizontalAdvance(box.itemText(at)) for at in range(box.count()))
    assert box.view().minimumWidth() > widest
    assert box.view().textElideMode() is Qt.TextElideMode.ElideRight


def test_many_get_another_date_and_keep_their_times_until_undone(
    page: PhotosPage, shown: Library, history: History, qtbot: QtBot
):
    ids = select(page, 0, 1, 3)
    before = [shown.photos.find(one) for one in ids]
    bar = page._selection
    bar._mark()
    calendar = bar._days._calendar
    assert calendar is not None
    calendar.setSelectedDate(QDate(2026, 1, 5))
    view = calendar.findChild(QTableView)
    assert isinstance(view, QTableView)
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.photos.find(ids[2]).day == date(2026, 1, 5))
    moved = [shown.photos.find(one) for one in ids]
    assert [one.taken_at.time() for one in moved] == [one.taken_at.time() for one in before]
    assert {one.source for one in moved} == {DateSource.GIVEN}
    qtbot.waitUntil(lambda: history.latest is not None)
    history.undo()
    qtbot.waitUntil(lambda: [shown.photos.find(one) for one in ids] == before)


def test_many_get_another_time_in_one_step(
    page: PhotosPage, shown: Library, history: History, qtbot: QtBot
):
    ids = select(page, 0, 1, 3)
    before = [shown.photos.find(one) for one in ids]
    bar = page._selection
    bar._mark()
    field = bar._clocks._field
    assert field is not None
    field.setTime(QTime(7, 15))
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.photos.find(ids[2]).taken_at.time() == time(7, 15))
    moved = [shown.photos.find(one) for one in ids]
    assert [one.day for one in moved] == [one.day for one in before]
    assert {(one.taken_at.time(), one.source) for one in moved} == {(time(7, 15), DateSource.GIVEN)}
    history.undo()
    qtbot.waitUntil(lambda: [shown.photos.find(one) for one in ids] == before)


def test_many_get_one_caption(page: PhotosPage, shown: Library, history: History, qtbot: QtBot):
    ids = select(page, 0, 4)
    menu = page._selection._captions
    line = menu.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "after the mask")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.photos.find(ids[1]).caption == "after the mask")
    assert shown.photos.find(ids[0]).caption == "after the mask"
    qtbot.waitUntil(lambda: history.latest is not None)
    history.undo()
    qtbot.waitUntil(lambda: shown.photos.find(ids[1]).caption == "")


def test_only_poses_that_there_are_can_be_chosen(page: PhotosPage):
    poses = page._filters.findChild(Segmented)
    assert isinstance(poses, Segmented)
    assert list(poses._buttons) == ["", "front", "left", "right"]


def test_a_picture_that_is_gone_is_marked_and_the_rest_is_shown(
    photos: list[Photo], shown: Library, open_page: Open, qtbot: QtBot
):
    (shown.folder / photos[15].file).unlink()
    page = open_page()
    qtbot.waitUntil(lambda: page._pictures.is_unreadable(photos[15]))
    qtbot.waitUntil(lambda: page._pictures.pixmap(photos[16]) is not None)
