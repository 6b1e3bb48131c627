"""Regions drawn on one photo, found on another: after a turn of it, or with another reference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from recovery_app.domain.alignment import Aligned, Placement
from recovery_app.domain.photos import Photo
from recovery_app.domain.regions import Outline, Region


@dataclass(frozen=True, slots=True)
class Drawn:
    """A region and the photo whose coordinates its outline has.

    Attributes:
        region: as it was drawn.
        reference_id: id of the photo on which it was drawn; empty where that is gone for good.
        turns: that photo's quarter turns at the time.
    """

    region: Region
    reference_id: str
    turns: int = 0


def turned(outline: Outline, size: tuple[int, int], quarters: int) -> Outline:
    """Return an outline as it lies after its photo was turned clockwise by quarters.

    Args:
        outline: in units of the longer side.
        size: width and height of the photo before the turn; any unit.
        quarters: below 0 the other way round.
    """
    width, height = (side / max(size) for side in size)
    for _ in range(quarters % 4):
        outline = tuple((height - y, x) for x, y in outline)
        width, height = height, width
    return outline


def carried(
    drawn: Drawn,
    reference: Photo,
    photos: Mapping[str, Photo],
    placements: Mapping[tuple[str, str], Aligned],
) -> Region | None:
    """Return a region in the coordinates of today's reference, or None where nobody knows how.

    Args:
        drawn: the region and where it was drawn.
        reference: the pose's reference of today.
        photos: those in sight, by id.
        placements: by photo and reference; see `Aligned.placement`.
    """
    outline, origin = drawn.region.outline, photos.get(drawn.reference_id)
    if origin is None:
        return None if drawn.reference_id else drawn.region
    before = replace(origin, turns=drawn.turns).shown_size
    outline = turned(outline, before, origin.turns - drawn.turns)
    way = _way(origin.id, reference.id, placements)
    if way is None:
        return None
    return replace(drawn.region, outline=tuple(map(way, outline)))


def within(outline: Sequence[tuple[float, float]], size: tuple[int, int]) -> Outline:
    """Return an outline with corners that lie a hair outside the picture moved to its edge."""
    width, height = (side / max(size) for side in size)
    return tuple((_kept(x, width), _kept(y, height)) for x, y in outline)


def _kept(value: float, most: float) -> float:
    """Move a rounding error to the edge; what really lies outside stays there."""
    near = min(max(value, 0.0), most)
    return near if abs(near - value) < 1e-6 else value


def _way(
    origin: str, reference: str, placements: Mapping[tuple[str, str], Aligned]
) -> Placement | None:
    if origin == reference:
        return Placement()
    there = placements.get((origin, reference))
    if there is not None:
        return there.placement
    back = placements.get((reference, origin))
    return None if back is None else back.placement.inverse()
