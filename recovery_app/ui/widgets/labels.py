"""Words of one kind each; how a kind looks stands in the style sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def title(text: str = "") -> QLabel:
    """Make the title of a page."""
    return _label(text, "title")


def heading(text: str = "") -> QLabel:
    """Make the heading of a card or the value it tells."""
    return _label(text, "heading")


def section(text: str = "") -> QLabel:
    """Make the quiet heading above a group of rows."""
    return _label(text, "section")


def strong(text: str = "") -> QLabel:
    """Make ordinary words that weigh more."""
    return _label(text, "strong")


def muted(text: str = "") -> QLabel:
    """Make quiet words that may run over several lines."""
    label = _label(text, "muted")
    label.setWordWrap(True)
    return label


def plain(text: str) -> QLabel:
    """Make ordinary words, which may be her own."""
    return _label(text, "body")


def caption(text: str = "") -> QLabel:
    """Make the small words under or beside something."""
    return _label(text, "caption")


def hint(text: str = "") -> QLabel:
    """Make small words that say what a click does: of no use where nothing can be clicked."""
    label = caption(text)
    label.setProperty("hint", True)
    return label


def is_hint(label: QLabel) -> bool:
    """Whether the words are of no use on paper or in a saved picture."""
    return bool(label.property("hint"))


def _label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("kind", kind)
    # The person's own words may hold “<b>”: they are words, not orders.
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
