"""The quiet words beside a point, with that moment's photos."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import CONTROL, painter_of, rounded

WIDEST = 260
ASIDE, ABOVE = 12, 8
GAP, INWARD, EDGE = 14, 24, 4
"""Pixels from the point, how far its left side lies before it, and from the window's edge."""
PHOTO = QSize(132, 116)
"""The most room that a photo takes."""
BETWEEN = 6
"""Pixels between two photos."""


class Tip(QLabel):
    """A small raised label that never gets between the pointer and the chart."""

    def __init__(self, look: Look, of: QWidget) -> None:
        super().__init__(of)
        self._look, self._of = look, of
        of.destroyed.connect(self.deleteLater)
        self._photos: tuple[QImage, ...] = ()
        self._beside = QPoint()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.setWordWrap(True)
        self.setFont(look.font("caption"))
        self.hide()

    @property
    def photos(self) -> tuple[QImage, ...]:
        """The photos that are shown."""
        return self._photos

    def say(self, words: str, at: QPoint) -> None:
        """Show the words above a point of the widget; over its edge where that is needed."""
        window = self._of.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._beside = self._of.mapTo(window, at)
        self.setText(words)
        self.show_photos(())
        self.show()
        self.raise_()

    def show_photos(self, photos: Sequence[QImage]) -> None:
        """Show photos beside the words, or none."""
        self._photos = tuple(photos)
        self.setContentsMargins(ASIDE + self._photo_room(), ABOVE, ASIDE, ABOVE)
        self.setFixedSize(self._wanted())
        self._find_room()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the photos, then the words."""
        theme = self._look.theme
        painter = painter_of(self)
        rounded(painter, self.rect(), CONTROL, theme.raised, theme.edge)
        left = ASIDE
        for photo in self._photos:
            room = QRectF(QPoint(left, ABOVE + 1), _size(photo))
            path = QPainterPath()
            path.addRoundedRect(room, 6, 6)
            painter.setClipPath(path)
            self._look.veil.paint(painter, room, photo)
            left += _size(photo).width() + BETWEEN
        painter.end()
        super().paintEvent(event)

    def _find_room(self) -> None:
        """Stand above the point, where it hides the least of what goes down; else below it."""
        room, at = self._of.window().rect(), self._beside
        top = at.y() - GAP - self.height()
        left = min(at.x() - INWARD, room.width() - self.width() - EDGE)
        self.move(max(left, EDGE), top if top >= EDGE else at.y() + GAP)

    def _photo_room(self) -> int:
        wide = sum(_size(photo).width() + BETWEEN for photo in self._photos)
        return wide + 6 if self._photos else 0

    def _wanted(self) -> QSize:
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        words = self.fontMetrics().boundingRect(QRect(0, 0, WIDEST, 1000), flags, self.text())
        high = max((_size(photo).height() for photo in self._photos), default=0)
        inside = QSize(words.width() + self._photo_room(), max(words.height(), high))
        return inside + QSize(2 * ASIDE + 2, 2 * ABOVE + 2)


def _size(photo: QImage) -> QSize:
    return photo.size().scaled(PHOTO, Qt.AspectRatioMode.KeepAspectRatio)
