"""The viewer's extras: turning, tones and camera, that day's notes, whole screen, reference."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from recovery_app.domain.alignment import Aligned, Method, Placement
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.photos import CameraFacts, Photo
from recovery_app.services.library import Library
from recovery_app.ui.history import History
from recovery_app.ui.photos.viewer import PhotoViewer
from recovery_app.ui.photos.viewer_info import Tones, camera_words
from tests.ui.photos.drawn import at

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def two(shown: Library, tmp_path: Path) -> list[Photo]:
    """A photo of a camera that signs and knows its place, and a plain one, both of one pose."""
    for number, days in enumerate((3, 2)):
        exif = Image.Exif()
        if number == 0:
            exif[0x0110] = "Pocket 3"
            inner = exif.get_ifd(0x8769)
            inner[0x829A], inner[0x829D], inner[0x8827] = 0.01, 1.8, 64
            exif.get_ifd(0x8825).update({1: "N", 2: (1.0, 17.0, 24.0)})
        image = Image.new("RGB", (900, 1200), (202, 90 + number, 22))
        file = tmp_path / f"{number}.jpg"
        image.save(file, exif=exif)
        shown.photos.add([file], pose="front", day=at(days).date())
    return shown.photos.every()


@pytest.fixture
def opened(viewer: PhotoViewer, two: list[Photo], qtbot: QtBot) -> PhotoViewer:
    """The viewer on the first photo, everything read."""
    viewer.show_photo(two[0].id)
    viewer.show()
    viewer.activateWindow()
    qtbot.waitUntil(viewer.isActiveWindow)
    qtbot.waitUntil(lambda: viewer._reader.complete and viewer.canvas.pixels > 320)
    return viewer


def said(viewer: PhotoViewer) -> str:
    return "\n".join(one.text() for one in viewer.findChildren(QLabel) if one.isVisible())


def test_a_photo_is_turned_both_ways_and_back_by_undo(
    opened: PhotoViewer, two: list[Photo], shown: Library, history: History, qtbot: QtBot
):
    file = shown.folder / two[0].file
    before = file.read_bytes()
    QTest.keyClick(opened.canvas, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: "1200 × 900" in said(opened))
    qtbot.waitUntil(lambda: opened.canvas.image.width() > opened.canvas.image.height())
    QTest.keyClick(opened.canvas, Qt.Key.Key_R, SHIFT)
    qtbot.waitUntil(lambda: "900 × 1200" in said(opened))
    qtbot.waitUntil(lambda: shown.photos.find(two[0].id).turns == 0)
    history.undo()
    qtbot.waitUntil(lambda: shown.photos.find(two[0].id).turns == 1)
    assert file.read_bytes() == before


def test_an_undo_that_comes_while_something_is_saved_takes_back_that(
    opened: PhotoViewer, two: list[Photo], shown: Library, history: History, qtbot: QtBot
):
    shown.photos.change([two[0].id], pose="left")
    said_before: list[str] = []
    history.add("earlier", two[0].taken_at, lambda: said_before.append("taken back"))
    QTest.keyClick(opened.canvas, Qt.Key.Key_R)
    history.undo()  # at once, before anything is saved
    qtbot.waitUntil(lambda: history.latest is not None and history.latest.words == "earlier")
    qtbot.waitUntil(lambda: not opened._deeds._actions._tasks.busy)
    assert shown.photos.find(two[0].id).turns == 0
    assert said_before == []
    history.undo()
    assert said_before == ["taken back"]


def test_a_save_that_fails_leaves_the_step_before_to_undo(
    opened: PhotoViewer, two: list[Photo], shown: Library, history: History, qtbot: QtBot
):
    shown.photos.remove([two[0].id])
    done: list[str] = []
    history.add("earlier", two[0].taken_at, lambda: done.append("taken back"))
    opened._deeds._actions.turn(two[0].id, 1)
    history.undo()
    qtbot.waitUntil(lambda: done == ["taken back"])


def test_taking_a_turn_back_brings_back_what_was_laid_by_hand(
    opened: PhotoViewer, two: list[Photo], shown: Library, history: History, qtbot: QtBot
):
    by_hand = Placement(1.1, 4, 0.02, -0.01)
    shown.alignment.place_by_hand(two[1], two[0], by_hand)
    for turned in two:  # the photo itself, and the one that it lies over
        opened._deeds._actions.turn(turned.id, 1)
        qtbot.waitUntil(lambda: history.latest is not None)
        assert shown.alignment.laid(two[1]).aligned is None
        history.undo()
        qtbot.waitUntil(lambda: shown.alignment.laid(two[1]).aligned is not None)
        laid = shown.alignment.laid(two[1]).aligned
        assert laid is not None
        assert laid.placement == by_hand


def test_tones_camera_and_the_day_are_told_on_demand(
    opened: PhotoViewer, two: list[Photo], shown: Library, qtbot: QtBot
):
    change = EntryChange(ratings={"redness": 3}, note="cool water helped")
    shown.journal.log(two[0].taken_at, change)
    assert "Pocket 3" not in said(opened)
    QTest.keyClick(opened.canvas, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: "Pocket 3" in said(opened))
    assert "1/100 s · f/1.8 · ISO 64" in said(opened)
    assert "says where it was taken" in said(opened)
    assert "Redness: strong" in said(opened)
    assert "cool water helped" in said(opened)
    tones = opened.findChild(Tones)
    assert isinstance(tones, Tones)
    peaks = [curve.index(max(curve)) for curve in tones.curves]
    assert peaks == [202 // 4, 90 // 4, 22 // 4]
    line = QImage(30_000, 1, QImage.Format.Format_RGB32)
    line.fill(0xFF808080)
    tones.show_image(line)
    assert [curve.index(max(curve)) for curve in tones.curves] == [0x80 // 4] * 3
    QTest.keyClick(opened.canvas, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: "The camera noted nothing." in said(opened))
    assert "says where it was taken" not in said(opened)
    QTest.keyClick(opened.canvas, Qt.Key.Key_I)
    assert "Nothing was noted." not in said(opened)


def test_what_was_noted_is_told_also_where_the_file_is_lost(
    opened: PhotoViewer, two: list[Photo], shown: Library, qtbot: QtBot
):
    shown.journal.log(two[0].taken_at, EntryChange(note="cool water helped"))
    (shown.folder / two[0].file).unlink()
    QTest.keyClick(opened.canvas, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: "The photo's file cannot be read." in said(opened))
    assert "cool water helped" in said(opened)


def test_the_whole_screen_is_left_before_the_photo(opened: PhotoViewer):
    full: list[bool] = []
    closed: list[bool] = []
    opened.full_screen.connect(full.append)
    opened.closed.connect(lambda: closed.append(True))
    QTest.keyClick(opened.canvas, Qt.Key.Key_F11)
    assert full == [True]
    assert said(opened) == ""
    QTest.keyClick(opened.canvas, Qt.Key.Key_Escape)
    assert full == [True, False]
    assert closed == []
    QTest.keyClick(opened.canvas, Qt.Key.Key_Escape)
    assert closed == [True]


def test_a_photo_becomes_the_reference_of_its_pose_until_undone(
    opened: PhotoViewer, two: list[Photo], shown: Library, history: History, qtbot: QtBot
):
    QTest.keyClick(opened.canvas, Qt.Key.Key_Right)
    assert opened.photo_id == two[1].id
    opened._caption._reference.trigger()
    qtbot.waitUntil(lambda: shown.alignment.references()["front"].id == two[1].id)
    qtbot.waitUntil(lambda: history.latest is not None)
    history.undo()
    qtbot.waitUntil(lambda: shown.alignment.references()["front"].id == two[0].id)


def test_camera_words_leave_out_what_is_not_known():
    assert camera_words(CameraFacts()) == ""
    long = CameraFacts(exposure=1.5, focal_length=26, lens="wide")
    assert camera_words(long) == "wide\n1.5 s · 26 mm"


def test_how_it_lies_over_its_reference_and_how_sure_that_is_is_told(
    opened: PhotoViewer, two: list[Photo], shown: Library, qtbot: QtBot
):
    found = Aligned(Placement(dx=0.01), Method.FEATURES, 0.0141)
    shown.alignment.keep(two[1], two[0], found)
    opened.show_info()
    qtbot.waitUntil(lambda: "The reference: the others" in said(opened))
    opened.show_photo(two[1].id)
    qtbot.waitUntil(lambda: "Aligned by features; it may be off by about 1.4 %" in said(opened))
