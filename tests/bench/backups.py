"""The backup of the day of a large library in which nothing, or one entry, has changed."""

import hashlib
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from recovery_app.domain.entries import EntryChange
from recovery_app.services.library import Library, open_library
from recovery_app.storage.places import Places
from tests.bench.figures import Figure, Series

BUDGET_MS = 5_000
DAY = timedelta(days=1)


def of_the_day(folder: Path, scratch: Path, runs: int) -> Iterator[Figure]:
    """Yield what a backup takes while nothing, or one entry, changes from day to day.

    Args:
        folder: a library of 20,000 rows of photos; a copy gets a small file of its own for each,
            since what is there is asked for its size and not read, but for a thirtieth each day.
        scratch: where the copy goes.
        runs: how often each is measured.
    """
    copy = scratch / "backed-up"
    shutil.copytree(folder, copy)
    count = _with_files(Places(copy))
    at = datetime.now().astimezone()
    with closing(open_library(copy)) as library:
        begin = time.perf_counter()
        _back_up(library, at)
        first = f"the first one, {count:,} files of 1 kB, took {time.perf_counter() - begin:.0f} s"
        what = "Backup of an unchanged library of 20,000 photos"
        yield _measured(what, library, at, runs, lambda _: None, first)
        begin = at + runs * DAY
        what = "… with a new entry"
        yield _measured(what, library, begin, runs, lambda day: _log(library, day), "")


def _measured(
    what: str,
    library: Library,
    at: datetime,
    runs: int,
    change: Callable[[datetime], object],
    note: str,
) -> Figure:
    took: list[float] = []
    for number in range(1, runs + 1):
        change(at + number * DAY)
        begin = time.perf_counter()
        _back_up(library, at + number * DAY)
        took.append((time.perf_counter() - begin) * 1000)
    series = Series(what, took)
    return Figure(what, series.said(), "–", series.median, BUDGET_MS, "ms", note=note)


def _back_up(library: Library, at: datetime) -> None:
    report = library.backing_up.make(at)
    assert not report.trouble, report.trouble


def _log(library: Library, day: datetime) -> None:
    library.journal.record(f"bench-{day:%Y%m%d}", day - 2000 * DAY, EntryChange({"redness": 2}))


def _with_files(places: Places) -> int:
    """Give every photo that has none a file, and return how many photos there are."""
    count = 0
    with closing(sqlite3.connect(places.database, isolation_level=None)) as database:
        rows = database.execute("SELECT id, sha256, suffix FROM photo").fetchall()
        database.execute("BEGIN")
        for photo_id, sha256, suffix in rows:
            count += 1
            if (places.photos / sha256[:2] / f"{sha256}{suffix}").exists():
                continue
            data = f"{photo_id}".encode() * 28
            digest = hashlib.sha256(data).hexdigest()
            path = places.photos / digest[:2] / f"{digest}{suffix}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            given = (digest, len(data), photo_id)
            database.execute("UPDATE photo SET sha256 = ?, size = ? WHERE id = ?", given)
        database.execute("COMMIT")
    return count
