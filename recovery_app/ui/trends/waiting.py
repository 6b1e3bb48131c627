"""What stands where a chart will be while the diary is read for the first time."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel

from recovery_app.ui.widgets.labels import muted


def waiting() -> QLabel:
    """Make the quiet words that are soon replaced."""
    label = muted(QCoreApplication.translate("Trends", "Reading your diary…"))
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
