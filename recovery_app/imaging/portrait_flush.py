"""The soft colours of the drawn skin: the flush after a session and patches of uneven tone.

Both are small pictures of how much light the skin takes away, laid over the face. Where they may
lie follows the maps of the face's zones, so that a cheek flushes in each pose as a cheek does.
"""

from collections.abc import Mapping, Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from recovery_app.imaging.portrait_face import Face, Zone, kind_of
from recovery_app.imaging.portrait_paper import Line, Sheet

Field = NDArray[np.float64]
Lobe = tuple[float, float, float, float, float]
"""A soft blob on a zone's map: middle (out, down), reach (out, down), strength 0 to 1."""

CELL = 4.0
LEFT, TOP = -260.0, 192.0
COLUMNS, ROWS = 130, 154
"""The grid of the fields: width of a cell and upper left in design points, and how many cells."""

FLUSH: Mapping[str, Sequence[Lobe]] = {
    "cheek": (
        (0.0, 0.0, 0.80, 0.75, 0.80),
        (0.55, -0.35, 0.75, 0.60, 0.50),
        (-0.35, 0.55, 0.60, 0.65, 0.45),
        (0.45, 0.85, 0.80, 0.70, 0.45),
        (-0.55, -0.10, 0.45, 0.60, 0.40),
        (0.1, 0.7, 1.7, 2.0, 0.36),
    ),
    "nose": ((0.0, 0.35, 0.85, 0.60, 0.75), (0.0, -0.60, 0.70, 0.70, 0.50)),
    "forehead": (
        (0.0, 0.05, 0.60, 0.75, 0.40),
        (0.0, 0.1, 1.05, 1.3, 0.36),
        (-0.45, 0.10, 0.40, 0.60, 0.30),
        (0.50, 0.00, 0.40, 0.60, 0.35),
    ),
    "chin": ((0.0, 0.0, 0.80, 0.80, 0.65), (0.0, -0.4, 2.2, 1.6, 0.30)),
    "lip": ((0.0, 0.0, 0.90, 1.20, 0.40),),
}
"""Where treated skin flushes."""

BLOOD = (0.07, 0.60, 0.56)
"""The parts of red, green and blue light that a full flush takes away: blood absorbs green most."""

PIGMENT = (0.16, 0.27, 0.34)
"""The parts that the darkest patch takes away."""


def dye_skin(sheet: Sheet, face: Face, *, redness: float, unevenness: float, seed: int) -> None:
    """Dye the skin in linear light, so that red against green grows evenly with `redness`."""
    left = np.ones(3)
    if unevenness:
        left = left * _left(_patches(face.zones), PIGMENT, unevenness)
    if redness:
        left = left * _left(_flush(face, seed), BLOOD, redness)
    if left.ndim > 1:
        # sRGB's curve is near enough to a power of 2.2 for a product to be one in both.
        pixels = np.rint(255 * left ** (1 / 2.2)).astype(np.uint8)
        sheet.tint(Image.fromarray(pixels), CELL, (LEFT, TOP))


def seeded(seed: int | str) -> Random:
    """Return dice that always fall alike for the same seed."""
    return Random(seed)  # noqa: S311 - where a freckle sits is no secret


def _left(field: Field, taken: tuple[float, float, float], amount: float) -> Field:
    return 1 - field[..., None] * amount * np.array(taken)


def _grid() -> Line:
    x = LEFT + CELL * (np.arange(COLUMNS, dtype=np.float64) + 0.5)
    y = TOP + CELL * (np.arange(ROWS, dtype=np.float64) + 0.5)
    return np.stack(np.meshgrid(x, y), axis=-1)


def _blob(places: Line, lobe: Lobe) -> Field:
    u, v, reach_u, reach_v, strength = lobe
    away = ((places[..., 0] - u) / reach_u) ** 2 + ((places[..., 1] - v) / reach_v) ** 2
    return strength * np.exp(-away)


def _clouds(seed: int, across: int) -> Field:
    """Return soft noise from 0 to 1 that is `across` blobs wide."""
    down = round(across * ROWS / COLUMNS)
    small = Image.frombytes("L", (across, down), seeded(seed).randbytes(across * down))
    return np.asarray(small.resize((COLUMNS, ROWS), Image.Resampling.BICUBIC)) / 255


def _flush(face: Face, seed: int) -> Field:
    """Return how strongly each cell flushes, 0 to 1; the eyes were shielded from the laser."""
    grid = _grid()
    calm = np.ones((ROWS, COLUMNS))
    for name, zone in face.zones.items():
        places = zone.places(grid)
        for lobe in FLUSH[kind_of(name)]:
            calm *= 1 - _blob(places, lobe)
    shield = np.ones_like(calm)
    for eye in face.eyes:
        away = (grid - (eye.middle[0], eye.middle[1] - 4)) / (60, 38)
        shield *= 1 - 0.8 * np.exp(-(away**2).sum(axis=-1))
    mottled = 0.84 + 0.16 * _clouds(seed, 24) + 0.06 * _clouds(seed + 1, 60)
    return np.clip((1 - calm) * shield * mottled, 0, 1)


def _patches(zones: Mapping[str, Zone]) -> Field:
    """Return where pigment lies in soft patches, 0 to 1; always the same ones in a pose."""
    grid = _grid()
    where = np.zeros((ROWS, COLUMNS))
    for name, zone in zones.items():
        if kind_of(name) != "nose":
            where = np.maximum(where, _blob(zone.places(grid), (0.1, 0, 1.0, 0.9, 1.0)))
    cloud = 0.75 * _clouds(41, 8) + 0.25 * _clouds(43, 17)
    rise = np.clip((cloud - 0.36) / 0.40, 0, 1)
    return where * rise**2 * (3 - 2 * rise)
