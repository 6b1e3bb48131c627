"""What a pose of the drawn person consists of: outlines, strokes and zones as plain data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from recovery_app.imaging.portrait_paper import Line, Path, points, ribbon, smooth

SKIN = "e8c3a9"
NECK = "e2b99e"
SHADE = "c48d71"
DEEP_SHADE = "a5694f"
GLOW = "f0dcc9"
"""No brighter than this, so that the most light a Look asks for clips no red: see `Look.gains`."""
LINE = "9a5f4a"
DARK = "804536"
HAIR = "4a3933"
HAIR_DARK = "332622"
HAIR_LIGHT = "7c6052"
BROW = "5b463d"
TOP = "90a7a2"
TOP_SHADE = "768e89"
TOP_LIGHT = "a5bab5"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A shape of one colour.

    Attributes:
        shape: outline.
        colour: six-digit hexadecimal sRGB.
        opacity: 0 to 1.
        blur: softness of its edge in design points; 0 is crisp.
        side: 1 for what light from the left makes stronger, -1 for light from the right, 0 where
            its side does not matter.
    """

    shape: Line
    colour: str
    opacity: float = 1.0
    blur: float = 0.0
    side: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Something cut out of one colour, with strokes on it that end at its edge."""

    shape: Line
    colour: str
    strokes: Sequence[Stroke] = ()


@dataclass(frozen=True, slots=True)
class Eye:
    """An open eye.

    Attributes:
        middle: middle of the iris.
        iris: its radii, across and down.
        upper: upper lid from the inner to the outer corner.
        lower: lower lid from the outer to the inner corner.
        lash: outline of the upper lashes.
        crease: the fold above.
        bag: the fold below, seen when swollen.
    """

    middle: tuple[float, float]
    iris: tuple[float, float]
    upper: Line
    lower: Line
    lash: Line
    crease: Line
    bag: Line


@dataclass(frozen=True, slots=True)
class Mouth:
    """A closed mouth: both lips, the line between them and the light on the lower one."""

    upper: Line
    lower: Line
    seam: Line
    light: Line


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the face with its own small map: (0, 0) is its middle, 1 its edge.

    The same place of the skin has the same numbers in each pose.

    Attributes:
        middle: design point.
        out: where (1, 0) lies from the middle: for a cheek towards its ear, else to her left.
        down: where (0, 1) lies from the middle.
        narrow: how narrow its marks look, below 1 where the face turns away.
    """

    middle: tuple[float, float]
    out: tuple[float, float]
    down: tuple[float, float]
    narrow: float = 1.0

    def points(self, places: Line) -> Line:
        """Return the design points of places on the map."""
        return places @ np.array([self.out, self.down]) + np.array(self.middle)

    def marks(self, shapes: Iterable[Line], places: Line) -> list[Line]:
        """Return the shapes as they are seen at the places on the map, one each."""
        squeeze = np.array([self.narrow, 1.0])
        return [shape * squeeze + at for shape, at in zip(shapes, self.points(places), strict=True)]

    def places(self, at: Line) -> Line:
        """Return the places on the map of design points."""
        return (at - np.array(self.middle)) @ np.linalg.inv(np.array([self.out, self.down]))


@dataclass(frozen=True, slots=True)
class Face:
    """One pose.

    Attributes:
        behind: what lies behind the face, backmost first.
        skin: the face with its shading.
        eyes: both.
        brows: both.
        mouth: the mouth.
        before: what lies before the face: hair, perhaps an ear.
        loose: single hairs over everything.
        zones: the parts of the face by name; "left" and "right" are hers.
    """

    behind: Sequence[Piece]
    skin: Piece
    eyes: Sequence[Eye]
    brows: Sequence[Line]
    mouth: Mouth
    before: Sequence[Piece]
    loose: Sequence[Stroke]
    zones: Mapping[str, Zone]


def kind_of(zone: str) -> str:
    """Return what a zone is, whichever side it lies on: "left cheek" is a cheek."""
    return zone.rsplit(" ", maxsplit=1)[-1]


def flipped(line: Line) -> Line:
    """Return the line on the other side of the middle."""
    return line * np.array([-1.0, 1.0])


def even(half: Path) -> Line:
    """Close a right half, given from the upper to the lower middle, by its mirror image."""
    right = points(half)
    return smooth(np.concatenate([right, flipped(right)[-2:0:-1]]), closed=True)


def both(*strokes: Stroke) -> list[Stroke]:
    """Return strokes with their mirror images; the light reaches those from the other side."""
    mirrored = [replace(one, shape=flipped(one.shape), side=-one.side) for one in strokes]
    return [*strokes, *mirrored]


def combed(roots: Line, pulls: Line, ends: Line) -> list[Stroke]:
    """Return a hair from each root to its end, bent towards its pull; lighter and darker in turn."""
    tones = ((HAIR_LIGHT, 0.34), (HAIR_DARK, 0.6), (HAIR_LIGHT, 0.2))
    t = np.linspace(0, 1, 7)[:, None]
    hairs: list[Stroke] = []
    for index, (root, pull, end) in enumerate(zip(roots, pulls, ends, strict=True)):
        path = (1 - t) ** 2 * root + 2 * t * (1 - t) * pull + t**2 * end
        width = 3.0 + index * 7 % 4
        tone, opacity = tones[index % len(tones)]
        hairs.append(Stroke(ribbon(path, (0.5, width, width, 1)), tone, opacity))
    return hairs
