"""Where the drawn person's treated and untreated skin lies in a portrait from the front."""

import numpy as np

from recovery_app.domain.alignment import Spot
from recovery_app.imaging.portrait import Look
from recovery_app.imaging.portrait_front import front
from recovery_app.imaging.portrait_marks import spots_of
from recovery_app.imaging.portrait_paper import Line, disc, placed

CORNERS = 12
"""Of each outline."""

INNER = 0.75
"""Share of a cheek's zone that is outlined: its middle, where the flush is even."""

LONE_SPOT, WIDER = 2, 1.1
"""Which of a cheek's brown spots lies by itself, and how much wider than it is outlined."""

NECK = (0.0, 890.0, 58.0, 26.0)
"""Below the jaw, which never flushes: middle and half axes in design points."""


def cheeks(look: Look, size: tuple[int, int]) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
    """Return the outlines of both cheeks, the one on the left of the picture first.

    Args:
        look: how she stands; its pose is the front.
        size: width and height of the picture in pixels.
    """
    turn = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
    ring = INNER * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    zones = front().zones
    on_left, on_right = (zones[name].points(ring) for name in ("right cheek", "left cheek"))
    return _spots(on_left, look, size), _spots(on_right, look, size)


def below_the_jaw(look: Look, size: tuple[int, int]) -> tuple[Spot, ...]:
    """Return the outline of a patch of her neck; see `cheeks`."""
    return _spots(disc(*NECK)[:: 48 // CORNERS], look, size)


def brown_spots(look: Look, size: tuple[int, int]) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
    """Return the outlines of a brown spot on each cheek that no other touches; see `cheeks`."""
    zones = front().zones
    on_left, on_right = (
        spots_of(name, zones[name])[LONE_SPOT] for name in ("right cheek", "left cheek")
    )
    return _spots(_wider(on_left), look, size), _spots(_wider(on_right), look, size)


def _wider(outline: Line) -> Line:
    """Return an outline a little round what it is about, as a person draws it."""
    middle = outline.mean(axis=0)
    return middle + WIDER * (outline - middle)


def _spots(design: Line, look: Look, size: tuple[int, int]) -> tuple[Spot, ...]:
    place = placed(size, tilt=look.tilt, shift=look.shift, scale=look.scale, mirrored=False)
    return tuple(
        (round(float(x), 5), round(float(y), 5)) for x, y in place.pixels(design) / max(size)
    )
