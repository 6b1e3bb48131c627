"""Qt draws a window here: off screen always, and on a real screen where one can be had."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from recovery_app import app

SHOWN = """
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

app = QApplication([])
label = QLabel("Redness")
label.show()
exposed = QTest.qWaitForWindowExposed(label)
print(QGuiApplication.platformName(), exposed, label.grab().toImage().isNull())
"""


def test_a_window_with_words_is_drawn_off_screen(qtbot: QtBot):
    label = QLabel("Redness")
    qtbot.addWidget(label)
    empty = QLabel("")
    qtbot.addWidget(empty)
    for one in (label, empty):
        one.resize(200, 40)
    assert label.grab().toImage() != empty.grab().toImage(), "there is no font to draw words with"


@pytest.mark.screen
def test_a_window_opens_on_a_real_screen(xvfb: str):
    answer = subprocess.run(
        [sys.executable, "-c", SHOWN],
        env={**os.environ, "DISPLAY": xvfb, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.returncode, answer.stdout) == (0, "xcb True False\n"), answer.stderr


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A computer with a screen 3 of X and one of Wayland, and a terminal that names neither."""
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(app, "X_SOCKETS", str(tmp_path))
    (tmp_path / "X3").touch()
    (tmp_path / "wayland-0").touch()


@pytest.mark.usefixtures("desktop")
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt finds the screen in other ways")
@pytest.mark.parametrize(
    ("named", "there"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": "nonsense"}, False),
        ({"DISPLAY": ":3"}, True),
        ({"DISPLAY": ":3.0"}, True),
        ({"DISPLAY": "unix:3"}, True),
        ({"DISPLAY": ":4"}, False),
        ({"DISPLAY": "another-computer:4"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-1"}, False),
        ({"WAYLAND_DISPLAY": "wayland-1", "DISPLAY": ":3"}, True),
        ({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":4"}, True),
    ],
)
def test_a_screen_that_is_named_and_gone_is_none(
    monkeypatch: pytest.MonkeyPatch, named: dict[str, str], there: bool
):
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    assert app._has_screen() is there


@pytest.mark.usefixtures("desktop")
@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="nothing tells who listens")
def test_the_screen_of_an_ssh_session_is_there_as_long_as_ssh_listens(
    monkeypatch: pytest.MonkeyPatch,
):
    with socket.create_server(("127.0.0.1", 0)) as ssh:
        number = ssh.getsockname()[1] - 6000
        monkeypatch.setenv("DISPLAY", f"localhost:{number}.0")
        assert app._has_screen()
    assert not app._has_screen()


@pytest.mark.screen
def test_a_real_screen_is_found(xvfb: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("DISPLAY", xvfb)
    assert app._has_screen()
