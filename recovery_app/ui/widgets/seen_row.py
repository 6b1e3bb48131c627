"""A row that rates what one sees: five joined words, one click, one key."""

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGroupBox, QWidget

from recovery_app.domain.symptoms import SEEN_STEPS
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.joined_button import HEIGHT, JoinedButton
from recovery_app.ui.widgets.keys import digit_of, is_clear, is_plain, neighbour_of
from recovery_app.ui.widgets.shapes import painter_of, words

ROW = 42
"""Height of a row."""

LABEL = 110
"""Width of the names before the scales."""


class SeenRow(QGroupBox):
    """A symptom's name and the steps none … severe; not rated is no step at all.

    The row is one stop of the Tab key. Digits rate, Left and Right move the choice, Backspace and
    a second click on the chosen step take it back. Screen readers find a group of five buttons,
    called for instance “Redness: 2 moderate”.

    Args:
        look: colours and fonts.
        slug: the symptom, given back with `rated`.
        name: the symptom's words.
    """

    rated = Signal(str, object)
    """The person rated (slug, 0–4) or took the rating back (slug, None)."""

    neighbour_wanted = Signal(int)
    """Up (−1) or Down (1) was pressed."""

    def __init__(self, look: Look, slug: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slug = slug
        self._look, self._name = look, name
        self._value: int | None = None
        self._least = 0
        self._steps = [self._make_step(step, word) for step, word in enumerate(SEEN_STEPS)]
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.tr("not rated"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(ROW)

    @property
    def value(self) -> int | None:
        """The rating shown, None for not rated."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show a rating without announcing it."""
        if value == self._value:
            return
        self._value = value
        for step, button in enumerate(self._steps):
            button.show_chosen(step == value)
        said = self.tr("not rated") if value is None else self.tr(SEEN_STEPS[value])
        self.setAccessibleDescription(said)

    def sizeHint(self) -> QSize:
        """Ask for comfortable steps."""
        return QSize(LABEL + 5 * 104, ROW)

    def minimumSizeHint(self) -> QSize:
        """Ask for as much as the longest word needs."""
        if not self._least:
            widest = max(button.sizeHint().width() for button in self._steps)
            self._least = LABEL + 5 * (widest - 16)
        return QSize(self._least, ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rate by digit, move the choice, take it back, or ask for the next row."""
        digit = digit_of(event)
        if not is_plain(event):
            event.ignore()
        elif digit is not None and digit < len(SEEN_STEPS):
            self._rate(digit)
        elif is_clear(event):
            self._rate(None)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(1 if event.key() == Qt.Key.Key_Right else -1)
        elif neighbour_of(event):
            self.neighbour_wanted.emit(neighbour_of(event))
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self._show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self._show_focus(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the steps, to the pixel."""
        super().resizeEvent(event)
        strip = QRect(LABEL, (ROW - HEIGHT) // 2, self.width() - LABEL, HEIGHT)
        edges = [strip.left() + round(strip.width() * part / 5) for part in range(6)]
        for button, left, right in zip(self._steps, edges, edges[1:], strict=False):
            button.place(QRect(left, strip.top(), right - left, HEIGHT), strip)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write the name."""
        painter = painter_of(self)
        painter.setFont(self._look.font("body"))
        painter.setPen(self._look.theme.ink)
        words(painter, QRect(0, 0, LABEL - 12, ROW), self._name, Qt.AlignmentFlag.AlignLeft)

    def _make_step(self, step: int, word: str) -> JoinedButton:
        button = JoinedButton(self._look, self.tr(word), self, strong=True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(f"{self._name}: {step} {self.tr(word)}")
        button.toggled.connect(partial(self._on_toggled, step))
        return button

    def _on_toggled(self, step: int, chosen: bool) -> None:
        self._rate(step if chosen else None)

    def _move(self, by: int) -> None:
        if self._value is not None:
            self._rate(min(max(self._value + by, 0), len(SEEN_STEPS) - 1))
        elif by > 0:
            self._rate(0)

    def _rate(self, value: int | None) -> None:
        if value == self._value:
            return
        self.set_value(value)
        self.rated.emit(self.slug, value)

    def _show_focus(self, focused: bool) -> None:
        for button in self._steps:
            button.show_strip_focus(focused)
