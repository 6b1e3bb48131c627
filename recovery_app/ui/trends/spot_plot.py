"""One drawn spot over the calendar; the charts of all spots share one time axis."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from math import ceil, floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QWidget

from recovery_app.domain.sessions import Numbered
from recovery_app.domain.timeline import place_of, session_place
from recovery_app.ui.theme import Look
from recovery_app.ui.trends import progress_words
from recovery_app.ui.trends import spot_words as words
from recovery_app.ui.trends.axes import Levels, Months
from recovery_app.ui.trends.felt_plot import ABOVE, BELOW
from recovery_app.ui.trends.items import Grid, Item, SessionMarks
from recovery_app.ui.trends.marks import Bar, Bars, Breaks, Crosses, Dots
from recovery_app.ui.trends.measured_plot import breaks_of
from recovery_app.ui.trends.plot import Plot
from recovery_app.ui.trends.spot_words import Measure
from recovery_app.ui.trends.spots import Spot

if TYPE_CHECKING:  # they load numpy and the database: that is done on a lane
    from recovery_app.domain.spot_series import SpotSeries
    from recovery_app.services.redness_lines import DrawnSpot

Dot = tuple[QPointF, Bar]
"""A point and its error."""
LEAST = {Measure.DIFFERENCE: (0, 8), Measure.LIGHTNESS: (-8, 2)}
"""What is in view at least, so that small differences do not look large."""
MOST_LEVELS = 6
"""So many hairlines at the most; then they stand for wider steps."""


class SpotPlot(Plot):
    """Draws a `DrawnSpot`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setMinimumSize(320, 150)

    def show_spot(
        self,
        spot: "DrawnSpot",
        measure: Measure,
        sessions: Sequence[Numbered],
        span: tuple[float, float],
        role: str,
    ) -> None:
        """Draw one of a spot's numbers, its errors, its breaks and the photos without a number."""
        series = spot.series
        first, last = span
        low, high, step = limits(series, measure)
        extent = QRectF(first - 10, low - 15, last - first + 20, high - low + 40)
        levels = [(float(at), _level(at, measure)) for at in range(low, high + 1, step)]
        marks = [(session_place(one.session), one.number) for one in sessions]
        items: list[Item] = [
            Grid(self.look, extent, [level for level, _ in levels], first),
            SessionMarks(self.look, extent, marks, high, low),
            Breaks(self.look, extent, breaks_of(series.lines), high),
            Crosses(self.look, extent, [place_of(one.at) for one in series.without], low),
        ]
        counted, soon = drawn(series, measure)
        items += [
            Bars(self.look, extent, [bar for _, bar in soon], "line"),
            Bars(self.look, extent, [bar for _, bar in counted], role),
            Dots(self.look, extent, [spot for spot, _ in soon], role, hollow=True),
            Dots(self.look, extent, [spot for spot, _ in counted], role),
        ]
        self.show_axes(Levels(self.look, self.view, levels), Months(self.look, self.view))
        self.show_items(extent, items, self._spots(series, measure, sessions, low, high))
        self.fit_heights(low, high, above=ABOVE, below=BELOW)
        self.setAccessibleName(words.in_a_sentence(spot, measure))

    def day_at(self, x: float) -> date | None:
        """Return the date of a place on the time axis."""
        return date.fromordinal(max(int(x), 1))

    def _spots(
        self,
        series: "SpotSeries",
        measure: Measure,
        sessions: Sequence[Numbered],
        low: int,
        high: int,
    ) -> list[Spot]:
        points = [
            Spot(
                place_of(one.at),
                measure.of(one.contrast)[0],
                0,
                partial(words.point_words, series.name, one),
                one.at.date(),
                one.at,
            )
            for line in series.lines
            for one in line.points
        ]
        without = [
            Spot(
                place_of(one.at),
                low,
                1,
                partial(words.without_words, one),
                one.at.date(),
                one.at,
            )
            for one in series.without
        ]
        visits = [
            Spot(
                session_place(one.session),
                high + 0.05 * (high - low),
                2,
                partial(progress_words.session_words, one),
                one.session.date,
            )
            for one in sessions
        ]
        return [*points, *without, *visits]


def limits(series: "SpotSeries", measure: Measure) -> tuple[int, int, int]:
    """Return the lowest and highest hairline round all points and errors, and their step."""
    bars = [bar for dots in drawn(series, measure) for _, bar in dots]
    low = min([LEAST[measure][0], *(bar.low for bar in bars)])
    high = max([LEAST[measure][1], *(bar.high for bar in bars)])
    step = next(one for one in (2, 5, 10, 20, 50) if (high - low) / one <= MOST_LEVELS)
    return step * floor(low / step), step * ceil(high / step), step


def _level(at: int, measure: Measure) -> str:
    return str(at) if measure is Measure.DIFFERENCE else progress_words.signed(at)


def drawn(series: "SpotSeries", measure: Measure) -> tuple[list[Dot], list[Dot]]:
    """Return the points that count and those soon after a session, each with its error."""
    found: tuple[list[Dot], list[Dot]] = [], []
    for line in series.lines:
        for one in line.points:
            value, error = measure.of(one.contrast)
            # No two colours are nearer than not at all, whatever the error.
            low = max(value - error, 0.0) if measure is Measure.DIFFERENCE else value - error
            x = place_of(one.at)
            found[one.near_session].append((QPointF(x, value), Bar(x, low, value + error)))
    return found
