"""The quiet words beside a point, with that day's photo."""

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


class Tip(QLabel):
    """A small raised label that never gets between the pointer and the chart."""

    def __init__(self, look: Look, of: QWidget) -> None:
        super().__init__(of)
        self._look, self._of = look, of
        of.destroyed.connect(self.deleteLater)
        self._photo: QImage | None = None
        self._beside = QPoint()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.setWordWrap(True)
        self.setFont(look.font("caption"))
        self.hide()

    @property
    def photo(self) -> QImage | None:
        """The photo that is shown."""
        return self._photo

    def say(self, words: str, at: QPoint) -> None:
        """Show the words above a point of the widget; over its edge where that is needed."""
        window = self._of.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._beside = self._of.mapTo(window, at)
        self.setText(words)
        self.show_photo(None)
        self.show()
        self.raise_()

    def show_photo(self, photo: QImage | None) -> None:
        """Show a photo beside the words, or none."""
        self._photo = photo
        self.setContentsMargins(ASIDE + self._photo_room(), ABOVE, ASIDE, ABOVE)
        self.setFixedSize(self._wanted())
        self._find_room()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the photo, then the words."""
        theme = self._look.theme
        painter = painter_of(self)
        rounded(painter, self.rect(), CONTROL, theme.raised, theme.edge)
        if self._photo is not None:
            room = QRectF(QPoint(ASIDE, ABOVE + 1), self._photo_size())
            path = QPainterPath()
            path.addRoundedRect(room, 6, 6)
            painter.setClipPath(path)
            painter.drawImage(room, self._photo)
        painter.end()
        super().paintEvent(event)

    def _find_room(self) -> None:
        """Stand above the point, where it hides the least of what goes down; else below it."""
        room, at = self._of.window().rect(), self._beside
        top = at.y() - GAP - self.height()
        left = min(at.x() - INWARD, room.width() - self.width() - EDGE)
        self.move(max(left, EDGE), top if top >= EDGE else at.y() + GAP)

    def _photo_size(self) -> QSize:
        if self._photo is None:
            return QSize(0, 0)
        return self._photo.size().scaled(PHOTO, Qt.AspectRatioMode.KeepAspectRatio)

    def _photo_room(self) -> int:
        return self._photo_size().width() + 12 if self._photo is not None else 0

    def _wanted(self) -> QSize:
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        words = self.fontMetrics().boundingRect(QRect(0, 0, WIDEST, 1000), flags, self.text())
        inside = QSize(
            words.width() + self._photo_room(), max(words.height(), self._photo_size().height())
        )
        return inside + QSize(2 * ASIDE + 2, 2 * ABOVE + 2)
