"""What she sees before anything is restored: what the backup holds, from when, and the two ways."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from recovery_app.domain.safekeeping import Counts
from recovery_app.ui.settings.backup_words import holding, moment
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.labels import muted, strong


class RestorePanel(Card):
    """Hidden until a backup was chosen."""

    beside_wanted = Signal(object)
    """Restore this source into a folder of its own."""
    instead_wanted = Signal(object)
    """Restore this source in the place of the library that is open."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._source = Path()
        self._what = strong()
        self._what.setWordWrap(True)
        self._plain = muted(
            self.tr(
                "This backup is not encrypted, and neither is the library that comes of it: whoever"
                " can read its folder can read the diary. Settings → Lock encrypts it again."
            )
        )
        self._plain.setWordWrap(True)
        self._ways = muted(
            self.tr(
                "Beside this library, it gets a folder of its own, and this library stays as it is."
                " In its place, the library as it is now is kept in a folder beside it, under"
                " another name, and the backup opens instead."
            )
        )
        self.beside = QPushButton(self.tr("Restore beside…"))
        self.beside.clicked.connect(lambda: self.beside_wanted.emit(self._source))
        self.instead = QPushButton(self.tr("Restore in place"))
        self.instead.clicked.connect(lambda: self.instead_wanted.emit(self._source))
        leave = QuietButton(look, self.tr("Leave it"))
        leave.clicked.connect(self.hide)
        self.body.addWidget(self._what)
        self.body.addWidget(self._plain)
        self.body.addWidget(self._ways)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.beside, self.instead, leave):
            row.addWidget(part)
        row.addStretch(1)
        self.body.addLayout(row)
        self.hide()

    def offer(
        self, source: Path, counts: Counts, missing: int = 0, *, loses_lock: bool = False
    ) -> None:
        """Show what a backup holds, and whether the lock of this library is lost with it."""
        self._source = source
        self._plain.setVisible(loses_lock)
        words = self.tr("The backup of {when} holds {what}.").format(
            when=moment(counts.made_at), what=holding(counts)
        )
        if missing:
            one = self.tr("1 original was lost already then.")
            several = self.tr("{count} originals were lost already then.").format(count=missing)
            words += " " + (one if missing == 1 else several)
        self._what.setText(words)
        self.show()
        self.beside.setFocus()
