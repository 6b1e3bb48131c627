"""A comparison as one picture: two to four photos side by side, each with its words."""

from collections.abc import Sequence
from io import BytesIO

import numpy as np
from PIL import Image

from recovery_app.imaging import laying
from recovery_app.imaging.captions import captioned
from recovery_app.imaging.laying import Frame, Shot

LONGEST = 1600
"""Pixels of the longer side of each photo."""
GAP = 8
GROUND = 250
QUALITY = 92

SUFFIXES = (".png", ".jpg", ".jpeg")
"""Kinds of files that a comparison is written as."""


def compose(shots: Sequence[Shot], frame: Frame, suffix: str) -> bytes:
    """Return the content of a picture file with the photos in one row, in sRGB.

    Args:
        shots: the photos with their captions.
        frame: what is shown of each.
        suffix: one of `SUFFIXES`.

    Raises:
        NotFound, LibraryUnavailable: if the file of one is not there.
        PictureRefused: if one cannot be read.
    """
    width = frame.width * len(shots) + GAP * (len(shots) - 1)
    row = np.full((frame.height, width, 3), GROUND, np.uint8)
    for at, shot in enumerate(shots):
        left = at * (frame.width + GAP)
        row[:, left : left + frame.width] = captioned(laying.lay(shot, frame), shot.caption)
    written = BytesIO()
    if suffix.lower() == ".png":
        Image.fromarray(row).save(written, "PNG")
    else:
        Image.fromarray(row).save(written, "JPEG", quality=QUALITY, subsampling=0)
    return written.getvalue()
