"""From the matrix to a comparison, and a photo on the whole screen, in the real window."""

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.services.library import open_library
from recovery_app.ui.compare.page import ComparePage
from recovery_app.ui.pages import Pages
from recovery_app.ui.photos.page import PhotosPage
from recovery_app.ui.photos.viewer import PhotoViewer
from tests.flows.conftest import Start
from tests.ui.photos.drawn import day_ago, diary

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def shown(pages: Pages, sort: type[QWidget]) -> QWidget:
    return next(one for one in pages.findChildren(sort) if one.isVisible())


def press(within: QWidget, name: str) -> None:
    found = [one for one in within.findChildren(QAbstractButton) if one.text() == name]
    QTest.mouseClick(next(one for one in found if one.isVisible()), LEFT)


def test_days_of_two_sessions_are_chosen_in_the_matrix_and_compared(
    start: Start, template_library: Path, tmp_path: Path, qtbot: QtBot
):
    folder = tmp_path / "library"
    shutil.copytree(template_library, folder)
    library = open_library(folder)
    diary(library, tmp_path / "camera")
    library.close()
    program = start(folder)
    qtbot.waitUntil(lambda: not program.tasks.busy)
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    pages = program.window.pages
    assert pages is not None
    qtbot.keyClick(program.window, Qt.Key.Key_3, CTRL)
    photos = shown(pages, PhotosPage)
    assert isinstance(photos, PhotosPage)
    qtbot.waitUntil(lambda: photos._reader.complete)
    press(photos, "Matrix")
    view = photos._faces.matrix.view
    for row in (0, 1):
        cell = view.visualRect(view.model().index(row, 1)).center()
        QTest.mouseClick(view.viewport(), LEFT, CTRL, cell)
    press(photos, "Compare")
    compare = shown(pages, ComparePage)
    assert isinstance(compare, ComparePage)
    qtbot.waitUntil(lambda: not program.tasks.busy)
    assert [one.day for one in compare._chosen] == [day_ago(40), day_ago(9)]

    qtbot.keyClick(program.window, Qt.Key.Key_3, CTRL)
    view.setCurrentIndex(view.model().index(0, 1))
    QTest.keyClick(view, Qt.Key.Key_Return)
    viewer = shown(pages, PhotoViewer)
    assert isinstance(viewer, PhotoViewer)
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_F11)
    assert program.window.isFullScreen()
    assert not pages.rail.isVisible()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Escape)
    assert not program.window.isFullScreen()
    assert pages.rail.isVisible()
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Escape)
    assert photos.isVisible()
