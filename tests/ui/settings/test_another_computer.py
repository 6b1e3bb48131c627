"""Another computer on the Settings page: an archive written, looked into, brought in and taken back."""

import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from recovery_app.domain.entries import EntryChange
from recovery_app.services import library as libraries
from recovery_app.services.library import Library
from recovery_app.ui.history import History
from recovery_app.ui.settings.another_computer import AnotherComputerSection
from recovery_app.ui.settings.page import SettingsPage
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.widgets.notice import Notice
from tests.factories import a_moment, a_picture, a_session
from tests.ui.settings.conftest import Open, button, settle


@pytest.fixture
def other(template_library: Path, tmp_path: Path) -> Iterator[Library]:
    """The library of another laptop."""
    shutil.copytree(template_library, tmp_path / "other")
    with closing(libraries.open_library(tmp_path / "other")) as opened:
        yield opened


@pytest.fixture
def archive(other: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the other laptop wrote; it is what the page's dialog answers."""
    other.sessions.save(a_session())
    other.journal.log(a_moment(1), EntryChange({"redness": 3}))
    other.photos.add([a_picture(tmp_path / "camera")])
    file = tmp_path / "there.zip"
    other.merging.write_archive(file)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_n: (str(file), ""))
    return file


def section_of(page: SettingsPage) -> AnotherComputerSection:
    section = page.findChild(AnotherComputerSection)
    assert section is not None
    return section


def press(qtbot: QtBot, tasks: Tasks, page: SettingsPage, words: str) -> None:
    """Press a button of the section and wait until all that follows is done."""
    section = section_of(page)
    qtbot.mouseClick(button(section, words), Qt.MouseButton.LeftButton)
    settle(qtbot, tasks)


def words_on(page: SettingsPage) -> str:
    """Read what the section shows."""
    labels = section_of(page).findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisibleTo(page))


def told(page: SettingsPage) -> list[str]:
    """Read its notices."""
    notices = section_of(page).findChildren(Notice)
    return [one.sentence for one in notices if one.isVisibleTo(page)]


def test_an_archive_is_written_and_says_that_anyone_can_read_it(
    qtbot: QtBot,
    open_page: Open,
    shown: Library,
    tasks: Tasks,
    other: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown.journal.log(a_moment(1), EntryChange({"redness": 3}))
    file = tmp_path / "diary.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_n: (str(file), ""))
    page = open_page()
    assert "not encrypted: whoever has it can read it" in words_on(page)
    press(qtbot, tasks, page, "Write an archive…")
    (sentence,) = told(page)
    assert sentence.startswith("“diary.zip” holds ")
    assert "1 entr" in sentence
    other.merging.merge(file)
    assert len(other.journal.of_days(a_moment(1).date(), a_moment(1).date())) == 1


def test_what_would_change_is_shown_first_then_brought_in_and_taken_back(
    qtbot: QtBot,
    open_page: Open,
    shown: Library,
    tasks: Tasks,
    archive: Path,
    history: History,
) -> None:
    page = open_page()
    press(qtbot, tasks, page, "Bring an archive in…")
    assert archive.is_file()
    assert "New here: 1 session, 1 entry, 1 photo." in words_on(page)
    assert "Originals to copy: 1 (about 1 MB)." in words_on(page)
    assert shown.sessions.every() == []
    press(qtbot, tasks, page, "Bring it in")
    assert told(page) == ["New here: 1 session, 1 entry, 1 photo."]
    assert (len(shown.sessions.every()), len(shown.photos.every())) == (1, 1)
    assert history.latest is not None
    press(qtbot, tasks, page, "Undo")
    assert shown.sessions.every() == []
    assert len(shown.trash.look()) == 3
    assert told(page) == ["It is as it was before; what was new lies in the trash."]
    assert history.latest is None


def test_what_both_changed_is_shown_with_both(
    qtbot: QtBot,
    open_page: Open,
    shown: Library,
    tasks: Tasks,
    other: Library,
    archive: Path,
) -> None:
    shown.merging.merge(archive)
    (entry,) = other.journal.of_days(a_moment(1).date(), a_moment(1).date())
    shown.journal.record(entry.id, entry.at, EntryChange(note="here"))
    time.sleep(0.003)  # changes are noted to the millisecond
    other.journal.record(entry.id, entry.at, EntryChange({"redness": 1}, note="<b>there</b>"))
    other.merging.write_archive(archive)
    page = open_page()
    press(qtbot, tasks, page, "Bring an archive in…")
    assert "Changed: 1 entry." in words_on(page)
    assert (
        "Changed on both computers:\n"
        "Entry 4 Mar 2025, 21:00, note: “here” here, “<b>there</b>” there. What is there is newer and"
        " wins."
    ) in words_on(page)
    press(qtbot, tasks, page, "Leave it")
    assert "Changed on both" not in words_on(page)
    assert shown.journal.of_days(entry.day, entry.day)[0].note == "here"


def test_one_that_brings_nothing_new_says_so(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, archive: Path
) -> None:
    shown.merging.merge(archive)
    page = open_page()
    press(qtbot, tasks, page, "Bring an archive in…")
    assert told(page) == ["Everything in this archive is here already."]


def test_what_is_no_archive_is_refused_in_place(
    qtbot: QtBot, open_page: Open, tasks: Tasks, archive: Path
) -> None:
    archive.write_text("something else")
    page = open_page()
    press(qtbot, tasks, page, "Bring an archive in…")
    (sentence,) = told(page)
    assert "is no archive" in sentence
    assert button(section_of(page), "Bring an archive in…").isEnabled()


def test_an_archive_that_vanished_after_the_look_changes_nothing(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, archive: Path, history: History
) -> None:
    page = open_page()
    press(qtbot, tasks, page, "Bring an archive in…")
    archive.unlink()
    press(qtbot, tasks, page, "Bring it in")
    assert told(page) == ["There is no file “there.zip”."]
    assert shown.photos.every() == []
    assert history.latest is None


def test_the_keyboard_stays_where_the_work_was_begun(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, archive: Path
) -> None:
    page = open_page()
    bring = button(section_of(page), "Bring an archive in…")
    bring.setFocus()
    press(qtbot, tasks, page, "Bring an archive in…")
    panel_button = button(section_of(page), "Bring it in")
    qtbot.waitUntil(panel_button.hasFocus)
    press(qtbot, tasks, page, "Bring it in")
    assert not panel_button.isVisible()
    qtbot.waitUntil(bring.hasFocus)
    assert shown.sessions.every()
    assert archive.exists()
