"""What was deleted: kept for 30 days, brought back on request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from recovery_app.domain.changes import EVERYTHING, Topic, saved
from recovery_app.domain.moments import today
from recovery_app.domain.photos import Photo
from recovery_app.errors import WrongInput
from recovery_app.services.library import Announce
from recovery_app.storage import (
    cards,
    entries,
    photo_files,
    photos,
    regions,
    reviews,
    sessions,
    trash,
)
from recovery_app.storage.database import Database
from recovery_app.storage.places import Places
from recovery_app.storage.rows import utc_now
from recovery_app.storage.thumbnails import Thumbnails

KEPT_DAYS = 30

_WHY_NO_CARD = {
    False: "The session of this card lies in the trash too; bring that back first.",
    True: "The session has the very same picture again.",
}
"""Why a card cannot come back, by whether its session is in sight."""


class Deleted(StrEnum):
    """What kind of thing lies in the trash."""

    ENTRY = "entry"
    SESSION = "session"
    REVIEW = "review"
    PHOTO = "photo"
    CARD = "card"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class InTrash:
    """Something deleted.

    Attributes:
        what: its kind.
        id: its UUID.
        day: the local date it belongs to.
        deleted_at: when, in UTC.
    """

    what: Deleted
    id: str
    day: date
    deleted_at: datetime

    @property
    def until(self) -> date:
        """The date on which it goes for good."""
        return _until(self.deleted_at)


@dataclass(frozen=True, slots=True)
class PhotoInTrash:
    """A deleted photo, with all that is known of it.

    Attributes:
        photo: as it was.
        deleted_at: when, in UTC.
    """

    photo: Photo
    deleted_at: datetime

    @property
    def days_left(self) -> int:
        """Whole days until it goes for good, from today; 0 where it goes today."""
        return max(0, (_until(self.deleted_at) - today()).days)


def _until(deleted_at: datetime) -> date:
    return (deleted_at + timedelta(days=KEPT_DAYS)).astimezone().date()


class Trash:
    """The trash of one library."""

    def __init__(
        self, places: Places, database: Database, thumbnails: Thumbnails, announce: Announce
    ) -> None:
        self._places = places
        self._database = database
        self._thumbnails = thumbnails
        self._announce = announce

    def look(self) -> list[InTrash]:
        """Return what lies in the trash, the latest deletion first."""
        with self._database.reading() as db:
            found = [
                InTrash(Deleted(what), one_id, day, deleted_at)
                for what, one_id, day, deleted_at in trash.every(db)
            ]
        return sorted(found, key=lambda one: one.deleted_at, reverse=True)

    def restore(self, one: InTrash) -> None:
        """Bring something back; a photo's file first, its row second.

        Raises:
            WrongInput: if something else has taken its place by now: another review of that date,
                or the very same picture; or if a card's session lies in the trash itself.
        """
        with self._database.writing() as db:
            match one.what:
                case Deleted.ENTRY | Deleted.REVIEW:
                    rows = entries if one.what is Deleted.ENTRY else reviews
                    rows.bring_back(db, one.id)
                case Deleted.SESSION:
                    sessions.remove(db, one.id, away=False)
                case Deleted.PHOTO:
                    for photo in photos.in_trash(db, [one.id]):
                        photo_files.from_trash(self._places, photo.file)
                        if not photos.bring_back(db, photo):
                            raise WrongInput("The very same picture is in the library again.")
                case Deleted.REGION:
                    regions.remove(db, [one.id], away=False)
                case Deleted.CARD:
                    for card in cards.with_ids(db, [one.id], away=True):
                        in_sight = sessions.find(db, card.session_id) is not None
                        back = in_sight and cards.bring_back(db, self._places, card)
                        if not back:
                            raise WrongInput(_WHY_NO_CARD[in_sight])
        self._announce(EVERYTHING)

    def empty(self, *, older_than_days: int = KEPT_DAYS) -> int:
        """Delete for good what lies there longer than that; return how many things went.

        Rows first, files second, and no file that a photo or a card in sight or in the trash still
        needs.
        """
        limit = utc_now() - timedelta(days=older_than_days)
        with self._database.writing() as db:
            count, gone = trash.purge(db, limit)
        if count:
            self._announce(EVERYTHING)
        self._discard(gone)
        return count

    def photos(self) -> list[PhotoInTrash]:
        """Return the photos that lie in the trash, the latest deletion first."""
        with self._database.reading() as db:
            return [PhotoInTrash(one, deleted_at) for one, deleted_at in photos.deleted(db)]

    def discard_photos(self, photo_ids: Sequence[str]) -> int:
        """Delete photos that lie in the trash for good; return how many. Others stay."""
        with self._database.writing() as db:
            gone = photos.discard(db, photo_ids)
        if gone:
            self._announce(saved(Topic.PHOTO))
        self._discard(gone)
        return len(gone)

    def _discard(self, gone: Sequence[trash.Original]) -> None:
        """Delete files whose rows are gone, but none that another row needs."""
        if gone:
            # Under the write lock, so that no other process adds the same bytes just now.
            with self._database.writing() as db:
                for one in trash.unneeded(db, gone):
                    photo_files.discard(self._places, one.file)
                    self._thumbnails.forget(one.sha256)
