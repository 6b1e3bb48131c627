"""The place of one pose's photo: the photo, or where to drop it."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from recovery_app.ui.theme import Look, blend
from recovery_app.ui.widgets.shapes import CONTROL, painter_of, ring, rounded, words

SIDE = 112
LEAST = 84


class PhotoSlot(QAbstractButton):
    """A photo of a pose, cut to the slot, or a dashed place that takes one.

    A click asks for a file while it is empty and opens the photo once it is there (`clicked`;
    `has_picture` tells which). Files may be dropped or pasted at any time.

    Args:
        look: colours and fonts.
        pose: the pose's slug.
        name: the pose's words.
    """

    files_given = Signal(list)
    """Files were dropped or pasted (list of `Path`)."""

    image_given = Signal(QImage)
    """A picture that is no file was dropped or pasted."""

    def __init__(self, look: Look, pose: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pose = pose
        self._look, self._name = look, name
        self._image = QImage()
        self._shown = QPixmap()
        self._drop_near = False
        self.setText(name)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name_it()

    @property
    def has_picture(self) -> bool:
        """Whether a photo is shown."""
        return not self._image.isNull()

    def set_picture(self, image: QImage | None) -> None:
        """Show a photo, best a thumbnail of some 300 pixels, or the empty place."""
        self._image = QImage() if image is None else image
        self._shown = QPixmap()
        self._name_it()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        return QSize(SIDE, SIDE)

    def minimumSizeHint(self) -> QSize:
        """Stay recognisable."""
        return QSize(LEAST, LEAST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what the clipboard holds."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._take(QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files and pictures."""
        if _files(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()
            self._show_drop(near=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Go back to rest."""
        super().dragLeaveEvent(event)
        self._show_drop(near=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self._show_drop(near=False)
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the photo or the place for it."""
        painter = painter_of(self)
        if self.has_picture:
            self._paint_photo(painter)
        else:
            self._paint_place(painter)
        if self.hasFocus():
            theme = self._look.theme
            ring(painter, self.rect(), CONTROL, theme.accent)
            ring(painter, self.rect().adjusted(2, 2, -2, -2), CONTROL - 2, theme.surface)

    def _paint_photo(self, painter: QPainter) -> None:
        theme = self._look.theme
        rounded(painter, self.rect(), CONTROL, theme.line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(self._look.veil.pixmap(self._cut())))
        painter.drawRoundedRect(self.rect(), CONTROL, CONTROL)
        if self.underMouse() or self._drop_near:
            rounded(painter, self.rect(), CONTROL, None, theme.accent, width=2)

    def _paint_place(self, painter: QPainter) -> None:
        theme = self._look.theme
        near = self._drop_near or self.underMouse()
        fill = theme.accent_soft if self._drop_near else theme.raised if near else None
        if self.isDown():
            fill = blend(theme.raised, theme.ink, 0.05)
        outline = theme.accent if near else blend(theme.line, theme.edge, 0.5)
        rounded(painter, self.rect(), CONTROL, fill, outline, dashed=True)
        middle = self.height() // 2
        sign = self._look.pixmap("add-photo", "muted", 20, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - 20) // 2, middle - 34, sign)
        painter.setFont(self._look.font("body"))
        painter.setPen(theme.ink)
        words(painter, QRect(4, middle - 12, self.width() - 8, 20), self._name)
        painter.setFont(self._look.font("small"))
        painter.setPen(theme.muted)
        hint = self.rect().adjusted(4, middle + 10, -4, -4)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(hint, flags, self._hint())

    def _cut(self) -> QPixmap:
        """Cut the middle of the photo to the slot, in the screen's own pixels."""
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        if self._shown.size() != size:
            whole = self._image.scaled(
                size,
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            left, top = (whole.width() - size.width()) // 2, (whole.height() - size.height()) // 2
            self._shown = QPixmap.fromImage(
                whole.copy(QRect(left, top, size.width(), size.height()))
            )
            self._shown.setDevicePixelRatio(ratio)
        return self._shown

    def _take(self, offered: QMimeData) -> bool:
        files = _files(offered)
        if files:
            self.files_given.emit(files)
        elif offered.hasImage():
            self.image_given.emit(QImage(offered.imageData()))
        else:
            return False
        return True

    def _show_drop(self, *, near: bool) -> None:
        self._drop_near = near
        self.update()

    def _hint(self) -> str:
        return self.tr("drop, paste or click")

    def _name_it(self) -> None:
        if self.has_picture:
            said = self.tr("{pose} photo").format(pose=self._name)
        else:
            said = f"{self._name}: {self._hint()}"
        self.setAccessibleName(said)


def _files(offered: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in offered.urls() if url.isLocalFile()]
