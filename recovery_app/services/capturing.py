"""Keeping a shot of the camera as a file that says when it was taken."""

from datetime import datetime
from pathlib import Path

from recovery_app.imaging import exported
from recovery_app.storage.places import translated, write_whole


def keep_shot(jpeg: bytes, at: datetime, file: Path) -> None:
    """Write a shot with its moment and the clock's offset in its EXIF, and nothing else there.

    Args:
        jpeg: the picture, upright; its pixels are kept as they are.
        at: when it was taken, to the second, with an offset.
        file: where it goes; its folder is made for the person alone where it is missing.

    Raises:
        LibraryUnavailable: if the file cannot be written.
        PictureRefused: if that is no picture.
    """
    stamped = exported.without_place(jpeg, at)
    with translated(file):
        file.parent.mkdir(mode=0o700, exist_ok=True)
        write_whole(file, stamped)
