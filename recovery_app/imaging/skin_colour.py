"""Which pixels have a colour that skin may have: for finding faces' parts, never for numbers."""

import numpy as np
from numpy.typing import NDArray

from recovery_app.imaging.skin import Pixels
from recovery_app.imaging.tiles import LIGHT

FACTOR = 2.4
"""How many times brighter or darker than the middle of a face another part of it may be."""

HUE = 0.16
"""Decades by which R/G and G/B may differ from the middle of the face: a flush is 0.1 of R/G."""


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
