"""The form of one entry: rows to rate, chips to tick, a note."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from recovery_app.domain.entries import Entry, EntryChange
from recovery_app.domain.naming import within_sentence
from recovery_app.domain.symptoms import Sort, Symptom
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.chip import Chip, MoreChip
from recovery_app.ui.widgets.felt_row import FeltRow
from recovery_app.ui.widgets.flow_layout import FlowLayout
from recovery_app.ui.widgets.labels import caption, section
from recovery_app.ui.widgets.seen_row import SeenRow

_CHIP_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Backtab: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Tab: 1,
}
NOTE_PAUSE_MS = 900
"""A note is saved when the person pauses for this long, or leaves the field."""


class EntryForm(QWidget):
    """Shows an entry and announces each change the moment it is made; it saves nothing itself."""

    changed = Signal(object, str)
    """An `EntryChange` and what to call it."""

    all_wanted = Signal()
    """The person asks for every symptom."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._symptoms: tuple[Symptom, ...] = ()
        self._rows: dict[str, SeenRow | FeltRow] = {}
        self._chips: dict[str, Chip] = {}
        self._more: Chip | None = None
        self.note = NoteField(self.tr("A note for this moment"))
        self.note.paused.connect(self._on_note)
        self._seen, self._felt = _column(), _column()
        self._ticks = FlowLayout(spacing=8)
        self._felt_heading = QWidget()
        self._lay_out()

    def show_symptoms(self, symptoms: Sequence[Symptom], *, all_shown: bool) -> None:
        """Show these symptoms' rows and chips; nothing is rebuilt when they are the same."""
        if tuple(symptoms) == self._symptoms:
            return
        held = self._held()
        self._symptoms = tuple(symptoms)
        self._clear()
        for symptom in symptoms:
            if symptom.sort is Sort.TICK:
                self._add_chip(symptom)
            else:
                self._add_row(symptom)
        if not all_shown:
            more = MoreChip(self._look, self.tr("Show all"))
            more.clicked.connect(self.all_wanted)
            more.installEventFilter(self)
            self._ticks.addWidget(more)
            self._more = more
        self._felt_heading.setVisible(any(one.sort is Sort.FELT for one in symptoms))
        self._show_stops()
        if held is not None:
            # The rows are new ones, but the keyboard belongs where it was.
            again = self._rows.get(held) or self._chips.get(held)
            (again or self._stops()[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_entry(self, entry: Entry | None) -> None:
        """Show an entry's values, or nothing rated where there is none yet."""
        for slug, row in self._rows.items():
            row.set_value(None if entry is None else entry.ratings.get(slug))
        for slug, chip in self._chips.items():
            chip.set_value(entry is not None and slug in entry.ticks)
        self.note.show_text("" if entry is None else entry.note)

    def focus_first(self) -> None:
        """Put the keyboard on the first row."""
        rows = list(self._rows.values())
        if rows:
            rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(section(self.tr("What you see")))
        column.addSpacing(6)
        column.addLayout(self._seen)
        heading = QHBoxLayout(self._felt_heading)
        heading.setContentsMargins(0, 16, 0, 4)
        heading.addWidget(section(self.tr("What you feel")))
        heading.addSpacing(6)
        heading.addWidget(caption(self.tr("0 nothing – 10 worst imaginable")))
        heading.addStretch(1)
        column.addWidget(self._felt_heading)
        column.addLayout(self._felt)
        column.addSpacing(16)
        column.addWidget(section(self.tr("Also")))
        column.addSpacing(8)
        column.addLayout(self._ticks)
        column.addSpacing(20)
        column.addWidget(self.note)

    def _add_row(self, symptom: Symptom) -> None:
        make = SeenRow if symptom.sort is Sort.SEEN else FeltRow
        row = make(self._look, symptom.slug, self.tr(symptom.name))
        row.rated.connect(self._on_rated)
        row.neighbour_wanted.connect(partial(self._go, symptom.slug))
        (self._seen if symptom.sort is Sort.SEEN else self._felt).addWidget(row)
        self._rows[symptom.slug] = row

    def _add_chip(self, symptom: Symptom) -> None:
        chip = Chip(self._look, symptom.slug, self.tr(within_sentence(symptom)))
        chip.ticked.connect(self._on_ticked)
        chip.installEventFilter(self)
        self._ticks.addWidget(chip)
        self._chips[symptom.slug] = chip

    def _clear(self) -> None:
        for layout in (self._seen, self._felt, self._ticks):
            while (item := layout.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    # Out of the form at once: whoever looks for a row is not to find an old one.
                    widget.setParent(None)
                    widget.deleteLater()
        self._rows.clear()
        self._chips.clear()
        self._more = None

    def _name_of(self, slug: str) -> str:
        return next(self.tr(one.name) for one in self._symptoms if one.slug == slug)

    def _on_rated(self, slug: str, value: int | None) -> None:
        self.changed.emit(EntryChange(ratings={slug: value}), self._name_of(slug))

    def _on_ticked(self, slug: str, ticked: bool) -> None:
        self.changed.emit(EntryChange(ticks={slug: ticked}), self._name_of(slug))

    def _on_note(self, text: str) -> None:
        self.changed.emit(EntryChange(note=text), self.tr("Note"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Left and Right lead from chip to chip, Up, Down and Tab past all of them."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if key in _CHIP_STEPS and not held:
                self._go_from_chip(watched, key)
                return True
        return super().eventFilter(watched, event)

    def _go(self, slug: str, step: int) -> None:
        """Move the keyboard to the row above or below, from the last one on to the chips."""
        stops = self._stops()
        self._focus(stops, stops.index(self._rows[slug]) + step)

    def _go_from_chip(self, chip: QObject, key: Qt.Key) -> None:
        stops = self._stops()
        places = [at for at, one in enumerate(stops) if isinstance(one, Chip)]
        here = next(at for at, one in enumerate(stops) if one is chip)
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
            here = places[-1]
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            here = places[0]
        self._focus(stops, here + _CHIP_STEPS[key])

    def _focus(self, stops: list[QWidget], place: int) -> None:
        stops[max(0, min(place, len(stops) - 1))].setFocus(Qt.FocusReason.TabFocusReason)

    def _stops(self) -> list[QWidget]:
        """Return what the keyboard visits, from the first row to the note."""
        more = [] if self._more is None else [self._more]
        return [*self._in_order(), *self._chips.values(), *more, self.note]

    def _held(self) -> str | None:
        """Return the slug of the row or chip that has the keyboard, None where no such has it."""
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now) or now is self.note:
            return None
        for slug, part in {**self._rows, **self._chips}.items():
            if part is now or part.isAncestorOf(now):
                return slug
        return ""

    def _show_stops(self) -> None:
        # A layout shows its parts only when the event loop is reached; the keyboard cannot wait.
        if self.isVisible():
            for part in self._stops():
                part.show()

    def _in_order(self) -> Iterable[QWidget]:
        for sort in (Sort.SEEN, Sort.FELT):
            yield from (self._rows[one.slug] for one in self._symptoms if one.sort is sort)


class NoteField(QPlainTextEdit):
    """Free words; announces them when the person pauses or leaves the field."""

    paused = Signal(str)
    """The text as it stands, once it differs from what was shown."""

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._pause = QTimer(self, interval=NOTE_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.finish)
        self.textChanged.connect(self._pause.start)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setTabChangesFocus(True)
        self.setFixedHeight(64)

    @property
    def unsaved(self) -> bool:
        """Whether words were typed that have not been announced yet."""
        return self.toPlainText() != self._shown

    def show_text(self, text: str) -> None:
        """Show a note without announcing it; words just typed are never overwritten."""
        if self.unsaved and self.hasFocus():
            return
        self._shown = text
        if text != self.toPlainText():
            self.setPlainText(text)
        self._pause.stop()

    def finish(self) -> None:
        """Announce the text now, if it was changed."""
        self._pause.stop()
        if self.unsaved:
            self._shown = self.toPlainText()
            self.paused.emit(self._shown)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Announce the text when the person goes elsewhere."""
        super().focusOutEvent(event)
        self.finish()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl with an arrow to the page, which changes the day by it, while there is no text."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            turns = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if turns and held and not self.toPlainText():
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Likewise where no shortcut took it."""
        turns = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if (
            turns
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            and not self.toPlainText()
        ):
            event.ignore()
            return
        super().keyPressEvent(event)


def _column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
