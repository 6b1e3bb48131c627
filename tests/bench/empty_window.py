"""The least that any program of this kind can be: an empty PySide6 window, gone once painted."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class EmptyWindow(QMainWindow):
    """Ends the program at its first paint."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt calls it so
        """Paint nothing of its own."""
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)


app = QApplication(sys.argv)
window = EmptyWindow()
window.resize(1280, 800)
window.show()
sys.exit(app.exec())
