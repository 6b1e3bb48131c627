"""Points of a picture that are found again in another, and the first guesses that follow from them."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Matrix = NDArray[np.float64]
"""Two rows of three: pixels of one picture to pixels of another."""

MOST = 900
"""Features kept of one picture."""

RATIO = 0.85
"""A match is kept when the second best is at least so much worse (Lowe 2004)."""


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """Where the features are, in pixels, and what they look like (SIFT, one byte a number)."""

    places: Floats
    looks: NDArray[np.uint8]


def even(grey: NDArray[np.uint8], reach: float) -> NDArray[np.uint8]:
    """Return a picture without its light: each place against its own surroundings.

    Redness, exposure, shadows and white balance change slowly over a face and vanish; lashes, brows
    and the texture of skin remain.

    Args:
        grey: brightness.
        reach: standard deviation of the surroundings in pixels.
    """
    values = grey.astype(np.float32)
    fine = values - cv2.GaussianBlur(values, (0, 0), reach)
    spread = cv2.GaussianBlur(fine * fine, (0, 0), reach)
    # Without the 3 the noise of smooth skin would be enlarged to look like texture.
    shown = 128 + 40 * fine / (np.sqrt(spread) + 3)
    return np.clip(shown, 0, 255).astype(np.uint8)


def find_features(picture: NDArray[np.uint8], mask: NDArray[np.uint8]) -> Features:
    """Return the features of a picture where its mask is not 0."""
    sift = cv2.SIFT_create(MOST, 3, 0.02, 12, 1.4)
    keys, looks = sift.detectAndCompute(picture, mask)
    if not keys:
        return Features(np.empty((0, 2), np.float32), np.empty((0, 128), np.uint8))
    places = np.array([key.pt for key in keys], np.float32)
    return Features(places, looks.astype(np.uint8))


def guess(anchor: Features, other: Features, within: float) -> Matrix | None:
    """Return the similarity transform from the anchor that most matches agree on, if five do.

    Args:
        anchor: features of the one.
        other: features of the other.
        within: pixels that a match may miss its place by.
    """
    pairs = _matches(anchor, other)
    if len(pairs) < 5:
        return None
    found, agreed = cv2.estimateAffinePartial2D(
        anchor.places[pairs[:, 0]],
        other.places[pairs[:, 1]],
        ransacReprojThreshold=within,
        maxIters=3000,
        confidence=0.999,
    )
    if found is None or int(agreed.sum()) < 5:
        return None
    return np.asarray(found, np.float64)


def _matches(anchor: Features, other: Features) -> NDArray[np.intp]:
    """Return the numbers of features that are each other's best match, clearly."""
    if len(anchor.places) < 2 or len(other.places) < 2:
        return np.empty((0, 2), np.intp)
    alike = _rooted(anchor) @ _rooted(other).T
    best = alike.argmax(axis=1)
    rows = np.arange(len(best))
    first = alike[rows, best]
    alike[rows, best] = -1
    second = alike.max(axis=1)
    alike[rows, best] = first
    near, next_near = np.sqrt(np.maximum(2 - 2 * first, 0)), np.sqrt(np.maximum(2 - 2 * second, 0))
    mutual = alike.argmax(axis=0)[best] == rows
    kept = rows[mutual & (near < RATIO * next_near)]
    return np.stack([kept, best[kept]], axis=1)


def _rooted(features: Features) -> Floats:
    """Return the looks as unit vectors (RootSIFT: Arandjelović and Zisserman 2012)."""
    looks = features.looks.astype(np.float32)
    return np.sqrt(looks / np.maximum(looks.sum(axis=1, keepdims=True), 1))
