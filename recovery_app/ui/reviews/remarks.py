"""What somebody said about the skin, and who."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from recovery_app.domain.reviews import Remark
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton


class RemarkFields(QWidget):
    """A line for each remark; announces all of them when a line is left."""

    changed = Signal(object)
    """The remarks (`tuple[Remark, ...]`) as they stand now."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[QLineEdit, QLineEdit]] = []
        self._shown: tuple[Remark, ...] = ()
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        another = QuietButton(look, self.tr("Another remark"), icon="plus")
        another.clicked.connect(self._add_line)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addLayout(self._column)
        outside.addWidget(another)
        self._add_line()

    def show_remarks(self, remarks: tuple[Remark, ...]) -> None:
        """Show remarks; lines being typed are left alone."""
        if (remarks == self._shown and self._lines) or self._typed() != self._shown:
            return
        self._shown = remarks
        while len(self._lines) < max(1, len(remarks)):
            self._add_line()
        for place, (text, who) in enumerate(self._lines):
            remark = remarks[place] if place < len(remarks) else Remark("")
            text.setText(remark.text)
            who.setText(remark.who)

    def finish(self) -> None:
        """Announce what was typed, if it differs from what was shown."""
        typed = self._typed()
        if typed != self._shown:
            self._shown = typed
            self.changed.emit(typed)

    def _typed(self) -> tuple[Remark, ...]:
        return tuple(
            Remark(text.text().strip(), who.text().strip())
            for text, who in self._lines
            if text.text().strip()
        )

    def _add_line(self) -> None:
        text, who = QLineEdit(), QLineEdit()
        text.setPlaceholderText(self.tr("“Less dry than last time”"))
        text.setAccessibleName(self.tr("Remark"))
        who.setPlaceholderText(self.tr("who said it"))
        who.setAccessibleName(self.tr("Who said it"))
        who.setFixedWidth(180)
        for field in (text, who):
            field.editingFinished.connect(self.finish)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(text, 1)
        row.addWidget(who)
        self._column.addLayout(row)
        self._lines.append((text, who))
