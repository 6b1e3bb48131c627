"""The start of the window: the application, its names, and what waits for its first paint."""

import sys
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from recovery_app import __version__
from recovery_app.domain.settings import Theme
from recovery_app.ui import crash
from recovery_app.ui.program import Program, collect_garbage
from recovery_app.ui.theme import STYLE, Look


def run(folder: Path | None, *, quit_after_paint: bool = False) -> int:
    """Show the window until it is closed; return the exit status."""
    QApplication.setApplicationName("recovery-app")
    QApplication.setOrganizationName("recovery-app")
    QApplication.setApplicationDisplayName("Recovery")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("recovery-app")
    app = QApplication([*sys.argv[:1], *STYLE])
    crash.install()
    program = Program(app, Look(app, Theme.SYSTEM))
    crash.install(program.window.say)  # again: only now there is a window to say it in
    app.aboutToQuit.connect(program.leave)
    program.tasks.hold()
    if quit_after_paint:
        program.window.painted.connect(collect_garbage)
        program.window.painted.connect(partial(app.exit, 0))
    else:
        program.window.painted.connect(program.load_rest)
        program.window.painted.connect(_keep_folders_private)
    program.begin(folder)
    return app.exec()


def _keep_folders_private() -> None:
    """See to the file dialogs, none of which is there before the first paint."""
    from recovery_app.ui import forgetting

    forgetting.install()
