"""Ready areas of a face, laid out from where its eyes are, for her to take, move or leave."""

from math import cos, pi, sin
from pathlib import Path

import cv2
import numpy as np

from recovery_app.domain.alignment import Spot
from recovery_app.domain.regions import READY_POSE, Outline, Region, Role, share_inside
from recovery_app.imaging.eyes import find_face
from recovery_app.imaging.reading import decode
from recovery_app.imaging.skin import Pixels
from recovery_app.imaging.thumbnails import by_quarters, turned

LONGEST = 1000
"""Longer side in pixels at which faces and eyes are looked for."""

CORNERS = 16
"""Of an area's outline: enough to look round, few enough to drag."""

_FRONT: tuple[tuple[str, Role, complex, complex], ...] = (
    ("Cheek, on the left", Role.TREATED, -1.0 + 1.1j, 0.38 + 0.36j),
    ("Cheek, on the right", Role.TREATED, 1.0 + 1.1j, 0.38 + 0.36j),
    ("Forehead", Role.TREATED, -0.92j, 0.75 + 0.24j),
    ("Nose", Role.TREATED, 0.75j, 0.22 + 0.4j),
    ("Chin", Role.TREATED, 2.72j, 0.38 + 0.2j),
    ("In front of the ear, on the left", Role.REFERENCE, -1.7 + 0.75j, 0.17 + 0.4j),
    ("In front of the ear, on the right", Role.REFERENCE, 1.7 + 0.75j, 0.17 + 0.4j),
    ("Below the jaw", Role.REFERENCE, 4.2j, 0.7 + 0.3j),
)
"""Name, role, middle and half axes, from the point between the eyes in halves of their distance."""


def eyes_in(source: bytes | Path, turns: int = 0) -> tuple[Spot, Spot] | None:
    """Return the middles of the two eyes, the left one as seen first, or None.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    return _eyes_and_size(source, turns)[0]


def suggested(source: bytes | Path, pose: str, turns: int = 0) -> tuple[Region, ...]:
    """Return areas to start from, without ids: treated ones and the person's own untreated skin.

    They lie where these parts are on most faces; hair and glasses are hers to avoid. Empty where no
    two eyes are found or the pose does not show the face from the front.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    if pose != READY_POSE:
        return ()
    eyes, size = _eyes_and_size(source, turns)
    if eyes is None:
        return ()
    regions = (
        Region("", pose, role, name, _ellipse(eyes, middle, axes))
        for name, role, middle, axes in _FRONT
    )
    return tuple(region for region in regions if share_inside(region.outline, size) == 1)


def eyes_of(pixels: Pixels) -> tuple[Spot, Spot] | None:
    """Return the eyes in pixels that are upright; for this package only."""
    face = find_face(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False))
    if face is None or face.eyes is None:
        return None
    longer = max(pixels.shape[:2])
    (ax, ay), (bx, by) = face.eyes
    return (ax / longer, ay / longer), (bx / longer, by / longer)


def _ellipse(eyes: tuple[Spot, Spot], middle: complex, axes: complex) -> Outline:
    left, right = (complex(*eye) for eye in eyes)
    between, half = (left + right) / 2, (right - left) / 2
    corners: list[Spot] = []
    for number in range(CORNERS):
        turn = 2 * pi * number / CORNERS
        place = between + half * (middle + complex(axes.real * cos(turn), axes.imag * sin(turn)))
        corners.append((place.real, place.imag))
    return tuple(corners)


def _eyes_and_size(
    source: bytes | Path, turns: int
) -> tuple[tuple[Spot, Spot] | None, tuple[int, int]]:
    image = by_quarters(turned(decode(source, LONGEST), LONGEST), turns)
    return eyes_of(np.asarray(image)), image.size
