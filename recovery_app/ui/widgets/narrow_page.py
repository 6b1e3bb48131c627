"""A page with one thing to do, while no library is in the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.labels import muted, title
from recovery_app.ui.widgets.notice import Notice

WIDTH = 440
SIGN = 56


class NarrowPage(QWidget):
    """A narrow column in the middle of the window, under a sign."""

    def __init__(self, look: Look, sign: str, heading: str, sentence: str) -> None:
        super().__init__()
        self.notice = Notice(look)
        picture = QLabel()
        picture.setPixmap(look.pixmap(sign, "accent", SIGN, self.devicePixelRatioF()))
        words = muted(sentence)
        words.setWordWrap(True)
        inside = QWidget()
        inside.setFixedWidth(WIDTH)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)
        name = title(heading)
        name.setWordWrap(True)  # it may hold the name of her library
        for part in (picture, name, words, self.notice):
            self.column.addWidget(part)
        outside = QVBoxLayout(self)
        outside.addWidget(inside, 0, Qt.AlignmentFlag.AlignCenter)

    def add_row(self, *parts: QWidget) -> None:
        """Put parts side by side, at the left."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        self.column.addLayout(row)
