"""The Settings page on a real library."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain import moments
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.settings import Theme
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.settings.page import SettingsPage
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.joined_button import JoinedButton
from recovery_app.ui.widgets.notice import Notice

Open = Callable[[], SettingsPage]


@pytest.fixture
def open_page(
    qtbot: QtBot, shown: Library, tasks: Tasks, changes: Changes, history: History, look: Look
) -> Open:
    """Open the page."""

    def make() -> SettingsPage:
        page = SettingsPage(shown, tasks, changes, history, look)
        qtbot.addWidget(page)
        page.resize(1000, 900)
        page.show()
        qtbot.waitUntil(lambda: not tasks.busy)
        return page

    return make


def button(page: QWidget, words: str) -> QPushButton:
    """Find a button by its words."""
    return next(one for one in page.findChildren(QPushButton) if one.text() == words)


def said(page: QWidget) -> list[str]:
    """Read the notices."""
    return [one.sentence for one in page.findChildren(Notice) if one.isVisibleTo(page)]


def test_a_backup_is_made_checked_and_named(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    page = open_page()
    qtbot.mouseClick(button(page, "Back up now"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tasks.busy)
    (file,) = (shown.folder / "backups").glob("*.zip")
    assert said(page) == [f"Backed up to {file}."]
    labels = [one.text() for one in page.findChildren(QLabel)]
    assert any(text.startswith("Last backup: ") for text in labels)


def test_a_backup_that_fails_says_why(
    qtbot: QtBot, open_page: Open, tasks: Tasks, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "nowhere" / "backup.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_n: (str(target), ""))
    page = open_page()
    qtbot.mouseClick(button(page, "Back up to…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert len(said(page)) == 1
    assert button(page, "Back up now").isEnabled()


def test_an_own_symptom_is_added_pinned_and_removed(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    page = open_page()
    name = next(
        one
        for one in page.findChildren(QLineEdit)
        if one.accessibleName() == "Name of your own symptom"
    )
    QTest.keyClicks(name, "Tight feeling")
    QTest.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not tasks.busy and name.text() == "")
    added = next(one for one in shown.catalogue.symptoms() if one.slug == "tight-feeling")
    assert (added.own, added.pinned) == (True, True)
    pin = next(
        one for one in page.findChildren(QCheckBox) if one.accessibleName() == "Redness: pinned"
    )
    pin.click()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert next(one for one in shown.catalogue.symptoms() if one.slug == "redness").pinned


def test_the_theme_is_put_on_at_once_and_kept(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, look: Look
) -> None:
    page = open_page()
    dark = next(one for one in page.findChildren(JoinedButton) if one.text() == "Dark")
    qtbot.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert look.theme.dark
    qtbot.waitUntil(lambda: not tasks.busy)
    assert shown.settings.theme is Theme.DARK


def test_a_currency_that_is_none_is_refused_in_place(open_page: Open, shown: Library) -> None:
    page = open_page()
    field = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Currency")
    field.setText("dollars")
    field.editingFinished.emit()
    assert "is not a currency" in said(page)[0]
    assert field.text() == "dollars"
    assert shown.settings.currency == ""


def test_what_was_deleted_comes_back(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    recorded = shown.journal.log(moments.now(), EntryChange(ratings={"redness": 2}))
    shown.journal.remove(recorded.entry.id)
    page = open_page()
    back = next(one for one in page.findChildren(QuietButton) if one.text() == "Bring back")
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tasks.busy)
    today = moments.today()
    assert [entry.ratings for entry in shown.journal.of_days(today, today)] == [{"redness": 2}]
    assert shown.trash.look() == []
