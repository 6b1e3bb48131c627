"""The program in this very process, for what is measured inside a window."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication

from recovery_app.domain.settings import Theme
from recovery_app.ui.program import Program
from recovery_app.ui.theme import apply


def application() -> QApplication:
    """Return the one application of this process."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return app


@contextmanager
def opened(library: Path) -> Generator[Program]:
    """Show a library in the window, with everything behind it loaded, and close it in the end."""
    app = application()
    program = Program(app, apply(app, Theme.LIGHT), remember=False)
    program.begin(library)
    program.window.resize(QSize(1280, 800))
    settled(program)
    try:
        yield program
    finally:
        program.window.close()
        program.leave()


def settled(program: Program, rest: int = 50) -> None:
    """Return once nothing is under way and everything told was shown and painted.

    Args:
        program: the program.
        rest: milliseconds that the window lives on after that.
    """
    while program.tasks.busy:
        loop = QEventLoop()
        program.tasks.rested.connect(loop.quit)
        loop.exec()
    pause(rest)


def pause(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
