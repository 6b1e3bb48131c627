"""Redness from photos: what waits to be measured, what was found, and the lines of a pose."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass

from recovery_app.domain import redness as method
from recovery_app.domain.alignment import METHOD_VERSION as ALIGNMENT_VERSION
from recovery_app.domain.alignment import Aligned, Placement, Spot
from recovery_app.domain.changes import Topic, saved
from recovery_app.domain.photos import Photo
from recovery_app.domain.redness import Measurement
from recovery_app.domain.regions import Region, Role, fingerprint
from recovery_app.domain.sessions import Numbered, by_number, numbered
from recovery_app.errors import LibraryUnavailable, PictureRefused
from recovery_app.imaging import colour_card, face_regions
from recovery_app.imaging import redness as measuring
from recovery_app.imaging import redness_map as maps
from recovery_app.imaging.colour_card import Correction
from recovery_app.imaging.thumbnails import Shown
from recovery_app.services.library import Announce
from recovery_app.services.redness_lines import (
    DrawnSpot,
    RednessSeries,
    Told,
    around,
    lines_of,
    spots_of,
)
from recovery_app.services.regions import NO_PHOTO, NO_PHOTOS, SPOTS_ALONE, PoseRegions, drawn_in
from recovery_app.storage import alignments, catalogue, measurements, photo_files, photos, sessions
from recovery_app.storage.database import Database
from recovery_app.storage.measurements import Kept
from recovery_app.storage.places import Places

REMEMBERED = 8
"""References whose eyes are kept, so that each is looked at once."""

Eyes = tuple[Spot, Spot] | None


@dataclass(frozen=True, slots=True)
class Due:
    """A photo that waits to be measured.

    Attributes:
        photo: the photo.
        reference: the photo of its pose on which the areas lie.
        regions: those areas.
        placement: from the photo to the reference; None where it could not be aligned.
        basis: names all that the numbers will be made from.
    """

    photo: Photo
    reference: Photo
    regions: tuple[Region, ...]
    placement: Placement | None
    basis: str


NO_POSE = "The photo has no pose yet; areas are drawn for a pose."
WAITING = "This photo is still being measured."


class Redness:
    """Measured redness of one library. The pictures are only read."""

    def __init__(self, places: Places, database: Database, announce: Announce) -> None:
        self._places, self._database, self._announce = places, database, announce
        self._eyes: OrderedDict[str, Eyes] = OrderedDict()
        # Of each photo once: looking for a card takes longer than measuring does.
        self._cards: dict[str, Correction | None] = {}

    def waiting(self, pose: str | None = None) -> list[Due]:
        """Return the photos to be measured, latest first; what was interrupted still waits.

        A photo waits when it was never measured, or when its areas, its reference, how it lies over
        that, its turns or the method have changed since. One that is still to be aligned waits for
        that first.
        """
        drawn = {key: one for key, one in drawn_in(self._database).items() if one.measurable}
        if pose is not None:
            drawn = {key: one for key, one in drawn.items() if key == pose}
        if not drawn:
            return []
        with self._database.reading() as db:
            every, done = photos.every(db), measurements.bases(db)
            placements = alignments.every(db)
            tried = alignments.tried(db, ALIGNMENT_VERSION)
        found: list[Due] = []
        for photo in reversed(every):
            one = drawn.get(photo.pose)
            due = None if one is None else _due(photo, one, placements, tried)
            if due is not None and done.get(photo.id) != (due.basis, method.METHOD_VERSION):
                found.append(due)
        return found

    def find(self, due: Due) -> Kept:
        """Measure one photo. Nothing is written."""
        photo = due.photo
        try:
            eyes = self._eyes_of(due.reference)
            data = photo_files.read(self._places, photo.file)
            measured = measuring.measure(
                data,
                photo.id,
                due.regions,
                due.placement,
                turns=photo.turns,
                eyes=eyes,
                correction=self._card_in(photo, data),
            )
        except (PictureRefused, LibraryUnavailable) as error:
            # Remembered, so that one lost picture does not keep all others waiting.
            return _nothing(photo, due.regions, due.basis, str(error))
        return Kept(measured, due.basis)

    def keep(self, due: Due, found: Kept) -> None:
        """Write what was measured, unless the photo or an area of it is gone meanwhile."""
        with self._database.writing() as db:
            there = photos.find(db, due.photo.id) is not None
            if there:
                measurements.save(db, found)
        if there:
            self._announce(saved(Topic.MEASUREMENT, due.photo.day))

    def work_through(
        self,
        pose: str | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        each: Callable[[Due, Kept], None] = lambda _due, _found: None,
    ) -> int:
        """Measure and keep all that waits, one after the other; return how many were measured."""
        done = 0
        for due in self.waiting(pose):
            if cancelled():
                break
            found = self.find(due)
            self.keep(due, found)
            each(due, found)
            done += 1
        return done

    def series(self, pose: str = "", session: int | None = None) -> RednessSeries:
        """Return a pose's measured photos as lines.

        Args:
            pose: which; without one, of those with areas the one with most photos.
            session: number of the session that the lines are about: from the last day with photos
                before it until the next session, with that day as the baseline. None: all photos,
                with the last day before the first session as the baseline.

        Raises:
            NotFound: if there is no session of that number.
        """
        drawn = drawn_in(self._database)
        poses = tuple(key for key, one in drawn.items() if one.regions)
        pose = pose or next(iter(poses), next(iter(drawn), ""))
        visits = self._visits()
        about = next(iter(visits), None) if session is None else by_number(visits, session)
        one = drawn.get(pose)
        if one is None or not one.measurable:
            missing = one.missing if one else NO_PHOTO if drawn else NO_PHOTOS
            return RednessSeries(pose, poses, missing=missing)
        chosen, kept, waiting = self._known(one)
        if session is not None and about is not None:
            chosen = around(chosen, about, visits)
        lines, refused = lines_of(chosen, kept, visits, about)
        missing = one.missing
        if not one.missing and not one.has_redness:
            # Nothing was refused: nobody asked for redness of this pose.
            refused, missing = (), SPOTS_ALONE
        unreadable = tuple(
            (photo, kept[photo.id].why)
            for photo in chosen
            if photo.id in kept and kept[photo.id].why
        )
        spots = spots_of(chosen, kept, _spots(one), visits)
        return RednessSeries(pose, poses, lines, refused, unreadable, len(waiting), missing, spots)

    def spots(self) -> list[DrawnSpot]:
        """Return every drawn spot with its lines: those of the pose with most photos first."""
        found: list[DrawnSpot] = []
        visits = self._visits()
        for one in drawn_in(self._database).values():
            if names := _spots(one):
                chosen, kept, waiting = self._known(one)
                found += [
                    DrawnSpot(one.pose, series, len(waiting))
                    for series in spots_of(chosen, kept, names, visits)
                ]
        return found

    def of_photo(self, photo: Photo) -> Told:
        """Return what is told of a photo's redness beside it."""
        one = drawn_in(self._database).get(photo.pose) if photo.pose else None
        if one is None or not one.measurable:
            return Told(why=NO_POSE if one is None else one.missing)
        every, kept, _ = self._known(one)
        found = kept.get(photo.id)
        if found is None or found.why:
            return Told(why=WAITING if found is None else found.why)
        visits = self._visits()
        names = _spots(one)
        lines, refused = lines_of(every, kept, visits, next(iter(visits), None))
        for line in lines:
            for point in line.points:
                if point.photo.id == photo.id:
                    return Told(point, line.basis, line.noise, found.measured, point.reasons, names)
        reasons = {other.id: reasons for other, reasons in refused}.get(photo.id, ())
        return Told(measured=found.measured, reasons=reasons, spots=names)

    def every(self) -> dict[str, Kept]:
        """Return what was last measured by photo id, for an export."""
        with self._database.reading() as db:
            return measurements.every(db)

    def map(self, photo: Photo, longest: int | None = None) -> Shown:
        """Return a photo as a picture of where it is redder: for looking, never for numbers."""
        return maps.redness_map(photo_files.read(self._places, photo.file), longest, photo.turns)

    def _visits(self) -> list[Numbered]:
        with self._database.reading() as db:
            return numbered(sessions.every(db), catalogue.kinds(db))

    def _known(self, one: PoseRegions) -> tuple[list[Photo], dict[str, Kept], set[str]]:
        """Return a pose's photos by time, what was measured as things stand, and who still waits."""
        with self._database.reading() as db:
            every = [photo for photo in photos.every(db) if photo.pose == one.pose]
            kept = measurements.of_pose(db, one.pose)
            placements = alignments.every(db)
            tried = alignments.tried(db, ALIGNMENT_VERSION)
        current: dict[str, Kept] = {}
        waiting: set[str] = set()
        for photo in every:
            due, found = _due(photo, one, placements, tried), kept.get(photo.id)
            now = due is not None and found is not None and found.basis == due.basis
            if now and found is not None and found.measured.version == method.METHOD_VERSION:
                current[photo.id] = found
            elif due is None and (why := self._lost(photo)):
                # It cannot even be aligned, so nothing will ever be measured: it does not wait.
                current[photo.id] = _nothing(photo, one.good, "", why)
            else:
                waiting.add(photo.id)
        return every, current, waiting

    def _lost(self, photo: Photo) -> str:
        """Say that a photo's file is not there; nothing where it is."""
        try:
            photo_files.require(self._places, photo.file)
        except LibraryUnavailable as error:
            return str(error)
        return ""

    def _card_in(self, photo: Photo, data: bytes) -> Correction | None:
        """Return what a colour card in a photo says; None, as a rule, where none lies there."""
        # The card is found however it lies, so her quarter turns do not matter.
        if photo.sha256 not in self._cards:
            self._cards[photo.sha256] = colour_card.correction_from(data)
        return self._cards[photo.sha256]

    def _eyes_of(self, reference: Photo) -> Eyes:
        key = f"{reference.sha256}-{reference.turns}"
        if key not in self._eyes:
            data = photo_files.read(self._places, reference.file)
            self._eyes[key] = face_regions.eyes_in(data, reference.turns)
            while len(self._eyes) > REMEMBERED:
                self._eyes.popitem(last=False)
        return self._eyes[key]


def _nothing(photo: Photo, regions: tuple[Region, ...], basis: str, why: str) -> Kept:
    """Return that nothing was measured on a photo, and why."""
    empty = Measurement(photo.id, fingerprint(regions), method.METHOD_VERSION, "", False, None)
    return Kept(empty, basis, why)


def _spots(one: PoseRegions) -> tuple[tuple[str, str], ...]:
    """Return id and name of each drawn spot."""
    return tuple((region.id, region.name) for region in one.good if region.role is Role.SPOT)


def _due(
    photo: Photo,
    one: PoseRegions,
    placements: Mapping[tuple[str, str], Aligned],
    tried: Set[tuple[str, str]],
) -> Due | None:
    """Return what measuring a photo takes; None while it is still to be aligned."""
    reference = one.reference
    if reference is None:
        return None
    pair = photo.id, reference.id
    aligned = placements.get(pair)
    if photo.id == reference.id:
        placement = Placement()
    elif aligned is not None:
        placement = aligned.placement
    elif pair in tried:
        placement = None
    else:
        return None
    return Due(photo, reference, one.good, placement, _basis(photo, reference, one, placement))


def _basis(photo: Photo, reference: Photo, one: PoseRegions, placement: Placement | None) -> str:
    lies = "not aligned"
    if placement is not None:
        numbers = placement.scale, placement.angle, placement.dx, placement.dy
        lies = " ".join(f"{number:.6f}" for number in numbers)
    spots = " ".join(sorted(region.id for region in one.good if region.role is Role.SPOT))
    parts = (
        fingerprint(one.good),
        f"{reference.sha256[:16]}-{reference.turns}",
        str(photo.turns),
        lies,
        spots,
    )
    return "; ".join(parts)
