"""Backups on the Settings page: how they stand, what is kept, and the two ways back."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import now
from recovery_app.services import library as libraries
from recovery_app.services import restoring
from recovery_app.services.library import Library
from recovery_app.ui.automatic_backups import AutomaticBackups
from recovery_app.ui.settings.restore_panel import RestorePanel
from recovery_app.ui.settings.working import Working
from recovery_app.ui.tasks import Tasks
from tests.disks import small_disk
from tests.factories import a_picture
from tests.ui.settings.conftest import Open, button, said, settle

DAY = timedelta(days=1)


def words_on(page: QWidget) -> str:
    """Read what is shown."""
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def written(at: datetime) -> str:
    """Write a moment as the page does."""
    return f"{at.day} {at:%b %Y, %H:%M}"


def press(qtbot: QtBot, tasks: Tasks, page: QWidget, words: str) -> None:
    """Press a button and wait until all that follows is done."""
    qtbot.mouseClick(button(page, words), Qt.MouseButton.LeftButton)
    settle(qtbot, tasks)


def back_up(library: Library, days_ago: int = 0) -> None:
    """Make an automatic backup some days ago."""
    library.backing_up.remember(library.backing_up.make(now() - days_ago * DAY))


def note(library: Library, text: str) -> None:
    """Write something."""
    library.journal.log(now(), EntryChange(ratings={"redness": 2}, note=text))


def answer(monkeypatch: pytest.MonkeyPatch, dialog: str, path: Path) -> None:
    """Let a dialog be answered with a path."""
    given = str(path) if dialog == "getExistingDirectory" else (str(path), "")
    monkeypatch.setattr(QFileDialog, dialog, lambda *_a, **_n: given)


def test_a_backup_is_made_now_and_shown(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    page = open_page()
    assert "No backup yet." in words_on(page)
    note(shown, "one")
    press(qtbot, tasks, page, "Back up now")
    (kept,) = shown.backing_up.kept()
    assert "Last backup: " in words_on(page)
    assert written(kept.counts.made_at) in words_on(page)
    assert "0 sessions · 1 entry · 0 reviews · 0 photos" in words_on(page)
    assert "Beside the library they take" in words_on(page)


def test_what_does_not_work_is_said_and_stays_said(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, tmp_path: Path
) -> None:
    shown.photos.add([a_picture(tmp_path / "camera", "gone.jpg")])
    (shown.folder / shown.photos.every()[0].file).unlink()
    page = open_page()
    press(qtbot, tasks, page, "Back up now")
    assert "all but “gone.jpg" in words_on(page)
    assert "without 1 original" in words_on(page)
    again = open_page()
    assert "all but “gone.jpg" in words_on(again)


def test_automatic_backups_are_switched_off_and_on(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    page = open_page()
    box = next(one for one in page.findChildren(QCheckBox) if one.text() == "Back up automatically")
    assert box.isChecked()
    for wanted in (False, True):
        box.click()
        settle(qtbot, tasks)
        assert shown.settings.automatic_backups is wanted
        assert box.isChecked() is wanted


def test_a_second_place_is_chosen_used_at_once_and_given_up(
    qtbot: QtBot,
    open_page: Open,
    shown: Library,
    tasks: Tasks,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "stick").mkdir()
    answer(monkeypatch, "getExistingDirectory", tmp_path / "stick")
    page = open_page()
    press(qtbot, tasks, page, "Choose second place…")
    assert sorted(one.second for one in shown.backing_up.kept()) == [False, True]
    assert str(tmp_path / "stick") in words_on(page)
    assert "in the second place" in words_on(page)
    press(qtbot, tasks, page, "No second place")
    assert [one.second for one in shown.backing_up.kept()] == [False]
    assert str(tmp_path / "stick") not in words_on(page)


def test_a_second_place_inside_the_library_is_refused(
    qtbot: QtBot,
    open_page: Open,
    shown: Library,
    tasks: Tasks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer(monkeypatch, "getExistingDirectory", shown.folder / "photos")
    page = open_page()
    press(qtbot, tasks, page, "Choose second place…")
    assert "lies in the library" in said(page)[0]


def test_a_full_second_disk_is_said_and_the_first_backup_counts(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, tmp_path: Path
) -> None:
    note(shown, "one")
    with small_disk(tmp_path / "stick") as disk:
        shown.backing_up.use_second_place(disk.folder)
        disk.fill(but=4096)
        page = open_page()
        press(qtbot, tasks, page, "Back up now")
        assert "The disk is full" in words_on(page)
        assert "Last backup: " in words_on(page)


def test_many_backups_are_shown_when_asked_for(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    for day in range(6, -1, -1):
        note(shown, str(day))
        back_up(shown, day)
    page = open_page()
    rows = "0 sessions"
    assert words_on(page).count(rows) == 5
    press(qtbot, tasks, page, "Show all 7")
    assert words_on(page).count(rows) == 7


def test_all_are_read_again_and_rot_is_named(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    note(shown, "one")
    back_up(shown)
    page = open_page()
    press(qtbot, tasks, page, "Read all backups again now")
    assert said(page) == ["All backups were read: every byte is as it was written."]
    (kept,) = shown.backing_up.kept()
    file = kept.folder / "library.sqlite3"
    file.write_bytes(b"?" + file.read_bytes()[1:])
    press(qtbot, tasks, page, "Read all backups again now")
    assert f"{kept.folder.name}/library.sqlite3" in said(page)[0]


def test_a_backup_is_restored_beside_after_its_counts_were_shown(
    qtbot: QtBot,
    open_page: Open,
    shown: Library,
    tasks: Tasks,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    note(shown, "one")
    back_up(shown)
    note(shown, "two")
    answer(monkeypatch, "getExistingDirectory", tmp_path / "again")
    page = open_page()
    (panel,) = page.findChildren(RestorePanel)
    assert not panel.isVisibleTo(page)
    (kept,) = shown.backing_up.kept()
    when = written(kept.counts.made_at)
    press(qtbot, tasks, page, f"Restore the backup of {when}…")
    assert f"The backup of {when} holds 0 sessions · 1 entry" in words_on(panel)
    assert not (tmp_path / "again").exists()
    press(qtbot, tasks, page, "Restore beside…")
    assert "Restored: 0 sessions · 1 entry" in said(page)[0]
    opened = libraries.open_library(tmp_path / "again")
    assert [one.note for one in opened.journal.of_days(now().date(), now().date())] == ["one"]
    opened.close()
    with qtbot.waitSignal(page.library_wanted) as wanted:
        press(qtbot, tasks, page, "Open it")
    assert wanted.args == [tmp_path / "again"]


def test_a_backup_is_made_ready_to_take_the_place_of_the_library(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    note(shown, "one")
    back_up(shown)
    note(shown, "two")
    page = open_page()
    (kept,) = shown.backing_up.kept()
    when = written(kept.counts.made_at)
    press(qtbot, tasks, page, f"Restore the backup of {when}…")
    with qtbot.waitSignal(page.replacement_wanted) as wanted:
        press(qtbot, tasks, page, "Restore in place")
    (staged,) = wanted.args or []
    assert staged.folder.parent == shown.folder.parent
    opened = libraries.open_library(staged.folder)
    assert [one.note for one in opened.journal.of_days(now().date(), now().date())] == ["one"]
    opened.close()


def test_a_file_is_looked_at_before_it_is_restored(
    qtbot: QtBot,
    open_page: Open,
    shown: Library,
    tasks: Tasks,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    note(shown, "one")
    answer(monkeypatch, "getSaveFileName", tmp_path / "diary.zip")
    answer(monkeypatch, "getOpenFileName", tmp_path / "diary.zip")
    page = open_page()
    press(qtbot, tasks, page, "Back up to one file…")
    assert said(page) == [f"Backed up to {tmp_path / 'diary.zip'}."]
    assert shown.settings.last_backup
    press(qtbot, tasks, page, "Restore from a file…")
    assert "holds 0 sessions · 1 entry" in words_on(page.findChildren(RestorePanel)[0])
    (tmp_path / "diary.zip").write_bytes(b"no backup")
    press(qtbot, tasks, page, "Restore from a file…")
    assert "no backup" in said(page)[0]


def test_a_lost_original_is_named_when_a_file_is_written_and_restored(
    qtbot: QtBot,
    open_page: Open,
    shown: Library,
    tasks: Tasks,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    photo = shown.photos.add([a_picture(tmp_path, "a.png")]).added[0]
    (shown.folder / photo.file).unlink()
    answer(monkeypatch, "getSaveFileName", tmp_path / "diary.zip")
    answer(monkeypatch, "getOpenFileName", tmp_path / "diary.zip")
    page = open_page()
    press(qtbot, tasks, page, "Back up to one file…")
    (sentence,) = said(page)
    assert sentence.startswith(f"Backed up to {tmp_path / 'diary.zip'}. Without 1 original,")
    assert "a.png" in sentence
    press(qtbot, tasks, page, "Restore from a file…")
    panel = page.findChildren(RestorePanel)[0]
    assert "1 original was lost already then." in words_on(panel)
    answer(monkeypatch, "getExistingDirectory", tmp_path / "beside")
    press(qtbot, tasks, page, "Restore beside…")
    assert "Without 1 original, missing or damaged on the disk: a.png" in said(page)[0]


def test_a_damaged_backup_says_so_and_leaves_nothing(
    qtbot: QtBot,
    open_page: Open,
    shown: Library,
    tasks: Tasks,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    note(shown, "one")
    back_up(shown)
    (kept,) = shown.backing_up.kept()
    file = kept.folder / "library.sqlite3"
    file.write_bytes(b"?" + file.read_bytes()[1:])
    answer(monkeypatch, "getExistingDirectory", tmp_path / "again")
    page = open_page()
    when = written(kept.counts.made_at)
    for way in ("Restore beside…", "Restore in place"):
        press(qtbot, tasks, page, f"Restore the backup of {when}…")
        press(qtbot, tasks, page, way)
        assert "is damaged" in said(page)[0]
        assert button(page, "Back up now").isEnabled()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["library"]


def test_a_restore_is_cancelled_on_its_way(
    qtbot: QtBot,
    open_page: Open,
    shown: Library,
    tasks: Tasks,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown.photos.add([a_picture(tmp_path / "camera", f"{at}.png") for at in range(4)])
    shutil.rmtree(tmp_path / "camera")
    back_up(shown)
    page = open_page()
    real, working = restoring.stage, page.findChildren(Working)

    def stage(source: Path, folder: Path, progress: Any, cancelled: Any) -> Path:
        for one in working:
            one.cancel()  # the click comes while the first file is copied
        return real(source, folder, progress, cancelled)

    monkeypatch.setattr(restoring, "stage", stage)
    (kept,) = shown.backing_up.kept()
    when = written(kept.counts.made_at)
    press(qtbot, tasks, page, f"Restore the backup of {when}…")
    press(qtbot, tasks, page, "Restore in place")
    assert said(page) == ["The restore was stopped; nothing was left behind."]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["library"]


def test_what_waits_for_long_is_said_in_words(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, backups: AutomaticBackups
) -> None:
    page = open_page()
    note(shown, "one")
    days = 9
    backups.state = shown.backing_up.state(now() + days * DAY + DAY / 2)
    backups.went_on.emit()
    settle(qtbot, tasks)
    assert f"What you wrote in the last {days} days is in none." in words_on(page)
