"""The Settings page on a real library, and how it is read and pressed."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.services.library import Library
from recovery_app.ui.automatic_backups import AutomaticBackups
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.settings.page import SettingsPage
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.notice import Notice

Open = Callable[[], SettingsPage]


@pytest.fixture
def backups(shown: Library, tasks: Tasks, changes: Changes) -> Iterator[AutomaticBackups]:
    """Automatic backups that nobody has started."""
    made = AutomaticBackups(shown, tasks, changes)
    yield made
    made.finish()


@pytest.fixture
def open_page(
    qtbot: QtBot,
    shown: Library,
    tasks: Tasks,
    changes: Changes,
    history: History,
    look: Look,
    backups: AutomaticBackups,
) -> Open:
    """Open the page."""

    def make() -> SettingsPage:
        page = SettingsPage(shown, tasks, changes, history, look, backups)
        qtbot.addWidget(page)
        page.resize(1000, 900)
        page.show()
        settle(qtbot, tasks)
        return page

    return make


def settle(qtbot: QtBot, tasks: Tasks) -> None:
    """Wait until all is done and what came of it stands there."""
    qtbot.waitUntil(lambda: not tasks.busy)
    QApplication.processEvents()


def button(page: QWidget, words: str) -> QPushButton:
    """Find a button by its words, or by what a screen reader calls it."""
    return next(
        one for one in page.findChildren(QPushButton) if words in (one.text(), one.accessibleName())
    )


def said(page: QWidget) -> list[str]:
    """Read the notices."""
    return [one.sentence for one in page.findChildren(Notice) if one.isVisibleTo(page)]
