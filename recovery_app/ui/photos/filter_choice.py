"""A list above the photos whose first line takes everything."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal

from recovery_app.ui.widgets.fields import ChoiceField

WIDTHS = (110, 340)
"""Pixels of a closed list: as wide as what is chosen, within these."""
ROUND_WORDS = 60
"""Pixels left and right of the words together."""


class FilterChoice(ChoiceField):
    """A list whose first line takes everything. It goes away where there is nothing to choose."""

    picked = Signal()
    """The person chose another line."""

    def __init__(self, name: str, everything: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.addItem(everything, None)
        # What tells lines apart stands at their beginning.
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.activated.connect(self.picked)
        self.currentIndexChanged.connect(lambda _at: self.updateGeometry())
        self.setVisible(False)

    @property
    def key(self) -> Any:
        """What is chosen; None takes everything."""
        return self.currentData()

    def offer(self, choices: Sequence[tuple[str, Any]]) -> None:
        """Offer these; what is chosen stays, if only as the one that finds nothing any more."""
        chosen, name = self.key, self.currentText()
        offered = list(choices)
        if chosen is not None and chosen not in [key for _, key in offered]:
            offered.append((name, chosen))
        there = [(self.itemText(at), self.itemData(at)) for at in range(1, self.count())]
        if offered != there:
            while self.count() > 1:
                self.removeItem(1)
            for said, key in offered:
                self.addItem(said, key)
            keys = [None, *(key for _, key in offered)]
            self.setCurrentIndex(keys.index(chosen))
            self._widen_list()
        self.setVisible(len(offered) > 1 or chosen is not None)

    def show_all(self) -> None:
        """Choose the first line."""
        self.setCurrentIndex(0)

    def sizeHint(self) -> QSize:
        """Be as wide as what is chosen, within reason."""
        size = super().sizeHint()
        wanted = self.fontMetrics().horizontalAdvance(self.currentText()) + ROUND_WORDS
        return QSize(min(max(wanted, WIDTHS[0]), WIDTHS[1]), size.height())

    def minimumSizeHint(self) -> QSize:
        """Be as small as that."""
        return QSize(WIDTHS[0], super().minimumSizeHint().height())

    def _widen_list(self) -> None:
        """Let the list open as wide as its words, however narrow it is closed."""
        words = self.fontMetrics().horizontalAdvance
        widest = max(words(self.itemText(at)) for at in range(self.count()))
        self.view().setMinimumWidth(widest + ROUND_WORDS)
