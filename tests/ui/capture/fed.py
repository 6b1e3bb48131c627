"""A camera that the tests hold in their hands, and pictures for it."""

from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage, QPainter

from recovery_app.ui.capture.source import Camera, FrameSource

LEFT, RIGHT = QColor(200, 40, 40), QColor(40, 40, 200)
GHOST = QColor(20, 220, 20)


class FedSource(FrameSource):
    """Passes on the pictures it is fed; the cameras are what a test says they are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.there = [Camera("usual", "Usual camera"), Camera("other", "Other camera")]
        self.began: list[str] = []

    def cameras(self) -> list[Camera]:
        return self.there

    def start(self, key: str = "") -> None:
        self.rest()
        self.began.append(key)
        if not self.there:
            self.failed.emit("No camera was found.")

    def plug(self, *cameras: Camera) -> None:
        """Let these cameras be there; what ran on another one ends as a real one does."""
        gone = len(cameras) < len(self.there)
        self.there = list(cameras)
        if gone and self.running:
            self.rest()
            self.failed.emit("The camera was unplugged.")
        self.cameras_changed.emit()


def two_halves(width: int = 320, height: int = 180) -> QImage:
    """A picture whose left half is red and whose right half is blue."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(LEFT)
    painter = QPainter(image)
    painter.fillRect(width // 2, 0, width // 2, height, RIGHT)
    painter.end()
    return image


def near(colour: QColor, other: QColor, by: int = 6) -> bool:
    """Whether two colours differ by no more than so much in any channel."""
    pairs = zip(colour.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return all(abs(one - two) <= by for one, two in pairs)


def noon() -> datetime:
    """Return a moment in the past with an offset."""
    return datetime.fromisoformat("2026-10-14T12:00:00+08:00")
