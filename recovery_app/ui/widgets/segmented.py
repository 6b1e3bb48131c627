"""A choice of one among a few words, such as the faces of a page."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGroupBox, QSizePolicy, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.joined_button import HEIGHT, JoinedButton


class Segmented(QGroupBox):
    """Joined words of which exactly one is chosen; one stop of the Tab key, arrows move.

    Args:
        look: colours and fonts.
        name: what is chosen here, for screen readers.
        choices: key and word of each; the first is chosen at first.
    """

    chosen = Signal(str)
    """The person chose another one (its key)."""

    def __init__(
        self,
        look: Look,
        name: str,
        choices: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._buttons: dict[str, JoinedButton] = {}
        for key, word in choices:
            button = JoinedButton(look, word, self, strong=False)
            button.setAutoExclusive(True)
            button.toggled.connect(partial(self._on_toggled, key))
            self._buttons[key] = button
        self.set_current(choices[0][0])
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def current(self) -> str:
        """The key of the chosen one."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def set_current(self, key: str) -> None:
        """Choose without announcing it."""
        self._buttons[key].show_chosen(True)

    def sizeHint(self) -> QSize:
        """Make room for all words."""
        return QSize(sum(self._widths()), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Never cut a word."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each word its own width."""
        super().resizeEvent(event)
        left = 0
        strip = QRect(0, 0, self.sizeHint().width(), HEIGHT)
        for button, width in zip(self._buttons.values(), self._widths(), strict=True):
            button.place(QRect(left, 0, width, HEIGHT), strip)
            left += width

    def paintEvent(self, _event: object) -> None:
        """Paint nothing: the words paint their frame."""

    def _widths(self) -> list[int]:
        return [button.sizeHint().width() for button in self._buttons.values()]

    def _on_toggled(self, key: str, chosen: bool) -> None:
        if chosen:
            self.chosen.emit(key)
