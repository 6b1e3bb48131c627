"""The photos as a Qt model: one row per photo, in the order of the page."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from recovery_app.ui.photos import words
from recovery_app.ui.photos.album import Arranged, Placed, Section

PLACED = Qt.ItemDataRole.UserRole
"""Role under which a row gives its `Placed`."""

MOST_RUNS = 40
"""Pieces in which a new list is taken over; one that differs more is taken as a whole."""

_NOWHERE = QModelIndex()


class PhotoModel(QAbstractListModel):
    """Takes over new lists with as little stir as it can, so that what is selected stays so."""

    regrouped = Signal()
    """Rows or the sections that they stand in are other ones now."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Placed] = ()
        self._sections: Sequence[Section] = ()

    @property
    def rows(self) -> Sequence[Placed]:
        """The photos."""
        return self._rows

    @property
    def sections(self) -> Sequence[Section]:
        """How the rows stand together, in their order."""
        return self._sections

    def show(self, arranged: Arranged) -> None:
        """Take over another list; photos that are the same objects count as unchanged."""
        old, new = self._rows, arranged.rows
        head = _same(old, new)
        tail = _same(old[head:][::-1], new[head:][::-1])
        if head + tail < max(len(old), len(new)) and not self._replace(
            new, head, len(old) - tail, len(new) - tail
        ):
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
        self._sections = arranged.sections
        self.regrouped.emit()

    def row_of(self, photo_id: str) -> int:
        """Return the row of a photo, −1 where it is not shown."""
        found = (row for row, one in enumerate(self._rows) if one.photo.id == photo_id)
        return next(found, -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Count the photos."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let photos be selected and dragged out."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Give a photo, its short words, or its words for those who hear the page."""
        if not index.isValid():
            return None
        placed = self._rows[index.row()]
        if role == PLACED:
            return placed
        if role == Qt.ItemDataRole.DisplayRole:
            return words.badge(placed)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.spoken(placed)
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.hint(placed)
        return None

    def _replace(self, new: Sequence[Placed], first: int, old_end: int, new_end: int) -> bool:
        """Take over the part in which the lists differ; False where it takes too many steps."""
        old_part, new_part = self._rows[first:old_end], new[first:new_end]
        wanted = {one.photo.id for one in new_part}
        staying = [one.photo.id for one in old_part if one.photo.id in wanted]
        known = set(staying)
        gone = _runs(at for at, one in enumerate(old_part, first) if one.photo.id not in wanted)
        come = _runs(at for at, one in enumerate(new_part, first) if one.photo.id not in known)
        if len(gone) + len(come) > MOST_RUNS:
            return False
        if staying != [one.photo.id for one in new_part if one.photo.id in known]:
            return False
        rows = list(self._rows)
        self._rows = rows
        for top, bottom in reversed(gone):
            self.beginRemoveRows(_NOWHERE, top, bottom)
            del rows[top : bottom + 1]
            self.endRemoveRows()
        for top, bottom in come:
            self.beginInsertRows(_NOWHERE, top, bottom)
            rows[top:top] = new[top : bottom + 1]
            self.endInsertRows()
        other = [at for at in range(first, new_end) if rows[at] is not new[at]]
        self._rows = new
        if other:
            self.dataChanged.emit(self.index(other[0]), self.index(other[-1]))
        return True


def _same(one: Sequence[Placed], other: Sequence[Placed]) -> int:
    """Count how many of the same objects two lists begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a is not b), min(len(one), len(other)))


def _runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Join neighbouring numbers: 1 2 3 7 gives (1, 3), (7, 7)."""
    found = list(places)
    if not found:
        return []
    cuts = [at for at, (one, other) in enumerate(pairwise(found), start=1) if other != one + 1]
    edges = [0, *cuts, len(found)]
    return [(found[left], found[right - 1]) for left, right in pairwise(edges)]
