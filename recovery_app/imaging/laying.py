"""Photos laid into one common frame: shifted, turned and scaled; no colour is touched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from recovery_app.domain.alignment import Placement, Spot
from recovery_app.imaging.reading import decode
from recovery_app.imaging.thumbnails import Shown, by_quarters, turned

Pixels = NDArray[np.uint8]
"""Rows from the top, each pixel as red, green, blue in sRGB."""

LEAST_SHARE = 0.45
"""A frame that all photos fill is used down to this share of the whole; below, margins are kinder."""

MARGIN = (24, 24, 27)
"""What is seen where a photo does not reach."""

_HALVINGS = 24


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo on its way into a frame.

    Attributes:
        source: gives the original's bytes; asked only when it is the photo's turn.
        turns: quarter turns clockwise on top of what the camera says.
        size: width and height as shown, in pixels.
        placement: over the reference.
        caption: lines to be written into it.
    """

    source: Callable[[], bytes]
    turns: int
    size: tuple[int, int]
    placement: Placement
    caption: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the reference that is shown, and in how many pixels.

    Attributes:
        left, top: its corner, in units of the reference's longer side.
        scale: pixels in one such unit.
        width, height: pixels, both even, as films need it.
    """

    left: float
    top: float
    scale: float
    width: int
    height: int


def as_taken(size: tuple[int, int], reference: tuple[int, int]) -> Placement:
    """Return the placement that lays a photo in the middle so that it covers the reference.

    Args:
        size: the photo's width and height.
        reference: that of the reference, in the same or another unit.
    """
    width, height = _in_units(size)
    wide, high = _in_units(reference)
    scale = max(wide / width, high / height)
    return Placement(scale, 0.0, (wide - width * scale) / 2, (high - height * scale) / 2)


def whole(reference: tuple[int, int], longest: int) -> Frame:
    """Return the frame that shows all of the reference."""
    width, height = _in_units(reference)
    return _frame((width / 2, height / 2), (width, height), longest)


def filled(reference: tuple[int, int], shots: Sequence[Shot], longest: int) -> Frame:
    """Return the largest frame of the reference's shape that every photo fills.

    Where the photos have too little in common for that, it is the whole reference.
    """
    width, height = _in_units(reference)
    edges = [edge for shot in shots for edge in _edges(_corners(shot))]
    low, high = 0.0, 1.0
    middle = _room(edges, (width, height), (width, height))
    if middle is not None:
        return _frame(middle, (width, height), longest)
    for _ in range(_HALVINGS):
        share = (low + high) / 2
        found = _room(edges, (width * share, height * share), (width, height))
        if found is None:
            high = share
        else:
            low, middle = share, found
    if middle is None or low < LEAST_SHARE:
        return whole(reference, longest)
    return _frame(middle, (width * low, height * low), longest)


def lay(shot: Shot, frame: Frame) -> Pixels:
    """Return a photo as it lies in the frame.

    Raises:
        NotFound, LibraryUnavailable: if its file is not there.
        PictureRefused: if it cannot be read.
    """
    # As many pixels as will be seen: the rest would only flicker.
    needed = max(1, round(frame.scale * shot.placement.scale))
    image = by_quarters(turned(decode(shot.source(), needed), needed), shot.turns).convert("RGB")
    per_unit = max(image.size)
    matrix = _matrix(shot.placement, per_unit, frame)
    # Its last pixels go on beyond its edges, so that the margin's colour does not seep into them.
    laid = cv2.warpAffine(
        np.asarray(image),
        matrix,
        (frame.width, frame.height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    ).astype(np.uint8, copy=False)
    laid[_beyond(shot, frame)] = MARGIN
    return laid


def shown(pixels: Pixels) -> Shown:
    """Return pixels as the screen takes them."""
    height, width = pixels.shape[:2]
    return Shown(width, height, 4 * width, cv2.cvtColor(pixels, cv2.COLOR_RGB2BGRA).tobytes())


def _in_units(size: tuple[int, int]) -> tuple[float, float]:
    longer = max(size)
    return size[0] / longer, size[1] / longer


def _frame(middle: Spot, extent: tuple[float, float], longest: int) -> Frame:
    scale = longest / max(extent)
    width, height = (max(2, int(side * scale + 1e-6) // 2 * 2) for side in extent)
    return Frame(
        middle[0] - width / scale / 2, middle[1] - height / scale / 2, scale, width, height
    )


def _corners(shot: Shot) -> list[Spot]:
    width, height = _in_units(shot.size)
    return [shot.placement(spot) for spot in ((0, 0), (width, 0), (width, height), (0, height))]


def _beyond(shot: Shot, frame: Frame) -> NDArray[np.bool_]:
    """Return which pixels of the frame the photo does not reach."""
    fine = 16
    corners = [
        (
            ((x - frame.left) * frame.scale - 0.5) * fine,
            ((y - frame.top) * frame.scale - 0.5) * fine,
        )
        for x, y in _corners(shot)
    ]
    reached = np.zeros((frame.height, frame.width), np.uint8)
    cv2.fillConvexPoly(reached, np.round(corners).astype(np.int32), 1, shift=4)
    return reached == 0


_Edge = tuple[float, float, float]
"""Inside is where x·a + y·b ≤ c."""


def _edges(corners: Sequence[Spot]) -> list[_Edge]:
    edges: list[_Edge] = []
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        length = hypot(bx - ax, by - ay)
        a, b = (by - ay) / length, (ax - bx) / length
        edges.append((a, b, a * ax + b * ay))
    return edges


def _room(
    edges: Sequence[_Edge], extent: tuple[float, float], reference: tuple[float, float]
) -> Spot | None:
    """Return a middle at which an upright rectangle lies within all edges, or None."""
    wide, high = extent[0] / 2, extent[1] / 2
    slack = 1e-9
    area: list[Spot] = [
        (wide - slack, high - slack),
        (reference[0] - wide + slack, high - slack),
        (reference[0] - wide + slack, reference[1] - high + slack),
        (wide - slack, reference[1] - high + slack),
    ]
    for a, b, c in edges:
        area = _cut(area, (a, b, c - abs(a) * wide - abs(b) * high + slack))
        if not area:
            return None
    return sum(x for x, _ in area) / len(area), sum(y for _, y in area) / len(area)


def _cut(area: Sequence[Spot], edge: _Edge) -> list[Spot]:
    """Return the part of a convex polygon that lies inside an edge."""
    a, b, c = edge
    beyond = [a * x + b * y - c for x, y in area]
    kept: list[Spot] = []
    for at, (here, over) in enumerate(zip(area, beyond, strict=True)):
        there, over_there = area[(at + 1) % len(area)], beyond[(at + 1) % len(area)]
        if over <= 0:
            kept.append(here)
        if (over <= 0) != (over_there <= 0):
            share = over / (over - over_there)
            kept.append(
                (here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1]))
            )
    return kept


def _matrix(placement: Placement, per_unit: int, frame: Frame) -> NDArray[np.float64]:
    """Return the way from a photo's pixels to the frame's; a pixel's middle lies at its half."""
    size = placement.scale * frame.scale / per_unit
    c, s = size * cos(radians(placement.angle)), size * sin(radians(placement.angle))
    x = (placement.dx - frame.left) * frame.scale
    y = (placement.dy - frame.top) * frame.scale
    half = 0.5
    return np.array(
        [
            [c, -s, x + half * (c - s) - half],
            [s, c, y + half * (s + c) - half],
        ]
    )
