"""The list of automatic backups that can be restored."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from recovery_app.domain.safekeeping import KeptBackup
from recovery_app.ui.settings.backup_words import counted, holding, moment
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.labels import caption, muted, section

FIRST = 5
"""So many are shown until she asks for all."""


class KeptBackups(QWidget):
    """One row for each backup: when, what it holds, where, and the way back."""

    wanted = Signal(object)
    """A `KeptBackup` that she thinks of restoring."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._kept: list[KeptBackup] = []
        self._all = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_kept(self, kept: list[KeptBackup]) -> None:
        """Show these, the latest first."""
        self._kept = kept
        self._build()

    def _build(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._column.addWidget(section(self.tr("Kept backups")))
        if not self._kept:
            self._column.addWidget(muted(self.tr("None yet.")))
        shown = self._kept if self._all else self._kept[:FIRST]
        for one in shown:
            self._column.addWidget(self._row_of(one))
        if len(shown) < len(self._kept):
            more = QuietButton(
                self._look, self.tr("Show all {count}").format(count=len(self._kept))
            )
            more.clicked.connect(self._show_all)
            self._column.addWidget(more)

    def _row_of(self, one: KeptBackup) -> QWidget:
        when = moment(one.counts.made_at)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(QLabel(when))
        said = [holding(one.counts)]
        if one.second:
            said.append(self.tr("in the second place"))
        if one.missing:
            lost = counted(len(one.missing), self.tr("original"), self.tr("originals"))
            said.append(self.tr("without {lost}").format(lost=lost))
        words.addWidget(caption(" · ".join(said)))
        line.addLayout(words)
        line.addStretch(1)
        back = QuietButton(self._look, self.tr("Restore…"), icon="restore")
        back.setAccessibleName(self.tr("Restore the backup of {when}…").format(when=when))
        back.clicked.connect(partial(self.wanted.emit, one))
        line.addWidget(back)
        return row

    def _show_all(self) -> None:
        self._all = True
        self._build()
