"""From the bytes of a small JPEG to a picture, on any thread."""

from typing import Any

from PySide6.QtGui import QImage


def picture_of(jpeg: bytes) -> QImage:
    """Return the picture; a null one where the bytes are no JPEG.

    The format is named because Qt would otherwise try each of its readers. The one for SVG takes a
    lock there that Qt's signals share; a window that breaks a connection at that moment, holding
    Python's own lock, and this thread would then wait for each other for ever.
    """
    # PySide takes a text here and refuses bytes, the other way round than its stubs have it.
    form: Any = "JPEG"
    return QImage.fromData(jpeg, form)
