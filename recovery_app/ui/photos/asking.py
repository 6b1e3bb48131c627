"""Asking the person which files or which folder to bring in."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

PICTURES = "*.jpg *.jpeg *.png *.webp *.tif *.tiff *.heic *.heif *.avif *.bmp"


def files(parent: QWidget) -> list[Path]:
    """Return the files that the person chooses; none where she thinks better of it."""
    kinds = _tr("Pictures ({pictures})").format(pictures=PICTURES) + ";;" + _tr("All files (*)")
    chosen, _ = QFileDialog.getOpenFileNames(parent, _tr("Add photos"), _begin_at(), kinds)
    return [Path(file) for file in chosen]


def folder(parent: QWidget) -> list[Path]:
    """Return the folder that the person chooses, as a list of one; or an empty one."""
    chosen = QFileDialog.getExistingDirectory(parent, _tr("Add a folder"), _begin_at())
    return [Path(chosen)] if chosen else []


def _begin_at() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PhotosPage", text)
