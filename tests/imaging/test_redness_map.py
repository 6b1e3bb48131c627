"""The map shows where a face is redder, leaves the rest grey, and never shows a number."""

from random import Random

import numpy as np
import pytest
from PIL import Image

from recovery_app.imaging.redness_map import STEPS, redness_map
from recovery_app.imaging.thumbnails import Shown
from tests.imaging import reddened
from tests.imaging.samples import encoded, scene

EVEN = reddened.Conditions(noise=1.0, quality=92)


def pixels(shown: Shown) -> np.ndarray:
    image = Image.frombytes("RGBA", (shown.width, shown.height), shown.pixels, "raw", "BGRA")
    return np.asarray(image.convert("RGB")).astype(float)


def warmth(shown: Shown, corners: tuple[tuple[int, int], ...]) -> float:
    """Return by how much an area of the map is redder than blue."""
    seen, places = pixels(shown), np.array(reddened.spots(corners)) * shown.width
    (left, top), (right, bottom) = places.min(0).astype(int), places.max(0).astype(int)
    part = seen[top:bottom, left:right]
    return float((part[..., 0] - part[..., 2]).mean())


def test_added_redness_is_seen_where_it_is() -> None:
    plain = redness_map(reddened.photographed(0, EVEN, Random(1)), 700)
    red = redness_map(reddened.photographed(15, EVEN, Random(1)), 700)
    for _, corners in reddened.TREATED:
        assert warmth(red, corners) > warmth(plain, corners) + 40
    for _, corners in reddened.UNTREATED:
        assert warmth(red, corners) < warmth(plain, corners) + 15


def test_the_wall_stays_grey() -> None:
    seen = pixels(redness_map(reddened.photographed(15, EVEN, Random(1)), 700))
    wall = seen[60:250, 20:120]
    assert np.ptp(wall, axis=2).max() < 12


def test_exposure_and_white_balance_change_little() -> None:
    plain = pixels(redness_map(reddened.photographed(10, EVEN, Random(1)), 700))
    other = reddened.Conditions((0.55, 0.62, 0.5), noise=1.0, quality=92)
    seen = pixels(redness_map(reddened.photographed(10, other, Random(1)), 700))
    face = np.s_[200:500, 250:430]
    assert np.abs(seen[face] - plain[face]).mean() < 20


@pytest.mark.parametrize("kind", ["L", "RGB"])
def test_any_picture_gives_a_map_of_its_own_size(kind: str) -> None:
    for size in ((400, 300), (30, 60), (3, 2)):
        shown = redness_map(encoded("PNG", scene(*size).convert(kind)))
        assert (shown.width, shown.height) == size


def test_the_scale_gets_darker_to_both_ends() -> None:
    light = [np.dot(colour, (0.21, 0.72, 0.07)) for _, colour in STEPS]
    assert light[0] < light[1] < light[2] > light[3] > light[4]
