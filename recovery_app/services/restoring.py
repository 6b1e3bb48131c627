"""The way back: a library made of a backup, beside the present one or in its place."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from recovery_app.domain.safekeeping import Counts
from recovery_app.domain.settings import after_restoring
from recovery_app.errors import LibraryUnavailable
from recovery_app.storage import (
    archives,
    backups,
    daily_backups,
    settings_file,
    snapshots,
    swapping,
    versions,
)
from recovery_app.storage.places import Places, alone
from recovery_app.storage.snapshots import Snapshot

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


def source_of(chosen: Path) -> Path:
    """Return the backup that a chosen file stands for: a whole one, or a folder's `backup.json`."""
    return chosen.parent if chosen.name == snapshots.HEAD else chosen


def counts(source: Path) -> Counts:
    """Return what a backup says it holds: to be shown before it is restored.

    Args:
        source: one file, or the folder of an automatic backup.

    Raises:
        NotFound: if there is none.
        BackupFailed: if it is no backup, or damaged.
    """
    if source.is_dir():
        return _counts_of(snapshots.read(source))
    with archives.reading(source) as archive:
        return archive.manifest.counts


def is_plain(source: Path) -> bool:
    """Whether what comes of a backup can be read without any passphrase.

    Raises:
        NotFound: if there is none.
        BackupFailed: if it is no backup, or damaged.
    """
    if source.is_dir():
        return daily_backups.is_plain(source)
    with archives.reading(source) as archive:
        return Places(Path()).database.name in archive.manifest.files


def restore(
    source: Path, to: Path, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Counts:
    """Make a library of a backup, in a folder that is new or empty; all of it or nothing.

    Args:
        source: one file, or the folder of an automatic backup.
        to: the folder of the new library.
        progress: hears how many of how many files are there.
        cancelled: asked after each file; True stops the work and leaves nothing.

    Raises:
        NotFound: if there is no such backup.
        BackupFailed: if it is no backup, damaged, made to do harm, or it was cancelled.
        LibraryNewer: if a newer version of the program wrote it.
        LibraryUnavailable: if the folder is not empty or cannot be written.
    """
    if not source.is_dir():
        return backups.restore(source, to, progress, cancelled)
    one = snapshots.read(source)
    daily_backups.restore(one, to, progress, cancelled)
    return _counts_of(one)


def _counts_of(one: Snapshot) -> Counts:
    return replace(one.head.counts, missing=one.head.missing)


def stage(
    source: Path, folder: Path, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Path:
    """Restore a backup beside a library, to take its place, and return the new folder.

    Raises:
        RecoveryError: as `restore` does; nothing is left then.
    """
    staged = _free_name(folder)
    restore(source, staged, progress, cancelled)
    return staged


@dataclass(frozen=True, slots=True)
class Staged:
    """A library that is to take the place of the one that is open.

    Attributes:
        folder: where it lies until then.
        choices_kept: whether the present choices of this computer are in it.
        present: the library whose place it takes.
    """

    folder: Path
    choices_kept: bool
    present: Places = field(repr=False)


def stage_instead(
    source: Path,
    present: Places,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Staged:
    """Restore a backup beside an open library whose place it is to take, with its choices.

    Raises:
        RecoveryError: as `restore` does; nothing is left then.
    """
    staged = stage(source, present.folder.absolute(), progress, cancelled)
    try:
        return Staged(staged, _keep_choices(present, staged), present)
    except BaseException:
        shutil.rmtree(staged)
        raise


def _keep_choices(present: Places, staged: Path) -> bool:
    """Let a staged library have the choices of this computer; not where its keys are others."""
    places = Places(staged)
    if places.encrypted:
        places = Places(staged, present.keys)
        if present.keys is None or not _opens(places):
            return False
    choices = after_restoring(settings_file.load(present), settings_file.load(places))
    settings_file.save(places, choices)
    return True


def _opens(places: Places) -> bool:
    try:
        versions.open_reading(places.database, places.database_key).close()
    except LibraryUnavailable:
        return False
    return True


def swap(folder: Path, staged: Path, now: datetime) -> Path:
    """Put a staged library in the place of one that nobody has open; return where that one is kept.

    Raises:
        LibraryUnavailable: if a folder cannot be renamed; both are as they were.
    """
    return swapping.swap(folder, staged, now)


def swap_in(staged: Staged, now: datetime) -> Path:
    """Do as `swap` does, with her choices as they stand now: she may have chosen since it was staged.

    Raises:
        LibraryUnavailable: if they cannot be written or a folder cannot be renamed; the library
            is as it was.
    """
    folder = staged.present.folder
    with alone(folder):  # who chooses meanwhile waits, and chooses in what lies there then
        if staged.choices_kept:
            _keep_choices(staged.present, staged.folder)
        return swap(folder, staged.folder, now)


def _free_name(folder: Path) -> Path:
    path, count = folder.with_name(f"{folder.name} restored"), 1
    while path.exists():
        count += 1
        path = folder.with_name(f"{folder.name} restored {count}")
    return path
