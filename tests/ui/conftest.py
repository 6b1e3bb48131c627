"""A window's parts for tests of whole pages: colours, lanes, and a library that announces."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from recovery_app.domain.settings import Theme as Choice
from recovery_app.services import library as libraries
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look, apply


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """The light theme."""
    look = apply(qapp, Choice.LIGHT)
    yield look
    look.deleteLater()


@pytest.fixture
def changes(qapp: QApplication) -> Changes:
    """The signal that something was saved."""
    return Changes(qapp)


@pytest.fixture
def history(qapp: QApplication, tasks: Tasks) -> History:
    """What can be undone."""
    return History(tasks, qapp)


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """The real lanes, finished before the library is closed."""
    tasks = Tasks(qapp)
    yield tasks
    tasks.stop()


@pytest.fixture
def shown(library_folder: Path, changes: Changes, tasks: Tasks) -> Iterator[Library]:
    """A new library whose changes reach the page under test."""
    opened = libraries.open_library(library_folder, changes.happened.emit)
    yield opened
    tasks.stop()
    opened.close()
