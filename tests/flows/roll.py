"""A phone's roll of one person: photos of a face in three poses, over two sessions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import get_args

import numpy as np
from PIL import Image

from recovery_app.domain.moments import local
from recovery_app.imaging import exported, portrait
from recovery_app.imaging.portrait import Pose

POSES: tuple[Pose, ...] = get_args(Pose)
APART = 40
"""Days between the two sessions."""
SINCE = 12
"""Days since the second one."""
TELLING = (0, 1, 3, 7)
"""Days after a session that are always photographed."""
LOOKS = 4
"""Drawings of each pose; what is between their steps of redness looks the same."""
GRAIN = 9.0
"""Spread of a sensor's noise, in steps of 255: 12 megapixels then make the 3.5 MB of a camera's."""


@dataclass(frozen=True)
class Roll:
    """What lies on the phone.

    Attributes:
        folder: where.
        files: in the order in which they were taken.
        sessions: the days of the two sessions.
        days: on which photos were taken, each of every pose.
    """

    folder: Path
    files: tuple[Path, ...]
    sessions: tuple[date, date]
    days: tuple[date, ...]


def make(folder: Path, today: date, count: int, size: tuple[int, int], *, grain: bool) -> Roll:
    """Fill a folder with photos; no two have the same bytes.

    Args:
        folder: is made.
        today: the last photo was taken some days before.
        count: of photos, in whole rounds of the three poses, at least 27.
        size: pixels.
        grain: with the noise of a sensor, which makes the files as large as a camera's.
    """
    folder.mkdir(parents=True)
    second = today - timedelta(days=SINCE)
    first = second - timedelta(days=APART)
    days = _days(first, second, count // len(POSES))
    drawn: dict[tuple[Pose, int], bytes] = {}
    files: list[Path] = []
    for day in days:
        step = _redness(day, first, second)
        for number, pose in enumerate(POSES):
            if (pose, step) not in drawn:
                drawn[pose, step] = _drawn(pose, step, size, grain=grain)
            at = local(day, time(20, number))
            file = folder / f"IMG_{len(files):04}.jpg"
            # The moment is part of the file, so that each is another one.
            file.write_bytes(exported.without_place(drawn[pose, step], at))
            files.append(file)
    return Roll(folder, tuple(files), (first, second), tuple(days))


def _days(first: date, second: date, count: int) -> list[date]:
    """Choose the days that tell, then the latest of the others."""
    chosen = [first - timedelta(days=1)]
    chosen += [start + timedelta(days=day) for start in (first, second) for day in TELLING]
    assert count >= len(chosen), "a roll holds the telling days of both sessions"
    chosen += [day for day in _back_from(second + timedelta(days=10)) if day not in chosen][
        : count - len(chosen)
    ]
    return sorted(chosen)


def _back_from(last: date) -> Iterator[date]:
    for back in range(1000):
        yield last - timedelta(days=back)


def _redness(day: date, first: date, second: date) -> int:
    """Return which of the drawings shows her on a day: 0 is calm."""
    since = (
        min((day - start).days for start in (first, second) if start <= day)
        if (day >= first)
        else 30
    )
    return max(0, LOOKS - 1 - since // 2)


def _drawn(pose: Pose, step: int, size: tuple[int, int], *, grain: bool) -> bytes:
    look = portrait.Look(
        pose=pose, redness=step / LOOKS, tilt=step - 1.0, shift=(0.01 * step, 0), seed=step
    )
    taken = datetime(2020, 1, 1, 12).astimezone()
    drawn = portrait.draw(look, taken=taken, width=size[0], height=size[1])
    if not grain:
        return drawn
    with Image.open(BytesIO(drawn)) as image:
        pixels = np.asarray(image).astype(np.float32)
    noise = np.random.default_rng(step).standard_normal(pixels.shape, np.float32)
    written = BytesIO()
    Image.fromarray(np.clip(pixels + GRAIN * noise, 0, 255).astype(np.uint8)).save(
        written, "JPEG", quality=90
    )
    return written.getvalue()
