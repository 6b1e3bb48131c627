"""Paints a pose of the drawn person, from the bun behind to the last loose hair."""

from collections.abc import Callable, Sequence

import numpy as np

from recovery_app.imaging.portrait_face import (
    BROW,
    DEEP_SHADE,
    GLOW,
    LINE,
    Eye,
    Face,
    Mouth,
    Piece,
    Stroke,
)
from recovery_app.imaging.portrait_paper import Sheet, disc, ribbon


def paint_person(
    page: Sheet, face: Face, *, light: float, swelling: float, tend: Callable[[Sheet], None]
) -> None:
    """Paint everything but the background.

    Args:
        page: what to paint on.
        face: the pose.
        light: where it comes from in the pose's own picture: -1 from the left, 1 from the right.
        swelling: 0 to 1.
        tend: paints what the session left on the skin, once its shading is there.
    """

    def skin(sheet: Sheet) -> None:
        _strokes(sheet, face.skin.strokes, light)
        for eye in face.eyes:
            _around_eye(sheet, eye, swelling)
        tend(sheet)

    for piece in face.behind:
        _piece(page, piece, light)
    page.lay(face.skin.shape, face.skin.colour, skin)
    for eye in face.eyes:
        _eye(page, eye)
    _mouth(page, face.mouth)
    for brow in face.brows:
        page.paint(brow, BROW, opacity=0.25, blur=3)
        page.paint(brow, BROW, opacity=0.88)
    for piece in face.before:
        _piece(page, piece, light)
    _strokes(page, face.loose, light)


def _piece(page: Sheet, piece: Piece, light: float) -> None:
    page.lay(piece.shape, piece.colour, lambda sheet: _strokes(sheet, piece.strokes, light))


def _strokes(sheet: Sheet, strokes: Sequence[Stroke], light: float) -> None:
    for stroke in strokes:
        opacity = stroke.opacity * (1 - 0.7 * stroke.side * light)
        sheet.paint(stroke.shape, stroke.colour, opacity=opacity, blur=stroke.blur)


def _around_eye(skin: Sheet, eye: Eye, swelling: float) -> None:
    lid = np.concatenate([eye.crease, eye.lower])
    skin.paint(lid, DEEP_SHADE, opacity=0.35, blur=4)
    if swelling:
        skin.paint(ribbon(eye.bag - (0, 7), (2, 12, 2)), GLOW, opacity=0.55 * swelling, blur=4)
        skin.paint(ribbon(eye.bag, (1, 5, 1)), DEEP_SHADE, opacity=0.5 * swelling, blur=2.5)


def _eye(page: Sheet, eye: Eye) -> None:
    page.lay(np.concatenate([eye.upper, eye.lower]), "f3ebe5", lambda white: _iris(white, eye))
    page.paint(eye.lash, "33251f")
    page.paint(ribbon(eye.lower, (1.5, 2.6, 2.2, 1)), LINE, opacity=0.7)
    page.paint(ribbon(eye.crease, (0.5, 2.4, 3, 2.4, 0.5)), LINE, opacity=0.7)


def _iris(white: Sheet, eye: Eye) -> None:
    (x, y), (rx, ry) = eye.middle, eye.iris
    white.paint(disc(x, y, rx, ry), "46302a")
    white.paint(disc(x, y + 0.6, rx * 0.86, ry * 0.86), "6a4838")
    white.paint(disc(x, y + ry * 0.4, rx * 0.6, ry * 0.4), "93694e", opacity=0.8, blur=3)
    white.paint(disc(x, y, rx * 0.44, ry * 0.44), "231815")
    white.paint(ribbon(eye.upper, (14, 18, 14)), "3b2a25", opacity=0.45, blur=3)
    glint = disc(x - rx * 0.36, y - ry * 0.34, rx * 0.21, ry * 0.21)
    white.paint(glint, "ffffff", opacity=0.95)


def _mouth(page: Sheet, mouth: Mouth) -> None:
    page.paint([mouth.upper, mouth.lower], "c67f72", opacity=0.5, blur=2)
    page.paint(mouth.lower, "c98174")
    page.paint(mouth.upper, "b76c62")
    page.paint(mouth.light, "eab7aa", opacity=0.7, blur=4)
    page.paint(mouth.seam, "84463f")
