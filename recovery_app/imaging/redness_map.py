"""A picture of where a face is redder than the rest of it: for looking, never for numbers.

Light that went through skin lost a part to melanin and a part to blood. On logarithms of linear
light both are directions, measured once for all (Tsumura and others 1999 and 2003); what lies along
that of blood is shown. The directions of a picture itself would differ at each run.
"""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from recovery_app.imaging import face_regions
from recovery_app.imaging.pixels import ellipse
from recovery_app.imaging.reading import decode
from recovery_app.imaging.skin import Pixels
from recovery_app.imaging.skin_colour import BLOOD, like_skin
from recovery_app.imaging.thumbnails import Shown, by_quarters, turned
from recovery_app.imaging.tiles import LIGHT

LONGEST = 1600
"""Pixels that no side exceeds unless another number is asked for."""

RANGE = (-0.25, 0.55)
"""Density of blood, against the median of the skin, at both ends of the scale. It is the same in
every picture, so that a flush is not stretched away."""

STEPS = (
    (0.00, (52, 70, 110)),
    (0.25, (152, 163, 178)),
    (0.50, (240, 221, 190)),
    (0.75, (214, 110, 62)),
    (1.00, (110, 14, 40)),
)
"""Colours of the scale: dark blue, pale, dark red. Blue against red and its paleness in the middle
can be told apart with every kind of colour vision, and each end by its darkness."""

_DENSITY = -np.log10(np.maximum(LIGHT, 1 / 255)).astype(np.float32)


def redness_map(
    source: bytes | Path,
    longest: int | None = None,
    turns: int = 0,
    words: tuple[str, str] = ("Less red", "Redder"),
) -> Shown:
    """Return a photo as a map of its redness, with a scale that bears words and no numbers.

    What does not look like skin stays grey. Colours say how red a place is beside the rest of the
    same photo; light from two sides or make-up shows as well.

    Args:
        source: the original's file or its content.
        longest: pixels that no side may exceed.
        turns: quarter turns clockwise on top of what the camera says.
        words: for the two ends of the scale.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    box = longest or LONGEST
    image = by_quarters(turned(decode(source, box), box), turns)
    pixels = np.array(_with_scale(_coloured(np.asarray(image)), words))
    height, width = pixels.shape[:2]
    return Shown(width, height, 4 * width, cv2.cvtColor(pixels, cv2.COLOR_RGB2BGRA).tobytes())


def blood(pixels: Pixels) -> NDArray[np.float32]:
    """Return the density of blood at each pixel; a light's colour shifts all of them alike."""
    red, green, blue = (
        share * _DENSITY[pixels[..., channel]] for channel, share in enumerate(BLOOD)
    )
    return (red + green + blue).astype(np.float32)


def _coloured(pixels: Pixels) -> Pixels:
    skin = like_skin(pixels) & _face(pixels)
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    shade = np.repeat(grey[..., None], 3, axis=2)
    if not skin.any():
        return shade.astype(np.uint8)
    found = blood(pixels)
    found -= np.median(found[skin])
    # Blood lies under the skin and has no fine detail; the noise of a camera has little else.
    reach = max(pixels.shape[:2]) / 300
    weight = cv2.GaussianBlur(skin.astype(np.float32), (0, 0), reach)
    smooth = cv2.GaussianBlur(np.where(skin, found, 0), (0, 0), reach) / np.maximum(weight, 0.05)
    level = np.clip((smooth - RANGE[0]) / (RANGE[1] - RANGE[0]), 0, 1)
    # A little of the face's own light, so that nose and eyes are found again.
    lit = _ramp(level) * (0.75 + 0.25 * shade / max(1.0, float(np.percentile(grey[skin], 95))))
    share = np.clip(weight, 0, 1)[..., None]
    return np.clip(share * lit + (1 - share) * (60 + 0.6 * shade), 0, 255).astype(np.uint8)


def _face(pixels: Pixels) -> NDArray[np.bool_]:
    """Return the surroundings of the eyes, or everything where no eyes are found: walls are warm."""
    eyes = face_regions.eyes_of(pixels)
    everywhere = np.ones(pixels.shape[:2], np.bool_)
    if eyes is None:
        return everywhere
    longer = max(pixels.shape[:2])
    left, right = (longer * complex(*eye) for eye in eyes)
    half = (right - left) / 2
    inside = ellipse(pixels.shape, (left + right) / 2 + 1.2j * half, half, 2.7 + 4.3j)
    return inside > 0


def _ramp(level: NDArray[np.floating]) -> NDArray[np.float64]:
    at, colours = [step for step, _ in STEPS], np.array([colour for _, colour in STEPS])
    return np.stack([np.interp(level, at, colours[:, channel]) for channel in range(3)], axis=-1)


def _with_scale(pixels: Pixels, words: tuple[str, str]) -> Image.Image:
    """Draw the scale and its words onto a strip at the foot of the picture."""
    image = Image.fromarray(pixels)
    size = max(10, round(max(image.size) / 40))
    font = ImageFont.load_default(size)
    ends = [font.getlength(word) for word in words]
    bar = round(image.width * 0.4)
    if bar + sum(ends) + 5 * size > image.width or 5 * size > image.height:
        return image
    strip = Image.new("RGB", (image.width, 2 * size), (38, 37, 44))
    colours = _ramp(np.repeat(np.linspace(0, 1, bar)[None], size, axis=0))
    left = round((image.width - bar - ends[1] + ends[0]) / 2)
    strip.paste(Image.fromarray(colours.astype(np.uint8)), (left, size // 2))
    draw = ImageDraw.Draw(strip)
    draw.text((left - size // 2, size), words[0], "white", font, anchor="rm")
    draw.text((left + bar + size // 2, size), words[1], "white", font, anchor="lm")
    image.paste(strip, (0, image.height - 2 * size))
    return image
