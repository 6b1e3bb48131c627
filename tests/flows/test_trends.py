"""From a chart to its photos, and from a photo to its curve, through the real window."""

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from recovery_app.domain import moments
from recovery_app.domain.sessions import Session
from recovery_app.services.library import open_library
from recovery_app.ui.photos.grid import PhotoGrid
from recovery_app.ui.photos.model import PhotoModel
from recovery_app.ui.photos.viewer import PhotoViewer
from recovery_app.ui.photos.viewer_curve import SmallCurve
from recovery_app.ui.trends.page import TrendsPage
from tests.factories import a_picture
from tests.flows.conftest import Start
from tests.ui.trends.driving import rate


def test_days_drawn_over_show_their_photos_and_a_photo_its_curve(
    start: Start, template_library: Path, tmp_path: Path, qtbot: QtBot
):
    folder = tmp_path / "library"
    shutil.copytree(template_library, folder)
    first = moments.today() - timedelta(days=20)
    with closing(open_library(folder)) as library:
        library.sessions.save(Session("", first, "pico-toning"))
        for day, redness in enumerate((4, 3, 2, 1)):
            rate(library, first + timedelta(days=day), redness=redness)
            picture = a_picture(tmp_path / "camera", f"{day}.png", colour=(200, 40 * day, 20))
            library.photos.add([picture], pose="front", day=first + timedelta(days=day))
    program = start(folder)
    pages = program.window.pages
    assert pages is not None
    trends = pages.visit("trends")
    assert isinstance(trends, TrendsPage)
    plot = trends.recovery.curves.plot
    qtbot.waitUntil(lambda: len(plot.spots) == 4)

    ends = [plot.place(day, 2.5).toPoint() for day in (1.2, 2.8)]
    QTest.mousePress(plot.viewport(), Qt.MouseButton.LeftButton, pos=ends[0])
    QTest.mouseMove(plot.viewport(), ends[1])
    QTest.mouseRelease(plot.viewport(), Qt.MouseButton.LeftButton, pos=ends[1])

    qtbot.waitUntil(lambda: bool(pages.findChildren(PhotoGrid)))
    grid = pages.findChildren(PhotoGrid)[0]
    model = grid.model()
    assert isinstance(model, PhotoModel)
    qtbot.waitUntil(lambda: grid.isVisible() and len(model.rows) == 2)
    photo = model.rows[0].photo
    assert photo.day in {first + timedelta(days=1), first + timedelta(days=2)}

    pages.open_photo(photo.id)
    viewer = pages.findChildren(PhotoViewer)[0]
    QTest.keyClick(viewer.canvas, Qt.Key.Key_I)
    (curve,) = viewer.findChildren(SmallCurve)
    qtbot.waitUntil(curve.isVisible)
    assert curve.curve is not None
    assert len(curve.curve.points) == 4
    assert int(curve.curve.elapsed) == (photo.day - first).days
    assert curve.accessibleName().startswith("Redness after session 1: ")
