"""Areas drawn on a pose: treated skin, the person's own untreated skin, and spots.

They are drawn once on the reference photo of a pose, in its coordinates (`alignment.Spot`: units of
the longer side, x to the right, y down), and found in every other photo through its placement.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import dist, pi, sqrt

from recovery_app.domain.alignment import Spot
from recovery_app.domain.photos import POSES
from recovery_app.errors import WrongInput

Outline = tuple[Spot, ...]
"""Corners in order, the last joined to the first."""

LEAST_AREA = 1e-4
"""Area of the smallest treated or reference area, in the longer side squared: 40 of 4000 pixels."""

LEAST_SPOT = 4e-6
"""Likewise of a spot: 8 of 4000 pixels across."""

FROM_THE_FRONT = "front"
READY_POSES = POSES
"""The poses for which ready areas may be offered, where both eyes are in sight; a close-up shows no
face to lay them out on."""

MOST_CORNERS = 200
"""Corners beyond which an outline is a scribble."""


class Role(StrEnum):
    """What an area is measured for."""

    TREATED = "treated"
    REFERENCE = "reference"
    SPOT = "spot"


@dataclass(frozen=True, slots=True)
class Region:
    """A drawn area of a pose.

    Attributes:
        id: UUID; empty for one that is only suggested.
        pose: as in `photos.checked_pose`.
        role: what it is measured for.
        name: her words, such as “Left cheek”.
        outline: in the coordinates of the pose's reference photo.
    """

    id: str
    pose: str
    role: Role
    name: str
    outline: Outline


def checked_outline(outline: Sequence[Spot], role: Role, size: tuple[int, int]) -> Outline:
    """Return an outline that can be measured.

    Args:
        outline: corners in units of the longer side.
        role: a spot may be smaller than the others.
        size: width and height of the reference photo as shown; any unit.

    Raises:
        WrongInput: if it has fewer than three corners or too many, reaches outside the picture,
            crosses itself or is too small.
    """
    corners = tuple(_without_repeats([(float(x), float(y)) for x, y in outline]))
    width, height = (side / max(size) for side in size)
    if len(corners) < 3:
        raise WrongInput("An area needs at least three corners.")
    if len(corners) > MOST_CORNERS:
        raise WrongInput(f"An area may have {MOST_CORNERS} corners at most.")
    if not all(0 <= x <= width and 0 <= y <= height for x, y in corners):
        raise WrongInput("The area reaches outside the picture.")
    if _crosses_itself(corners):
        raise WrongInput("The outline of the area crosses itself.")
    if area_of(corners) < (LEAST_SPOT if role is Role.SPOT else LEAST_AREA):
        raise WrongInput("The area is too small to be measured.")
    return corners


def area_of(outline: Sequence[Spot]) -> float:
    """Return the area in units of the longer side squared (Gauss's shoelace formula)."""
    pairs = zip(outline, [*outline[1:], *outline[:1]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def radius_of(outline: Sequence[Spot]) -> float:
    """Return the radius of the circle that has the same area."""
    return sqrt(area_of(outline) / pi)


def share_inside(outline: Sequence[Spot], size: tuple[int, int]) -> float:
    """Return which share of an area lies in a picture, 0–1.

    Args:
        outline: in units of the picture's longer side.
        size: its width and height; any unit.
    """
    width, height = (side / max(size) for side in size)
    kept = list(outline)
    for axis, limit, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        kept = _cut(kept, axis, limit, sign)
    whole = area_of(outline)
    return area_of(kept) / whole if whole else 0.0


def fingerprint(regions: Iterable[Region]) -> str:
    """Return 16 letters that change when what is measured changes; names and order do not count.

    Two measurements may stand in one line only where this is the same.
    """
    lines = sorted(
        f"{region.role}:" + " ".join(f"{x:.6f},{y:.6f}" for x, y in region.outline)
        for region in regions
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _cut(outline: Sequence[Spot], axis: int, limit: float, sign: int) -> list[Spot]:
    """Return the part of an area on one side of a line (Sutherland and Hodgman 1974)."""
    kept: list[Spot] = []
    for at, here in enumerate(outline):
        there = outline[(at + 1) % len(outline)]
        before, after = sign * (here[axis] - limit), sign * (there[axis] - limit)
        if before >= 0:
            kept.append(here)
        if (before >= 0) != (after >= 0):
            share = before / (before - after)
            kept.append(
                (here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1]))
            )
    return kept


def _without_repeats(corners: Sequence[Spot]) -> list[Spot]:
    """Leave out corners that lie on the one before, as a double click makes them."""
    kept = [
        corner
        for at, corner in enumerate(corners)
        if at == 0 or dist(corner, corners[at - 1]) > 1e-6
    ]
    return kept[:-1] if len(kept) > 1 and dist(kept[0], kept[-1]) <= 1e-6 else kept


def _crosses_itself(corners: Outline) -> bool:
    sides = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    last = len(sides) - 1
    return any(
        _cross(*one, *other)
        for at, one in enumerate(sides)
        for further, other in enumerate(sides[at + 2 :], start=at + 2)
        if not (at == 0 and further == last)
    )


def _cross(a: Spot, b: Spot, c: Spot, d: Spot) -> bool:
    """Tell whether two stretches meet: each has the ends of the other on its two sides."""
    return _side(a, b, c) * _side(a, b, d) <= 0 and _side(c, d, a) * _side(c, d, b) <= 0


def _side(a: Spot, b: Spot, point: Spot) -> float:
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
