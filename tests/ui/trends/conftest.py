"""The Trends page on a real library: an empty one, or one with a diary."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from recovery_app.domain.reviews import ChangeWord, Review
from recovery_app.domain.sessions import Session
from recovery_app.services import library as libraries
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.trends.page import TrendsPage
from tests.ui.trends.driving import FIRST, Open, rate, seen


@pytest.fixture
def open_page(
    qtbot: QtBot, shown: Library, tasks: Tasks, changes: Changes, history: History, look: Look
) -> Open:
    """Open the page and wait until it has read."""

    def make() -> TrendsPage:
        page = TrendsPage(shown, tasks, changes, history, look)
        qtbot.addWidget(page)
        page.resize(1100, 760)
        page.show()
        qtbot.waitUntil(lambda: not seen(page, "Reading your diary…"))
        QTest.qWait(0)
        return page

    return make


@pytest.fixture(scope="module")
def diary_folder(template_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write three sessions with a week each and two reviews once, to be copied by each test."""
    folder = tmp_path_factory.mktemp("diary") / "library"
    shutil.copytree(template_library, folder)
    library = libraries.open_library(folder)
    for place in range(3):
        day = FIRST + timedelta(days=40 * place)
        library.sessions.save(Session("", day, "pico-toning"))
        for after, value in enumerate((4, 3, 2, 1, 0)):
            rate(library, day + timedelta(days=after), redness=value)
    library.reviews.save(Review("", FIRST + timedelta(days=30), {"pores": 60}))
    library.reviews.save(Review("", FIRST + timedelta(days=70), {"pores": 50}, ChangeWord.BETTER))
    library.close()
    return folder


@pytest.fixture
def library_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give the folder of a library: an empty one, or the diary where the test asks for it."""
    wanted = "diary_folder" if "diary" in request.fixturenames else "template_library"
    folder = tmp_path / "library"
    shutil.copytree(request.getfixturevalue(wanted), folder)
    return folder


@pytest.fixture
def diary(shown: Library) -> Library:
    """The library with three sessions and two reviews."""
    return shown
