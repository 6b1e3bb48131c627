"""Where a dialog that asks for files begins: in a folder that is there."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

_Place = QStandardPaths.StandardLocation


def pictures() -> Path:
    """Return the person's folder of pictures, or her home where there is none."""
    return _there(_Place.PicturesLocation)


def documents() -> Path:
    """Return the person's folder of documents, or her home where there is none."""
    return _there(_Place.DocumentsLocation)


def _there(place: QStandardPaths.StandardLocation) -> Path:
    """Return a place of the desktop; it may have a name for one that nobody made."""
    named = QStandardPaths.writableLocation(place)
    return Path(named) if named and Path(named).is_dir() else Path.home()
