"""The grid of photos: a Qt item view of its own that costs what is visible and nothing more.

It is a `QListView` only because Qt tells screen readers of the items of its own views and of no
others; places, painting, keys and selection are all its own.
"""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHoverEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QFrame, QListView, QWidget

from recovery_app.ui.photos import selecting
from recovery_app.ui.photos.album import Placed
from recovery_app.ui.photos.geometry import HEADING, Geometry
from recovery_app.ui.photos.grid_painter import MARGIN, GridPainter, Marked
from recovery_app.ui.photos.model import PhotoModel
from recovery_app.ui.photos.moves import destination
from recovery_app.ui.photos.small_pictures import SmallPictures, key_of
from recovery_app.ui.theme import Look

DEFAULT_SIDE = 168

_Flag = QItemSelectionModel.SelectionFlag
_MOVES = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_End)
_Index = QModelIndex | QPersistentModelIndex


class PhotoGrid(QListView):
    """Shows a `PhotoModel` by session and day; mouse and keyboard choose one, many or all."""

    remove_wanted = Signal()
    """The person wants to put what is selected into the trash."""
    menu_wanted = Signal(QPoint)
    """The person wants the menu of what is selected, at this place of the screen."""
    drag_wanted = Signal()
    """The person drags what is selected away."""
    picked = Signal()
    """Other photos are selected now."""

    def __init__(
        self, model: PhotoModel, pictures: SmallPictures, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._photos, self._pictures = model, pictures
        self._painting = GridPainter(model, pictures, look)
        self._geometry = Geometry()
        self._side = DEFAULT_SIDE
        self._anchor = QPersistentModelIndex()
        self._hovered = -1
        # For a widget that Qt made, PySide goes through all the classes that it might be, and makes
        # each of them and their enums: a fifth of the page's first sight.
        self.setViewport(QWidget())
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Photos"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setModel(model)
        model.regrouped.connect(self._on_regrouped)
        pictures.came.connect(self._on_picture)

    @property
    def selected(self) -> list[Placed]:
        """The photos that are selected, in the order of the page."""
        rows = selecting.rows_of(self.selectionModel().selection())
        return [self._photos.rows[row] for row in rows]

    def selected_count(self) -> int:
        """Count what is selected without going through it."""
        return selecting.count_of(self.selectionModel().selection())

    def select_rows(self, first: int, last: int) -> None:
        """Select these photos and bring them into sight."""
        chosen = selecting.span(self._photos, first, last)
        self.selectionModel().setCurrentIndex(self._photos.index(first), _Flag.NoUpdate)
        self.selectionModel().select(chosen, _Flag.ClearAndSelect)
        self._anchor = QPersistentModelIndex(self.currentIndex())
        self.scrollTo(self.currentIndex(), self.ScrollHint.PositionAtTop)

    def set_side(self, side: int) -> None:
        """Show photos in another size; what stands at the top stays there."""
        if side != self._side:
            self._side = side
            self._place_anew()

    # What Qt asks of an item view

    def visualRect(self, index: _Index) -> QRect:
        """Return where a photo lies in the view."""
        return self._in_view(self._geometry.cell(index.row())) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the photo at a place of the view."""
        if point.y() < self._stuck()[1]:
            return QModelIndex()
        return self._photos.index(self._geometry.row_at(self._in_page(point)))

    def scrollTo(
        self,
        index: _Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a photo into sight, below the heading that stays at the top."""
        if not index.isValid():
            return
        cell = self._geometry.cell(index.row()).translated(0, MARGIN)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top, bottom = bar.value() + HEADING, bar.value() + height
        if hint == self.ScrollHint.PositionAtCenter:
            bar.setValue(cell.center().y() - height // 2)
        elif hint == self.ScrollHint.PositionAtTop or cell.top() - MARGIN < top:
            # The first line of a session shows its heading too.
            bar.setValue(max(0, cell.top() - HEADING - 3 * MARGIN - HEADING // 2))
        elif hint == self.ScrollHint.PositionAtBottom or cell.bottom() + MARGIN > bottom:
            bar.setValue(cell.bottom() + 2 * MARGIN - height)

    def horizontalOffset(self) -> int:
        """Return 0: the page is never wider than the view."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far the page is scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: _Index) -> bool:
        """Return False: what is filtered is not in the model."""
        return False

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return where a key leads, across rows and headings."""
        row = self.currentIndex().row()
        page = self.viewport().height() - HEADING
        there = 0 if row < 0 else destination(self._geometry, action, row, page)
        return self._photos.index(there)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select what the mouse drags over, or with Shift everything from one photo to another."""
        chosen = QItemSelection()
        if self.state() == self.State.DragSelectingState:
            page = rect.normalized().translated(self._in_page(QPoint()))
            chosen = selecting.scattered(self._photos, self._geometry.rows_in(page))
        elif command & _Flag.Current and self._anchor.isValid():
            here = max(self.currentIndex().row(), 0)
            chosen = selecting.span(self._photos, self._anchor.row(), here)
        elif (index := self.indexAt(rect.topLeft())).isValid():
            chosen.select(index, index)
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return the part of the view that a selection covers; only what is visible counts."""
        region = QRegion()
        for row in self._visible_rows():
            index = self._photos.index(row)
            if any(QItemSelectionRange.contains(one, index) for one in selecting.ranges(selection)):
                region += self.visualRect(index).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        return region

    def updateGeometries(self) -> None:
        """Tell the scroll bar how long the page is."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._geometry.height + 2 * MARGIN - height))
        bar.setEnabled(bar.maximum() > 0)  # its room stays, so that nothing moves; its handle goes
        bar.setPageStep(height)
        bar.setSingleStep(max(20, self._side // 3))
        QAbstractItemView.updateGeometries(self)

    def doItemsLayout(self) -> None:
        """Find the places of everything, unless they are known: Qt asks more often than needed."""
        wanted = self._photos.sections, self.viewport().width() - 2 * MARGIN, self._side
        if not self._geometry.is_of(*wanted):
            self._geometry = Geometry(*wanted)
        QAbstractItemView.doItemsLayout(self)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: photos have no names to type."""

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint anew: the heading that stays forbids to move what is painted."""
        QAbstractScrollArea.scrollContentsBy(self, dx, dy)

    # What happens

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the width; what stands at the top stays there."""
        QAbstractItemView.resizeEvent(self, event)
        if event.size().width() != event.oldSize().width():
            self._place_anew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove, choose none, or go where the key leads."""
        if event.key() == Qt.Key.Key_Delete and self.selected_count():
            self.remove_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape and self.selected_count():
            self.clearSelection()
        else:
            super().keyPressEvent(event)
            if event.key() in _MOVES and not event.modifiers() and not self.selected_count():
                # The key led to where the keyboard already was: it means that photo.
                self.selectionModel().select(self.currentIndex(), _Flag.ClearAndSelect)
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._anchor = QPersistentModelIndex(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection here, unless Shift goes on with the one before."""
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = QPersistentModelIndex(self.indexAt(event.position().toPoint()))
        super().mousePressEvent(event)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Let the page make copies to carry."""
        self.drag_wanted.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, at the photo when a key asked."""
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        if self.selected_count():
            self.menu_wanted.emit(place)

    def viewportEvent(self, event: QEvent) -> bool:
        """Follow the pointer."""
        if isinstance(event, QHoverEvent):
            leaves = event.type() == QEvent.Type.HoverLeave
            place = event.position().toPoint()
            self._hover(-1 if leaves else self.indexAt(place).row())
        return super().viewportEvent(event)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Move the ring: it lies round the cell, of which Qt would paint only the inside anew."""
        super().currentChanged(current, previous)
        for index in (previous, current):
            ring = self.visualRect(index).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
            self.viewport().update(ring)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that other photos are selected."""
        super().selectionChanged(selected, deselected)
        self.picked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is visible, then ask for the pictures that are missing."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        current = self.currentIndex().row() if self.hasFocus() else -1
        marked = Marked(self.selectionModel(), current, self._hovered)
        corner = self._in_page(QPoint())
        self._painting.paint(painter, self._geometry, event.rect(), corner, marked)
        width = self.viewport().width()
        self._painting.paint_stuck(painter, self._geometry, self._stuck(), width)
        painter.end()
        self._ask_for_pictures()

    # Parts of the above

    def _stuck(self) -> tuple[int, int]:
        return self._geometry.stuck(self.verticalOffset() - MARGIN)

    def _ask_for_pictures(self) -> None:
        view = self.viewport().rect().translated(self._in_page(QPoint()))
        rows = list(self._geometry.rows_in(view))
        # Then the next screen, so that slow scrolling never shows an empty place.
        rows += self._geometry.rows_in(view.translated(0, view.height()))
        photos = [self._photos.rows[row].photo for row in rows]
        self._pictures.want(photos, self._side, self.devicePixelRatioF())

    def _on_picture(self, key: str) -> None:
        for row in self._visible_rows():
            if key_of(self._photos.rows[row].photo) == key:
                self.viewport().update(self._in_view(self._geometry.cell(row)))

    def _on_regrouped(self) -> None:
        self._hovered = -1
        self.doItemsLayout()
        self.viewport().update()

    def _place_anew(self) -> None:
        """Lay out for another width or size, with the same photo at the top as before."""
        row = next(iter(self._visible_rows()), -1)
        before = self.visualRect(self._photos.index(row)).top()
        self.doItemsLayout()
        if row > 0:
            after = self.visualRect(self._photos.index(row)).top()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + after - before)
        self.viewport().update()

    def _visible_rows(self) -> list[int]:
        view = self.viewport().rect().translated(self._in_page(QPoint()))
        # Between a change and the new layout the old places may reach beyond the new list.
        return [row for row in self._geometry.rows_in(view) if row < len(self._photos.rows)]

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            for one in (self._hovered, row):
                self.viewport().update(self._in_view(self._geometry.cell(one)))
            self._hovered = row

    def _in_view(self, page: QRect) -> QRect:
        return page.translated(-self._in_page(QPoint()))

    def _in_page(self, view: QPoint) -> QPoint:
        return view - QPoint(MARGIN, MARGIN - self.verticalOffset())
