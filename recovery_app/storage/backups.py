"""Backups: the whole library in one file that was read again before it counts, and the way back."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from recovery_app.domain.safekeeping import Counts
from recovery_app.errors import BackupFailed, LibraryNewer, LibraryUnavailable
from recovery_app.storage import archives, photo_files, planted, proofs, versions
from recovery_app.storage.archives import Archive, Manifest, Member
from recovery_app.storage.places import (
    FOLDER_MODE,
    Places,
    make_folder,
    new_file,
    sync_folder,
    sync_tree,
    translated,
)
from recovery_app.storage.proofs import Original
from recovery_app.storage.refusals import complaints
from recovery_app.storage.refusals import translated as sqlite_translated

DATABASES = ("library.sqlite3", "library.sqlcipher")
"""The database of a plain library, or of an encrypted one, which keeps it so in its backups."""
PART = ".part"

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class _Steps:
    """Says how far the work is and stops it when she does not want it any more."""

    def __init__(
        self,
        total: int,
        progress: Progress | None,
        cancelled: Cancelled | None,
        stopped: str = "The backup was stopped; no file was left behind.",
    ) -> None:
        self._total, self._stopped = total, stopped
        self._done = 0
        self._progress = progress
        self._cancelled = cancelled

    def next(self) -> None:
        self._done += 1
        if self._progress:
            self._progress(self._done, self._total)
        if self._cancelled and self._cancelled():
            raise BackupFailed(self._stopped)


def make(
    places: Places,
    target: Path,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Counts:
    """Write the library into one zip, which takes its name only when it has proved whole.

    Args:
        places: the library; others may write to it meanwhile.
        target: the archive, in a folder that exists; what lies there already is replaced.
        progress: hears how many of how many files are done; each is written and read again.
        cancelled: asked after each file.

    Raises:
        BackupFailed: if an original is missing or changed, if what was written does not prove
            whole, or if it was cancelled; no file is left.
        LibraryUnavailable: if the disk does not take or give the data; no file is left.
    """
    with translated(target), sqlite_translated(), _workshop(target.parent) as shop:
        key, snapshot = places.database_key, shop / places.database.name
        with closing(versions.open_reading(places.database, key)) as source:
            proofs.copy_database(source, snapshot, key)
        with closing(versions.open_reading(snapshot, key)) as copy:
            schema, needed = versions.version_of(copy) or "", proofs.originals(copy)
            counts = proofs.counts(copy, datetime.now().astimezone())
        count = 1 + len(papers(places)) + len(needed)
        steps = _Steps(2 * count, progress, cancelled)  # each is written and read again
        packed = shop / "backup.zip"
        with new_file(packed) as file, zipfile.ZipFile(file, "w") as archive:
            members = _pack(archive, places, snapshot, needed, steps)
            archives.add_manifest(archive, Manifest(schema, counts, members))
        _read_again(packed, shop / "again", steps, places)
        packed.replace(target)
        sync_folder(target.parent)
    return counts


def restore(
    file: Path, to: Path, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Counts:
    """Make a library of a backup, in a folder that is new or empty; all of it or nothing.

    Raises:
        NotFound: if there is no such file.
        BackupFailed: if it is no backup, damaged, made to do harm, or it was cancelled.
        LibraryNewer: if a newer version of the program wrote it.
        LibraryUnavailable: if the folder is not empty or cannot be written.
    """
    with archives.reading(file) as archive:
        manifest = archive.manifest
        if manifest.schema > versions.CURRENT:
            raise LibraryNewer(
                "This backup was written by a newer version of the program;"
                " update the program to restore it."
            )
        with new_folder(to.resolve()) as folder:
            places = Places(folder)
            stopped = "The restore was stopped; nothing was left behind."
            steps = _Steps(len(manifest.files), progress, cancelled, stopped)
            _unpack(archive, places, steps)
            # An encrypted one proved whole when it was written, and every byte is as it was then;
            # to ask its database takes the passphrase.
            if not _is_encrypted(manifest):
                _prove(places.database, manifest, file.name, places)
                with sqlite_translated():
                    planted.remove(places.database)  # it may come from anywhere
    return manifest.counts


def _pack(
    archive: zipfile.ZipFile,
    places: Places,
    snapshot: Path,
    needed: list[Original],
    steps: _Steps,
) -> dict[str, Member]:
    members: dict[str, Member] = {}

    def add(name: str, path: Path) -> Member:
        with path.open("rb") as source:
            members[name] = archives.add(archive, name, source, path.stat().st_size)
        steps.next()
        return members[name]

    add(snapshot.name, snapshot)
    for path in papers(places):
        add(path.name, path)
    for one in needed:
        path = photo_files.locate(places, one.file)
        if not path.exists():
            raise BackupFailed(_not_whole(one, "is missing"))
        added = add(path.relative_to(places.folder).as_posix(), path).sha256
        if (added if places.keys is None else _unsealed_hash(places, path)) != one.sha256:
            raise BackupFailed(_not_whole(one, "has changed on the disk"))
    return members


def papers(places: Places) -> list[Path]:
    """Return what lies beside database and photos; a library works without it."""
    papers = [places.settings, places.readme]
    if places.keys is not None:
        papers.append(places.key_file)  # without it nothing of an encrypted library opens
    return [path for path in papers if path.is_file()]


def _unsealed_hash(places: Places, path: Path) -> str:
    with suppress(LibraryUnavailable):
        return photo_files.hash_of(photo_files.content(places, path))
    return ""


def _is_encrypted(manifest: Manifest) -> bool:
    return {DATABASES[1], "keys.json"} <= manifest.files.keys()


def _not_whole(one: Original, what: str) -> str:
    return (
        f"The original of “{one.name}” ({one.day}) {what}, so the library could not be backed up"
        " whole; put it back from an earlier backup or delete the picture for good."
    )


def _read_again(packed: Path, database: Path, steps: _Steps, places: Places) -> None:
    """Read every byte of an archive that was just written, and ask its database."""
    with archives.reading(packed) as archive:
        for name in archive.manifest.files:
            if name in DATABASES:
                with new_file(database) as into:
                    archive.copy(name, into)
            else:
                archive.copy(name, None)
            steps.next()
        _prove(database, archive.manifest, packed.name, places)


def _unpack(archive: Archive, places: Places, steps: _Steps) -> None:
    needed = sum(member.size for member in archive.manifest.files.values())
    if needed > shutil.disk_usage(places.folder).free:
        raise LibraryUnavailable("There is not enough room on the disk for this backup.")
    places.lay_out()
    for name in archive.manifest.files:
        path = places.folder / name
        path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # the backup brings the papers of its own time
        with new_file(path) as into:
            archive.copy(name, into)
        steps.next()


def _prove(database: Path, manifest: Manifest, name: str, places: Places) -> None:
    """Refuse a database that is not whole or does not fit the manifest beside it."""
    try:
        with closing(versions.open_reading(database, places.database_key)) as connection:
            whole = (
                not proofs.damage(connection)
                and not proofs.broken_references(connection)
                and versions.version_of(connection) == manifest.schema
                and proofs.counts(connection, manifest.counts.made_at) == manifest.counts
                and all(_is_held(one, manifest, places) for one in proofs.originals(connection))
            )
    except (*complaints(), LibraryUnavailable):
        whole = False
    if not whole:
        raise BackupFailed(f"The backup “{name}” does not hold a whole library.")


def _is_held(one: Original, manifest: Manifest, places: Places) -> bool:
    path = photo_files.place_of(places, one.file)
    names = (path.relative_to(places.folder).as_posix(), f"trash/{path.name}")
    held = [manifest.files[name] for name in names if name in manifest.files]
    # A sealed file has another length and hash; what is in it was looked at when it was packed.
    return bool(held) if places.keys is not None else Member(one.size, one.sha256) in held


@contextmanager
def _workshop(folder: Path) -> Generator[Path]:
    """Offer a private folder beside the target; nothing of it is left afterwards."""
    shop = Path(tempfile.mkdtemp(dir=folder, prefix="recovery-", suffix=PART))
    try:
        yield shop
    finally:
        shutil.rmtree(shop)


@contextmanager
def new_folder(target: Path) -> Generator[Path]:
    """Offer a folder beside the target that becomes it at the end, or vanishes with an error."""
    with translated(target):
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise LibraryUnavailable(
                f"“{target.name}” is not empty; choose a new folder for the restored library."
            )
        missing = [one for one in target.parents if not one.exists()]
        make_folder(target.parent)
        staged = None
        try:
            staged = Path(tempfile.mkdtemp(dir=target.parent, prefix="recovery-", suffix=PART))
            yield staged
            if target.exists():
                target.rmdir()
            sync_tree(staged)
            staged.replace(target)
            sync_folder(target.parent)
        except BaseException:
            if staged is not None:
                shutil.rmtree(staged)
            for parent in missing:
                with suppress(OSError):
                    parent.rmdir()
            raise
