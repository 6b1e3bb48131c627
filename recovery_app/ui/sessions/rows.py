"""Rows that are added, moved and taken away: the steps and the passes of a session."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.ui.sessions.entering import Checked, leave_drops
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton, QuietButton

TOOLS = 3 * 32 + 8
"""Pixels that a row's signs take, with the gap before them."""


class RowTools(QWidget):
    """The signs that move a row up or down and take it away."""

    moved = Signal(int)
    """One place up (−1) or down (1)."""
    removed = Signal()
    """Take it away."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.up = IconButton(look, "chevron-up", "")
        self.down = IconButton(look, "chevron-down", "")
        self.away = IconButton(look, "close", "")
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.away.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (self.up, self.down, self.away):
            row.addWidget(button)

    def name(self, what: str, *, first: bool, last: bool) -> None:
        """Name the signs after their row, such as “Step 2: up”."""
        for button, words in (
            (self.up, self.tr("{what}: up")),
            (self.down, self.tr("{what}: down")),
            (self.away, self.tr("{what}: remove")),
        ):
            button.setAccessibleName(words.format(what=what))
            button.setToolTip(words.format(what=what))
        self.up.setEnabled(not first)
        self.down.setEnabled(not last)


class Row(QWidget):
    """One of the rows, with its signs; the steps and the passes say what it holds."""

    edited = Signal()
    """The person changed something in it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = RowTools(look)

    def checks(self) -> list[Checked]:
        """Return the fields in which something can be wrong."""
        raise NotImplementedError

    def raw(self) -> tuple[str, ...]:
        """Return everything as typed."""
        raise NotImplementedError

    def set_place(self, number: int) -> str:
        """Take its place, 1 for the first, and return its name, such as “Step 2”."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the keyboard into its first field."""
        raise NotImplementedError


class Rows(QWidget):
    """A list of rows and the button that adds one; `head` may hold words over the rows.

    Args:
        look: colours and icons.
        make: makes an empty row.
        add: the word on the button.
    """

    edited = Signal()
    """A row was added, moved, removed or edited."""

    def __init__(
        self, look: Look, make: Callable[[], Row], add: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make = make
        self.rows: list[Row] = []
        self.add_button = QuietButton(look, add, icon="plus")
        self.add_button.clicked.connect(self._on_add)
        self.head = QWidget()
        self.head.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(4)
        self.buttons.addWidget(self.add_button)
        self.buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addLayout(self._list)
        column.addLayout(self.buttons)

    def add(self) -> Row:
        """Add an empty row at the end."""
        row = self._make()
        leave_drops(row)
        row.edited.connect(self.edited)
        row.tools.moved.connect(partial(self._move, row))
        row.tools.removed.connect(partial(self._remove, row))
        self._list.addWidget(row)
        self.rows.append(row)
        self._number()
        return row

    def clear(self) -> None:
        """Take all rows away without announcing it."""
        while self.rows:
            self._drop(self.rows[-1])

    def _on_add(self) -> None:
        self.add().focus_first()
        self.edited.emit()

    def _move(self, row: Row, step: int) -> None:
        at = self.rows.index(row)
        self.rows.insert(at + step, self.rows.pop(at))
        self._list.removeWidget(row)
        self._list.insertWidget(at + step, row)
        self._number()
        self.edited.emit()

    def _remove(self, row: Row) -> None:
        at = self.rows.index(row)
        self._drop(row)
        if self.rows:
            self.rows[min(at, len(self.rows) - 1)].focus_first()
        else:
            self.add_button.setFocus()
        self.edited.emit()

    def _drop(self, row: Row) -> None:
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._number()

    def _number(self) -> None:
        self.head.setVisible(bool(self.rows) and self.head.layout() is not None)
        for number, row in enumerate(self.rows, start=1):
            name = row.set_place(number)
            row.tools.name(name, first=number == 1, last=number == len(self.rows))
