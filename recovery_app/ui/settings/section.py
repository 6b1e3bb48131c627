"""One card of the Settings page: a heading, a quiet sentence, and a notice of its own."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.labels import heading, muted
from recovery_app.ui.widgets.notice import Notice

MARGIN = 24
"""Pixels that stay free around a part that is scrolled to."""


class Section(Card):
    """A card under a heading.

    Attributes:
        notice: says in place what worked or did not.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.notice = Notice(look)
        self.body.setSpacing(10)

    def begin(self, name: str, sentence: str = "") -> None:
        """Write the heading and the sentence under it."""
        self.body.addWidget(heading(name))
        if sentence:
            self.body.addWidget(muted(sentence))
        self.body.addWidget(self.notice)

    def add_row(self, *parts: QWidget) -> QHBoxLayout:
        """Put parts side by side, at the left."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        self.body.addLayout(row)
        return row

    def bring_into_sight(self, part: QWidget) -> None:
        """Scroll to a part that has just appeared, once it has its place."""
        QTimer.singleShot(0, part, lambda: self._scroll_to(part))

    def _scroll_to(self, part: QWidget) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and part.isVisible():
            above.ensureWidgetVisible(part, 0, MARGIN)


def field_label(text: str, field: QWidget) -> QLabel:
    """Make the label of a field; the field is called the same by screen readers."""
    label = QLabel(text)
    label.setMinimumWidth(150)
    label.setBuddy(field)
    field.setAccessibleName(text)
    return label
