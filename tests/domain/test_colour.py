"""Colours as numbers: the same as scikit-image and colour-science give, and what must not change."""

import warnings
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import pytest
from skimage import color

from recovery_app.domain import colour
from recovery_app.domain.colour import Linear

DICE = Random(11)
SHOWN = [(DICE.random(), DICE.random(), DICE.random()) for _ in range(400)]
SKIN: Linear = (0.42, 0.24, 0.17)


@pytest.fixture
def science() -> Any:
    """The package colour-science, which takes a second to import: only where it is asked."""
    with warnings.catch_warnings():
        # It warns of drawing programs that are not installed.
        warnings.simplefilter("ignore")
        return pytest.importorskip("colour")


def light(shown: tuple[float, float, float]) -> Linear:
    red, green, blue = map(colour.linear, shown)
    return red, green, blue


def test_shown_and_light_lead_to_each_other() -> None:
    for values in SHOWN:
        for value in values:
            assert colour.shown(colour.linear(value)) == pytest.approx(value, abs=1e-7)


def test_lab_is_that_of_scikit_image_and_colour_science(science: Any) -> None:
    # Their white points differ in the fifth digit, and so do they from each other.
    ours = np.array([colour.lab(light(values)) for values in SHOWN])
    assert np.abs(ours - color.rgb2lab(np.array(SHOWN))).max() < 0.006
    theirs = science.XYZ_to_Lab(science.sRGB_to_XYZ(np.array(SHOWN)))
    assert np.abs(ours - theirs).max() < 0.03


def test_delta_e_is_that_of_scikit_image_and_colour_science(science: Any) -> None:
    labs = [colour.lab(light(values)) for values in SHOWN]
    pairs = list(pairwise(labs))
    ours = np.array([colour.delta_e(one, other) for one, other in pairs])
    first, second = (np.array(side) for side in zip(*pairs, strict=True))
    assert np.abs(ours - color.deltaE_ciede2000(first, second)).max() < 1e-9
    assert np.abs(ours - science.delta_E(first, second, method="CIE 2000")).max() < 1e-9


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Sharma, Wu and Dalal 2005, table 1: the pairs that find wrong hues and signs.
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1, 2), (50, 0, 0), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, -0.001, 2.49), (50, 0.0009, -2.49), 4.8045),
        ((50, -0.001, 2.49), (50, 0.0011, -2.49), 4.7461),
        ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_delta_e_of_published_pairs(one: colour.Lab, other: colour.Lab, expected: float) -> None:
    assert colour.delta_e(one, other) == pytest.approx(expected, abs=5e-5)
    assert colour.delta_e(other, one) == pytest.approx(expected, abs=5e-5)


def test_redness_between_two_skins_knows_no_exposure_and_no_white_balance() -> None:
    red: Linear = (0.45, 0.20, 0.15)
    contrast = colour.erythema(red) - colour.erythema(SKIN)
    for _ in range(200):
        gains = [2 ** DICE.uniform(-2, 2) for _ in range(3)]
        one, other = (
            tuple(gain * value for gain, value in zip(gains, skin, strict=True))
            for skin in (red, SKIN)
        )
        seen = colour.erythema((one[0], one[1], one[2])) - colour.erythema(
            (other[0], other[1], other[2])
        )
        assert seen == pytest.approx(contrast, abs=1e-9)


def test_differences_of_lab_know_no_exposure_once_the_first_has_its_lightness() -> None:
    red: Linear = (0.45, 0.20, 0.15)
    first = colour.brought_to(60, SKIN, red)
    assert colour.lab(first[0])[0] == pytest.approx(60)
    darker = colour.brought_to(60, (0.3 * 0.42, 0.3 * 0.24, 0.3 * 0.17), (0.135, 0.06, 0.045))
    assert np.allclose(first, darker)
