"""Making a guessed placement exact by following points from one picture into the other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recovery_app.imaging.fitting import (
    Moved,
    cells_of,
    error_of,
    fitted,
    joined,
    parts_of,
    through,
)
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

LEAST_CORNER = 2e-4
"""Corners flatter than this (of squared brightness, 1 at most) hold nothing to follow."""

LEAST_LIKENESS = 0.4
"""Correlation of its surroundings below which a point has been lost."""

LOST = 0.02
"""Share of the unit by which a point that is followed back may miss where it came from."""

WITHIN = (0.10, 0.05, 0.05)
"""Share of the unit by which a point may differ and still agree, for faces move; one for each time
that the other picture is laid over the anchor and the rest of the way is measured."""

ASTRAY = 0.15
"""Share of the unit beyond which a point has not moved but was mistaken for another."""

FEWEST = 8
"""Points below which nothing is fitted."""


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A refined placement.

    Attributes:
        matrix: pixels of the anchor's patch to pixels of the other's.
        error: estimated at the worst of the anchor's checks, as a share of its unit.
        agreed: points that agree on it.
        share: of the points that both pictures show, those that agree; in the whole area or in
            its core, whichever is less.
        likeness: median correlation of the points' surroundings, 1 at best.
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
    """Follow points of the anchor into the other picture until they rest; None if they get lost.

    Args:
        anchor: the picture whose points are followed.
        other: the picture in which they are found again.
        matrix: a guess; pixels of the anchor to pixels of the other.
    """
    still = even(anchor.grey, anchor.unit / 8)
    points = _points(still, anchor)
    last: tuple[_Moves, NDArray[np.bool_]] | None = None
    for within in WITHIN:
        moves = _moves(still, points, anchor, other, matrix, levels=2 if last is None else 1)
        found = None if moves is None else _similar(moves, anchor.unit * within)
        if moves is None or found is None:
            return None
        step, agreed = found
        matrix = joined(step, matrix)
        last = moves, agreed
    return None if last is None else _judged(matrix, *last, anchor)


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
            if part[y, x] > LEAST_CORNER:
                found.append((left + int(x), top + int(y)))
    return np.array(found, np.float64).reshape(-1, 2)


def _moves(
    still: Grey, points: Points, anchor: Patch, other: Patch, matrix: Matrix, *, levels: int
) -> _Moves | None:
    """Return where the points go when the other picture is laid over the anchor by the matrix."""
    side = round(anchor.unit / 4) | 1
    moved, reached = laid(other.grey, matrix, still.shape, max(3, round(anchor.unit / 12)))
    moving = even(moved, anchor.unit / 8)
    here = points[_at(reached, points) > 0]
    if len(here) < FEWEST:
        return None
    there, missed = followed(still, moving, here, side, levels)
    likeness = _likeness(around(still, here, side), around(moving, there, side))
    held = (missed < LOST * anchor.unit) & (likeness > LEAST_LIKENESS)
    return _Moves(here, there, held, likeness)


def _at(mask: Grey, points: Points) -> Grey:
    """Return what a mask says at each point."""
    return mask[points[:, 1].astype(int), points[:, 0].astype(int)]


def _likeness(here: NDArray[np.float64], there: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the correlation of each two surroundings, their middles counting most."""
    side = round(np.sqrt(here.shape[1]))
    window = np.exp(-4.5 * np.linspace(-1, 1, side) ** 2)
    weights = np.outer(window, window).ravel() / window.sum() ** 2
    here, there = here - (here @ weights)[:, None], there - (there @ weights)[:, None]
    power = (here**2 @ weights) * (there**2 @ weights)
    return (here * there) @ weights / np.sqrt(np.maximum(power, 1e-9))


def _similar(moves: _Moves, within: float) -> tuple[Matrix, NDArray[np.bool_]] | None:
    """Return the similarity transform that most points agree on, and which do."""
    agreed = moves.held
    if agreed.sum() < FEWEST:
        return None
    matrix = agreement(moves.here[agreed], moves.there[agreed], within)
    if matrix is None:
        return None
    for _ in range(4):
        missed = np.hypot(*(through(matrix, moves.here) - moves.there).T)
        agreed = moves.held & (missed < within)
        if agreed.sum() < FEWEST:
            return None
        # Cauchy's weights: what moved by itself (a lip, a brow) counts the less, the more it did.
        weights = 1 / (1 + (3 * missed[agreed] / within) ** 2)
        matrix = fitted(moves.here[agreed], moves.there[agreed], weights)
    return matrix, agreed


def _judged(matrix: Matrix, moves: _Moves, agreed: NDArray[np.bool_], anchor: Patch) -> Fit:
    """Say how far to believe a placement on which these points agree."""
    gone = np.hypot(*(moves.there - moves.here).T)
    near = agreed | (moves.held & (gone < ASTRAY * anchor.unit))
    cells = cells_of(moves.here, anchor.mask)
    moved = Moved(moves.here[near], moves.there[near], cells[near], agreed[near])
    core = _at(anchor.core, moves.here) > 0
    return Fit(
        matrix,
        error=error_of(moved, anchor.checks, anchor.unit),
        agreed=int(agreed.sum()),
        share=float(min(agreed.mean(), agreed[core].mean())) if core.any() else 0.0,
        likeness=float(np.median(moves.likeness)),
        spread=len(np.unique(parts_of(cells[agreed]))),
    )
