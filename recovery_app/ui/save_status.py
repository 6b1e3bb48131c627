"""“Saved 21:04 · Undo”: the quiet word that nothing is lost."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from recovery_app.ui.history import History
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.labels import muted


class SaveStatus(QWidget):
    """Says when something was last saved, and takes it back."""

    def __init__(self, look: Look, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._said = muted()
        self._said.setWordWrap(False)
        self._undo = QuietButton(look, self.tr("Undo"))
        self._undo.clicked.connect(history.undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 8, 20, 16)
        row.setSpacing(2)
        row.addStretch(1)
        row.addWidget(self._said)
        row.addWidget(self._undo)
        history.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        latest = self._history.latest
        self._undo.setVisible(latest is not None)
        if latest is None:
            self._said.setText("")
            return
        self._undo.setToolTip(self.tr("Take back: {words}").format(words=latest.words))
        self._said.setText(self.tr("Saved {clock} ·").format(clock=latest.at.strftime("%H:%M")))
