"""A table that is read, not written, and can be copied."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from recovery_app.ui.theme import Look

ROW = 32
HEAD = 34
FRAME = 10
"""Pixels of edge and ground round the cells, left and right together."""
SPREAD = 40
"""A column gets so many pixels more than its words need, where there is room."""
PADDING = """
QTableView::item { padding: 0 12px; }
QHeaderView::section { padding: 8px 15px; }
"""
"""Head and cells begin and end in one line: a cell has 3 pixels of its own."""
ROUND_WORDS = 32
"""Pixels left and right of a word of the head together."""
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class NumberTable(QTableWidget):
    """Rows of words and numbers, each column as wide as it needs with the same room between.

    It is as high as its rows, so that the page scrolls and not the table in it.
    """

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._widths: list[int] = []
        self.setAccessibleName(name)
        self.setStyleSheet(PADDING)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setFixedHeight(HEAD)

    def show_rows(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Collection[int] = ()
    ) -> None:
        """Show other rows; the columns of numbers stand to the right, so that digits stand in line.

        Args:
            head: a word for each column.
            rows: what stands below.
            numbers: which columns are numbers, counted from 0.
        """
        self.setColumnCount(len(head))
        self.setRowCount(len(rows))
        for column, words in enumerate(head):
            self.setHorizontalHeaderItem(column, _cell(words, right=column in numbers))
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                self.setItem(at, column, _cell(words, right=column in numbers))
        measured = QFontMetrics(self._look.font("caption"))
        self._widths = [
            max(self.sizeHintForColumn(column), measured.horizontalAdvance(words) + ROUND_WORDS)
            for column, words in enumerate(head)
        ]
        self.setMaximumWidth(sum(self._widths) + SPREAD * (len(head) - 1) + FRAME)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(HEAD + ROW * len(rows) + bar + 4)
        self._spread()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the columns."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        if self._widths:
            room = self.viewport().width() - sum(self._widths)
            more = min(max(room // max(len(self._widths) - 1, 1), 0), SPREAD)
            for column, wide in enumerate(self._widths):
                # The first one names its row: it stands at the edge.
                self.setColumnWidth(column, wide + (more if column else 0))

    def rows(self) -> list[list[str]]:
        """Return head and rows as they are shown."""
        columns = range(self.columnCount())
        heads = [self.horizontalHeaderItem(column) for column in columns]
        found = [[one.text() if one else "" for one in heads]]
        for at in range(self.rowCount()):
            cells = [self.item(at, column) for column in columns]
            found.append([one.text() if one else "" for one in cells])
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the selected cells, as a spreadsheet takes them."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        cells = sorted((one.row(), one.column()) for one in self.selectedIndexes())
        rows: dict[int, list[str]] = {}
        for row, column in cells:
            item = self.item(row, column)
            rows.setdefault(row, []).append(item.text() if item else "")
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows.values()))


def _cell(words: str, *, right: bool) -> QTableWidgetItem:
    cell = QTableWidgetItem(words)
    cell.setTextAlignment(RIGHT if right else LEFT)
    return cell
