"""The part of a picture that is compared with another: a face's surroundings, or all of it."""

from dataclasses import dataclass
from math import hypot

import numpy as np

from recovery_app.domain.alignment import Placement, Spot, through
from recovery_app.imaging.eyes import Face
from recovery_app.imaging.pixels import Grey, Matrix, Points, ellipse, resized

EYES_APART = 90.0
"""Pixels between the eyes in what is compared; smaller faces are not enlarged."""

WITHOUT_FACE = 640
"""Longer side in pixels of what is compared where there is no face."""

_CHECKS = (-1, 1, -1.2j, 3.2j, -1.2 + 1.4j, 1.2 + 1.4j)
"""Eyes, forehead, chin and cheeks, from the point between the eyes, in halves of their distance."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """What is compared of one picture.

    Attributes:
        grey: brightness.
        corner: where its upper left corner is in the picture.
        fine: its pixels in the picture's longer side.
        face: the point between the eyes and the way from there to the right eye, as seen, in
            pixels; None where the patch is the whole picture because it shows no face.
    """

    grey: Grey
    corner: Spot
    fine: float
    face: tuple[complex, complex] | None = None

    @property
    def unit(self) -> float:
        """Pixels that errors are measured against: the eye distance, or a tenth of the picture."""
        return self.fine / 10 if self.face is None else 2 * abs(self.face[1])

    @property
    def mask(self) -> Grey:
        """255 where the face is, or the middle of a picture without one: not the background."""
        return self._inside(2.1 + 2.8j, 0.65)

    @property
    def core(self) -> Grey:
        """255 in the middle of the mask: what lies there is what the photo was taken of."""
        return self._inside(1.0 + 1.4j, 0.3)

    def _inside(self, of_face: complex, of_picture: float) -> Grey:
        height, width = self.grey.shape
        if self.face is None:
            middle, half = complex(width, height) / 2, complex(width / 2)
            return ellipse(self.grey.shape, middle, half, complex(1, height / width) * of_picture)
        between, half = self.face
        return ellipse(self.grey.shape, between + 0.8j * half, half, of_face)

    @property
    def checks(self) -> Points:
        """Places, in pixels, where the placement must be right."""
        if self.face is not None:
            between, half = self.face
            spots = between + half * np.array(_CHECKS)
            return np.stack([spots.real, spots.imag], axis=1)
        height, width = self.grey.shape
        steps = (0.15, 0.32, 0.5, 0.68, 0.85)
        return np.array([(x * width, y * height) for x in steps for y in steps])

    def spot(self, pixel: tuple[float, float]) -> Spot:
        """Return where a pixel of the patch is in the picture."""
        (left, top), (x, y) = self.corner, pixel
        return left + (x + 0.5) / self.fine, top + (y + 0.5) / self.fine

    def pixel(self, spot: Spot) -> tuple[float, float]:
        """Return the pixel of the patch at a point of the picture."""
        (left, top), (x, y) = self.corner, spot
        return (x - left) * self.fine - 0.5, (y - top) * self.fine - 0.5


def cut(grey: Grey, face: Face | None) -> Patch:
    """Cut out what is to be compared, in a size that is enough for it."""
    longer = max(grey.shape)
    if face is None:
        part, factor = _reduced(grey, min(1.0, WITHOUT_FACE / longer))
        return Patch(part, (0.0, 0.0), longer * factor)
    between, half = _axis(face)
    left, top, right, bottom = _surroundings(between, half, grey)
    part, factor = _reduced(grey[top:bottom, left:right], min(1.0, EYES_APART / abs(2 * half)))
    axis = (between - complex(left, top)) * factor - (0.5 + 0.5j), half * factor
    return Patch(part, (left / longer, top / longer), longer * factor, axis)


def _reduced(part: Grey, factor: float) -> tuple[Grey, float]:
    """Return a picture made smaller, and by how much: whole pixels do not allow for any factor."""
    if factor >= 1:
        return np.ascontiguousarray(part), 1.0
    height, width = part.shape
    small = resized(part, max(1, round(width * factor)), max(1, round(height * factor)))
    return small, float(np.sqrt(small.size / part.size))


def _axis(face: Face) -> tuple[complex, complex]:
    """Return the point between the eyes and the way to the right one, guessed if they are hidden."""
    x, y = face.middle
    if face.eyes is None:
        return complex(x, y - 0.1 * face.width), complex(0.215 * face.width)
    left, right = (complex(*eye) for eye in face.eyes)
    return (left + right) / 2, (right - left) / 2


def _surroundings(between: complex, half: complex, grey: Grey) -> tuple[int, int, int, int]:
    middle, reach = between + 0.8j * half, 3.2 * abs(half)
    return (
        max(0, int(middle.real - reach)),
        max(0, int(middle.imag - reach)),
        min(grey.shape[1], int(middle.real + reach) + 1),
        min(grey.shape[0], int(middle.imag + reach) + 1),
    )


def matrix_of(placement: Placement, source: Patch, target: Patch) -> Matrix:
    """Return a placement as the matrix from one patch's pixels to another's."""
    ax, ay = target.pixel(placement(source.spot((0.0, 0.0))))
    bx, by = target.pixel(placement(source.spot((1.0, 0.0))))
    c, s = bx - ax, by - ay
    return np.array([[c, -s, ax], [s, c, ay]])


def placement_of(matrix: Matrix, source: Patch, target: Patch) -> Placement:
    """Return the matrix between two patches as the placement between their pictures."""
    ends = ((0.0, 0.0), (hypot(*source.grey.shape), 0.0))
    gone = [matrix @ (*end, 1.0) for end in ends]
    first, second = (target.spot((float(x), float(y))) for x, y in gone)
    return through((source.spot(ends[0]), source.spot(ends[1])), (first, second))
