"""A comparison as a picture of its own."""

from pathlib import Path

from PySide6.QtGui import QImage, QPainter

from recovery_app.errors import LibraryUnavailable
from recovery_app.ui.compare.stage import Stage
from recovery_app.ui.theme import Look

SCALE = 2


def picture_of(stage: Stage, look: Look) -> QImage:
    """Paint what is seen, with its captions, in twice the pixels of the screen."""
    picture = QImage(stage.size() * SCALE, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(SCALE)
    picture.fill(look.theme.surface)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    with look.veil.lifted():
        stage.paint_comparison(painter)
    painter.end()
    return picture


def write(picture: QImage, file: Path) -> None:
    """Write the picture as what the file's suffix says.

    Raises:
        LibraryUnavailable: if it cannot be written there.
    """
    if not picture.save(str(file)):
        raise LibraryUnavailable(f"“{file.name}” cannot be written there.")
