"""Making a guessed placement exact, and saying honestly how exact it is."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from recovery_app.imaging.features import Matrix, even

Points = NDArray[np.float64]

ROUNDS = 3
"""Times that the other picture is laid over the anchor and the rest of the shift is measured."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """The part of a picture that is compared.

    Attributes:
        grey: brightness.
        mask: where the face is, or everywhere where there is none; elsewhere 0.
        unit: pixels that errors are measured against: the eye distance, or what stands for it.
        checks: places, in pixels, where the placement must be right.
    """

    grey: NDArray[np.uint8]
    mask: NDArray[np.uint8]
    unit: float
    checks: Points


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A refined placement.

    Attributes:
        matrix: pixels of the anchor's patch to pixels of the other's.
        error: estimated at the worst of the anchor's checks, as a share of its unit.
        agreed: points that agree on it.
        share: of the points that could be followed.
        likeness: mean correlation of the surroundings of all points, 1 at best.
        spread: sixteenths of the area where points agree.
    """

    matrix: Matrix
    error: float
    agreed: int
    share: float
    likeness: float
    spread: int


def refine(anchor: Patch, other: Patch, matrix: Matrix) -> Fit | None:
    """Follow points of the anchor into the other picture until they rest; None if they get lost."""
    reach = anchor.unit / 8
    still = even(anchor.grey, reach)
    points = _points(still, anchor.mask, anchor.unit)
    if len(points) < 8:
        return None
    fit: Fit | None = None
    for turn in range(ROUNDS):
        laid, seen = _laid(anchor, other, matrix)
        inside = seen[points[:, 1].astype(int), points[:, 0].astype(int)] > 0
        here = points[inside]
        if len(here) < 8:
            return None
        moving = even(laid, reach)
        there, held = _followed(still, moving, here, anchor.unit, first=turn == 0)
        likeness = _likeness(still, moving, anchor.unit / 10, here, there)
        within = anchor.unit * (0.10 if turn == 0 else 0.05)
        step = _similar(here, there, held & (likeness > 0.4), within)
        if step is None:
            return None
        onward, agreed = step
        matrix = _joined(matrix, onward)
        fit = _judged(matrix, onward, (here, there), agreed, anchor, likeness)
    return fit


def _points(still: NDArray[np.uint8], mask: NDArray[np.uint8], unit: float) -> Points:
    """Return the best corner of each small square of the area, so that no part is left out."""
    quality = cv2.cornerMinEigenVal(still, max(3, round(unit / 12)) | 1)
    edge = max(2, round(unit / 12))
    quality[mask == 0] = 0
    quality[:edge] = quality[-edge:] = 0
    quality[:, :edge] = quality[:, -edge:] = 0
    side = max(6, round(unit / 6), round(np.sqrt(mask.size / 600)))
    found: list[tuple[int, int]] = []
    for top in range(0, quality.shape[0], side):
        for left in range(0, quality.shape[1], side):
            part = quality[top : top + side, left : left + side]
            y, x = np.unravel_index(part.argmax(), part.shape)
            if part[y, x] > 2e-4:
                found.append((left + int(x), top + int(y)))
    return np.array(found, np.float64).reshape(-1, 2)


def _laid(anchor: Patch, other: Patch, matrix: Matrix) -> tuple[NDArray[np.uint8], ...]:
    """Return the other picture as it lies over the anchor, and where it reaches."""
    size = anchor.grey.shape[1], anchor.grey.shape[0]
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    laid = cv2.warpAffine(other.grey, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    whole = np.full_like(other.grey, 255)
    seen = cv2.warpAffine(whole, matrix, size, flags=flags)
    margin = max(3, round(anchor.unit / 6)) | 1
    seen = np.where(seen == 255, 255, 0).astype(np.uint8)
    seen = cv2.copyMakeBorder(seen, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    seen = cv2.erode(seen, np.ones((margin, margin), np.uint8))[1:-1, 1:-1]
    return laid, seen


def _followed(
    still: NDArray[np.uint8],
    moving: NDArray[np.uint8],
    here: Points,
    unit: float,
    *,
    first: bool,
) -> tuple[Points, NDArray[np.bool_]]:
    """Return where points have gone (Lucas and Kanade), and which of them find their way back."""
    side = max(9, round(unit / 4)) | 1
    window, levels = (side, side), 2 if first else 1
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 30, 0.01)
    start = here.astype(np.float32).reshape(-1, 1, 2)
    options = {"winSize": window, "maxLevel": levels, "criteria": stop}
    there, found, _ = cv2.calcOpticalFlowPyrLK(still, moving, start, start.copy(), **options)
    back, again, _ = cv2.calcOpticalFlowPyrLK(moving, still, there, there.copy(), **options)
    missed = np.hypot(*(back - start).reshape(-1, 2).T)
    held = (found.ravel() == 1) & (again.ravel() == 1) & (missed < 0.02 * unit)
    return there.reshape(-1, 2).astype(np.float64), held


def _likeness(
    still: NDArray[np.uint8], moving: NDArray[np.uint8], reach: float, here: Points, there: Points
) -> NDArray[np.float64]:
    """Return how well the surroundings of each point correlate with those where it went."""
    side = max(5, round(2 * reach)) | 1
    window = np.exp(-0.5 * (np.arange(side) - side // 2) ** 2 / (side / 3) ** 2)
    weights = np.outer(window, window).ravel()
    weights /= weights.sum()
    values: list[float] = []
    for (ax, ay), (bx, by) in zip(here, there, strict=True):
        a = cv2.getRectSubPix(still, (side, side), (ax, ay)).ravel().astype(np.float64)
        b = cv2.getRectSubPix(moving, (side, side), (bx, by)).ravel().astype(np.float64)
        a -= weights @ a
        b -= weights @ b
        power = (weights @ (a * a)) * (weights @ (b * b))
        values.append(float(weights @ (a * b) / np.sqrt(power)) if power > 0 else 0.0)
    return np.array(values)


def _similar(
    here: Points, there: Points, held: NDArray[np.bool_], within: float
) -> tuple[Matrix, NDArray[np.bool_]] | None:
    """Return the similarity transform that most points agree on, fitted to all that do."""
    if held.sum() < 6:
        return None
    first, _ = cv2.estimateAffinePartial2D(
        here[held], there[held], ransacReprojThreshold=within, maxIters=2000, confidence=0.999
    )
    if first is None:
        return None
    matrix, agreed = np.asarray(first, np.float64), held
    for _ in range(4):
        missed = np.hypot(*(_through(matrix, here) - there).T)
        agreed = held & (missed < within)
        if agreed.sum() < 6:
            return None
        matrix = _fitted(here[agreed], there[agreed], 1 / (1 + (3 * missed[agreed] / within) ** 2))
    return matrix, agreed


def _fitted(here: Points, there: Points, weights: NDArray[np.float64]) -> Matrix:
    """Return the similarity transform of least weighted squares (points as complex numbers)."""
    a, b = here @ (1, 1j), there @ (1, 1j)
    total = weights.sum()
    middle_a, middle_b = (weights @ a) / total, (weights @ b) / total
    a, b = a - middle_a, b - middle_b
    turn = (weights * a.conj()) @ b / ((weights * a.conj()) @ a)
    shift = middle_b - turn * middle_a
    return np.array(
        [[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]], np.float64
    )


def _through(matrix: Matrix, points: Points) -> Points:
    return points @ matrix[:, :2].T + matrix[:, 2]


def _joined(matrix: Matrix, step: Matrix) -> Matrix:
    """Return the step followed by the matrix."""
    return np.concatenate([matrix[:, :2] @ step[:, :2], _through(matrix, step[:, 2:].T).T], axis=1)


def _judged(
    matrix: Matrix,
    step: Matrix,
    moved: tuple[Points, Points],
    agreed: NDArray[np.bool_],
    anchor: Patch,
    likeness: NDArray[np.float64],
) -> Fit:
    """Say how sure the last step is: leave out each part of the area in turn (jackknife)."""
    here, there = moved[0][agreed], moved[1][agreed]
    xs, ys = np.nonzero(anchor.mask)[::-1]
    low, high = np.array([xs.min(), ys.min()]), np.array([xs.max(), ys.max()]) + 1
    cells = np.floor(4 * (here - low) / (high - low)).clip(0, 3)
    cell = (4 * cells[:, 1] + cells[:, 0]).astype(int)
    groups = np.unique(cell)
    error = float("inf")
    if len(groups) >= 4:
        whole = _through(step, anchor.checks)
        weights = np.ones(len(here))
        left_out = np.array(
            [
                _through(
                    _fitted(here[cell != group], there[cell != group], weights[cell != group]),
                    anchor.checks,
                )
                - whole
                for group in groups
            ]
        )
        count = len(groups)
        spread = (count - 1) / count * (left_out**2).sum(axis=(0, 2))
        error = float(2 * np.sqrt(spread.max()) / anchor.unit)
    return Fit(
        matrix,
        error,
        int(agreed.sum()),
        float(agreed.mean()),
        float(np.median(likeness)),
        len(groups),
    )
