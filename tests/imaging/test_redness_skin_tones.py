"""No shade of skin is refused as none, and on each of them the stated error holds."""

from collections import Counter
from random import Random

import cv2
import numpy as np
import pytest
from PIL import Image

from recovery_app.domain.alignment import Placement
from recovery_app.domain.photo_quality import Reason
from recovery_app.domain.redness import Measurement
from recovery_app.domain.regions import Region, Role
from recovery_app.imaging.redness import measure
from recovery_app.imaging.skin_colour import like_skin
from tests.imaging import reddened
from tests.imaging.reddened import ABSORBED, Conditions, Light, developed

TONES = {
    1: (246, 237, 228),
    2: (243, 231, 219),
    3: (247, 234, 208),
    4: (234, 218, 186),
    5: (215, 189, 150),
    6: (160, 126, 86),
    7: (130, 92, 67),
    8: (96, 65, 52),
    9: (58, 49, 42),
    10: (41, 36, 32),
}
"""Red, green and blue, 0–255, of the ten steps of the Monk scale, which was made for all skins."""

WALLS = {"white": (238, 238, 236), "grey": (128, 128, 126), "green": (150, 170, 150)}
LEFT, RIGHT = (
    ((0.10, 0.2), (0.35, 0.2), (0.35, 0.6), (0.10, 0.6)),
    ((0.50, 0.2), (0.75, 0.2), (0.75, 0.6), (0.50, 0.6)),
)
AREAS = (
    Region("1", "front", Role.TREATED, "Left", LEFT),
    Region("2", "front", Role.REFERENCE, "Right", RIGHT),
)


def skin(tone: tuple[int, int, int], added: float, dice: Random) -> Light:
    """Return evenly lit, slightly mottled skin whose left half is redder by so much ΔEI."""
    light = np.broadcast_to(reddened.light_of(np.array(tone)), (450, 600, 3)).astype(np.float32)
    made = np.random.default_rng(dice.randrange(2**32))
    mottles = cv2.GaussianBlur(made.standard_normal(light.shape[:2], np.float32), (0, 0), 2)
    light = light * np.exp(0.06 * mottles / mottles.std())[..., None]
    light[:, :255] *= 10 ** (-added / 100 / (ABSORBED[1] - ABSORBED[0]) * ABSORBED)
    return light.astype(np.float32)


def asked(tone: tuple[int, int, int], added: float, how: Conditions, dice: Random) -> Measurement:
    data = developed(skin(tone, added, dice), how, dice)
    return measure(data, "", AREAS, Placement())


@pytest.mark.parametrize("tone", TONES.values(), ids=[f"monk-{number}" for number in TONES])
def test_every_shade_is_measured_within_its_error(tone: tuple[int, int, int]) -> None:
    dice, held = Random(sum(tone)), list[bool]()
    # The palest is so near to white that a colder light makes a wall of it.
    balance = 0.01 if tone == TONES[1] else 0.03
    for _ in range(12):
        added, exposure = dice.uniform(0, 15), 2 ** dice.uniform(-0.8, -0.1)
        red, green, blue = (exposure * dice.uniform(1 - balance, 1 + balance) for _ in range(3))
        how = Conditions((red, green, blue), noise=dice.uniform(1, 4), quality=90)
        found = asked(tone, added, how, dice).contrast
        assert found is not None
        held.append(abs(found.delta_ei - added) <= found.delta_ei_error)
    assert sum(held) >= 11


def test_a_flush_of_dark_skin_has_the_larger_error_because_steps_weigh_more() -> None:
    errors = list[float]()
    for number in (4, 7, 10):
        how = Conditions((0.8, 0.8, 0.8), noise=2, quality=90)
        found = asked(TONES[number], 8, how, Random(1)).contrast
        assert found is not None
        errors.append(found.delta_ei_error)
    assert errors == sorted(errors)
    assert errors[-1] > 2 * errors[0]


@pytest.mark.parametrize("wall", WALLS.values(), ids=WALLS)
def test_walls_are_still_no_skin(wall: tuple[int, int, int]) -> None:
    reasons = Counter[Reason]()
    for seed in range(3):
        how = Conditions((0.8, 0.8, 0.8), noise=2, quality=90)
        found = asked(wall, 0, how, Random(seed))
        assert found.contrast is None
        reasons.update(found.reasons)
    assert reasons[Reason.NOT_SKIN] + reasons[Reason.NO_COLOUR] >= 3


def test_the_map_colours_every_shade() -> None:
    for tone in list(TONES.values())[1:]:
        pixels = np.asarray(Image.new("RGB", (4, 4), tuple(round(0.9 * one) for one in tone)))
        assert like_skin(pixels).all()
    for wall in WALLS.values():
        assert not like_skin(np.asarray(Image.new("RGB", (4, 4), wall))).any()
