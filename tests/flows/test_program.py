"""Opening, making, sharing and leaving a library."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain import moments
from recovery_app.domain.entries import EntryChange
from recovery_app.paths import default_library
from recovery_app.services import library as libraries
from recovery_app.ui.program import Program
from recovery_app.ui.today.page import TodayPage
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.felt_slider import FeltSlider
from recovery_app.ui.widgets.notice import Notice
from recovery_app.ui.widgets.seen_row import SeenRow
from tests.flows.conftest import Start


def words_on(widget: QWidget) -> str:
    """Read all words that are shown."""
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    buttons = [one.text() for one in widget.findChildren(QAbstractButton) if one.isVisible()]
    notices = [one.sentence for one in widget.findChildren(Notice) if one.isVisible()]
    return "\n".join(labels + buttons + notices)


def test_the_first_start_offers_the_three_ways_in(start: Start) -> None:
    words = words_on(start(None).window)
    assert "Begin my diary" in words
    assert "Open a library" in words
    assert "Look at the sample" in words


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_first_key_begins_the_diary_and_the_lock_is_one_key_before_it(
    qtbot: QtBot, start: Start, tmp_path: Path, key: Qt.Key
) -> None:
    window = start(tmp_path / "mine").window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    begin = QApplication.focusWidget()
    assert isinstance(begin, QAbstractButton)
    assert begin.text() == "Begin my diary"
    QTest.keyClick(begin, Qt.Key.Key_Backtab)
    lock = QApplication.focusWidget()
    assert isinstance(lock, QCheckBox)
    QTest.keyClick(lock, Qt.Key.Key_Tab)
    assert begin.hasFocus()
    QTest.keyClick(begin, key)
    qtbot.waitUntil(lambda: window.pages is not None)
    assert (tmp_path / "mine" / "library.sqlite3").exists()


def test_the_words_of_the_quiet_ways_in_begin_where_all_others_begin(start: Start) -> None:
    window = start(None).window
    parts = [one for one in window.findChildren(QAbstractButton) if one.isVisible()]
    left = {one.text(): one.mapTo(window, one.rect().topLeft()).x() for one in parts}
    words = left["Choose a folder for it"] + QuietButton.side
    assert words == left["Begin my diary"] == left["Lock it with a passphrase"]


def test_a_new_library_is_made_and_opens_on_today(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    program = start(None)
    program.make(tmp_path / "mine")
    qtbot.waitUntil(lambda: program.window.pages is not None)
    assert program.window.findChildren(TodayPage)
    assert (tmp_path / "mine" / "library.sqlite3").exists()


def press(program: Program, words: str) -> None:
    """Click the button that is called so."""
    (button,) = [one for one in program.window.findChildren(QAbstractButton) if one.text() == words]
    button.click()


@pytest.mark.parametrize("there", [False, True], ids=["missing", "empty"])
def test_a_folder_that_was_asked_for_is_where_the_diary_begins(
    qtbot: QtBot, start: Start, tmp_path: Path, *, there: bool
) -> None:
    asked = tmp_path / "on this disk" / "mine"
    if there:
        asked.mkdir(parents=True)
    program = start(asked)
    words = words_on(program.window)
    assert f"There is no library in “{asked}” yet. It can begin there." in words
    assert f"in one folder of yours: {asked}" in words
    press(program, "Begin my diary")
    qtbot.waitUntil(lambda: program.window.pages is not None)
    assert program.library is not None
    assert program.library.folder == asked
    assert (asked / "library.sqlite3").exists()


def test_the_place_that_was_asked_for_stays_while_she_thinks_about_a_lock(
    start: Start, tmp_path: Path
) -> None:
    program = start(tmp_path / "mine")
    (tick,) = [
        one
        for one in program.window.findChildren(QAbstractButton)
        if one.text() == "Lock it with a passphrase"
    ]
    tick.click()
    press(program, "Begin my diary")
    press(program, "Back")
    assert f"in one folder of yours: {tmp_path / 'mine'}" in words_on(program.window)
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("kind", ["a file", "a folder of other things"])
def test_no_diary_is_proposed_where_something_else_lies(
    start: Start, tmp_path: Path, kind: str
) -> None:
    asked = tmp_path / "taken"
    if kind == "a file":
        asked.write_text("mine")
    else:
        asked.mkdir()
        (asked / "letter.txt").write_text("mine")
    words = words_on(start(asked).window)
    assert f"There is no library in “{asked}”." in words
    assert f"in one folder of yours: {default_library()}" in words


def lose(file: Path) -> None:
    """Take the database away."""
    file.unlink()


def spoil(file: Path) -> None:
    """Write over the database."""
    file.write_bytes(b"no database at all" * 200)


def rot(file: Path) -> None:
    """Spoil only the pages on which the entries begin: it can be opened, but today not be read."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        pages = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE tbl_name = 'entry' AND rootpage > 0"
        )
        places = [(page - 1) * size for (page,) in pages]
    with file.open("r+b") as raw:
        for place in places:
            raw.seek(place)
            raw.write(b"\xff" * size)


def age(file: Path) -> None:
    """Pretend that a later program wrote it."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lose, "There is no library in"),
        (spoil, "is damaged"),
        (rot, "is damaged"),
        (age, "newer version of the program"),
    ],
)
def test_what_cannot_be_opened_is_said_on_the_welcome_page(
    start: Start, library_folder: Path, damage: Callable[[Path], None], sentence: str
) -> None:
    damage(library_folder / "library.sqlite3")
    program = start(library_folder)
    assert program.window.pages is None
    assert sentence in words_on(program.window)


def test_a_review_is_rated_from_the_first_key(
    qtbot: QtBot, start: Start, library_folder: Path
) -> None:
    program = start(library_folder)
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    pages, library = program.window.pages, program.library
    assert pages is not None
    assert library is not None
    pages.open_review(moments.today())
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), FeltSlider))
    held = QApplication.focusWidget()
    assert held is not None
    QTest.keyClick(held, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: bool(library.reviews.every()))
    (review,) = library.reviews.every()
    assert review.values == {"pigmentation": 40}


def test_a_second_window_is_told_who_has_the_library(start: Start, library_folder: Path) -> None:
    first, second = start(library_folder), start(library_folder)
    assert first.window.pages is not None
    assert second.window.pages is None
    assert "open in another window (process" in words_on(second.window)
    first.window.close()
    second.open(library_folder)
    assert second.window.pages is not None


def test_a_killed_window_leaves_no_lock_behind(start: Start, library_folder: Path) -> None:
    holder = (
        "import os, sys\n"
        "from PySide6.QtCore import QLockFile\n"
        "lock = QLockFile(sys.argv[1]); lock.setStaleLockTime(0); assert lock.tryLock(0)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    lock = libraries.window_lock(library_folder)
    subprocess.run([sys.executable, "-c", holder, str(lock)], check=False)
    assert lock.exists()
    assert start(library_folder).window.pages is not None


def test_a_library_that_does_not_open_leaves_the_open_one_alone(
    start: Start, library_folder: Path, tmp_path: Path
) -> None:
    program = start(library_folder)
    program.open(tmp_path / "nothing")
    assert program.window.pages is not None
    assert "There is no library in" in words_on(program.window)


def test_another_library_is_opened_in_the_same_window(
    start: Start, library_folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(library_folder, other)
    with closing(libraries.open_library(other)) as library:
        library.journal.log(moments.now(), EntryChange(ratings={"redness": 4}))
    program = start(library_folder)
    program.open(other)
    (page,) = [one for one in program.window.findChildren(TodayPage) if one.isVisible()]
    row = next(one for one in page.findChildren(SeenRow) if one.slug == "redness")
    assert row.value == 4


def test_what_a_command_writes_shows_in_the_window(
    qtbot: QtBot, start: Start, library_folder: Path
) -> None:
    program = start(library_folder)
    (page,) = program.window.findChildren(TodayPage)
    command = [sys.executable, "-m", "recovery_app", "--library", str(library_folder)]
    subprocess.run([*command, "log", "redness=3"], check=True, capture_output=True)
    row = next(one for one in page.findChildren(SeenRow) if one.slug == "redness")
    qtbot.waitUntil(lambda: row.value == 3)


def test_the_keys_lead_from_page_to_page(qtbot: QtBot, start: Start, library_folder: Path) -> None:
    program = start(library_folder)
    pages = program.window.pages
    assert pages is not None
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    for number, page in (
        (6, "SettingsPage"),
        (2, "SessionsPage"),
        (3, "PhotosPage"),
        (1, "TodayPage"),
    ):
        qtbot.keyClick(
            program.window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier
        )
        qtbot.waitUntil(lambda: not program.tasks.busy)
        visible = [type(one).__name__ for one in pages.findChildren(QWidget) if one.isVisible()]
        assert page in visible
