"""A colour card is used only where it fits; the cards are drawn here."""

import warnings
from random import Random

import numpy as np
import pytest

from recovery_app.domain import colour
from recovery_app.domain.regions import Role
from recovery_app.imaging.colour_card import CARD, LARGEST_ERROR, correction_from, fitted
from recovery_app.imaging.redness import measure
from tests.imaging import reddened
from tests.imaging.reddened import Conditions, Light

with warnings.catch_warnings():
    # It warns of drawing programs that are not installed.
    warnings.simplefilter("ignore")
    science = pytest.importorskip("colour")

SHOWN = reddened.shown_of(np.array(CARD))
"""The card as sRGB shows it, 0–255."""

CAST = np.array([[0.85, 0.12, 0.03], [0.06, 0.9, 0.05], [0.02, 0.1, 0.8]], np.float32)
"""What a camera under warm light makes of colours: more than gains of its channels."""


def card(width: int = 420) -> Light:
    """Draw the card: 24 patches in four rows on black."""
    side = round(width / 6.4)
    light = np.full((round(4.4 * side), width, 3), 0.007, np.float32)
    for number, patch in enumerate(CARD):
        row, column = divmod(number, 6)
        top, left = round((row + 0.25) * side), round((column + 0.25) * side)
        light[top : top + round(0.84 * side), left : left + round(0.84 * side)] = patch
    return light.clip(0, 1)


def beside_the_face(redness: float, patches: Light | None) -> Light:
    light = reddened.taken(redness, reddened.STRAIGHT).copy()
    if patches is not None:
        light[340 : 340 + len(patches), 670 : 670 + patches.shape[1]] = patches
    return light


def photo(light: Light, cast: np.ndarray | None = None) -> bytes:
    how = Conditions((0.75, 0.7, 0.6), 0.5, 1.5, 92)
    return reddened.developed(light if cast is None else light @ cast.T, how, Random(1))


def test_the_cards_values_are_those_that_colour_science_has() -> None:
    known = science.CCS_COLOURCHECKERS["ColorChecker24 - After November 2014"]
    theirs = science.XYZ_to_sRGB(
        science.xyY_to_XYZ(np.array(list(known.data.values()))),
        known.illuminant,
        apply_cctf_encoding=False,
    )
    assert np.abs(np.array(CARD) - theirs).max() < 0.0002


@pytest.mark.parametrize("quarters", range(4))
def test_a_cast_is_taken_away_however_the_card_is_held(quarters: int) -> None:
    found = correction_from(photo(beside_the_face(0, np.rot90(card(), quarters)), CAST))
    assert found is not None
    assert found.error < 1.0
    for true in CARD[:2]:
        seen = (CAST @ true) * (0.75, 0.7, 0.6)
        mended = found.mended((float(seen[0]), float(seen[1]), float(seen[2])))
        assert colour.delta_e(colour.lab(mended), colour.lab(true)) < 1.5


def test_a_photo_that_a_card_mends_is_nearer_to_the_truth_and_says_so() -> None:
    regions = reddened.regions()

    def contrast(data: bytes, *, mended: bool) -> float:
        correction = correction_from(data) if mended else None
        found = measure(data, "photo", regions, reddened.STRAIGHT, correction=correction)
        assert found.corrected is mended
        assert found.contrast is not None
        return found.contrast.delta_ei

    light = beside_the_face(12, card())
    plain = photo(light)
    seen = photo(light, CAST)
    true = contrast(plain, mended=False)
    assert abs(contrast(seen, mended=False) - true) > 0.8
    assert contrast(seen, mended=True) == pytest.approx(true, abs=0.7)
    assert {region.role for region in regions} == {Role.TREATED, Role.REFERENCE}


def test_without_a_card_there_is_none() -> None:
    assert correction_from(photo(beside_the_face(0, None))) is None


def test_another_card_is_not_used() -> None:
    dice = np.random.default_rng(1)
    shuffled = SHOWN[dice.permutation(24)]
    assert fitted(shuffled.tolist()) is None
    half_shaded = SHOWN * np.where(np.arange(24) % 6 < 3, 1.0, 0.55)[:, None]
    assert fitted(half_shaded.tolist()) is None
    overexposed = np.minimum(SHOWN * 2.0, 255)
    assert fitted(overexposed.tolist()) is None


def test_a_card_under_a_gain_and_noise_is_used() -> None:
    dice = np.random.default_rng(2)
    seen = SHOWN * (0.95, 0.9, 0.8) + dice.normal(0, 1.5, (24, 3))
    found = fitted(seen.clip(4, 249).tolist())
    assert found is not None
    assert found.error < LARGEST_ERROR
