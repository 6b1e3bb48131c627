"""Where the viewer paints its photo: fitted, zoomed and panned, whatever pixels are there yet."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from recovery_app.ui.photos.large_pictures import Picture
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import painter_of, words

STEP = 1.25
"""One press of + or one notch of the wheel."""

FAR = 4.0
"""Screen pixels per pixel of the photo at the closest."""

NOTHING = Picture(QImage(), b"")


class Canvas(QWidget):
    """Shows one photo, fitted or closer.

    Zoom and pan are kept as shares of the photo, so that they stay the same when the next one has
    other pixels.

    Args:
        look: colours and fonts.
    """

    sharper_wanted = Signal()
    """More pixels than are there would be seen."""
    zoomed = Signal()
    """The photo lies otherwise now."""
    resized = Signal()
    """The canvas has another size."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(self.tr("Photo"))
        self._size = QSizeF(1, 1)
        self._picture = NOTHING
        self._sentence = ""
        self._zoom = 1.0
        self._centre = QPointF(0.5, 0.5)
        self._held: QPointF | None = None
        self.setMinimumSize(200, 160)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def zoom(self) -> float:
        """How much larger than fitted the photo is; 1 fits."""
        return self._zoom

    @property
    def centre(self) -> QPointF:
        """What share of the photo, from its left and its top, lies in the middle."""
        return QPointF(self._centre)

    @property
    def pixels(self) -> int:
        """How many pixels wide the picture is that is shown now; 0 while there is none."""
        return self._picture.image.width()

    @property
    def image(self) -> QImage:
        """The picture that is shown now; null while there is none."""
        return self._picture.image

    @property
    def percent(self) -> int:
        """Screen pixels per pixel of the photo, in percent."""
        return round(100 * self._scale() * self.devicePixelRatioF())

    def begin(self, size: QSize, sentence: str = "") -> None:
        """Make room for another photo of that size in pixels; say what there is instead of it."""
        self._size = QSizeF(max(size.width(), 1), max(size.height(), 1))
        self._picture = NOTHING
        self._sentence = sentence
        self._settle()

    def let_go(self) -> None:
        """Forget the pixels but not where the photo lies."""
        self._picture = NOTHING
        self.update()

    def set_picture(self, picture: Picture) -> None:
        """Show these pixels of the photo, few or all; where it lies does not change."""
        self._picture = picture
        self._sentence = ""
        self._ask_for_more()
        self.update()

    def fit(self) -> None:
        """Show the whole photo."""
        self._zoom, self._centre = 1.0, QPointF(0.5, 0.5)
        self._settle()

    def full(self) -> None:
        """Show one pixel of the photo on one pixel of the screen."""
        self.zoom_by(1 / (self._scale() * self.devicePixelRatioF()))

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom so that what lies at a place of the canvas (else its middle) stays there."""
        at = at or QPointF(self.width() / 2, self.height() / 2)
        fixed = self._share_at(at)
        self._zoom = min(max(self._zoom * factor, 1.0), max(self._closest(), 1.0))
        shown = self._shown_size()
        self._centre = QPointF(
            fixed.x() - (at.x() - self.width() / 2) / shown.width(),
            fixed.y() - (at.y() - self.height() / 2) / shown.height(),
        )
        self._settle()

    def toggle(self, at: QPointF | None = None) -> None:
        """Go between the whole photo and its own pixels."""
        if self._zoom > 1:
            self.fit()
            return
        factor = 1 / (self._scale() * self.devicePixelRatioF())
        self.zoom_by(factor if factor > 1 else STEP**3, at)

    def pan(self, by: QPointF) -> None:
        """Move the photo by so many pixels of the canvas."""
        shown = self._shown_size()
        self._centre -= QPointF(by.x() / shown.width(), by.y() / shown.height())
        self._settle()

    def photo_rect(self) -> QRectF:
        """Return where the photo lies, perhaps beyond the canvas."""
        shown = self._shown_size()
        left = self.width() / 2 - self._centre.x() * shown.width()
        top = self.height() / 2 - self._centre.y() * shown.height()
        return QRectF(QPointF(left, top), shown)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        turns = event.angleDelta().y() / 120
        self.zoom_by(STEP**turns, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the photo."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the photo."""
        if self._held is not None:
            self.pan(event.position() - self._held)
            self._held = event.position()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of the photo."""
        self._held = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go between the whole photo and its own pixels at the pointer."""
        self.toggle(event.position())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the photo within the canvas."""
        super().resizeEvent(event)
        self._settle()
        self.resized.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the part of the photo that is seen."""
        painter = painter_of(self)
        place = self.photo_rect()
        seen = place.intersected(QRectF(self.rect()))
        image = self._picture.image
        if not image.isNull():
            per_x, per_y = image.width() / place.width(), image.height() / place.height()
            source = QRectF(
                (seen.left() - place.left()) * per_x,
                (seen.top() - place.top()) * per_y,
                seen.width() * per_x,
                seen.height() * per_y,
            )
            self._look.veil.paint(painter, seen, image, source)
            return
        painter.fillRect(seen, self._look.theme.line)
        painter.setFont(self._look.font("body"))
        painter.setPen(self._look.theme.muted)
        words(painter, QRect(16, 0, self.width() - 32, self.height()), self._sentence)

    def _fitted(self) -> float:
        return min(self.width() / self._size.width(), self.height() / self._size.height())

    def _scale(self) -> float:
        """Return logical pixels per pixel of the photo."""
        return self._fitted() * self._zoom

    def _closest(self) -> float:
        return FAR / (self._fitted() * self.devicePixelRatioF())

    def _shown_size(self) -> QSizeF:
        return self._size * self._scale()

    def _share_at(self, at: QPointF) -> QPointF:
        place = self.photo_rect()
        return QPointF(
            (at.x() - place.left()) / place.width(), (at.y() - place.top()) / place.height()
        )

    def _settle(self) -> None:
        """Leave no empty edge where there is photo to fill it, then show."""
        shown = self._shown_size()
        self._centre = QPointF(
            _kept(self._centre.x(), self.width() / shown.width()),
            _kept(self._centre.y(), self.height() / shown.height()),
        )
        self._ask_for_more()
        self.zoomed.emit()
        self.update()

    def _ask_for_more(self) -> None:
        there = self.pixels
        wanted = min(self._shown_size().width() * self.devicePixelRatioF(), self._size.width())
        if there and wanted > there * 1.02:
            self.sharper_wanted.emit()


def _kept(centre: float, window: float) -> float:
    """Keep a window of this share of the photo within it; in the middle where it is wider."""
    return 0.5 if window >= 1 else min(max(centre, window / 2), 1 - window / 2)
