"""One of her own lists within a section of the Settings page."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.domain.changes import Change, Topic
from recovery_app.ui.changes import Changes
from recovery_app.ui.settings.section import Section
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.labels import caption, plain
from recovery_app.ui.widgets.notice import Kind

Item = TypeVar("Item")


def former_row(look: Look, name: str, words: str, bring_back: Callable[[], None]) -> QWidget:
    """Make the row of what she took out of the list: its name, a word on it and the way back."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 2, 0, 2)
    line.setSpacing(8)
    back = QuietButton(look, row.tr("Bring back"), icon="restore")
    back.setAccessibleName(row.tr("Bring back: {what}").format(what=name))
    back.clicked.connect(bring_back)
    line.addWidget(plain(name))
    line.addWidget(caption(words))
    line.addStretch(1)
    line.addWidget(back)
    return row


class Rows(QWidget, Generic[Item]):
    """Shows a list of hers, a row for each, and reads it again whenever it was changed.

    Args:
        section: the part of the page it stands in; says there what did not work.
        tasks: where the list is read and changed.
        changes: tells when it was changed.
        read: gives the list; runs on a lane.
        row_of: makes the row of one.
    """

    shown = Signal()
    """The rows are those of `items` by now."""

    def __init__(
        self,
        section: Section,
        tasks: Tasks,
        changes: Changes,
        read: Callable[[], list[Item]],
        row_of: Callable[[Item], QWidget],
    ) -> None:
        super().__init__(section)
        self._section, self._tasks = section, tasks
        self._read, self._row_of = read, row_of
        self.items: list[Item] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        changes.happened.connect(self._on_change)
        self._look()

    def do(self, work: Callable[[], object], done: Callable[[Any], None] | None = None) -> None:
        """Change the list; it is read again when that is announced."""
        self._section.notice.hide()
        self._tasks.run(work, done, owner=self, failed=self._failed)

    def _look(self) -> None:
        self._tasks.run(self._read, self._show, owner=self, failed=self._failed)

    def _on_change(self, change: Change) -> None:
        if change.touches(Topic.CATALOGUE):
            self._look()

    def _show(self, items: list[Item]) -> None:
        if items == self.items:
            return
        self.items = items
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for one in items:
            self._rows.addWidget(self._row_of(one))
        self.shown.emit()

    def _failed(self, sentence: str) -> None:
        self._section.notice.say(Kind.FAILURE, sentence)
