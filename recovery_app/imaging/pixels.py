"""The few things that alignment asks of OpenCV, each in one place and with its true types."""

from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
"""Brightness, rows from the top."""

Points = NDArray[np.float64]
"""Places in pixels, x and y in each row; the middle of the first pixel is 0, 0."""

Matrix = NDArray[np.float64]
"""Two rows of three: pixels of one picture to pixels of another."""

# Pictures are worked on beside the window, which needs the other cores.
cv2.setNumThreads(1)


def resized(grey: Grey, width: int, height: int) -> Grey:
    """Return a picture made smaller by averaging, or larger by interpolation."""
    larger = width > grey.shape[1]
    how = cv2.INTER_LINEAR if larger else cv2.INTER_AREA
    return cast(Grey, cv2.resize(grey, (width, height), interpolation=how))


def even(grey: Grey, reach: float) -> Grey:
    """Return a picture without its light: each place against its own surroundings.

    Redness, exposure, shadows and white balance change slowly over a face and vanish; lashes,
    brows and the texture of skin remain.

    Args:
        grey: brightness.
        reach: half the width of the surroundings in pixels.
    """
    window = (2 * round(reach) + 1,) * 2
    values = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), 1.0)
    fine = values - cv2.blur(cv2.blur(values, window), window)
    spread = cv2.blur(cv2.blur(fine * fine, window), window)
    # Without the 3 the noise of smooth skin would be enlarged to look like texture.
    shown = 128 + 40 * fine / (np.sqrt(np.maximum(spread, 0)) + 3)
    return np.clip(shown, 0, 255).astype(np.uint8)


def ellipse(shape: tuple[int, ...], middle: complex, half: complex, round_by: complex) -> Grey:
    """Return 255 inside an ellipse and 0 outside.

    Args:
        shape: rows and columns of the picture.
        middle: of the ellipse, in pixels.
        half: the way along its first axis that counts as 1; its length and direction.
        round_by: half its first axis and half its second, in such lengths.
    """
    mask = np.zeros(shape[:2], np.uint8)
    axes = round(round_by.real * abs(half)), round(round_by.imag * abs(half))
    angle = float(np.degrees(np.angle(half)))
    centre = round(middle.real), round(middle.imag)
    return cast(Grey, cv2.ellipse(mask, centre, axes, angle, 0, 360, 255, -1))


def corners(grey: Grey, window: int) -> NDArray[np.float32]:
    """Return how well each place can be followed: the lesser curvature of its surroundings."""
    return cast("NDArray[np.float32]", cv2.cornerMinEigenVal(grey, window))


def laid(other: Grey, matrix: Matrix, shape: tuple[int, ...], margin: int) -> tuple[Grey, Grey]:
    """Lay a picture over another.

    Args:
        other: the picture to lay.
        matrix: pixels of the result to pixels of `other`.
        shape: rows and columns of the result.
        margin: pixels from the edge of `other` that do not count as reached by it.

    Returns:
        The picture as it lies, its edges drawn out, and 255 where it reaches, elsewhere 0.
    """
    size = shape[1], shape[0]
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    moved = cv2.warpAffine(other, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    whole = np.zeros_like(other)
    whole[margin:-margin, margin:-margin] = 255
    flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    return cast(Grey, moved), cast(Grey, cv2.warpAffine(whole, matrix, size, flags=flags))


def followed(
    still: Grey, moving: Grey, here: Points, window: int, levels: int
) -> tuple[Points, NDArray[np.float64]]:
    """Follow points from one picture into another (Lucas and Kanade) and back again.

    Returns:
        Where the points have gone, and by how many pixels they missed their way back: infinite
        for those that were lost, which stay where they were.
    """
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 30, 0.01)
    # The stubs of OpenCV want its optional outputs; there are none to give.
    flow = cast(Any, cv2.calcOpticalFlowPyrLK)
    options = {"winSize": (window, window), "maxLevel": levels, "criteria": stop}
    start = here.astype(np.float32).reshape(-1, 1, 2)
    there, found, _ = flow(still, moving, start, start.copy(), **options)
    back, again, _ = flow(moving, still, there, there.copy(), **options)
    missed = np.hypot(*(back - start).reshape(-1, 2).T).astype(np.float64)
    lost = (found.ravel() == 0) | (again.ravel() == 0)
    missed[lost] = np.inf
    return np.where(lost[:, None], here, there.reshape(-1, 2)), missed


def around(grey: Grey, points: Points, side: int) -> NDArray[np.float64]:
    """Return the surroundings of each point, one flat square of that side a row."""
    squares = [cv2.getRectSubPix(grey, (side, side), (x, y)).ravel() for x, y in points]
    return np.array(squares, np.float64)


def agreement(here: Points, there: Points, within: float) -> Matrix | None:
    """Return the similarity transform that most of the pairs agree on (RANSAC), if any.

    Args:
        here: at least two places.
        there: where each of them went, if it is to be believed.
        within: pixels by which those that agree may miss.
    """
    found = cv2.estimateAffinePartial2D(
        here, there, ransacReprojThreshold=within, maxIters=2000, confidence=0.999
    )
    # Typed as always there, yet None where nothing agrees.
    return cast("NDArray[np.float64] | None", found[0])


def sift(grey: Grey, mask: Grey | None, most: int) -> tuple[Points, Grey]:
    """Return the places of features and what they look like: 128 bytes each (Lowe 2004)."""
    # SIFT left the patented part of OpenCV in 2020, and its stubs have not noticed.
    finder: Any = cast(Any, cv2).SIFT_create(most, 3, 0.02, 12, 1.4)
    keys, looks = finder.detectAndCompute(grey, mask)
    if not keys:
        return np.empty((0, 2)), np.empty((0, 128), np.uint8)
    return np.array([key.pt for key in keys], np.float64), looks.astype(np.uint8)


def two_nearest(
    looks: NDArray[np.float32], others: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Return the distances to the two nearest of the others for each row, and which they are.

    numpy would be faster alone, but its product of matrices takes all cores, the window's too.
    """
    apart, which = cv2.batchDistance(looks, others, cv2.CV_32F, normType=cv2.NORM_L2, K=2)
    return cast("NDArray[np.float32]", apart), cast("NDArray[np.int32]", which)
