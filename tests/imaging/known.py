"""A real face and textures, and photos of them whose placement is known."""

from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from math import exp, hypot, log
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from skimage import data

from recovery_app.domain.alignment import Placement, Spot

Pixels = NDArray[np.float32]


@dataclass(frozen=True)
class Scene:
    """What is photographed.

    Attributes:
        pixels: more of it than its reference shows.
        corner, zoom: the reference begins there, and shows each pixel so many times larger.
        size: of the reference in pixels.
        spots: where errors are measured, in units of the reference's longer side.
        unit: what they are measured against, likewise: the eye distance or a tenth.
    """

    pixels: Pixels
    corner: tuple[int, int]
    zoom: float
    size: tuple[int, int]
    spots: tuple[Spot, ...]
    unit: float


# Eyes, forehead, chin and cheeks of the astronaut, in pixels of the whole picture.
EYES = ((201.5, 102.0), (247.5, 104.5))
FACE = (*EYES, (226.1, 73.3), (221.2, 169.9), (197.5, 131.7), (248.1, 134.4))


@cache
def face() -> Scene:
    """Return Eileen Collins, photographed by NASA: public domain, a part of scikit-image."""
    left, top, side, zoom = 80, 0, 300, 2.0
    apart = hypot(EYES[1][0] - EYES[0][0], EYES[1][1] - EYES[0][1])
    spots = tuple(((x - left) / side, (y - top) / side) for x, y in FACE)
    pixels = np.asarray(data.astronaut(), np.float32)
    return Scene(pixels, (left, top), zoom, (600, 600), spots, apart / side)


@cache
def texture(name: str) -> Scene:
    """Return the middle of a texture of scikit-image: brick, gravel or grass."""
    grey = np.asarray(getattr(data, name)(), np.float32)
    grid = [0.1, 0.3, 0.5, 0.7, 0.9]
    spots = tuple((x, y) for x in grid for y in grid)
    return Scene(np.repeat(grey[..., None], 3, 2), (106, 106), 2.0, (600, 600), spots, 0.1)


def about_the_middle(
    scale: float = 1.0, angle: float = 0.0, shift: Spot = (0.0, 0.0), middle: Spot = (0.5, 0.5)
) -> Placement:
    """Return a placement from a photo that shows the middle shifted, turned and enlarged."""
    moved = Placement(scale, angle)
    x, y = moved(middle)
    return moved.then(Placement(dx=middle[0] - x + shift[0], dy=middle[1] - y + shift[1])).inverse()


def by_chance(dice: Random, seen: tuple[Spot, ...] = ()) -> Placement:
    """Return a placement within ±12°, 0.7 to 1.4 times and 25 % in which the spots are seen."""
    while True:
        scale, angle = exp(dice.uniform(log(0.7), log(1.4))), dice.uniform(-12, 12)
        shift = dice.uniform(-0.25, 0.25), dice.uniform(-0.25, 0.25)
        placement = about_the_middle(scale, angle, shift)
        if all(0.03 < side < 0.97 for spot in seen for side in placement.inverse()(spot)):
            return placement


def reference(scene: Scene) -> bytes:
    """Return the reference as a file."""
    return encoded(taken(scene, Placement()))


def taken(scene: Scene, placement: Placement, size: tuple[int, int] | None = None) -> Pixels:
    """Photograph a scene from elsewhere: the placement leads from the photo to the reference."""
    width, height = size or scene.size
    per_unit = max(scene.size) / scene.zoom

    def at(x: float, y: float) -> Spot:
        u, v = placement((x / max(width, height), y / max(width, height)))
        return scene.corner[0] + u * per_unit, scene.corner[1] + v * per_unit

    (cx, cy), (ax, ay), (bx, by) = at(0.5, 0.5), at(1.5, 0.5), at(0.5, 1.5)
    matrix = np.array([[ax - cx, bx - cx, cx - 0.5], [ay - cy, by - cy, cy - 0.5]])
    flags, around = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP, cv2.BORDER_REFLECT
    seen = scene.pixels.astype(np.uint8)
    photo = cv2.warpAffine(seen, matrix, (width, height), flags=flags, borderMode=around)
    return photo.astype(np.float32)


def in_front_of(wall: Pixels, scene: Scene, shape: Pixels, placement: Placement) -> Pixels:
    """Photograph what a shape (0 to 255) cuts out of a scene, before a wall that never moves."""
    cut = taken(replace(scene, pixels=np.repeat(shape[..., None], 3, 2)), placement) / 255
    return (taken(scene, placement) * cut + wall * (1 - cut)).astype(np.float32)


def head() -> Pixels:
    """Return the shape of the astronaut's head."""
    return _ellipse(data.astronaut().shape[:2], (224, 119), (62, 90))


def _ellipse(shape: tuple[int, int], middle: Spot, axes: Spot) -> Pixels:
    rows, columns = np.indices(shape, np.float32)
    away = ((columns - middle[0]) / axes[0]) ** 2 + ((rows - middle[1]) / axes[1]) ** 2
    return (np.clip((1.03 - away) * 16, 0, 1) * 255).astype(np.float32)


def flushed(scene: Scene, dice: Random, redness: float) -> Scene:
    """Return the face with red patches on cheeks, forehead and chin, as blood absorbs light."""
    height, width = scene.pixels.shape[:2]
    rows, columns = np.arange(height), np.arange(width)
    absorbed = np.zeros((height, width), np.float32)
    for x, y in FACE[2:]:
        x, y, reach = x + dice.gauss(0, 6), y + dice.gauss(0, 6), dice.uniform(10, 25)
        across, down = (np.exp(-(away**2) / (2 * reach**2)) for away in (columns - x, rows - y))
        absorbed += redness * dice.uniform(0.3, 1) * down[:, None] * across
    # Shown values are the light's to the power of 1/2.2, and so is what is left of them.
    left = np.exp(-absorbed[..., None] * np.array([0.1, 0.75, 0.6], np.float32) / 2.2)
    return replace(scene, pixels=scene.pixels * left)


def on_another_day(pixels: Pixels, dice: Random, stops: float = 0.5) -> bytes:
    """Return a photo under another light, with another white balance, blur, noise and quality."""
    exposure = 2 ** dice.uniform(-stops, stops)
    gains = [exposure * exp(dice.uniform(-0.12, 0.12)) for _ in range(3)]
    levels = np.arange(256) / 255
    table = [np.clip(levels**2.2 * gain, 0, 1) ** (1 / 2.2) * 255 for gain in gains]
    light = Image.fromarray(pixels.astype(np.uint8)).point([round(v) for row in table for v in row])
    soft = light.filter(ImageFilter.GaussianBlur(dice.uniform(0, 1.2)))
    noise = noise_for(pixels, dice) * np.float32(dice.uniform(0, 5))
    return encoded(np.asarray(soft, np.float32) + noise, quality=dice.randint(70, 95))


def noise_for(pixels: NDArray[Any], dice: Random) -> Pixels:
    """Return noise of deviation 1, of which each photo has a part of its own.

    To draw it anew would take longer than all else that is done to a photo.
    """
    number, all_of_it = dice.randrange(2**32), _noise()
    if pixels.size > all_of_it.size // 2:
        made = np.random.default_rng(number)
        return made.standard_normal(pixels.shape, np.float32)
    first = number % (all_of_it.size - pixels.size)
    return all_of_it[first : first + pixels.size].reshape(pixels.shape)


@cache
def _noise() -> Pixels:
    return np.random.default_rng(1).standard_normal(1 << 23, np.float32)


def encoded(pixels: NDArray[Any], quality: int = 92, **options: Any) -> bytes:
    """Return pixels as a JPEG file."""
    file = BytesIO()
    image = Image.fromarray(np.clip(np.rint(pixels), 0, 255).astype(np.uint8))
    image.save(file, "JPEG", quality=quality, **options)
    return file.getvalue()


def miss(found: Placement, true: Placement, scene: Scene) -> float:
    """Return by how much a placement errs at the worst, in the scene's unit.

    It is measured at all spots of a face, and at those of a texture that the photo shows.
    """
    worst = 0.0
    for spot in scene.spots:
        here = true.inverse()(spot)
        if len(scene.spots) == len(FACE) or all(0 <= side <= 1 for side in here):
            x, y = found(here)
            worst = max(worst, hypot(x - spot[0], y - spot[1]) / scene.unit)
    return worst
