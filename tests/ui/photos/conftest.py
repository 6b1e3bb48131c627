"""A Photos page and a viewer over real libraries."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recovery_app.domain.photos import Photo
from recovery_app.services.library import Library, open_library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.photos.page import PhotosPage
from recovery_app.ui.photos.viewer import PhotoViewer
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from tests.ui.photos.drawn import diary

Open = Callable[[], PhotosPage]


@pytest.fixture(scope="session")
def diary_library(template_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of two sessions and eighteen photos, made once."""
    folder = tmp_path_factory.mktemp("diary") / "library"
    shutil.copytree(template_library, folder)
    library = open_library(folder)
    diary(library, folder.with_name("camera"))
    library.close()
    return folder


@pytest.fixture
def library_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give the folder of a new library, or of one with photos to the tests that ask for `photos`."""
    filled = "photos" in request.fixturenames
    folder = tmp_path / "library"
    shutil.copytree(
        request.getfixturevalue("diary_library" if filled else "template_library"), folder
    )
    return folder


@pytest.fixture
def photos(shown: Library) -> list[Photo]:
    """Eighteen photos of six days around two sessions, as taken."""
    return shown.photos.every()


@pytest.fixture
def open_page(
    qtbot: QtBot, shown: Library, tasks: Tasks, changes: Changes, history: History, look: Look
) -> Iterator[Open]:
    """Open the page and wait until everything is read."""
    pages: list[PhotosPage] = []

    def make() -> PhotosPage:
        page = PhotosPage(shown, tasks, changes, history, look)
        pages.append(page)
        page.resize(900, 980)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        qtbot.waitUntil(lambda: page._reader.complete)
        return page

    yield make
    tasks.stop()
    for page in pages:
        page.hide()
        page.deleteLater()


@pytest.fixture
def viewer(
    qtbot: QtBot, shown: Library, tasks: Tasks, changes: Changes, history: History, look: Look
) -> Iterator[PhotoViewer]:
    """A viewer that shows nothing yet."""
    viewer = PhotoViewer(shown, tasks, changes, history, look)
    qtbot.addWidget(viewer)
    viewer.resize(900, 700)
    yield viewer
    tasks.stop()
