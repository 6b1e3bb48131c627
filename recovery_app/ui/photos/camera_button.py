"""The button that leads to the camera."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from recovery_app.ui.capture.source import load, none_listed, why_none
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton


class CameraButton(QuietButton):
    """Says where there is no camera to take photos with: when it is shown, and when pointed at.

    It can be pressed all the same: a camera may be connected at any time, and the page waits for it.

    Args:
        look: colours and fonts.
        text: its words.
        tasks: the lanes; Qt's camera part is loaded on one of them.
        lacking: says why there is no camera just now, or nothing where there is one.
    """

    def __init__(
        self,
        look: Look,
        text: str,
        tasks: Tasks,
        parent: QWidget | None = None,
        *,
        lacking: Callable[[QObject], str] = why_none,
    ) -> None:
        super().__init__(look, text, parent)
        self._tasks, self._lacking, self._words = tasks, lacking, text

    def showEvent(self, event: QShowEvent) -> None:
        """Say so from the first paint where that is plain, else once Qt's camera part is there."""
        super().showEvent(event)
        if none_listed():
            self._tell()
        else:
            self._tasks.run(load, lambda _: self._tell(), owner=self, lane=Lane.PICTURES)

    def event(self, event: QEvent) -> bool:
        """Look again when somebody wants to know: a camera may have come or gone."""
        if event.type() == QEvent.Type.ToolTip:
            self._tell()
        return super().event(event)

    def _tell(self) -> None:
        why = self._lacking(self)
        self.setToolTip(why)
        self.setAccessibleDescription(why)
        none = self.tr("{words} (no camera)").format(words=self._words)
        self.setText(none if why else self._words)
