"""Pages with much on them: the grid of 20,000 photos and the charts of many sessions."""

import statistics
import time
from collections.abc import Iterator

from PySide6.QtWidgets import QApplication

from recovery_app.ui.program import Program
from tests.bench.figures import Figure, Series
from tests.bench.windows import settled

SCROLLED = 200
"""Frames of scrolling."""
STRIDE = 120
"""Pixels between them."""


def gallery(program: Program) -> Iterator[Figure]:
    """Show the first screen of the photos, then scroll."""
    pages = program.window.pages
    assert pages is not None
    begin, worked = time.perf_counter(), time.thread_time()
    page = pages.visit("photos")
    QApplication.sendPostedEvents()
    page.repaint()
    first = (time.perf_counter() - begin) * 1000
    worked = (time.thread_time() - worked) * 1000
    settled(program)
    yield Figure(
        "Photos page, 20,000 photos: first screen",
        f"{first:.0f} ms, once; {worked:.0f} ms of processor time",
        "–",
        first,
        50,
        "ms",
    )
    from recovery_app.ui.photos.grid import PhotoGrid

    (grid,) = page.findChildren(PhotoGrid)
    bar, times = grid.verticalScrollBar(), list[float]()
    for _ in range(SCROLLED):
        begin = time.perf_counter()
        bar.setValue(bar.value() + STRIDE)
        grid.viewport().repaint()
        times.append((time.perf_counter() - begin) * 1000)
    late = statistics.quantiles(times, n=100)[98]
    yield Figure(
        "… scroll frame",
        f"99th percentile {late:.1f} ms of {SCROLLED} frames, median {statistics.median(times):.1f}",
        "–",
        late,
        16,
        "ms",
    )


def charts(program: Program, runs: int) -> Iterator[Figure]:
    """Pan the recovery chart of all sessions of a kind."""
    from recovery_app.ui.trends.recovery_plot import RecoveryPlot

    pages = program.window.pages
    assert pages is not None
    page = pages.visit("trends")
    settled(program)
    (plot,) = page.findChildren(RecoveryPlot)
    times = list[float]()
    for number in range(4 * runs):
        begin = time.perf_counter()
        plot.view.translateBy(x=0.02 if number % 2 else -0.02)
        plot.viewport().repaint()
        times.append((time.perf_counter() - begin) * 1000)
    found = Series("frame", times)
    yield Figure(
        "Trends, 5 years and 40 sessions: redraw while panning",
        found.said(),
        "–",
        found.median,
        16,
        "ms",
    )
