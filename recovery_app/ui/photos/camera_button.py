"""The button that leads to the camera."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from recovery_app.ui.capture.source import why_none
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton


class CameraButton(QuietButton):
    """Says, once the pointer rests on it, where there is no camera to take photos with.

    It can be pressed all the same: a camera may be connected at any time, and the page waits for it.

    Args:
        look: colours and fonts.
        text: its words.
        lacking: says why there is no camera just now, or nothing where there is one.
    """

    def __init__(
        self,
        look: Look,
        text: str,
        parent: QWidget | None = None,
        *,
        lacking: Callable[[QObject], str] = why_none,
    ) -> None:
        super().__init__(look, text, parent)
        self._lacking, self._words = lacking, text

    def event(self, event: QEvent) -> bool:
        """Look for a camera only when somebody wants to know: the system is asked for that."""
        if event.type() == QEvent.Type.ToolTip:
            why = self._lacking(self)
            self.setToolTip(why)
            self.setAccessibleDescription(why)
            none = self.tr("{words} (no camera)").format(words=self._words)
            self.setText(none if why else self._words)
        return super().event(event)
