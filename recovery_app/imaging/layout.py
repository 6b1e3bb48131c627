"""Where an area lies on a face, told from its two eyes, and its outline in a photo."""

from dataclasses import dataclass, replace
from math import cos, pi, sin

from recovery_app.domain.alignment import Spot
from recovery_app.domain.regions import Outline, Role

CORNERS = 16
"""Of an area's outline: enough to look round, few enough to drag."""


@dataclass(frozen=True, slots=True)
class Layout:
    """An area of a face, upright.

    Attributes:
        name: what it is called.
        role: what it is measured for.
        middle: from the point between the eyes, in halves of their distance; to the right is real,
            down is imaginary.
        axes: half its width and height in the same unit.
    """

    name: str
    role: Role
    middle: complex
    axes: complex

    def on(self, side: int) -> "Layout":
        """Return it on its own side (1) or on the other one (−1)."""
        return replace(self, middle=complex(side * self.middle.real, self.middle.imag))


def ellipse_of(eyes: tuple[Spot, Spot], layout: Layout) -> Outline:
    """Return the outline of an area on the face with these eyes, the left one as seen first."""
    left, right = (complex(*eye) for eye in eyes)
    between, half = (left + right) / 2, (right - left) / 2
    corners: list[Spot] = []
    for number in range(CORNERS):
        turn = 2 * pi * number / CORNERS
        reach = complex(layout.axes.real * cos(turn), layout.axes.imag * sin(turn))
        place = between + half * (layout.middle + reach)
        corners.append((place.real, place.imag))
    return tuple(corners)
