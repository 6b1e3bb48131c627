"""How one photo is laid over another: shift, turn and scale, never its colours.

Points are measured in units of a picture's own longer side, x to the right and y down from its
upper left corner, so that a placement holds for every size in which the picture is shown.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import atan2, cos, degrees, hypot, radians, sin

from recovery_app.domain.photos import Photo

Spot = tuple[float, float]
"""A point of a picture in units of its longer side."""

METHOD_VERSION = 1
"""Raised when the way of aligning changes, so that old results are known and made anew."""


class Method(StrEnum):
    """How a placement came about."""

    EYES = "eyes"
    FEATURES = "features"
    BY_HAND = "by-hand"


@dataclass(frozen=True, slots=True)
class Placement:
    """A similarity transform from a photo to its reference.

    Attributes:
        scale: the photo is enlarged so many times, both measured by their longer sides.
        angle: degrees clockwise on the screen.
        dx, dy: shift after that, in units of the reference's longer side.
    """

    scale: float = 1.0
    angle: float = 0.0
    dx: float = 0.0
    dy: float = 0.0

    def __call__(self, spot: Spot) -> Spot:
        """Return where a point of the photo lies in the reference."""
        x, y = spot
        c, s = cos(radians(self.angle)) * self.scale, sin(radians(self.angle)) * self.scale
        return c * x - s * y + self.dx, s * x + c * y + self.dy

    def inverse(self) -> "Placement":
        """Return the placement from the reference to the photo."""
        back = Placement(1 / self.scale, -self.angle)
        x, y = back((self.dx, self.dy))
        return Placement(back.scale, back.angle, -x, -y)

    def then(self, after: "Placement") -> "Placement":
        """Return this placement followed by another."""
        dx, dy = after((self.dx, self.dy))
        return Placement(self.scale * after.scale, self.angle + after.angle, dx, dy)


def through(first: tuple[Spot, Spot], second: tuple[Spot, Spot]) -> Placement:
    """Return the placement that takes two points of a photo to two points of its reference.

    Raises:
        ValueError: if the two points of the photo are the same.
    """
    (ax, ay), (bx, by) = first
    (cx, cy), (ex, ey) = second
    before, after = (bx - ax, by - ay), (ex - cx, ey - cy)
    length = hypot(*before)
    if length == 0:
        raise ValueError("two different points are needed")
    turn = degrees(atan2(after[1], after[0]) - atan2(before[1], before[0]))
    turned = Placement(hypot(*after) / length, turn)
    x, y = turned((ax, ay))
    return Placement(turned.scale, turn, cx - x, cy - y)


@dataclass(frozen=True, slots=True)
class Aligned:
    """A placement as it was found or made.

    Attributes:
        placement: from the photo to its reference.
        method: how.
        error: estimated: how far it may be from the best one there is, as a share of the eye
            distance (or of a tenth of the longer side where no face was found); 0 for one made
            by hand. A head that was turned differs from its reference beyond that.
        version: `METHOD_VERSION` at the time.
    """

    placement: Placement
    method: Method
    error: float = 0.0
    version: int = METHOD_VERSION


@dataclass(frozen=True, slots=True)
class Laid:
    """How a photo lies over the reference of its pose.

    Attributes:
        reference: the photo it is laid over, or None while its pose has none.
        aligned: the placement that counts, one made by hand before one found; or None.
        why: why none was found, in a sentence; empty where one was, or nobody tried yet.
    """

    reference: Photo | None
    aligned: Aligned | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a photo was not aligned.

    Attributes:
        why: one plain sentence for the person.
    """

    why: str
