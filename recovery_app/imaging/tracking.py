"""Making a guessed placement exact, and saying honestly how exact it is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recovery_app.imaging.patch import Patch
from recovery_app.imaging.pixels import (
    Grey,
    Matrix,
    Points,
    agreement,
    around,
    corners,
    even,
    followed,
    laid,
)

ROUNDS = 3
"""Times that the other picture is laid over the anchor and the rest of the shift is measured."""


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A refined placement.

    Attributes:
        matrix: pixels of the anchor's patch to pixels of the other's.
        error: estimated at the worst of the anchor's checks, as a share of its unit.
        agreed: points that agree on it.
        share: of the points that the other picture reaches.
        likeness: median correlation of the surroundings of all points, 1 at best.
        spread: sixteenths of the area where points agree.
    """

    matrix: Matrix
    error: float
    agreed: int
    share: float
    likeness: float
    spread: int


@dataclass(frozen=True, slots=True, eq=False)
class _Moves:
    """Where the anchor's points are in the other picture as it lies now."""

    here: Points
    there: Points
    held: NDArray[np.bool_]
    likeness: NDArray[np.float64]


def refine(anchor: Patch, other: Patch, matrix: Matrix) -> Fit | None:
    """Follow points of the anchor into the other picture until they rest; None if they get lost."""
    still = even(anchor.grey, anchor.unit / 8)
    points = _points(still, anchor)
    agreed = np.empty(0, np.bool_)
    moves: _Moves | None = None
    step = np.eye(2, 3)
    for turn in range(ROUNDS):
        moves = _moves(still, points, anchor, other, matrix, first=turn == 0)
        if moves is None:
            return None
        found = _similar(moves, anchor.unit * (0.10 if turn == 0 else 0.05))
        if found is None:
            return None
        step, agreed = found
        matrix = _joined(matrix, step)
    return None if moves is None else _judged(matrix, step, moves, agreed, anchor)


def _points(still: Grey, anchor: Patch) -> Points:
    """Return the best corner of each small square of the area, so that no part is left out."""
    edge = max(2, round(anchor.unit / 12))
    quality = corners(still, edge | 1)
    quality[anchor.mask == 0] = 0
    quality[:edge] = quality[-edge:] = 0
    quality[:, :edge] = quality[:, -edge:] = 0
    side = max(6, round(anchor.unit / 6), round(np.sqrt(still.size / 600)))
    found: list[tuple[int, int]] = []
    for top in range(0, quality.shape[0], side):
        for left in range(0, quality.shape[1], side):
            part = quality[top : top + side, left : left + side]
            y, x = np.unravel_index(part.argmax(), part.shape)
            if part[y, x] > 2e-4:
                found.append((left + int(x), top + int(y)))
    return np.array(found, np.float64).reshape(-1, 2)


def _moves(
    still: Grey, points: Points, anchor: Patch, other: Patch, matrix: Matrix, *, first: bool
) -> _Moves | None:
    """Return where the points go when the other picture is laid over the anchor by the matrix."""
    side = round(anchor.unit / 4) | 1
    moved, reached = laid(other.grey, matrix, still.shape, max(3, round(anchor.unit / 12)))
    moving = even(moved, anchor.unit / 8)
    here = points[reached[points[:, 1].astype(int), points[:, 0].astype(int)] > 0]
    if len(here) < 8:
        return None
    there, missed = followed(still, moving, here, side, 2 if first else 1)
    likeness = _likeness(around(still, here, side), around(moving, there, side))
    return _Moves(here, there, (missed < 0.02 * anchor.unit) & (likeness > 0.4), likeness)


def _likeness(here: NDArray[np.float64], there: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the correlation of each two surroundings, their middles counting most."""
    side = round(np.sqrt(here.shape[1]))
    window = np.exp(-4.5 * np.linspace(-1, 1, side) ** 2)
    weights = np.outer(window, window).ravel() / window.sum() ** 2
    here, there = here - (here @ weights)[:, None], there - (there @ weights)[:, None]
    power = (here**2 @ weights) * (there**2 @ weights)
    return (here * there) @ weights / np.sqrt(np.maximum(power, 1e-9))


def _similar(moves: _Moves, within: float) -> tuple[Matrix, NDArray[np.bool_]] | None:
    """Return the similarity transform that most points agree on, fitted to all that do."""
    if moves.held.sum() < 6:
        return None
    matrix, agreed = agreement(moves.here[moves.held], moves.there[moves.held], within), moves.held
    if matrix is None:
        return None
    for _ in range(4):
        missed = np.hypot(*(_through(matrix, moves.here) - moves.there).T)
        agreed = moves.held & (missed < within)
        if agreed.sum() < 6:
            return None
        weights = 1 / (1 + (3 * missed[agreed] / within) ** 2)
        matrix = _fitted(moves.here[agreed], moves.there[agreed], weights)
    return matrix, agreed


def _fitted(here: Points, there: Points, weights: NDArray[np.float64]) -> Matrix:
    """Return the similarity transform of least weighted squares (points as complex numbers)."""
    a, b = here @ (1, 1j), there @ (1, 1j)
    weights = weights / weights.sum()
    middle_a, middle_b = weights @ a, weights @ b
    a, b = a - middle_a, b - middle_b
    turn = (weights * a.conj()) @ b / ((weights * a.conj()) @ a)
    shift = middle_b - turn * middle_a
    return np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]])


def _through(matrix: Matrix, points: Points) -> Points:
    return points @ matrix[:, :2].T + matrix[:, 2]


def _joined(matrix: Matrix, step: Matrix) -> Matrix:
    """Return the step followed by the matrix."""
    shift = matrix[:, :2] @ step[:, 2] + matrix[:, 2]
    return np.column_stack([matrix[:, :2] @ step[:, :2], shift])


def _judged(
    matrix: Matrix, step: Matrix, moves: _Moves, agreed: NDArray[np.bool_], anchor: Patch
) -> Fit:
    """Say how sure the last step is."""
    ys, xs = np.nonzero(anchor.mask)
    low, high = np.array([xs.min(), ys.min()]), np.array([xs.max(), ys.max()]) + 1
    cells = np.floor(4 * (moves.here[agreed] - low) / (high - low)).clip(0, 3) @ (1, 4)
    error = _jackknife(moves.here[agreed], moves.there[agreed], cells, step, anchor)
    share, likeness = float(agreed.mean()), float(np.median(moves.likeness))
    return Fit(matrix, error, int(agreed.sum()), share, likeness, len(np.unique(cells)))


def _jackknife(
    here: Points, there: Points, cells: NDArray[np.float64], step: Matrix, anchor: Patch
) -> float:
    """Return twice the standard error at the worst check, each part of the area left out in turn.

    Parts and not points, for points side by side err alike (delete-a-group jackknife, Kott 2001).
    """
    groups = np.unique(cells)
    if len(groups) < 4:
        return float("inf")
    whole = _through(step, anchor.checks)
    misses: list[Points] = []
    for group in groups:
        rest = cells != group
        fitted = _fitted(here[rest], there[rest], np.ones(int(rest.sum())))
        misses.append(_through(fitted, anchor.checks) - whole)
    variance = (len(groups) - 1) / len(groups) * (np.array(misses) ** 2).sum(axis=(0, 2))
    return float(2 * np.sqrt(variance.max()) / anchor.unit)
