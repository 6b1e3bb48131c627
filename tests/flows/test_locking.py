"""An encrypted diary through the window: made, locked, opened, encrypted later and freed again."""

import gc
import weakref
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QPixmapCache
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain.moments import today
from recovery_app.services import library as libraries
from recovery_app.services import vault
from recovery_app.storage import key_file, keys, photo_files
from recovery_app.storage.keys import Keys
from recovery_app.storage.places import Places
from recovery_app.ui.locking import idle
from recovery_app.ui.locking.fields import KeptKey
from recovery_app.ui.locking.pages import (
    ConvertingPage,
    InterruptedPage,
    NewPassphrasePage,
    RecoveryKeyPage,
    UnlockPage,
)
from recovery_app.ui.locking.unattended import Unattended
from recovery_app.ui.program import Program
from recovery_app.ui.settings.lock_section import LockSection
from recovery_app.ui.settings.restore_panel import RestorePanel
from recovery_app.ui.today.form import EntryForm
from recovery_app.ui.widgets.notice import Notice
from tests.flows.conftest import Start
from tests.services.locked import PASSPHRASE, QUICK, WORDS, fill, seen


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let guessing be easy, so that the tests are quick."""
    monkeypatch.setattr(vault, "COST", QUICK)


@pytest.fixture
def plain(library_folder: Path) -> Path:
    """Make a plain library with something in it."""
    with closing(libraries.open_library(library_folder)) as library:
        fill(library)
    return library_folder


@pytest.fixture
def locked(plain: Path) -> Path:
    """Make an encrypted library with something in it."""
    vault.turn_on(plain, PASSPHRASE, cost=QUICK)
    return plain


def page_of(program: Program, sort: type[QWidget]) -> QWidget | None:
    """Return the page of that sort, if it fills the window."""
    return next((one for one in program.window.findChildren(sort) if one.isVisible()), None)


def wait_for(qtbot: QtBot, program: Program, sort: type[QWidget]) -> QWidget:
    """Wait until a page of that sort fills the window."""
    qtbot.waitUntil(lambda: page_of(program, sort) is not None)
    page = page_of(program, sort)
    assert page is not None
    return page


def press(page: QWidget, words: str) -> None:
    """Press the button with these words."""
    button = next(one for one in page.findChildren(QPushButton) if one.text() == words)
    assert button.isEnabled()
    button.click()


def give(page: QWidget, *texts: str) -> None:
    """Type into the visible fields of a page, one after the other."""
    fields = [one for one in page.findChildren(QLineEdit) if one.isVisible()]
    for field, text in zip(fields, texts, strict=False):
        field.setText(text)


def keep(page: QWidget) -> str:
    """Confirm the recovery key and return it."""
    assert isinstance(page, RecoveryKeyPage)
    return keep_shown(page.kept_key)


def keep_shown(shown: KeptKey) -> str:
    """Confirm the recovery key that is shown and return it."""
    key = shown.box._key
    button = next(one for one in shown.findChildren(QPushButton) if "kept it" in one.text())
    shown.field.setText("WRON")
    assert not button.isEnabled()
    shown.field.setText(key[-4:].lower())
    button.click()
    return key


def unlock(qtbot: QtBot, program: Program, secret: str = PASSPHRASE) -> None:
    """Give the passphrase and wait for the library."""
    give(wait_for(qtbot, program, UnlockPage), secret)
    press(wait_for(qtbot, program, UnlockPage), "Unlock")
    qtbot.waitUntil(lambda: program.window.pages is not None)


def all_words(program: Program) -> str:
    """Return every word in the window, seen or not."""
    return "\n".join(
        [label.text() for label in program.window.findChildren(QLabel)]
        + [field.text() for field in program.window.findChildren(QLineEdit)]
    )


def test_a_new_diary_is_encrypted_from_the_first_day(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start(None)
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "mine"), raising=True
    )
    next(iter(program.window.findChildren(QCheckBox))).setChecked(True)
    press(program.window, "Choose a folder for it")
    page = wait_for(qtbot, program, NewPassphrasePage)
    give(page, PASSPHRASE, "a typing mistake")
    press(page, "Continue")
    assert "differ" in page.findChildren(Notice)[-1].sentence
    give(page, "short", "short")
    press(page, "Continue")
    give(page, PASSPHRASE, PASSPHRASE)
    press(page, "Continue")
    key = keep(wait_for(qtbot, program, RecoveryKeyPage))
    qtbot.waitUntil(lambda: program.window.pages is not None)
    assert libraries.is_encrypted(tmp_path / "mine")
    vault.unlock(tmp_path / "mine", key)


def test_it_asks_until_the_passphrase_fits(qtbot: QtBot, start: Start, locked: Path) -> None:
    program = start(locked)
    page = wait_for(qtbot, program, UnlockPage)
    assert WORDS not in all_words(program)
    give(page, "not the passphrase")
    press(page, "Unlock")
    qtbot.waitUntil(lambda: page.notice.isVisible())  # type: ignore[attr-defined] - of UnlockPage
    assert program.window.pages is None
    unlock(qtbot, program)
    assert page_of(program, UnlockPage) is None


def test_who_has_neither_is_told_that_it_is_gone(qtbot: QtBot, start: Start, locked: Path) -> None:
    page = wait_for(qtbot, start(locked), UnlockPage)
    press(page, "I have neither")
    assert "the data is gone" in page.notice.sentence  # type: ignore[attr-defined] - of UnlockPage


def test_ctrl_l_locks_at_once_and_keeps_what_was_typed(
    qtbot: QtBot, start: Start, locked: Path
) -> None:
    program = start(locked)
    unlock(qtbot, program)
    qtbot.waitUntil(lambda: not program.tasks.busy)
    form = program.window.findChildren(EntryForm)[0]
    form.note.setPlainText("typed just now")
    QPixmapCache.insert("a picture of hers", QPixmap(8, 8))
    QTest.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    wait_for(qtbot, program, UnlockPage)
    assert program.window.pages is None
    assert not QPixmapCache.find("a picture of hers", QPixmap())
    qtbot.waitUntil(lambda: WORDS not in all_words(program))
    qtbot.waitUntil(lambda: not program.window.findChildren(EntryForm))
    unlock(qtbot, program)
    library = program._library
    assert library is not None
    assert "typed just now" in [one.note for one in library.journal.of_days(today(), today())]


def test_a_library_without_a_lock_says_where_to_get_one(start: Start, plain: Path) -> None:
    program = start(plain)
    program.lock()
    notices = [one.sentence for one in program.window.findChildren(Notice) if one.isVisible()]
    assert any("Settings → Lock" in one for one in notices)
    assert program.window.pages is not None


def test_it_locks_by_itself_after_minutes_without_a_touch(
    qtbot: QtBot, start: Start, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start(locked)
    unlock(qtbot, program)
    qtbot.waitUntil(lambda: not program.tasks.busy)
    assert program._lock.away is not None
    now = idle.time.time()
    monkeypatch.setattr(idle.time, "time", lambda: now + 9 * 60)
    program._lock.away.idle.look()
    assert program.window.pages is not None
    QTest.mouseClick(program.window.windowHandle(), Qt.MouseButton.LeftButton)
    monkeypatch.setattr(idle.time, "time", lambda: now + 18 * 60)
    program._lock.away.idle.look()
    assert program.window.pages is not None
    monkeypatch.setattr(idle.time, "time", lambda: now + 20 * 60)
    program._lock.away.idle.look()
    wait_for(qtbot, program, UnlockPage)


def test_an_existing_diary_is_encrypted_and_freed_again(
    qtbot: QtBot, start: Start, plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start(plain)
    assert program._library is not None
    before = seen(program._library)
    assert program.window.pages is not None
    program.window.pages.visit("settings")
    section = program.window.findChildren(LockSection)[0]
    press(section, "Encrypt this library…")
    _type(section, PASSPHRASE, PASSPHRASE)
    press(section, "Encrypt")
    page = wait_for(qtbot, program, RecoveryKeyPage)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "key.pdf"), ""), raising=True
    )
    press(page, "Save a page to print…")
    assert (tmp_path / "key.pdf").read_bytes().startswith(b"%PDF")
    assert isinstance(page, RecoveryKeyPage)
    unseen = page.kept_key.box._key
    page.findChildren(Unattended)[0].idle.long_enough.emit()
    give(wait_for(qtbot, program, UnlockPage), PASSPHRASE)
    qtbot.waitUntil(lambda: unseen[-4:] not in all_words(program))
    press(wait_for(qtbot, program, UnlockPage), "Unlock")
    assert keep(wait_for(qtbot, program, RecoveryKeyPage)) != unseen
    qtbot.waitUntil(lambda: program.window.pages is not None)
    assert libraries.is_encrypted(plain)
    assert program._library is not None
    assert seen(program._library) == before
    section = _lock_section(program)
    press(section, "Turn off…")
    _type(section, PASSPHRASE)
    press(section, "Turn the encryption off")
    qtbot.waitUntil(lambda: program.window.pages is not None and program._library is not None)
    assert not libraries.is_encrypted(plain)
    assert seen(program._library) == before


def test_older_backups_are_named_and_deleted_where_she_wants_it(
    qtbot: QtBot, start: Start, plain: Path
) -> None:
    with closing(libraries.open_library(plain)) as library:
        old = library.safekeeping.backup()
    vault.turn_on(plain, PASSPHRASE, cost=QUICK)
    program = start(plain)
    unlock(qtbot, program)
    section = _lock_section(program)
    qtbot.waitUntil(lambda: "not encrypted: 1" in section.notice.sentence)
    section.notice.acted.emit()
    qtbot.waitUntil(lambda: not old.exists())


def test_an_interrupted_encryption_is_told_and_taken_back(
    qtbot: QtBot, start: Start, plain: Path
) -> None:
    (plain / "keys.new.json").write_bytes(keys.create(PASSPHRASE, QUICK)[0].text())
    program = start(plain)
    section = _lock_section(program)
    assert "interrupted" in section.notice.sentence
    section.notice.acted.emit()
    qtbot.waitUntil(lambda: "taken back" in section.notice.sentence)
    assert not (plain / "keys.new.json").exists()


def test_passphrase_and_recovery_key_are_changed_in_settings(
    qtbot: QtBot, start: Start, locked: Path
) -> None:
    program = start(locked)
    unlock(qtbot, program)
    section = _lock_section(program)
    press(section, "New recovery key…")
    _type(section, PASSPHRASE)
    press(section, "Make a new recovery key")
    qtbot.waitUntil(lambda: bool(section.findChildren(KeptKey)))
    key = keep_shown(section.findChildren(KeptKey)[0])
    qtbot.waitUntil(lambda: "The new recovery key counts" in section.notice.sentence)
    press(section, "Change passphrase…")
    _type(section, key, "another passphrase", "another passphrase")
    press(section, "Change it")
    qtbot.waitUntil(lambda: "was changed" in section.notice.sentence)
    program.lock()
    unlock(qtbot, program, "another passphrase")


@pytest.mark.parametrize("on", [True, False])
def test_a_turning_off_that_was_killed_goes_on_or_is_taken_back(
    qtbot: QtBot, start: Start, locked: Path, on: bool
) -> None:
    carried = half_carried(locked)
    number = carried.stat().st_ino
    program = start(locked)
    give(wait_for(qtbot, program, UnlockPage), PASSPHRASE)
    press(wait_for(qtbot, program, UnlockPage), "Unlock")
    page = wait_for(qtbot, program, InterruptedPage)
    QTest.keyClick(page, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    del page
    opens = vault.unlock(locked, PASSPHRASE).database
    qtbot.waitUntil(lambda: not keys_with(opens))
    give(wait_for(qtbot, program, UnlockPage), PASSPHRASE)
    press(wait_for(qtbot, program, UnlockPage), "Unlock")
    page = wait_for(qtbot, program, InterruptedPage)
    if on:
        press(page, "Go on turning it off")
    else:
        reached = page.focusProxy()
        assert isinstance(reached, QPushButton)
        QTest.keyClick(reached, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: program.window.pages is not None)
    assert libraries.is_encrypted(locked) is not on
    assert (carried.exists() and carried.stat().st_ino == number) is on


def half_carried(folder: Path) -> Path:
    """Leave an encrypted library as a kill does after the first original was carried over."""
    keys = vault.unlock(folder, PASSPHRASE)
    with closing(libraries.open_library(folder, keys=keys)) as library:
        photo = library.photos.every()[0]
        data = photo_files.read(library.places, photo.file)
    places = Places(folder)
    said = key_file.load(places)
    key_file.save(places, replace(said, plain_left=True, turning_off=keys.turning_off))
    return photo_files.keep(places, data, photo.file)


@pytest.mark.parametrize("how", ["locked", "decrypted"])
def test_the_library_and_its_keys_are_gone_once_it_is_let_go_of(
    qtbot: QtBot, start: Start, locked: Path, how: str
) -> None:
    opens = vault.unlock(locked, PASSPHRASE).database  # other tests hold keys of their own
    program = start(locked)
    unlock(qtbot, program)
    qtbot.waitUntil(lambda: not program.tasks.busy)
    assert program.window.pages is not None
    for page in ("photos", "trends", "settings", "today"):
        program.window.pages.visit(page)
    qtbot.waitUntil(lambda: not program.tasks.busy)
    library = weakref.ref(program.library)
    assert gc.get_freeze_count(), "what stays as long as the program is looked through each time"
    if how == "locked":
        QTest.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        wait_for(qtbot, program, UnlockPage)
    else:
        program.decrypt(PASSPHRASE)
        qtbot.waitUntil(lambda: program.library is not None)
    qtbot.waitUntil(lambda: library() is None, timeout=10_000)
    # What another thread is working with would be held by the list of all objects.
    qtbot.waitUntil(lambda: not program.tasks.busy)
    # The list holds for a moment whatever other threads use, and SQLite minds a cursor that stays.
    qtbot.waitUntil(lambda: not program.tasks.busy)
    gc.unfreeze()
    assert not keys_with(opens)


def keys_with(opens: bytes) -> list[Keys]:
    """Return the keys of a library that are still in memory."""
    every = [one for one in gc.get_objects() if isinstance(one, Keys)]
    return [one for one in every if one.database == opens]


def test_that_a_backup_from_before_the_lock_has_none_is_said_before_it_is_restored(
    qtbot: QtBot, start: Start, plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(libraries.open_library(plain)) as library:
        before = library.safekeeping.backup(tmp_path / "before.zip")
    keys, _ = vault.turn_on(plain, PASSPHRASE, cost=QUICK)
    with closing(libraries.open_library(plain, keys=keys)) as library:
        since = library.safekeeping.backup(tmp_path / "since.zip")
    program = start(plain)
    unlock(qtbot, program)
    assert program.window.pages is not None
    page = program.window.pages.visit("settings")
    for file, said in ((before, True), (since, False)):
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, file=file: (str(file), ""))
        press(page, "Restore from a file…")
        qtbot.waitUntil(lambda: not program.tasks.busy)
        panel = page.findChildren(RestorePanel)[0]
        qtbot.waitUntil(panel.isVisible)
        words = [one.text() for one in panel.findChildren(QLabel) if one.isVisible()]
        assert any("not encrypted" in one for one in words) is said
        panel.hide()


def test_stopping_leaves_the_diary_open_and_plain(
    qtbot: QtBot, start: Start, plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recovery_app.storage import conversion

    program = start(plain)
    real = conversion._carry_original

    def slow(*given: object) -> None:
        program._lock.gate.stop()  # as the button does; this is the lane's thread
        real(*given)  # type: ignore[arg-type] - passed on as they came

    monkeypatch.setattr(conversion, "_carry_original", slow)
    program.encrypt(PASSPHRASE)
    assert page_of(program, ConvertingPage) is not None
    qtbot.waitUntil(lambda: program.window.pages is not None)
    assert not libraries.is_encrypted(plain)
    assert not list(plain.rglob("*.sealed"))


def _lock_section(program: Program) -> LockSection:
    assert program.window.pages is not None
    program.window.pages.visit("settings")
    return next(one for one in program.window.findChildren(LockSection) if one.isVisible())


def _type(section: QWidget, *texts: str) -> None:
    fields = [
        one
        for one in section.findChildren(QLineEdit)
        if one.echoMode() is QLineEdit.EchoMode.Password
    ]
    for field, text in zip(fields[-len(texts) :], texts, strict=True):
        field.setText(text)
