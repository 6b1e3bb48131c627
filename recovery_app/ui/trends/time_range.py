"""The months that are in view, shared by all charts on one time axis."""

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.trends.plot import Plot
from recovery_app.ui.widgets.segmented import Segmented

MONTH = 30.4375
"""Days."""
LEAST_SPAN = 60
"""Days that all of it is at least."""
LEAST_VIEW = 10
"""Days below which nobody can zoom in."""
ALL = "all"


class RangeChoice(Segmented):
    """3, 6 or 12 months, or all."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        words = [
            (str(count), self.tr("{count} months").format(count=count)) for count in (3, 6, 12)
        ]
        super().__init__(look, self.tr("Range"), [*words, (ALL, self.tr("All"))], parent)
        self.set_current(ALL)


class SharedTime(QObject):
    """Keeps the time axes of several charts alike, whichever of them is moved."""

    moved = Signal()
    """Other days are in view."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.first, self.last = 0.0, float(LEAST_SPAN)
        self._plots: list[Plot] = []
        self._busy = False

    def join(self, plot: Plot) -> None:
        """Let a chart share the axis from now on."""
        self._plots.append(plot)
        plot.view.sigXRangeChanged.connect(partial(self._follow, plot))

    def leave(self, plot: Plot) -> None:
        """Let a chart go that will be gone."""
        self._plots.remove(plot)

    def bound(self, first: date, last: date) -> None:
        """Tell from when to when there is something to be seen."""
        begin, end = first.toordinal(), last.toordinal()
        aside = max((end - begin) // 40, 3)
        self.first = float(begin - aside)
        self.last = float(max(end, begin + LEAST_SPAN) + aside)
        for plot in self._plots:
            plot.view.setLimits(xMin=self.first, xMax=self.last, minXRange=LEAST_VIEW)
            plot.view.setMouseEnabled(x=True, y=False)

    def show(self, choice: str) -> None:
        """Show so many months before the end, or all."""
        first = self.first if choice == ALL else self.last - int(choice) * MONTH
        self.show_between(first, self.last)

    def show_between(self, first: float, last: float) -> None:
        """Show these days, as ordinals."""
        self._spread(max(first, self.first), min(last, self.last), None)

    def _follow(self, plot: Plot, _view: object, seen: tuple[float, float]) -> None:
        self._spread(*seen, plot)

    def _spread(self, first: float, last: float, of: Plot | None) -> None:
        if self._busy:
            return
        self._busy = True
        for plot in self._plots:
            if plot is not of:
                plot.view.setXRange(first, last, padding=0)
        self._busy = False
        self.moved.emit()
