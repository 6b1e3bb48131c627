"""Paper to draw a portrait on: smooth lines, crisp or soft shapes, pieces cut to a shape.

All places are in design points: x 0 is the middle of the face, y runs down, and a picture of
900 × 1200 shows x from -450 to 450 and y from 0 to 1200 at one pixel a point.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, hypot, radians, sin

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Line = NDArray[np.float64]
"""Points of a line or an outline, one per row."""

Path = str | Line
"""Points, perhaps written out as ``"x,y x,y"``."""

Box = tuple[int, int, int, int]

FINE = 4
"""How many times finer crisp edges are drawn than shown, each way."""

BLUR_CELLS = 3.0
"""Soft shapes are drawn so small that their blur is this many cells wide: fast at any size."""


def points(path: Path) -> Line:
    """Return the points of a path, reading them where they are written out."""
    if isinstance(path, str):
        return np.array([pair.split(",") for pair in path.split()], dtype=np.float64)
    return path


def smooth(path: Path, *, closed: bool = False, steps: int = 12) -> Line:
    """Draw a natural cubic spline through the points, `steps` pieces between two of them.

    A closed line runs on past its end on both sides, so that no seam shows where it meets itself.
    """
    knots = points(path)
    wrap = min(4, len(knots)) if closed else 0
    if closed:
        knots = np.concatenate([knots[-wrap:], knots, knots[: wrap + 1]])
    gaps = np.sqrt(np.hypot(*np.diff(knots, axis=0).T))
    bends = _bends(knots, gaps)
    u = np.arange(steps, dtype=np.float64)[None, :, None] / steps
    v = 1 - u
    chord = v * knots[:-1, None] + u * knots[1:, None]
    bend = (v**3 - v) * bends[:-1, None] + (u**3 - u) * bends[1:, None]
    pieces = chord + bend * gaps[:, None, None] ** 2 / 6
    line = pieces[wrap : len(pieces) - wrap].reshape(-1, 2)
    return line if closed else np.concatenate([line, knots[-1:]])


def _bends(knots: Line, gaps: NDArray[np.float64]) -> Line:
    """Return the spline's second derivatives at its knots, 0 at both ends."""
    count = len(knots)
    matrix = np.eye(count)
    right = np.zeros_like(knots)
    slopes = np.diff(knots, axis=0) / gaps[:, None]
    for i in range(1, count - 1):
        before, after = gaps[i - 1], gaps[i]
        matrix[i, i - 1 : i + 2] = (before, 2 * (before + after), after)
        right[i] = 6 * (slopes[i] - slopes[i - 1])
    return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)


def outline(*strokes: Path) -> Line:
    """Join smooth strokes into one outline with a corner wherever two of them meet."""
    return np.concatenate([smooth(stroke) for stroke in strokes])


def ribbon(path: Path, widths: Sequence[float]) -> Line:
    """Draw a line of changing width, as a pen does; `widths` are spread evenly along it."""
    line = smooth(path)
    run = np.gradient(line, axis=0)
    normal = np.stack([-run[:, 1], run[:, 0]], axis=1)
    normal /= np.maximum(np.linalg.norm(run, axis=1, keepdims=True), 1e-9)
    swell = smooth(np.array(list(enumerate(widths)), dtype=np.float64))
    along = np.linspace(0, len(widths) - 1, len(line))
    half = np.maximum(np.interp(along, swell[:, 0], swell[:, 1]), 0.1)[:, None] / 2
    return np.concatenate([line + normal * half, (line - normal * half)[::-1]])


def disc(x: float, y: float, rx: float, ry: float) -> Line:
    """Return the outline of an upright ellipse."""
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    return np.stack([x + rx * np.cos(turn), y + ry * np.sin(turn)], axis=1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where design points come to lie in the picture: a similarity, perhaps mirrored.

    Attributes:
        across: pixels right and down for one point to the right.
        down: pixels right and down for one point down.
        origin: pixel of the design's (0, 0).
    """

    across: tuple[float, float]
    down: tuple[float, float]
    origin: tuple[float, float]

    @property
    def scale(self) -> float:
        """Pixels per design point."""
        return hypot(*self.down)

    def pixels(self, line: Line) -> Line:
        """Return the pixels of design points."""
        return line @ np.array([self.across, self.down]) + np.array(self.origin)

    def back(self, corner: tuple[int, int]) -> NDArray[np.float64]:
        """Return the affine rows that find the design point of a pixel counted from a corner."""
        turned = np.linalg.inv(np.array([self.across, self.down]))
        start = (np.array(corner) - np.array(self.origin)) @ turned
        return np.concatenate([turned.T, start[:, None]], axis=1)


def placed(
    size: tuple[int, int], *, tilt: float, shift: tuple[float, float], scale: float, mirrored: bool
) -> Place:
    """Fit the design into a picture of `size` pixels, then tilt, shift and scale it.

    Args:
        size: width and height in pixels.
        tilt: degrees, clockwise, about the middle of the face.
        shift: right and down, as fractions of the design's width and height.
        scale: 1 is the design's own size.
        mirrored: whether left and right change places.
    """
    fit = min(size[0] / 900, size[1] / 1200)
    c, s = fit * scale * cos(radians(tilt)), fit * scale * sin(radians(tilt))
    pivot = 560.0
    x = size[0] / 2 + shift[0] * 900 * fit
    y = size[1] / 2 + (shift[1] * 1200 + pivot - 600) * fit
    side = -1.0 if mirrored else 1.0
    return Place((side * c, side * s), (-s, c), (x + s * pivot, y - c * pivot))


class Sheet:
    """A piece of the picture to paint shapes on.

    Attributes:
        image: its pixels.
        place: from design points to pixels of the whole picture.
        corner: the whole picture's pixel at the sheet's upper left.
    """

    def __init__(self, image: Image.Image, place: Place, corner: tuple[int, int] = (0, 0)) -> None:
        self.image = image
        self.place = place
        self.corner = corner

    def paint(
        self,
        shapes: Line | list[Line],
        colour: str,
        *,
        opacity: float = 1.0,
        blur: float = 0.0,
    ) -> None:
        """Paint shapes with a colour, crisp or with an edge that is soft over `blur` points."""
        lines = shapes if isinstance(shapes, list) else [shapes]
        strength = round(255 * min(1.0, max(0.0, opacity)))
        stencil = self._stencil(lines, strength, blur) if lines and strength else None
        if stencil:
            mask, box = stencil
            self.image.paste(f"#{colour}", box, mask)

    def lay(self, shape: Line, colour: str, adorn: Callable[["Sheet"], None]) -> None:
        """Lay a coloured piece here that `adorn` has painted on; its edge cuts all of that off."""
        stencil = self._stencil([shape], 255, 0.0)
        if stencil:
            mask, box = stencil
            corner = (box[0] + self.corner[0], box[1] + self.corner[1])
            piece = Sheet(Image.new("RGB", mask.size, f"#{colour}"), self.place, corner)
            adorn(piece)
            self.image.paste(piece.image, box, mask)

    def tint(self, field: Image.Image, cell: float, start: tuple[float, float]) -> None:
        """Multiply the pixels by a small soft picture: white leaves them, a colour dyes them.

        Args:
            field: the small RGB picture.
            cell: design points per pixel of it.
            start: design point of its upper left.
        """
        rows = self.place.back(self.corner)
        rows[:, 2] -= start
        data: list[float] = (rows / cell).ravel().tolist()
        fitted = field.transform(
            self.image.size,
            Image.Transform.AFFINE,
            data,
            Image.Resampling.BILINEAR,
            fillcolor="#ffffff",
        )
        self.image = ImageChops.multiply(self.image, fitted)

    def _stencil(
        self, lines: Sequence[Line], strength: int, blur: float
    ) -> tuple[Image.Image, Box] | None:
        """Return the shapes as a mask with the box it covers, None where that is off the sheet."""
        pixels = self.place.pixels(np.concatenate(lines)) - np.array(self.corner)
        soft = blur * self.place.scale
        low, high = pixels.min(axis=0) - 3 * soft - 1, pixels.max(axis=0) + 3 * soft + 1
        width, height = self.image.size
        left, top = max(0, floor(low[0])), max(0, floor(low[1]))
        right, bottom = min(width, ceil(high[0])), min(height, ceil(high[1]))
        if left >= right or top >= bottom:
            return None
        box = (left, top, right, bottom)
        parts = np.split(pixels, np.cumsum([len(line) for line in lines[:-1]]))
        draw = _soft(parts, box, strength, soft) if soft else _crisp(parts, box, strength)
        return draw, box


def _fill(
    lines: Sequence[Line],
    size: tuple[int, int],
    corner: tuple[float, float],
    factor: float,
    strength: int,
) -> Image.Image:
    mask = Image.new("L", size, 0)
    pen = ImageDraw.Draw(mask)
    for line in lines:
        # Pillow's polygons take a whole number for the middle of a pixel.
        inside = (line - np.array(corner)) * factor - 0.5
        pen.polygon(inside.ravel().tolist(), fill=strength)
    return mask


def _crisp(lines: Sequence[Line], box: Box, strength: int) -> Image.Image:
    size = ((box[2] - box[0]) * FINE, (box[3] - box[1]) * FINE)
    return _fill(lines, size, (box[0], box[1]), FINE, strength).reduce(FINE)


def _soft(lines: Sequence[Line], box: Box, strength: int, blur: float) -> Image.Image:
    factor = min(1.0, BLUR_CELLS / blur)
    width, height = box[2] - box[0], box[3] - box[1]
    margin = ceil(3 * BLUR_CELLS)
    cells = (ceil(width * factor) + 2 * margin, ceil(height * factor) + 2 * margin)
    corner = (box[0] - margin / factor, box[1] - margin / factor)
    mask = _fill(lines, (cells[0] * 2, cells[1] * 2), corner, 2 * factor, strength).reduce(2)
    mask = mask.filter(ImageFilter.GaussianBlur(blur * factor))
    area = (margin, margin, margin + width * factor, margin + height * factor)
    return mask.resize((width, height), Image.Resampling.BICUBIC, box=area)
