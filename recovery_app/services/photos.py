"""Bringing pictures in, showing them small and large, and putting them away."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from recovery_app.domain.alignment import Aligned
from recovery_app.domain.changes import Topic, saved
from recovery_app.domain.moments import checked_day, checked_moment, local
from recovery_app.domain.photos import Condition, DateSource, Photo, checked_pose
from recovery_app.errors import LibraryUnavailable, NotFound
from recovery_app.imaging import thumbnails
from recovery_app.imaging.thumbnails import Shown
from recovery_app.services.library import Announce
from recovery_app.services.preparing import Prepared, Refused, listed, prepared
from recovery_app.services.texts import checked_text
from recovery_app.storage import alignments, cards, photo_files, photos
from recovery_app.storage.database import Database
from recovery_app.storage.places import Places, translated
from recovery_app.storage.thumbnails import Thumbnails

PlacedByHand = tuple[str, str, Aligned]
"""A photo's id, its reference's id, and how she laid the one over the other."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file whose very bytes are in the library already."""

    path: Path
    of: Photo


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the files of one import: each is in exactly one of the three lists."""

    added: tuple[Photo, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    refused: tuple[Refused, ...] = ()

    def plus(self, outcome: Photo | Duplicate | Refused) -> "Added":
        """Return the result with one more file in it."""
        match outcome:
            case Photo():
                return replace(self, added=(*self.added, outcome))
            case Duplicate():
                return replace(self, duplicates=(*self.duplicates, outcome))
            case Refused():
                return replace(self, refused=(*self.refused, outcome))


class Photos:
    """Photos of one library."""

    def __init__(
        self, places: Places, database: Database, thumbnails: Thumbnails, announce: Announce
    ) -> None:
        self._places = places
        self._database = database
        self._thumbnails = thumbnails
        self._announce = announce

    def every(self) -> list[Photo]:
        """Return all photos in the order in which they were taken."""
        with self._database.reading() as db:
            return photos.every(db)

    def of_days(self, first: date, last: date) -> list[Photo]:
        """Return the photos from the first to the last day."""
        with self._database.reading() as db:
            return photos.of_days(db, first, last)

    def find(self, photo_id: str) -> Photo:
        """Return the photo of that id.

        Raises:
            NotFound: if there is none.
        """
        with self._database.reading() as db:
            found = photos.find(db, photo_id)
        if found is None:
            raise NotFound("This photo is not there any more.")
        return found

    def with_bytes(self, sha256: str) -> tuple[Photo, date] | None:
        """Return the photo that has these very bytes and the date it was added, or None."""
        with self._database.reading() as db:
            found = photos.with_hash(db, sha256)
            return None if found is None else (found, photos.added_on(db, found.id))

    def lies_in_trash(self, sha256: str) -> bool:
        """Tell whether a photo with these very bytes lies in the trash."""
        with self._database.reading() as db:
            return photos.away_with_hash(db, sha256) is not None

    def known_bytes(self) -> set[str]:
        """Return the hashes of all photos and cards of sessions, also of those in the trash."""
        with self._database.reading() as db:
            return photos.hashes(db) | cards.hashes(db)

    def prepare(
        self, path: Path, *, pose: str = "", day: date | None = None, box: int | None = None
    ) -> Prepared | Refused:
        """Read a file and say what it is, or why it cannot be taken; nothing is written.

        Args:
            path: the file; its suffix is not trusted.
            pose: how it was taken, if known.
            day: the date to file it under, if the person says so.
            box: pixels of the square that a small picture fits; None makes none.
        """
        return prepared(self._places, path, pose=pose, day=day, box=box)

    def keep(self, prepared: Prepared) -> Photo | Duplicate:
        """Put a prepared picture into the library: file first, row second.

        One whose bytes lie in the trash comes back instead, with what is said of it now.

        Raises:
            LibraryUnavailable: if it cannot be written; nothing is left behind.
        """
        photo = prepared.photo
        with translated(self._places.folder):
            there_before = photo_files.locate(self._places, photo.file).exists()
        try:
            with self._database.writing() as db:
                there = photos.with_hash(db, photo.sha256)
                if there is not None:
                    return Duplicate(prepared.path, there)
                away = photos.away_with_hash(db, photo.sha256)
                photo = photo if away is None else _come_back(away, photo)
                photo_files.keep(self._places, prepared.data, photo.file)
                photos.save(db, photo)
        except LibraryUnavailable:
            if not there_before:
                self._take_away(photo)
            raise
        self._announce(saved(Topic.PHOTO, photo.day))
        return photo

    def _take_away(self, photo: Photo) -> None:
        """Delete the file of a photo whose row could not be written, where that still can be done."""
        with suppress(LibraryUnavailable), self._database.writing() as db:
            if photos.with_hash(db, photo.sha256) is None and not cards.is_shown(db, photo.sha256):
                photo_files.discard(self._places, photo.file)

    def add(
        self,
        paths: Sequence[Path],
        *,
        pose: str = "",
        day: date | None = None,
        each: Callable[[Path, Photo | Duplicate | Refused], None] | None = None,
    ) -> Added:
        """Bring files and folders in, one after the other; `each` hears of every one.

        Raises:
            NotFound: for a path that is not there or a folder without any file; nothing was added.
            WrongInput: for an unknown pose or an impossible day; nothing was added.
        """
        checked_pose(pose)
        if day is not None:
            checked_day(day)
        result = Added()
        for path in list(listed(paths)):
            ready = self.prepare(path, pose=pose, day=day)
            outcome = ready if isinstance(ready, Refused) else self._kept(ready)
            result = result.plus(outcome)
            if each:
                each(path, outcome)
        return result

    def _kept(self, prepared: Prepared) -> Photo | Duplicate | Refused:
        try:
            return self.keep(prepared)
        except LibraryUnavailable as error:
            # A full disk at one file: the others are still named, and tried.
            return Refused(prepared.path, str(error))

    def change(
        self,
        photo_ids: Sequence[str],
        *,
        pose: str | None = None,
        condition: Condition | None = None,
        caption: str | None = None,
        taken_at: datetime | None = None,
        day: date | None = None,
        clock: time | None = None,
    ) -> list[Photo]:
        """Change what is known of photos and return them as they were before.

        Args:
            photo_ids: which ones.
            pose: how they were taken.
            condition: what was on the skin.
            caption: her words.
            taken_at: the moment of all of them.
            day: their date; each keeps its time of day, unless that is given too.
            clock: their time of day; each keeps its date, unless that is given too.

        Raises:
            WrongInput: for an unknown pose, a caption that cannot be kept or a moment in the future.
        """
        before: list[Photo] = []
        with self._database.writing() as db:
            for photo_id in photo_ids:
                photo = photos.find(db, photo_id)
                if photo is None:
                    continue
                before.append(photo)
                moved = taken_at if day is None and clock is None else _moved(photo, day, clock)
                photos.save(db, _changed(photo, pose, condition, caption, moved))
        self._announce(saved(Topic.PHOTO))
        return before

    def turn(
        self, photo_id: str, quarters: int, placed: Sequence[PlacedByHand] = ()
    ) -> list[PlacedByHand]:
        """Turn a photo clockwise by quarters; the original stays untouched.

        How it lies over its reference, and other photos over it, does not hold any more and is
        forgotten.

        Args:
            photo_id: which one.
            quarters: below 0 the other way round.
            placed: what holds again, because this takes a turn back.

        Returns:
            What she had placed by hand and is forgotten now.
        """
        with self._database.writing() as db:
            photo = photos.find(db, photo_id)
            if photo is None:
                raise NotFound("This photo is not there any more.")
            photo = replace(photo, turns=(photo.turns + quarters) % 4)
            photos.save(db, photo)
            forgotten = alignments.by_hand_with(db, photo_id)
            alignments.forget_with(db, photo_id)
            for one_id, reference_id, aligned in placed:
                if photos.find(db, one_id) and photos.find(db, reference_id):
                    alignments.save(db, one_id, reference_id, aligned)
        self._announce(saved(Topic.PHOTO, photo.day))
        return forgotten

    def put_back(self, before: Sequence[Photo]) -> None:
        """Write photos as they were: the undo of `change`. One deleted meanwhile stays deleted."""
        with self._database.writing() as db:
            for photo in before:
                if photos.find(db, photo.id) is not None:
                    photos.save(db, photo)
        self._announce(saved(Topic.PHOTO))

    def remove(self, photo_ids: Sequence[str]) -> None:
        """Put photos into the trash: rows first, their files second."""
        with self._database.writing() as db:
            found = [photos.find(db, photo_id) for photo_id in photo_ids]
            gone = [photo for photo in found if photo is not None]
            photos.remove(db, [photo.id for photo in gone])
        self._announce(saved(Topic.PHOTO))
        # Under the write lock, so that no other process adds the same bytes just now.
        with self._database.writing() as db:
            for photo in gone:
                needed = cards.is_shown(db, photo.sha256)
                if not needed and photos.with_hash(db, photo.sha256) is None:
                    photo_files.to_trash(self._places, photo.file)

    def restore(self, photo_ids: Sequence[str]) -> list[Photo]:
        """Take photos out of the trash: files first, rows second.

        Returns:
            Those that are back. One whose very bytes were added again meanwhile stays in the trash.
        """
        back: list[Photo] = []
        with self._database.writing() as db:
            for photo in photos.in_trash(db, photo_ids):
                photo_files.from_trash(self._places, photo.file)
                if photos.bring_back(db, photo):
                    back.append(photo)
        self._announce(saved(Topic.PHOTO))
        return back

    def thumbnail(self, photo: Photo, box: int) -> bytes:
        """Return a small upright sRGB JPEG that fits a square of `box` pixels, from the cache or made.

        Raises:
            LibraryUnavailable: if the original is gone.
            PictureRefused: if the original cannot be read any more.
        """
        name = f"{photo.sha256}-{box}-{photo.turns}"
        found = self._thumbnails.get(name)
        if found is None:
            found = thumbnails.thumbnail(
                photo_files.read(self._places, photo.file), box, photo.turns
            )
            self._thumbnails.put(name, found)
        return found

    def shown(self, photo: Photo, longest: int | None = None) -> Shown:
        """Return the picture as she sees it, in sRGB, no side longer than `longest` pixels."""
        return thumbnails.upright(photo_files.read(self._places, photo.file), longest, photo.turns)


def _come_back(away: Photo, now: Photo) -> Photo:
    """Return a photo of the trash as it comes back: what is not said of it now stays as it was."""
    return replace(
        now,
        id=away.id,
        pose=now.pose or away.pose,
        condition=away.condition if now.condition is Condition.UNKNOWN else now.condition,
        caption=now.caption or away.caption,
        turns=away.turns,
    )


def _moved(photo: Photo, day: date | None, clock: time | None) -> datetime:
    at = photo.taken_at
    clock = at.time() if clock is None else clock
    if day is None or day == photo.day:
        return datetime.combine(photo.day, clock, at.tzinfo)
    return local(checked_day(day), clock)


def _changed(
    photo: Photo,
    pose: str | None,
    condition: Condition | None,
    caption: str | None,
    taken_at: datetime | None,
) -> Photo:
    if taken_at is not None:
        checked_moment(taken_at)
        photo = replace(photo, taken_at=taken_at, source=DateSource.GIVEN)
    return replace(
        photo,
        pose=photo.pose if pose is None else checked_pose(pose),
        condition=photo.condition if condition is None else condition,
        caption=photo.caption if caption is None else checked_text(caption),
    )
