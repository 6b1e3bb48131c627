"""Hair, walls and half of either in an area: a wrong number is refused, or a reason stands beside it.

What has the very colour and brightness of her skin cannot be told from it by colour; which cases those
are stands here, and in docs/measurement.md.
"""

from random import Random

import cv2
import numpy as np
import pytest

from recovery_app.domain.alignment import Placement
from recovery_app.domain.photo_quality import Reason
from recovery_app.domain.redness import Measurement
from recovery_app.imaging.redness import measure
from tests.imaging import reddened
from tests.imaging.reddened import Conditions, Light, developed
from tests.imaging.test_redness_skin_tones import AREAS, TONES, skin

HOW = Conditions((0.85, 0.85, 0.85), noise=2, quality=90)
HAIR = {
    "black hair": (34, 26, 22),
    "dark brown hair": (62, 42, 30),
    "brown hair": (101, 67, 46),
    "light brown hair": (140, 100, 70),
    "blond hair": (190, 150, 105),
    "red hair": (150, 75, 40),
    "grey hair": (122, 116, 110),
}
WALLS = {
    "beige wall": (222, 205, 180),
    "brown wall": (150, 110, 80),
    "wooden wall": (170, 120, 75),
    "terracotta wall": (190, 110, 80),
    "pink wall": (230, 190, 185),
    "wall as skin": (205, 165, 135),
}
SAID = {Reason.UNEVEN, Reason.UNLIKE, Reason.CLIPPED}
SKINS = (4, 6, 8)
"""Tones of the Monk scale: light, brown, dark."""
BLIND = {
    ("black hair", 8),
    ("dark brown hair", 8),
    ("light brown hair", 6),
    ("blond hair", 6),
    ("beige wall", 4),
    ("brown wall", 6),
    ("wooden wall", 6),
    ("terracotta wall", 6),
    ("pink wall", 4),
    ("wall as skin", 4),
}
"""What colour cannot tell from skin of that tone."""


def made(tone: tuple[int, int, int], grain: float, reach: tuple[float, float], seed: int) -> Light:
    """Return a stuff with grain, each bit of it so many pixels wide and high."""
    noise = np.random.default_rng(seed).standard_normal((450, 600)).astype(np.float32)
    noise = cv2.GaussianBlur(noise, (0, 0), sigmaX=reach[0], sigmaY=reach[1])
    light = np.broadcast_to(reddened.light_of(np.array(tone)), (450, 600, 3))
    return (light * np.exp(grain * noise / noise.std())[..., None]).astype(np.float32)


def stuff(name: str) -> Light:
    """Return strands of hair or a painted wall."""
    if name in HAIR:
        return made(HAIR[name], 0.45, (1.0, 14.0), 1)
    return made(WALLS[name], 0.01, (1.0, 1.0), 1)


def measured(light: Light) -> Measurement:
    dice = Random(2)
    return measure(developed(light, HOW, dice), "", AREAS, Placement())


def is_told(found: Measurement, truth: float) -> bool:
    """Whether a wrong number is refused, has a reason beside it, or an error that holds the truth."""
    if found.contrast is None or set(found.reasons) & SAID:
        return True
    return abs(found.contrast.delta_ei - truth) <= found.contrast.delta_ei_error


@pytest.mark.parametrize("name", [*HAIR, *WALLS])
def test_in_the_place_of_skin_it_is_told_unless_it_looks_the_same(name: str) -> None:
    other = stuff(name)
    untold = set[tuple[str, int]]()
    for tone in SKINS:
        plain = skin(TONES[tone], 0, Random(tone))
        for treated in (True, False):
            light = plain.copy()
            part = np.s_[:, :255] if treated else np.s_[:, 255:]
            light[part] = other[part]
            if not is_told(measured(light), 0.0):
                untold.add((name, tone))
    assert untold <= BLIND


@pytest.mark.parametrize("name", ["dark brown hair", "brown hair", "brown wall", "beige wall"])
def test_hair_or_wall_in_half_of_an_area_is_told(name: str) -> None:
    for tone in SKINS:
        light = skin(TONES[tone], 0, Random(tone))
        light[:180, :255] = stuff(name)[:180, :255]
        assert is_told(measured(light), 0.0), tone


@pytest.mark.parametrize("tone", [3, *SKINS, 10])
def test_a_flush_of_one_skin_has_none_of_these_reasons(tone: int) -> None:
    for added in (0.0, 12.0, 25.0):
        found = measured(skin(TONES[tone], added, Random(tone)))
        assert found.contrast is not None
        assert not set(found.reasons) & {Reason.UNEVEN, Reason.UNLIKE}


def test_a_reference_much_redder_than_what_is_treated_is_told() -> None:
    light = skin(TONES[5], 0, Random(1))
    light[:, 255:] = skin(TONES[5], 25, Random(1))[:, :345]
    found = measured(light)
    assert found.contrast is not None
    assert found.contrast.delta_ei < -15
    assert Reason.UNLIKE in found.reasons
