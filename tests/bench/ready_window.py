"""The program until everything behind its window is ready, as a process of its own.

Usage: python ready_window.py LIBRARY
"""

import sys

from recovery_app import app
from recovery_app.ui import pyside

pyside.load()  # as the command does, before anything imports PySide

from PySide6.QtWidgets import QApplication  # noqa: E402

from recovery_app.ui import program  # noqa: E402


class UntilReady(program.Program):
    """Ends as soon as everything is loaded."""

    def load_rest(self) -> None:
        """Quit where the work begins that may take its time."""
        self.window.start_background_work = QApplication.quit
        super().load_rest()


program.Program = UntilReady
sys.exit(app.main(["--library", sys.argv[1]]))
