"""One open library, and everything that a person can do with it."""

import threading
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from recovery_app.domain.changes import Change, Topic, saved
from recovery_app.domain.settings import Settings
from recovery_app.errors import LibraryLocked, LibraryUnavailable, NotFound
from recovery_app.services.today import Today
from recovery_app.storage import settings_file, swapping, versions
from recovery_app.storage.connections import PlainDatabase
from recovery_app.storage.places import Places, translated
from recovery_app.storage.thumbnails import Thumbnails
from recovery_app.storage.today import DayReader

if TYPE_CHECKING:
    from recovery_app.services.alignment import Alignment
    from recovery_app.services.backing_up import BackingUp
    from recovery_app.services.cards import Cards
    from recovery_app.services.catalogue import Catalogue
    from recovery_app.services.comparing import Comparing
    from recovery_app.services.copies import Copies
    from recovery_app.services.journal import Journal
    from recovery_app.services.mending import Mending
    from recovery_app.services.merging import Merging
    from recovery_app.services.photos import Photos
    from recovery_app.services.redness import Redness
    from recovery_app.services.regions import Regions
    from recovery_app.services.reviews import Reviews
    from recovery_app.services.safekeeping import Safekeeping
    from recovery_app.services.sessions import Sessions
    from recovery_app.services.timelapse import TimeLapse
    from recovery_app.services.trash import Trash
    from recovery_app.services.trends import Trends
    from recovery_app.storage.database import Database
    from recovery_app.storage.keys import Keys

Announce = Callable[[Change], None]


def _nobody(change: Change) -> None:
    """Take a change that nobody listens to."""


class Library:
    """An open library. Its parts load when they are first used, so that the first screen need not.

    Attributes:
        places: where its files lie.
        announce: called with a `Change` after something was saved, on the thread that saved it.
    """

    def __init__(
        self, folder: Path, announce: Announce = _nobody, keys: "Keys | None" = None
    ) -> None:
        self.places = _unlocked(Places(folder, keys))
        self.announce = announce
        self._loading = threading.RLock()
        self._reader = DayReader(self.places)
        self._thumbnails = Thumbnails(self.places.thumbnails, self.places.thumbnails_key)
        self._plain = PlainDatabase(self.places.database, self.places.database_key)
        if self.places.encrypted != self.is_encrypted:
            # From here on the open database keeps anyone from turning the encryption on or off.
            self.close()
            raise LibraryUnavailable(
                "The encryption of this library was just turned on or off; open it again."
            )

    @property
    def folder(self) -> Path:
        """Where the library lies."""
        return self.places.folder

    @property
    def is_encrypted(self) -> bool:
        """Whether its files are of no use to anyone who lacks its keys."""
        return self.places.keys is not None

    @property
    def encryption_interrupted(self) -> bool:
        """Whether turning the encryption on was begun and neither finished nor taken back."""
        return not self.is_encrypted and self.places.key_file_to_be.exists()

    @property
    def name(self) -> str:
        """The folder's name, which is the library's name for the person."""
        return self.places.folder.name

    @cached_property
    def today(self) -> Today:
        """What one day shows; belongs to the thread that opened the library."""
        return Today(self._reader)

    @cached_property
    def journal(self) -> "Journal":
        """Noting entries."""
        from recovery_app.services.journal import Journal

        return Journal(self._plain, self.announce)

    @cached_property
    def sessions(self) -> "Sessions":
        """Recording sessions and the course."""
        from recovery_app.services.sessions import Sessions

        return Sessions(self.places, self._database, self.announce)

    @cached_property
    def cards(self) -> "Cards":
        """Pictures of the clinic's cards, kept with their sessions."""
        from recovery_app.services.cards import Cards

        return Cards(self.places, self._database, self._thumbnails)

    @cached_property
    def reviews(self) -> "Reviews":
        """The monthly look."""
        from recovery_app.services.reviews import Reviews

        return Reviews(self._database, self.announce)

    @cached_property
    def photos(self) -> "Photos":
        """Bringing pictures in and showing them."""
        from recovery_app.services.photos import Photos

        return Photos(self.places, self._database, self._thumbnails, self.announce)

    @cached_property
    def copies(self) -> "Copies":
        """What the originals tell, and copies to hand out."""
        from recovery_app.services.copies import Copies

        return Copies(self.places)

    @cached_property
    def alignment(self) -> "Alignment":
        """Laying photos over each other."""
        from recovery_app.services.alignment import Alignment

        return Alignment(self.places, self._database, self.announce)

    @cached_property
    def regions(self) -> "Regions":
        """Drawing the areas in which redness is measured."""
        from recovery_app.services.regions import Regions

        return Regions(self.places, self._database, self.announce)

    @cached_property
    def redness(self) -> "Redness":
        """Measuring redness in photos."""
        from recovery_app.services.redness import Redness

        return Redness(self.places, self._database, self.announce)

    @cached_property
    def comparing(self) -> "Comparing":
        """What stands beside photos in a comparison."""
        from recovery_app.services.comparing import Comparing

        return Comparing(self._database)

    @cached_property
    def timelapse(self) -> "TimeLapse":
        """Playing the photos of a pose one after the other."""
        from recovery_app.services.timelapse import TimeLapse

        return TimeLapse(self.places, self._database, self.alignment)

    @cached_property
    def trends(self) -> "Trends":
        """The series behind the charts."""
        from recovery_app.services.trends import Trends

        return Trends(self._database)

    @cached_property
    def catalogue(self) -> "Catalogue":
        """Own symptoms, pins, kinds and devices."""
        from recovery_app.services.catalogue import Catalogue

        return Catalogue(self._database, self.announce)

    @cached_property
    def trash(self) -> "Trash":
        """What was deleted in the last 30 days."""
        from recovery_app.services.trash import Trash

        return Trash(self.places, self._database, self._thumbnails, self.announce)

    @cached_property
    def safekeeping(self) -> "Safekeeping":
        """Backups and checks."""
        from recovery_app.services.safekeeping import Safekeeping

        return Safekeeping(self.places, self.announce)

    @cached_property
    def mending(self) -> "Mending":
        """Mending what a check has found."""
        from recovery_app.services.mending import Mending

        return Mending(self.places, self._plain, self._thumbnails, self.photos, self.announce)

    @cached_property
    def backing_up(self) -> "BackingUp":
        """Automatic backups."""
        from recovery_app.services.backing_up import BackingUp

        return BackingUp(self.places, self.announce)

    @cached_property
    def merging(self) -> "Merging":
        """Moving between computers."""
        from recovery_app.services.merging import Merging

        return Merging(self.places, self._plain, self.announce)

    @property
    def settings(self) -> Settings:
        """Her choices as they stand on disk."""
        return settings_file.load(self.places)

    def choose(self, change: Callable[[Settings], Settings]) -> None:
        """Change some of her choices, and leave the others as they stand when it is written.

        Args:
            change: takes the choices as they stand and returns them with what is chosen.

        Raises:
            LibraryUnavailable: if they cannot be written.
        """
        if settings_file.change(self.places, change):
            self.announce(saved(Topic.SETTINGS))

    def written_version(self) -> int:
        """Return a number that changes with every write, by this process or another."""
        return self._reader.data_version()

    def bring_up_to_date(self) -> None:
        """Upgrade an older library after a backup of its database; leave a current one alone.

        Raises:
            LibraryNewer: if a newer version of the program wrote it.
            LibraryUnavailable: if it is no library of ours, damaged, or cannot be written.
        """
        if self._reader.version != versions.CURRENT:
            from recovery_app.storage import upgrade

            upgrade.bring_up_to_date(self.places)

    def finish_conversion(self) -> None:
        """Remove what an interrupted change of the encryption has left.

        Raises:
            LibraryUnavailable: if something cannot be removed; the next opening tries again.
        """
        if self.is_encrypted or self.places.key_file_that_was.exists():
            # Only here: a plain library never loads what encrypts.
            from recovery_app.storage import leftovers

            leftovers.finish(self.places)

    @property
    def written_files(self) -> tuple[Path, ...]:
        """The files that change when anything is written."""
        log = self.places.database.with_name(self.places.database.name + "-wal")
        return tuple(path for path in (self.places.database, log) if path.exists())

    def load(self) -> None:
        """Load what the first screen did without; called on a thread once that is painted."""
        _ = (self.journal, self.sessions, self.photos, self.reviews, self.catalogue)

    def close(self) -> None:
        """Close every connection."""
        self._reader.close()
        self._plain.close()
        with self._loading:
            self._thumbnails.close()
            if "_opened" in self.__dict__:
                self._opened.close()

    @property
    def _database(self) -> "Database":
        with self._loading:
            return self._opened

    @cached_property
    def _opened(self) -> "Database":
        from recovery_app.storage.database import Database

        return Database(self.places.database, self.places.database_key)


def is_library(folder: Path) -> bool:
    """Whether a library lies in the folder; one that was just being restored is put there first."""
    swapping.finish(folder)
    return Places(folder).exists


def is_encrypted(folder: Path) -> bool:
    """Whether the library in the folder opens only with its passphrase or its recovery key."""
    return Places(folder).encrypted


def needs_upgrade(folder: Path, keys: "Keys | None" = None) -> bool:
    """Whether an older version of the program wrote the library, so that opening it takes longer.

    Raises:
        NotFound: if there is no library.
        LibraryLocked: if it is encrypted and no keys were given.
        LibraryUnavailable: if it is damaged or cannot be read.
    """
    places = Places(folder, keys)
    if not places.exists:
        raise NotFound(f"There is no library in “{folder}”.")
    _unlocked(places)
    opened = versions.open_reading(places.database, places.database_key)
    with closing(opened) as connection:
        found = versions.version_of(connection)
    return found is not None and found < versions.CURRENT


def window_lock(folder: Path) -> Path:
    """Return the file that the window showing this library holds."""
    return Places(folder).lock


def create(folder: Path, announce: Announce = _nobody) -> Library:
    """Make a new library in the folder and open it.

    Raises:
        LibraryUnavailable: if the folder cannot be written or holds something else already.
    """
    from recovery_app.storage import upgrade

    check_new(folder)
    upgrade.create(Places(folder))
    return Library(folder, announce)


def check_new(folder: Path) -> None:
    """Refuse a folder in which no library can be made.

    Raises:
        LibraryUnavailable: if it holds something else already, or cannot be looked into.
    """
    with translated(folder):
        if not Places(folder).exists and folder.exists() and any(folder.iterdir()):
            raise LibraryUnavailable(
                f"“{folder.name}” is not empty; choose a new folder for a library."
            )


def open_library(folder: Path, announce: Announce = _nobody, keys: "Keys | None" = None) -> Library:
    """Open the library in the folder, upgrading an older one after a backup.

    Args:
        folder: where it lies.
        announce: hears of what is saved.
        keys: what `vault.unlock` gave, for an encrypted library.

    Raises:
        NotFound: if there is none.
        LibraryLocked: if it is encrypted and no keys were given.
        LibraryNewer: if a newer version of the program wrote it.
        LibraryUnavailable: if it is damaged or cannot be read.
    """
    if not is_library(folder):
        raise NotFound(f"There is no library in “{folder}”.")
    library = Library(folder, announce, keys)
    try:
        library.bring_up_to_date()
        with suppress(LibraryUnavailable):
            library.finish_conversion()
    except BaseException:
        library.close()
        raise
    return library


def _unlocked(places: Places) -> Places:
    """Return the places if they can be opened as they are.

    Raises:
        LibraryLocked: if the library is encrypted and nobody has unlocked it.
    """
    if places.lost_its_keys:
        raise LibraryUnavailable(
            "The key file “keys.json” of this encrypted library is missing; put it back from a"
            " backup. Without it nobody can open the library, and its data is gone."
        )
    if places.encrypted and places.keys is None:
        raise LibraryLocked(f"The library “{places.folder.name}” is locked; give its passphrase.")
    return places
