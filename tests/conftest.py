"""What every test stands on: no screen, no real home folder, no dialog that waits for ever."""

import ctypes
import gc
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import NoReturn

# Thousands of small libraries are written, each to the disk and not only to its buffers: in memory
# nobody waits for that. TMPDIR chooses another place.
_MEMORY = Path("/dev/shm")
if "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > 4 << 30:
    os.environ["TMPDIR"] = str(_MEMORY)
    tempfile.tempdir = None  # pytest asked for the place before this file was read

# A hundred tests start the program: each would compile all of it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# These are read when Qt and platformdirs are first used, so they stand before any import of them.
_HOME = Path(tempfile.mkdtemp(prefix="recovery-tests-"))
_ENVIRONMENT = {
    "HOME": "",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
}
for _name, _folder in _ENVIRONMENT.items():
    (_HOME / _folder).mkdir(mode=0o700, exist_ok=True)
    os.environ[_name] = str(_HOME / _folder)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"  # Qt warns about any locale that is not UTF-8
for _name in (
    "RECOVERY_LIBRARY",
    "QT_SCALE_FACTOR",
    "QT_STYLE_OVERRIDE",
    "DBUS_SESSION_BUS_ADDRESS",  # whose screen locks must lock no test
):
    os.environ.pop(_name, None)

import pytest  # noqa: E402 - the environment comes first
from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo  # noqa: E402
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMessageBox  # noqa: E402
from pytestqt.qtbot import QtBot  # noqa: E402

from recovery_app.domain.changes import Change  # noqa: E402
from recovery_app.services import library as libraries  # noqa: E402
from recovery_app.services import vault  # noqa: E402
from recovery_app.services.library import Library  # noqa: E402
from recovery_app.storage.keys import Keys  # noqa: E402
from recovery_app.ui.capture import source as cameras  # noqa: E402
from tests.services.locked import PASSPHRASE, QUICK  # noqa: E402

_WAITING = [
    (QDialog, ["exec"]),
    (QMessageBox, ["about", "critical", "information", "question", "warning"]),
    (QInputDialog, ["getDouble", "getInt", "getItem", "getMultiLineText", "getText"]),
    (QFileDialog, ["getExistingDirectory", "getOpenFileName", "getOpenFileNames"]),
    (QFileDialog, ["getSaveFileName"]),
]

# Waiting ends as soon as what is waited for is so: only a test that fails waits this long, and no
# busy machine makes one fail. pytest-qt has no setting for it.
for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed):
    assert _wait.__kwdefaults__
    assert "timeout" in _wait.__kwdefaults__
    _wait.__kwdefaults__["timeout"] = 60_000


# A camera of whoever runs the tests would load Qt's multimedia part with each page of photos.
cameras.DEVICES = _HOME


_thawed: list[bool] = []
_unfreeze = gc.unfreeze


def _note_and_unfreeze() -> None:
    """Thaw, and remember it: to ask for the count takes as long as to count them all."""
    _thawed.append(True)
    _unfreeze()


gc.unfreeze = _note_and_unfreeze


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Import the tests without looking for garbage: all that is loaded here stays to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)  # what tests make is soon gone, mostly by itself
        gc.enable()


def pytest_xdist_auto_num_workers() -> int:
    """Run one more than there are cores: some test is always waiting for a disk or a process."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_unconfigure() -> None:
    """Remove the pretended home folder."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Delete what the test's fixtures left to be deleted later.

    Qt would do so in the next test's first loop; until then the next test would dress and
    lay out windows that nobody sees any more.

    Who lets go of a library looks through everything: only that test is to pay for it.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if _thawed:
        _thawed.clear()
        gc.freeze()


@pytest.fixture(autouse=True)
def no_waiting_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a dialog that would wait for an answer fail the test; a test may put its answer in."""

    def refuse(*_args: object, **_named: object) -> NoReturn:
        pytest.fail("A dialog waits for an answer that no test can give.")

    for owner, names in _WAITING:
        for name in names:
            monkeypatch.setattr(owner, name, refuse)


@pytest.fixture
def living_in() -> Iterator[Callable[[str], None]]:
    """Move the system to a time zone, written as POSIX does so that no zone files are needed."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot be moved to another time zone")
    with pytest.MonkeyPatch.context() as patch:

        def move(zone: str) -> None:
            patch.setenv("TZ", zone)
            time.tzset()

        yield move
    time.tzset()


@pytest.fixture(scope="session")
def template_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a new library once; every other is a copy of it, which takes a millisecond."""
    folder = tmp_path_factory.mktemp("template") / "library"
    libraries.create(folder).close()
    return folder


@pytest.fixture(scope="session")
def template_locked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keys, str]:
    """Make an encrypted library once, likewise; with its keys and its recovery key."""
    folder = tmp_path_factory.mktemp("template") / "locked"
    return folder, *vault.create(folder, PASSPHRASE, QUICK)


@pytest.fixture
def library_folder(template_library: Path, tmp_path: Path) -> Path:
    """Give the folder of a new library that nobody has open."""
    folder = tmp_path / "library"
    shutil.copytree(template_library, folder)
    return folder


@pytest.fixture
def announced() -> list[Change]:
    """Give the list of what `library` has announced so far."""
    return []


@pytest.fixture
def library(library_folder: Path, announced: list[Change]) -> Iterator[Library]:
    """Open a new library, and close it after the test."""
    opened = libraries.open_library(library_folder, announced.append)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def xvfb() -> Iterator[str]:
    """Start a screen without a monitor and give its name, to be put into DISPLAY."""
    program = shutil.which("Xvfb")
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    try:
        ctypes.CDLL(str(plugins / "platforms" / "libqxcb.so"))
    except OSError as error:
        pytest.skip(f"Qt cannot open windows here: {error}")
    if program is None:
        pytest.skip("Xvfb is not installed")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(writing), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()
