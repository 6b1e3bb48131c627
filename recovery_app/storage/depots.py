"""A depot: where automatic backups lie, all sharing one store of originals, and who may write there.

    README.txt                 what this folder is, and how to restore by hand
    2026-11-22T200405Z/        one backup: the database and papers of that moment, what it holds
                               (backup.json), and the SHA-256 of each of its files (checksums.txt)
    photos/ab/…                the originals, as they lie in the library, each once
    proved.json                which day's share of the originals was read again last
    lock                       held by whoever writes here

A backup gets its name when all that it needs lies there and was read again; before, it is a folder
that ends in `.part`. Nothing that has its name is ever changed.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from recovery_app.errors import BackupFailed
from recovery_app.storage.connections import connect
from recovery_app.storage.places import (
    FOLDER_MODE,
    make_folder,
    new_file,
    translated,
    write_whole,
)

PART = ".part"

README = """\
Automatic backups of a recovery diary. They belong to one person; treat them like medical papers.

Each folder named by a date is one backup, made at that moment (UTC). photos/ holds the pictures of
all of them. checksums.txt in a backup names its files with their SHA-256; inside its folder,
`sha256sum -c checksums.txt` reads all of them again.

To restore one by hand: copy the files of its folder and the folder photos/ into a new, empty
folder; that folder is a library again. The program does the same and checks every byte.
"""


@dataclass(frozen=True, slots=True)
class Depot:
    """The paths of one depot.

    Attributes:
        folder: where it lies; it need not be there yet.
    """

    folder: Path

    @property
    def photos(self) -> Path:
        """The originals of all backups."""
        return self.folder / "photos"

    @property
    def proved(self) -> Path:
        """Which day's share of the originals was read again last."""
        return self.folder / "proved.json"

    def lay_out(self) -> None:
        """Make the folders, readable by their owner alone."""
        for folder in (self.folder, self.photos):
            make_folder(folder)
            folder.chmod(FOLDER_MODE)
        readme = self.folder / "README.txt"
        if not readme.exists():
            write_whole(readme, README.encode())


def leftovers(depot: Depot) -> list[Path]:
    """Return what was being written when somebody was interrupted."""
    return [*depot.folder.glob(f"*{PART}"), *depot.photos.glob(f"??/*{PART}")]


def size(depot: Depot) -> int:
    """Return how many bytes a depot takes on its disk."""
    total = 0
    with translated(depot.folder):
        for place, _, names in os.walk(depot.folder):
            for name in names:
                with suppress(FileNotFoundError):
                    total += (Path(place) / name).stat().st_size
    return total


@contextmanager
def alone(depot: Depot) -> Generator[None]:
    """Keep everybody else, also other programs, from writing to a depot, and tidy it first.

    The lock is SQLite's: every system has it, and it goes with the process that held it.

    Raises:
        BackupFailed: if somebody else is writing.
        LibraryUnavailable: if the disk does not take it.
    """
    depot.lay_out()
    file = depot.folder / "lock"
    with suppress(FileExistsError), new_file(file):
        pass
    with closing(connect(file)) as lock:
        try:
            lock.execute("PRAGMA busy_timeout = 0")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise BackupFailed(
                f"Another program is writing to “{depot.folder.name}”; try again in a while."
            ) from error
        for path in leftovers(depot):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        yield


@contextmanager
def workshop(depot: Depot) -> Generator[Path]:
    """Offer a folder for a backup that is being made; what has not got its name by then vanishes."""
    shop = Path(tempfile.mkdtemp(dir=depot.folder, prefix="making-", suffix=PART))
    try:
        yield shop
    finally:
        if shop.exists():
            shutil.rmtree(shop)
