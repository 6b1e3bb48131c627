"""A table that is read, not written, and can be copied."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
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


class NumberTable(QTableWidget):
    """Rows of words; as high as its rows, so that the page scrolls and not the table in it."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setFixedHeight(HEAD)

    def show_rows(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        self.setColumnCount(len(head))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(list(head))
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                self.setItem(at, column, QTableWidgetItem(words))
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(HEAD + ROW * len(rows) + bar + 4)

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
