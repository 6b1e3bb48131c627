"""Work that takes its time: what is being done, how far it is, and the way to stop it."""

from threading import Event

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.labels import muted

STEPS = 200
"""The bar moves in so many steps, however many files there are."""


class Working(QWidget):
    """Hidden until something begins.

    Args:
        look: colours and icons.
        home: gets the keyboard in the end where what began the work is gone by then.

    Attributes:
        stop: set once the person does not want it any more; work asks it from any thread.
    """

    stopped = Signal()
    """The person does not want it any more."""
    _moved = Signal(int, int)

    def __init__(self, look: Look, home: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self.stop = Event()
        self._began: QWidget | None = None
        self._passed_to: QWidget | None = None
        self._noted = False
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
        """Say what begins; to be called before what began it is disabled."""
        if self.isHidden():  # else it goes on with something that was begun before
            self._began = QApplication.focusWidget()
        self._noted = False
        QTimer.singleShot(0, self, self._note_focus)
        self.stop.clear()
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, 0)
        self.show()

    def end(self) -> None:
        """Be gone, and give the keyboard back to what began it, unless she has moved on."""
        began, self._began = self._began, None
        stayed = not self._noted or QApplication.focusWidget() is self._passed_to
        if began is not None and stayed:
            still_there = isValid(began) and began.isVisible()
            (began if still_there else self._home).setFocus()
        self.hide()

    def _note_focus(self) -> None:
        # Whatever is disabled hands the keyboard to what comes next, which she never chose.
        self._passed_to, self._noted = QApplication.focusWidget(), True

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
