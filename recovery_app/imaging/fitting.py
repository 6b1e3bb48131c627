"""Fitting a similarity transform to points that have moved, and saying how far off it may be."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recovery_app.imaging.pixels import Grey, Matrix, Points

CELLS = 8
"""An area is divided into so many columns and rows to compare its parts."""

NEVER_BETTER = 0.003
"""Least error, as a share of the unit, that is ever claimed.

Measured on known transforms of a face, with noise, blur and compression: what disturbs all points
alike cannot show in how they differ.
"""


def fitted(here: Points, there: Points, weights: NDArray[np.float64] | None = None) -> Matrix:
    """Return the similarity transform of least weighted squares (Umeyama 1991, in complex numbers).

    Args:
        here: two places or more.
        there: where they went.
        weights: how much each counts; all alike if None.
    """
    counts = np.ones(len(here)) if weights is None else weights
    counts = counts / counts.sum()
    a, b = here @ (1, 1j), there @ (1, 1j)
    middle_a, middle_b = counts @ a, counts @ b
    a, b = a - middle_a, b - middle_b
    turn = (counts * a.conj()) @ b / ((counts * a.conj()) @ a)
    shift = middle_b - turn * middle_a
    return np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]])


def through(matrix: Matrix, points: Points) -> Points:
    """Return where points lie after a transform."""
    return points @ matrix[:, :2].T + matrix[:, 2]


def joined(first: Matrix, then: Matrix) -> Matrix:
    """Return one transform followed by another."""
    return np.column_stack([then[:, :2] @ first[:, :2], then[:, :2] @ first[:, 2] + then[:, 2]])


def cells_of(points: Points, mask: Grey) -> NDArray[np.int_]:
    """Return in which column and row of the mask's surroundings each point lies."""
    ys, xs = np.nonzero(mask)
    low, high = np.array([xs.min(), ys.min()]), np.array([xs.max(), ys.max()]) + 1
    return np.floor(CELLS * (points - low) / (high - low)).clip(0, CELLS - 1).astype(int)


def parts_of(cells: NDArray[np.int_]) -> NDArray[np.int_]:
    """Return in which sixteenth each cell lies."""
    return cells // (CELLS // 4) @ np.array([1, 4])


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """Points of an area that were followed.

    Attributes:
        here: where they were.
        there: where they went.
        cells: where they lie in the area.
        agreed: those that a fit rests on.
    """

    here: Points
    there: Points
    cells: NDArray[np.int_]
    agreed: NDArray[np.bool_]


def error_of(moved: Moved, checks: Points, unit: float) -> float:
    """Estimate how far a fit may be from the best one at the worst check, as a share of the unit.

    Three answers are added as squares. How far the fits to one half of the points and to the other
    are apart (halves interleaved like stripes and like a chessboard, so that each covers the area)
    shows the noise. The standard error when each sixteenth is left out in turn (a jackknife of
    groups, for points side by side err alike) shows a face that was turned, swollen or smiling, so
    that no shift, turn and scale lays one over the other. How far a fit to all points is from the
    one to those that agree shows whether these speak for the whole.

    Args:
        moved: the points, those that do not agree included.
        checks: where the fit must be right.
        unit: pixels that count as 1.

    Returns:
        The error; infinite if too few parts of the area have points.
    """
    here, there = moved.here[moved.agreed], moved.there[moved.agreed]
    cells = moved.cells[moved.agreed]
    halves = _between_halves(here, there, cells, checks)
    left_out = _leaving_out(here, there, parts_of(cells), checks)
    everything = fitted(moved.here, moved.there)
    partial = _apart(fitted(here, there), everything, checks)
    return float(np.linalg.norm([NEVER_BETTER, *(np.array([halves, left_out, partial]) / unit)]))


def _apart(one: Matrix, other: Matrix, checks: Points) -> float:
    return float(np.hypot(*(through(one, checks) - through(other, checks)).T).max())


def _between_halves(here: Points, there: Points, cells: NDArray[np.int_], checks: Points) -> float:
    worst = 0.0
    for pattern in (cells[:, 0], cells[:, 1], cells.sum(axis=1)):
        one = pattern % 2 == 0
        if min(one.sum(), (~one).sum()) < 4:
            return float("inf")
        first, second = (fitted(here[half], there[half]) for half in (one, ~one))
        worst = max(worst, _apart(first, second, checks))
    return worst


def _leaving_out(here: Points, there: Points, parts: NDArray[np.int_], checks: Points) -> float:
    groups = np.unique(parts)
    if len(groups) < 4:
        return float("inf")
    whole = through(fitted(here, there), checks)
    rests = (parts != group for group in groups)
    misses = [through(fitted(here[rest], there[rest]), checks) - whole for rest in rests]
    share = (len(groups) - 1) / len(groups)
    variance = share * (np.array(misses) ** 2).sum(axis=(0, 2))
    return float(np.sqrt(variance.max()))
