"""Pages with much on them: the grid of 20,000 photos and the charts of many sessions."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from recovery_app.ui.program import Program
from tests.bench.figures import Figure, Series
from tests.bench.windows import opened, settled

if TYPE_CHECKING:  # they load pyqtgraph, which is a part of what is measured
    from recovery_app.ui.trends.page import TrendsPage
    from recovery_app.ui.trends.plot import Plot

SCROLLED = 200
"""Frames of scrolling."""
STRIDE = 120
"""Pixels between them."""
TRENDS = "Trends, 10 years × 8 symptoms, 80 sessions"


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


def first_charts(library: Path, runs: int) -> Figure:
    """Show the Trends page for the first time, in as many windows, its modules loaded before."""
    times = list[float]()
    for _ in range(runs):
        with opened(library) as program:
            from recovery_app.ui.trends import page as _loaded

            assert _loaded
            # What a start leaves for later, such as the day's backup, is not a part of it.
            settled(program, rest=1000)
            pages = program.window.pages
            assert pages is not None
            begin = time.perf_counter()
            page = pages.visit("trends")
            settled(program, rest=0)
            page.repaint()
            times.append((time.perf_counter() - begin) * 1000)
    found = Series("shown", times)
    return Figure(f"{TRENDS}: first shown", found.said(), "–", found.median, 300, "ms")


def charts(program: Program, runs: int) -> Iterator[Figure]:
    """Show the Trends page once everything is loaded, then move and zoom each of its charts."""
    from recovery_app.ui.trends.page import TrendsPage

    pages = program.window.pages
    assert pages is not None
    page = pages.visit("trends")
    assert isinstance(page, TrendsPage)
    settled(program)
    yield _shown(program, page, runs)
    curves = page.recovery.curves
    assert page.reading is not None
    sessions = [one.session.id for one in page.reading.sessions]
    curves.choose(frozenset(sessions))
    yield from _moved((curves.plot,), runs, f"… {len(sessions)} sessions laid over each other")
    page.faces.chosen.emit("measured")
    settled(program)
    yield from _moved((page.measured.felt, page.measured.measured), runs, "… felt over measured")
    page.faces.chosen.emit("improvement")
    settled(program)
    view = page.improvement
    plots = (*(card.plot for card in view.cards), *(one.axis for one in view.photos))
    yield from _moved(plots, runs, "… 8 concerns and photos, all that is seen of them")


def _shown(program: Program, page: "TrendsPage", runs: int) -> Figure:
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
    return Figure("… another symptom chosen", found.said(), "–", found.median, 300, "ms")


def _moved(plots: "Sequence[Plot]", runs: int, what: str) -> Iterator[Figure]:
    """Pan and zoom the first chart; whatever else is seen of the others is painted with it."""
    first = plots[0]
    (left, right), _ = first.view.viewRange()
    aside, by = (right - left) * 0.1, (right - left) * 0.002
    first.view.setXRange(left + aside, right - aside, padding=0)

    def move(number: int) -> None:
        first.view.translateBy(x=by if number % 2 else -by)

    def zoom(number: int) -> None:
        first.view.scaleBy(x=1.02 if number % 2 else 1 / 1.02)

    seen = [one for one in plots if not one.viewport().visibleRegion().isEmpty()]
    yield _frames(seen, runs, f"{what}: redraw while panning", move)
    yield _frames(seen, runs, f"{what}: redraw while zooming", zoom)


def _frames(plots: "Sequence[Plot]", runs: int, what: str, change: Callable[[int], None]) -> Figure:
    times = list[float]()
    for number in range(4 * runs):
        begin = time.perf_counter()
        change(number)
        for plot in plots:
            plot.viewport().repaint()
        times.append((time.perf_counter() - begin) * 1000)
    found = Series("frame", times)
    return Figure(what, found.said(), "–", found.median, 16, "ms")
