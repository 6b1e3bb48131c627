"""Beside the form: what was done the time before, and what the clinic advised."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from recovery_app.domain.sessions import Numbered
from recovery_app.ui.sessions import words
from recovery_app.ui.widgets.labels import caption, muted, section, strong


class BeforePanel(QWidget):
    """The session before, in short."""

    wanted = Signal()
    """She wants its settings for the session in the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._done = strong(), muted()
        self._name.setWordWrap(True)
        self._advice_head, self._advice = section(self.tr("Advice for this time")), muted()
        self._use = QPushButton(self.tr("Use the last session's settings"))
        self._use.setToolTip(self.tr("Fills what is empty: kind, device, clinic, steps and passes"))
        self._use.clicked.connect(self.wanted)
        self._why = caption(self.tr("Fills only what is still empty."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(section(self.tr("The time before")))
        column.addWidget(self._name)
        column.addWidget(self._done)
        column.addSpacing(6)
        column.addWidget(self._use)
        column.addWidget(self._why)
        column.addSpacing(12)
        column.addWidget(self._advice_head)
        column.addWidget(self._advice)
        column.addStretch(1)

    def show_before(self, before: Numbered | None) -> None:
        """Show the session before, or nothing where there is none."""
        if before is None:
            return
        session = before.session
        self._name.setText(words.name_of(before))
        lines = (
            " · ".join(part for part in (before.kind.name, session.device) if part),
            session.clinic,
            words.steps_of(session.steps),
            words.passes_of(session.passes),
        )
        self._done.setText("\n".join(line for line in lines if line))
        self._advice.setText(session.advice)
        for label in (self._advice_head, self._advice):
            label.setVisible(bool(session.advice))
