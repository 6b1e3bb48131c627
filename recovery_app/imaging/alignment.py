"""Laying one photo over another of the same pose: geometry only, from brightness alone."""

from dataclasses import dataclass

import numpy as np

from recovery_app.domain.alignment import Aligned, Method, Refusal, Spot, through
from recovery_app.imaging.eyes import find_face
from recovery_app.imaging.features import Features, find_features, guess
from recovery_app.imaging.patch import Patch, cut, matrix_of, placement_of
from recovery_app.imaging.pixels import Grey, Matrix
from recovery_app.imaging.reading import decode
from recovery_app.imaging.thumbnails import by_quarters, turned
from recovery_app.imaging.tracking import Fit, refine

LONGEST = 1000
"""Longer side in pixels at which faces and eyes are looked for."""

LEAST_SIDE = 64
"""Pixels of the shorter side below which nothing is tried."""

FEWEST_FEATURES = 12
"""Features below which a picture is too plain."""

LEAST_CONTRAST = 16
"""Steps of brightness, of 255, that a picture must span: below are noise and compression."""

LARGEST_ERROR = 0.02
"""Share of the eye distance up to which a placement is given out."""

TOO_SMALL = "The picture is too small to be aligned."
TOO_PLAIN = "The picture shows too little to go by: it is too dark, too plain or too blurred."
TOO_DIFFERENT = "The picture and its reference have too little in common."
NOT_EXACT = "The picture could not be laid over its reference exactly enough."


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """What is worth remembering of a picture, so that it is looked at once: 150 to 400 KB.

    Attributes:
        eyes: middles of the two eyes, left one first as seen, where both were found.
        patch: what is compared.
        features: of the patch.
        why: why it cannot be aligned, in a sentence; empty where it can be tried.
    """

    eyes: tuple[Spot, Spot] | None
    patch: Patch
    features: Features
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
        patch = Patch(grey, (0.0, 0.0), max(grey.shape))
        return Marks(
            None, patch, Features(np.empty((0, 2)), np.empty((0, 128), np.uint8)), TOO_SMALL
        )
    face, longer = find_face(grey), max(grey.shape)
    patch = cut(grey, face)
    features = find_features(patch)
    eyes = None
    if face is not None and face.eyes is not None:
        (ax, ay), (bx, by) = face.eyes
        eyes = (ax / longer, ay / longer), (bx / longer, by / longer)
    plain = len(features.places) < FEWEST_FEATURES or _contrast(patch.grey) < LEAST_CONTRAST
    return Marks(eyes, patch, features, TOO_PLAIN if plain else "")


def align(photo: Marks | bytes, reference: Marks | bytes) -> Aligned | Refusal:
    """Find how a photo lies over its reference, or say why that is not known well enough.

    Raises:
        PictureRefused: if one of them cannot be read.
    """
    photo = landmarks(photo) if isinstance(photo, bytes) else photo
    reference = landmarks(reference) if isinstance(reference, bytes) else reference
    if photo.why or reference.why:
        return Refusal(photo.why or reference.why)
    backwards = photo.patch.face is not None and reference.patch.face is None
    anchor, other = (photo, reference) if backwards else (reference, photo)
    best = _best(anchor, other)
    if best is None:
        return Refusal(TOO_DIFFERENT)
    fit, method = best
    if fit.error > LARGEST_ERROR:
        return Refusal(NOT_EXACT)
    placement = placement_of(fit.matrix, anchor.patch, other.patch)
    return Aligned(placement if backwards else placement.inverse(), method, fit.error)


def _best(anchor: Marks, other: Marks) -> tuple[Fit, Method] | None:
    """Return the better of what features and eyes lead to; the eyes are asked only in doubt."""
    best: tuple[Fit, Method] | None = None
    sought = anchor.features.inside(anchor.patch.mask)
    found = guess(sought, other.features, anchor.patch.unit / 15)
    if found is not None:
        best = _better(best, anchor, other, found, Method.FEATURES)
    if anchor.eyes and other.eyes and (best is None or best[0].error > LARGEST_ERROR / 2):
        by_eyes = matrix_of(through(anchor.eyes, other.eyes), anchor.patch, other.patch)
        best = _better(best, anchor, other, by_eyes, Method.EYES)
    return best


def _better(
    best: tuple[Fit, Method] | None, anchor: Marks, other: Marks, matrix: Matrix, method: Method
) -> tuple[Fit, Method] | None:
    fit = refine(anchor.patch, other.patch, matrix)
    if (
        fit is None
        or not _convinces(fit, anchor.patch)
        or (best is not None and best[0].error <= fit.error)
    ):
        return best
    return fit, method


def _convinces(fit: Fit, anchor: Patch) -> bool:
    """Tell whether enough of the area agrees for the rest to be differences and not chance.

    Without a face the area may hold background as well, so that more of it must agree.
    """
    least = 0.85 if anchor.face is None else 0.45
    return fit.agreed >= 12 and fit.share >= least and fit.likeness >= 0.5 and fit.spread >= 6


def _contrast(grey: Grey) -> float:
    dark, light = np.percentile(grey[::3, ::3], (1, 99))
    return float(light - dark)


def _grey(data: bytes, turns: int) -> Grey:
    image = by_quarters(turned(decode(data, LONGEST), LONGEST), turns)
    return np.array(image.convert("L"))
