"""The film strip below the stage: all photos of a pose, in order."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from recovery_app.domain.photos import Photo
from recovery_app.ui.compare.words import Named
from recovery_app.ui.photos.cells import paint_tag
from recovery_app.ui.photos.small_pictures import SmallPictures
from recovery_app.ui.theme import Look

SIDE = 80
CELL = QSize(94, 112)
Index = QModelIndex | QPersistentModelIndex
ADDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class StripModel(QAbstractListModel):
    """Photos with the words under them."""

    def __init__(self) -> None:
        super().__init__()
        self.photos: list[Photo] = []
        self.words: list[Named] = []

    def show_photos(self, photos: Sequence[Photo], words: Sequence[Named]) -> None:
        """Show other photos."""
        self.beginResetModel()
        self.photos, self.words = list(photos), list(words)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the photos."""
        return 0 if parent.isValid() else len(self.photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a photo."""
        if not index.isValid():
            return None
        words = self.words[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return words.full
        return words.short if role == Qt.ItemDataRole.DisplayRole else None


class Strip(QListView):
    """A click takes a photo to the right side; with Ctrl or Shift it is added, or taken away.

    Enter does the same as a click.
    """

    taken = Signal(object, bool)
    """A `Photo`, and whether it is to be added, or taken away where it stands there already."""

    def __init__(self, look: Look, pictures: SmallPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self.photos_model = StripModel()
        self.shown_ids: list[str] = []
        self.setModel(self.photos_model)
        self.setItemDelegate(_Frame(look, pictures, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setGridSize(CELL)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(CELL.height() + 16)
        self.setAccessibleName(self.tr("Photos of this pose"))
        self.activated.connect(lambda index: self._take(index, add=False))
        pictures.came.connect(lambda _key: self.viewport().update())

    def show_chosen(self, ids: Sequence[str]) -> None:
        """Mark the photos that stand on the stage and bring the last one into sight."""
        self.shown_ids = list(ids)
        for row, photo in enumerate(self.photos_model.photos):
            if ids and photo.id == ids[-1]:
                index = self.photos_model.index(row)
                self.scrollTo(index)
                self.setCurrentIndex(index)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the photo that was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._take(index, add=bool(event.modifiers() & ADDING))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add the photo that the keyboard is at, or move as lists do."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & ADDING and self.currentIndex().isValid():
            self._take(self.currentIndex(), add=True)
        else:
            super().keyPressEvent(event)

    def ask_for_pictures(self) -> None:
        """Ask for the thumbnails in sight."""
        begin = self.horizontalScrollBar().value() // CELL.width()
        count = self.viewport().width() // CELL.width() + 2
        self._pictures.want(
            self.photos_model.photos[begin : begin + count], SIDE, self.devicePixelRatioF()
        )

    def _take(self, index: Index, *, add: bool) -> None:
        self.taken.emit(self.photos_model.photos[index.row()], add)


class _Frame(QStyledItemDelegate):
    """Paints a photo of the strip."""

    def __init__(self, look: Look, pictures: SmallPictures, strip: Strip) -> None:
        super().__init__(strip)
        self._look, self._pictures, self._strip = look, pictures, strip

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Give every photo the same room."""
        return CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the thumbnail, its words, and a ring where it stands on the stage."""
        theme, photo = self._look.theme, self._strip.photos_model.photos[index.row()]
        cell: QRect = option.rect
        box = QRect(cell.left() + (cell.width() - SIDE) // 2, cell.top() + 4, SIDE, SIDE)
        pixmap = self._pictures.pixmap(photo)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if pixmap is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.line)
            painter.drawRoundedRect(box, 10, 10)
            self._strip.ask_for_pictures()
        else:
            painter.drawPixmap(box, self._look.veil.pixmap(pixmap))
        if begins := self._strip.photos_model.words[index.row()].begins:
            paint_tag(painter, self._look, begins, box, inset=4)
        held = option.state & QStyle.StateFlag.State_HasFocus
        if photo.id in self._strip.shown_ids or held:
            painter.setPen(QPen(theme.accent, 2 if photo.id in self._strip.shown_ids else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 11, 11)
        painter.setFont(self._look.font("small"))
        painter.setPen(theme.muted)
        words = QRect(cell.left(), box.bottom() + 4, cell.width(), 16)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()
