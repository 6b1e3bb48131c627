"""Measures what the program takes: `python -m tests.bench [--only start,save] [--write FILE]`.

Each figure stands beside its reference, measured in turns in the same run, and beside its budget.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# What is measured in this very process needs no screen; read when Qt is first used.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from recovery_app.domain.moments import today
from tests.bench import (
    backups,
    diaries,
    importing,
    locked,
    machine,
    pages,
    pictures,
    report,
    saving,
    screens,
    start,
    windows,
)
from tests.bench.figures import Figure, Missing

Rows = Iterator[Figure | Missing]


@dataclass(frozen=True)
class Bench:
    """What all rows need.

    Attributes:
        folder: scratch, on the disk that is measured.
        runs: how often each thing is done; the median counts.
        photos: how many are imported.
    """

    folder: Path
    runs: int
    photos: int

    def library(self, photos: int = 2_000) -> Path:
        """Give a library of five years with so many photos, made at the first asking."""
        place = self.folder / f"{photos}"
        if not place.exists():
            place.mkdir()
            diaries.make(place / "library", today(), diaries.Extent(photos=photos))
        return place / "library"

    def long_diary(self) -> Path:
        """Give a library of ten years, logged every day, with 80 sessions and monthly reviews."""
        place = self.folder / "ten-years"
        if not place.exists():
            place.mkdir()
            extent = diaries.Extent(years=10, sessions=80, daily=True)
            diaries.reviewed(diaries.make(place / "library", today(), extent), today(), years=10)
        return place / "library"


def start_rows(bench: Bench) -> Rows:
    """Yield the first paint on each window system, and all that comes with a start."""
    library = bench.library()
    yield start.first_paint(library, "offscreen", bench.runs)
    with screens.xvfb() as screen:
        if screen:
            os.environ["DISPLAY"] = screen
            yield start.first_paint(library, "xcb", bench.runs)
        else:
            yield Missing("Window painted with today's data (xcb)", "Xvfb is not installed")
    yield start.ready(library, "offscreen", bench.runs)
    yield start.more_photos(bench.library(200), bench.library(20_000), "offscreen", bench.runs)


def save_rows(bench: Bench) -> Rows:
    """Yield what one click takes, on its lane and with the window."""
    library, runs = bench.library(), 4 * bench.runs
    yield saving.on_the_lane(library, bench.folder, runs)
    with windows.opened(library) as program:
        yield saving.until_told(program, library, bench.folder, runs)


def picture_rows(bench: Bench) -> Rows:
    """Yield what photos of 12 megapixels take."""
    files = pictures.drawn(bench.folder / "camera")
    grained = pictures.grained(files[0], bench.folder / "grain")
    yield pictures.small(grained, bench.runs)
    yield pictures.laid(files, bench.runs)
    yield from pictures.measured(grained, bench.runs)
    with windows.opened(pictures.library_of(files, bench.folder / "compared")) as program:
        yield from pictures.stepped(program, bench.runs)


def import_rows(bench: Bench) -> Rows:
    """Yield how the window lives while hundreds of photos come in."""
    yield from importing.brought_in(bench.folder, bench.photos)


def page_rows(bench: Bench) -> Rows:
    """Yield what full pages take."""
    with windows.opened(bench.library(20_000)) as program:
        yield from pages.gallery(program)
    yield pages.first_charts(bench.long_diary(), bench.runs)
    with windows.opened(bench.long_diary()) as program:
        yield from pages.charts(program, bench.runs)


def locked_rows(bench: Bench) -> Rows:
    """Yield what the encryption costs."""
    yield from locked.compared(bench.library(), bench.folder, bench.runs)


def backup_rows(bench: Bench) -> Rows:
    """Yield what the backup of the day takes."""
    yield from backups.of_the_day(bench.library(20_000), bench.folder, bench.runs)


ROWS: dict[str, Callable[[Bench], Rows]] = {
    "start": start_rows,
    "save": save_rows,
    "pictures": picture_rows,
    "import": import_rows,
    "pages": page_rows,
    "locked": locked_rows,
    "backups": backup_rows,
}


def main() -> int:
    """Measure what was asked for, print it as it comes, and write the page if wished."""
    asked = _arguments()
    rows: list[Figure | Missing] = []
    described = machine.described()
    print(described, report.HEAD, sep="\n\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="recovery-bench-", dir=asked.folder) as folder:
        bench = Bench(Path(folder), asked.runs, asked.photos)
        for name in asked.only:
            for row in ROWS[name](bench):
                rows.append(row)
                print(report.line(row), flush=True)
    if asked.write:
        command = f"python -m tests.bench --runs {asked.runs}"
        written = report.page(rows, described, command) + report.kept(asked.write)
        asked.write.write_text(written, encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.bench", description=__doc__)
    parser.add_argument("--only", type=_names, default=list(ROWS), metavar=",".join(ROWS))
    parser.add_argument("--runs", type=int, default=15, help="rounds of each row (default 15)")
    parser.add_argument(
        "--photos", type=int, default=600, help="photos of the import (default 600; 60 is quick)"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table into a page")
    parser.add_argument("--folder", type=Path, help="where to measure, if not in the temporary one")
    return parser.parse_args()


def _names(text: str) -> list[str]:
    names = text.split(",")
    unknown = set(names) - set(ROWS)
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return names


if __name__ == "__main__":
    sys.exit(main())
