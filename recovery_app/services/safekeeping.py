"""Keeping a library safe: the whole of it in one file, and a look at what lies there."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from recovery_app.domain.changes import Topic, saved
from recovery_app.domain.safekeeping import Counts, Problem
from recovery_app.errors import BackupFailed, NotFound
from recovery_app.services.backing_up import depots_of
from recovery_app.services.library import Announce
from recovery_app.storage import archives, backups, checking, settings_file
from recovery_app.storage.backups import Cancelled, Progress
from recovery_app.storage.places import FOLDER_MODE, Places, translated


class Safekeeping:
    """Backups and checks of one library."""

    def __init__(self, places: Places, announce: Announce) -> None:
        self._places = places
        self._announce = announce

    def backup(
        self,
        target: Path | None = None,
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Path:
        """Write everything into one zip and return where it is once it has proved whole.

        An original that is missing or damaged does not stop it: `restoring.counts` names it.

        Args:
            target: a file, which may replace an earlier backup but nothing else, or a folder to
                put one into; None means the library's own folder.
            progress: hears how many of how many files are done.
            cancelled: asked after each file; True stops the work and leaves no file.

        Raises:
            NotFound: if the target's folder is not there.
            BackupFailed: if the target is some other file or holds originals that the library has
                lost, what was written does not prove whole, or it was cancelled.
            LibraryUnavailable: if the disk does not take or give the data.
        """
        path, counts = self.pack(target, progress=progress, cancelled=cancelled)
        self.remember(counts.made_at)
        return path

    def pack(
        self,
        target: Path | None = None,
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> tuple[Path, Counts]:
        """Do as `backup` does, but change nothing of the library; return where, and what it holds.

        Raises:
            RecoveryError: as `backup` does.
        """
        path = self._path(target)
        counts = backups.make(self._places, path, progress=progress, cancelled=cancelled)
        return path, counts

    def remember(self, made_at: datetime) -> None:
        """Keep when the library was backed up into one file.

        Raises:
            LibraryUnavailable: if it cannot be written.
        """
        last = made_at.isoformat(timespec="seconds")
        settings_file.change(self._places, lambda now: replace(now, last_backup=last))
        self._announce(saved(Topic.BACKUP))

    def check(
        self, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> list[Problem]:
        """Read the database and every original, and say what does not fit; nothing is changed.

        Args:
            progress: hears how many of how many originals were read.
            cancelled: asked after each original; True stops the work.

        Raises:
            CheckStopped: if it was cancelled.
            LibraryUnavailable: if the database cannot be opened at all.
        """
        depots = [depot for depot, _ in depots_of(self._places)]
        return checking.problems(self._places, depots, progress, cancelled)

    def _path(self, target: Path | None) -> Path:
        if target is None:
            with translated(self._places.backups):
                self._places.backups.mkdir(mode=FOLDER_MODE, exist_ok=True)
            return _free_name(self._places.backups)
        with translated(target):
            if target.is_dir():
                return _free_name(target)
            if target.exists():
                _check_backup(target)
            if not target.parent.is_dir():
                raise NotFound(f"There is no folder “{target.parent}”.")
        return target


def _check_backup(target: Path) -> None:
    try:
        with archives.reading(target):
            return
    except BackupFailed:
        raise BackupFailed(
            f"There is another file “{target.name}” already; choose another name."
        ) from None


def _free_name(folder: Path) -> Path:
    stem = f"recovery-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    path, count = folder / f"{stem}.zip", 1
    while path.exists():
        count += 1
        path = folder / f"{stem}-{count}.zip"
    return path
