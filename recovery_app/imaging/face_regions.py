"""Ready areas of a face, laid out from where its eyes are, for her to take, move or leave."""

from pathlib import Path

import cv2
import numpy as np

from recovery_app.domain.alignment import Spot
from recovery_app.domain.regions import FROM_THE_FRONT, READY_POSES, Region, Role, share_inside
from recovery_app.imaging.eyes import find_face
from recovery_app.imaging.layout import Layout, ellipse_of
from recovery_app.imaging.reading import decode
from recovery_app.imaging.skin import Pixels
from recovery_app.imaging.thumbnails import by_quarters, turned
from recovery_app.imaging.turned_regions import suggested_turned

LONGEST = 1000
"""Longer side in pixels at which faces and eyes are looked for."""

_FRONT = (
    Layout("Cheek, on the left", Role.TREATED, -1.0 + 1.1j, 0.38 + 0.36j),
    Layout("Cheek, on the right", Role.TREATED, 1.0 + 1.1j, 0.38 + 0.36j),
    Layout("Forehead", Role.TREATED, -0.92j, 0.75 + 0.24j),
    Layout("Nose", Role.TREATED, 0.75j, 0.22 + 0.4j),
    Layout("Chin", Role.TREATED, 2.72j, 0.38 + 0.2j),
    Layout("In front of the ear, on the left", Role.REFERENCE, -1.7 + 0.75j, 0.17 + 0.4j),
    Layout("In front of the ear, on the right", Role.REFERENCE, 1.7 + 0.75j, 0.17 + 0.4j),
    Layout("Below the jaw", Role.REFERENCE, 4.2j, 0.7 + 0.3j),
)


def eyes_in(source: bytes | Path, turns: int = 0) -> tuple[Spot, Spot] | None:
    """Return the middles of the two eyes, the left one as seen first, or None.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    return eyes_of(_pixels(source, turns))


def suggested(source: bytes | Path, pose: str, turns: int = 0) -> tuple[Region, ...]:
    """Return areas to start from, without ids: treated ones and the person's own untreated skin.

    They lie where these parts are on most faces; hair and glasses are hers to avoid. Empty where no
    two eyes are found, where the pose shows no whole face, or where a turned face does not show
    enough skin (see `turned_regions`).

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    if pose not in READY_POSES:
        return ()
    pixels = _pixels(source, turns)
    eyes = eyes_of(pixels)
    if eyes is None:
        return ()
    if pose != FROM_THE_FRONT:
        return suggested_turned(pixels, eyes, pose)
    regions = (Region("", pose, one.role, one.name, ellipse_of(eyes, one)) for one in _FRONT)
    size = pixels.shape[1], pixels.shape[0]
    return tuple(region for region in regions if share_inside(region.outline, size) == 1)


def eyes_of(pixels: Pixels) -> tuple[Spot, Spot] | None:
    """Return the eyes in pixels that are upright; for this package only."""
    face = find_face(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False))
    if face is None or face.eyes is None:
        return None
    longer = max(pixels.shape[:2])
    (ax, ay), (bx, by) = face.eyes
    return (ax / longer, ay / longer), (bx / longer, by / longer)


def _pixels(source: bytes | Path, turns: int) -> Pixels:
    return np.asarray(by_quarters(turned(decode(source, LONGEST), LONGEST), turns))
