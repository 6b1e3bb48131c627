"""From a photo to its drawn regions and back, while its redness is measured behind the window."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.imaging.portrait import Look, draw
from recovery_app.services.library import open_library
from recovery_app.ui.photos.page import PhotosPage
from recovery_app.ui.photos.viewer import PhotoViewer
from recovery_app.ui.program import Program
from recovery_app.ui.regions.page import RegionsPage

FIRST = datetime(2025, 3, 1, 9, 0, tzinfo=timezone(timedelta(hours=8)))


def press(within: QWidget, name: str) -> None:
    found = [
        one
        for one in within.findChildren(QAbstractButton)
        if name in (one.text(), one.accessibleName())
    ]
    QTest.mouseClick(next(one for one in found if one.isVisible()), Qt.MouseButton.LeftButton)


def test_regions_are_offered_on_the_way_from_a_photo_and_its_number_comes_by_itself(
    start: Callable[[Path | None], Program],
    template_library: Path,
    tmp_path: Path,
    qtbot: QtBot,
):
    folder = tmp_path / "library"
    shutil.copytree(template_library, folder)
    library = open_library(folder)
    for day, redness in ((0, 0.0), (2, 0.9)):
        file = tmp_path / f"{day}.jpg"
        taken = FIRST + timedelta(days=day)
        file.write_bytes(draw(Look(redness=redness), taken=taken, width=480, height=640))
        library.photos.add([file], pose="front")
    latest = library.photos.every()[-1]
    library.close()
    program = start(folder)
    qtbot.waitUntil(lambda: not program.tasks.busy)
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    pages = program.window.pages
    assert pages is not None
    pages.open_photo(latest.id)
    viewer = next(one for one in pages.findChildren(PhotoViewer) if one.isVisible())
    QTest.keyClick(viewer.canvas, Qt.Key.Key_I)
    press(viewer, "Regions…")
    page = next(one for one in pages.findChildren(RegionsPage) if one.isVisible())
    qtbot.waitUntil(lambda: page.stage.pixels > 320 and not program.tasks.busy)
    press(page, "Offer face regions")
    qtbot.waitUntil(lambda: page.panel._list.count() > 3)
    press(page, "Back")
    assert viewer.isVisible()

    def told() -> bool:
        words = [one.text() for one in viewer.findChildren(QLabel) if one.isVisible()]
        return "Redder than your own untreated skin" in words

    qtbot.waitUntil(told)


def test_where_no_photo_has_a_pose_the_way_leads_to_the_photos(
    start: Callable[[Path | None], Program], template_library: Path, tmp_path: Path, qtbot: QtBot
):
    folder = tmp_path / "library"
    shutil.copytree(template_library, folder)
    program = start(folder)
    qtbot.waitUntil(lambda: not program.tasks.busy)
    pages = program.window.pages
    assert pages is not None
    pages.open_regions()
    qtbot.waitUntil(lambda: not program.tasks.busy)
    press(pages, "Open photos")
    assert next(one for one in pages.findChildren(PhotosPage) if one.isVisible())
