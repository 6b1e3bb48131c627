"""The pixels of drawn areas, as a photo has them: upright, in sRGB, not averaged, not evened out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from recovery_app.domain.alignment import Placement, Spot
from recovery_app.domain.regions import Outline
from recovery_app.imaging import colours, exif
from recovery_app.imaging.reading import decode

Pixels = NDArray[np.uint8]
"""Rows from the top, each pixel as red, green, blue in sRGB."""

Mask = NDArray[np.bool_]

LEAST = 1500
"""A JPEG is decoded at 1/2, 1/4 or 1/8 while its longer side keeps so many pixels. That averages
shown values instead of light; measured, it moves ΔEI by 0.2 at most, and nearer to what the same
picture gives without noise (docs/measurement.md)."""

LONGEST = 3000
"""Longer side in pixels of what is measured; of other large pictures every second or third pixel
is taken."""

_GREY = {"1", "L", "LA", "I;16", "I;16L", "I;16B", "I;16N"}


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """The part of a photo in which areas lie.

    Attributes:
        pixels: that part.
        corner: where its first pixel is among those of the whole, as thinned out.
        per_unit: such pixels in the longer side.
        step: pixels of the original for one of these, in each direction.
        size: width and height of the original, upright.
        coloured: whether the file has colours at all.
        fields: its EXIF values.
    """

    pixels: Pixels
    corner: tuple[int, int]
    per_unit: float
    step: float
    size: tuple[int, int]
    coloured: bool
    fields: exif.Fields

    def places(self, outline: Sequence[Spot]) -> NDArray[np.float64]:
        """Return the corners of an outline as pixels of the part; the middle of the first is 0."""
        shift = np.array(self.corner) + 0.5 / self.step
        return np.array(outline, np.float64) * self.per_unit - shift

    def mask(self, outline: Sequence[Spot]) -> Mask:
        """Return which pixels of the part lie inside an outline."""
        filled = np.zeros(self.pixels.shape[:2], np.uint8)
        fine = 16
        corners = np.round(self.places(outline) * fine).astype(np.int32)
        cv2.fillPoly(filled, [corners], 1, shift=4)
        return filled.astype(bool)


def opened(
    source: bytes | Path, turns: int, outlines: Sequence[Outline], margin: float = 0.0
) -> Photo:
    """Open the part of a photo that holds all outlines.

    Args:
        source: the original's file or its content.
        turns: quarter turns clockwise on top of what the camera says.
        outlines: in units of the photo's longer side as shown.
        margin: how much more around them, in the same unit.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    decoded = decode(source, LEAST)
    coloured = decoded.image.mode not in _GREY
    profile = cast("bytes | None", decoded.image.info.get("icc_profile"))
    image = colours.plain(decoded.image)
    if image.mode != "RGB":
        image, profile = colours.to_srgb(image, profile), None
    upright = np.rot90(_upright(np.asarray(image), decoded.orientation), -turns)
    height, width = upright.shape[:2]
    step = -(-max(width, height) // LONGEST)
    spots = np.array([spot for outline in outlines for spot in outline] or [(0.0, 0.0)])
    low, high = spots.min(0) - margin, spots.max(0) + margin
    per_unit = max(width, height) / step
    left, top = (int(side) for side in np.clip(low * per_unit - 2, 0, None))
    right, bottom = (int(side) for side in np.clip(high * per_unit + 3, 1, None))
    part = np.ascontiguousarray(upright[::step, ::step][top:bottom, left:right])
    if profile and part.size:
        part = np.asarray(colours.to_srgb(Image.fromarray(part), profile))
    wide, high = decoded.size
    size = (wide, high) if turns % 2 == 0 else (high, wide)
    original = step * max(size) / max(width, height)
    return Photo(part, (left, top), per_unit, original, size, coloured, decoded.fields)


def within(mask: Mask) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return rows and columns of a mask's pixels; only around them is looked."""
    left, top, width, height = cv2.boundingRect(mask.view(np.uint8))
    ys, xs = np.nonzero(mask[top : top + height, left : left + width])
    return ys + top, xs + left


def in_photo(placement: Placement, outline: Sequence[Spot]) -> Outline:
    """Return where an outline of the reference lies in a photo."""
    back = placement.inverse()
    return tuple(back(spot) for spot in outline)


def _upright(stored: Pixels, orientation: int) -> Pixels:
    """Return stored pixels upright, as a view: EXIF numbers the eight ways they may lie."""
    if orientation in {5, 7}:
        stored = stored.transpose(1, 0, 2)
    elif orientation in {2, 4}:
        stored = stored[:, ::-1]
    quarters = {3: 2, 4: 2, 6: -1, 7: 2, 8: 1}
    return np.rot90(stored, quarters.get(orientation, 0))
