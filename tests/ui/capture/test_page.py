"""Taking photos: what is seen, what is kept, and what happens when the camera goes."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain import moments
from recovery_app.domain.photos import DateSource
from recovery_app.imaging.picture import inspect
from recovery_app.services.library import Library
from recovery_app.ui.capture.page import CapturePage
from recovery_app.ui.capture.source import Camera
from recovery_app.ui.tasks import Tasks
from tests.ui.capture.fed import GHOST, LEFT, RIGHT, FedSource, near, two_halves


def button(page: QWidget, name: str) -> QAbstractButton:
    every = page.findChildren(QAbstractButton)
    named = [one for one in every if name in (one.text(), one.accessibleName())]
    # A tile that was just replaced lives on, unseen, until Qt gets to it.
    return next((one for one in named if one.isVisible()), named[0])


def click(page: QWidget, name: str) -> None:
    # Qt shows what was added to a row a moment later, on a busy machine some loops later.
    end = time.monotonic() + 60
    while not (one := button(page, name)).isVisible():
        assert time.monotonic() < end, f"{name} is not in sight"
        QTest.qWait(10)
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def said(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def seen(page: CapturePage, across: float, down: float = 0.75) -> QColor:
    """The colour at a share of the live picture's width and height."""
    image = page.preview.grab().toImage()
    place = page.preview.picture_rect()
    at = QPoint(
        round(place.left() + across * place.width()), round(place.top() + down * place.height())
    )
    return image.pixelColor(at * image.devicePixelRatio())


def shoot(tasks: Tasks, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not tasks.busy)


def files_of(page: CapturePage) -> list[Path]:
    return [shot.file for shot in page._shots.waiting]


@pytest.fixture
def with_reference(shown: Library, tmp_path: Path) -> Library:
    """A library whose front photo is one green area."""
    image = QImage(90, 120, QImage.Format.Format_RGB32)
    image.fill(GHOST)
    image.save(str(tmp_path / "front.png"))
    shown.photos.add([tmp_path / "front.png"], pose="front")
    return shown


def test_the_live_picture_is_a_mirror_until_she_turns_that_off(live: CapturePage):
    assert near(seen(live, 0.1), RIGHT)
    assert near(seen(live, 0.9), LEFT)
    click(live, "Mirror")
    assert near(seen(live, 0.1), LEFT)
    assert "Photos are saved unmirrored" in said(live)


def test_a_photo_is_saved_unmirrored_and_says_when_it_was_taken(
    live: CapturePage, tasks: Tasks, qtbot: QtBot
):
    before = moments.now()
    shoot(tasks, qtbot)
    (file,) = files_of(live)
    facts = inspect(file)
    assert (facts.suffix, facts.width, facts.height) == (".jpg", 320, 180)
    assert facts.taken is not None
    assert facts.taken.source is DateSource.EXIF
    assert before <= facts.taken.at
    assert facts.taken.at.utcoffset() == before.utcoffset()
    kept = QImage(str(file))
    assert near(kept.pixelColor(20, 90), LEFT)
    assert near(kept.pixelColor(300, 90), RIGHT)
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_reference_of_the_pose_is_blended_over_the_middle(
    with_reference: Library, live: CapturePage, qtbot: QtBot, tasks: Tasks
):
    assert with_reference.photos.every()
    assert live.preview.has_ghost
    for per_cent in (0, 35, 100):
        live.panel._opacity.setValue(per_cent)
        share = per_cent / 100
        expected = [
            round(under + (over - under) * share)
            for under, over in zip(RIGHT.getRgb()[:3], GHOST.getRgb()[:3], strict=True)  # type: ignore[index]
        ]
        assert near(seen(live, 0.45), QColor(*expected))
    assert near(seen(live, 0.05), RIGHT), "the ghost keeps its own shape"
    live.panel.set_pose("left")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert not live.preview.has_ghost
    assert "No photo of this pose yet" in said(live)


def test_the_grid_lies_over_the_picture_at_wish(live: CapturePage):
    plain = live.preview.grab().toImage()
    click(live, "Grid")
    gridded = live.preview.grab().toImage()
    assert gridded != plain
    click(live, "Grid")
    assert live.preview.grab().toImage() == plain


def test_a_countdown_runs_before_the_photo_and_can_be_cancelled(
    live: CapturePage, tasks: Tasks, qtbot: QtBot
):
    live.countdown.step = 5
    numbers: list[int] = []
    live.countdown.ticked.connect(numbers.append)
    click(live, "3 s")
    press(Qt.Key.Key_Space)
    assert live.countdown.left == 3
    assert not live.unsaved
    qtbot.waitUntil(lambda: len(files_of(live)) == 1)
    assert numbers == [3, 2, 1, 0]
    live.countdown.step = 100_000
    for cancel in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
        press(Qt.Key.Key_Space)
        assert button(live, "Cancel countdown").isVisible()
        press(cancel)
        assert live.countdown.left == 0
    qtbot.waitUntil(lambda: not tasks.busy)
    assert len(files_of(live)) == 1


def test_photos_are_handed_over_by_pose_and_stay_until_they_are_in_the_library(
    live: CapturePage, source: FedSource, shown: Library, tasks: Tasks, qtbot: QtBot
):
    given: list[tuple[list[Path], str]] = []
    live.shots_taken.connect(lambda files, pose: given.append((files, pose)))
    for width, pose in enumerate(("front", "front", "close-up:left-cheek"), 320):
        live.panel.set_pose(pose)
        source.deliver(two_halves(width))
        shoot(tasks, qtbot)
    assert len(live._strip.tiles) == 3
    click(live, "Remove photo 1")
    click(live, "Add 2 photos")
    assert [(len(files), pose) for files, pose in given] == [
        (1, "front"),
        (1, "close-up:left-cheek"),
    ]
    files = [file for some, _pose in given for file in some]
    assert all(file.exists() for file in files)
    assert not live.unsaved
    live.finish()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert all(file.parent == shown.folder / "shots" and file.exists() for file in files)
    # Not confirmed: they are offered again. Confirmed: nothing of them is left.
    shown.photos.add(files[:1])
    live.hide()
    live.show()
    qtbot.waitUntil(lambda: files_of(live) == files[1:])
    assert live._shots.waiting[0].pose == "close-up:left-cheek"
    assert not files[0].exists()
    click(live, "Remove photo 1")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert not files[0].parent.exists()


@pytest.mark.parametrize("answer", ["Add", "Throw away", "stay"])
def test_leaving_asks_about_photos_that_are_not_added(
    live: CapturePage, tasks: Tasks, qtbot: QtBot, answer: str
):
    closed: list[bool] = []
    given: list[list[Path]] = []
    live.closed.connect(lambda: closed.append(True))
    live.shots_taken.connect(lambda files, _pose: given.append(files))
    shoot(tasks, qtbot)
    (file,) = files_of(live)
    press(Qt.Key.Key_Escape)
    assert "1 photo is not added yet." in said(live)
    assert not closed
    if answer == "stay":
        press(Qt.Key.Key_Escape)
        assert "not added yet" not in said(live)
        assert files_of(live) == [file]
    else:
        click(live._leaving, answer)
        qtbot.waitUntil(lambda: not tasks.busy)
        assert given == ([[file]] if answer == "Add" else [])
        assert file.exists() is (answer == "Add")
        assert bool(closed) is (answer == "Throw away")


def test_without_photos_escape_simply_leaves(live: CapturePage, qtbot: QtBot):
    with qtbot.waitSignal(live.closed):
        press(Qt.Key.Key_Escape)


def test_an_unplugged_camera_is_told_and_photos_stay(
    live: CapturePage, source: FedSource, tasks: Tasks, qtbot: QtBot
):
    shoot(tasks, qtbot)
    live.countdown.step = 100_000
    live.countdown.begin(3)
    source.plug()
    assert live.countdown.left == 0
    assert "The camera was unplugged." in said(live)
    assert "The photos you took are still here." in said(live)
    assert not button(live, "Take photo").isEnabled()
    assert len(files_of(live)) == 1
    source.plug(Camera("new", "New camera"))
    assert source.began[-1] == "new"
    source.deliver(two_halves())
    assert live.preview.isVisible()
    shoot(tasks, qtbot)
    assert len(files_of(live)) == 2


def test_no_camera_is_one_sentence_and_the_way_back_works(
    page: CapturePage, source: FedSource, qtbot: QtBot
):
    source.there = []
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    assert "No camera was found." in said(page)
    press(Qt.Key.Key_Space)
    assert not page.unsaved
    click(page, "Try again")
    assert len(source.began) == 2
    with qtbot.waitSignal(page.closed):
        press(Qt.Key.Key_Escape)


def test_another_camera_can_be_chosen_and_the_camera_rests_unseen(
    live: CapturePage, source: FedSource
):
    field = live.panel._cameras
    assert [field.itemText(at) for at in range(field.count())] == ["Usual camera", "Other camera"]
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert source.began[-1] == "other"
    source.deliver(two_halves())
    live.hide()
    assert not source.running
