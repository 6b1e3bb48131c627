"""The Compare page with photos of one pose around a session."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.compare.page import ComparePage
from recovery_app.ui.history import History
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from tests.factories import a_moment, a_picture, a_plain_session

Open = Callable[[], ComparePage]
DAYS = (-3, 0, 1, 2, 5)


@pytest.fixture
def open_page(
    qtbot: QtBot,
    shown: Library,
    tasks: Tasks,
    changes: Changes,
    history: History,
    look: Look,
    tmp_path: Path,
) -> Open:
    """Open the page with five photos of one pose around a session."""
    shown.sessions.save(a_plain_session(0))
    for day in DAYS:
        colour = (90 + 20 * day, 80, 70)
        name = f"IMG_{a_moment(day):%Y%m%d_%H%M%S}.jpg"
        shown.photos.add([a_picture(tmp_path, name, size=(400, 300), colour=colour)], pose="front")

    def make() -> ComparePage:
        page = ComparePage(shown, tasks, changes, history, look)
        qtbot.addWidget(page)
        page.resize(1100, 760)
        page.show()
        qtbot.waitUntil(lambda: len(page.stage.panes) == 2 and not tasks.busy)
        return page

    return make
