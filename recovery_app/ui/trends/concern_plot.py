"""A small chart of one concern over the months; all of them share one time axis."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from recovery_app.domain.improvement import Improvement
from recovery_app.domain.reviews import Concern, Review
from recovery_app.ui.theme import Look
from recovery_app.ui.trends import progress_words as words
from recovery_app.ui.trends.axes import Levels, Months
from recovery_app.ui.trends.items import Grid, Item, Reviews, SessionMarks
from recovery_app.ui.trends.marks import Said, Smooth
from recovery_app.ui.trends.plot import Plot
from recovery_app.ui.trends.spots import Spot

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import ImprovementChart

LEVELS = [(0.0, "0"), (50.0, "50"), (100.0, "100")]
FOOT = -17.0
"""Where change words stand, below 0."""


class ConcernPlot(Plot):
    """Draws one concern of an `ImprovementChart`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setMinimumWidth(320)

    def show_series(
        self,
        chart: "ImprovementChart",
        concern: Concern,
        series: Improvement,
        role: str,
        span: tuple[float, float],
    ) -> None:
        """Draw the points of a concern in the colour of a role, from the first to the last day."""
        first, last = span
        extent = QRectF(first - 10, -60, last - first + 20, 200)
        said = {one.date: one for one in chart.reviews}
        remarks = [one for one in chart.reviews if words.said_in(one)]
        items: list[Item] = [
            Grid(self.look, extent, [level for level, _ in LEVELS], first),
            SessionMarks(
                self.look,
                extent,
                [(one.session.date.toordinal(), one.number) for one in chart.sessions],
                108,
            ),
            Said(self.look, extent, remarks, FOOT),
            *([Smooth(self.look, extent, series.smooth, role)] if series.smooth else []),
            Reviews(self.look, extent, series.points, role),
        ]
        self.show_axes(Levels(self.look, self.view, LEVELS), Months(self.look, self.view))
        self.show_items(extent, items, self._spots(chart, concern, series, said))
        self.view.setYRange(-44, 128, padding=0)
        self.setAccessibleName(words.in_a_sentence(concern, series))

    def day_at(self, x: float) -> date | None:
        """Return the date of a place on the time axis."""
        return date.fromordinal(max(round(x), 1))

    def _spots(
        self,
        chart: "ImprovementChart",
        concern: Concern,
        series: Improvement,
        said: Mapping[date, Review],
    ) -> list[Spot]:
        points = [
            Spot(
                point.date.toordinal(),
                point.value,
                0,
                partial(words.point_words, concern, point, said.get(point.date)),
                point.date,
            )
            for point in series.points
        ]
        remarks = [
            Spot(one.date.toordinal(), FOOT, 1, partial(words.remark_words, one), one.date)
            for one in chart.reviews
            if words.said_in(one)
        ]
        sessions = [
            Spot(
                one.session.date.toordinal(),
                114,
                2,
                partial(words.session_words, one),
                one.session.date,
            )
            for one in chart.sessions
        ]
        return [*points, *remarks, *sessions]
