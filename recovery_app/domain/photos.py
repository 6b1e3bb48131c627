"""Photos as the diary knows them: when, how and under what conditions a picture was taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from recovery_app.domain.symptoms import slug_of
from recovery_app.errors import WrongInput

POSES = ("front", "left", "right", "left-45", "right-45")
"""The five fixed poses; a close-up carries its name as `close-up:NAME`."""

_RANKS = {pose: rank for rank, pose in enumerate(POSES)}

CLOSE_UP = "close-up:"

_LAST = "\U0010ffff"
"""Stands behind the name of every pose."""


class DateSource(StrEnum):
    """Where the date of a photo came from; shown with every import."""

    EXIF = "exif"
    FILE_NAME = "file-name"
    FILE_TIME = "file-time"
    GIVEN = "given"


class Condition(StrEnum):
    """What was on the skin; unlike conditions are not compared by colour."""

    UNKNOWN = "unknown"
    CLEAN = "clean"
    MAKE_UP = "make-up"
    OTHER = "other"


class Taken(NamedTuple):
    """When a picture was taken, and how that is known.

    Attributes:
        at: the camera's clock with its offset; the local offset of that day where it gave none.
        source: where the moment came from.
    """

    at: datetime
    source: DateSource


class CameraFacts(NamedTuple):
    """How a camera took a picture, as far as it wrote that down.

    Attributes:
        camera: maker and model.
        lens: its name.
        exposure: seconds.
        aperture: f-number.
        iso: sensitivity.
        focal_length: millimetres.
        has_place: whether the file says where it was taken; where is never read.
    """

    camera: str = ""
    lens: str = ""
    exposure: float | None = None
    aperture: float | None = None
    iso: int | None = None
    focal_length: float | None = None
    has_place: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of the library.

    Attributes:
        id: UUID.
        sha256: hash of the original's bytes, which names its file.
        suffix: file suffix with its dot, chosen by the content, such as `.jpg`.
        taken_at: camera-local moment; its offset is the local one where the camera gave none.
        source: where that moment came from.
        width, height: pixels upright, as the camera meant it.
        size: bytes of the original.
        pose: one of `POSES`, `close-up:NAME`, or empty while it is not chosen.
        condition: what was on the skin.
        caption: her words.
        name: the file's name when it was added.
        turns: quarter turns clockwise by which she turned it on top of that, 0 to 3.
        camera: maker and model, where the camera signed.
    """

    id: str
    sha256: str
    suffix: str
    taken_at: datetime
    source: DateSource
    width: int
    height: int
    size: int
    pose: str = ""
    condition: Condition = Condition.UNKNOWN
    caption: str = ""
    name: str = ""
    turns: int = 0
    camera: str = ""

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height in pixels as it is shown, after her own turns."""
        return (self.height, self.width) if self.turns % 2 else (self.width, self.height)

    @property
    def day(self) -> date:
        """The camera-local date it belongs to."""
        return self.taken_at.date()

    @property
    def file(self) -> str:
        """Path of the original, relative to the library folder."""
        return original_file(self.sha256, self.suffix)


def order_of(photo: Photo) -> tuple[datetime, int, str, str, str]:
    """Return what photos are sorted by, wherever they stand in the order in which they were taken.

    Those of one moment stand by pose (close-ups and those without one last), then by file name. The
    id only makes sure that they stand alike everywhere.
    """
    pose = photo.pose
    return photo.taken_at, _RANKS.get(pose, len(_RANKS)), pose or _LAST, photo.name, photo.id


def original_file(sha256: str, suffix: str) -> str:
    """Return the path of an original, relative to the library folder."""
    return f"photos/{sha256[:2]}/{sha256}{suffix}"


def checked_pose(text: str) -> str:
    """Return the pose in its one spelling (empty means not chosen), else raise `WrongInput`."""
    pose = text.strip()
    if pose.startswith(CLOSE_UP):
        return CLOSE_UP + slug_of(pose.removeprefix(CLOSE_UP))
    if pose and pose not in POSES:
        raise WrongInput(
            f"There is no pose “{text}”. Known are: {', '.join(POSES)}, close-up:NAME."
        )
    return pose


def references_of(photos: Iterable[Photo], chosen: Mapping[str, str]) -> dict[str, Photo]:
    """Return the photo of each pose over which the others are laid.

    Args:
        photos: in the order in which they were taken.
        chosen: by pose, the id of the one that she chose; else the pose's first photo serves.
    """
    found: dict[str, Photo] = {}
    for photo in photos:
        if photo.pose and (photo.pose not in found or photo.id == chosen.get(photo.pose)):
            found[photo.pose] = photo
    return found
