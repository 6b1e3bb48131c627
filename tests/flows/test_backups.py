"""Backups through the whole window: made by themselves, shown in the rail, put back in place."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import now
from recovery_app.services import library as libraries
from recovery_app.services import vault
from recovery_app.services.library import Library
from recovery_app.services.restoring import Staged
from recovery_app.ui import automatic_backups
from recovery_app.ui.pages import Pages
from recovery_app.ui.program import Program
from recovery_app.ui.settings.page import SettingsPage
from recovery_app.ui.widgets.notice import Notice
from tests.factories import a_picture
from tests.flows.conftest import Start
from tests.services.locked import PASSPHRASE, QUICK, readable


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin at once."""
    monkeypatch.setattr(automatic_backups, "BEGIN_MS", 1)


def words_on(widget: QWidget) -> str:
    """Read what is shown."""
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    notices = [one.sentence for one in widget.findChildren(Notice) if one.isVisible()]
    return "\n".join(labels + notices)


def note(library: Library, text: str) -> None:
    """Write something."""
    library.journal.log(now(), EntryChange(ratings={"redness": 2}, note=text))


def notes(library: Library) -> list[str]:
    """Read what was written today."""
    today = now().date()
    return [one.note for one in library.journal.of_days(today, today)]


def pages_of(program: Program) -> Pages:
    """Give the pages of the library that is open."""
    assert program.window.pages is not None
    return program.window.pages


def begin(qtbot: QtBot, program: Program) -> None:
    """Wait until the library is shown and its backup of the day is made."""
    qtbot.waitUntil(lambda: program.window.pages is not None)
    program.load_rest()
    backups = pages_of(program).backups
    qtbot.waitUntil(lambda: backups.state is not None and not program.tasks.busy)


def press(qtbot: QtBot, program: Program, begins: str) -> None:
    """Press the button on Settings whose words or name begin so."""
    (page,) = program.window.findChildren(SettingsPage)
    button = next(
        one
        for one in page.findChildren(QPushButton)
        if (one.accessibleName() or one.text()).startswith(begins)
    )
    qtbot.waitUntil(lambda: button.isVisibleTo(page))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_day_is_backed_up_by_itself_and_the_rail_says_so(
    qtbot: QtBot, start: Start, library: Library
) -> None:
    note(library, "one")
    library.close()
    program = start(library.folder)
    assert "Not backed\nup yet" in words_on(pages_of(program).rail)
    begin(qtbot, program)
    assert "Backed up\ntoday" in words_on(pages_of(program).rail)
    assert len(library.backing_up.kept()) == 1
    shown = program.library
    assert shown is not None
    shown.choose(lambda chosen: replace(chosen, last_backup="2026-03-04T21:05:00+00:00"))
    qtbot.waitUntil(lambda: "Backed up\n4 Mar 2026" in words_on(pages_of(program).rail))


def test_trouble_shows_in_the_rail_in_words(
    qtbot: QtBot, start: Start, library: Library, tmp_path: Path
) -> None:
    library.photos.add([a_picture(tmp_path / "camera", "gone.jpg")])
    (library.folder / library.photos.every()[0].file).unlink()
    library.close()
    program = start(library.folder)
    begin(qtbot, program)
    rail = pages_of(program).rail
    assert "Backups\nneed a look" in words_on(rail)
    assert any("gone.jpg" in one.toolTip() for one in rail.findChildren(QLabel))


def test_what_waits_for_days_shows_in_the_rail_in_words(
    qtbot: QtBot, start: Start, library: Library
) -> None:
    note(library, "one")
    library.choose(lambda now: replace(now, automatic_backups=False))
    with library._plain.writing() as db:
        db.execute("UPDATE entry SET changed_at = '2026-01-02T20:00:00+00:00'")
        db.execute("UPDATE rating SET changed_at = '2026-01-02T20:00:00+00:00'")
    library.close()
    program = start(library.folder)
    begin(qtbot, program)
    days = (now().date() - date(2026, 1, 2)).days
    words = words_on(pages_of(program).rail)
    assert any(f"Not backed\nup for {one}\ndays" in words for one in (days, days - 1))


def test_a_backup_takes_the_place_of_the_open_library_and_the_old_one_is_kept(
    qtbot: QtBot, start: Start, library: Library
) -> None:
    note(library, "one")
    library.close()
    program = start(library.folder)
    begin(qtbot, program)
    with_two = program._library
    assert with_two is not None
    note(with_two, "two")
    elsewhere = library.folder.parent / "stick"
    elsewhere.mkdir()
    with_two.backing_up.use_second_place(elsewhere)
    pages_of(program).visit("settings")
    qtbot.waitUntil(lambda: not program.tasks.busy)
    press(qtbot, program, "Restore the backup of")
    press(qtbot, program, "Restore in place")
    qtbot.waitUntil(lambda: "This is the backup." in words_on(program.window))
    assert "Where backups go, look and lock stay" in words_on(program.window)
    (kept,) = library.folder.parent.glob("library before *")
    assert str(kept) in words_on(program.window)
    begin(qtbot, program)
    assert program._library is not None
    assert notes(program._library) == ["one"]
    assert program._library.settings.second_depot == str(elsewhere / "Backups of library")
    assert len(program._library.backing_up.kept()) >= 1
    assert program._library.safekeeping.check() == []
    old = libraries.open_library(kept)
    assert notes(old) == ["two"]
    old.close()
    there = sorted(one.name for one in library.folder.parent.iterdir())
    assert there == ["library", kept.name, "stick"]


def test_an_encrypted_library_is_backed_up_and_put_back_behind_its_lock(
    qtbot: QtBot, start: Start, library: Library
) -> None:
    note(library, "my secret words")
    library.backing_up.remember(library.backing_up.make(now()))
    library.close()
    keys, _ = vault.turn_on(library.folder, PASSPHRASE, cost=QUICK)
    program = start(library.folder)
    program.unlocked(library.folder, keys)
    begin(qtbot, program)
    assert readable(library.folder) == []
    assert program._library is not None
    note(program._library, "two")
    pages_of(program).visit("settings")
    qtbot.waitUntil(lambda: not program.tasks.busy)
    press(qtbot, program, "Restore the backup of")
    press(qtbot, program, "Restore in place")
    qtbot.waitUntil(lambda: "is locked" in words_on(program.window))
    assert "This is the backup." in words_on(program.window)
    (field,) = program.window.findChildren(QLineEdit)
    field.setText(PASSPHRASE)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    begin(qtbot, program)
    assert notes(program._library) == ["my secret words"]
    assert readable(library.folder.parent) == []


def test_a_library_that_cannot_be_moved_stays_open_as_it_is(
    qtbot: QtBot, start: Start, library: Library, tmp_path: Path
) -> None:
    note(library, "one")
    library.close()
    program = start(library.folder)
    begin(qtbot, program)
    never = tmp_path / "never restored"
    program.replace_library(Staged(never, choices_kept=True, present=library.places))
    qtbot.waitUntil(lambda: program.window.pages is not None)
    assert program._library is not None
    assert notes(program._library) == ["one"]


def test_where_the_library_is_damaged_a_backup_becomes_one_from_the_first_page(
    qtbot: QtBot, start: Start, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(library, "one")
    library.backing_up.make(now())
    (kept,) = library.backing_up.kept()
    library.close()
    (library.folder / "library.sqlite3").write_bytes(b"nothing of it" * 1000)
    program = start(library.folder)
    assert "is damaged; restore the last backup" in words_on(program.window)
    chosen = [tmp_path / "no backup.zip", kept.folder / "backup.json"]
    chosen[0].write_bytes(b"no backup")
    files = iter([str(one) for one in chosen])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (next(files), ""))
    folders = iter([str(library.folder), str(tmp_path / "new")])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: next(folders))

    click(qtbot, program, "Restore a backup")
    qtbot.waitUntil(lambda: "“no backup.zip” is no backup" in words_on(program.window))
    click(qtbot, program, "Leave it")
    click(qtbot, program, "Restore a backup")
    qtbot.waitUntil(lambda: "1 entry" in words_on(program.window))
    click(qtbot, program, "Choose a folder for it…")
    qtbot.waitUntil(lambda: "not empty" in words_on(program.window))
    click(qtbot, program, "Choose a folder for it…")
    qtbot.waitUntil(lambda: program.library is not None)
    restored = program.library
    assert restored is not None
    assert restored.folder == tmp_path / "new"
    assert notes(restored) == ["one"]


def click(qtbot: QtBot, program: Program, words: str) -> None:
    """Press a button that is in sight."""
    buttons = program.window.findChildren(QPushButton)
    button = next(one for one in buttons if one.text() == words and one.isVisible())
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
