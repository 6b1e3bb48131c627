"""Which of the day's entries is open, at what time it was, and a new one."""

from collections.abc import Sequence
from datetime import time

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from recovery_app.domain.entries import Entry
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton, QuietButton
from recovery_app.ui.widgets.fields import TimeField
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.segmented import Segmented


class EntryBar(QWidget):
    """The entries of a day by their times; several a day are allowed."""

    chosen = Signal(str)
    """The id of the entry to show."""
    new_wanted = Signal()
    """Another entry for the same day."""
    time_changed = Signal(object)
    """The `datetime.time` that the open entry was at."""
    remove_wanted = Signal()
    """The open entry is to go to the trash."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._times: Segmented | None = None
        self._clock = TimeField(time())
        self._clock.setAccessibleName(self.tr("Time of this entry"))
        self._clock.setToolTip(self.tr("When it was"))
        self._clock.editingFinished.connect(self._on_time)
        self._new = QuietButton(look, self.tr("New entry"), icon="plus")
        self._new.clicked.connect(self.new_wanted)
        self._remove = IconButton(look, "trash", self.tr("Delete this entry"))
        self._remove.clicked.connect(self.remove_wanted)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(muted(self.tr("Entry at")))
        self._row.addWidget(self._clock)
        self._row.addWidget(self._remove)
        self._row.addStretch(1)
        self._row.addWidget(self._new)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._at = time()

    def show_entries(
        self, entries: Sequence[Entry], current: str, at: time, *, saved: bool
    ) -> None:
        """Show the day's entries with one open, at its time.

        Args:
            entries: of the day, in order.
            current: id of the open one.
            at: its local time.
            saved: whether it is on disk; one that is not cannot be deleted.
        """
        choices = tuple((entry.id, entry.at.strftime("%H:%M")) for entry in entries)
        if not saved:
            choices = (*choices, (current, self.tr("new")))
        if choices != self._shown:
            self._shown = choices
            self._show_choices(choices)
        if self._times is not None:
            self._times.set_current(current)
        self._at = at
        if not self._clock.hasFocus():
            self._clock.setTime(QTime(at.hour, at.minute))
        self._remove.setEnabled(saved)
        self._new.setEnabled(saved)

    def _show_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        if self._times is not None:
            self._row.removeWidget(self._times)
            self._times.hide()
            self._times.deleteLater()
            self._times = None
        if len(choices) > 1:
            self._times = Segmented(self._look, self.tr("Entries of this day"), choices)
            self._times.chosen.connect(self.chosen)
            self._row.insertWidget(0, self._times)

    def _on_time(self) -> None:
        at = self._clock.value()
        if at != self._at.replace(second=0, microsecond=0):
            self._at = at
            self.time_changed.emit(at)
