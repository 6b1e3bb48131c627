"""From exec to the first paint, and until everything behind it is ready, as whole processes."""

import sys
from pathlib import Path

from tests.bench.figures import Figure, against
from tests.bench.processes import home, in_turns, program

HERE = Path(__file__).parent
EMPTY = "empty window"


def first_paint(library: Path, platform: str, runs: int) -> Figure:
    """Compare the program's start with an empty window's."""
    with home(platform) as environment:
        empty, start = in_turns(
            {EMPTY: _script("empty_window.py"), "start": _start(library)}, environment, runs
        )
    return against(f"Window painted with today's data ({platform})", start, empty, 1.6)


def ready(library: Path, platform: str, runs: int) -> Figure:
    """Compare the time until all is loaded with an empty window's start."""
    with home(platform) as environment:
        empty, start = in_turns(
            {EMPTY: _script("empty_window.py"), "ready": _script("ready_window.py", library)},
            environment,
            runs,
        )
    return against(f"Everything behind it ready ({platform})", start, empty, 5.0)


def more_photos(few: Path, many: Path, platform: str, runs: int) -> Figure:
    """Compare the start with two libraries that differ in their photos alone."""
    with home(platform) as environment:
        small, large = in_turns(
            {"200 photos": _start(few), "20,000 photos": _start(many)}, environment, runs
        )
    return against("Start with 20,000 photos, not 200", large, small, 1.1)


def _start(library: Path) -> list[str]:
    return program("--library", str(library), "--quit-after-first-paint")


def _script(name: str, *arguments: object) -> list[str]:
    return [sys.executable, str(HERE / name), *map(str, arguments)]
