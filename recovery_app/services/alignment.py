"""Laying the photos of a pose over each other: found in the background, mended by hand."""

from collections import OrderedDict
from collections.abc import Callable, Iterable

from recovery_app.domain.alignment import METHOD_VERSION, Aligned, Laid, Method, Placement
from recovery_app.domain.changes import Topic, saved
from recovery_app.domain.photos import Photo, references_of
from recovery_app.errors import LibraryUnavailable, PictureRefused
from recovery_app.imaging import alignment
from recovery_app.services.library import Announce
from recovery_app.storage import alignments, photo_files, photos
from recovery_app.storage.database import Database
from recovery_app.storage.places import Places

REMEMBERED = 8
"""References whose landmarks are kept, so that each is analysed once."""


class Alignment:
    """Placements of one library. Colours are never touched."""

    def __init__(self, places: Places, database: Database, announce: Announce) -> None:
        self._places, self._database, self._announce = places, database, announce
        self._marks: OrderedDict[str, alignment.Marks] = OrderedDict()

    def references(self) -> dict[str, Photo]:
        """Return the reference of each pose: the one she chose, else the pose's first photo."""
        with self._database.reading() as db:
            return references_of(photos.every(db), alignments.references(db))

    def set_reference(self, photo_id: str) -> None:
        """Make a photo the one to which the others of its pose are laid."""
        with self._database.writing() as db:
            photo = photos.find(db, photo_id)
            if photo is not None and photo.pose:
                alignments.set_reference(db, photo.pose, photo_id)
        self._announce(saved(Topic.ALIGNMENT))

    def laid(self, photo: Photo) -> Laid:
        """Return how a photo lies over its reference."""
        reference = self.references().get(photo.pose) if photo.pose else None
        if reference is None:
            return Laid(None, None)
        if reference.id == photo.id:
            return Laid(reference, Aligned(Placement(), Method.BY_HAND))
        with self._database.reading() as db:
            aligned = alignments.of_photo(db, photo.id, reference.id)
            why = "" if aligned else alignments.why_not(db, photo.id, reference.id)
            return Laid(reference, aligned, why)

    def waiting(self, only: Iterable[str] | None = None) -> list[tuple[Photo, Photo]]:
        """Return the photos that were not tried yet, each with its reference, latest first.

        Args:
            only: ids to look at; None means all. What was interrupted is simply still waiting.
        """
        wanted = None if only is None else set(only)
        references = self.references()
        with self._database.reading() as db:
            tried = alignments.tried(db, METHOD_VERSION)
            every = photos.every(db)
        return [
            (photo, references[photo.pose])
            for photo in reversed(every)
            if photo.pose in references
            and photo.id != references[photo.pose].id
            and (photo.id, references[photo.pose].id) not in tried
            and (wanted is None or photo.id in wanted)
        ]

    def find(self, photo: Photo, reference: Photo) -> Aligned | str:
        """Look for the placement of a photo; return it, or why there is none. Nothing is written.

        Raises:
            LibraryUnavailable: if the file of either is not there.
        """
        try:
            reference_marks = self._marks_of(reference)
            found = alignment.align(self._landmarks(photo), reference_marks)
        except PictureRefused as error:
            return str(error)
        return found if isinstance(found, Aligned) else found.why

    def keep(self, photo: Photo, reference: Photo, found: Aligned | str) -> None:
        """Write what was found, or why nothing was."""
        with self._database.writing() as db:
            if isinstance(found, str):
                alignments.save_refusal(db, photo.id, reference.id, found, METHOD_VERSION)
            else:
                alignments.save(db, photo.id, reference.id, found)
        self._announce(saved(Topic.ALIGNMENT, photo.day))

    def work_through(
        self, cancelled: Callable[[], bool] = lambda: False, *, only: Iterable[str] | None = None
    ) -> int:
        """Find and keep what is waiting, one after the other; return how many were tried.

        A photo whose file is not there goes on waiting, and keeps no other one from its turn.

        Args:
            cancelled: asked before each.
            only: ids to look at; None means all.
        """
        done = 0
        for photo, reference in self.waiting(only):
            if cancelled():
                break
            try:
                found = self.find(photo, reference)
            except LibraryUnavailable:
                continue
            self.keep(photo, reference, found)
            done += 1
        return done

    def place_by_hand(self, photo: Photo, reference: Photo, placement: Placement) -> None:
        """Keep a placement that she made; it wins over any that is found, for ever."""
        with self._database.writing() as db:
            # Else an older photo of the pose that comes in later would become what all are laid
            # over, and her work would count no more.
            if photo.pose not in alignments.references(db):
                alignments.set_reference(db, photo.pose, reference.id)
            alignments.save(db, photo.id, reference.id, Aligned(placement, Method.BY_HAND))
        self._announce(saved(Topic.ALIGNMENT, photo.day))

    def take_back_by_hand(self, photo: Photo) -> None:
        """Delete the placement made by hand; the one that was found counts again."""
        with self._database.writing() as db:
            alignments.forget(db, photo.id, by_hand=True)
        self._announce(saved(Topic.ALIGNMENT, photo.day))

    def _marks_of(self, reference: Photo) -> alignment.Marks:
        key = f"{reference.sha256}-{reference.turns}"
        if key not in self._marks:
            self._marks[key] = self._landmarks(reference)
            while len(self._marks) > REMEMBERED:
                self._marks.popitem(last=False)
        return self._marks[key]

    def _landmarks(self, photo: Photo) -> alignment.Marks:
        data = photo_files.read(self._places, photo.file)
        return alignment.landmarks(data, turns=photo.turns)
