"""Pictures of 12 megapixels: made small, laid over each other, and stepped through."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from PIL import Image

from recovery_app.domain.alignment import Placement, Spot
from recovery_app.domain.moments import today
from recovery_app.domain.regions import Outline, Region, Role
from recovery_app.imaging import alignment, face_regions, portrait, redness, thumbnails
from recovery_app.services import library as libraries
from recovery_app.ui.compare.page import ComparePage
from recovery_app.ui.program import Program
from tests.bench.figures import Figure, Missing, Series
from tests.bench.windows import pause, settled

COUNT = 8
SIZE = (3000, 4000)
BOX = 320
CORNERS = ((-1, -1), (1, -1), (1, 1), (-1, 1))
GRAIN = 9.0
"""Spread of the noise, in steps of 255: a picture then has the 3.5 megabytes of a camera's."""


def drawn(folder: Path) -> list[Path]:
    """Draw a few days of one face as a camera of 12 megapixels would take them."""
    folder.mkdir(exist_ok=True)
    begin = datetime.combine(today(), datetime.min.time()).astimezone() - timedelta(days=COUNT)
    files = list[Path]()
    for day in range(COUNT):
        look = portrait.Look(
            redness=1 - day / COUNT, tilt=day - 3.0, shift=(0.01 * day, 0), seed=day
        )
        file = folder / f"day-{day}.jpg"
        taken = begin + timedelta(days=day, hours=20)
        file.write_bytes(portrait.draw(look, taken=taken, width=SIZE[0], height=SIZE[1]))
        files.append(file)
    return files


def grained(file: Path, folder: Path) -> list[Path]:
    """Add a sensor's grain, without which a JPEG of 12 megapixels is a tenth of a camera's."""
    folder.mkdir(exist_ok=True)
    with Image.open(file) as image:
        pixels = np.asarray(image).astype(np.float32)
    files = list[Path]()
    for number in range(3):
        noise = np.random.default_rng(number).standard_normal(pixels.shape, np.float32)
        grained = np.clip(pixels + GRAIN * noise, 0, 255).astype(np.uint8)
        files.append(folder / f"{number}.jpg")
        Image.fromarray(grained).save(files[-1], quality=90)
    return files


def small(files: list[Path], runs: int) -> Figure | Missing:
    """Make thumbnails beside what the JPEG library's own command takes, one core each."""
    what = "Thumbnail of a 12-megapixel JPEG"
    djpeg = shutil.which("djpeg")
    if djpeg is None:
        return Missing(what, "djpeg (Debian: libjpeg-turbo-progs) is not installed")
    command = [djpeg, "-scale", "1/8", "-outfile", "/dev/null"]
    ours, theirs = list[float](), list[float]()
    for number in range(runs):
        file = files[number % len(files)]
        data = file.read_bytes()
        ours.append(_timed(lambda data=data: thumbnails.thumbnail(data, BOX)))
        line = [*command, str(file)]
        theirs.append(_timed(lambda line=line: subprocess.run(line, check=True)))
    made, bare = Series("thumbnail", ours), Series("djpeg -scale 1/8", theirs)
    ratio = bare.median / made.median
    return Figure(what, made.said(), f"{bare.what}: {bare.said()}", ratio, 0.9, least=True)


def laid(files: list[Path], runs: int) -> Figure:
    """Lay photos over a reference that was analysed once."""
    reference = alignment.landmarks(files[0].read_bytes())
    times = list[float]()
    for number in range(runs):
        data = files[1 + number % (len(files) - 1)].read_bytes()
        times.append(
            _timed(lambda data=data: alignment.align(alignment.landmarks(data), reference))
        )
    found = Series("aligned", times)
    return Figure("Alignment of a 12-megapixel photo", found.said(), "–", found.median, 150, "ms")


def measured(files: list[Path], runs: int) -> Iterator[Figure]:
    """Measure photos with the areas that are suggested for a face, then with spots as well."""
    reference = files[0].read_bytes()
    regions = face_regions.suggested(reference, "front")
    eyes = face_regions.eyes_in(reference)
    treated = [one for one in regions if one.role is Role.TREATED][:2]
    spots = [replace(one, role=Role.SPOT, outline=_spot_within(one)) for one in treated]
    what = "Measuring a 12-megapixel photo"
    yield _measuring(what, files, runs, regions, eyes)
    yield _measuring(f"… and {len(spots)} spots on it", files, runs, (*regions, *spots), eyes)


def _spot_within(area: Region) -> Outline:
    """Return a spot of some fifty pixels across in the middle of an area."""
    x, y = (sum(side) / len(area.outline) for side in zip(*area.outline, strict=True))
    aside = 0.006
    return tuple((x + aside * across, y + aside * down) for across, down in CORNERS)


def _measuring(
    what: str,
    files: list[Path],
    runs: int,
    regions: Sequence[Region],
    eyes: tuple[Spot, Spot] | None,
) -> Figure:
    times, work = list[float](), list[float]()
    for number in range(runs):
        data = files[number % len(files)].read_bytes()
        begin = time.process_time()
        times.append(
            _timed(lambda data=data: redness.measure(data, "", regions, Placement(), eyes=eyes))
        )
        work.append((time.process_time() - begin) * 1000)
    found, core = Series("measured", times), Series("one core", work)
    note = f"by processor time, that is on one core: {core.said()}"
    return Figure(what, found.said(), "–", found.median, 150, "ms", note=note)


def library_of(files: list[Path], folder: Path) -> Path:
    """Make a library of the files, all of one pose."""
    library = libraries.create(folder)
    library.photos.add(files, pose="front")
    library.close()
    return folder


def stepped(program: Program, runs: int) -> Iterator[Figure]:
    """Step through the days at the same zoom, with the neighbours decoded ahead."""
    pages = program.window.pages
    assert pages is not None
    page = pages.visit("compare")
    assert isinstance(page, ComparePage)
    settled(program)
    page.stage.zoom_by(2.0)
    times = list[float]()
    for number in range(runs):
        by = -1 if number % (2 * COUNT - 4) < COUNT - 2 else 1

        def step(by: int = by) -> None:
            page.stage.stepped.emit(by)
            page.stage.repaint()

        pause(150)
        settled(program)
        times.append(_timed(step))
    found = Series("step", times)
    yield Figure("Compare: next day at the same zoom", found.said(), "–", found.median, 100, "ms")


def _timed(what: Callable[[], object]) -> float:
    begin = time.perf_counter()
    what()
    return (time.perf_counter() - begin) * 1000
