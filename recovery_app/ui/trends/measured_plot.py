"""Redness measured on photos, over the calendar: the lower of two charts on one time axis."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from math import ceil, floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from recovery_app.domain.redness_series import Basis
from recovery_app.domain.timeline import neighbours, place_of, session_place
from recovery_app.ui.theme import Look
from recovery_app.ui.trends.axes import Levels, Months
from recovery_app.ui.trends.felt_plot import ABOVE, BELOW
from recovery_app.ui.trends.items import Grid, Item, SessionMarks
from recovery_app.ui.trends.markers import Stroke
from recovery_app.ui.trends.marks import Bar, Bars, Breaks, Crosses, Ribbon
from recovery_app.ui.trends.measured_words import break_words, point_words, refused_words
from recovery_app.ui.trends.plot import Plot
from recovery_app.ui.trends.progress_words import signed
from recovery_app.ui.trends.spots import Spot
from recovery_app.ui.trends.timed import TimedLine

if TYPE_CHECKING:  # it loads the database: that is done on a lane
    from recovery_app.domain.spot_series import SpotLine
    from recovery_app.services.redness_lines import RednessLine, RednessPoint, RednessSeries
    from recovery_app.services.trends import Timeline

STROKE = Stroke("series_2", 1, 0.0, 1.6)
STEP = 5
"""Units of ΔEI from one hairline to the next."""
LEAST = (-5, 15)
"""What is in view at least, so that small differences do not look large."""


class MeasuredPlot(Plot):
    """Draws a `RednessSeries`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setMinimumSize(320, 150)

    def show_series(
        self, series: "RednessSeries", timeline: "Timeline", span: tuple[float, float]
    ) -> None:
        """Draw the lines, their errors, their breaks and the photos without a number."""
        first, last = span
        low, high = limits(series)
        extent = QRectF(first - 10, low - 15, last - first + 20, high - low + 40)
        levels = [(float(at), signed(at)) for at in range(low, high + 1, STEP)]
        marks = [(session_place(one.session), one.number) for one in timeline.sessions]
        items: list[Item] = [
            *self._ribbons(series, extent),
            Grid(self.look, extent, [level for level, _ in levels], first),
            SessionMarks(self.look, extent, marks, high, low),
            Breaks(self.look, extent, breaks_of(series.lines), high),
            Crosses(self.look, extent, [place_of(one.taken_at) for one, _ in series.refused], low),
            *(self._line(line, extent, [x for x, _ in marks]) for line in series.lines),
            Bars(self.look, extent, [_bar(one) for one in _points(series)], STROKE.role),
        ]
        self.show_axes(Levels(self.look, self.view, levels), Months(self.look, self.view))
        self.show_items(extent, items, self._spots(series, low))
        self.fit_heights(low, high, above=ABOVE, below=BELOW)

    def day_at(self, x: float) -> date | None:
        """Return the date of a place on the time axis."""
        return date.fromordinal(max(int(x), 1))

    def _line(self, line: "RednessLine", extent: QRectF, sessions: Sequence[float]) -> TimedLine:
        spots = [(place_of(one.at), one.delta_ei) for one in line.points]
        pairs = neighbours([x for x, _ in spots], sessions)
        return TimedLine(self.look, extent, spots, pairs, (), STROKE)

    def _ribbons(self, series: "RednessSeries", extent: QRectF) -> list[Ribbon]:
        """Shade what may be chance, where all lines begin at her baseline."""
        noise = [one.noise.change for one in series.lines if one.noise is not None]
        if not noise or any(one.basis is not Basis.BASELINE for one in series.lines):
            return []
        return [Ribbon(self.look, extent, -max(noise), max(noise))]

    def _spots(self, series: "RednessSeries", low: float) -> list[Spot]:
        points = [
            Spot(
                place_of(one.at),
                one.delta_ei,
                0,
                partial(point_words, one, line),
                one.at.date(),
                one.at,
            )
            for line in series.lines
            for one in line.points
        ]
        refused = [
            Spot(
                place_of(one.taken_at),
                low,
                1,
                partial(refused_words, one.taken_at, reasons),
                one.day,
                one.taken_at,
            )
            for one, reasons in series.refused
        ]
        return [*points, *refused]


def limits(series: "RednessSeries") -> tuple[int, int]:
    """Return the lowest and highest hairline, in whole steps round all points and their errors."""
    bars = [_bar(one) for one in _points(series)]
    low = min([LEAST[0], *(bar.low for bar in bars)])
    high = max([LEAST[1], *(bar.high for bar in bars)])
    return STEP * floor(low / STEP), STEP * ceil(high / STEP)


def breaks_of(lines: "Sequence[RednessLine | SpotLine]") -> list[tuple[float, str]]:
    """Return where lines begin anew, and why."""
    return [
        (place_of(line.points[0].at) - 0.5, break_words(line.broken_by))
        for line in lines
        if line.broken_by and line.points
    ]


def _points(series: "RednessSeries") -> list["RednessPoint"]:
    return [one for line in series.lines for one in line.points]


def _bar(one: "RednessPoint") -> Bar:
    error = one.delta_ei_error
    return Bar(place_of(one.at), one.delta_ei - error, one.delta_ei + error)
