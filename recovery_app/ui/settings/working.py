"""Work that takes its time: what is being done, how far it is, and the way to stop it."""

from threading import Event

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.labels import muted

STEPS = 200
"""The bar moves in so many steps, however many files there are."""


class Working(QWidget):
    """Hidden until something begins.

    Attributes:
        stop: set once the person does not want it any more; work asks it from any thread.
    """

    stopped = Signal()
    """The person does not want it any more."""
    _moved = Signal(int, int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stop = Event()
        self._words = muted()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        cancel = QuietButton(look, self.tr("Cancel"))
        cancel.clicked.connect(self.cancel)
        row = QHBoxLayout()
        row.addWidget(self._bar, 1)
        row.addWidget(cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addLayout(row)
        self._moved.connect(self.show_progress)
        self.hide()

    def begin(self, words: str) -> None:
        """Say what begins."""
        self.stop.clear()
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, 0)
        self.show()

    def end(self) -> None:
        """Be gone."""
        self.hide()

    def cancel(self) -> None:
        """Stop what goes on."""
        self.stop.set()
        self.stopped.emit()

    def tell(self, done: int, of: int) -> None:
        """Hear how far the work is, from any thread."""
        if done == of or done % max(1, of // STEPS) == 0:
            self._moved.emit(done, of)

    def show_progress(self, done: int, of: int) -> None:
        """Show how far the work is."""
        self._bar.setRange(0, of)
        self._bar.setValue(done)
