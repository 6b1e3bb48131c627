"""A sentence about something that was done, with its way back as long as that is the latest."""

from PySide6.QtWidgets import QWidget

from recovery_app.ui.history import History, Step
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.notice import Kind, Notice


class UndoNotice(Notice):
    """Goes away by itself once something else was done or this was taken back.

    Args:
        look: colours and fonts.
        history: holds the step that Undo would take back.
    """

    def __init__(self, look: Look, history: History, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._history = history
        self._step: Step | None = None
        self.acted.connect(self._undo)
        history.changed.connect(self._on_history)

    def tell(self, sentence: str, step: Step | None) -> None:
        """Say what was done and offer to undo that step."""
        self._step = step
        self.say(Kind.QUIET, sentence, self.tr("Undo"))

    def remark(self, sentence: str) -> None:
        """Say something that needs no answer."""
        self._step = None
        self.say(Kind.QUIET, sentence)

    def fail(self, sentence: str) -> None:
        """Say what could not be done."""
        self._step = None
        self.say(Kind.FAILURE, sentence)

    def _undo(self) -> None:
        if self._step is not None:
            self._history.undo_only(self._step)

    def _on_history(self) -> None:
        if self._step is not None and self._history.latest is not self._step:
            self._step = None
            self.hide()
