"""What a drop or the clipboard offers: files, a picture, or nothing that belongs here."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage


def files_of(offered: QMimeData) -> list[Path]:
    """Return the local files and folders that are offered."""
    return [Path(url.toLocalFile()) for url in offered.urls() if url.isLocalFile()]


def image_of(offered: QMimeData) -> QImage | None:
    """Return the picture that is offered where no file is."""
    if not offered.hasImage():
        return None
    image = QImage(offered.imageData())
    return None if image.isNull() else image


def is_welcome(offered: QMimeData) -> bool:
    """Whether anything that is offered can be taken."""
    return bool(files_of(offered)) or offered.hasImage()
