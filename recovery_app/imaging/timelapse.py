"""A time-lapse: photos in the order of their days, one melting into the next, with captions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from recovery_app.errors import LibraryUnavailable, NotFound, PictureRefused
from recovery_app.imaging import films, laying
from recovery_app.imaging.captions import captioned
from recovery_app.imaging.laying import Frame, Pixels, Shot

LONGEST = 1080
"""Pixels of a film's longer side."""
GIF_LONGEST = 560
"""A GIF stores every picture almost bare; larger ones are not taken by mails any more."""
SECONDS = 0.8
"""How long a photo is shown at speed 1, its cross-fade included."""
LAST_MS = 1600
"""How long the last photo stays at least, so that the result is seen before it starts again."""

SUFFIXES = films.SUFFIXES

Progress = Callable[[int, int], None]
"""Hears how many photos of how many are done."""


def _nobody(done: int, total: int) -> None:
    """Take a progress that nobody watches."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a film goes.

    Attributes:
        speed: 1 shows each photo for `SECONDS`, 2 for half of it.
        fade: seconds of a photo's time in which it melts into the next; 0 cuts.
    """

    speed: float = 1.0
    fade: float = 0.3

    @property
    def photo_ms(self) -> int:
        """Milliseconds for one photo."""
        return round(1000 * SECONDS / self.speed)

    @property
    def fade_ms(self) -> int:
        """Milliseconds of it for the cross-fade."""
        return min(round(1000 * self.fade), self.photo_ms * 3 // 4)


@dataclass(frozen=True, slots=True)
class Film:
    """A picture of a film and how long it is shown."""

    pixels: Pixels
    milliseconds: int


def longest_of(file: Path) -> int:
    """Return the pixels of the longer side that suit the kind of file."""
    return GIF_LONGEST if file.suffix.lower() == ".gif" else LONGEST


def frames(
    shots: Sequence[Shot], frame: Frame, left_out: list[Shot], progress: Progress = _nobody
) -> Iterator[tuple[Shot, Pixels]]:
    """Go through the photos as they lie in the frame; never more than one is held.

    Args:
        shots: in their order.
        frame: what is shown.
        left_out: gets those that cannot be read.
        progress: hears of each.
    """
    for number, shot in enumerate(shots, start=1):
        try:
            yield shot, laying.lay(shot, frame)
        except (NotFound, PictureRefused, LibraryUnavailable):
            left_out.append(shot)
        progress(number, len(shots))


def film(laid: Iterator[tuple[Shot, Pixels]], pace: Pace, step_ms: int) -> Iterator[Film]:
    """Go through the pictures of a film: each photo, then its cross-fade, with captions.

    Args:
        laid: the photos with their pixels.
        pace: how fast it goes.
        step_ms: how long each picture of a cross-fade is shown.
    """
    before = next(laid, None)
    if before is None:
        return
    steps = pace.fade_ms // step_ms
    for after in laid:
        yield Film(_said(before), pace.photo_ms - steps * step_ms)
        for step in range(1, steps + 1):
            share = step / (steps + 1)
            words = (after if share > 0.5 else before)[0].caption
            yield Film(captioned(blended(before[1], after[1], share), words), step_ms)
        before = after
    yield Film(_said(before), max(pace.photo_ms, LAST_MS))


def blended(before: Pixels, after: Pixels, share: float) -> Pixels:
    """Return the mixture of two pictures of one size; share 0 is the first, 1 the second."""
    return cv2.addWeighted(before, 1 - share, after, share, 0).astype(np.uint8, copy=False)


@dataclass(frozen=True, slots=True)
class Written:
    """What a film holds.

    Attributes:
        photos: how many are in it.
        unreadable: how many are not, because their files cannot be read.
    """

    photos: int
    unreadable: int


def write(
    file: Path,
    shots: Sequence[Shot],
    frame: Frame,
    pace: Pace,
    progress: Progress = _nobody,
    cancelled: Callable[[], bool] = _never,
) -> Written | None:
    """Write a film as WebP, GIF or MP4, by the file's suffix: whole, or not at all.

    Returns:
        What was written; None where it was cancelled, and then nothing was.

    Raises:
        NotFound: if fewer than two photos can be read.
        OSError: as the disk said; nothing is left behind.
    """
    left_out: list[Shot] = []
    size = frame.width, frame.height
    with films.whole(file) as (part, keep):
        with films.opened(part, file.suffix.lower(), size) as writer:
            laid = frames(shots, frame, left_out, progress)
            for one in film(laid, pace, writer.step_ms):
                if cancelled():
                    return None
                writer.add(one.pixels, one.milliseconds)
        if len(shots) - len(left_out) < 2:
            raise NotFound("Fewer than two of these photos can be read; no time-lapse was written.")
        keep()
    return Written(len(shots) - len(left_out), len(left_out))


def _said(one: tuple[Shot, Pixels]) -> Pixels:
    return captioned(one[1], one[0].caption)
