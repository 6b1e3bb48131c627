"""The small marks on the drawn skin: brown spots, pores, crusts and scales.

Each has its place on the map of a zone of the face, so that a spot stays on its spot from one
pose to the next.
"""

from collections.abc import Mapping
from math import pi
from random import Random

import numpy as np

from recovery_app.imaging.portrait_face import Zone, kind_of
from recovery_app.imaging.portrait_flush import seeded
from recovery_app.imaging.portrait_paper import Line, Sheet

Zones = Mapping[str, Zone]

SPOTS = {"cheek": 16, "nose": 6, "forehead": 4}
PORES = {"cheek": 170, "nose": 90}
CRUSTS = {"cheek": 110, "nose": 30, "forehead": 80, "chin": 30}
SCALES = {"cheek": 90, "nose": 30, "forehead": 70, "chin": 40, "lip": 14}
"""How many of each a zone has at the most."""


def paint_spots(sheet: Sheet, zones: Zones, amount: float) -> None:
    """Paint brown spots, always at the same places; as `amount` falls the faint ones go first."""
    for name, zone in zones.items():
        shapes = spots_of(name, zone)
        count = len(shapes)
        for rank, shape in enumerate(shapes):
            strength = min(1.0, max(0.0, 2.2 * amount - 1.3 * rank / count))
            sheet.paint(shape, "8a5638", opacity=0.62 * strength * amount**0.5, blur=1.3)


def spots_of(name: str, zone: Zone) -> list[Line]:
    """Return the outlines of a zone's brown spots as design points, the one that stays longest first."""
    dice = seeded(f"{name} freckles")
    places = _scatter(dice, SPOTS.get(kind_of(name), 0), 0.95)
    return zone.marks([_blob(dice, dice.triangular(2.2, 7.0, 3.2)) for _ in places], places)


def paint_pores(sheet: Sheet, zones: Zones, amount: float) -> None:
    """Paint fine dots on the nose and on the cheeks beside it."""
    dots: list[Line] = []
    for name, zone in zones.items():
        dice = seeded(f"{name} pores")
        places = _scatter(dice, PORES.get(kind_of(name), 0), 1.0)
        if kind_of(name) == "cheek":
            places = places * (0.7, 0.75) + (-0.3, 0.02)
        dots += zone.marks([_blob(dice, dice.uniform(0.6, 1.2), 7) for _ in places], places)
    sheet.paint(dots, "9a6650", opacity=0.5 * amount)


def paint_crusts(sheet: Sheet, zones: Zones, amount: float, seed: int) -> None:
    """Paint tiny dark dots on the treated zones, more of them as `amount` rises."""
    dots: list[Line] = []
    for name, zone in zones.items():
        most = CRUSTS.get(kind_of(name), 0)
        dice = seeded(f"{name} crusts {seed}")
        places = _scatter(dice, most, 1.1)[: round(most * amount)]
        dots += zone.marks([_blob(dice, dice.uniform(0.8, 1.7), 8) for _ in places], places)
    sheet.paint(dots, "74402f", opacity=0.4 + 0.35 * amount)


def paint_scales(sheet: Sheet, zones: Zones, amount: float, seed: int) -> None:
    """Paint fine pale scales, each with a thin shade beside it, more as `amount` rises."""
    scales: list[Line] = []
    for name, zone in zones.items():
        most = SCALES.get(kind_of(name), 0)
        dice = seeded(f"{name} scales {seed}")
        places = _scatter(dice, most, 1.1)[: round(most * amount)]
        scales += zone.marks([_scale(dice) for _ in places], places)
    below = np.array([0.8, 1.0])
    sheet.paint([scale + below for scale in scales], "a0604a", opacity=0.3)
    sheet.paint(scales, "fdf1e6", opacity=0.4 + 0.25 * amount)


def _scatter(dice: Random, count: int, reach: float) -> Line:
    """Return places spread over a zone's map up to `reach`, denser towards its middle."""
    places: list[tuple[float, float]] = []
    while len(places) < count:
        u, v = dice.uniform(-reach, reach), dice.uniform(-reach, reach)
        if u * u + v * v < reach * reach * dice.random() ** 0.7:
            places.append((u, v))
    return np.array(places, dtype=np.float64).reshape(-1, 2)


def _blob(dice: Random, radius: float, corners: int = 9) -> Line:
    """Return a round outline about (0, 0) that is not quite even."""
    turn = np.linspace(0, 2 * pi, corners, endpoint=False)
    reach = radius * np.array([dice.uniform(0.82, 1.18) for _ in range(corners)])
    return np.stack([reach * np.cos(turn), dice.uniform(0.8, 1.0) * reach * np.sin(turn)], axis=1)


def _scale(dice: Random) -> Line:
    """Return a small crescent about (0, 0), turned any way."""
    length, thick, turn = dice.uniform(1.5, 5.5), dice.uniform(0.7, 2.0), dice.uniform(0, 2 * pi)
    t = np.linspace(-1, 1, 6)
    bow, arch = 0.3 * length * t**2, thick * (1 - t**2)
    outer = np.stack([length * t, -arch - bow], axis=1)
    inner = np.stack([length * t, 0.4 * arch - bow], axis=1)[::-1]
    c, s = np.cos(turn), np.sin(turn)
    return np.concatenate([outer, inner]) @ np.array([(c, s), (-s, c)])
