"""The whole program in a real window, without its event loop."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from recovery_app.domain.settings import Theme
from recovery_app.ui.program import Program
from recovery_app.ui.theme import apply

Start = Callable[[Path | None], Program]


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot) -> Iterator[Start]:
    """Start the program with a library, as the command does.

    The windows are taken down here and not by `qtbot`, which would delete them before the fixtures
    that still let the work of a window come to rest.
    """
    started: list[Program] = []

    def begin(folder: Path | None) -> Program:
        program = Program(qapp, apply(qapp, Theme.LIGHT), remember=False)
        started.append(program)
        program.begin(folder)
        qtbot.waitUntil(program.window.windowHandle().isExposed)
        return program

    yield begin
    for program in started:
        program.window.close()
        program.leave()
        program.window.deleteLater()
        program.deleteLater()
