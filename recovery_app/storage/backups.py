"""Backups: the whole library in one file that was read again before it counts, and the way back."""

import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

from recovery_app.domain.safekeeping import Counts
from recovery_app.errors import BackupFailed, LibraryNewer, LibraryUnavailable
from recovery_app.storage import archives, counted, photo_files, planted, proofs, versions
from recovery_app.storage.archives import Archive, Manifest, Member
from recovery_app.storage.places import (
    FOLDER_MODE,
    Places,
    is_of_one_file,
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

    An original that the library has lost, or that the disk cannot give, is left out, one that has
    changed on the disk goes along as it is, and the manifest names each. What still holds such an
    original is never replaced.

    Args:
        places: the library; others may write to it meanwhile.
        target: the archive, in a folder that exists; what lies there already is replaced.
        progress: hears how many of how many files are done; each is written and read again.
        cancelled: asked after each file.

    Raises:
        BackupFailed: if what was written does not prove whole, if it would replace a backup that
            holds what the library has lost, or if it was cancelled; no file is left.
        LibraryUnavailable: if the disk does not take or give the data; no file is left.
    """
    with translated(target), sqlite_translated(), _workshop(target.parent) as shop:
        key, snapshot = places.database_key, shop / places.database.name
        with closing(versions.open_reading(places.database, key)) as source:
            proofs.copy_database(source, snapshot, key)
        with closing(versions.open_reading(snapshot, key)) as copy:
            schema, needed = versions.version_of(copy) or "", proofs.originals(copy)
            counts = counted.of(copy, datetime.now().astimezone())
        count = 1 + len(papers(places)) + len(needed)
        steps = _Steps(2 * count, progress, cancelled)  # each is written and read again
        packed = shop / "backup.zip"
        with new_file(packed) as file, zipfile.ZipFile(file, "w") as archive:
            members, missing = _pack(archive, places, snapshot, needed, steps)
            if missing:
                places.database.stat()  # where all of the library is gone, none of it is lost
            made = Manifest(schema, counts, members, missing)
            archives.add_manifest(archive, made)
        _read_again(packed, shop / "again", steps, places)
        _spare(target, made)
        packed.replace(target)
        sync_folder(target.parent)
    return replace(counts, missing=tuple(missing.values()))


def _spare(target: Path, made: Manifest) -> None:
    """Refuse to replace a backup that holds originals which the new one has not.

    What has been deleted since, or bears another name since the library was encrypted, counts too:
    while something is lost, nothing is thrown away.
    """
    if not made.missing or not target.exists():
        return
    with archives.reading(target) as before:
        lost = _whole_originals(before.manifest) - _whole_originals(made)
    if lost:
        raise BackupFailed(
            f"“{target.name}” stays as it is, because it holds originals that the library lacks by"
            f" now, such as “{next(iter(made.missing.values()))}”; give the new backup another name."
        )


def _whole_originals(manifest: Manifest) -> set[str]:
    """Return the originals of an archive by their names, wherever they lay."""
    return {Path(one).name for one in manifest.files.keys() - manifest.missing if "/" in one}


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
) -> tuple[dict[str, Member], dict[str, str]]:
    """Write everything into an archive; return what is in it, and which originals are not."""
    members: dict[str, Member] = {}
    missing: dict[str, str] = {}

    def add(name: str, path: Path) -> None:
        with path.open("rb") as source:
            members[name] = archives.add(archive, name, source, path.stat().st_size)
        steps.next()

    add(snapshot.name, snapshot)
    for path in papers(places):
        add(path.name, path)
    for one in needed:
        path = photo_files.locate(places, one.file)
        data = _given(path)
        name = path.relative_to(places.folder).as_posix()
        # What lies open beside an encrypted database names files as that does, not as she does.
        words = f"{one.name} ({one.day})" if places.keys is None else name
        if data is not None:
            members[name] = archives.add(archive, name, BytesIO(data), len(data))
        if data is None or _hash_of(places, path, data) != one.sha256:
            missing[name] = words
        steps.next()
    return members, missing


def papers(places: Places) -> list[Path]:
    """Return what lies beside database and photos; a library works without it."""
    papers = [places.settings, places.readme]
    if places.keys is not None:
        papers.append(places.key_file)  # without it nothing of an encrypted library opens
    return [path for path in papers if path.is_file()]


def _given(path: Path) -> bytes | None:
    """Return the bytes of an original, or None where it is gone or the disk cannot give them."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        if not is_of_one_file(error):
            raise
        return None


def _hash_of(places: Places, path: Path, stored: bytes) -> str:
    """Return the hash of what an original holds; none of a sealed one that is damaged."""
    with suppress(LibraryUnavailable):
        return photo_files.hash_of(photo_files.opened(places, path.name, stored))
    return ""


def _is_encrypted(manifest: Manifest) -> bool:
    return {DATABASES[1], "keys.json"} <= manifest.files.keys()


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
                and _counted(connection, manifest.counts)
                and all(_is_held(one, manifest, places) for one in proofs.originals(connection))
            )
    except (*complaints(), LibraryUnavailable):
        whole = False
    if not whole:
        raise BackupFailed(f"The backup “{name}” does not hold a whole library.")


def _counted(connection: sqlite3.Connection, told: Counts) -> bool:
    """Whether a database holds as much as its manifest says; old ones leave cards open."""
    found = counted.of(connection, told.made_at)
    cards = found.cards if told.cards is None else told.cards
    return found == replace(told, cards=cards, missing=())


def _is_held(one: Original, manifest: Manifest, places: Places) -> bool:
    path = photo_files.place_of(places, one.file)
    names = (path.relative_to(places.folder).as_posix(), f"trash/{path.name}")
    held = [manifest.files[name] for name in names if name in manifest.files]
    if any(name in manifest.missing for name in names):
        return True  # it is told, and to be told is all that can be done about it
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
