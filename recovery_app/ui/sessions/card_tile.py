"""One small picture of the clinic's card: a click opens it, Delete or the cross takes it off."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton
from recovery_app.ui.widgets.shapes import CONTROL, painter_of, ring, rounded

SIDE = 128
CROSS = 28


class _Cross(IconButton):
    """A cross that can be told from whatever picture it lies on."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a ground under the cross."""
        theme = self._look.theme
        rounded(painter_of(self), self.rect(), CONTROL, theme.surface, theme.line)
        super().paintEvent(event)


class CardTile(QAbstractButton):
    """Shows a picture whole within a square.

    Args:
        look: colours.
        key: the picture's id.
        name: its file's name.
    """

    removed = Signal()
    """The person takes it off."""

    def __init__(self, look: Look, key: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self._look, self._name = key, look, name
        self._image, self._drawn = QImage(), QPixmap()
        self._cross = _Cross(look, "close", "", self, size=CROSS)
        self._cross.clicked.connect(self.removed)
        self.setFixedSize(SIDE, SIDE)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(name)

    @property
    def has_picture(self) -> bool:
        """Whether the picture has come."""
        return not self._image.isNull()

    def count_as(self, number: int) -> None:
        """Take its place among the pictures, from 1."""
        named = f" ({self._name})" if self._name else ""
        self.setAccessibleName(self.tr("Card picture {number}").format(number=number) + named)
        said = self.tr("Card picture {number}: remove").format(number=number)
        self._cross.setAccessibleName(said)
        self._cross.setToolTip(self.tr("Remove"))

    def set_picture(self, image: QImage) -> None:
        """Show the picture."""
        self._image, self._drawn = image, QPixmap()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter as well as with Space; take off with Delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross in its corner."""
        super().resizeEvent(event)
        self._cross.move(self.width() - CROSS - 4, 4)

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        return QSize(SIDE, SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture whole, with a frame that answers to pointer and keyboard."""
        theme = self._look.theme
        painter = painter_of(self)
        rounded(painter, self.rect(), CONTROL, theme.raised, theme.line)
        if self.has_picture:
            drawn = self._fitted()
            size = drawn.deviceIndependentSize()
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            at = QPoint(round(left), round(top))
            painter.drawPixmap(at, self._look.veil.pixmap(drawn))
        if self.hasFocus():
            ring(painter, self.rect(), CONTROL, theme.accent)
        elif self.underMouse():
            rounded(painter, self.rect(), CONTROL, None, theme.accent, width=2)

    def _fitted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._drawn.isNull() or self._drawn.devicePixelRatio() != ratio:
            self._drawn = QPixmap.fromImage(
                self._image.scaled(
                    QSize(SIDE - 8, SIDE - 8) * ratio,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
            self._drawn.setDevicePixelRatio(ratio)
        return self._drawn
