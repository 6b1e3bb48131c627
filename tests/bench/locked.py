"""An encrypted library beside the same one plain: a click saved, pictures shown, charts read."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import time
from io import BytesIO
from pathlib import Path
from time import perf_counter

from PIL import Image
from PySide6.QtGui import QImage

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import local, today
from recovery_app.services import vault
from recovery_app.services.library import Library, open_library
from tests.bench.figures import Figure, Series, against
from tests.factories import a_picture

PASSPHRASE = "four blue kettles by the sea"
SCREENFUL = 60
"""Small pictures of a first screen, or of a quick scroll."""
BOX = 256
TWELVE = (4000, 3000)
MOST = 1.3


def compared(library: Path, scratch: Path, runs: int) -> Iterator[Figure]:
    """Yield what the encryption costs, and how long unlocking takes.

    Args:
        library: a plain one of five years.
        scratch: where copies of it go.
        runs: how often each side is measured, in turns.
    """
    plain, locked = scratch / "unlocked", scratch / "locked"
    shutil.copytree(library, plain)
    with closing(open_library(plain)) as opened:
        _with_pictures(opened, scratch)
    shutil.copytree(plain, locked)
    begin = perf_counter()
    keys, _ = vault.turn_on(locked, PASSPHRASE)
    turned_on = perf_counter() - begin
    with ExitStack() as stack:
        sides = [
            stack.enter_context(closing(open_library(plain))),
            stack.enter_context(closing(open_library(locked, keys=keys))),
        ]
        for what, do, count in (
            ("Encrypted: one click saved", _save, 4 * runs),
            (f"… {SCREENFUL} small pictures of the gallery read and decoded", _gallery, runs),
            ("… a photo of 12 megapixels shown", _large, runs),
            ("… the charts' rows of five years", _chart, runs),
        ):
            series = _in_turns(sides, do, count)
            yield against(what, Series("encrypted", series[1]), Series("plain", series[0]), MOST)
    yield _unlocking(locked, runs, f"turning it on took {turned_on:.1f} s")


def _with_pictures(library: Library, scratch: Path) -> None:
    """Add the photos that are shown, and small pictures of them."""
    files = [
        a_picture(scratch / "shown", f"{at}.jpg", size=TWELVE, colour=(at % 250, at // 250, 90))
        for at in range(4)
    ]
    library.photos.add(files)
    small = BytesIO()
    Image.effect_noise((BOX, BOX * 3 // 4), 40).convert("RGB").save(small, "JPEG", quality=80)
    for at in range(20 * SCREENFUL):
        library._thumbnails.put(f"bench-{at}", small.getvalue())


def _in_turns(
    sides: list[Library], do: Callable[[Library, int], object], count: int
) -> list[list[float]]:
    times: list[list[float]] = [[], []]
    for at in range(count + 1):
        for side, library in enumerate(sides):
            begin = perf_counter()
            do(library, at)
            if at:  # the first one only warms up
                times[side].append((perf_counter() - begin) * 1000)
    return times


def _save(library: Library, at: int) -> None:
    library.journal.log(local(today(), time(9)), EntryChange({"redness": at % 5}))


def _gallery(library: Library, at: int) -> None:
    for number in range(SCREENFUL):
        name = f"bench-{(at * SCREENFUL + number) % (20 * SCREENFUL)}"
        assert not QImage.fromData(library._thumbnails.get(name) or b"").isNull()


def _large(library: Library, _at: int) -> None:
    every = library.photos.every()
    library.photos.shown(next(one for one in reversed(every) if one.width == TWELVE[0]))


def _chart(library: Library, _at: int) -> None:
    library.trends.recovery("redness")
    library.trends.improvement()


def _unlocking(folder: Path, runs: int, note: str) -> Figure:
    times = list[float]()
    for _ in range(runs):
        begin = perf_counter()
        vault.unlock(folder, PASSPHRASE)
        times.append((perf_counter() - begin) * 1000)
    series = Series("unlock", times)
    return Figure(
        "Unlocking with the passphrase", series.said(), "–", series.median, 1000, "ms", note=note
    )
