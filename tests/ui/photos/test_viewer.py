"""The viewer: stepping through time at the same zoom, and everything that can be done there."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain.photos import Condition, Photo
from recovery_app.services.library import Library
from recovery_app.ui.history import History
from recovery_app.ui.photos.viewer import PhotoViewer
from recovery_app.ui.widgets.notice import Notice
from tests.ui.photos.drawn import at, day_ago, picture


@pytest.fixture
def large(shown: Library, tmp_path: Path) -> list[Photo]:
    """Four photos of one shape, larger than the viewer."""
    files = [
        picture(tmp_path / f"{days}.jpg", days, taken=at(days), size=(1500, 2000))
        for days in (6, 5, 4, 3)
    ]
    poses = ("front", "left", "front", "front")
    for file, pose in zip(files, poses, strict=True):
        shown.photos.add([file], pose=pose)
    return shown.photos.every()


@pytest.fixture
def opened(viewer: PhotoViewer, large: list[Photo], qtbot: QtBot) -> PhotoViewer:
    """The viewer on the second of four photos, everything read."""
    viewer.show_photo(large[1].id)
    viewer.show()
    viewer.activateWindow()
    qtbot.waitUntil(viewer.isActiveWindow)
    qtbot.waitUntil(lambda: viewer._reader.complete and viewer.canvas.pixels > 320)
    return viewer


def button(within: QWidget, name: str) -> QAbstractButton:
    found = [
        one
        for one in within.findChildren(QAbstractButton)
        if name in (one.text(), one.accessibleName())
    ]
    return next(one for one in found if one.isVisible())


def said(viewer: PhotoViewer) -> str:
    return "\n".join(one.text() for one in viewer.findChildren(QLabel) if one.isVisible())


def wheel(viewer: PhotoViewer, where: QPointF, turn: int) -> None:
    canvas = viewer.canvas
    event = QWheelEvent(
        where,
        QPointF(canvas.mapToGlobal(where.toPoint())),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def test_a_photo_is_fitted_and_captioned(opened: PhotoViewer):
    place = opened.canvas.photo_rect()
    assert opened.canvas.zoom == 1
    assert round(place.height()) == opened.canvas.height()
    assert abs(place.center().x() - opened.canvas.width() / 2) < 1
    stamp = at(5)
    assert "Before the first session" in said(opened)
    assert f"{stamp:%a} {stamp.day} {stamp:%b %Y}, 12:00" in said(opened)
    assert "date from the camera (EXIF)" in said(opened)
    assert "1500 × 2000" in said(opened)
    assert "2 of 4" in said(opened)


def test_the_photo_is_painted(opened: PhotoViewer):
    image = opened.canvas.grab().toImage()
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    assert middle.blue() == pytest.approx(5, abs=6)  # the shade that it was drawn with
    assert image.pixelColor(image.width() // 2, 10).red() < 40
    assert image.pixelColor(image.width() // 2, image.height() - 10).red() > 215


def test_the_wheel_zooms_at_the_pointer(opened: PhotoViewer):
    canvas = opened.canvas
    for _ in range(6):
        wheel(opened, QPointF(canvas.width() / 2, canvas.height() / 2), 120)
    assert canvas.zoom == pytest.approx(1.25**6)
    where = QPointF(canvas.width() * 0.2, canvas.height() * 0.3)
    before = canvas._share_at(where)
    wheel(opened, where, 240)
    assert canvas.zoom == pytest.approx(1.25**8)
    after = canvas._share_at(where)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))
    for _ in range(9):
        wheel(opened, where, -120)
    assert canvas.zoom == 1


def test_looking_closer_brings_all_pixels(opened: PhotoViewer, qtbot: QtBot):
    assert opened.canvas.pixels < 1500
    QTest.keyClick(opened, Qt.Key.Key_Z)
    assert opened.canvas.percent == 100
    qtbot.waitUntil(lambda: opened.canvas.pixels == 1500)
    QTest.keyClick(opened, Qt.Key.Key_Z)
    assert opened.canvas.zoom == 1
    QTest.keyClick(opened, Qt.Key.Key_Plus)
    assert opened.canvas.zoom == pytest.approx(1.25)
    QTest.keyClick(opened, Qt.Key.Key_Minus)
    assert opened.canvas.zoom == pytest.approx(1)


def test_dragging_pans_and_stops_at_the_edge(opened: PhotoViewer):
    canvas = opened.canvas
    QTest.keyClick(opened, Qt.Key.Key_Z)
    before = canvas.photo_rect()
    start = QPoint(400, 300)
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(canvas, left, pos=start)
    QTest.mouseMove(canvas, start + QPoint(30, 40))
    QTest.mouseRelease(canvas, left, pos=start + QPoint(30, 40))
    moved = canvas.photo_rect()
    assert round(moved.left() - before.left()) == 30
    assert round(moved.top() - before.top()) == 40
    QTest.mousePress(canvas, left, pos=start)
    QTest.mouseMove(canvas, start + QPoint(5000, 5000))
    QTest.mouseRelease(canvas, left, pos=start + QPoint(5000, 5000))
    assert round(canvas.photo_rect().left()) == 0
    assert round(canvas.photo_rect().top()) == 0


def test_zoom_and_place_stay_while_she_steps(opened: PhotoViewer, large: list[Photo], qtbot: QtBot):
    wheel(opened, QPointF(300, 200), 360)
    zoom, centre = opened.canvas.zoom, opened.canvas.centre
    QTest.keyClick(opened, Qt.Key.Key_Right)
    assert opened.photo_id == large[2].id
    qtbot.waitUntil(lambda: opened.canvas.pixels > 320)
    assert opened.canvas.zoom == zoom
    assert opened.canvas.centre == centre
    QTest.keyClick(opened, Qt.Key.Key_Left)
    QTest.keyClick(opened, Qt.Key.Key_Left)
    assert opened.photo_id == large[0].id
    assert (opened.canvas.zoom, opened.canvas.centre) == (zoom, centre)
    assert not button(opened, "Earlier photo").isEnabled()


def test_the_buttons_and_home_and_end_step_too(opened: PhotoViewer, large: list[Photo]):
    QTest.mouseClick(button(opened, "Later photo"), Qt.MouseButton.LeftButton)
    assert opened.photo_id == large[2].id
    QTest.keyClick(opened, Qt.Key.Key_Home)
    assert opened.photo_id == large[0].id
    QTest.keyClick(opened, Qt.Key.Key_End)
    assert opened.photo_id == large[3].id
    assert not button(opened, "Later photo").isEnabled()


def test_she_can_step_through_one_pose_alone(opened: PhotoViewer, large: list[Photo]):
    QTest.keyClick(opened, Qt.Key.Key_Left)
    QTest.mouseClick(button(opened, "Same pose only"), Qt.MouseButton.LeftButton)
    assert "1 of 3" in said(opened)
    QTest.keyClick(opened, Qt.Key.Key_Right)
    assert opened.photo_id == large[2].id


def test_a_photo_opened_anew_is_fitted(opened: PhotoViewer, large: list[Photo]):
    QTest.keyClick(opened, Qt.Key.Key_Z)
    opened.hide()
    opened.show_photo(large[0].id)
    opened.show()
    assert opened.canvas.zoom == 1


def test_escape_closes_and_the_day_opens(opened: PhotoViewer, qtbot: QtBot):
    with qtbot.waitSignal(opened.day_wanted) as day:
        QTest.mouseClick(button(opened, "Open day"), Qt.MouseButton.LeftButton)
    assert day.args == [day_ago(5)]
    with qtbot.waitSignal(opened.closed):
        QTest.keyClick(opened, Qt.Key.Key_Escape)


def test_pose_and_condition_are_set_and_shown(
    opened: PhotoViewer, large: list[Photo], shown: Library, qtbot: QtBot
):
    caption = opened._caption
    caption._poses.aboutToShow.emit()
    assert [one.text() for one in caption._poses.actions() if one.isChecked()] == ["Left"]
    next(one for one in caption._poses.actions() if one.text() == "Right").trigger()
    qtbot.waitUntil(lambda: shown.photos.find(large[1].id).pose == "right")
    qtbot.waitUntil(lambda: caption._pose.text() == "Right")
    next(one for one in caption._conditions.actions() if one.text() == "Clean skin").trigger()
    qtbot.waitUntil(lambda: caption._condition.text() == "Clean skin")
    assert shown.photos.find(large[1].id).condition is Condition.CLEAN


def test_a_removed_photo_makes_room_for_the_next_and_comes_back(
    opened: PhotoViewer, large: list[Photo], shown: Library, history: History, qtbot: QtBot
):
    QTest.keyClick(opened, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: opened.photo_id == large[2].id)
    assert "2 of 3" in said(opened)
    notice = opened.findChild(Notice)
    assert isinstance(notice, Notice)
    qtbot.waitUntil(notice.isVisible)
    history.undo()
    qtbot.waitUntil(lambda: "3 of 4" in said(opened))
    assert not notice.isVisible()
    assert shown.photos.find(large[1].id) == large[1]


def test_the_viewer_closes_with_the_last_photo(
    opened: PhotoViewer, large: list[Photo], shown: Library, qtbot: QtBot
):
    with qtbot.waitSignal(opened.closed):
        shown.photos.remove([one.id for one in large])


def test_a_photo_that_is_gone_is_said_in_a_sentence(opened: PhotoViewer, large: list[Photo]):
    opened.show_photo("nobody")
    notice = opened.findChild(Notice)
    assert isinstance(notice, Notice)
    assert notice.sentence == "This photo is not there any more."
    assert opened.photo_id == large[1].id


def test_a_picture_that_cannot_be_read_says_why(
    viewer: PhotoViewer, large: list[Photo], shown: Library, qtbot: QtBot
):
    (shown.folder / large[0].file).write_bytes(b"broken")
    viewer.show_photo(large[0].id)
    viewer.show()
    qtbot.waitUntil(lambda: viewer.canvas._sentence.startswith("This is not a picture"))
    QTest.keyClick(viewer, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: viewer.canvas.pixels > 320)
