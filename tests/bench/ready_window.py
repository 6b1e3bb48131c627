"""The program until everything behind its window is ready, as a process of its own.

Usage: python ready_window.py LIBRARY
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from recovery_app.ui import program


class UntilReady(program.Program):
    """Ends as soon as nothing is under way any more."""

    def load_rest(self) -> None:
        """Quit once that is done, too."""
        super().load_rest()
        self.tasks.rested.connect(QApplication.quit)


program.Program = UntilReady
sys.exit(program.run(Path(sys.argv[1])))
