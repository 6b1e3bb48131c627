"""Spots: one small chart for each drawn spot against the skin beside it, on one time axis."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from recovery_app.domain.moments import today
from recovery_app.domain.sessions import Numbered
from recovery_app.services.library import Library
from recovery_app.ui.theme import Look
from recovery_app.ui.trends import legend, numbers
from recovery_app.ui.trends import spot_words as words
from recovery_app.ui.trends.chart_cards import ChartCard, ChartCards
from recovery_app.ui.trends.legend import Key, Legend
from recovery_app.ui.trends.saved import Saved
from recovery_app.ui.trends.spot_plot import SpotPlot
from recovery_app.ui.trends.spot_words import Measure
from recovery_app.ui.trends.time_range import RangeChoice, SharedTime
from recovery_app.ui.trends.waiting import waiting
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.flow_layout import FlowLayout
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.scrolled import scrolled
from recovery_app.ui.widgets.segmented import Segmented

if TYPE_CHECKING:  # it loads the database: that is done on a lane
    from recovery_app.services.redness_lines import DrawnSpot

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
        self._read: SpotsReading | None = None
        self.measures = Segmented(
            look,
            self.tr("What is measured"),
            [
                (Measure.DIFFERENCE.value, self.tr("Difference (ΔE₀₀)")),
                (Measure.LIGHTNESS.value, self.tr("Lightness (ΔL*)")),
            ],
        )
        self.time, self.range = SharedTime(self), RangeChoice(look)
        self._cards = ChartCards(
            look,
            lambda: SpotPlot(look),
            self.plot_made.emit,
            self.time,
            heights=HEIGHTS,
            head=HEAD,
            around=AROUND,
        )
        self.charts = QWidget()
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
    def cards(self) -> list[ChartCard[SpotPlot]]:
        """One for each spot that is drawn."""
        return self._cards.every

    @property
    def saved(self) -> Saved | None:
        """What is saved of it; None where nothing is drawn."""
        if self._read is None or not self._read.spots:
            return None
        return Saved(self.tr("spots"), self.charts, partial(numbers.spots, self._read.spots))

    def show_read(self, read: SpotsReading) -> None:
        """Draw every spot, or say how to come to one."""
        anew = self._read is None or not self._read.spots
        self._read = read
        self._stack.setCurrentIndex(1)
        if not read.spots:
            self._stack.setCurrentWidget(self.empty)
            return
        self._cards.make(len(read.spots))
        self._bound(read)
        self._show_cards()
        if anew:
            self.time.show(self.range.current)
        self._cards.arrange(self.width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use two columns where there is room."""
        super().resizeEvent(event)
        self._cards.arrange(self.width(), self.height())

    def _show_cards(self) -> None:
        read = self._read
        if read is None or not self.cards:
            return
        span = (self.time.first, self.time.last)
        (left, right), _ = self.cards[0].plot.view.viewRange()
        for place, (card, spot) in enumerate(zip(self.cards, read.spots, strict=True)):
            role = f"series_{place % 6 + 1}"
            verdict = words.verdict(spot.series, self.measure)
            card.say(words.name_of(spot), verdict, words.basis(spot, self.measure))
            card.plot.show_spot(spot, self.measure, read.sessions, span, role)
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

    def _lay_out(self) -> None:
        choices = FlowLayout(spacing=10)
        for choice in (self.measures, self.range):
            choices.addWidget(choice)
        column = QVBoxLayout(self.charts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._said)
        column.addWidget(self.legend)
        column.addLayout(self._cards.grid)
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
