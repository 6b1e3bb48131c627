"""Keeps Qt's file dialog from writing down where photos and libraries lie."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog

KEYS = ("FileDialog/history", "FileDialog/lastVisited")
"""Where it keeps the folders that were chosen, in a file that all Qt programs share."""

QUESTIONS = ("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName")


def install() -> None:
    """Have each question for a file leave that file as other programs had written it.

    The dialog offers no switch for this and writes when it goes away, that is before its question
    returns. Put around the questions themselves it holds for every page, also for one yet to come.
    """
    for name in QUESTIONS:
        setattr(QFileDialog, name, staticmethod(_forgetful(getattr(QFileDialog, name))))


def _forgetful(ask: Callable[..., Any]) -> Callable[..., Any]:
    # Not `wraps`: PySide would put its help for these together, for which the first click waits.
    def asked(*words: object, **named: object) -> object:
        settings = QSettings(QSettings.Scope.UserScope, "QtProject")
        before = {key: settings.value(key) for key in KEYS}
        try:
            return ask(*words, **named)
        finally:
            settings.sync()
            for key, value in before.items():
                if value is None:
                    settings.remove(key)
                elif settings.value(key) != value:
                    settings.setValue(key, value)
            settings.sync()

    return asked
