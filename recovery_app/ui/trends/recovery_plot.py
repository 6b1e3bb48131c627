"""The recovery chart: sessions of one kind laid over each other by day."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from recovery_app.domain.recovery import Point
from recovery_app.domain.sessions import Session
from recovery_app.domain.symptoms import SEEN_STEPS, Sort, Symptom
from recovery_app.ui.theme import Look
from recovery_app.ui.trends.axes import Days, Levels
from recovery_app.ui.trends.dates import moment
from recovery_app.ui.trends.headlines import value_of
from recovery_app.ui.trends.items import Grid, Item, Line, Lines
from recovery_app.ui.trends.markers import stroke_of
from recovery_app.ui.trends.plot import Plot
from recovery_app.ui.trends.shades import Band, Shade
from recovery_app.ui.trends.spots import Spot

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import RecoveryChart, SessionCurve

LEAST_DAYS = 10
"""So many days are always shown."""
AFTER = 3
"""So many days are shown after the last one that was not clear."""
ABOVE, BELOW = 26, 8
"""Pixels above the highest level, where words stand, and below the lowest."""
NOTE_SHOWN = 160
"""Letters of a note that are shown beside a point."""


class RecoveryPlot(Plot):
    """Draws a `RecoveryChart`; the days after everything was clear are shown when asked for."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._short = self._long = float(LEAST_DAYS)
        self._session: Session | None = None
        self.setMinimumSize(380, 240)

    @property
    def all_days(self) -> int | None:
        """How many days there are, where not all of them are in view at first; else None."""
        return int(self._long) if self._long > self._short + 1 else None

    @property
    def first_days(self) -> int:
        """How many days are in view at first."""
        return int(self._short)

    def show_chart(
        self,
        chart: "RecoveryChart",
        shown: Sequence["SessionCurve"] | None = None,
        days: float | None = None,
    ) -> None:
        """Draw another chart.

        Args:
            chart: what is drawn.
            shown: the curves to lay over each other, the current one first; None: all of the kind.
            days: how many days are in view, where other charts beside it show as many.
        """
        shown = newest_first(chart) if shown is None else shown
        top = float(chart.symptom.top)
        self._session = chart.curves[-1].recovery.numbered.session if chart.curves else None
        self._short, self._long = spans(shown, chart.symptom)
        if days is not None:
            self._short = self._long = days
        aside = self._short * 0.018
        extent = QRectF(-1, -0.2 * top, self._long + 2, 1.5 * top)
        levels = levels_of(chart.symptom, self)
        self.show_axes(Levels(self.look, self.view, levels), Days(self.look, self.view))
        items = self._items(chart, shown, extent, levels)
        self.show_items(extent, items, self._spots(chart, shown))
        self.view.setLimits(xMin=-aside, xMax=self._long + aside, minXRange=3)
        self.view.setMouseEnabled(x=self.all_days is not None, y=False)
        self.fit_heights(0.0, top, above=ABOVE, below=BELOW)
        self.show_all(wanted=False)

    def day_at(self, x: float) -> date | None:
        """Return the date so many days after the session that the chart is about."""
        if self._session is None:
            return None
        begin = self._session.at or datetime.combine(self._session.date, time.min)
        return (begin + timedelta(days=max(x, 0.0))).date()

    def show_all(self, *, wanted: bool) -> None:
        """Show all days, or only those until everything was clear."""
        aside = self._short * 0.018
        self.view.setXRange(-aside, (self._long if wanted else self._short) + aside, padding=0)

    def _items(
        self,
        chart: "RecoveryChart",
        shown: Sequence["SessionCurve"],
        extent: QRectF,
        levels: Sequence[tuple[float, str]],
    ) -> list[Item]:
        items: list[Item] = []
        top = float(chart.symptom.top)
        if chart.usual is not None and self._session is not None:
            shift = _shift(self._session)
            days = (max(chart.usual.first + shift, 0.0), chart.usual.last + 1 + shift)
            items.append(Shade(self.look, extent, days, top, self.tr("often described")))
        items.append(Band(self.look, extent, chart.band))
        items.append(Grid(self.look, extent, [level for level, _ in levels], 0.0))
        items.append(Lines(self.look, extent, lines_of(shown)))
        return items

    def _spots(self, chart: "RecoveryChart", shown: Sequence["SessionCurve"]) -> list[Spot]:
        return [
            Spot(
                point.elapsed,
                point.value,
                row,
                partial(self._words, chart, curve, point),
                point.at.date(),
                point.at,
            )
            for row, curve in enumerate(shown)
            for point in curve.points
        ]

    def _words(self, chart: "RecoveryChart", curve: "SessionCurve", point: Point) -> str:
        lines = [
            f"{chart.symptom.name}: {value_of(chart.symptom, point.value)}",
            self.tr("Day {day} after session {number}").format(
                day=point.day, number=curve.recovery.numbered.number
            ),
            moment(point.at),
        ]
        note = chart.notes.get(point.entry_id, "")
        if note:
            lines.append(f"“{note[:NOTE_SHOWN]}{'…' if len(note) > NOTE_SHOWN else ''}”")
        return "\n".join(lines)


def newest_first(
    chart: "RecoveryChart", chosen: frozenset[str] | None = None
) -> list["SessionCurve"]:
    """Return the curves to be drawn: the current one, then the others from the latest on.

    Args:
        chart: what is drawn.
        chosen: ids of the sessions to lay over the current one; None: the earlier ones of its kind.
    """
    if chosen is None:
        return list(reversed(chart.curves))
    others = [*chart.curves[:-1], *chart.others]
    others.sort(key=lambda one: one.recovery.numbered.number, reverse=True)
    wanted = (one for one in others if one.recovery.numbered.session.id in chosen)
    return [*chart.curves[-1:], *wanted]


def lines_of(shown: Sequence["SessionCurve"]) -> list[Line]:
    """Return the lines with their looks, the first curve last so that it lies above the others."""
    lines = [Line(curve.points, stroke_of(place)) for place, curve in enumerate(shown)]
    return lines[::-1]


def levels_of(symptom: Symptom, page: QWidget) -> list[tuple[float, str]]:
    """Return the levels that have a hairline, with their words."""
    if symptom.sort is Sort.SEEN:
        return [(float(value), page.tr(word)) for value, word in enumerate(SEEN_STEPS)]
    return [(float(value), str(value)) for value in range(0, symptom.top + 1, 2)]


def spans(shown: Sequence["SessionCurve"], symptom: Symptom) -> tuple[float, float]:
    """Return how many days are shown at first, and how many there are."""
    every = [point for curve in shown for point in curve.points]
    last = max((point.elapsed for point in every), default=0.0)
    above = [point.elapsed for point in every if point.value > symptom.clear_at]
    until = min(max(above, default=0.0) + AFTER, last)
    short = float(max(LEAST_DAYS, int(until) + 1))
    return short, max(short, float(int(last) + 1))


def _shift(session: Session) -> float:
    """Return where the session's own midnight lies before it, in days (0 without a time)."""
    if session.at is None:
        return 0.0
    midnight = datetime.combine(session.date, time.min)
    return -(session.at.replace(tzinfo=None) - midnight).total_seconds() / 86_400
