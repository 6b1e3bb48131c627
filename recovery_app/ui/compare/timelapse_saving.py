"""Saving a time-lapse: how far it is, a way to stop it, and what became of it, in one row."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from recovery_app.services.library import Library
from recovery_app.services.timelapse import Saved
from recovery_app.ui.compare.words import when_words
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.notice import Kind

LOOK_MS = 120
"""How often the row looks how far the work is."""


class _Work:
    """What the thread that writes and the row both know."""

    def __init__(self) -> None:
        self.done, self.total = 0, 0
        self.cancelled = False

    def progress(self, done: int, total: int) -> None:
        self.done, self.total = done, total


class SavingRow(QWidget):
    """Hidden until something is saved; one at a time."""

    said = Signal(str, str)
    """How much it asks for (a `Kind`), and a sentence about what became of it."""
    let_go = Signal()
    """The keyboard was on the row, which goes away."""
    busy_changed = Signal(bool)
    """Whether something is being saved."""

    def __init__(
        self, look: Look, library: Library, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._work: _Work | None = None
        self._words = muted()
        self._words.setWordWrap(False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.cancel_button = QuietButton(look, self.tr("Cancel saving"))
        self.cancel_button.clicked.connect(self.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        row.addWidget(self.cancel_button)
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self._look)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is being saved."""
        return self._work is not None

    def save(self, pose: str, session: int | None, file: Path, speed: float, fade: float) -> None:
        """Write a time-lapse on another thread."""
        work = self._work = _Work()
        self._words.setText(self.tr("Saving {file}…").format(file=file.name))
        self._bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        self.show()
        self._clock.start()
        self.busy_changed.emit(True)
        self._tasks.run(
            partial(
                self._library.timelapse.save,
                pose,
                session,
                file,
                speed=speed,
                fade=fade,
                caption=when_words,
                progress=work.progress,
                cancelled=lambda: work.cancelled,
            ),
            self._on_done,
            owner=self,
            failed=self._on_failed,
            lane=Lane.PICTURES,
        )

    def cancel(self) -> None:
        """Stop; nothing is written then."""
        if self._work is not None:
            self._work.cancelled = True
            self._let_go()
            self.cancel_button.setEnabled(False)

    def _look(self) -> None:
        if self._work is not None and self._work.total:
            self._bar.setRange(0, self._work.total)
            self._bar.setValue(self._work.done)

    def _on_done(self, saved: Saved | None) -> None:
        self._rest()
        if saved is None:
            self.said.emit(Kind.QUIET.value, self.tr("Cancelled; nothing was saved."))
            return
        words = self.tr("Saved as {file} with {count} photos.")
        words = words.format(file=saved.file.name, count=saved.frames)
        if saved.left_out:
            words += " " + self.tr("{count} left out.").format(count=saved.left_out)
        self.said.emit(Kind.QUIET.value, words)

    def _on_failed(self, sentence: str) -> None:
        self._rest()
        self.said.emit(Kind.FAILURE.value, sentence)

    def _rest(self) -> None:
        self._work = None
        self._clock.stop()
        self.busy_changed.emit(False)
        self._let_go()
        self.hide()

    def _let_go(self) -> None:
        """Give the keyboard away first, or Qt takes it to the next best place of the window."""
        if self.window().focusWidget() is self.cancel_button:
            self.let_go.emit()
