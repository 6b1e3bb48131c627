"""From the colours of two areas to their contrast and its error."""

from collections.abc import Callable, Sequence
from math import hypot, sqrt

import cv2
import numpy as np

from recovery_app.domain import colour
from recovery_app.domain.redness import Contrast, SpotContrast
from recovery_app.imaging.skin import Mask
from recovery_app.imaging.tiles import SEED, Area, deviation

LIGHTNESS = 60.0
"""L* to which the untreated skin is brought by one exposure before L* and a* are compared."""

SURE = 1.96
"""Standard deviations to either side that hold 95 %."""

EI_ERROR, EI_SHARE = 0.7, 0.03
"""What the method itself adds to the error of ΔEI: a constant, and a share of ΔEI."""

LAB_ERROR, LAB_SHARE = 0.5, 0.10
"""Likewise for differences of L*, a* and for ΔE₀₀."""

STEP, LAB_STEP = 143.0, 95.0
"""What one and a half steps of 255 change, times the value at which they are taken: 1.5 · 100 · 2.2
/ ln 10 for EI, and two thirds of that for L* and a*. In the dark, as on very dark skin, steps weigh
more than the constants above: 5 of ΔEI at a value of 30."""

RING = (0.35, 1.0)
"""Where the ring around a spot begins and ends, in radii from its edge."""

Mend = Callable[[colour.Linear], colour.Linear]
"""What a colour card changes in a colour."""


def as_seen(seen: colour.Linear) -> colour.Linear:
    """Return a colour as the photo has it: no card mends it."""
    return seen


def contrast(treated: Area, untreated: Area, mend: Mend = as_seen) -> Contrast:
    """Return how much redder treated areas are than untreated ones.

    Tiles of both are drawn again, independently, for the error.
    """
    pairs = _pairs(treated, untreated, mend)
    dark = _darkest(treated, untreated)
    ei = [colour.erythema(one) - colour.erythema(other) for one, other in pairs]
    a = [one[1] - other[1] for one, other in map(_lab_pair, pairs)]
    return Contrast(
        ei[0],
        _error(ei, max(EI_ERROR, STEP / dark), EI_SHARE),
        a[0],
        _error(a, max(LAB_ERROR, LAB_STEP / dark), LAB_SHARE),
        treated.kept,
        untreated.kept,
    )


def spot_contrast(
    region_id: str,
    spot: Area,
    ring: Area,
    mend: Mend = as_seen,
    astray: Sequence[tuple[Area, Area]] = (),
) -> SpotContrast:
    """Return how a spot differs from the skin around it.

    Args:
        region_id: of the spot.
        spot: its area.
        ring: of the skin around it.
        mend: what a colour card changes.
        astray: both again, from where the spot would be looked for if the photo were laid a little
            wrong. How they differ is part of the error: a small spot that is missed seems to fade.
    """
    labs = [_lab_pair(pair) for pair in _pairs(spot, ring, mend)]
    lightness = [one[0] - other[0] for one, other in labs]
    whole = [colour.delta_e(one, other) for one, other in labs]
    least = max(LAB_ERROR, LAB_STEP / _darkest(spot, ring))
    others = [_lab_pair((mend(one.middle()), mend(other.middle()))) for one, other in astray]
    others_l = [one[0] - other[0] for one, other in others]
    others_e = [colour.delta_e(one, other) for one, other in others]
    return SpotContrast(
        region_id,
        lightness[0],
        hypot(_error(lightness, least, LAB_SHARE), SURE * _moved(lightness[0], others_l)),
        whole[0],
        hypot(_error(whole, least, LAB_SHARE), SURE * _moved(whole[0], others_e)),
        spot.kept,
    )


def ring_around(mask: Mask, taken: Mask) -> Mask:
    """Return the skin around a spot, a little away from its edge.

    Args:
        mask: the spot.
        taken: what is no plain skin: the spots.
    """
    left, top, width, height = cv2.boundingRect(mask.view(np.uint8))
    ring = np.zeros_like(mask)
    if not width:
        return ring
    # Only around the spot: distances over a whole face take milliseconds.
    radius = float(np.sqrt(mask[top : top + height, left : left + width].sum() / np.pi))
    reach = int(RING[1] * radius) + 2
    near = np.s_[
        max(top - reach, 0) : top + height + reach, max(left - reach, 0) : left + width + reach
    ]
    away = cv2.distanceTransform((~mask[near]).astype(np.uint8), cv2.DIST_L2, 5)
    ring[near] = (away > RING[0] * radius) & (away <= RING[1] * radius) & ~taken[near]
    return ring


def _pairs(one: Area, other: Area, mend: Mend) -> list[tuple[colour.Linear, colour.Linear]]:
    """Return the colours of both as they are, and after that as they are drawn again."""
    dice = np.random.default_rng(SEED)
    ones, others = one.redrawn(dice), other.redrawn(dice)
    pairs = zip([one.middle(), *ones], [other.middle(), *others], strict=True)
    return [(mend(first), mend(second)) for first, second in pairs]


def _lab_pair(pair: tuple[colour.Linear, colour.Linear]) -> tuple[colour.Lab, colour.Lab]:
    """Return both in CIELAB after the one exposure that gives the second its fixed lightness."""
    second, first = colour.brought_to(LIGHTNESS, pair[1], pair[0])
    return colour.lab(first), colour.lab(second)


def _moved(here: float, elsewhere: Sequence[float]) -> float:
    """Return by how much a number differs when it is taken a little beside, root mean square."""
    return sqrt(sum((one - here) ** 2 for one in elsewhere) / len(elsewhere)) if elsewhere else 0.0


def _darkest(*areas: Area) -> float:
    """Return the lowest red or green of areas as the photo shows it, about 1 to 255."""
    least = min(min(area.middle()[:2]) for area in areas)
    return max(1.0, 255 * least ** (1 / 2.2))


def _error(drawn: list[float], least: float, share: float) -> float:
    """Return half of the 95 % interval: the skin's unevenness and the method's own errors."""
    return hypot(SURE * deviation(drawn[1:]), least, share * drawn[0])
