"""A picture of where a face is redder than the rest of it: for looking, never for numbers."""

from pathlib import Path

from recovery_app.imaging.thumbnails import Shown


def redness_map(source: bytes | Path, longest: int | None = None, turns: int = 0) -> Shown:
    """Return a photo as a map of its redness, with a legend that bears words and no numbers.

    Args:
        source: the original's file or its content.
        longest: pixels that no side may exceed.
        turns: quarter turns clockwise on top of what the camera says.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    raise NotImplementedError
