"""Laying one photo over another of the same pose: geometry only, from brightness alone."""

from dataclasses import dataclass, replace
from math import hypot

import cv2
import numpy as np
from numpy.typing import NDArray

from recovery_app.domain.alignment import Aligned, Method, Placement, Refusal, Spot, through
from recovery_app.imaging.eyes import Face, find_face
from recovery_app.imaging.features import Features, Matrix, even, find_features, guess
from recovery_app.imaging.reading import decode
from recovery_app.imaging.thumbnails import by_quarters, turned
from recovery_app.imaging.tracking import Fit, Patch, refine

LONGEST = 1000
"""Longer side in pixels at which faces and eyes are looked for."""
EYES_APART = 90
"""Pixels between the eyes in what is compared; smaller faces are not enlarged."""
WITHOUT_FACE = 640
"""Longer side in pixels of what is compared where no face was found."""
LEAST_SIDE = 64
"""Pixels of the shorter side below which nothing is tried."""
LARGEST_ERROR = 0.02
"""Share of the eye distance up to which a placement is given out."""

TOO_SMALL = "The picture is too small to be aligned."
TOO_PLAIN = "The picture shows too little to hold on to: it is too dark, too plain or too blurred."
TOO_DIFFERENT = "The picture and its reference have too little in common."
NOT_SURE = "The picture could not be laid over its reference exactly enough."

cv2.setNumThreads(1)  # Pictures are worked on beside the window, which needs the other cores.


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """What is worth remembering of a picture, so that it is looked at once. Some 100 to 400 KB.

    Attributes:
        eyes: middles of the two eyes, left one first as seen, where both were found.
        face: whether the patch is the face's surroundings, or else the whole picture.
        patch: what is compared.
        features: of the patch.
        corner: upper left corner of the patch in the picture.
        fine: pixels of the patch in the picture's longer side.
        why: why it cannot be aligned, in a sentence; empty where it can be tried.
    """

    eyes: tuple[Spot, Spot] | None
    face: bool
    patch: Patch
    features: Features
    corner: Spot
    fine: float
    why: str = ""


def landmarks(data: bytes, turns: int = 0) -> Marks:
    """Look at a picture once, small: where its face is and what can be found again.

    Args:
        data: the content of a picture's file.
        turns: quarter turns clockwise on top of what the camera says.

    Raises:
        PictureRefused: if it cannot be read.
    """
    grey = _grey(data, turns)
    if min(grey.shape) < LEAST_SIDE:
        return _marks(grey, None, TOO_SMALL)
    marks = _marks(grey, find_face(grey))
    return marks if len(marks.features.places) >= 12 else replace(marks, why=TOO_PLAIN)


def align(photo: Marks | bytes, reference: Marks | bytes) -> Aligned | Refusal:
    """Find how a photo lies over its reference, or say why that is not known well enough.

    Raises:
        PictureRefused: if one of them cannot be read.
    """
    photo = landmarks(photo) if isinstance(photo, bytes) else photo
    reference = landmarks(reference) if isinstance(reference, bytes) else reference
    if photo.why or reference.why:
        return Refusal(photo.why or reference.why)
    backwards = photo.face and not reference.face
    anchor, other = (photo, reference) if backwards else (reference, photo)
    fits = [
        (fit, method)
        for method, matrix in _guesses(anchor, other)
        if (fit := refine(anchor.patch, other.patch, matrix)) is not None and _convinces(fit)
    ]
    if not fits:
        return Refusal(TOO_DIFFERENT)
    fit, method = min(fits, key=lambda one: one[0].error)
    if fit.error > LARGEST_ERROR:
        return Refusal(NOT_SURE)
    placement = _placement(fit.matrix, anchor, other)
    return Aligned(placement if backwards else placement.inverse(), method, fit.error)


def _guesses(anchor: Marks, other: Marks) -> list[tuple[Method, Matrix]]:
    guesses: list[tuple[Method, Matrix]] = []
    if anchor.eyes and other.eyes:
        placement = through(anchor.eyes, other.eyes)
        guesses.append((Method.EYES, _matrix(placement, anchor, other)))
    found = guess(anchor.features, other.features, anchor.patch.unit / 15)
    if found is not None:
        guesses.append((Method.FEATURES, found))
    return guesses


def _convinces(fit: Fit) -> bool:
    return fit.agreed >= 12 and fit.share >= 0.4 and fit.likeness >= 0.5 and fit.spread >= 6


def _grey(data: bytes, turns: int) -> NDArray[np.uint8]:
    image = by_quarters(turned(decode(data, LONGEST), LONGEST), turns)
    return np.array(image.convert("L"))


def _marks(grey: NDArray[np.uint8], face: Face | None, why: str = "") -> Marks:
    longer = max(grey.shape)
    if face is None:
        unit, box = 0.1 * longer, (0, 0, grey.shape[1], grey.shape[0])
        fine = min(longer, WITHOUT_FACE)
    else:
        unit = _eyes_apart(face)
        box = _surroundings(face, unit, grey)
        fine = longer * min(1.0, EYES_APART / unit)
    x, y, right, bottom = box
    factor = fine / longer
    part = grey[y:bottom, x:right]
    if factor < 1:
        size = max(1, round((right - x) * factor)), max(1, round((bottom - y) * factor))
        part = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
        factor = size[0] / (right - x)
    mask = np.full(part.shape, 255, np.uint8)
    checks = _spread_out(part)
    if face is not None:
        mask, checks = _oval(part, face, (x, y), factor)
    patch = Patch(np.ascontiguousarray(part), mask, unit * factor, checks)
    eyes = face.eyes if face else None
    spots = None
    if eyes:
        (ax, ay), (bx, by) = eyes
        spots = (ax / longer, ay / longer), (bx / longer, by / longer)
    features = find_features(even(patch.grey, patch.unit / 8), mask)
    return Marks(
        spots, face is not None, patch, features, (x / longer, y / longer), longer * factor, why
    )


def _eyes_apart(face: Face) -> float:
    if face.eyes is None:
        return 0.43 * face.width
    (ax, ay), (bx, by) = face.eyes
    return hypot(bx - ax, by - ay)


def _axes(face: Face) -> tuple[complex, complex]:
    """Return the point between the eyes, and the way to the right eye, half of it."""
    if face.eyes is None:
        unit = _eyes_apart(face)
        return complex(face.middle[0], face.middle[1] - 0.1 * face.width), complex(unit / 2, 0)
    a, b = (complex(*eye) for eye in face.eyes)
    return (a + b) / 2, (b - a) / 2


def _surroundings(face: Face, unit: float, grey: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    between, half = _axes(face)
    middle = between + 1j * half * 0.9
    x, y, reach = middle.real, middle.imag, 1.9 * unit
    return (
        max(0, int(x - reach)),
        max(0, int(y - reach)),
        min(grey.shape[1], int(x + reach)),
        min(grey.shape[0], int(y + reach)),
    )


def _oval(
    part: NDArray[np.uint8], face: Face, corner: tuple[int, int], factor: float
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    between, half = _axes(face)
    between, half = (between - complex(*corner)) * factor, half * factor
    middle = between + 1j * half * 0.8
    rows, columns = np.indices(part.shape)
    place = (columns + 1j * rows - middle) / half
    mask = np.where((place.real / 2.1) ** 2 + (place.imag / 2.8) ** 2 <= 1, 255, 0)
    checks = between + half * np.array([-1, 1, -1.2j, 3.2j, -1.2 + 1.4j, 1.2 + 1.4j])
    return mask.astype(np.uint8), np.stack([checks.real, checks.imag], axis=1)


def _spread_out(part: NDArray[np.uint8]) -> NDArray[np.float64]:
    height, width = part.shape
    return np.array([(x * width, y * height) for x in (0.2, 0.5, 0.8) for y in (0.2, 0.5, 0.8)])


def _matrix(placement: Placement, source: Marks, target: Marks) -> Matrix:
    """Return a placement as the matrix from one patch's pixels to another's."""
    zero, right = (_spot(source, pixel) for pixel in ((0.0, 0.0), (1.0, 0.0)))
    ax, ay = _pixel(target, placement(zero))
    bx, by = _pixel(target, placement(right))
    c, s = bx - ax, by - ay
    return np.array([[c, -s, ax], [s, c, ay]])


def _placement(matrix: Matrix, source: Marks, target: Marks) -> Placement:
    """Return the matrix between two patches as the placement between their pictures."""
    far = 100.0
    ends = [(0.0, 0.0), (far, 0.0)]
    before = [_spot(source, end) for end in ends]
    after = [
        _spot(target, (float(x), float(y)))
        for x, y in (matrix[:, :2] @ np.array(end) + matrix[:, 2] for end in ends)
    ]
    return through((before[0], before[1]), (after[0], after[1]))


def _spot(marks: Marks, pixel: tuple[float, float]) -> Spot:
    x, y = pixel
    return marks.corner[0] + (x + 0.5) / marks.fine, marks.corner[1] + (y + 0.5) / marks.fine


def _pixel(marks: Marks, spot: Spot) -> tuple[float, float]:
    x, y = spot
    return (
        (x - marks.corner[0]) * marks.fine - 0.5,
        (y - marks.corner[1]) * marks.fine - 0.5,
    )
