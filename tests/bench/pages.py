"""Pages with much on them: the grid of 20,000 photos and the charts of many sessions."""

import statistics
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from recovery_app.ui.program import Program
from tests.bench.figures import Figure, Series
from tests.bench.windows import settled

if TYPE_CHECKING:  # they load pyqtgraph, which is a part of what is measured
    from recovery_app.ui.trends.page import TrendsPage
    from recovery_app.ui.trends.plot import Plot

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
    """Show the Trends page once everything is loaded, then move and zoom each of its charts."""
    from recovery_app.ui.trends.page import TrendsPage

    pages = program.window.pages
    assert pages is not None
    page = pages.visit("trends")
    assert isinstance(page, TrendsPage)
    settled(program)
    what = "Trends, 10 years × 8 symptoms, 80 sessions"
    yield _shown(program, page, runs, what)
    for name, face, wide in (
        ("recovery", "recovery", "curves"),
        ("felt over 10 years", "measured", "felt"),
        ("one concern of 8", "improvement", "concern"),
    ):
        page.faces.chosen.emit(face)
        settled(program)
        plot = {
            "curves": lambda: page.recovery.curves.plot,
            "felt": lambda: page.measured.felt,
            "concern": lambda: page.improvement.cards[0].plot,
        }[wide]()
        yield _moved(plot, runs, f"… {name}: redraw while panning")
        yield _zoomed(plot, runs, f"… {name}: redraw while zooming")


def _shown(program: Program, page: "TrendsPage", runs: int, what: str) -> Figure:
    """Choose symptoms in turns: from the click until the other chart stands there, painted."""
    times = list[float]()
    for number in range(runs):
        slug = ("redness", "itch")[number % 2]
        begin = time.perf_counter()
        page.recovery.symptom_chosen.emit(slug)
        settled(program, rest=0)
        page.repaint()
        times.append((time.perf_counter() - begin) * 1000)
    found = Series("shown", times)
    return Figure(f"{what}: shown", found.said(), "–", found.median, 300, "ms")


def _moved(plot: "Plot", runs: int, what: str) -> Figure:
    (left, right), _ = plot.view.viewRange()
    plot.view.setXRange(left + (right - left) * 0.1, right - (right - left) * 0.1, padding=0)
    by = (right - left) * 0.002

    def move(number: int) -> None:
        plot.view.translateBy(x=by if number % 2 else -by)

    return _frames(plot, runs, what, move)


def _zoomed(plot: "Plot", runs: int, what: str) -> Figure:
    def zoom(number: int) -> None:
        plot.view.scaleBy(x=1.02 if number % 2 else 1 / 1.02)

    return _frames(plot, runs, what, zoom)


def _frames(plot: "Plot", runs: int, what: str, change: Callable[[int], None]) -> Figure:
    times = list[float]()
    for number in range(4 * runs):
        begin = time.perf_counter()
        change(number)
        plot.viewport().repaint()
        times.append((time.perf_counter() - begin) * 1000)
    found = Series("frame", times)
    return Figure(what, found.said(), "–", found.median, 16, "ms")
