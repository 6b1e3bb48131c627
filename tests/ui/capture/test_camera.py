"""The computer's camera through Qt's own pipe, fed in place of a device."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from recovery_app.ui.capture import source as sources
from recovery_app.ui.capture.source import FrameSource, NoSource, open_cameras
from recovery_app.ui.photos.camera_button import CameraButton
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from tests.ui.capture.fed import LEFT, RIGHT, near, two_halves

QUIET = pytest.mark.qt_log_ignore("Couldn't", "FFmpeg", "RHI", "QRhi")
"""Qt speaks of every library that would speed films up and is not there."""

POINTED = pytest.mark.qt_log_ignore("This plugin does not support")
"""A tip is a window, which the screenless platform cannot raise."""


@pytest.fixture
def multimedia() -> Any:
    """Qt's multimedia part, where the system has what it needs."""
    return pytest.importorskip("PySide6.QtMultimedia", exc_type=ImportError)


@pytest.fixture
def devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system that lists no device; a file named video0 is one."""
    folder = tmp_path / "dev"
    folder.mkdir()
    monkeypatch.setattr(sources, "DEVICES", folder)
    monkeypatch.setattr(sys, "platform", "linux")
    return folder


@QUIET
@pytest.mark.parametrize("mirrored", [False, True])
def test_pictures_come_through_and_are_never_mirrored(
    multimedia: Any, qtbot: QtBot, mirrored: bool
):
    from recovery_app.ui.capture.camera import CameraSource

    source = CameraSource()
    feed = multimedia.QVideoFrameInput()
    source.session.setVideoFrameInput(feed)
    came: list[QImage] = []
    source.frame.connect(came.append)
    frame = multimedia.QVideoFrame(two_halves())
    frame.setMirrored(mirrored)

    def fed() -> bool:
        feed.sendVideoFrame(frame)
        return bool(came)

    qtbot.waitUntil(fed)
    assert source.running
    assert came[0].size() == two_halves().size()
    assert near(came[0].pixelColor(20, 90), LEFT)
    assert near(came[0].pixelColor(300, 90), RIGHT)
    source.stop()
    assert not source.running


@QUIET
def test_a_machine_without_a_camera_says_so(multimedia: Any, qtbot: QtBot):
    from recovery_app.ui.capture.camera import CameraSource

    if multimedia.QMediaDevices.videoInputs():
        pytest.skip("there is a camera")
    source = CameraSource()
    with qtbot.waitSignal(source.failed) as told:
        source.start()
    assert told.args == ["No camera was found."]
    assert source.cameras() == []


@QUIET
def test_a_camera_that_is_taken_away_while_it_runs_is_told(
    multimedia: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    from recovery_app.ui.capture import camera

    source = camera.CameraSource()
    running = multimedia.QCamera(source)
    running.errorOccurred.connect(source._on_error)
    source._camera, used = running, running.cameraDevice()
    monkeypatch.setattr(camera, "_devices", lambda: [used])
    with qtbot.waitSignal(source.cameras_changed):
        source._devices.videoInputsChanged.emit()
    assert source._camera is not None, "another camera came: the one that runs goes on"
    monkeypatch.setattr(camera, "_devices", list)
    with qtbot.waitSignal(source.failed) as told:
        source._devices.videoInputsChanged.emit()
    assert told.args == ["The camera was unplugged."]
    assert source._camera is None


def test_a_missing_library_is_a_sentence(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot):
    owner = QObject()
    monkeypatch.setitem(sys.modules, "recovery_app.ui.capture.camera", None)
    source = open_cameras(owner)
    assert isinstance(source, NoSource)
    with qtbot.waitSignal(source.failed) as told:
        source.start()
    assert told.args is not None
    assert told.args[0].startswith("No camera can be used here")


@QUIET
@pytest.mark.usefixtures("qapp")
def test_cameras_open_or_say_why():
    owner = QObject()
    assert isinstance(open_cameras(owner), FrameSource)


@POINTED
def test_the_button_says_so_where_no_camera_is_listed(
    qtbot: QtBot, look: Look, tasks: Tasks, devices: Path
):
    button = CameraButton(look, "Take photos", tasks)
    qtbot.addWidget(button)
    button.show()
    assert devices.is_dir()
    assert button.text() == "Take photos (no camera)"
    assert point_at(button) == "No camera was found."
    assert not tasks.busy


@POINTED
def test_the_button_says_so_once_qt_was_asked(
    qtbot: QtBot, look: Look, tasks: Tasks, devices: Path, monkeypatch: pytest.MonkeyPatch
):
    (devices / "video0").touch()  # only Qt can tell whether that is a camera
    monkeypatch.setitem(sys.modules, "recovery_app.ui.capture.camera", None)
    button = CameraButton(look, "Take photos", tasks)
    there = CameraButton(look, "Take photos", tasks, lacking=lambda _parent: "")
    for one in (button, there):
        qtbot.addWidget(one)
        one.show()
    assert button.text() == "Take photos"
    qtbot.waitUntil(lambda: not tasks.busy)
    assert button.text() == "Take photos (no camera)"
    assert point_at(button).startswith("No camera can be used here")
    assert point_at(there) == ""
    assert there.text() == "Take photos"


def point_at(button: CameraButton) -> str:
    """Let the pointer rest on a button and return what is told."""
    middle = button.rect().center()
    QApplication.sendEvent(
        button, QHelpEvent(QEvent.Type.ToolTip, middle, button.mapToGlobal(middle))
    )
    QToolTip.hideText()
    assert button.toolTip() == button.accessibleDescription()
    return button.toolTip()


def test_the_page_is_imported_without_the_multimedia_part():
    script = (
        "import sys, recovery_app.ui.capture.page;sys.exit('PySide6.QtMultimedia' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
