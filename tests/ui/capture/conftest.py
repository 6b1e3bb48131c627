"""A page for taking photos over a real library, fed by the tests."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from recovery_app.services.library import Library
from recovery_app.ui.capture.page import CapturePage
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from tests.ui.capture.fed import FedSource, two_halves


@pytest.fixture
def source() -> FedSource:
    """The camera of the page."""
    return FedSource()


@pytest.fixture
def page(
    shown: Library,
    tasks: Tasks,
    changes: Changes,
    history: History,
    look: Look,
    source: FedSource,
) -> Iterator[CapturePage]:
    """The page as it is made, not shown yet."""

    def open_source(_parent: object) -> FedSource:
        return source

    page = CapturePage(shown, tasks, changes, history, look, open_source=open_source)
    page.resize(1000, 640)
    yield page
    page.hide()
    page.finish()
    tasks.stop()
    page.deleteLater()


@pytest.fixture
def live(page: CapturePage, source: FedSource, qtbot: QtBot, tasks: Tasks) -> CapturePage:
    """The page with a picture that moves."""
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    source.deliver(two_halves())
    qtbot.waitUntil(lambda: not tasks.busy)
    return page
