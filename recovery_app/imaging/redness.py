"""Measuring a photo: how much redder the treated skin is than the person's own untreated skin."""

from collections.abc import Sequence
from pathlib import Path

from recovery_app.domain.alignment import Placement, Spot
from recovery_app.domain.redness import Measurement
from recovery_app.domain.regions import Region


def measure(
    source: bytes | Path,
    photo_id: str,
    regions: Sequence[Region],
    placement: Placement | None,
    *,
    turns: int = 0,
    eyes: tuple[Spot, Spot] | None = None,
) -> Measurement:
    """Measure one photo. What cannot be measured is said by reasons, not raised.

    Args:
        source: the original's file or its content; never a thumbnail.
        photo_id: of the photo.
        regions: all areas of its pose.
        placement: from the photo to the reference photo on which they are drawn; None if it could
            not be aligned.
        turns: quarter turns clockwise on top of what the camera says.
        eyes: of the reference photo (`face_regions.eyes_in`), left one as seen first.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    raise NotImplementedError
