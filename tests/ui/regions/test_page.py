"""Regions are drawn, changed and taken back with the mouse and with the keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain.photos import Photo
from recovery_app.domain.regions import Region, Role
from recovery_app.services.library import Library
from recovery_app.services.regions import NO_AREAS, NO_REFERENCE
from recovery_app.ui.history import History
from recovery_app.ui.regions.page import RegionsPage
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.widgets.notice import Notice

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SQUARE = ((0.30, 0.45), (0.42, 0.45), (0.42, 0.57), (0.30, 0.57))


@pytest.fixture
def opened(page: RegionsPage, faces: list[Photo], qtbot: QtBot, tasks: Tasks) -> RegionsPage:
    """The page on the front pose, its photo painted."""
    assert faces
    page.show_pose("front")
    qtbot.waitUntil(lambda: page.stage.pixels > 320 and not tasks.busy)
    return page


def press(within: QWidget, name: str) -> None:
    found = [
        one
        for one in within.findChildren(QAbstractButton)
        if name in (one.text(), one.accessibleName())
    ]
    QTest.mouseClick(next(one for one in found if one.isVisible()), LEFT)


def said(within: QWidget) -> str:
    return "\n".join(one.text() for one in within.findChildren(QLabel) if one.isVisible())


def place(page: RegionsPage, spot: tuple[float, float]) -> QPoint:
    return page.stage._at(spot).toPoint()


def click(page: RegionsPage, spot: tuple[float, float]) -> None:
    QTest.mouseClick(page.stage, LEFT, NONE, place(page, spot))


def drag(page: RegionsPage, start: tuple[float, float], end: tuple[float, float]) -> None:
    QTest.mousePress(page.stage, LEFT, NONE, place(page, start))
    half = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    QTest.mouseMove(page.stage, place(page, half))
    QTest.mouseMove(page.stage, place(page, end))
    QTest.mouseRelease(page.stage, LEFT, NONE, place(page, end))


def settle(qtbot: QtBot, tasks: Tasks) -> None:
    qtbot.waitUntil(lambda: not tasks.busy)


def only(library: Library) -> Region:
    (region,) = library.regions.of_pose("front").regions
    return region


def draw_square(page: RegionsPage, qtbot: QtBot, tasks: Tasks, name: str) -> None:
    press(page, name)
    for spot in (*SQUARE, SQUARE[0]):
        click(page, spot)
    settle(qtbot, tasks)


def test_a_treated_area_is_drawn_corner_by_corner_and_saved(
    opened: RegionsPage, shown: Library, history: History, qtbot: QtBot, tasks: Tasks
):
    assert NO_AREAS in said(opened)
    draw_square(opened, qtbot, tasks, "Draw treated area")
    region = only(shown)
    assert (region.role, region.name) == (Role.TREATED, "Treated")
    for (x, y), (wanted_x, wanted_y) in zip(region.outline, SQUARE, strict=True):
        assert (x, y) == pytest.approx((wanted_x, wanted_y), abs=0.002)
    assert NO_REFERENCE in said(opened)
    history.undo()
    settle(qtbot, tasks)
    assert shown.regions.of_pose("front").regions == ()
    assert NO_AREAS in said(opened)


def test_a_corner_is_dragged_and_the_way_back_leads_there(
    opened: RegionsPage, shown: Library, history: History, qtbot: QtBot, tasks: Tasks
):
    draw_square(opened, qtbot, tasks, "Draw own reference")
    before = only(shown)
    drag(opened, SQUARE[2], (0.46, 0.60))
    settle(qtbot, tasks)
    assert only(shown).outline[2] == pytest.approx((0.46, 0.60), abs=0.002)
    assert only(shown).outline[:2] == before.outline[:2]
    history.undo()
    settle(qtbot, tasks)
    assert only(shown) == before


def test_a_corner_is_pulled_out_of_an_edge_and_removed_again(
    opened: RegionsPage, shown: Library, qtbot: QtBot, tasks: Tasks
):
    draw_square(opened, qtbot, tasks, "Draw treated area")
    drag(opened, (0.36, 0.45), (0.36, 0.40))
    settle(qtbot, tasks)
    assert len(only(shown).outline) == 5
    assert only(shown).outline[1] == pytest.approx((0.36, 0.40), abs=0.002)
    press(opened, "Remove corner")
    settle(qtbot, tasks)
    assert len(only(shown).outline) == 4
    press(opened, "Add corner")
    settle(qtbot, tasks)
    assert len(only(shown).outline) == 5


def test_arrow_keys_move_the_chosen_corner_and_save_when_they_are_let_go(
    opened: RegionsPage, shown: Library, history: History, qtbot: QtBot, tasks: Tasks
):
    draw_square(opened, qtbot, tasks, "Draw treated area")
    before = only(shown).outline
    stage = opened.stage
    assert stage.hasFocus()
    assert stage.accessibleDescription() == "Treated: corner 1 of 4"
    QTest.keyClick(stage, Qt.Key.Key_PageDown)
    assert stage.accessibleDescription() == "Treated: corner 2 of 4"
    QTest.keyClick(stage, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, tasks)
    after = only(shown).outline
    assert after[0] == before[0]
    assert after[1][0] - before[1][0] == pytest.approx(12 / stage._longer(), rel=0.01)
    assert after[1][1] == pytest.approx(before[1][1])
    steps = len(history._steps)
    QTest.keyPress(stage, Qt.Key.Key_Down)
    QTest.keyPress(stage, Qt.Key.Key_Down)
    assert len(history._steps) == steps
    QTest.keyRelease(stage, Qt.Key.Key_Down)
    settle(qtbot, tasks)
    assert len(history._steps) == steps + 1


def test_an_outline_is_drawn_by_the_keyboard_alone(
    opened: RegionsPage, shown: Library, qtbot: QtBot, tasks: Tasks
):
    press(opened, "Draw spot")
    stage = opened.stage
    for key, times in (("", 0), ("Right", 6), ("Down", 6), ("Left", 6)):
        for _ in range(times):
            QTest.keyClick(stage, getattr(Qt.Key, f"Key_{key}"), Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(stage, Qt.Key.Key_Space)
    assert stage.corners == 4
    QTest.keyClick(stage, Qt.Key.Key_Backspace)
    assert stage.corners == 3
    QTest.keyClick(stage, Qt.Key.Key_Return)
    settle(qtbot, tasks)
    assert only(shown).role is Role.SPOT
    assert len(only(shown).outline) == 3
    QTest.keyClick(stage, Qt.Key.Key_Backspace)  # three corners always remain
    settle(qtbot, tasks)
    assert len(only(shown).outline) == 3


def test_escape_stops_drawing_first_and_leaves_the_page_then(
    opened: RegionsPage, shown: Library, qtbot: QtBot
):
    press(opened, "Draw spot")
    click(opened, SQUARE[0])
    with qtbot.assertNotEmitted(opened.closed):
        QTest.keyClick(opened.stage, Qt.Key.Key_Escape)
    assert opened.stage.drawing is None
    with qtbot.waitSignal(opened.closed):
        QTest.keyClick(opened.stage, Qt.Key.Key_Escape)
    assert shown.regions.of_pose("front").regions == ()


def test_an_outline_that_crosses_itself_is_not_lost_and_says_what_is_wrong(
    opened: RegionsPage, shown: Library, qtbot: QtBot, tasks: Tasks
):
    press(opened, "Draw treated area")
    for spot in (SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]):
        click(opened, spot)
    QTest.keyClick(opened.stage, Qt.Key.Key_Return)
    settle(qtbot, tasks)
    notice = opened.findChild(Notice)
    assert notice is not None
    assert notice.sentence == "The outline of the area crosses itself."
    assert opened.stage.corners == 4
    assert shown.regions.of_pose("front").regions == ()
    for _ in range(3):
        QTest.keyClick(opened.stage, Qt.Key.Key_Backspace)
    for spot in (*SQUARE[1:], SQUARE[0]):
        click(opened, spot)
    settle(qtbot, tasks)
    assert len(only(shown).outline) == 4
    assert not notice.isVisible()


def test_a_corner_dragged_across_the_outline_snaps_back_and_says_why(
    opened: RegionsPage, shown: Library, qtbot: QtBot, tasks: Tasks
):
    draw_square(opened, qtbot, tasks, "Draw treated area")
    before = only(shown)
    drag(opened, SQUARE[0], (0.50, 0.52))
    settle(qtbot, tasks)
    notice = opened.findChild(Notice)
    assert notice is not None
    assert notice.sentence == "The outline of the area crosses itself."
    assert only(shown) == before
    assert opened.stage._changed.outline == before.outline


def test_a_corner_cannot_leave_the_photo(
    opened: RegionsPage, shown: Library, qtbot: QtBot, tasks: Tasks
):
    draw_square(opened, qtbot, tasks, "Draw treated area")
    drag(opened, SQUARE[3], (-0.2, 0.57))
    settle(qtbot, tasks)
    assert only(shown).outline[3][0] == 0


def test_ready_areas_come_with_one_click_and_go_with_one_undo(
    opened: RegionsPage, shown: Library, history: History, qtbot: QtBot, tasks: Tasks
):
    press(opened, "Offer face regions")
    settle(qtbot, tasks)
    found = shown.regions.of_pose("front")
    assert {one.role for one in found.regions} == {Role.TREATED, Role.REFERENCE}
    assert found.missing == ""
    names = opened.findChild(QListWidget)
    assert names is not None
    assert names.count() == len(found.regions)
    assert names.item(0).text().startswith(found.regions[0].name)
    history.undo()
    settle(qtbot, tasks)
    assert shown.regions.of_pose("front").regions == ()


def test_a_region_is_renamed_and_gets_another_role_and_is_removed(
    opened: RegionsPage, shown: Library, history: History, qtbot: QtBot, tasks: Tasks
):
    draw_square(opened, qtbot, tasks, "Draw treated area")
    name = opened.findChild(QLineEdit)
    assert name is not None
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Left cheek")
    QTest.keyClick(name, Qt.Key.Key_Return)
    settle(qtbot, tasks)
    assert only(shown).name == "Left cheek"
    role = opened.panel._role
    role.setFocus()
    QTest.keyClick(role, Qt.Key.Key_Down)
    settle(qtbot, tasks)
    assert only(shown).role is Role.REFERENCE
    press(opened, "Remove region")
    settle(qtbot, tasks)
    assert shown.regions.of_pose("front").regions == ()
    history.undo()
    settle(qtbot, tasks)
    assert (only(shown).name, only(shown).role) == ("Left cheek", Role.REFERENCE)


@pytest.mark.parametrize(
    ("pose", "sentence"),
    [("", "a photo whose pose is known"), ("left", "no photo of the pose “Left” yet")],
)
def test_without_a_photo_to_draw_on_the_page_says_what_to_do_and_leads_there(
    page: RegionsPage, qtbot: QtBot, tasks: Tasks, pose: str, sentence: str
):
    page.show_pose(pose)
    settle(qtbot, tasks)
    assert said(page).count(sentence) == 1
    assert not page.panel.isVisible()
    with qtbot.waitSignal(page.photos_wanted):
        press(page, "Open photos")


def test_a_photo_that_gets_its_pose_brings_the_drawing_back(
    page: RegionsPage, faces: list[Photo], shown: Library, qtbot: QtBot, tasks: Tasks
):
    shown.photos.change([one.id for one in faces], pose="")
    page.show_pose()
    settle(qtbot, tasks)
    assert not page.stage.isVisible()

    shown.photos.change([faces[0].id], pose="front")
    qtbot.waitUntil(page.stage.isVisible)
    assert NO_AREAS in said(page)


def test_the_outline_is_seen_on_the_photo(opened: RegionsPage, qtbot: QtBot, tasks: Tasks):
    before = opened.stage.grab().toImage()
    draw_square(opened, qtbot, tasks, "Draw own reference")
    after = opened.stage.grab().toImage()
    on_edge, inside = place(opened, (0.42, 0.51)), place(opened, (0.55, 0.70))
    assert before.pixelColor(on_edge) != after.pixelColor(on_edge)
    assert before.pixelColor(inside) == after.pixelColor(inside)
