"""The narrow rail that leads from page to page."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QVBoxLayout, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton
from recovery_app.ui.widgets.hide_button import HideButton
from recovery_app.ui.widgets.labels import caption
from recovery_app.ui.widgets.rail_sign import paint_sign
from recovery_app.ui.widgets.shapes import fill, painter_of, words

WIDTH = 92
PLACE = 62
ICON = 24
SIGN = 18


class Place(NamedTuple):
    """A page in the rail: its key, its word and its icon."""

    key: str
    word: str
    icon: str


class Rail(QWidget):
    """Icon and word of every page, one chosen; the last one stands at the bottom.

    Above that the rail says whose library this is and when it was backed up. It is one stop of
    the Tab key; the arrow keys move.

    Args:
        look: colours and icons.
        places: the pages from the top; the last one (settings) goes to the bottom.
    """

    chosen = Signal(str)
    """The person chose a page (its key)."""
    lock_wanted = Signal()
    """The person wants the library locked at once."""
    hide_wanted = Signal()
    """The person wants all photos hidden, or shown again."""

    def __init__(self, look: Look, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._buttons: dict[str, _PlaceButton] = {}
        self._library, self._state = _status_label("caption_strong"), _status_label("small")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 9, 12)
        column.setSpacing(4)
        for place in places[:-1]:
            column.addWidget(self._add(place))
        column.addStretch(1)
        column.addWidget(self._library)
        self._sign = _Sign(look)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._state)
        self._lock = IconButton(look, "lock", self.tr("Lock (Ctrl+L)"), size=36)
        self._lock.clicked.connect(self.lock_wanted)
        self._lock.hide()
        column.addWidget(self._lock, 0, Qt.AlignmentFlag.AlignHCenter)
        hide = HideButton(look)
        hide.clicked.connect(self.hide_wanted)
        column.addWidget(hide)
        column.addSpacing(8)
        column.addWidget(self._add(places[-1]))
        self.set_current(places[0].key)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("Pages"))

    def set_current(self, key: str) -> None:
        """Show which page is open, without announcing it."""
        button = self._buttons[key]
        blocked = button.blockSignals(True)
        button.setChecked(True)
        button.blockSignals(blocked)

    def set_status(self, library: str, state: str, caution: str = "") -> None:
        """Say whose library is open and, in a few words, when it was backed up.

        Args:
            library: its name.
            state: a few words about its backups.
            caution: a sentence about what is not well with them, shown under the pointer.
        """
        metrics = QFontMetrics(self._look.font("caption_strong"))
        room = WIDTH - 18
        self._library.setText(metrics.elidedText(library, Qt.TextElideMode.ElideRight, room))
        self._library.setToolTip(library)
        self._library.setAccessibleName(library)
        self._state.setText(state)
        self._state.setToolTip(caution)
        self._state.setAccessibleDescription(caution)
        self._sign.setVisible(bool(caution))

    def offer_lock(self, *, offered: bool) -> None:
        """Show that the library has a lock, which a click closes."""
        self._lock.setVisible(offered)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the raised ground and the hairline towards the page."""
        theme = self._look.theme
        painter = painter_of(self)
        fill(painter, self.rect(), theme.raised)
        fill(painter, QRect(self.width() - 1, 0, 1, self.height()), theme.line)

    def _add(self, place: Place) -> "_PlaceButton":
        button = _PlaceButton(self._look, place, self)
        button.toggled.connect(partial(self._on_toggled, place.key))
        self._buttons[place.key] = button
        return button

    def _on_toggled(self, key: str, chosen: bool) -> None:
        if chosen:
            self.chosen.emit(key)


class _Sign(QWidget):
    """A warning that stands over the words about the backups."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(SIGN, SIGN)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        sign = self._look.pixmap("warning", "caution", SIGN, self.devicePixelRatioF())
        painter_of(self).drawPixmap(0, 0, sign)


def _status_label(kind: str) -> QLabel:
    label = caption()
    label.setProperty("kind", kind)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setWordWrap(kind == "small")
    return label


class _PlaceButton(QAbstractButton):
    """One page of the rail."""

    def __init__(self, look: Look, place: Place, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._place = look, place
        self.setText(place.word)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(PLACE)

    def sizeHint(self) -> QSize:
        """Fill the rail."""
        return QSize(WIDTH - 17, PLACE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon over word, on the soft accent when chosen."""
        painter = painter_of(self)
        role = paint_sign(painter, self, self._look, self._place.icon, ICON, top=9)
        painter.setFont(self._look.font("caption_strong" if self.isChecked() else "caption"))
        painter.setPen(self._look.theme.role(role))
        words(painter, QRect(2, 36, self.width() - 4, 18), self._place.word)
