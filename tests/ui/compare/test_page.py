"""The Compare page on a real library with real pictures."""

from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from recovery_app.domain.alignment import Aligned, Method, Placement
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.compare import ready
from recovery_app.ui.compare.page import ComparePage
from recovery_app.ui.compare.painting import Mode
from recovery_app.ui.history import History
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from tests.ui.compare.conftest import Open


def captions(page: ComparePage) -> list[str]:
    """Read what stands under the sides."""
    return [pane.words()[0] for pane in page.stage.panes]


def test_it_opens_on_before_and_latest(open_page: Open) -> None:
    first, second = captions(open_page())
    assert first.startswith("Before the first session")
    assert first.endswith("pinned")
    assert second.startswith("Day 5 after session 1")


def test_a_pose_with_a_longer_name_that_comes_later_is_not_cut(qtbot: QtBot, open_page: Open):
    poses = open_page().below.poses
    poses.addItem("A long name of a close-up")
    poses.setCurrentIndex(1)
    words = poses.fontMetrics().horizontalAdvance(poses.currentText())
    qtbot.waitUntil(lambda: words < poses.width() <= poses.maximumWidth())


def test_stepping_keeps_the_baseline_and_the_zoom(
    qtbot: QtBot, open_page: Open, tasks: Tasks
) -> None:
    page = open_page()
    page.stage.zoom_by(3.0)
    zoom, centre = page.stage.view.zoom, page.stage.view.centre
    for _ in range(2):
        QTest.keyClick(page.stage, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: not tasks.busy)
    first, second = captions(page)
    assert first.startswith("Before the first session")
    assert second.startswith("Day 1 after session 1")
    assert (page.stage.view.zoom, page.stage.view.centre) == (zoom, centre)
    assert not page.stage.panes[1].image.isNull()


def test_a_photo_that_is_lost_says_so_in_its_place_until_it_is_back(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    lost = shown.folder / shown.photos.every()[-2].file
    kept = lost.read_bytes()
    lost.unlink()
    page = open_page()
    QTest.keyClick(page.stage, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: page.stage.panes[1].broken and not tasks.busy)
    assert not page.stage.panes[0].broken
    lost.write_bytes(kept)
    QTest.keyClick(page.stage, Qt.Key.Key_Left)
    QTest.keyClick(page.stage, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: not page.stage.panes[1].image.isNull() and not tasks.busy)
    assert not page.stage.panes[1].broken


def test_p_pins_the_right_side(qtbot: QtBot, open_page: Open, tasks: Tasks) -> None:
    page = open_page()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.stage.setFocus()
    QTest.keyClick(page.stage, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert captions(page)[0].startswith("Day 5 after session 1")


def test_a_third_photo_keeps_to_the_slider_and_four_at_once_stand_side_by_side(
    open_page: Open,
) -> None:
    page = open_page()
    page.modes.chosen.emit(Mode.SLIDER.value)
    photos = page.strip.photos_model.photos
    latest = page.stage.panes[1].photo
    page.strip.taken.emit(photos[1], True)
    assert len(page.stage.panes) == 3
    assert page.stage.mode is Mode.SLIDER
    assert [one.photo.id for one in page.stage.in_sight] == [photos[0].id, photos[1].id]
    assert "first and the last of 3" in page.below._state.text()
    for add in (False, True):  # what the slider hides comes into sight at any click
        page.strip.taken.emit(latest if not add else photos[1], add)
        assert len(page.stage.panes) == 3
    assert page.stage.in_sight[1].photo.id == photos[1].id
    page.show_photos(photos[:4])
    assert page.stage.mode is Mode.SIDE


def test_a_placement_made_by_hand_is_used_at_once(
    qtbot: QtBot, open_page: Open, shown: Library
) -> None:
    page = open_page()
    photo = page.stage.panes[1].photo
    reference = shown.alignment.references()["front"]
    shown.alignment.place_by_hand(photo, reference, Placement(1.1, 2.0, 0.01, 0.02))
    qtbot.waitUntil(lambda: page.stage.panes[1].placement is not None)
    assert page.stage.panes[1].placement == Placement(1.1, 2.0, 0.01, 0.02)


def test_the_comparison_is_saved_with_its_captions(
    qtbot: QtBot, open_page: Open, tasks: Tasks, tmp_path: Path
) -> None:
    page = open_page()
    file, size = tmp_path / "better.png", page.stage.size()
    page.save_picture(file)
    qtbot.waitUntil(lambda: not tasks.busy)
    saved = QImage(str(file))
    assert saved.size() == size * 2
    dark = [
        saved.pixelColor(x, y).lightness() < 90
        for x in range(40, 400, 7)
        for y in range(saved.height() - 90, saved.height() - 40, 7)
    ]
    assert any(dark)


def test_a_place_that_cannot_be_written_is_said(
    qtbot: QtBot, open_page: Open, tasks: Tasks, tmp_path: Path
) -> None:
    page = open_page()
    page.save_picture(tmp_path / "nowhere" / "better.png")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert page._notice.sentence.startswith("There is no folder")


def test_without_photos_it_says_what_to_do(
    qtbot: QtBot, shown: Library, tasks: Tasks, changes: Changes, history: History, look: Look
) -> None:
    page = ComparePage(shown, tasks, changes, history, look)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert page._empty.isVisible()
    assert not page.modes.isVisible()
    assert not page.head.save.isVisible()
    with qtbot.waitSignal(page.photos_wanted):
        page._empty.acted.emit()


def test_a_side_moved_alone_stays_so_while_stepping_and_not_with_other_photos(
    qtbot: QtBot, open_page: Open, tasks: Tasks
) -> None:
    page = open_page()
    page.stage.panes[1].shift = QPointF(0.1, 0.0)
    QTest.keyClick(page.stage, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert captions(page)[1].startswith("Day 2")
    assert page.stage.panes[1].shift == QPointF(0.1, 0.0)
    week = ready.menu(
        page, page.strip.photos_model.photos, page._album.sessions, None, page.show_photos
    )
    week.actions()[-1].trigger()
    assert [one.split(" after")[0] for one in captions(page)] == [
        "Day 0",
        "Day 1",
        "Day 2",
        "Day 5",
    ]
    assert all(pane.shift == QPointF() for pane in page.stage.panes)


def test_a_name_without_its_kind_becomes_a_png(
    qtbot: QtBot, open_page: Open, tmp_path: Path
) -> None:
    page = open_page()
    page.save_picture(tmp_path / "better")
    qtbot.waitUntil(lambda: page._notice.sentence == "Saved as better.png.")
    assert not QImage(str(tmp_path / "better.png")).isNull()


def test_the_strip_says_where_a_session_begins_and_tells_everything_to_who_hears_it(
    open_page: Open,
) -> None:
    strip = open_page().strip
    assert [one.begins for one in strip.photos_model.words] == ["", "session 1", "", "", ""]
    said = [
        str(strip.photos_model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(2)
    ]
    assert said[0].startswith("Before the first session")
    assert said[1].startswith("Day 0 after session 1")


def test_the_editor_stands_alone_with_its_own_buttons(
    qtbot: QtBot, open_page: Open, tasks: Tasks, tmp_path: Path
) -> None:
    page = open_page()
    page.save_picture(tmp_path / "better.png")
    qtbot.waitUntil(lambda: page._notice.sentence == "Saved as better.png.")
    page.below.mend_wanted.emit()
    assert page.mending.active
    assert not page.head.save.isVisible()
    assert not page._notice.isVisible()
    page.mending.end()
    assert page.head.save.isVisible()
    qtbot.waitUntil(lambda: not tasks.busy)


def test_how_sure_an_alignment_is_stands_beside_the_photo_and_why_another_has_none(
    qtbot: QtBot, open_page: Open, shown: Library
) -> None:
    page = open_page()
    first, photo = (pane.photo for pane in page.stage.panes)
    reference = shown.alignment.references()["front"]
    assert first.id == reference.id
    assert page.stage.panes[0].words()[1].endswith("the reference")
    shown.alignment.keep(photo, reference, Aligned(Placement(dx=0.01), Method.EYES, 0.0062))
    qtbot.waitUntil(lambda: page.stage.panes[1].placement is not None)
    assert page.stage.panes[1].words()[1].endswith("aligned by the eyes, ±0.6 %")
    assert "±" not in page.stage.panes[1].words(saved=True)[1]
    assert "±" not in page.stage.panes[1].words(aligned=False)[1]
    assert "0.6 % of the eye distance" in page.below._state.toolTip()
    page.below.mend_wanted.emit()
    assert "0.6 % of the eye distance" in page.mending.editor._told.text()
    page.mending.end()
    shown.alignment.keep(photo, reference, "It is too dark.")
    qtbot.waitUntil(lambda: page.stage.panes[1].placement is None)
    assert page.stage.panes[1].words()[1].endswith("not aligned")
    assert "Not aligned. It is too dark." in page.below._state.text()


def test_of_three_photos_the_slider_says_which_two_it_shows_and_flicker_shows_them_all(
    open_page: Open,
) -> None:
    page = open_page()
    photos = page.strip.photos_model.photos
    page.show_photos([photos[0], photos[2], photos[4]])
    page.modes._buttons[Mode.FADE.value].click()
    assert page.strip.shown_ids == [photos[0].id, photos[4].id]
    assert page.below._state.text().startswith("Shows the first and the last of 3")
    QTest.keyClick(page.stage, Qt.Key.Key_Left)
    assert page.stage.mode is Mode.FADE
    assert page.strip.shown_ids == [photos[0].id, photos[3].id]
    page.modes._buttons[Mode.FLICKER.value].click()
    page.stage._flicker.stop()
    assert page.strip.shown_ids == [photos[0].id, photos[2].id, photos[3].id]
    seen = []
    for _ in range(4):
        seen.append(page.stage._laid().turn)
        page.stage.flick()
    assert seen == [0, 1, 2, 0]


def test_stepping_passes_over_what_stands_on_the_stage(open_page: Open) -> None:
    page = open_page()
    photos = page.strip.photos_model.photos
    page.show_photos([photos[0], photos[2], photos[3]])
    QTest.keyClick(page.stage, Qt.Key.Key_Left)
    assert [pane.photo.id for pane in page.stage.panes] == [
        photos[0].id,
        photos[2].id,
        photos[1].id,
    ]
    QTest.keyClick(page.stage, Qt.Key.Key_Left)
    assert page.stage.panes[-1].photo.id == photos[1].id


def test_ctrl_or_shift_adds_a_photo_and_takes_it_away_by_click_and_by_key(
    open_page: Open,
) -> None:
    page = open_page()
    strip, photos = page.strip, page.strip.photos_model.photos
    first, last = photos[0].id, photos[4].id

    def click(row: int, held: Qt.KeyboardModifier) -> None:
        place = strip.visualRect(strip.photos_model.index(row)).center()
        QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, held, place)

    def shown() -> list[str]:
        return [pane.photo.id for pane in page.stage.panes]

    for held in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier):
        click(1, held)
        assert shown() == [first, last, photos[1].id]
        click(1, held)
        assert shown() == [first, last]
        strip.setCurrentIndex(strip.photos_model.index(2))
        QTest.keyClick(strip, Qt.Key.Key_Return, held)
        assert shown() == [first, last, photos[2].id]
        QTest.keyClick(strip, Qt.Key.Key_Return, held)
        assert shown() == [first, last]
    # A plain click on what stands there already does not show it twice.
    click(0, Qt.KeyboardModifier.NoModifier)
    assert shown() == [first, last]
    for row in (1, 2, 3):
        click(row, Qt.KeyboardModifier.ControlModifier)
    assert len(shown()) == 4
    assert page._notice.sentence.startswith("Four photos stand here already")
