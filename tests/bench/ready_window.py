"""The program until everything behind its window is ready, as a process of its own.

Usage: python ready_window.py LIBRARY
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from recovery_app.ui import program


class UntilReady(program.Program):
    """Ends as soon as everything is loaded."""

    def load_rest(self) -> None:
        """Quit where the work begins that may take its time."""
        self.window.start_background_work = QApplication.quit
        super().load_rest()


program.Program = UntilReady
sys.exit(program.run(Path(sys.argv[1])))
