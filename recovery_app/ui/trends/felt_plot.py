"""What was rated, over the calendar: the upper of two charts on one time axis."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from recovery_app.domain.symptoms import Symptom
from recovery_app.domain.timeline import Rating, neighbours, session_place, weeks
from recovery_app.ui.theme import Look
from recovery_app.ui.trends import progress_words as words
from recovery_app.ui.trends.axes import Levels, Months
from recovery_app.ui.trends.dates import moment
from recovery_app.ui.trends.headlines import value_of
from recovery_app.ui.trends.items import Grid, SessionMarks
from recovery_app.ui.trends.markers import Stroke
from recovery_app.ui.trends.plot import Plot
from recovery_app.ui.trends.recovery_plot import levels_of
from recovery_app.ui.trends.spots import Spot
from recovery_app.ui.trends.timed import TimedLine

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import Timeline

ABOVE, BELOW = 20, 9
"""Pixels above the sessions' lines, where their numbers stand, and below the lowest level."""
STROKE = Stroke("series_1", 0, 0.0, 1.6)


class FeltPlot(Plot):
    """Draws a `Timeline`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setMinimumSize(320, 150)

    def show_timeline(self, timeline: "Timeline", span: tuple[float, float]) -> None:
        """Draw the ratings from the first to the last day."""
        first, last = span
        top = float(timeline.symptom.top)
        extent = QRectF(first - 10, -0.3 * top, last - first + 20, 2 * top)
        levels = levels_of(timeline.symptom, self)
        found = timeline.ratings
        marks = [(session_place(one.session), one.number) for one in timeline.sessions]
        line = TimedLine(
            self.look,
            extent,
            [(one.place, one.value) for one in found],
            neighbours([one.place for one in found], [x for x, _ in marks]),
            weeks(found),
            STROKE,
        )
        self.show_axes(Levels(self.look, self.view, levels), Months(self.look, self.view))
        grid = Grid(self.look, extent, [level for level, _ in levels], first)
        items = [grid, SessionMarks(self.look, extent, marks, 1.08 * top), line]
        self.show_items(extent, items, self._spots(timeline))
        self.fit_heights(0.0, 1.08 * top, above=ABOVE, below=BELOW)

    def day_at(self, x: float) -> date | None:
        """Return the date of a place on the time axis."""
        return date.fromordinal(max(int(x), 1))

    def _spots(self, timeline: "Timeline") -> list[Spot]:
        ratings = [
            Spot(
                one.place,
                one.value,
                0,
                partial(_words, timeline.symptom, one),
                one.at.date(),
                one.at,
            )
            for one in timeline.ratings
        ]
        sessions = [
            Spot(
                session_place(one.session),
                1.13 * timeline.symptom.top,
                1,
                partial(words.session_words, one),
                one.session.date,
            )
            for one in timeline.sessions
        ]
        return [*ratings, *sessions]


def _words(symptom: Symptom, one: Rating) -> str:
    lines = [f"{symptom.name}: {value_of(symptom, one.value)}", moment(one.at)]
    if one.note:
        lines.append(f"“{one.note[:160]}{'…' if len(one.note) > 160 else ''}”")
    return "\n".join(lines)
