"""Chips of which any number may be ticked, with room for own words."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.chip import Chip, MoreChip
from recovery_app.ui.widgets.flow_layout import FlowLayout


class Chips(QWidget):
    """Words to tick.

    Args:
        look: colours and fonts.
        name: what is ticked here, for screen readers.
        own: the word on the chip that asks for an own word; none, no such chip.
    """

    edited = Signal()
    """The person ticked one or took a tick back."""

    def __init__(self, look: Look, name: str, own: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._chips: dict[str, Chip] = {}
        self._flow = FlowLayout()
        self.setLayout(self._flow)
        self.setAccessibleName(name)
        self._more = MoreChip(look, own, self)
        self._more.setVisible(bool(own))
        self._more.clicked.connect(self._ask)
        self._line = _OwnWord(self)
        self._line.setAccessibleName(own)
        self._line.setPlaceholderText(own)
        self._line.given.connect(self._add_own)
        self._line.hide()
        self._flow.addWidget(self._more)
        self._flow.addWidget(self._line)

    def offer(self, choices: Mapping[str, str]) -> None:
        """Offer words by their slug; ticks stay."""
        ticked = self.value()
        for slug in [slug for slug in self._chips if slug not in choices and slug not in ticked]:
            chip = self._chips.pop(slug)
            self._flow.removeWidget(chip)
            chip.deleteLater()
        for slug, word in choices.items():
            self._add(slug, word)

    def value(self) -> tuple[str, ...]:
        """Return the slugs that are ticked, in the order shown."""
        return tuple(slug for slug, chip in self._chips.items() if chip.isChecked())

    def show_value(self, slugs: Iterable[str]) -> None:
        """Tick these without announcing it; an unknown one gets its own chip."""
        wanted = list(slugs)
        for slug in wanted:
            self._add(slug, slug)
        for slug, chip in self._chips.items():
            chip.set_value(slug in wanted)

    def words(self) -> list[str]:
        """Return the words that are ticked."""
        return [chip.text() for chip in self._chips.values() if chip.isChecked()]

    def _add(self, slug: str, word: str) -> Chip:
        if slug not in self._chips:
            chip = Chip(self._look, slug, word, self)
            chip.ticked.connect(lambda _slug, _ticked: self.edited.emit())
            for tail in (self._more, self._line):
                self._flow.removeWidget(tail)
            for widget in (chip, self._more, self._line):
                self._flow.addWidget(widget)
            chip.show()
            self._chips[slug] = chip
        return self._chips[slug]

    def _ask(self) -> None:
        self._more.hide()
        self._line.clear()
        self._line.show()
        self._line.setFocus()

    def _add_own(self, word: str) -> None:
        self._line.hide()
        self._more.show()
        self._more.setFocus()
        if word:
            self._add(word, word).set_value(True)
            self.edited.emit()


class _OwnWord(QLineEdit):
    """A short line for one word; Enter takes it, Escape does not, leaving takes it too."""

    given = Signal(str)
    """The word, empty where there is none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(150)
        self.editingFinished.connect(self._on_finished)

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the page, which would be left by it."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._on_finished()
        else:
            super().keyPressEvent(event)

    def _on_finished(self) -> None:
        if not self.isHidden():
            self.given.emit(self.text().strip())
