"""The live picture, with the ghost that it shall resemble, a grid and the countdown over it."""

from PySide6.QtCore import QLineF, QPoint, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import CONTROL, painter_of, ring, rounded, words

LINE, SHADE = QColor(255, 255, 255, 190), QColor(0, 0, 0, 120)
"""A light line beside a dark one is seen on any picture."""

SPOT = 112
"""Size of the ground below the number of the countdown."""


class Preview(QWidget):
    """Shows pictures as large as fits; only what is shown is mirrored, never the picture.

    The ghost is as high as the picture and in its middle, so that a photo that was taken upright
    lies rightly over a camera that sees a wide picture.

    Args:
        look: colours and fonts.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._frame, self._ghost = QImage(), QImage()
        self._opacity = 0.0
        self._grid = False
        self._mirrored = True
        self._left = 0
        self._sentence = ""
        self.setMinimumSize(280, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Live picture"))

    @property
    def frame(self) -> QImage:
        """The picture that is seen, as it came."""
        return self._frame

    @property
    def has_ghost(self) -> bool:
        """Whether there is a ghost to lay over the picture."""
        return not self._ghost.isNull()

    def show_frame(self, image: QImage) -> None:
        """Show the next picture; none leaves the sentence alone."""
        self._frame = image
        self.update()

    def show_sentence(self, sentence: str) -> None:
        """Say something where the picture would be."""
        self._sentence = sentence
        self.update()

    def set_ghost(self, image: QImage) -> None:
        """Lay a photo over the picture, or none."""
        self._ghost = image
        self.update()

    def set_opacity(self, share: float) -> None:
        """Say how much of the ghost is seen: 0 nothing, 1 only the ghost."""
        self._opacity = share
        self.update()

    def set_grid(self, shown: bool) -> None:
        """Show or hide the lines of thirds and the middle."""
        self._grid = shown
        self.update()

    def set_mirrored(self, mirrored: bool) -> None:
        """Show it as a mirror would, or as others see her."""
        self._mirrored = mirrored
        self.update()

    def set_left(self, seconds: int) -> None:
        """Show how many seconds are left; 0 shows nothing."""
        self._left = seconds
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the shape of most cameras."""
        return QSize(800, 450)

    def picture_rect(self) -> QRectF:
        """Return where the picture lies."""
        return _within(self._frame, QRectF(self.rect()))

    def ghost_rect(self) -> QRectF:
        """Return where the ghost lies: as high as the picture, perhaps cut at its sides."""
        place = self.picture_rect()
        wide = self._ghost.width() * place.height() / max(1, self._ghost.height())
        ghost = QRectF(0, 0, wide, place.height())
        ghost.moveCenter(place.center())
        return ghost

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture, ghost, grid and countdown, in this order."""
        painter = painter_of(self)
        theme = self._look.theme
        if self._frame.isNull():
            rounded(painter, self.rect(), CONTROL, theme.line)
            painter.setFont(self._look.font("body"))
            painter.setPen(theme.muted)
            words(painter, self.rect().adjusted(16, 0, -16, 0), self._sentence)
        else:
            self._paint_pictures(painter)
            if self._grid:
                self._paint_grid(painter)
            if self._left:
                self._paint_left(painter)
        if self.hasFocus():
            bare = self._frame.isNull()
            around = self.rect() if bare else self.picture_rect().toAlignedRect() & self.rect()
            ring(painter, around, CONTROL if bare else 0, theme.accent)

    def _paint_pictures(self, painter: QPainter) -> None:
        place = self.picture_rect()
        painter.save()
        if self._mirrored:
            painter.translate(2 * place.center().x(), 0)
            painter.scale(-1, 1)
        self._look.veil.paint(painter, place, self._frame)
        if self.has_ghost and self._opacity:
            painter.setClipRect(place)
            painter.setOpacity(self._opacity)
            self._look.veil.paint(painter, self.ghost_rect(), self._ghost)
        painter.restore()

    def _paint_grid(self, painter: QPainter) -> None:
        place = self.picture_rect()
        lines = list[QLineF]()
        for share in (1 / 3, 1 / 2, 2 / 3):
            x, y = place.left() + share * place.width(), place.top() + share * place.height()
            lines.append(QLineF(x, place.top(), x, place.bottom()))
            lines.append(QLineF(place.left(), y, place.right(), y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for colour, beside in ((SHADE, 1), (LINE, 0)):
            painter.setPen(QPen(colour, 1))
            painter.drawLines([line.translated(beside, beside) for line in lines])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_left(self, painter: QPainter) -> None:
        spot = QRect(0, 0, SPOT, SPOT)
        # In a corner, where it hides nothing of the face that she is laying over the ghost.
        spot.moveTopLeft(self.picture_rect().topLeft().toPoint() + QPoint(16, 16))
        rounded(painter, spot, SPOT / 2, QColor(0, 0, 0, 130))
        font = QFont(self._look.font("title"))
        font.setPixelSize(SPOT // 2)
        painter.setFont(font)
        painter.setPen(QColor("white"))
        words(painter, spot, str(self._left))


def _within(image: QImage, room: QRectF) -> QRectF:
    """Return the largest place of the picture's shape in the middle of the room."""
    size = QSizeF(image.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(room.topLeft(), size)
    place.moveCenter(room.center())
    return place
