"""Drawing the areas of a pose in which redness is measured."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from recovery_app.domain.carried import Drawn, carried, within
from recovery_app.domain.changes import Topic, saved
from recovery_app.domain.photos import Photo, references_of
from recovery_app.domain.regions import (
    FROM_THE_FRONT,
    READY_POSES,
    Region,
    Role,
    checked_outline,
)
from recovery_app.errors import WrongInput
from recovery_app.services.library import Announce
from recovery_app.services.texts import checked_text
from recovery_app.storage import alignments, photo_files, photos, regions
from recovery_app.storage.database import Database
from recovery_app.storage.places import Places
from recovery_app.storage.rows import new_id

NO_PHOTO = "There is no photo of this pose yet. Add one and give it its pose."
NO_PHOTOS = "No photo has a pose yet. Give photos their pose, then areas can be drawn on them."
NO_AREAS = (
    "Draw the skin that is treated and, on the same photo, a patch of your own skin that never is:"
    " below the jaw or in front of the ear."
)
NO_TREATED = "The treated skin is still missing: without it there is nothing to measure."
NO_REFERENCE = (
    "A patch of your own untreated skin is still missing, such as below the jaw or in front of the"
    " ear. Without one in the same light no photo can tell how red the rest is."
)
SPOTS_ALONE = (
    "Only spots are drawn for this pose. For its redness draw the skin that is treated and a patch of"
    " your own skin that never is."
)
ELSEWHERE = (
    "This area was drawn on another photo that is not laid over this one. Drag it to where it"
    " belongs, and it counts again."
)
BY_HAND = "Ready areas fit a whole face. On a close-up draw them by hand, once."
NO_FACE = "No two eyes were found on this photo, so no areas can be offered. Draw your own."
TURNED = (
    "No areas can be offered on this turned face: both eyes, the near cheek and untreated skin must be"
    " in sight. Draw the cheek that faces the camera and a patch in front of its ear."
)


@dataclass(frozen=True, slots=True)
class PoseRegions:
    """What is drawn for a pose.

    Attributes:
        pose: the pose; empty where no photo has one.
        poses: those that have photos, the fixed ones first.
        reference: the photo on which the areas lie, or None.
        regions: in its coordinates, in the order in which they were drawn.
        problems: what is wrong with a region, in a sentence, by its id; such ones do not count.
        missing: what is missing before redness can be measured, in a sentence; else empty.
    """

    pose: str
    poses: tuple[str, ...] = ()
    reference: Photo | None = None
    regions: tuple[Region, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict[str, str])
    missing: str = ""

    @property
    def good(self) -> tuple[Region, ...]:
        """The regions that can be measured."""
        return tuple(one for one in self.regions if one.id not in self.problems)

    @property
    def measurable(self) -> bool:
        """Whether there is anything that photos can be measured for."""
        return self.has_redness or any(one.role is Role.SPOT for one in self.good)

    @property
    def has_redness(self) -> bool:
        """Whether redness can be measured: treated and untreated skin are drawn."""
        return {one.role for one in self.good} >= {Role.TREATED, Role.REFERENCE}


class Regions:
    """The drawn areas of one library."""

    def __init__(self, places: Places, database: Database, announce: Announce) -> None:
        self._places, self._database, self._announce = places, database, announce

    def of_pose(self, pose: str = "") -> PoseRegions:
        """Return what is drawn for a pose; without one, for the pose with most photos."""
        found = drawn_in(self._database)
        most = next(iter(found), "")
        pose = pose or most
        if pose in found:
            return found[pose]
        poses = next(iter(found.values())).poses if found else ()
        return PoseRegions(pose, poses, missing=NO_PHOTO if poses else NO_PHOTOS)

    def every(self) -> list[Drawn]:
        """Return all areas as they were drawn, for an export."""
        with self._database.reading() as db:
            return regions.every(db)

    def poses(self) -> set[str]:
        """Return the poses for which anything is drawn."""
        with self._database.reading() as db:
            return {one.region.pose for one in regions.every(db)}

    def keep(self, wanted: Sequence[Region]) -> list[Region]:
        """Write regions and return them; an empty id makes a new one.

        Raises:
            WrongInput: if an outline cannot be measured: outside the picture, crossing itself, too
                small; or there is no photo of the pose. Nothing was written.
        """
        kept: list[Region] = []
        with self._database.writing() as db:
            references = references_of(photos.every(db), alignments.references(db))
            for region in wanted:
                reference = references.get(region.pose)
                if reference is None:
                    raise WrongInput(NO_PHOTO)
                outline = within(region.outline, reference.shown_size)
                done = replace(
                    region,
                    id=region.id or new_id(),
                    name=checked_text(region.name).strip() or "Area",
                    outline=checked_outline(outline, region.role, reference.shown_size),
                )
                regions.save(db, Drawn(done, reference.id, reference.turns))
                kept.append(done)
        self._announce(saved(Topic.REGION))
        return kept

    def remove(self, region_ids: Sequence[str]) -> None:
        """Put regions away; `restore` brings them back."""
        with self._database.writing() as db:
            regions.remove(db, region_ids)
        self._announce(saved(Topic.REGION))

    def restore(self, region_ids: Sequence[str]) -> None:
        """Take regions out of the trash."""
        with self._database.writing() as db:
            regions.remove(db, region_ids, away=False)
        self._announce(saved(Topic.REGION))

    def offered(self, pose: str) -> list[Region]:
        """Return ready areas of the face on a pose's reference, without ids. Nothing is written.

        Raises:
            WrongInput: if there is no photo of the pose, no face to be found on it, or no ready
                areas for it.
            PictureRefused: if the photo cannot be read.
        """
        reference = self.of_pose(pose).reference
        if reference is None:
            raise WrongInput(NO_PHOTO)
        if pose not in READY_POSES:
            raise WrongInput(BY_HAND)
        # Only here: the rest is read with the first photos, and this brings OpenCV along.
        from recovery_app.imaging import face_regions

        data = photo_files.read(self._places, reference.file)
        found = face_regions.suggested(data, pose, reference.turns)
        if not found:
            raise WrongInput(NO_FACE if pose == FROM_THE_FRONT else TURNED)
        return [replace(one, id="", pose=pose) for one in found]


def drawn_in(database: Database) -> dict[str, PoseRegions]:
    """Return what is drawn for each pose that has photos, the pose with most photos first."""
    with database.reading() as db:
        every = photos.every(db)
        references = references_of(every, alignments.references(db))
        placements, drawn = alignments.every(db), regions.every(db)
    by_id, counts = {one.id: one for one in every}, Counter(one.pose for one in every)
    poses = tuple(sorted(references, key=lambda pose: (-counts[pose], pose)))
    found: dict[str, PoseRegions] = {}
    for pose in poses:
        reference = references[pose]
        shown: list[Region] = []
        problems: dict[str, str] = {}
        for one in drawn:
            if one.region.pose != pose:
                continue
            here = carried(one, reference, by_id, placements)
            shown.append(_settled(here or one.region, reference))
            problem = ELSEWHERE if here is None else _problem(shown[-1], reference)
            if problem:
                problems[one.region.id] = problem
        missing = _missing([one for one in shown if one.id not in problems])
        found[pose] = PoseRegions(pose, poses, reference, tuple(shown), problems, missing)
    return found


def _settled(region: Region, reference: Photo) -> Region:
    return replace(region, outline=within(region.outline, reference.shown_size))


def _problem(region: Region, reference: Photo) -> str:
    try:
        checked_outline(region.outline, region.role, reference.shown_size)
    except WrongInput as error:
        return str(error)
    return ""


def _missing(good: Sequence[Region]) -> str:
    roles = {one.role for one in good}
    if roles >= {Role.TREATED, Role.REFERENCE} or roles == {Role.SPOT}:
        return ""
    if Role.TREATED in roles:
        return NO_REFERENCE
    return NO_TREATED if Role.REFERENCE in roles else NO_AREAS
