"""Points that moved in a way that is known, and what is claimed of the fit to them."""

from math import cos, sin

import numpy as np
import pytest

from recovery_app.imaging.fitting import Moved, cells_of, error_of, fitted, joined, through
from recovery_app.imaging.pixels import Points

TRUE = np.array([[1.2 * cos(0.1), -1.2 * sin(0.1), 7.0], [1.2 * sin(0.1), 1.2 * cos(0.1), -3.0]])
CHECKS: Points = np.array([(30.0, 60.0), (150.0, 60.0), (90.0, 160.0)])
AREA = np.full((180, 180), 255, np.uint8)
UNIT = 90.0


def points() -> Points:
    steps = np.arange(6, 180, 12, dtype=np.float64)
    return np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)


def claimed(there: Points, agreed: np.ndarray | None = None) -> float:
    here = points()
    kept = np.ones(len(here), np.bool_) if agreed is None else agreed
    return error_of(Moved(here, there, cells_of(here, AREA), kept), CHECKS, UNIT)


def test_points_without_noise_give_the_transform_back() -> None:
    found = fitted(points(), through(TRUE, points()))
    assert np.abs(found - TRUE).max() < 1e-9


def test_one_transform_after_another() -> None:
    twice = through(TRUE, through(TRUE, CHECKS))
    assert np.abs(through(joined(TRUE, TRUE), CHECKS) - twice).max() < 1e-9


@pytest.mark.parametrize("noise", [2.0, 6.0])
def test_what_is_claimed_of_noisy_points_is_about_twice_what_it_is(noise: float) -> None:
    made = np.random.default_rng(4)
    misses: list[float] = []
    claims: list[float] = []
    for _ in range(60):
        there = through(TRUE, points()) + made.normal(0, noise, points().shape)
        off = through(fitted(points(), there), CHECKS) - through(TRUE, CHECKS)
        misses.append(float(np.hypot(*off.T).max()) / UNIT)
        claims.append(claimed(there))
    ratio = np.hypot.reduce(claims) / np.hypot.reduce(misses)
    assert 1.5 < ratio < 3.5


def test_an_area_that_bends_is_claimed_to_be_less_sure_than_one_that_does_not() -> None:
    straight = through(TRUE, points())
    bent = straight + ((points() - 90) / 90) ** 2 * 6
    assert claimed(bent) > 3 * claimed(straight)


def test_points_that_disagree_take_their_share_of_the_certainty() -> None:
    there = through(TRUE, points())
    lower = points()[:, 1] > 110
    there[lower] += (4.0, 0.0)
    assert claimed(there, ~lower) > 0.02
    assert claimed(through(TRUE, points()), ~lower) < 0.005


def test_a_corner_alone_says_nothing_of_the_area() -> None:
    near = np.hypot(*points().T) < 40
    assert claimed(through(TRUE, points()), near) == float("inf")
