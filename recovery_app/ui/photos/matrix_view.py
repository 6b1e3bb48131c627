"""The matrix on the screen: a table that paints and asks for what is visible, and nothing more."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QHoverEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QTableView, QWidget

from recovery_app.domain.photos import Photo, order_of
from recovery_app.ui.photos.album import Placed
from recovery_app.ui.photos.matrix import Cell
from recovery_app.ui.photos.matrix_cells import GAP, MatrixCells, SessionHeader, disc
from recovery_app.ui.photos.matrix_model import MatrixModel
from recovery_app.ui.photos.small_pictures import SmallPictures
from recovery_app.ui.theme import Look

LEAST, MOST = 72, 176
"""Pixels of the smallest and the largest photo's side."""

LABELS = 136
"""Pixels for the names of the sessions."""

BARE = """
QTableView { background: transparent; border: none; padding: 0;
  selection-background-color: transparent; }
QHeaderView, QHeaderView::section, QTableCornerButton::section, QAbstractScrollArea::corner {
  background: transparent; border: none; padding: 0; }
"""
"""The photos are the table: no card around them and no ground behind what is selected."""

_Flag = QItemSelectionModel.SelectionFlag
_Index = QModelIndex | QPersistentModelIndex


class MatrixView(QTableView):
    """Shows a `MatrixModel`.

    A click opens a photo. The disc in its corner, Ctrl with a click, or Space select it; while
    something is selected, a plain click selects too.
    """

    opened = Signal(str)
    """The person wants to see the photo of this id large."""
    picked = Signal()
    """Other photos are selected now."""
    remove_wanted = Signal()
    """The person wants to put what is selected into the trash."""
    drag_wanted = Signal(list)
    """The person drags these photos away: what is selected, or else the one under the pointer."""
    menu_wanted = Signal(QPoint)
    """The person wants the menu of what is selected, at this place of the screen."""

    def __init__(
        self, model: MatrixModel, pictures: SmallPictures, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cells_of, self._pictures = model, pictures
        self._side = LEAST
        self._opens = QPersistentModelIndex()
        self._hovered = QPersistentModelIndex()
        self._pressed: QPoint | None = None
        self.setModel(model)
        self.setItemDelegate(MatrixCells(look, pictures, self))
        self.setVerticalHeader(SessionHeader(look, self))
        self.setStyleSheet(BARE)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Photos by session and day"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        across, down = self.horizontalHeader(), self.verticalHeader()
        for header in (across, down):
            header.setSectionResizeMode(header.ResizeMode.Fixed)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
            header.setMinimumSectionSize(1)
        across.setFixedHeight(32)
        down.setFixedWidth(LABELS)
        model.modelReset.connect(self._fit)
        pictures.came.connect(lambda _key: self.viewport().update())

    @property
    def selected(self) -> list[Photo]:
        """All photos of the selected places, as they were taken, each once.

        Those that a place only counts belong to it: whoever empties a place does not want to find
        another photo there.
        """
        return _in_order(one for cell in self._chosen() for one in cell.photos)

    @property
    def compared(self) -> list[Photo]:
        """The photos that the selected places show, as they were taken, each once."""
        return _in_order(one for cell in self._chosen() for one in cell.photos[:1])

    @property
    def hovered(self) -> QModelIndex:
        """The place under the pointer."""
        return QModelIndex(self._hovered)  # pyright: ignore[reportArgumentType,reportCallIssue] - PySide's stubs miss this way

    # What Qt asks

    def selectionCommand(self, index: _Index, event: QEvent | None = None) -> _Flag:
        """Say what a click or a key does to the selection; it never ends by mere moving."""
        if isinstance(event, QKeyEvent):
            space = event.key() == Qt.Key.Key_Space
            return _Flag.Toggle if space else _Flag.NoUpdate
        if not isinstance(event, QMouseEvent) or event.type() != QEvent.Type.MouseButtonPress:
            return _Flag.NoUpdate
        if event.button() == Qt.MouseButton.RightButton:
            chosen = self.selectionModel().isSelected(index)
            return _Flag.NoUpdate if chosen else _Flag.ClearAndSelect
        return _Flag.Toggle if self._selects(index, event) else _Flag.NoUpdate

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that other photos are selected."""
        super().selectionChanged(selected, deselected)
        self.picked.emit()

    def reset(self) -> None:
        """Forget what was selected, since its places are gone."""
        super().reset()
        self.picked.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click."""
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if left else None
        opens = left and index.isValid() and not self._selects(index, event)
        self._opens = QPersistentModelIndex(index if opens else QModelIndex())
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry a photo away once the pointer has left with it."""
        start, here = self._pressed, event.position().toPoint()
        far = QApplication.startDragDistance()
        if start is None or (here - start).manhattanLength() < far:
            super().mouseMoveEvent(event)
            return
        self._pressed, self._opens = None, QPersistentModelIndex()
        index = self.indexAt(start)
        cell = self._cells_of.cell(index)
        if cell is not None and cell.shown is not None:
            chosen = self.selectionModel().isSelected(index)
            self.drag_wanted.emit(self.selected if chosen else [cell.shown.photo])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the photo that was clicked."""
        super().mouseReleaseEvent(event)
        self._pressed = None
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._opens == index:
            self._open(index)
        self._opens = QPersistentModelIndex()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second click for one more."""
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, select, remove, choose none, or go where the key leads."""
        key, chosen = event.key(), self.selectionModel().hasSelection()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Delete and chosen:
            self.remove_wanted.emit()
        elif key == Qt.Key.Key_Escape and chosen:
            self.clearSelection()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, at the photo when a key asked."""
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        if self.selectionModel().hasSelection():
            self.menu_wanted.emit(place)

    def viewportEvent(self, event: QEvent) -> bool:
        """Follow the pointer."""
        if isinstance(event, QHoverEvent):
            leaves = event.type() == QEvent.Type.HoverLeave
            index = QModelIndex() if leaves else self.indexAt(event.position().toPoint())
            if self._hovered != index:
                self._hovered = QPersistentModelIndex(index)
                self.viewport().update()
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns share the width."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is visible, then ask for the pictures that are missing."""
        super().paintEvent(event)
        photos = [cell.shown.photo for cell in self._visible() if cell.shown is not None]
        self._pictures.want(photos, self._side, self.devicePixelRatioF())

    # Parts of the above

    def _fit(self) -> None:
        columns = max(1, self._cells_of.columnCount())
        self._side = min(max(self.viewport().width() // columns - GAP, LEAST), MOST)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setDefaultSectionSize(self._side + GAP)
        self.horizontalScrollBar().setSingleStep(self._side // 3)
        self.verticalScrollBar().setSingleStep(self._side // 3)

    def _chosen(self) -> list[Cell]:
        found = (self._cells_of.cell(one) for one in self.selectionModel().selectedIndexes())
        return [cell for cell in found if cell is not None]

    def _visible(self) -> list[Cell]:
        width, height = self.viewport().width(), self.viewport().height()
        rows = range(max(self.rowAt(0), 0), _end(self.rowAt(height), self._cells_of.rowCount()))
        columns = range(
            max(self.columnAt(0), 0), _end(self.columnAt(width), self._cells_of.columnCount())
        )
        found = (self._cells_of.cell(self._cells_of.index(at, to)) for at in rows for to in columns)
        return [cell for cell in found if cell is not None]

    def _selects(self, index: _Index, event: QMouseEvent) -> bool:
        """Whether a click at a place means to select rather than to open."""
        held = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if held or self.selectionModel().hasSelection():
            return True
        return disc(self.visualRect(index)).contains(event.position().toPoint())

    def _open(self, index: _Index) -> None:
        cell = self._cells_of.cell(index)
        if cell is not None and cell.shown is not None:
            self.opened.emit(cell.shown.photo.id)


def _in_order(photos: Iterable[Placed]) -> list[Photo]:
    found = {one.photo.id: one.photo for one in photos}
    return sorted(found.values(), key=order_of)


def _end(last: int, count: int) -> int:
    """Return where a range of visible sections ends; −1 says that the last one is visible."""
    return count if last < 0 else last + 1
