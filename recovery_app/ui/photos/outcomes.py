"""What became of each file of an import, as rows to be read."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from recovery_app.domain.photos import Photo
from recovery_app.services.importing import Summary
from recovery_app.ui.photos import words

_NOWHERE = QModelIndex()


class OutcomeModel(QAbstractTableModel):
    """Two columns: the file, and what became of it. Refused files stand first."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[tuple[str, str]] = ()

    def show(self, summary: Summary) -> None:
        """Show what became of the files of an import."""
        self.beginResetModel()
        self._rows = [
            *((one.path.name, one.why) for one in summary.refused),
            *((path.name, self.tr("Not tried, because you cancelled")) for path in summary.untried),
            *((one.path.name, self._already(one.of)) for one in summary.duplicates),
            *((path.name, self.tr("Left out by you")) for path in summary.left_out),
            *((one.name, self._new(one)) for one in summary.added),
        ]
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Count the files."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else 2

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Give the words of a cell; in full under the pointer."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        return None

    def _already(self, photo: Photo) -> str:
        said = self.tr("Already here, taken {when}")
        return said.format(when=words.moment_words(photo.taken_at))

    def _new(self, photo: Photo) -> str:
        said = self.tr("Added: {when}, {source}")
        return said.format(
            when=words.moment_words(photo.taken_at), source=words.source_words(photo.source)
        )
