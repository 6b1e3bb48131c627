"""The cards of small charts that share their days: one mechanism for concerns and spots."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from recovery_app.ui.theme import Look
from recovery_app.ui.trends.plot import Plot
from recovery_app.ui.trends.time_range import SharedTime
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.labels import caption, muted, strong

TWO_COLUMNS = 900
"""From this width on two charts stand side by side."""

PlotT = TypeVar("PlotT", bound=Plot)


class ChartCard(Card, Generic[PlotT]):
    """What a chart is of, what became of it in one line, the chart, and what that rests on."""

    def __init__(self, look: Look, plot: PlotT) -> None:
        super().__init__(look)
        self.plot = plot
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

    def say(self, name: str, verdict: str, basis: str) -> None:
        """Show the words round the chart."""
        self._name.setText(name)
        self._verdict.setText(verdict)
        self._basis.setText(basis)


class ChartCards(Generic[PlotT]):
    """As many cards as there is something to draw, in one or two columns.

    Args:
        look: of the cards.
        make: makes another chart.
        made: hears of each that was made.
        time: what their axes share.
        heights: least and greatest height of a chart.
        head: pixels that all charts leave for what stands above them.
        around: pixels that a card takes for its words.
    """

    def __init__(
        self,
        look: Look,
        make: Callable[[], PlotT],
        made: Callable[[Plot], object],
        time: SharedTime,
        *,
        heights: tuple[int, int],
        head: int,
        around: int,
    ) -> None:
        self._look, self._new, self._made, self._time = look, make, made, time
        self._heights, self._head, self._around = heights, head, around
        self._columns = 0
        """0 until they are laid out."""
        self.every: list[ChartCard[PlotT]] = []
        self.grid = QGridLayout()
        """Where they stand, from the second row on: what stands above each column has the first."""
        self.grid.setSpacing(16)

    def make(self, count: int) -> None:
        """Have so many cards; they are laid out anew."""
        while len(self.every) < count:
            card = ChartCard(self._look, self._new())
            self._made(card.plot)
            self._time.join(card.plot)
            self.every.append(card)
        for spare in self.every[count:]:
            self._time.leave(spare.plot)
            spare.hide()
            spare.deleteLater()
        del self.every[count:]
        self._columns = 0

    def columns(self, width: int) -> int:
        """Return in how many columns they stand in a window so wide."""
        return 2 if width >= TWO_COLUMNS and len(self.every) > 1 else 1

    def arrange(self, width: int, height: int) -> None:
        """Use two columns where there is room, and the height that there is."""
        columns = self.columns(width)
        rows = max(-(-len(self.every) // columns), 1)
        room = (height - self._head) // rows - self._around
        least, most = self._heights
        for card in self.every:
            card.plot.setFixedHeight(min(max(room, least), most))
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.every):
            self.grid.addWidget(card, 1 + place // columns, place % columns)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1 if columns == 2 else 0)
