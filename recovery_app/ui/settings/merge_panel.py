"""What she sees before an archive is brought in: what changes, and where both computers differ."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from recovery_app.domain.merge_preview import Preview
from recovery_app.ui.settings.another_computer_words import conflicts, effects
from recovery_app.ui.settings.backup_words import moment
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.labels import muted, strong

SHOWN = 12
"""So many differences are shown; of more it is said how many they are."""
MEGABYTE = 1_000_000


class MergePanel(Card):
    """Hidden until an archive was chosen."""

    wanted = Signal(object)
    """Bring this archive in."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._file = Path()
        self._from = strong()
        self._from.setWordWrap(True)
        self._effects = muted()
        self._both = muted()
        self._go = QPushButton(self.tr("Bring it in"))
        self._go.clicked.connect(lambda: self.wanted.emit(self._file))
        leave = QuietButton(look, self.tr("Leave it"))
        leave.clicked.connect(self.hide)
        for part in (self._from, self._effects, self._both):
            self.body.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._go)
        row.addWidget(leave)
        row.addStretch(1)
        self.body.addLayout(row)
        self.hide()

    def offer(self, file: Path, preview: Preview) -> None:
        """Show what an archive would change."""
        self._file = file
        written = self.tr("The archive of {when}").format(when=moment(preview.made_at))
        self._from.setText(written)
        lines = effects(preview.differences)
        if preview.photos:
            size = max(1, round(preview.bytes / MEGABYTE))
            originals = self.tr("Originals to copy: {count} (about {size} MB).")
            lines.append(originals.format(count=preview.photos, size=size))
        self._effects.setText("\n".join(lines))
        both = conflicts(preview.differences)
        words = [self.tr("Changed on both computers:"), *both[:SHOWN]] if both else []
        if len(both) > SHOWN:
            words.append(self.tr("… and {count} more").format(count=len(both) - SHOWN))
        self._both.setText("\n".join(words))
        self._both.setVisible(bool(both))
        self.show()
        self._go.setFocus()
