"""Files and words that come over a widget from the desktop, in whichever way Qt asks for it."""

from PySide6.QtCore import QLibraryInfo, QMimeData, QPointF, Qt, QVersionNumber
from PySide6.QtGui import QDragEnterEvent, QDropEvent

_HELD = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_COPY = Qt.DropAction.CopyAction


def entering(offered: QMimeData, at: tuple[int, int] = (9, 9)) -> QDragEnterEvent:
    """Return the event of something being dragged in there."""
    spot = QPointF(*at)
    # Whole pixels are deprecated from 6.12 on, and all there is before.
    fine = QLibraryInfo.version() >= QVersionNumber(6, 12)
    where = spot if fine else spot.toPoint()
    return QDragEnterEvent(where, _COPY, offered, *_HELD)  # pyright: ignore[reportArgumentType]


def falling(offered: QMimeData, at: tuple[int, int] = (9, 9)) -> QDropEvent:
    """Return the event of its being let go there, which nobody has taken yet."""
    event = QDropEvent(QPointF(*at), _COPY, offered, *_HELD)
    event.ignore()
    return event
