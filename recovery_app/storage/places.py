"""Where things lie in a library folder, and how a file gets there whole or not at all."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from errno import (
    EACCES,
    EDQUOT,
    EEXIST,
    EFBIG,
    EINVAL,
    EIO,
    EISDIR,
    ELOOP,
    ENAMETOOLONG,
    ENOENT,
    ENOSPC,
    ENOTDIR,
    EPERM,
    EROFS,
)
from pathlib import Path
from typing import IO, TYPE_CHECKING

from recovery_app.errors import LibraryUnavailable

if TYPE_CHECKING:
    from recovery_app.storage.keys import Keys

FOLDER_MODE = 0o700
FILE_MODE = 0o600

README = """\
This folder is a recovery diary. It belongs to one person; treat it like a medical paper.

library.sqlite3     sessions, entries, reviews and what is known of each photo. Any SQLite program
                    opens it: the tables session, entry, rating, review and photo are plain to read.
photos/             the original pictures, unchanged, each named by the SHA-256 of its bytes: photos
                    (table photo) and pictures of the clinic's cards (table session_card).
thumbnails.sqlite3  small copies for the gallery; may be deleted, the program makes them anew.
trash/              originals of deleted pictures, emptied after 30 days.
backups/            copies made by the program; backups/daily has a README.txt of its own.
settings.json       choices such as the theme.
shots/              photos taken with the camera that wait to be added; there only while some do.
window.lock         which program has the diary open. So do library.sqlite3-wal and -shm belong to
                    an open one; where they lie after a crash, copy them along.

To move the diary to another computer, close the program and copy the whole folder.
To read it without the program: `sqlite3 library.sqlite3 "select * from entry"`, or export it first
with `recovery-app export FOLDER`, which writes CSV or JSON with a data dictionary.
To restore a backup by hand: unzip it into an empty folder; that folder is a library again. Of an
automatic backup, copy the files of backups/daily/DATE and the folder backups/daily/photos into it.
On a computer that others use, give it to your account alone: `chmod -R go= FOLDER`.
"""

README_ENCRYPTED = """\
This folder is a recovery diary. It belongs to one person; treat it like a medical paper.
It is encrypted: nobody reads it without its passphrase or its recovery key, the makers included.

library.sqlcipher     sessions, entries, reviews and what is known of each photo (SQLCipher 4).
photos/               the original pictures, each sealed with AES-256-GCM under a name of its own.
thumbnails.sqlcipher  small copies for the gallery; may be deleted, the program makes them anew.
trash/                originals of deleted photos, emptied after 30 days.
backups/              copies made by the program; backups/daily has a README.txt of its own.
settings.sealed       choices such as the theme.
shots/                photos taken with the camera that wait to be added, sealed like the others.
keys.json             the key of all of these, locked by the passphrase and by the recovery key.
keys.copy.json        the same once more. If both are lost, nothing opens this folder again.
attempts.json         how many wrong passphrases were tried, where some were.
window.lock           which program has the diary open. So do library.sqlcipher-wal and -shm belong
                      to an open one; where they lie after a crash, copy them along.

To move the diary to another computer, close the program and copy the whole folder.
To read it without the program, turn the encryption off first (`recovery-app decrypt`), or export it
with `recovery-app export FOLDER`, which writes CSV or JSON that anyone can read.
To restore a backup by hand: unzip it into an empty folder; that folder is a library again, opened
by the passphrase of its day. Of an automatic backup, copy the files of backups/daily/DATE and the
folder backups/daily/photos into it. The formats are described in the program's docs/security.md.
"""


@dataclass(frozen=True, slots=True)
class Places:
    """The paths of one library.

    An encrypted library keeps its files under other names than a plain one, so that turning the
    encryption on or off can lay the new ones beside the old ones (docs/decisions/0033).

    Attributes:
        folder: the library folder.
        keys: what opens its files; None for a plain library, or while nobody has unlocked it.
    """

    folder: Path
    keys: "Keys | None" = field(default=None, repr=False, compare=False)

    @property
    def database(self) -> Path:
        """The diary itself."""
        return self.folder / f"library.{'sqlcipher' if self.keys else 'sqlite3'}"

    @property
    def database_key(self) -> bytes | None:
        """What opens the database, where it is encrypted."""
        return self.keys.database if self.keys else None

    @property
    def thumbnails(self) -> Path:
        """The cache of small pictures."""
        return self.folder / f"thumbnails.{'sqlcipher' if self.keys else 'sqlite3'}"

    @property
    def thumbnails_key(self) -> bytes | None:
        """What opens the cache of small pictures, where it is encrypted."""
        return self.keys.thumbnails if self.keys else None

    @property
    def photos(self) -> Path:
        """The originals."""
        return self.folder / "photos"

    @property
    def trash(self) -> Path:
        """Originals of deleted photos."""
        return self.folder / "trash"

    @property
    def backups(self) -> Path:
        """Where backups go unless another place is named."""
        return self.folder / "backups"

    @property
    def settings(self) -> Path:
        """Her choices."""
        return self.folder / f"settings.{'sealed' if self.keys else 'json'}"

    @property
    def key_file(self) -> Path:
        """The data key, locked; where it lies, the library is encrypted."""
        return self.folder / "keys.json"

    @property
    def key_copy(self) -> Path:
        """The same once more, should a disk lose the other."""
        return self.folder / "keys.copy.json"

    @property
    def key_file_to_be(self) -> Path:
        """The key file of an encryption that is being turned on and does not hold yet."""
        return self.folder / "keys.new.json"

    @property
    def key_file_that_was(self) -> Path:
        """The key file of an encryption that was turned off and is still being cleared away."""
        return self.folder / "keys.old.json"

    @property
    def encrypted(self) -> bool:
        """Whether the library is encrypted: the one thing that decides which files count."""
        with translated(self.folder):
            return self.key_file.exists() or self.key_copy.exists()

    @property
    def readme(self) -> Path:
        """What this folder is, for whoever finds it."""
        return self.folder / "README.txt"

    @property
    def lock(self) -> Path:
        """Held by the window that has the library open."""
        return self.folder / "window.lock"

    @property
    def lost_its_keys(self) -> bool:
        """Whether an encrypted library lies here without the file that opens it."""
        sealed, plain = (self.folder / f"library.{name}" for name in ("sqlcipher", "sqlite3"))
        return not self.encrypted and sealed.is_file() and not plain.is_file()

    @property
    def exists(self) -> bool:
        """Whether a library lies here; asking may fail with `LibraryUnavailable`."""
        with translated(self.folder):
            names = ("library.sqlite3", "library.sqlcipher")
            return any((self.folder / name).is_file() for name in names)

    def lay_out(self) -> None:
        """Make the folders and the README of a new library, readable by their owner alone."""
        with translated(self.folder):
            for folder in (self.folder, self.photos, self.trash, self.backups):
                make_folder(folder)
                folder.chmod(FOLDER_MODE)
        self.write_readme()

    def write_readme(self) -> None:
        """Say to whoever finds the folder what it is."""
        write_whole(self.readme, (README_ENCRYPTED if self.keys else README).encode())

    def clear_away(self) -> None:
        """Take back what `lay_out` made, as far as nothing else has come to lie there."""
        with suppress(OSError):
            self.readme.unlink()
        for folder in (self.photos, self.trash, self.backups):
            with suppress(OSError):
                folder.rmdir()


@contextmanager
def translated(what: Path) -> Generator[None]:
    """Turn the operating system's refusals into sentences for the person.

    Raises:
        LibraryUnavailable: for a full or read-only disk, missing rights or a vanished folder.
    """
    try:
        yield
    except OSError as error:
        sentence = _sentence(error, what)
        if sentence is None:
            raise
        raise LibraryUnavailable(sentence) from error


def is_of_one_file(error: OSError) -> bool:
    """Whether the disk cannot give the bytes of one file any more, which tells nothing of others."""
    return error.errno == EIO


def _sentence(error: OSError, what: Path) -> str | None:
    if error.errno in (ENOSPC, EDQUOT):
        return "The disk is full. This was not saved; free some space and try again."
    if error.errno in (EROFS, EACCES, EPERM):
        return f"“{what.name}” cannot be written: the folder or the disk is read-only."
    if error.errno in (EEXIST, ENOTDIR, EISDIR):
        return f"Something else lies in the way of “{what.name}”: a file is no folder."
    if error.errno == ENOENT:
        return f"“{what.name}” is not there any more."
    if error.errno in (ENAMETOOLONG, EINVAL, ELOOP):
        return f"“{what.name}” cannot be the name of a file or folder here."
    if error.errno == EFBIG:
        return f"“{what.name}” would be larger than this disk can hold in one file."
    if error.errno == EIO:
        return "The disk did not take or give the data; it may be full or damaged."
    return None


def write_whole(target: Path, data: bytes) -> None:
    """Write a file so that after a power cut it is there with all its bytes, or not at all.

    Raises:
        LibraryUnavailable: if it cannot be written; nothing is left behind.
    """
    # Only here: the first screen writes nothing, and it brings along what draws random names.
    import tempfile

    with translated(target):
        handle, part_name = tempfile.mkstemp(dir=target.parent, suffix=".part")
        part = Path(part_name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.chmod(FILE_MODE)
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)


@contextmanager
def new_file(path: Path) -> Generator[IO[bytes]]:
    """Open a file that must not be there yet, for its owner alone; on disk when the block ends."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, FILE_MODE), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def make_folder(folder: Path, below: Path | None = None) -> None:
    """Make a folder, and those above it, so that a power cut does not take their names away.

    Args:
        folder: which.
        below: a folder above it that must be there: a library that was moved away while it was open
            is not to be begun anew in its old place.

    Raises:
        OSError: if it cannot be made, or nothing lies at `below`.
    """
    if below is not None and not below.is_dir():
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(below))
    for one in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        one.mkdir(mode=FOLDER_MODE, exist_ok=True)
        sync_folder(one.parent)


def sync_tree(folder: Path) -> None:
    """Make every name below the folder survive a power cut, those that are gone stay gone."""
    for one in sorted(folder.rglob("*/")):
        if one.is_dir() and not one.is_symlink():
            sync_folder(one)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder survive a power cut, where the system offers that."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def alone(folder: Path) -> Generator[None]:
    """Let nobody else into such a block meanwhile, where the system and the disk offer that."""
    if sys.platform == "win32":
        yield  # a folder cannot be locked there, and a file for this alone would lie in every backup
        return
    import fcntl

    try:
        held = os.open(folder, os.O_RDONLY)
    except OSError:
        yield  # what is wrong with the folder is said by whoever writes into it
        return
    try:
        with suppress(OSError):  # some disks of a network know no locks
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
