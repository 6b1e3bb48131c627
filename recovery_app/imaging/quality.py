"""How a photo was taken, as numbers that domain.photo_quality judges: sharpness, light, size."""

from collections.abc import Sequence
from math import dist, isfinite, log10

import cv2
import numpy as np
from numpy.typing import NDArray

from recovery_app.domain import colour
from recovery_app.domain.regions import Outline, area_of
from recovery_app.imaging import exif
from recovery_app.imaging.skin import Mask, Photo, Pixels, within
from recovery_app.imaging.tiles import LIGHT

ROOM = 2.4
"""Sides of the square in which blur is looked for, in eye distances around the middle of a face."""

FINE = 256
"""Longer side in pixels to which treated areas are brought before their sharpness is measured."""

COARSE = 512
"""Longer side in pixels to which a face is brought before its blur is measured."""

REBLURRED = 11
"""Pixels over which blur is measured by blurring again (Crete and others 2007)."""

_FLASH = 0x9209
_FOCAL_LENGTH = 0x920A
_LENS = 0xA434


def camera_key(fields: exif.Fields) -> str:
    """Return camera, lens and flash in one line: photos with another key are not comparable.

    Where the lens has no name its focal length in millimetres stands for it. Empty where nothing
    signed.
    """
    make, model = exif.text(fields, exif.MAKE), exif.text(fields, exif.MODEL)
    if model.casefold().startswith(make.casefold()):
        make = ""
    lens = exif.text(fields, _LENS) or _length(fields.get(_FOCAL_LENGTH))
    flash = "flash" if flash_fired(fields) else ""
    return " · ".join(filter(None, (f"{make} {model}".strip(), lens, flash)))


def flash_fired(fields: exif.Fields) -> bool:
    """Tell whether the camera says that the flash fired."""
    value = fields.get(_FLASH)
    return isinstance(value, int) and bool(value & 1)


def short_side(outline: Outline, longer: int) -> float:
    """Return an area divided by its longest extent, in pixels of the original.

    Args:
        outline: in units of the longer side.
        longer: that side in pixels.
    """
    extent = max(dist(one, other) for one in outline for other in outline)
    return area_of(outline) / extent * longer if extent else 0.0


def light_colour(skin: colour.Linear) -> tuple[float, float]:
    """Return 100·log10 of R/G and B/G of the own untreated skin: its light's colour shows there."""
    red, green, blue = skin
    return 100 * log10(red / green), 100 * log10(blue / green)


def side_light(photo: Photo, masks: Sequence[Mask], eyes: Outline) -> float | None:
    """Return L* left of the line through the nose minus right of it, or None without both sides.

    Both are brought to L* 60 on the average first, so that exposure does not count.
    """
    (ax, ay), (bx, by) = photo.places(eyes)
    across = np.array([bx - ax, by - ay])
    ys, xs = within(np.logical_or.reduce(masks))
    offset = (xs - (ax + bx) / 2) * across[0] + (ys - (ay + by) / 2) * across[1]
    left, right = photo.pixels[ys, xs][offset < 0], photo.pixels[ys, xs][offset >= 0]
    if min(len(left), len(right)) < 0.2 * len(xs) or not len(xs):
        return None
    sides = [_median_light(values) for values in (left, right)]
    middle = tuple((one + other) / 2 for one, other in zip(*sides, strict=True))
    if min(map(colour.luminance, sides)) <= 0:
        return None
    _, *both = colour.brought_to(60, (middle[0], middle[1], middle[2]), *sides)
    return colour.lab(both[0])[0] - colour.lab(both[1])[0]


def sharpness(photo: Photo, masks: Sequence[Mask]) -> float:
    """Return how much fine detail the areas hold: spread of the Laplacian of their log brightness.

    Logarithms, because exposure must not count; a fixed size, because distance must not.
    """
    mask = np.logical_or.reduce(masks)
    ys, xs = within(mask)
    if not len(ys):
        return 0.0
    box = np.s_[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    grey = np.log2(_grey(photo.pixels[box]) + 1)
    small, inside = _brought_to(grey, FINE), _brought_to(mask[box].astype(np.float32), FINE)
    detail = cv2.Laplacian(small, cv2.CV_32F)[inside > 0.99]
    return float(detail.std()) if detail.size else 0.0


def face_around(eyes: Outline) -> Outline:
    """Return two corners of the square around a face in which blur is looked for."""
    (ax, ay), (bx, by) = eyes
    x, y = (ax + bx) / 2, (ay + by) / 2 + 0.4 * (bx - ax)
    reach = ROOM / 2 * dist(*eyes)
    # Nothing lies before the first pixel.
    return (max(0.0, x - reach), max(0.0, y - reach)), (x + reach, y + reach)


def blur(photo: Photo, eyes: Outline | None) -> float:
    """Return 0 for sharp to 1 for blurred: how little a picture loses by being blurred again.

    Args:
        photo: the part of it that holds the areas.
        eyes: looked at is the face around them; without them, the whole part.
    """
    pixels = photo.pixels
    if eyes is not None:
        low, high = np.maximum(photo.places(face_around(eyes)).astype(int), 0)
        pixels = pixels[low[1] : high[1], low[0] : high[0]]
    if min(pixels.shape[:2]) < 2 * REBLURRED:
        return 0.0
    grey = _brought_to(_grey(pixels), COARSE)
    return max(_lost(grey, axis) for axis in (0, 1))


def _lost(grey: NDArray[np.float32], axis: int) -> float:
    window = (1, REBLURRED) if axis == 0 else (REBLURRED, 1)
    again = cv2.blur(grey, window)
    steps = (0, 1) if axis == 0 else (1, 0)
    sharp = np.abs(cv2.Sobel(grey, cv2.CV_32F, *steps))
    soft = np.abs(cv2.Sobel(again, cv2.CV_32F, *steps))
    inner = np.s_[2:-1, 2:-1]
    whole, kept = float(sharp[inner].sum()), float(np.maximum(sharp - soft, 0)[inner].sum())
    return abs(whole - kept) / whole if whole else 1.0


def _grey(pixels: Pixels) -> NDArray[np.float32]:
    return cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)


def _brought_to(grey: NDArray[np.float32], longer: int) -> NDArray[np.float32]:
    factor = longer / max(grey.shape)
    width, height = (max(1, round(side * factor)) for side in grey.shape[::-1])
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return cv2.resize(grey, (width, height), interpolation=how).astype(np.float32, copy=False)


def _median_light(values: NDArray[np.uint8]) -> colour.Linear:
    red, green, blue = LIGHT[np.median(values, axis=0).astype(np.uint8)].tolist()
    return red, green, blue


def _length(value: object) -> str:
    try:
        length = float(value)  # pyright: ignore[reportArgumentType] - rational or junk
    except (TypeError, ValueError, ZeroDivisionError):
        return ""
    return f"{length:.1f} mm" if isfinite(length) and length > 0 else ""
