"""Where live pictures come from: what a page asks of a camera, whatever stands behind it."""

import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

DEVICES = Path("/dev")
"""Where Linux lists what is connected."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera that may be chosen: what the system calls it, and its name for the person."""

    key: str
    name: str


class FrameSource(QObject):
    """Gives pictures, one after the other, from `start` until `stop` or until it fails.

    Whoever has a picture calls `deliver`; the first one says that the source has started.
    """

    frame = Signal(QImage)
    """A whole picture, as others see her: never mirrored."""
    started = Signal()
    """The first picture is about to come."""
    stopped = Signal()
    """No more pictures come."""
    failed = Signal(str)
    """It cannot go on; why, in a sentence for the person. `stopped` came before if it ran."""
    cameras_changed = Signal()
    """A camera was connected or taken away."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running = False

    @property
    def running(self) -> bool:
        """Whether pictures come."""
        return self._running

    def cameras(self) -> list[Camera]:
        """Return the cameras to choose from, the usual one first."""
        raise NotImplementedError

    def start(self, key: str = "") -> None:
        """Begin with the camera of this key, or with the usual one. It may fail at once."""
        raise NotImplementedError

    def stop(self) -> None:
        """Let go of the camera, so that its light goes out."""
        self.rest()

    def deliver(self, image: QImage) -> None:
        """Pass a picture on."""
        if image.isNull():
            return
        if not self._running:
            self._running = True
            self.started.emit()
        self.frame.emit(image)

    def rest(self) -> None:
        """Say that no more pictures come, if they did."""
        if self._running:
            self._running = False
            self.stopped.emit()


class NoSource(FrameSource):
    """Stands in where cameras cannot be used at all, and says why.

    Args:
        why: a sentence for the person.
    """

    def __init__(self, why: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.why = why

    def cameras(self) -> list[Camera]:
        """Return none."""
        return []

    def start(self, key: str = "") -> None:  # noqa: ARG002 - there is none to choose
        """Say why there are no pictures."""
        self.failed.emit(self.why)


def open_cameras(parent: QObject) -> FrameSource:
    """Return the computer's cameras, or what says why they cannot be used.

    Qt's camera part needs libraries that a bare system lacks; without them it cannot be imported.
    """
    try:
        from recovery_app.ui.capture.camera import CameraSource
    except ImportError as error:
        lacking = str(error).partition(":")[0]
        why = parent.tr(
            "No camera can be used here, because a part of the system is missing: {part}."
        )
        return NoSource(why.format(part=lacking), parent)
    return CameraSource(parent)


def none_listed() -> bool:
    """Whether it is plain, at the price of one look into a folder, that there is no camera.

    Only Linux tells so; elsewhere Qt must be asked (`why_none`).
    """
    return sys.platform == "linux" and not any(DEVICES.glob("video*"))


def load() -> None:
    """Load Qt's camera part, which takes longer than a frame; any thread may do that."""
    # What is missing is met again, and told, by whoever opens the cameras.
    with suppress(ImportError):
        import_module("recovery_app.ui.capture.camera")


def why_none(parent: QObject) -> str:
    """Say in a sentence why no photo can be taken just now; nothing where there is a camera."""
    if none_listed():
        return parent.tr("No camera was found.")
    source = open_cameras(parent)
    why = source.why if isinstance(source, NoSource) else ""
    if not why and not source.cameras():
        why = parent.tr("No camera was found.")
    source.deleteLater()
    return why
