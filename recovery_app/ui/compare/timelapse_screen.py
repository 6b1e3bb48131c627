"""Where a time-lapse is seen: one picture, or one melting into the next."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import CARD, painter_of


class Screen(QWidget):
    """Shows pictures of one size in the middle of a quiet ground."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._under, self._over = QImage(), QImage()
        self._share = 0.0
        self._fitted: list[tuple[int, QSize, QPixmap]] = []
        self.words = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def share(self) -> float:
        """How much of the next picture is seen: 0 none, 1 it alone."""
        return self._share

    @property
    def picture(self) -> QImage:
        """The picture that is shown, null where there are only words."""
        return self._under

    def show_pictures(self, under: QImage, over: QImage, share: float, words: str = "") -> None:
        """Show a picture and so much of the next, or words in their place."""
        if over.isNull():
            share = 0.0
        before = (self._under.cacheKey(), self._over.cacheKey(), self._share, self.words)
        self._under, self._over, self._share, self.words = under, over, share, words
        if before != (under.cacheKey(), over.cacheKey(), share, words):
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pictures, or the words while there is none."""
        theme = self._look.theme
        painter = painter_of(self)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), CARD, CARD)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), theme.band_2)
        if self._under.isNull():
            painter.setPen(theme.muted)
            painter.setFont(self._look.font("body"))
            centre = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(24, 24, -24, -24), int(centre), self.words)
        else:
            self._paint(painter, self._under)
            if self._share:
                painter.setOpacity(self._share)
                self._paint(painter, self._over)
                painter.setOpacity(1.0)
        if self.hasFocus():
            painter.setPen(theme.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CARD, CARD)

    def _paint(self, painter: QPainter, image: QImage) -> None:
        ratio = self.devicePixelRatioF()
        pixmap = self._fit(image, self.size() * ratio)
        size = pixmap.size() / ratio
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        at = QPointF(round(left), round(top))
        painter.drawPixmap(at, self._look.veil.pixmap(pixmap))

    def _fit(self, image: QImage, room: QSize) -> QPixmap:
        """Return a picture in the size of the screen; kept, because a fade paints it often."""
        for key, size, pixmap in self._fitted:
            if (key, size) == (image.cacheKey(), room):
                return pixmap
        scaled = image.scaled(
            room,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        pixmap = QPixmap.fromImage(scaled)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self._fitted = [*self._fitted[-2:], (image.cacheKey(), room, pixmap)]
        return pixmap
