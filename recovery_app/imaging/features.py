"""Points of a picture that are found again in another, and the first guess that they give."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recovery_app.imaging.fitting import through
from recovery_app.imaging.patch import Patch
from recovery_app.imaging.pixels import (
    Grey,
    Matrix,
    Points,
    agreement,
    even,
    resized,
    sift,
    two_nearest,
)

MOST = 700
"""Features kept of one picture."""

LONGEST = 360
"""Longer side in pixels at which features are looked for; they are made exact afterwards."""

RATIO = 0.85
"""A match counts when the second best is so much worse (Lowe 2004, a little more generous)."""

FEWEST = 5
"""Matches that must agree on a guess: two fit by themselves, and any third may by chance."""

ENLARGED = 4.0
"""How many times one patch may be larger than the other."""


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """Where the features of a patch are, in its pixels, and what they look like."""

    places: Points
    looks: NDArray[np.uint8]

    def inside(self, mask: Grey) -> "Features":
        """Return those where the mask is not 0."""
        kept = mask[tuple(self.places.T[::-1].astype(int))] > 0
        return Features(self.places[kept], self.looks[kept])


def find_features(patch: Patch) -> Features:
    """Return the features of a face; of a picture without one, those of all of it."""
    grey, mask = even(patch.grey, patch.unit / 8), None if patch.face is None else patch.mask
    factor = min(1.0, LONGEST / max(grey.shape))
    if factor < 1:
        height, width = (round(side * factor) for side in grey.shape)
        grey = resized(grey, width, height)
        mask = None if mask is None else resized(mask, width, height)
    places, looks = sift(grey, mask, MOST)
    return Features((places + 0.5) / factor - 0.5, looks)


def guess(anchor: Features, other: Features, within: float) -> Matrix | None:
    """Return the similarity transform from the anchor that most matches agree on, if any.

    Args:
        anchor: features of the one.
        other: features of the other.
        within: pixels by which a match may miss its place.
    """
    pairs = _matches(anchor, other)
    if len(pairs) < FEWEST:
        return None
    here, there = anchor.places[pairs[:, 0]], other.places[pairs[:, 1]]
    matrix = agreement(here, there, within)
    if matrix is None or not 1 / ENLARGED < np.hypot(*matrix[:, 0]) < ENLARGED:
        return None
    missed = np.hypot(*(through(matrix, here) - there).T)
    return matrix if (missed < within).sum() >= FEWEST else None


def _matches(anchor: Features, other: Features) -> NDArray[np.intp]:
    """Return the numbers of features that are each other's best match, and clearly so."""
    if min(len(anchor.places), len(other.places)) < 2:
        return np.empty((0, 2), np.intp)
    apart, which = two_nearest(_rooted(anchor), _rooted(other))
    clear = np.flatnonzero(apart[:, 0] < RATIO * apart[:, 1])
    # Of several that claim the same one, the nearest has it.
    nearest_first = clear[apart[clear, 0].argsort(kind="stable")]
    _, kept = np.unique(which[nearest_first, 0], return_index=True)
    rows = nearest_first[kept]
    return np.stack([rows, which[rows, 0].astype(np.intp)], axis=1)


def _rooted(features: Features) -> NDArray[np.float32]:
    """Return the looks as unit vectors (RootSIFT: Arandjelović and Zisserman 2012)."""
    looks = features.looks.astype(np.float32)
    return np.sqrt(looks / np.maximum(looks.sum(axis=1, keepdims=True), 1))
