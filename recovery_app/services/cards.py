"""Pictures of the clinic's card: looked at before they are kept, shown small and large."""

from collections.abc import Mapping
from pathlib import Path

from recovery_app.domain.sessions import CardPicture
from recovery_app.errors import RecoveryError
from recovery_app.imaging import picture, reading, thumbnails
from recovery_app.imaging.thumbnails import Shown
from recovery_app.services.preparing import Refused
from recovery_app.services.sessions import PreparedCard
from recovery_app.services.texts import name_of
from recovery_app.storage import cards, photo_files
from recovery_app.storage.database import Database
from recovery_app.storage.places import Places
from recovery_app.storage.rows import new_id
from recovery_app.storage.thumbnails import Thumbnails

SMALL = 320
"""Pixels of the square that a small picture fits."""


class Cards:
    """Pictures of the cards of one library; `Sessions.save` writes them with their session."""

    def __init__(self, places: Places, database: Database, cache: Thumbnails) -> None:
        self._places = places
        self._database = database
        self._cache = cache

    def every(self) -> Mapping[str, tuple[CardPicture, ...]]:
        """Return the pictures by the id of their session, in the order they were added."""
        with self._database.reading() as db:
            return cards.every(db)

    def prepare(self, source: Path | bytes, name: str = "") -> PreparedCard | Refused:
        """Read a picture and say what it is, or why it cannot be taken; nothing is written.

        Args:
            source: the file, whose suffix is not trusted, or its content.
            name: what a picture that is no file is called.
        """
        called = source.name if isinstance(source, Path) else name
        try:
            data = reading.bytes_of(source)
            facts, small = picture.inspect_small(data, SMALL)
        except RecoveryError as error:
            return Refused(Path(called), str(error))
        card = CardPicture(
            id=new_id(),
            session_id="",
            sha256=photo_files.hash_of(data),
            suffix=facts.suffix,
            width=facts.width,
            height=facts.height,
            size=len(data),
            name=name_of(called),
        )
        return PreparedCard(card, data, small)

    def thumbnail(self, card: CardPicture) -> bytes:
        """Return a small upright sRGB JPEG of at most `SMALL` pixels, from the cache or made.

        Raises:
            LibraryUnavailable: if the original is gone.
            PictureRefused: if the original cannot be read any more.
        """
        name = f"{card.sha256}-{SMALL}-0"
        found = self._cache.get(name)
        if found is None:
            found = thumbnails.thumbnail(photo_files.read(self._places, card.file), SMALL)
            self._cache.put(name, found)
        return found

    def shown(self, card: CardPicture | PreparedCard, longest: int) -> Shown:
        """Return a picture upright and in sRGB, no side longer than `longest` pixels."""
        if isinstance(card, PreparedCard):
            return thumbnails.upright(card.data, longest)
        return thumbnails.upright(photo_files.read(self._places, card.file), longest)
