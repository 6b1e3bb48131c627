"""Swelling of the drawn face: fuller cheeks and heavier lids."""

from dataclasses import replace

import numpy as np

from recovery_app.imaging.portrait_face import GLOW, Eye, Face, Stroke, kind_of
from recovery_app.imaging.portrait_paper import Line, disc

FULLER = 10.0
HEAVIER = 5.0
"""How far cheeks swell out and upper lids come down at the most, in design points."""


def swollen(face: Face, amount: float) -> Face:
    """Return the face swollen by 0 to 1."""
    if not amount:
        return face
    light = [
        Stroke(disc(*zone.middle, abs(zone.out[0]) * 0.6, 34), GLOW, 0.4 * amount, 18)
        for name, zone in face.zones.items()
        if kind_of(name) == "cheek"
    ]
    skin = replace(
        face.skin,
        shape=_fuller(face.skin.shape, amount),
        strokes=[*face.skin.strokes, *light],
    )
    return replace(face, skin=skin, eyes=[_heavier(eye, amount) for eye in face.eyes])


def _fuller(shape: Line, amount: float) -> Line:
    """Push the outline outwards at the height of the cheeks and the jaw."""
    middle = np.array([(shape[:, 0].min() + shape[:, 0].max()) / 2, 560.0])
    away = shape - middle
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    near = np.exp(-(((shape[:, 1:] - 640) / 90) ** 2))
    return shape + FULLER * amount * near * away


def _heavier(eye: Eye, amount: float) -> Eye:
    """Bring the upper lid down and the lower one up, most in the middle."""

    def moved(line: Line, by: float) -> Line:
        half = np.ptp(eye.upper[:, 0]) / 2
        near = np.exp(-(((line[:, :1] - eye.middle[0]) / half) ** 2))
        return line + near * (0, by * amount)

    return replace(
        eye,
        upper=moved(eye.upper, HEAVIER),
        lash=moved(eye.lash, HEAVIER),
        crease=moved(eye.crease, HEAVIER * 0.8),
        lower=moved(eye.lower, -HEAVIER * 0.4),
    )
