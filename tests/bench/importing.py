"""Hundreds of photos of 12 megapixels brought in through the review sheet: does the window live?"""

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from recovery_app.domain.moments import today
from tests.bench import gaps
from tests.bench.figures import Figure
from tests.bench.gaps import Gaps
from tests.bench.windows import opened
from tests.flows import roll, walk
from tests.flows.roll import Roll
from tests.flows.walk import Walk

SIZE = (3000, 4000)
FRAME_MS = 16


def a_roll(folder: Path, count: int) -> Roll:
    """Draw a roll in a process of its own, so that its memory is not counted here."""
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        return other.submit(roll.make, folder, today(), count, SIZE, grain=True).result()


def brought_in(folder: Path, count: int) -> Iterator[Figure]:
    """Look through a roll on the sheet, then add it, and watch the window meanwhile."""
    photos = a_roll(folder / "phone", count)
    with opened(walk.with_sessions(folder / "brought-in", photos)) as program:
        walked = Walk(program)
        walked.open_photos()
        before = memory("VmRSS")
        forget_peak()
        begin = time.perf_counter()
        with gaps.watched() as reading:
            walked.look_through(photos)
        middle = time.perf_counter()
        with gaps.watched() as adding:
            said = walked.bring_in(len(photos.files))
        end = time.perf_counter()
        assert said == f"{len(photos.files)} added", said
        peak = memory("VmHWM")
        memory_note = f"memory {before:.0f} MB before, {peak:.0f} MB at the most"
    what = f"GUI stall while {count} photos are looked through on the sheet"
    yield _figure(what, reading, middle - begin, "")
    yield _figure(f"… while {count} photos are added", adding, end - middle, memory_note)


def memory(which: str) -> float:
    """Return this process's memory in megabytes; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    lines = status.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{which}:"))


def forget_peak() -> None:
    """Let the system note the most memory anew from now on."""
    asked = Path("/proc/self/clear_refs")
    if asked.exists():
        asked.write_text("5", encoding="ascii")


def _figure(what: str, found: Gaps, seconds: float, note: str) -> Figure:
    late = found.percentile(99)
    return Figure(
        what,
        f"99th percentile {late:.1f} ms of waits, median {found.percentile(50):.1f},"
        f" longest {max(found.gaps):.0f}; {seconds:.0f} s",
        "–",
        late,
        FRAME_MS,
        "ms",
        note=note,
    )
