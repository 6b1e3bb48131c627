"""What was measured: one row for each budget, as a value that can be printed."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """One thing measured again and again, in milliseconds.

    Attributes:
        what: in words.
        times: wall-clock times.
        work: processor times of the same runs where they are known; other programs that keep the
            machine busy change them less.
    """

    what: str
    times: Sequence[float]
    work: Sequence[float] = ()

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.times)

    @property
    def spread(self) -> float:
        """How far the quarters lie from each other, as a share of the median."""
        low, _, high = statistics.quantiles(self.times, n=4)
        return (high - low) / self.median

    def said(self) -> str:
        """Say median, best and spread."""
        best, spread = _short(min(self.times)), self.spread / 2
        return f"{_short(self.median)} ms (best {best}, quartiles ±{spread:.0%})"


@dataclass(frozen=True)
class Figure:
    """One budget and what was found.

    Attributes:
        what: the thing that has a budget.
        found: what was measured, in words.
        beside: what it was measured against in the same run, in words.
        value: the number that the budget is about.
        budget: where it is to stay; None where nothing was promised and it only informs.
        unit: `×` or `ms`.
        least: whether the budget is the least and not the most.
        note: what else is worth knowing.
    """

    what: str
    found: str
    beside: str
    value: float
    budget: float | None
    unit: str = "×"
    least: bool = False
    note: str = ""

    @property
    def kept(self) -> bool:
        """Whether the budget is kept."""
        if self.budget is None:
            return True
        return self.value >= self.budget if self.least else self.value <= self.budget


@dataclass(frozen=True)
class Missing:
    """A budget that could not be measured here, and why."""

    what: str
    why: str


def against(
    what: str, found: Series, beside: Series, budget: float | None, note: str = ""
) -> Figure:
    """Compare two series that were measured in turns, by the medians of their wall-clock times."""
    if found.work and beside.work:
        by_work = statistics.median(found.work) / statistics.median(beside.work)
        note = "; ".join(filter(None, [f"{by_work:.2f} × by processor time", note]))
    return Figure(
        what,
        found.said(),
        f"{beside.what}: {beside.said()}",
        found.median / beside.median,
        budget,
        note=note,
    )


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"
