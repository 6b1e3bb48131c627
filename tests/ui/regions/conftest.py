"""A library with drawn portraits, and the page on which their regions are drawn."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recovery_app.domain.photos import Photo
from recovery_app.imaging.portrait import Look as Person
from recovery_app.imaging.portrait import draw
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.regions.page import RegionsPage
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look

ZONE = timezone(timedelta(hours=8))
FIRST = datetime(2025, 3, 1, 9, 0, tzinfo=ZONE)


@pytest.fixture(scope="session")
def drawn_faces() -> list[bytes]:
    """Three portraits of a week: calm, flushed, and half faded."""
    return [
        draw(Person(redness=red), taken=FIRST + timedelta(days=3 * at), width=600, height=800)
        for at, red in enumerate((0.0, 0.8, 0.4))
    ]


@pytest.fixture
def faces(shown: Library, drawn_faces: list[bytes], tmp_path: Path) -> list[Photo]:
    """The portraits in the library, as front photos."""
    for at, data in enumerate(drawn_faces):
        file = tmp_path / f"face-{at}.jpg"
        file.write_bytes(data)
        shown.photos.add([file], pose="front")
    return shown.photos.every()


@pytest.fixture
def page(
    qtbot: QtBot, shown: Library, tasks: Tasks, changes: Changes, history: History, look: Look
) -> Iterator[RegionsPage]:
    """The page, seen and with the keyboard."""
    page = RegionsPage(shown, tasks, changes, history, look)
    page.resize(1000, 760)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    yield page
    tasks.stop()
    page.hide()
    page.deleteLater()
