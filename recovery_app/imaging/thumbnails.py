"""Pictures as shown: small ones for the grid, large ones for the viewer, all upright and sRGB."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from recovery_app.imaging import colours
from recovery_app.imaging.reading import Decoded, decode, fitted

QUALITY = 80
"""JPEG quality of thumbnails: 16 KB at 320 pixels, decoded in less than half a millisecond."""

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


_QUARTERS = {
    1: Image.Transpose.ROTATE_270,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_90,
}
"""Pillow turns counter-clockwise."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Pixels ready for the screen.

    Attributes:
        width, height: pixels, upright.
        stride: bytes of one row.
        pixels: rows from the top, each pixel as blue, green, red, 255: `QImage.Format_RGB32` on
            every machine that Qt 6 is built for here, which needs no further copy to be painted.
    """

    width: int
    height: int
    stride: int
    pixels: bytes


def thumbnail(source: bytes | Path, box: int, turns: int = 0) -> bytes:
    """Return a small JPEG of a picture, upright and in sRGB.

    Args:
        source: a file or its content.
        box: side in pixels of the square it must fit; a smaller picture is not enlarged.
        turns: quarter turns clockwise on top of what the camera says.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    return small(decode(source, box), box, turns)


def small(decoded: Decoded, box: int, turns: int = 0) -> bytes:
    """Return the same of a picture that is decoded already; for this package only."""
    written = BytesIO()
    by_quarters(turned(decoded, box), turns).save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def upright(source: bytes | Path, longest: int | None = None, turns: int = 0) -> Shown:
    """Return a picture for the viewer, upright and in sRGB.

    Args:
        source: a file or its content.
        longest: pixels that no side may exceed; None shows it in full.
        turns: quarter turns clockwise on top of what the camera says.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    image = by_quarters(turned(decode(source, longest), longest), turns)
    image.putalpha(255)
    width, height = image.size
    return Shown(width, height, 4 * width, image.tobytes("raw", "BGRA"))


def by_quarters(image: Image.Image, turns: int) -> Image.Image:
    """Return the picture after so many quarter turns clockwise; for this package only."""
    turn = _QUARTERS.get(turns % 4)
    return image if turn is None else image.transpose(turn)


def turned(decoded: Decoded, box: int | None = None) -> Image.Image:
    """Return the pixels in sRGB, upright, and no side longer than `box`; for this package only."""
    image = colours.plain(decoded.image)
    if box is not None:
        width, height = fitted(decoded.size, box)
        size = (height, width) if decoded.orientation >= 5 else (width, height)
        if size != image.size:
            image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    image = colours.to_srgb(image, decoded.image.info.get("icc_profile"))
    turn = _UPRIGHT.get(decoded.orientation)
    return image if turn is None else image.transpose(turn)
