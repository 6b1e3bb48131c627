"""An encrypted diary locks when she is away: with the screen, over a real bus, and by the clock."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from recovery_app.domain.moments import today
from recovery_app.errors import LibraryUnavailable
from recovery_app.services import library as libraries
from recovery_app.services import vault
from recovery_app.services.journal import Journal
from recovery_app.ui.locking import idle, screen
from recovery_app.ui.locking.pages import UnlockPage
from recovery_app.ui.program import Program
from recovery_app.ui.settings.another_computer import AnotherComputerSection
from recovery_app.ui.settings.lock_section import LockSection
from recovery_app.ui.today.form import EntryForm
from recovery_app.ui.widgets.notice import Notice
from tests.buses import Desktop, bus
from tests.factories import a_picture
from tests.flows.conftest import Start
from tests.network_watch import ROOT
from tests.services.locked import PASSPHRASE, QUICK, fill

ASK_WHERE = QFileDialog.getSaveFileName
"""The real question, which every test that does not ask for it has replaced."""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One bus for all tests here: Qt connects a process to one and no other."""
    with bus(tmp_path_factory.mktemp("bus")) as (address, _):
        yield address


@pytest.fixture
def desktop(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    """A desktop that tells of its screen."""
    monkeypatch.setenv(screen.ADDRESS, address)
    desktop = Desktop(address)
    yield desktop
    desktop.leave()


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an encrypted library with something in it, quick to open."""
    folder = tmp_path_factory.mktemp("encrypted") / "library"
    keys, _ = vault.create(folder, PASSPHRASE, QUICK)
    with closing(libraries.open_library(folder, keys=keys)) as library:
        fill(library)
    return folder


@pytest.fixture
def locked(encrypted: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(encrypted, tmp_path / "locked"))


@pytest.fixture
def opened(start: Start, locked: Path, qtbot: QtBot) -> Program:
    """The program with that library open and at rest; without a bus, unless `desktop` came first."""
    program = start(locked)
    unlock(qtbot, program)
    program.load_rest()
    qtbot.waitUntil(lambda: not program.tasks.busy)
    return program


def asked(program: Program) -> UnlockPage | None:
    """Return the page that asks for the passphrase, if it is in sight."""
    pages = program.window.findChildren(UnlockPage)
    return next((page for page in pages if page.isVisible()), None)


def unlock(qtbot: QtBot, program: Program) -> None:
    """Give the passphrase and wait until the library is seen."""
    qtbot.waitUntil(lambda: asked(program) is not None)
    page = asked(program)
    assert page is not None
    page.field.setText(PASSPHRASE)
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.pages is not None and program.window.pages.isVisible())


def note(program: Program) -> str:
    """Type a note and leave it there, unsaved."""
    program.window.findChildren(EntryForm)[0].note.setPlainText("typed just now")
    return "typed just now"


def notes(program: Program) -> list[str]:
    """Return the notes of today, as they are on disk."""
    assert program.library is not None
    return [one.note for one in program.library.journal.of_days(today(), today())]


def let_go(program: Program) -> bool:
    """Whether the library is closed, not only out of sight."""
    return program.library is None and program.window.pages is None and asked(program) is not None


class Witness(QObject):
    """Hears what the program hears."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[bool] = []
        bus = QDBusConnection.sessionBus()
        bus.connect("", "", "org.gnome.ScreenSaver", "ActiveChanged", self, screen._HEAR)

    @Slot(bool)
    def hear(self, active: bool) -> None:
        """Remember it."""
        self.heard.append(active)


def test_it_locks_when_the_desktop_locks_its_screen(
    desktop: Desktop, opened: Program, qtbot: QtBot
) -> None:
    typed = note(opened)
    desktop.tell(locked=True)
    qtbot.waitUntil(lambda: let_go(opened))
    unlock(qtbot, opened)
    assert typed in notes(opened)
    desktop.tell(locked=True)
    qtbot.waitUntil(lambda: let_go(opened))


def test_every_desktop_is_understood(desktop: Desktop, qapp: QApplication, qtbot: QtBot) -> None:
    lock = screen.ScreenLock(qapp)
    lock.begin()
    for interface in screen.INTERFACES:
        with qtbot.waitSignal(lock.locked):
            desktop.tell(locked=True, interface=interface)
    lock.stop()


def test_a_screen_that_is_free_again_does_nothing(
    desktop: Desktop, opened: Program, qtbot: QtBot
) -> None:
    witness = Witness()
    desktop.tell(locked=False)
    qtbot.waitUntil(lambda: witness.heard == [False])
    assert opened.window.pages is not None
    desktop.tell(locked=True)
    qtbot.waitUntil(lambda: let_go(opened))
    desktop.tell(locked=False)
    qtbot.waitUntil(lambda: witness.heard == [False, True, False])
    assert let_go(opened)


def test_who_does_not_want_it_says_so_in_settings(
    desktop: Desktop, opened: Program, qtbot: QtBot
) -> None:
    assert opened.window.pages is not None
    opened.window.pages.visit("settings")
    (section,) = opened.window.findChildren(LockSection)
    (box,) = section.findChildren(QCheckBox)
    assert box.isChecked()
    box.click()
    assert opened.library is not None
    library = opened.library
    qtbot.waitUntil(lambda: not library.settings.lock_with_screen and not opened.tasks.busy)
    witness = Witness()
    desktop.tell(locked=True)
    qtbot.waitUntil(lambda: witness.heard == [True])
    assert opened.window.pages is not None
    box.click()
    qtbot.waitUntil(lambda: library.settings.lock_with_screen and not opened.tasks.busy)
    desktop.tell(locked=True)
    qtbot.waitUntil(lambda: let_go(opened))


def test_what_is_being_saved_is_covered_at_once_and_saved_first(
    desktop: Desktop, opened: Program, qtbot: QtBot
) -> None:
    saved = Event()
    assert opened.library is not None
    library = opened.library
    opened.tasks.run(saved.wait, owner=opened.window)
    typed = note(opened)
    desktop.tell(locked=True)
    qtbot.waitUntil(lambda: asked(opened) is not None)
    assert opened.library is library
    page = asked(opened)
    assert page is not None
    page.field.setText("half typed")
    saved.set()
    qtbot.waitUntil(lambda: let_go(opened))
    page = asked(opened)
    assert page is not None
    assert page.field.text() == "half typed"
    unlock(qtbot, opened)
    assert typed in notes(opened)


def test_what_could_not_be_saved_waits_behind_the_cover(
    desktop: Desktop, opened: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise LibraryUnavailable("The disk is full.")

    pages = opened.window.pages
    assert pages is not None
    with monkeypatch.context() as disk:
        disk.setattr(Journal, "record", full)
        typed = note(opened)
        desktop.tell(locked=True)
        qtbot.waitUntil(lambda: asked(opened) is not None and pages.unsaved)
        assert not opened.window.close()
        page = asked(opened)
        assert page is not None
        assert "could not be saved" in page.notice.sentence
        unlock(qtbot, opened)
        assert opened.window.pages is pages
        assert pages.unsaved
    form = opened.window.findChildren(EntryForm)[0]
    assert form.note.toPlainText() == typed
    next(one for one in opened.window.findChildren(Notice) if "full" in one.sentence).acted.emit()
    qtbot.waitUntil(lambda: not pages.unsaved)
    assert typed in notes(opened)
    desktop.tell(locked=True)
    qtbot.waitUntil(lambda: let_go(opened))


def test_a_session_half_written_waits_behind_the_cover(opened: Program, qtbot: QtBot) -> None:
    from recovery_app.ui.sessions.page import SessionsPage

    assert opened.window.pages is not None
    sessions = opened.window.pages.visit("sessions")
    assert isinstance(sessions, SessionsPage)
    sessions.list.new_wanted.emit()
    sessions.form.form.basics.kind.setEditText("something nobody has heard")
    assert sessions.form.unsaved
    lock(opened)
    assert asked(opened) is not None
    unlock(qtbot, opened)
    assert sessions.form.isVisible()
    assert sessions.form.unsaved


def test_photos_being_looked_through_wait_behind_the_cover(
    opened: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    from recovery_app.ui.photos.page import PhotosPage

    files = [a_picture(tmp_path / "phone", f"{at}.jpg", colour=(9, at, 9)) for at in range(2)]
    assert opened.window.pages is not None
    photos = opened.window.pages.visit("photos")
    assert isinstance(photos, PhotosPage)
    photos.add_paths(files)
    qtbot.waitUntil(lambda: photos.unfinished and not opened.tasks.busy)
    lock(opened)
    assert asked(opened) is not None
    unlock(qtbot, opened)
    assert photos.isVisible()
    assert photos.unfinished


def test_a_photo_that_filled_the_screen_leaves_it_free(opened: Program, qtbot: QtBot) -> None:
    from recovery_app.ui.photos.viewer import PhotoViewer

    pages = opened.window.pages
    assert pages is not None
    assert opened.library is not None
    pages.open_photo(opened.library.photos.every()[0].id)
    (viewer,) = opened.window.findChildren(PhotoViewer)
    viewer._fill_screen(True)
    qtbot.waitUntil(lambda: opened.window.isFullScreen() and not opened.tasks.busy)
    lock(opened)
    assert let_go(opened)
    assert not opened.window.isFullScreen()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_questions_and_menus_are_closed_with_it(
    desktop: Desktop, opened: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", ASK_WHERE)
    assert opened.window.pages is not None
    opened.window.pages.visit("settings")
    section = opened.window.findChildren(AnotherComputerSection)[0]
    menu = QMenu(section)
    menu.addAction("Delete")
    menu.popup(opened.window.pos())
    dialogs: list[QDialog] = []

    def tell() -> None:
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog)
        dialogs.append(found)
        QTimer.singleShot(20_000, found, found.reject)  # else a failure would hang for ever
        desktop.tell(locked=True)

    QTimer.singleShot(0, tell)
    section._ask_where()  # returns when the question is closed
    assert dialogs
    assert asked(opened) is not None
    qtbot.waitUntil(lambda: let_go(opened))
    assert QApplication.activePopupWidget() is None


def test_no_work_that_only_takes_its_time_keeps_it_open(opened: Program, qtbot: QtBot) -> None:
    assert opened.window.pages is not None
    background, rounds = opened.window.pages.background, []

    def again(*_: object) -> list[tuple[int]]:
        rounds.append(1)
        return [(1,)] * 1000

    one = background._stages[0]
    slow: Callable[..., None] = lambda *_: None  # noqa: E731 - shorter than two functions
    background._stages = (type(one)(again, slow, slow),)
    background.start()
    qtbot.waitUntil(lambda: bool(rounds))
    assert opened.tasks.busy
    lock(opened)
    assert asked(opened) is not None
    qtbot.waitUntil(lambda: let_go(opened))


def test_photos_of_the_camera_wait_and_keep_nothing_open(
    opened: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recovery_app.ui.pages import Pages

    monkeypatch.setattr(Pages, "unadded", property(lambda _: True))
    lock(opened)
    assert let_go(opened)


def test_by_the_clock_it_waits_for_what_was_asked_for_and_no_longer(
    opened: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = Event()
    opened.tasks.run(over.wait, owner=opened.window)
    assert opened._lock.away is not None
    now = idle.time.time()
    monkeypatch.setattr(idle.time, "time", lambda: now + 11 * 60)
    opened._lock.away.idle.look()
    assert asked(opened) is not None
    assert opened.library is not None
    over.set()
    qtbot.waitUntil(lambda: let_go(opened))


@pytest.mark.parametrize("value", ["", "tcp:host=127.0.0.1,port=1", "unix:path=/a;tcp:host=b"])
def test_no_bus_is_reached_over_the_network(
    value: str, opened: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(screen.ADDRESS, value)
    assert not screen.tells()
    assert opened._lock.away is not None
    opened._lock.away.screen.stop()
    opened._lock.away.screen.begin()
    assert opened._lock.away.screen._bus is None


VANISHED = """
import os, signal, sys
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtDBus import QDBusConnection
from tests.flows.walk import until
from recovery_app.ui.locking.screen import ScreenLock
app = QCoreApplication([])
lock = ScreenLock(app)
lock.begin()
assert lock._bus.isConnected()
os.kill(int(sys.argv[1]), signal.SIGKILL)
until(lambda: not lock._bus.isConnected())
lock.stop()
lock.begin()
lock.stop()
print("went on")
"""


def test_a_bus_that_vanishes_changes_nothing(tmp_path: Path) -> None:
    with bus(tmp_path) as (address, daemon):
        done = subprocess.run(
            [sys.executable, "-c", VANISHED, str(daemon.pid)],
            cwd=ROOT,
            env={**os.environ, screen.ADDRESS: address},
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stdout, done.stderr) == (0, "went on\n", "")


def lock(program: Program) -> None:
    """Lock as the clock and the screen do."""
    assert program._lock.away is not None
    program._lock.away.lock()
