"""The matrix as a Qt model: sessions down, days across."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, Qt
from PySide6.QtCore import QPersistentModelIndex as Persistent

from recovery_app.ui.photos import words
from recovery_app.ui.photos.album import Placed
from recovery_app.ui.photos.matrix import Cell, Column, Matrix

CELL = Qt.ItemDataRole.UserRole
"""Role under which a place gives its `Cell`; a row's header gives its session."""

_Index = QModelIndex | Persistent
_NOWHERE = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """Shows a `Matrix`; empty places can be gone to but not chosen."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._matrix = Matrix()

    def show(self, matrix: Matrix) -> None:
        """Take over another matrix; what is selected stays where rows and columns are the same."""
        before, same = self._matrix, self._has_shape_of(matrix)
        if not same:
            self.beginResetModel()
            self._matrix = matrix
            self.endResetModel()
        elif matrix != before:
            self._matrix = matrix
            last = self.index(len(matrix.rows) - 1, len(matrix.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(matrix.rows) - 1)

    def cell(self, index: _Index) -> Cell | None:
        """Give what stands in a place."""
        return self._matrix.rows[index.row()][index.column()] if index.isValid() else None

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the sessions."""
        return 0 if parent.isValid() else len(self._matrix.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Count the days."""
        return 0 if parent.isValid() else len(self._matrix.columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let only photos be chosen; the keyboard may still go over empty places."""
        cell = self.cell(index)
        if cell is None:
            return Qt.ItemFlag.NoItemFlags
        if cell.shown is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell, or its words for those who hear the page."""
        cell = self.cell(index)
        if cell is None:
            return None
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return spoken(cell) if cell.shown is None else _hint(cell, cell.shown)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a session or a day."""
        across = orientation == Qt.Orientation.Horizontal
        if not 0 <= section < (self.columnCount() if across else self.rowCount()):
            return None
        if across:
            return column_words(self._matrix.columns[section]) if _is_said(role) else None
        if role == CELL:
            return self._matrix.sessions[section]
        return words.session_words(self._matrix.sessions[section]) if _is_said(role) else None

    def _has_shape_of(self, other: Matrix) -> bool:
        mine = [one.session.id for one in self._matrix.sessions]
        theirs = [one.session.id for one in other.sessions]
        return bool(mine) and mine == theirs and self._matrix.columns == other.columns


def column_words(column: Column) -> str:
    """Name the days of a column."""
    if column.day is None:
        return _tr("before")
    return _tr("day {day}").format(day=column.day)


def spoken(cell: Cell) -> str:
    """Say what stands in a place, for those who hear the page."""
    where = _tr("{day}, session {number}").format(
        day=column_words(cell.column), number=cell.session.number
    )
    if cell.shown is None:
        return _tr("{where}: no photo").format(where=where)
    said = f"{where}: {words.spoken(cell.shown)}"
    more = len(cell.photos) - 1
    return _tr("{photo}, and {count} more").format(photo=said, count=more) if more else said


def _hint(cell: Cell, shown: Placed) -> str:
    """Say what the pointer rests on, and that a place is chosen with all that it holds."""
    said, more = words.hint(shown), len(cell.photos) - 1
    also = _tr("and {count} more of these days, chosen with it").format(count=more)
    return f"{said}\n{also}" if more else said


def _is_said(role: int) -> bool:
    return role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Matrix", text)
