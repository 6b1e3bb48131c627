"""What colours skin may have, and what beside shade makes them differ: melanin and blood.

For finding parts of faces, for the map, and for reasons beside a number; never for numbers.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recovery_app.domain.colour import Linear
from recovery_app.imaging.skin import Pixels
from recovery_app.imaging.tiles import LIGHT

FACTOR = 2.4
"""How many times brighter or darker than the middle of a face another part of it may be."""

HUE = 0.16
"""Decades by which R/G and G/B may differ from the middle of the face: a flush is 0.1 of R/G."""

SHADING, MELANIN, HAEMOGLOBIN = (
    (1.0, 1.0, 1.0),
    (0.4143, 0.3570, 0.8372),
    (0.2988, 0.6838, 0.6657),
)
"""What shade, melanin and blood take from red, green and blue, as logarithms (Tsumura and others)."""

_SHADE, _PIGMENT, BLOOD = np.linalg.inv(np.array([SHADING, MELANIN, HAEMOGLOBIN]).T)
"""What of a colour's density lies along each of them."""

OTHER_PIGMENT = 0.25
"""Density of melanin by which areas of one skin differ at most: a real face's parts differed by 0.17,
a flush adds 0.1, a step of the Monk scale about as much."""

OTHER_LIGHT = 0.42
"""Decades of brightness likewise, a factor of 2.6: a real face's parts differed by 0.31."""


def like_skin(pixels: Pixels) -> NDArray[np.bool_]:
    """Return where colours are such as skin of any shade has under ordinary light."""
    red, green, blue = (LIGHT[pixels[..., channel]] for channel in range(3))
    # From the palest to the darkest tone of a scale that was made for all skins (Monk).
    warm = (red > 1.06 * green) & (red < 5.6 * green) & (blue < 1.15 * green)
    return warm & (red > 0.008) & (pixels.max(-1) < 254)


def like_this_skin(pixels: Pixels, face: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return where colours are such as the rest of this face has; brown hair is darker than that.

    Args:
        pixels: of the photo.
        face: where its skin is known to be.
    """
    found = like_skin(pixels)
    known = found & face
    if not known.any():
        return np.zeros_like(found)
    light = np.log10(np.maximum(LIGHT[pixels], 1e-4))
    middle = np.median(light[known], axis=0)
    apart = light - middle
    hues = np.abs(apart[..., 0] - apart[..., 1]), np.abs(apart[..., 1] - apart[..., 2])
    return found & (np.abs(apart[..., 1]) < np.log10(FACTOR)) & (np.maximum(*hues) < HUE)


def unlike(areas: Sequence[Linear]) -> bool:
    """Tell whether areas differ in pigment or in brightness as parts of one skin hardly do.

    Redness itself does not count, nor do exposure and white balance, which all areas share.
    """
    if len(areas) < 2:
        return False
    light = np.log10(np.maximum(np.array(areas, np.float64), 1e-5))
    pigment, brightness = -light @ _PIGMENT, light.mean(axis=1)
    return bool(np.ptp(pigment) > OTHER_PIGMENT or np.ptp(brightness) > OTHER_LIGHT)
