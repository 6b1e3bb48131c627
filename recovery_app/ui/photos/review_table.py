"""The table of the review sheet: painted cells, however many files there are."""

from collections import OrderedDict

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from recovery_app.services.importing import Candidate
from recovery_app.ui.photos.review_model import (
    CONDITION,
    DAY,
    FILE,
    PICTURE,
    POSE,
    ROW,
    SECOND,
    STATE,
    Index,
    ReviewModel,
)
from recovery_app.ui.photos.review_rows import Row, State
from recovery_app.ui.small_jpeg import picture_of
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import ring, rounded, words

HEIGHT = 64
SIDE = 8
"""Pixels between a column's edge and its words."""
TICK = 20
THUMB = 48
MOST_PICTURES = 200
"""Small pictures that are kept ready to be painted, some 10 KB each."""
_LONGEST = {DAY: "Www 28 Www 2028, 20:58", POSE: "Close-up nose", CONDITION: "Something else"}
_LEFT = Qt.AlignmentFlag.AlignLeft


class ReviewTable(QTableView):
    """Files as rows; several can be chosen. Space leaves the chosen ones out or takes them in."""

    menu_wanted = Signal(QPoint)
    """The person asked for a menu at this place on the screen."""

    def __init__(self, look: Look, model: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setAccessibleName(self.tr("Files to look through"))
        self.setItemDelegate(_Cell(look, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(
            lambda place: self.menu_wanted.emit(self.viewport().mapToGlobal(place))
        )
        self._lay_out(look)

    def chosen(self) -> list[int]:
        """Return the numbers of the selected rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def toggle(self) -> None:
        """Leave the selected files out, or take them in where all of them are out."""
        chosen = self.chosen()
        leave = any(self._model.rows[row].state is State.NEW for row in chosen)
        self._model.change(chosen, wanted=not leave)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Toggle, or move as tables do."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggle()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Lead Home and End to the first and the last file: every row is one thing."""
        ends = {self.CursorAction.MoveHome: 0, self.CursorAction.MoveEnd: len(self._model.rows) - 1}
        if action in ends:
            return self._model.index(ends[action], max(self.currentIndex().column(), 0))
        return super().moveCursor(action, modifiers)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Move the ring: it goes round the whole row, of which Qt would paint one cell anew."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _lay_out(self, look: Look) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        metrics = QFontMetrics(look.font("body"))
        self.setColumnWidth(PICTURE, TICK + THUMB + 4 * SIDE)
        for column, longest in _LONGEST.items():
            self.setColumnWidth(column, metrics.horizontalAdvance(longest) + 2 * SIDE + 4)
        for column in (FILE, STATE):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)


class _Cell(QStyledItemDelegate):
    """Paints ticks, pictures and one or two lines of words."""

    def __init__(self, look: Look, view: ReviewTable) -> None:
        super().__init__(view)
        self._look, self._view = look, view
        self._ticks: dict[tuple[str, float, bool], QPixmap] = {}
        self._pictures: OrderedDict[tuple[str, float], QPixmap] = OrderedDict()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as every other."""
        return QSize(80, HEIGHT)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tick by a click anywhere left of the picture."""
        if (
            index.column() == PICTURE
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
            and event.position().x() < _rect(option).left() + TICK + 2 * SIDE
        ):
            if event.type() == QEvent.Type.MouseButtonRelease:
                ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
                state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
                model.setData(index, state, Qt.ItemDataRole.CheckStateRole)
            return True
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row's ground within this cell, then what the cell shows."""
        theme = self._look.theme
        cell = _rect(option)
        whole = QRect(0, cell.top(), self._view.viewport().width(), cell.height())
        ground = whole.adjusted(0, 1, 0, -2)
        painter.save()
        painter.setClipRect(cell)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(cell, theme.raised)
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue] - not in the stubs
        if state & QStyle.StateFlag.State_Selected:
            rounded(painter, ground, 8, theme.accent_soft)
        if index.row() == self._view.currentIndex().row() and self._view.hasFocus():
            ring(painter, ground, 8, theme.accent)
        painter.fillRect(SIDE, cell.bottom(), whole.width() - 2 * SIDE, 1, theme.line)
        row: Row = index.data(ROW)
        if index.column() == PICTURE:
            self._paint_picture(painter, cell, row)
        else:
            self._write(painter, cell.adjusted(SIDE, 0, -SIDE, -1), index, row)
        painter.restore()

    def _paint_picture(self, painter: QPainter, cell: QRect, row: Row) -> None:
        theme, ratio = self._look.theme, self._view.devicePixelRatioF()
        top = cell.top() + (HEIGHT - TICK) // 2
        box = QRect(cell.left() + SIDE, top, TICK, TICK)
        if row.open:
            painter.drawPixmap(box.topLeft(), self._tick(ratio, on=row.wanted))
        place = QRect(box.right() + 2 * SIDE, cell.top() + (HEIGHT - THUMB) // 2, THUMB, THUMB)
        if not row.small:
            rounded(painter, place, 8, theme.caution_soft)
            sign = self._look.pixmap("warning", "caution", 20, ratio)
            painter.drawPixmap(place.center().x() - 9, place.center().y() - 9, sign)
            return
        painter.setOpacity(1 if row.state is State.NEW else 0.45)
        painter.drawPixmap(place.topLeft(), self._look.veil.pixmap(self._picture(row, ratio)))

    def _tick(self, ratio: float, *, on: bool) -> QPixmap:
        """Give the box of a row; kept, because curves cost more than all the words of a row."""
        theme = self._look.theme
        key = (theme.name, ratio, on)
        if key not in self._ticks:
            pixmap = QPixmap(round(TICK * ratio), round(TICK * ratio))
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            fill, line = (theme.accent, theme.accent) if on else (theme.raised, theme.edge)
            rounded(painter, QRect(0, 0, TICK, TICK), 6, fill, line)
            if on:
                painter.drawPixmap(3, 3, self._look.pixmap("check", "on_accent", 14, ratio))
            painter.end()
            self._ticks[key] = pixmap
        return self._ticks[key]

    def _picture(self, row: Row, ratio: float) -> QPixmap:
        found = row.found
        key = (found.photo.sha256 if isinstance(found, Candidate) else "", ratio)
        if key not in self._pictures:
            self._pictures[key] = _square(row.small, ratio)
            if len(self._pictures) > MOST_PICTURES:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return self._pictures[key]

    def _write(self, painter: QPainter, room: QRect, index: Index, row: Row) -> None:
        theme = self._look.theme
        first, second = str(index.data()), str(index.data(SECOND) or "")
        if index.column() >= DAY and row.state is State.REFUSED:
            self._write_reason(painter, room, index)
            return
        painter.setPen(theme.ink if row.state is State.NEW else theme.muted)
        if index.column() == STATE and len(first) > 20:
            painter.setFont(self._look.font("caption"))
            flags = _LEFT | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, first)
            return
        painter.setFont(self._look.font("strong" if index.column() == FILE else "body"))
        if index.column() == FILE:
            # What tells a camera's files apart stands at the end of their names.
            middle = Qt.TextElideMode.ElideMiddle
            first = painter.fontMetrics().elidedText(first, middle, room.width())
        if not second:
            words(painter, room, first, _LEFT)
            return
        upper = QRect(room.left(), room.center().y() - 20, room.width(), 22)
        words(painter, upper, first, _LEFT)
        painter.setFont(self._look.font("caption"))
        painter.setPen(theme.accent if index.column() == POSE else theme.muted)
        words(painter, upper.translated(0, 20), second, _LEFT)

    def _write_reason(self, painter: QPainter, room: QRect, index: Index) -> None:
        """Write why a file is refused across the cells that have nothing to say of it."""
        left = self._view.columnViewportPosition(DAY) + SIDE
        right = self._view.columnViewportPosition(STATE) + self._view.columnWidth(STATE) - SIDE
        whole = QRect(left, room.top(), right - left, room.height())
        painter.setPen(self._look.theme.caution)
        painter.setFont(self._look.font("body"))
        flags = _LEFT | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(whole, flags, str(index.sibling(index.row(), STATE).data()))


def _rect(option: QStyleOptionViewItem) -> QRect:
    return option.rect  # pyright: ignore[reportAttributeAccessIssue] - not in the stubs


def _square(jpeg: bytes, ratio: float) -> QPixmap:
    """Cut the middle of a small picture to a square with round corners."""
    image = picture_of(jpeg)
    edge = min(image.width(), image.height())
    left, top = (image.width() - edge) // 2, (image.height() - edge) // 2
    side = round(THUMB * ratio)
    image = image.copy(left, top, edge, edge).scaled(
        side, side, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(image))
    painter.drawRoundedRect(0, 0, side, side, 8 * ratio, 8 * ratio)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
