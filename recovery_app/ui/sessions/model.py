"""The list of sessions as Qt's tables read it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from recovery_app.domain.recovery import Recovery
from recovery_app.domain.sessions import Numbered
from recovery_app.ui.sessions import words
from recovery_app.ui.sessions.overview import Overview

Index = QModelIndex | QPersistentModelIndex
ID = Qt.ItemDataRole.UserRole
CARDS = Qt.ItemDataRole.UserRole + 1
"""How many pictures of the clinic's card a session has; told with its kind."""
NUMBER, DATE, KIND, DEVICE, CLINIC, PAIN, CLEAR, COST = range(8)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class SessionTable(QAbstractTableModel):
    """One row per session, the newest first; nothing noted is a dash."""

    def __init__(self) -> None:
        super().__init__()
        self._overview = Overview()
        self._rows: list[Numbered] = []
        self._headings = (
            (self.tr("No."), self.tr("Your sessions, counted over all kinds")),
            (self.tr("Date"), ""),
            (self.tr("Kind"), ""),
            (self.tr("Device"), ""),
            (self.tr("Clinic"), ""),
            (self.tr("Pain"), self.tr("0 nothing – 10 worst imaginable")),
            (self.tr("Clear"), self.tr("The day from which on redness was slight or none")),
            (self.tr("Cost"), ""),
        )

    def show(self, overview: Overview) -> None:
        """Show these sessions."""
        self.beginResetModel()
        self._overview, self._rows = overview, list(reversed(overview.sessions))
        self.endResetModel()

    def show_recoveries(self, recoveries: Mapping[str, Recovery]) -> None:
        """Fill the clear days in; nothing else changes."""
        self._overview = replace(self._overview, recoveries=recoveries)
        if self._rows:
            self.dataChanged.emit(
                self.index(0, CLEAR),
                self.index(len(self._rows) - 1, CLEAR),
            )

    def row_of(self, session_id: str) -> int:
        """Return the row of a session, −1 where it is not there."""
        ids = [one.session.id for one in self._rows]
        return ids.index(session_id) if session_id in ids else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the sessions."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - likewise
        """Count the columns."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give the words above a column."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._headings):
            return None
        word, about = self._headings[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return word
        if role == Qt.ItemDataRole.ToolTipRole:
            return about or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section == COST else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a cell says."""
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(one, index.column())
        if role == ID:
            return one.session.id
        if role == CARDS:
            return self._cards(one) if index.column() == KIND else 0
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() == COST else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._about(one, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            word = self._headings[index.column()][0]
            cards = words.cards_of(self._cards(one) if index.column() == KIND else 0)
            said = f"{word}: {self._text(one, index.column())}"
            return f"{said}, {cards}" if cards else said
        return None

    def _text(self, one: Numbered, column: int) -> str:
        session = one.session
        match column:
            case 0:
                return str(one.number)
            case 1:
                return words.day_of(session.date, "d MMM yyyy")
            case 2:
                return one.kind.name
            case 3:
                return session.device or words.NONE
            case 4:
                return session.clinic or words.NONE
            case 5:
                return words.NONE if session.pain is None else str(session.pain)
            case 6:
                read = self._overview.recoveries is not None
                return words.clear_of(self._overview.recovery_of(session.id)) if read else ""
            case _:
                return words.money(session.cost, session.currency)

    def _about(self, one: Numbered, column: int) -> str | None:
        if column == CLEAR and self._overview.recoveries is not None:
            latest = one.number == len(self._rows)
            return words.why_clear(self._overview.recovery_of(one.session.id), latest=latest)
        if column not in (KIND, DEVICE, CLINIC):
            return None
        cards = words.cards_of(self._cards(one)) if column == KIND else ""
        return "\n".join(part for part in (self._text(one, column), cards) if part)

    def _cards(self, one: Numbered) -> int:
        return len(self._overview.cards.get(one.session.id, ()))
