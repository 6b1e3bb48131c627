"""Keeps Qt's file dialog from writing down where photos and libraries lie."""

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

KEYS = ("FileDialog/history", "FileDialog/lastVisited")
"""Where it keeps the folders that were chosen, in a file that all Qt programs share."""


class Forgetting(QObject):
    """Puts back, after each dialog, what other programs had written there before it.

    The dialog offers no switch for this. It writes when it goes away, and then the window gets the
    keyboard back; so that is when it is looked for.
    """

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._before: dict[str, object] | None = None
        app.focusWindowChanged.connect(self._on_focus)
        app.aboutToQuit.connect(self._put_back)

    def _on_focus(self, _window: QWindow | None) -> None:
        if self._before is None:
            settings = _shared()
            self._before = {key: settings.value(key) for key in KEYS}
        # Not yet: the dialog that just closed has still to go away.
        QTimer.singleShot(0, self, self._put_back)

    def _put_back(self) -> None:
        settings, before = _shared(), self._before or {}
        for key, value in before.items():
            if value is None:
                settings.remove(key)
            elif settings.value(key) != value:
                settings.setValue(key, value)
        settings.sync()


def _shared() -> QSettings:
    return QSettings(QSettings.Scope.UserScope, "QtProject")
