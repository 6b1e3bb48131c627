"""The calm table of sessions: rows to read, one to open or delete."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from recovery_app.ui.sessions import words
from recovery_app.ui.sessions.model import (
    CARDS,
    CLEAR,
    CLINIC,
    COST,
    DATE,
    DEVICE,
    ID,
    KIND,
    NUMBER,
    PAIN,
    SessionTable,
)
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import ring, rounded

ROW = 42
SIGN = 16
SIDE = 8
"""Pixels between a column's edge and its words."""
_LONGEST = {
    NUMBER: "888",
    DATE: "28 Wwww 2028",
    PAIN: "Pain",
    CLEAR: "day 88–88",
    COST: "WWW 88,888",
}
"""The longest words of the columns that keep their width."""
_FRAME = 5


class SessionList(QTableView):
    """Sessions as rows; Enter or a double click opens one, Delete puts it into the trash."""

    opened = Signal(str)
    """The id of the session to open."""
    removed = Signal(str)
    """The id of the session to put into the trash."""

    def __init__(self, look: Look, table: SessionTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered = -1
        self.setModel(table)
        self.setAccessibleName(self.tr("Sessions"))
        self.setItemDelegate(_Row(look, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._lay_out(look)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ID)))
        table.modelReset.connect(self.updateGeometry)

    @property
    def current(self) -> str:
        """The id of the session that the keyboard is on, or empty."""
        index = self.currentIndex()
        return index.data(ID) if index.isValid() else ""

    def choose(self, row: int) -> None:
        """Put the keyboard on a row."""
        self.setCurrentIndex(self.model().index(row, DATE))

    def sizeHint(self) -> QSize:
        """Ask for all rows; where the window is lower, the table scrolls."""
        head = self.horizontalHeader().sizeHint().height()
        return QSize(720, head + self.model().rowCount() * ROW + 2 * _FRAME)

    def minimumSizeHint(self) -> QSize:
        """Show two rows at least."""
        head = self.horizontalHeader().sizeHint().height()
        rows = min(self.model().rowCount(), 2)
        return QSize(400, head + rows * ROW + 2 * _FRAME)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, delete, or move."""
        chosen = self.current
        if chosen and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(chosen)
        elif chosen and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(chosen)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer, also below the last row."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget where the pointer was."""
        super().leaveEvent(event)
        self._hover(-1)

    def _lay_out(self, look: Look) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        metrics = QFontMetrics(look.font("strong"))
        for column, longest in _LONGEST.items():
            self.setColumnWidth(column, metrics.horizontalAdvance(longest) + 2 * SIDE + 6)
        for column in (KIND, DEVICE, CLINIC):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()


class _Row(QStyledItemDelegate):
    """Paints a row as one thing: its ground reaches over all columns."""

    def __init__(self, look: Look, view: SessionList) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the row's ground within this cell, then the cell's words."""
        theme = self._look.theme
        cell: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - not in the stubs
        row = QRect(0, cell.top(), self._view.viewport().width(), cell.height())
        current = index.row() == self._view.currentIndex().row()
        painter.save()
        painter.setClipRect(cell)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Qt has painted the chosen row from edge to edge; here it is a soft shape on the card.
        painter.fillRect(cell, theme.raised)
        ground = row.adjusted(0, 2, 0, -3)
        if current:
            rounded(painter, ground, 8, theme.accent_soft)
            if self._view.hasFocus():
                ring(painter, ground, 8, theme.accent)
        elif index.row() == self._view.hovered:
            over = QColor(theme.ink)
            over.setAlphaF(0.05)
            rounded(painter, ground, 8, over)
        if index.row() + 1 < self._view.model().rowCount():
            painter.fillRect(SIDE, cell.bottom(), row.width() - 2 * SIDE, 1, theme.line)
        self._write(painter, cell, index)
        painter.restore()

    def _write(
        self, painter: QPainter, cell: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._look.theme
        text = str(index.data())
        strong = index.column() == DATE
        painter.setFont(self._look.font("strong" if strong else "body"))
        quiet = text == words.NONE or index.column() == NUMBER
        painter.setPen(theme.muted if quiet else theme.ink)
        room = cell.adjusted(SIDE, 0, -SIDE, -1)
        marked = bool(index.data(CARDS))
        if marked:
            room.setRight(room.right() - SIGN - SIDE)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, index.data(Qt.ItemDataRole.TextAlignmentRole), shown)
        if marked:
            sign = self._look.pixmap("photos", "muted", SIGN, self._view.devicePixelRatioF())
            left = room.left() + metrics.horizontalAdvance(shown) + SIDE
            painter.drawPixmap(left, room.center().y() - SIGN // 2 + 1, sign)
