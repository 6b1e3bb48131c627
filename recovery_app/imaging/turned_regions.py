"""Ready areas of a face that is turned half aside: laid out from both eyes, kept where skin is.

With both eyes in sight a face is turned by some 30 to 50 degrees, never to a full profile. Eyes that
are turned aside look nearer together than they are, so that heights are more of their distance than on
a face from the front, and what lies behind the eyes, such as the ear, moves out to the side.
"""

from math import cos, radians, tan

import cv2
import numpy as np
from numpy.typing import NDArray

from recovery_app.domain.alignment import Spot
from recovery_app.domain.regions import Region, Role
from recovery_app.imaging.layout import Layout, ellipse_of
from recovery_app.imaging.skin import Pixels
from recovery_app.imaging.skin_colour import like_this_skin

YAW = 40.0
"""Degrees by which a turned face is taken to be turned."""

SKIN, NO_SKIN = 0.9, 0.5
"""Share of an area that must be skin to be offered; and at the most in front of the ear that is out
of sight, else nobody knows to which side the face is turned."""


def _seen(x: float, y: float, depth: float) -> complex:
    """Return where a point of a head is seen, from the point between the eyes.

    Args:
        x: to the near side, in halves of the distance of the eyes.
        y: down, in the same unit.
        depth: towards the nose from the plane of the eyes, in the same unit.

    Returns:
        To the near side (real) and down (imaginary), in halves of the distance as it is seen.
    """
    return complex(x - depth * tan(radians(YAW)), y / cos(radians(YAW)))


_CHEEK = Layout("Cheek", Role.TREATED, _seen(1.3, 1.1, 0.0), 0.5 + 0.42j)
_EAR = Layout("In front of the ear", Role.REFERENCE, _seen(2.0, 0.8, -1.1), 0.22 + 0.45j)
_OTHERS = (
    Layout("Forehead", Role.TREATED, _seen(0.5, -0.95, 0.3), 0.7 + 0.26j),
    Layout("Chin", Role.TREATED, _seen(0.15, 2.66, 0.3), 0.34 + 0.22j),
    Layout("Below the jaw", Role.REFERENCE, _seen(0.3, 4.15, -1.4), 0.5 + 0.28j),
)
_MIDDLE = Layout("", Role.TREATED, _seen(0.0, 1.0, 0.2), 0.8 + 0.35j)


def suggested_turned(pixels: Pixels, eyes: tuple[Spot, Spot], pose: str) -> tuple[Region, ...]:
    """Return areas to start from on a face that is turned half aside, without ids.

    Which side is near is seen in the photo, because a camera may have mirrored it. Empty where that
    is not clear, or where the near cheek or any untreated skin is not seen.

    Args:
        pixels: of the photo, upright.
        eyes: middles of the two, the left one as seen first.
        pose: of the photo.
    """
    skin = like_this_skin(pixels, _inside(pixels, ellipse_of(eyes, _MIDDLE)))

    def share(layout: Layout, side: int) -> float:
        mask = _inside(pixels, ellipse_of(eyes, layout.on(side)))
        return float(skin[mask].mean()) if mask.any() else 0.0

    ears = {side: share(_EAR, side) for side in (1, -1)}
    near = max(ears, key=lambda side: ears[side])
    if ears[-near] > NO_SKIN:
        return ()
    layouts = [one for one in (_CHEEK, *_OTHERS, _EAR) if share(one, near) >= SKIN]
    roles = {one.role for one in layouts}
    if _CHEEK not in layouts or Role.REFERENCE not in roles:
        return ()
    return tuple(
        Region("", pose, one.role, one.name, ellipse_of(eyes, one.on(near))) for one in layouts
    )


def _inside(pixels: Pixels, outline: tuple[Spot, ...]) -> NDArray[np.bool_]:
    """Return which pixels lie inside; none where it reaches beyond the picture."""
    height, width = pixels.shape[:2]
    corners = np.array(outline, np.float64) * float(max(width, height))
    if corners.min() < 0 or (corners > (width, height)).any():
        return np.zeros((height, width), np.bool_)
    filled = np.zeros((height, width), np.uint8)
    cv2.fillPoly(filled, [np.array(np.round(corners), np.int32)], 1)
    return filled.astype(bool)
