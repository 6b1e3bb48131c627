"""A comparison as a picture of its own."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter

from recovery_app.ui.compare.stage import Stage
from recovery_app.ui.theme import Look

SCALE = 2
QUALITY = 92
"""Of a JPEG. A PNG is lossless at Qt's own number, and not packed at all at this one."""


def picture_of(stage: Stage, look: Look) -> QImage:
    """Paint what is seen, with its captions, in twice the pixels of the screen."""
    picture = QImage(stage.size() * SCALE, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(SCALE)
    picture.fill(look.theme.surface)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    with look.veil.lifted():
        stage.paint_comparison(painter, saved=True)
    painter.end()
    return picture


def write(picture: QImage, file: Path) -> None:
    """Write the picture as what the file's suffix says, whole or not at all; away from the GUI.

    Raises:
        WrongInput: for an unknown suffix.
        NotFound: if the folder is not there.
        LibraryUnavailable: if it cannot be written.
    """
    # Only here, because it loads OpenCV.
    from recovery_app.services import composing

    composing.keep(file, _content(picture, file.suffix))


def _content(picture: QImage, suffix: str) -> bytes:
    """Return the picture as a file's content; empty for a suffix that is none of a picture."""
    quality = -1 if suffix.casefold() == ".png" else QUALITY
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # The stubs want bytes, Qt takes words.
    picture.save(buffer, suffix.removeprefix("."), quality)  # pyright: ignore[reportArgumentType, reportCallIssue]
    return bytes(buffer.data().data())
