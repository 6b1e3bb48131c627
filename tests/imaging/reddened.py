"""A real face with redness added whose amount is known, photographed under changing conditions."""

from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from recovery_app.domain.alignment import Placement, Spot
from recovery_app.domain.regions import Region, Role
from tests.imaging import known
from tests.imaging.samples import display_p3

Light = NDArray[np.float32]
"""Linear red, green, blue of sRGB's primaries, 0–1, rows from the top."""

TREATED = (
    ("cheek", ((197, 121), (208, 121), (208, 131), (197, 131))),
    ("other cheek", ((244, 120), (256, 120), (256, 130), (244, 130))),
    ("chin", ((214, 159), (230, 159), (230, 167), (214, 167))),
)
UNTREATED = (
    ("brow", ((213, 84), (238, 84), (238, 91), (213, 91))),
    ("beside the mouth", ((190, 143), (197, 143), (200, 153), (194, 153))),
)
"""Corners in pixels of the astronaut's picture."""

TO_P3 = np.array(
    [[0.8224621, 0.1775380, 0.0], [0.0331941, 0.9668058, 0.0], [0.0170827, 0.0723974, 0.9105199]]
)
"""Linear sRGB to linear Display-P3 (both D65; from their primaries)."""

ABSORBED = np.array([0.10, 0.75, 0.60])
"""How haemoglobin takes light from red, green and blue, by ratio."""


STRAIGHT = Placement()


@dataclass(frozen=True)
class Conditions:
    """How a photo is taken.

    Attributes:
        gains: of the three channels, exposure included.
        blur: in pixels of the photo.
        noise: steps of 255.
        quality: of the JPEG; None writes a TIFF, which loses nothing.
        wide: whether the camera writes Display-P3 (and balances its white there).
        placement: from the photo to the reference.
        astray: by how much the placement that is handed on is wrong.
    """

    gains: tuple[float, float, float] = (0.75, 0.75, 0.75)
    blur: float = 0.0
    noise: float = 0.0
    quality: int | None = None
    wide: bool = False
    placement: Placement = STRAIGHT
    astray: Placement = STRAIGHT


def by_chance(dice: Random, stops: float = 0.5) -> Conditions:
    """Return conditions as the issue of redness has them: ±10 % per channel, ±0.5 EV, and so on."""
    exposure = 0.75 * 2 ** dice.uniform(-stops, stops)
    red, green, blue = (exposure * dice.uniform(0.9, 1.1) for _ in range(3))
    middle = (0.48, 0.4)
    placement = known.about_the_middle(
        dice.uniform(0.9, 1.1), dice.uniform(-7, 7), (0.0, 0.0), middle
    )
    return Conditions(
        (red, green, blue),
        dice.uniform(0, 2.5),
        dice.uniform(0, 4),
        dice.randint(70, 95),
        dice.random() < 0.5,
        placement,
        Placement(dx=dice.gauss(0, 0.01) * unit(), dy=dice.gauss(0, 0.01) * unit()),
    )


def unit() -> float:
    """Return the distance of the eyes in the reference's longer side."""
    return known.face().unit


SIZE = (1100, 800)
"""Pixels of the photos: a face of 170 pixels between the eyes, down to her collar: quickly drawn."""

STEPS = 1 << 18
"""So finely light is told apart where it is turned into shown values: to 0.013 of 255 at worst."""


@cache
def regions(reference: bool = True) -> tuple[Region, ...]:
    """Return the areas as drawn on the reference."""
    treated = [Region(name, "front", Role.TREATED, name, spots(c)) for name, c in TREATED]
    others = [Region(name, "front", Role.REFERENCE, name, spots(c)) for name, c in UNTREATED]
    return (*treated, *others) if reference else tuple(treated)


def spots(corners: Any) -> tuple[Spot, ...]:
    """Return pixels of the astronaut's picture as spots of the reference."""
    scene = known.face()
    per_unit = max(scene.size) / scene.zoom
    return tuple(
        ((x - scene.corner[0]) / per_unit, (y - scene.corner[1]) / per_unit) for x, y in corners
    )


EYES: tuple[Spot, Spot] = (spots(known.EYES)[0], spots(known.EYES)[1])


def light_of(shown: NDArray[Any]) -> Light:
    """Return linear light, 0–1, of values 0–255."""
    values = np.asarray(shown, np.float32) / 255
    curve = ((values + np.float32(0.055)) / np.float32(1.055)) ** np.float32(2.4)
    return np.where(values <= 0.04045, values / np.float32(12.92), curve)


def shown_of(light: NDArray[Any]) -> Light:
    """Return values 0–255, not rounded, of linear light."""
    return _shown()[(np.clip(light, 0, 1) * np.float32(STEPS)).astype(np.int32)]


@cache
def _shown() -> Light:
    light = np.arange(STEPS + 1) / STEPS
    curve = 1.055 * light ** (1 / 2.4) - 0.055
    return (255 * np.where(light <= 0.0031308, light * 12.92, curve)).astype(np.float32)


@cache
def skin_mask() -> Light:
    """Return 1 in the treated areas and a little around them, in the astronaut's picture."""
    mask = np.zeros(known.face().pixels.shape[:2], np.uint8)
    for _, corners in TREATED:
        cv2.fillPoly(mask, [np.array(corners, np.int32)], 1)
    wide = cv2.dilate(mask, np.ones((7, 7), np.uint8)).astype(np.float32)
    return cv2.GaussianBlur(wide, (0, 0), 1.0).astype(np.float32)


def photographed(redness: float, how: Conditions, dice: Random) -> bytes:
    """Return a photo of the face whose treated areas are redder by so much ΔEI, as a file."""
    return developed(taken(redness, how.placement), how, dice)


@lru_cache(4)
def taken(redness: float, placement: Placement) -> Light:
    """Return the light of the face from there; nothing of it is rounded."""
    scene = known.face()
    # 100·log10 of what is left of red against green is the redness.
    density = np.float32(redness / 100 / (ABSORBED[1] - ABSORBED[0])) * skin_mask()
    light = _face_light() * np.power(10, -density[..., None] * ABSORBED.astype(np.float32))
    per_unit = max(scene.size) / scene.zoom

    def at(x: float, y: float) -> Spot:
        u, v = placement((x / max(SIZE), y / max(SIZE)))
        return scene.corner[0] + u * per_unit, scene.corner[1] + v * per_unit

    (cx, cy), (ax, ay), (bx, by) = at(0.5, 0.5), at(1.5, 0.5), at(0.5, 1.5)
    matrix = np.array([[ax - cx, bx - cx, cx - 0.5], [ay - cy, by - cy, cy - 0.5]])
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    wide = cv2.warpAffine(light, matrix, SIZE, flags=flags, borderMode=cv2.BORDER_REFLECT)
    wide = np.clip(wide, 0, 1).astype(np.float32)
    wide.setflags(write=False)
    return wide


@cache
def _face_light() -> Light:
    return light_of(known.face().pixels)


def developed(light: Light, how: Conditions, dice: Random) -> bytes:
    """Return light as a camera writes it under these conditions."""
    if how.blur:
        light = cv2.GaussianBlur(light, (0, 0), how.blur).astype(np.float32)
    seen = cv2.transform(light, TO_P3) if how.wide else light
    values = shown_of(seen * np.array(how.gains, np.float32))
    if how.noise:
        values = cv2.scaleAdd(known.noise_for(values, dice), how.noise, values)
    image = Image.fromarray(np.clip(np.rint(values), 0, 255).astype(np.uint8))
    options: dict[str, Any] = {"icc_profile": display_p3()} if how.wide else {}
    file = BytesIO()
    if how.quality is None:
        image.save(file, "TIFF", **options)
    else:
        image.save(file, "JPEG", quality=how.quality, **options)
    return file.getvalue()


def handed_on(how: Conditions) -> Placement:
    """Return the placement as alignment would give it: a little astray."""
    return how.placement.then(how.astray)
