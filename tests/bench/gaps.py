"""How long the window does not answer: what a click at any moment would have to wait."""

import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTimer

BEAT_MS = 2
"""Milliseconds between two looks at the clock."""


class Gaps:
    """The times between two turns of the window's event loop, as they come."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = time.perf_counter()

    def beat(self) -> None:
        """Note that the loop has turned."""
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def waits(self) -> list[float]:
        """Return what clicks, one at each millisecond, would have waited for, in milliseconds.

        A percentile of the gaps themselves would count a long one only once.
        """
        return [gap - at for gap in self.gaps for at in range(round(gap) or 1)]

    def percentile(self, per_cent: float) -> float:
        """Return what so many of a hundred clicks would have waited for at the most."""
        return percentile(self.waits(), per_cent)


def percentile(values: Sequence[float], per_cent: float) -> float:
    """Return the value below which so many of a hundred lie; 0 where there are none."""
    if not values:
        return 0.0
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * per_cent / 100))]


@contextmanager
def watched() -> Generator[Gaps]:
    """Watch the event loop of this thread meanwhile."""
    found = Gaps()
    beats = QTimer(interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
    beats.timeout.connect(found.beat)
    beats.start()
    try:
        yield found
    finally:
        beats.stop()
        found.beat()
