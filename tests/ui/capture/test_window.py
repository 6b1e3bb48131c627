"""The way to the camera and back, through the real window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from recovery_app.services.library import Library
from recovery_app.ui.capture.page import CapturePage
from recovery_app.ui.changes import Changes
from recovery_app.ui.main_window import MainWindow
from recovery_app.ui.pages import Pages
from recovery_app.ui.photos.page import PhotosPage
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from tests.ui.capture.fed import FedSource, two_halves


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> FedSource:
    """The computer's only camera."""
    source = FedSource()
    # Keyword defaults are where the page learns what opens its cameras.
    defaults = CapturePage.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "open_source", lambda _parent: source)
    return source


@pytest.fixture
def window(
    qtbot: QtBot, shown: Library, tasks: Tasks, changes: Changes, look: Look
) -> Iterator[MainWindow]:
    """The window with an empty library."""
    window = MainWindow(look, tasks, changes)
    window.show_library(shown)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.leave_library()
    tasks.stop()
    window.close()
    window.deleteLater()


def pages_of(window: MainWindow) -> Pages:
    assert window.pages is not None
    return window.pages


def test_photos_lead_to_the_camera_and_its_photos_into_the_import(
    window: MainWindow, source: FedSource, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    given: list[tuple[int, str]] = []
    monkeypatch.setattr(
        PhotosPage,
        "add_paths",
        lambda _page, paths, pose="", _day=None: given.append((len(paths), pose)),
    )
    photos = pages_of(window).visit("photos")
    every = photos.findChildren(QAbstractButton)
    button = next(one for one in every if one.text() == "Take photos (no camera)")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    page = window.findChild(CapturePage)
    assert page is not None
    assert page.isVisible()
    source.deliver(two_halves())
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(page._shots.waiting) == 1)
    assert not window.may_leave(), "closing the window must not lose the photo unasked"
    page.add()
    assert given == [(1, "front")]
    assert photos.isVisible()
    assert not source.running


def take_one(window: MainWindow, source: FedSource, qtbot: QtBot) -> CapturePage:
    """Take a photo that waits to be added."""
    pages_of(window).visit("capture")
    source.deliver(two_halves())
    page = pages_of(window).findChild(CapturePage)
    assert page is not None
    QTest.keyClick(page.preview, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(page._shots.waiting) and not page._shots.busy)
    return page


def test_each_loss_is_warned_of_anew(
    window: MainWindow, source: FedSource, shown: Library, qtbot: QtBot
):
    page = take_one(window, source, qtbot)
    assert not window.may_leave()
    page._shots.remove(*page._shots.waiting)
    assert not window._warned
    take_one(window, source, qtbot)
    assert not window.may_leave(), "what came after the first warning was not warned of"
    assert window.may_leave(), "she was told and asks again"
    window.show_library(shown)
    take_one(window, source, qtbot)
    assert not window.may_leave(), "the warning of another visit is none for this one"


def test_escape_leads_back_to_the_photos(window: MainWindow, source: FedSource):
    photos = pages_of(window).visit("photos")
    pages_of(window).visit("capture")
    source.deliver(two_halves())
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert photos.isVisible()


@pytest.mark.parametrize("confirmed", [True, False])
def test_closing_while_shots_are_looked_through_loses_none(
    window: MainWindow,
    source: FedSource,
    shown: Library,
    tasks: Tasks,
    qtbot: QtBot,
    confirmed: bool,
):
    pages_of(window).visit("capture")
    source.deliver(two_halves())
    page = window.findChild(CapturePage)
    assert page is not None
    QTest.keyClick(page.preview, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(page._shots.waiting) == 1)
    (shot,) = page._shots.waiting
    page.add()
    photos = window.findChild(PhotosPage)
    assert photos is not None
    sheet = photos._imports.sheet
    qtbot.waitUntil(lambda: sheet.isVisible() and not sheet._reading)
    if confirmed:
        QTest.mouseClick(sheet._add, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: len(shown.photos.every()) == 1 and not tasks.busy)
        assert not shot.file.parent.exists()
    window.leave_library()
    window.show_library(shown)
    window.start_background_work()
    assert shot.file.exists() is not confirmed
    assert window._notice.isVisible() is not confirmed
    if not confirmed:
        assert window._notice.sentence == "1 photo that you took waits to be added."
        window._notice.acted.emit()
        again = pages_of(window).findChild(CapturePage)
        assert again is not None
        qtbot.waitUntil(lambda: [one.file for one in again._shots.waiting] == [shot.file])
