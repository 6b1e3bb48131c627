"""A page that may be taller than the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled(widget: QWidget, name: str = "") -> QScrollArea:
    """Let a widget scroll up and down; its width follows the window.

    Args:
        widget: what scrolls.
        name: for those who hear it, where there is nothing but words to read and the Tab key stops
            at the area so that the arrows scroll it. Without one, the keyboard goes from one part
            inside to the next, and the page follows.
    """
    area = QScrollArea()
    if name:
        area.setAccessibleName(name)
    else:
        area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area
