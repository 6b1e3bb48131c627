"""Outlines while they are drawn and changed: plain points, without any widget.

Points are those of `recovery_app.domain.alignment`: units of the photo's longer side.
"""

from collections.abc import Sequence
from math import hypot

from recovery_app.domain.alignment import Spot

FEWEST = 3
"""Corners below which an outline holds no area."""

Outline = tuple[Spot, ...]


def moved(outline: Outline, corner: int, to: Spot) -> Outline:
    """Return the outline with a corner elsewhere."""
    return (*outline[:corner], to, *outline[corner + 1 :])


def with_corner(outline: Outline, after: int, spot: Spot | None = None) -> Outline:
    """Return the outline with one more corner after that one; half-way to the next if not said."""
    return (*outline[: after + 1], spot or middle(outline, after), *outline[after + 1 :])


def without_corner(outline: Outline, corner: int) -> Outline:
    """Return the outline without a corner; as it is where too few would remain."""
    if len(outline) <= FEWEST:
        return outline
    return (*outline[:corner], *outline[corner + 1 :])


def middle(outline: Sequence[Spot], after: int) -> Spot:
    """Return the point half-way between a corner and the next."""
    (ax, ay), (bx, by) = outline[after], outline[(after + 1) % len(outline)]
    return (ax + bx) / 2, (ay + by) / 2


def nearest(outline: Sequence[Spot], spot: Spot, within: float) -> int | None:
    """Return the corner that lies nearest to a point, if one lies within that distance."""
    found = [(_apart(one, spot), at) for at, one in enumerate(outline)]
    best = min(found, default=(within + 1, 0))
    return best[1] if best[0] <= within else None


def nearest_middle(outline: Sequence[Spot], spot: Spot, within: float) -> int | None:
    """Return the corner before the edge whose middle lies nearest to a point, if near enough."""
    return nearest([middle(outline, at) for at in range(len(outline))], spot, within)


def kept_within(spot: Spot, size: tuple[float, float]) -> Spot:
    """Return the point, or the nearest one that lies in a picture of that size."""
    return min(max(spot[0], 0.0), size[0]), min(max(spot[1], 0.0), size[1])


def _apart(one: Spot, other: Spot) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
