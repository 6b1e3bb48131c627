"""What a key press means to a row: the same for every row and every keyboard layout."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_PLAIN = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


def is_plain(event: QKeyEvent) -> bool:
    """Tell whether no Ctrl, Alt or Meta is held: those belong to the page's shortcuts."""
    return not event.modifiers() & ~_PLAIN


def digit_of(event: QKeyEvent) -> int | None:
    """Give the typed digit; by what was typed, since French keyboards shift their digits."""
    text = event.text()
    return int(text) if len(text) == 1 and text in "0123456789" else None


def neighbour_of(event: QKeyEvent) -> int:
    """Give −1 for the row above, 1 for the one below, 0 where the key asks for neither."""
    return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)


def is_clear(event: QKeyEvent) -> bool:
    """Tell whether the key takes a rating back."""
    return event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
