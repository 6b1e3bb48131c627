"""The files of a review sheet as Qt's tables read them."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from recovery_app.domain import moments
from recovery_app.domain.photos import Condition
from recovery_app.services.importing import Candidate, at_moment
from recovery_app.services.preparing import Refused
from recovery_app.ui.photos import words
from recovery_app.ui.photos.review_rows import Row, State, guess

Index = QModelIndex | QPersistentModelIndex
PICTURE, FILE, DAY, POSE, CONDITION, STATE = range(6)
ROW = Qt.ItemDataRole.UserRole
SECOND = Qt.ItemDataRole.UserRole + 1
"""The smaller words below a cell's first line."""
_NOWHERE = QModelIndex()


class ReviewModel(QAbstractTableModel):
    """One row a file; ticks and edits go through here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._first: dict[str, str] = {}
        self._poses: Sequence[str] | None = None
        self._headings = (
            self.tr("Photo"),
            self.tr("File"),
            self.tr("Day and time"),
            self.tr("Pose"),
            self.tr("Condition"),
            self.tr("State"),
        )

    # What happens

    def clear(self) -> None:
        """Begin with an empty sheet."""
        self.beginResetModel()
        self.rows, self._first, self._poses = [], {}, None
        self.endResetModel()

    def extend(self, found: Sequence[Candidate | Refused]) -> None:
        """Show some more files, at least one."""
        count = len(self.rows)
        self.beginInsertRows(_NOWHERE, count, count + len(found) - 1)
        self.rows += [self._row(one) for one in found]
        self.endInsertRows()

    def guess(self, poses: Sequence[str]) -> None:
        """Guess poses, now that all files are known; edits of dates and ticks guess anew."""
        self._poses = poses
        self._guess_anew()

    def change(
        self,
        numbers: Iterable[int],
        *,
        wanted: bool | None = None,
        pose: str | None = None,
        condition: Condition | None = None,
    ) -> None:
        """Say something of several files; what is not given stays."""

        def apply(row: Row) -> None:
            row.wanted = row.wanted if wanted is None else wanted
            row.pose = row.pose if pose is None else pose
            row.condition = row.condition if condition is None else condition

        self._change(numbers, apply)

    def own_moment(self, numbers: Iterable[int]) -> None:
        """File several pictures under their own date and time again."""

        def apply(row: Row) -> None:
            row.day = row.clock = None

        self._change(numbers, apply)

    def file_under(
        self, numbers: Sequence[int], day: date | None = None, clock: time | None = None
    ) -> None:
        """File several pictures under a day, a time of day or both; what is None stays.

        Raises:
            WrongInput: if one of them would lie in the future or too far back; nothing is changed.
        """
        for number in numbers:
            photo = self.rows[number].photo
            if photo is not None:
                moments.checked_moment(at_moment(photo, day, clock).taken_at)

        def apply(row: Row) -> None:
            row.day = row.day if day is None else day
            row.clock = row.clock if clock is None else clock

        self._change(numbers, apply)

    def counts(self) -> Counter[State]:
        """Count the files by what would become of them."""
        return Counter(row.state for row in self.rows)

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the files."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self._headings)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Offer a tick where the person can decide."""
        flags = super().flags(index)
        if index.isValid() and index.column() == PICTURE and self.rows[index.row()].open:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give the words above a column."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._headings):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a cell says."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._tick(row) if column == PICTURE and row.open else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == SECOND:
            return self._second(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._whole(row, column) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = row.path.name if column == PICTURE else self._whole(row, column)
            return f"{self._headings[column]}: {name}" if name else self._headings[column]
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a file, or leave it out."""
        if role != Qt.ItemDataRole.CheckStateRole or not self.flags(index) & (
            Qt.ItemFlag.ItemIsUserCheckable
        ):
            return False
        self.change([index.row()], wanted=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    # Words

    def _tick(self, row: Row) -> Qt.CheckState:
        return Qt.CheckState.Checked if row.wanted else Qt.CheckState.Unchecked

    def _text(self, row: Row, column: int) -> str:
        photo = row.photo
        if column == FILE:
            return row.path.name
        if column == STATE:
            return self._state(row)
        if photo is None or column == PICTURE:
            return ""
        if column == DAY:
            return words.moment_words(photo.taken_at)
        if not row.open:
            return ""
        if column == POSE:
            return words.pose_name(photo.pose)
        return words.condition_name(photo.condition)

    def _second(self, row: Row, column: int) -> str:
        photo = row.photo
        if photo is None:
            return ""
        if column == FILE:
            return f"{photo.width} × {photo.height}"
        if column == DAY:
            return words.source_words(photo.source)
        return self.tr("guessed") if column == POSE and row.guessed else ""

    def _whole(self, row: Row, column: int) -> str:
        second = self._second(row, column)
        first = self._text(row, column)
        return f"{first}, {second}" if second else first

    def _state(self, row: Row) -> str:
        found = row.found
        if isinstance(found, Refused):
            return found.why
        match row.state:
            case State.ALREADY:
                said = self.tr("Already here since {day}")
                return said.format(day="" if found.since is None else words.short_day(found.since))
            case State.TWIN:
                return self.tr("Same picture as “{name}”").format(name=row.twin)
            case State.LEFT_OUT:
                return self.tr("Left out")
            case _:
                return self.tr("In the trash, comes back") if found.in_trash else self.tr("New")

    # Changing

    def _row(self, found: Candidate | Refused) -> Row:
        row = Row(found)
        if isinstance(found, Candidate) and found.already is None:
            row.twin = self._first.setdefault(found.photo.sha256, "")
            self._first[found.photo.sha256] = row.twin or found.path.name
        return row

    def _change(self, numbers: Iterable[int], apply: Callable[[Row], None]) -> None:
        for number in numbers:
            if self.rows[number].open:
                apply(self.rows[number])
        self._guess_anew()

    def _guess_anew(self) -> None:
        if self._poses is not None:
            guess(self.rows, self._poses)
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, STATE))
