"""Spots: one small chart for each drawn spot against the skin beside it, on one time axis."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from recovery_app.domain.moments import today
from recovery_app.domain.sessions import Numbered
from recovery_app.services.library import Library
from recovery_app.ui.theme import Look
from recovery_app.ui.trends import legend, saving
from recovery_app.ui.trends import spot_words as words
from recovery_app.ui.trends.legend import Key, Legend
from recovery_app.ui.trends.saved import Saved
from recovery_app.ui.trends.spot_plot import SpotPlot
from recovery_app.ui.trends.spot_words import Measure
from recovery_app.ui.trends.time_range import RangeChoice, SharedTime
from recovery_app.ui.trends.waiting import waiting
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.flow_layout import FlowLayout
from recovery_app.ui.widgets.labels import caption, muted, strong
from recovery_app.ui.widgets.scrolled import scrolled
from recovery_app.ui.widgets.segmented import Segmented

if TYPE_CHECKING:  # it loads the database: that is done on a lane
    from recovery_app.services.redness_lines import DrawnSpot

TWO_COLUMNS = 900
"""From this width on two charts stand side by side."""
HEIGHTS = (190, 300)
"""Least and greatest height of a chart."""
HEAD, AROUND = 150, 110
"""Pixels that all charts leave for what stands above them, and a card for its words."""


@dataclass(frozen=True, slots=True)
class SpotsReading:
    """What the face shows.

    Attributes:
        spots: every drawn spot with its lines.
        sessions: all of them, first to last.
    """

    spots: "tuple[DrawnSpot, ...]"
    sessions: tuple[Numbered, ...]


def read(library: Library) -> SpotsReading:
    """Read what the face shows; off the GUI thread."""
    return SpotsReading(tuple(library.redness.spots()), tuple(library.sessions.every()))


class SpotCard(Card):
    """A spot, what became of it in one line, and its chart."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.plot = SpotPlot(look)
        self._name, self._verdict, self._basis = strong(), muted(), caption()
        self._basis.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._name)
        head.addWidget(self._verdict, 1)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(4)
        self.body.addLayout(head)
        self.body.addWidget(self.plot)
        self.body.addWidget(self._basis)
        self.body.addStretch(1)

    def show_spot(
        self,
        spot: "DrawnSpot",
        measure: Measure,
        sessions: tuple[Numbered, ...],
        span: tuple[float, float],
        role: str,
    ) -> None:
        """Show a spot in the colour of a role."""
        self._name.setText(words.name_of(spot))
        self._verdict.setText(words.verdict(spot.series, measure))
        self._basis.setText(words.basis(spot, measure))
        self.plot.show_spot(spot, measure, sessions, span, role)


class SpotsView(QWidget):
    """Which number and how many months above, then the charts in one or two columns."""

    day_wanted = Signal(object)
    """A date to open."""
    regions_wanted = Signal(str)
    """The person wants to draw a spot."""
    plot_made = Signal(object)
    """A chart of another spot was made: a `Plot`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._columns = 0
        self._read: SpotsReading | None = None
        self.cards: list[SpotCard] = []
        self.measures = Segmented(
            look,
            self.tr("What is measured"),
            [
                (Measure.DIFFERENCE.value, self.tr("Difference (ΔE₀₀)")),
                (Measure.LIGHTNESS.value, self.tr("Lightness (ΔL*)")),
            ],
        )
        self.time, self.range = SharedTime(self), RangeChoice(look)
        self.charts, self._grid = QWidget(), QGridLayout()
        self._said = muted()
        self._said.setWordWrap(True)
        self.legend = Legend()
        self.empty = EmptyState(
            look,
            "photos",
            self.tr(
                "No spot is drawn yet. Draw closely round a brown spot once, and every photo of "
                "that pose says how much it differs from the skin beside it."
            ),
            self.tr("Draw a spot"),
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self.empty.acted.connect(lambda: self.regions_wanted.emit(""))
        self.range.chosen.connect(self.time.show)
        self.measures.chosen.connect(lambda _key: self._show_cards())

    @property
    def measure(self) -> Measure:
        """Which number is drawn."""
        return Measure(self.measures.current)

    @property
    def saved(self) -> Saved | None:
        """What is saved of it; None where nothing is drawn."""
        if self._read is None or not self._read.spots:
            return None
        return Saved(self.tr("spots"), self.charts, partial(saving.spots_csv, self._read.spots))

    def show_read(self, read: SpotsReading) -> None:
        """Draw every spot, or say how to come to one."""
        anew = self._read is None or not self._read.spots
        self._read = read
        self._stack.setCurrentIndex(1)
        if not read.spots:
            self._stack.setCurrentWidget(self.empty)
            return
        self._make(len(read.spots))
        self._bound(read)
        self._show_cards()
        if anew:
            self.time.show(self.range.current)
        self._columns = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use two columns where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _show_cards(self) -> None:
        read = self._read
        if read is None or not self.cards:
            return
        span = (self.time.first, self.time.last)
        (left, right), _ = self.cards[0].plot.view.viewRange()
        for place, (card, spot) in enumerate(zip(self.cards, read.spots, strict=True)):
            role = f"series_{place % 6 + 1}"
            card.show_spot(spot, self.measure, read.sessions, span, role)
        wide = max(card.plot.left_width for card in self.cards)
        for card in self.cards:
            card.plot.widen_left(wide)
        self.time.show_between(left, right)
        self._said.setText(words.said_of(self.measure))
        self.legend.show_keys(self._keys(read))

    def _keys(self, read: SpotsReading) -> list[Key]:
        look = self._look
        keys = [
            Key(look, self.tr("a photo with its 95 % range"), legend.measured),
            Key(look, self.tr("soon after a session, not counted"), legend.not_counted),
            Key(look, self.tr("session"), legend.session),
        ]
        if any(spot.series.without for spot in read.spots):
            keys.append(Key(look, self.tr("no number from this photo"), legend.cross))
        if any(line.broken_by for spot in read.spots for line in spot.series.lines):
            keys.append(Key(look, self.tr("a line begins anew"), legend.broken))
        return keys

    def _bound(self, read: SpotsReading) -> None:
        days = [one.session.date for one in read.sessions]
        for spot in read.spots:
            days += [one.at.date() for line in spot.series.lines for one in line.points]
            days += [one.at.date() for one in spot.series.without]
        self.time.bound(min(days, default=today()), max(days, default=today()))

    def _make(self, count: int) -> None:
        while len(self.cards) < count:
            card = SpotCard(self._look)
            self.plot_made.emit(card.plot)
            self.time.join(card.plot)
            self.cards.append(card)
        for spare in self.cards[count:]:
            self.time.leave(spare.plot)
            spare.hide()
            spare.deleteLater()
        del self.cards[count:]

    def _lay_out(self) -> None:
        choices = FlowLayout(spacing=10)
        for choice in (self.measures, self.range):
            choices.addWidget(choice)
        self._grid.setSpacing(16)
        column = QVBoxLayout(self.charts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._said)
        column.addWidget(self.legend)
        column.addLayout(self._grid)
        inside = QWidget()
        room = QVBoxLayout(inside)
        room.setContentsMargins(0, 0, 0, 0)
        room.setSpacing(12)
        room.addLayout(choices)
        room.addWidget(self.charts)
        room.addStretch(1)
        self._stack.addWidget(waiting())
        self._stack.addWidget(scrolled(inside))
        self._stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _arrange(self) -> None:
        columns = 2 if self.width() >= TWO_COLUMNS and len(self.cards) > 1 else 1
        rows = max(-(-len(self.cards) // columns), 1)
        room = (self.height() - HEAD) // rows - AROUND
        for card in self.cards:
            card.plot.setFixedHeight(min(max(room, HEIGHTS[0]), HEIGHTS[1]))
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)
