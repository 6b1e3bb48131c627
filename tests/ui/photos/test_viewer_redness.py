"""Beside a photo stands how red it is, with its error and its limits, or why that is not known."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from recovery_app.domain.photos import Condition, Photo
from recovery_app.domain.sessions import Session
from recovery_app.imaging.portrait import Look as Person
from recovery_app.imaging.portrait import draw
from recovery_app.services.library import Library
from recovery_app.services.regions import NO_AREAS
from recovery_app.ui.photos import redness_words
from recovery_app.ui.photos.viewer import PhotoViewer
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.widgets.notice import Notice

FIRST = datetime(2025, 3, 1, 9, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(scope="session")
def portraits() -> list[bytes]:
    """A calm face and the same one flushed two days later."""
    return [
        draw(Person(redness=red), taken=FIRST + timedelta(days=2 * at), width=480, height=640)
        for at, red in enumerate((0.0, 0.9))
    ]


@pytest.fixture
def faces(shown: Library, portraits: list[bytes], tmp_path: Path) -> list[Photo]:
    """The portraits before and after a session, as front photos."""
    shown.sessions.save(Session("", FIRST.date() + timedelta(days=1), "pico-toning"))
    for at, data in enumerate(portraits):
        file = tmp_path / f"{at}.jpg"
        file.write_bytes(data)
        shown.photos.add([file], pose="front")
    return shown.photos.every()


@pytest.fixture
def opened(viewer: PhotoViewer, faces: list[Photo], qtbot: QtBot, tasks: Tasks) -> PhotoViewer:
    """The viewer on the flushed face, with all that is told beside it."""
    viewer.show_photo(faces[1].id)
    viewer.show()
    viewer.activateWindow()
    qtbot.waitUntil(viewer.isActiveWindow)
    QTest.keyClick(viewer, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: not tasks.busy and viewer.canvas.pixels > 320)
    return viewer


def measure(library: Library) -> None:
    library.alignment.work_through()
    library.regions.keep(library.regions.offered("front"))
    library.redness.work_through()


def said(viewer: PhotoViewer) -> str:
    part = viewer._info.redness
    return "\n".join(one.text() for one in part.findChildren(QLabel) if one.isVisible())


def press(viewer: PhotoViewer, name: str) -> None:
    found = [one for one in viewer.findChildren(QAbstractButton) if one.text() == name]
    QTest.mouseClick(next(one for one in found if one.isVisible()), Qt.MouseButton.LeftButton)


def test_what_is_missing_is_said_until_it_is_drawn_and_measured(
    opened: PhotoViewer, shown: Library, qtbot: QtBot
):
    assert NO_AREAS in said(opened)
    assert redness_words.LIMITS not in said(opened)
    measure(shown)
    qtbot.waitUntil(lambda: "Redder than before the first session" in said(opened))
    assert "Δa* +" in said(opened)
    assert "±" in said(opened)
    assert "ΔEI +" in said(opened)
    assert "Whether that is more than chance cannot be said yet" in said(opened)
    assert "The face is small in this photo" in said(opened)
    assert redness_words.LIMITS in said(opened)


def test_the_baseline_itself_is_as_red_as_it_is(opened: PhotoViewer, shown: Library, qtbot: QtBot):
    measure(shown)
    QTest.keyClick(opened, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: "About as red as before the first session" in said(opened))
    assert "Δa* 0.0" in said(opened)


def test_without_a_baseline_it_is_beside_her_own_untreated_skin(
    opened: PhotoViewer, shown: Library, faces: list[Photo], qtbot: QtBot
):
    (session,) = shown.sessions.every()
    shown.sessions.remove(session.session.id)
    measure(shown)
    qtbot.waitUntil(lambda: "Redder than your own untreated skin" in said(opened))
    assert "Not relative to your usual" in said(opened)
    assert faces


def test_a_refused_photo_has_no_number_and_says_why(
    opened: PhotoViewer, shown: Library, faces: list[Photo], qtbot: QtBot, tasks: Tasks
):
    shown.photos.change([faces[1].id], condition=Condition.MAKE_UP)
    measure(shown)
    qtbot.waitUntil(lambda: "No number for this photo" in said(opened))
    assert "There was make-up or something else on the skin." in said(opened)
    assert "Δ" not in said(opened)
    qtbot.waitUntil(lambda: not tasks.busy)


def test_the_map_takes_the_photo_s_place_and_says_that_it_is_for_looking(
    opened: PhotoViewer, qtbot: QtBot, tasks: Tasks
):
    before = opened.canvas.image.copy()
    press(opened, "Redness map")
    qtbot.waitUntil(lambda: not tasks.busy)
    notice = next(one for one in opened.findChildren(Notice) if one.isVisible())
    assert notice.sentence == redness_words.MAP_LIMITS
    assert opened.canvas.image.copy() != before
    size = opened.canvas.image.size()
    assert abs(size.width() / size.height() - 480 / 640) < 0.01
    QTest.keyClick(opened, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: not tasks.busy)
    press(opened, "Redness map")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert not notice.isVisible()
    QTest.keyClick(opened, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert opened.canvas.image.copy() == before


def test_regions_are_one_click_away(opened: PhotoViewer, qtbot: QtBot):
    with qtbot.waitSignal(opened.regions_wanted) as wanted:
        press(opened, "Regions…")
    assert wanted.args == ["front"]
