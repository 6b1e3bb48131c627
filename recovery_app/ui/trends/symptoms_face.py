"""All symptoms after one session, as small charts of the same days."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.trends import headlines as words
from recovery_app.ui.trends import numbers
from recovery_app.ui.trends.readings import Reading
from recovery_app.ui.trends.recovery_plot import RecoveryPlot, spans
from recovery_app.ui.trends.saved import Saved
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.labels import caption, muted, strong
from recovery_app.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import RecoveryChart

HEIGHT = 168
WIDE = (620, 1240)
"""From these widths on two and three charts stand side by side."""


class SymptomCard(Card):
    """One symptom: name, when it was clear, and its chart."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.plot = RecoveryPlot(look)
        self.plot.setMinimumSize(240, HEIGHT)
        self.plot.setFixedHeight(HEIGHT)
        self._name, self._said = strong(), caption()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._name)
        head.addWidget(self._said, 1)
        self.body.setContentsMargins(14, 10, 14, 10)
        self.body.setSpacing(4)
        self.body.addLayout(head)
        self.body.addWidget(self.plot)

    def show_chart(self, chart: "RecoveryChart", days: float, *, running: bool) -> None:
        """Draw the current session alone, its range and what is often described."""
        self._name.setText(self.tr(chart.symptom.name))
        self._said.setText(words.in_short(chart, running=running))
        self.plot.setAccessibleName(words.in_a_sentence(chart, running=running))
        self.plot.show_chart(chart, chart.curves[-1:], days)


class SymptomsFace(QWidget):
    """Small charts of whatever was rated; what was not is named below them."""

    day_wanted = Signal(object)
    """A date to open."""
    plot_made = Signal(object)
    """A small chart was made: a `Plot`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._reading: Reading | None = None
        self._columns = 0
        self.cards: list[SymptomCard] = []
        self._title, self._unrated = strong(), muted()
        self._charts = QWidget()
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        column = QVBoxLayout(self._charts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addLayout(self._grid)
        column.addWidget(self._unrated)
        inside = QWidget()
        room = QVBoxLayout(inside)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self._charts)
        room.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside, self.tr("Charts")))

    def show_reading(self, reading: Reading) -> None:
        """Show the symptoms that were rated after the session."""
        self._reading = reading
        rated = [one for one in reading.small if one.curves and one.curves[-1].points]
        self._title.setText(words.session_of(reading.recovery))
        self._make(len(rated))
        days = max((spans(one.curves[-1:], one.symptom)[0] for one in rated), default=10.0)
        for card, chart in zip(self.cards, rated, strict=True):
            card.show_chart(chart, days, running=reading.running)
        wide = max((card.plot.left_width for card in self.cards), default=0.0)
        for card in self.cards:
            card.plot.widen_left(wide)
        self._unrated.setText(self._missing(reading))
        self._unrated.setVisible(bool(self._unrated.text()))
        self._columns = 0
        self._arrange()

    def saved(self) -> Saved | None:
        """Return what is saved of it."""
        if self._reading is None or not self.cards:
            return None
        number = self._reading.recovery.curves[-1].recovery.numbered.number
        written = partial(numbers.symptoms, self._reading.small)
        return Saved(self.tr("symptoms") + f"-{number}", self._charts, written)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _make(self, count: int) -> None:
        while len(self.cards) < count:
            card = SymptomCard(self._look)
            self.plot_made.emit(card.plot)
            self.cards.append(card)
        for spare in self.cards[count:]:
            spare.hide()
            spare.deleteLater()
        del self.cards[count:]

    def _missing(self, reading: Reading) -> str:
        names = [
            self.tr(one.symptom.name)
            for one in reading.small
            if not (one.curves and one.curves[-1].points)
        ]
        if not names:
            return ""
        return self.tr("Not rated after this session: {names}.").format(names=", ".join(names))

    def _arrange(self) -> None:
        columns = 1 + sum(self.width() >= wide for wide in WIDE)
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for at in range(3):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
