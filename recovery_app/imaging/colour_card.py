"""A colour card with 24 patches, where one lies in the photo: found, judged and used, never needed.

Without it ΔEI holds within one camera. With it colours come near to the true ones, so that another
light under the same camera matters less. A photo mended so stands in a line of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from recovery_app.domain import colour
from recovery_app.domain.colour import Linear
from recovery_app.imaging.reading import decode
from recovery_app.imaging.thumbnails import by_quarters, turned

LONGEST = 1000
"""Longer side in pixels at which a card is looked for: one that is a seventh as wide as the photo is
found, and the search costs twice the measuring and no more."""

WINDOWS = 32
"""Pixels by which the windows differ in which the search tells light from dark: twice what OpenCV
takes by itself, found as many of the drawn cards in two thirds of the time."""

LARGEST_ERROR = 4.0
"""Median CIEDE2000 of the patches, each judged by a fit to the others, up to which it is used."""

LARGEST_MISS = 15.0
"""CIEDE2000 that no patch may be off: a hand on the card, a shadow, or no card at all."""

FEWEST = 20
"""Patches that must not be clipped."""

CARD: tuple[Linear, ...] = (
    *((0.1736, 0.0787, 0.0533), (0.5595, 0.2773, 0.2119), (0.1051, 0.1896, 0.3269)),
    *((0.1051, 0.1502, 0.0522), (0.2289, 0.2135, 0.4235), (0.1145, 0.5066, 0.4123)),
    *((0.7450, 0.2017, 0.0325), (0.0606, 0.1026, 0.3837), (0.5606, 0.0807, 0.1143)),
    *((0.1098, 0.0425, 0.1368), (0.3297, 0.4950, 0.0489), (0.7690, 0.3566, 0.0253)),
    *((0.0225, 0.0487, 0.2808), (0.0444, 0.2907, 0.0646), (0.4464, 0.0368, 0.0407)),
    *((0.8380, 0.5718, 0.0127), (0.5239, 0.0792, 0.2866), (-0.0431, 0.2342, 0.3751)),
    *((0.8792, 0.8848, 0.8350), (0.5844, 0.5921, 0.5846), (0.3577, 0.3671, 0.3653)),
    *((0.1901, 0.1909, 0.1898), (0.0859, 0.0887, 0.0898), (0.0314, 0.0315, 0.0323)),
)
"""Linear sRGB of the classic card of 24 patches, row by row from “dark skin” to “black”: what its
maker has published for cards made since November 2014 (CIE D50), adapted to D65. Cyan lies outside
sRGB. A test compares them with colour-science's."""

_Colours = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a colour card says about the colours of one photo.

    Attributes:
        matrix: three rows of three: linear red, green, blue of the photo to those of the light
            for which the card is known.
        error: median CIEDE2000 of its patches, each judged by a fit to the others.
    """

    matrix: tuple[Linear, Linear, Linear]
    error: float

    def mended(self, seen: Linear) -> Linear:
        """Return a colour after the correction, in linear light and never below a trace of it."""
        red, green, blue = (
            max(1e-4, sum(share * value for share, value in zip(row, seen, strict=True)))
            for row in self.matrix
        )
        return red, green, blue


def correction_from(source: bytes | Path, turns: int = 0) -> Correction | None:
    """Look for a colour card in a photo; None without one, or where it does not fit well.

    It takes twice as long as measuring, so the answer is worth keeping.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    image = by_quarters(turned(decode(source, LONGEST), LONGEST), turns)
    patches = _patches(np.asarray(image))
    return None if patches is None else fitted(patches)


def fitted(patches: Sequence[Sequence[float]] | _Colours) -> Correction | None:
    """Return the correction that brings patches to the card's colours, if it does so well enough.

    Args:
        patches: red, green, blue of sRGB, 0–255, of the 24 patches in the order of `CARD`.
    """
    values = np.asarray(patches, float)
    clear = (values.max(1) < 250) & (values.min(1) > 3)
    if clear.sum() < FEWEST:
        return None
    seen, known = _light(values[clear]), np.array(CARD)[clear]
    misses: list[float] = []
    for left_out in range(len(seen)):
        rest = np.arange(len(seen)) != left_out
        found = _matrix(seen[rest], known[rest]) @ seen[left_out]
        misses.append(_apart(found, known[left_out]))
    if median(misses) > LARGEST_ERROR or max(misses) > LARGEST_MISS:
        return None
    rows = _matrix(seen, known).tolist()
    return Correction((tuple(rows[0]), tuple(rows[1]), tuple(rows[2])), median(misses))


def _patches(pixels: NDArray[np.uint8]) -> _Colours | None:
    """Return the mean colours of the card's patches, or None where none is found."""
    finder, how = cv2.mcc.CCheckerDetector.create(), cv2.mcc.DetectorParameters.create()
    how.adaptiveThreshWinSizeStep = WINDOWS
    bgr = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    if not finder.process(bgr, cv2.mcc.MCC24, 1, False, how):
        return None
    # A row for each channel of each patch: pixels, mean, deviation, least and most.
    found = np.asarray(finder.getBestColorChecker().getChartsRGB(), np.float64)
    found = found[:, 1].reshape(-1, 3)
    return found if len(found) == len(CARD) else None


def _matrix(seen: _Colours, known: _Colours) -> _Colours:
    """Return the matrix of least squares; dark patches count as much as they are seen to differ."""
    weight = 1 / (0.05 + known[:, 1:2]) ** (2 / 3)
    return np.asarray(np.linalg.lstsq(seen * weight, known * weight, rcond=None)[0].T, np.float64)


def _light(shown: _Colours) -> _Colours:
    return np.array([[colour.linear(value / 255) for value in row] for row in shown.tolist()])


def _apart(found: _Colours, known: _Colours) -> float:
    one, other = np.maximum(found, 1e-4).tolist(), np.maximum(known, 1e-4).tolist()
    return colour.delta_e(
        colour.lab((one[0], one[1], one[2])), colour.lab((other[0], other[1], other[2]))
    )
