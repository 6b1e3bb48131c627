"""Asking the person which files or which folder to bring in."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from recovery_app.ui import folders

PICTURES = "*.jpg *.jpeg *.png *.webp *.tif *.tiff *.heic *.heif *.avif *.bmp"


def files(parent: QWidget) -> list[Path]:
    """Return the files that the person chooses; none where she thinks better of it."""
    kinds = _tr("Pictures ({pictures})").format(pictures=PICTURES) + ";;" + _tr("All files (*)")
    place = str(folders.pictures())
    chosen, _ = QFileDialog.getOpenFileNames(parent, _tr("Add photos"), place, kinds)
    return [Path(file) for file in chosen]


def folder(parent: QWidget) -> list[Path]:
    """Return the folder that the person chooses, as a list of one; or an empty one."""
    place = str(folders.pictures())
    chosen = QFileDialog.getExistingDirectory(parent, _tr("Add a folder"), place)
    return [Path(chosen)] if chosen else []


def _tr(text: str) -> str:
    return QCoreApplication.translate("PhotosPage", text)
