"""The time-lapse on the Compare page: real pictures, real threads, real clicks and keys."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from recovery_app.services.library import Library
from recovery_app.services.timelapse import FADE_MS, PHOTO_MS
from recovery_app.ui.compare.head import TIME_LAPSE
from recovery_app.ui.compare.page import ComparePage
from recovery_app.ui.compare.painting import Mode
from recovery_app.ui.compare.timelapse import TimeLapseView
from recovery_app.ui.tasks import Tasks
from tests.ui.compare.conftest import DAYS, Open


@pytest.fixture
def page(open_page: Open) -> ComparePage:
    """The page with its stage."""
    return open_page()


@pytest.fixture
def view(qtbot: QtBot, page: ComparePage, tasks: Tasks) -> TimeLapseView:
    """The time-lapse, its pictures decoded."""
    page.modes._buttons[TIME_LAPSE].click()
    view = page.timelapse
    qtbot.waitUntil(lambda: view.lapse is not None and not tasks.busy)
    return view


def test_the_choice_shows_it_in_place_of_the_stage(page: ComparePage, view: TimeLapseView) -> None:
    assert view.isVisible()
    assert not page.stage.isVisible()
    assert view.caption.text().startswith("Before the first session")
    assert not view.screen_area.picture.isNull()
    page.modes._buttons[Mode.SLIDER.value].click()
    assert page.stage.isVisible()
    assert page.stage.mode is Mode.SLIDER
    assert not view.isVisible()


def test_photos_sent_from_elsewhere_lead_back_to_the_stage(
    page: ComparePage, view: TimeLapseView
) -> None:
    page.show_photos(page.strip.photos_model.photos[:2])
    assert page.stage.isVisible()
    assert page.modes.current == Mode.SIDE.value
    assert not view.playing


def test_time_leads_through_the_photos_and_begins_again(view: TimeLapseView) -> None:
    seen = [view.scrub.value()]
    for _ in range(2 * (len(DAYS) + 2)):
        view.advance(PHOTO_MS / 2 + 1)
        if view.scrub.value() != seen[-1]:
            seen.append(view.scrub.value())
    assert seen[:6] == [0, 1, 2, 3, 4, 0]


def test_a_photo_melts_into_the_next_and_the_caption_follows(view: TimeLapseView) -> None:
    view.advance(PHOTO_MS - FADE_MS)
    assert view.screen_area.share == 0
    view.advance(FADE_MS * 0.75)
    assert view.screen_area.share == pytest.approx(0.75)
    assert view.caption.text().startswith("Day 0 after session 1")
    view.controls.fading.click()
    assert view.screen_area.share == 0
    assert view.caption.text().startswith("Before")


def test_speed_counts(view: TimeLapseView) -> None:
    view.controls.speeds.setCurrentIndex(view.controls.speeds.findData(4.0))
    view.advance(PHOTO_MS / 4 + 1)
    assert view.scrub.value() == 1
    view.controls.speeds.setCurrentIndex(view.controls.speeds.findData(0.5))
    view.advance(PHOTO_MS * 1.4)
    assert view.scrub.value() == 1


def test_space_plays_and_pauses_and_arrows_step(qtbot: QtBot, view: TimeLapseView) -> None:
    QTest.keyClick(view.screen_area, Qt.Key.Key_Space)
    assert view.playing
    assert view.controls.play_button.text() == "Pause"
    qtbot.waitUntil(lambda: view.scrub.value() > 0)
    QTest.keyClick(view.screen_area, Qt.Key.Key_Space)
    assert not view.playing
    at = view.scrub.value()
    QTest.keyClick(view.screen_area, Qt.Key.Key_Right)
    assert view.scrub.value() == at + 1
    QTest.keyClick(view.screen_area, Qt.Key.Key_Left)
    assert view.scrub.value() == at


def test_news_of_other_photos_let_it_go_on(
    qtbot: QtBot, view: TimeLapseView, tasks: Tasks, shown: Library
) -> None:
    view.play()
    lapse = view.lapse
    shown.photos.change([shown.photos.every()[0].id], caption="before all of it")
    qtbot.waitUntil(lambda: view.lapse is not lapse and not tasks.busy)
    assert not view.playing  # the photo itself is another one now
    view.play()
    view.show_album(view._album, "front")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert view.playing


def test_scrubbing_shows_that_photo(view: TimeLapseView) -> None:
    view.scrub.setValue(4)
    assert view.caption.text().startswith("Day 5 after session 1")
    red = view.screen_area.picture.pixelColor(200, 200).red()
    assert abs(red - (90 + 20 * 5)) < 8


def test_one_session_alone_and_too_few_photos(
    qtbot: QtBot, view: TimeLapseView, tasks: Tasks, shown: Library
) -> None:
    view.controls.sessions.setCurrentIndex(view.controls.sessions.findData(1))
    view.controls.sessions.activated.emit(1)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert view.lapse is not None
    assert len(view.lapse.scenes) == 4
    gone = [photo.id for photo in shown.photos.every()[1:]]
    shown.photos.remove(gone)
    qtbot.waitUntil(lambda: view.lapse is None)
    assert "needs two photos" in view.screen_area.words
    assert not view.controls.play_button.isEnabled()


def test_a_photo_that_cannot_be_read_does_not_stop_it(
    qtbot: QtBot, page: ComparePage, shown: Library, tasks: Tasks
) -> None:
    (shown.folder / shown.photos.every()[1].file).write_bytes(b"lost")
    page.modes._buttons[TIME_LAPSE].click()
    view = page.timelapse
    qtbot.waitUntil(lambda: view.lapse is not None and not tasks.busy)
    view.scrub.setValue(1)
    assert view.screen_area.words == "This photo cannot be read."
    for _ in range(4):
        view.advance(PHOTO_MS / 2 + 1)
    assert view.scrub.value() >= 2


@pytest.mark.parametrize("suffix", ["webp", "gif", "mp4"])
def test_it_is_saved(
    qtbot: QtBot,
    view: TimeLapseView,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
) -> None:
    file = tmp_path / f"film.{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    view.controls.speeds.setCurrentIndex(view.controls.speeds.findData(4.0))
    view.controls.fading.setChecked(False)
    view.controls.save_button.click()
    assert view.saving.isVisible()
    assert not view.controls.save_button.isEnabled()
    qtbot.waitUntil(lambda: not view.saving.busy)
    assert view.notice.sentence == f"Saved as film.{suffix} with 5 photos."
    assert view.controls.save_button.isEnabled()
    if suffix != "mp4":
        with Image.open(file) as image:
            assert getattr(image, "n_frames", 1) == 5
    assert file.stat().st_size > 500


def test_saving_can_be_cancelled_and_a_refusal_is_told(
    qtbot: QtBot, page: ComparePage, view: TimeLapseView, tmp_path: Path
) -> None:
    view.save_as(tmp_path / "film.mp4")
    page.finish()
    qtbot.waitUntil(lambda: not view.saving.busy)
    assert view.notice.sentence == "Cancelled; nothing was saved."
    assert not list(tmp_path.glob("*film*"))
    view.save_as(tmp_path / "nowhere" / "film.mp4")
    qtbot.waitUntil(lambda: not view.saving.busy)
    assert "no folder" in view.notice.sentence


def test_p_pins_nothing_while_no_sides_are_in_sight(
    qtbot: QtBot, page: ComparePage, view: TimeLapseView
) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(view.screen_area, Qt.Key.Key_P)
    assert view.isVisible()
    page.modes._buttons[Mode.SIDE.value].click()
    before = [pane.photo.id for pane in page.stage.panes]
    page.below.mend_wanted.emit()
    QTest.keyClick(page.mending.editor.stage, Qt.Key.Key_P)
    assert page.mending.editor.isVisible()
    assert [pane.photo.id for pane in page.stage.panes] == before


def test_the_keyboard_goes_to_play_when_the_row_of_saving_goes_away(
    qtbot: QtBot, page: ComparePage, view: TimeLapseView, tmp_path: Path
) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    view.save_as(tmp_path / "film.gif")
    view.saving.cancel_button.setFocus()
    qtbot.waitUntil(view.saving.cancel_button.hasFocus)
    qtbot.waitUntil(lambda: not view.saving.busy)
    assert view.notice.sentence.startswith("Saved as film.gif")
    assert view.controls.play_button.hasFocus()
