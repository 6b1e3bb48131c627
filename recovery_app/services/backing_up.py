"""Automatic backups: at most daily, into the library's own depot and a second one, and read again."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from recovery_app.domain.changes import Topic, saved
from recovery_app.domain.safekeeping import BackupReport, BackupState, KeptBackup
from recovery_app.domain.settings import Settings
from recovery_app.errors import LibraryUnavailable, RecoveryError
from recovery_app.services.library import Announce
from recovery_app.storage import (
    daily_backups,
    depot_originals,
    depots,
    proofs,
    settings_file,
    snapshots,
    versions,
)
from recovery_app.storage.daily_backups import Made
from recovery_app.storage.depots import Depot
from recovery_app.storage.places import Places, translated
from recovery_app.storage.refusals import translated as sqlite_translated

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class BackingUp:
    """Automatic backups of one library."""

    def __init__(self, places: Places, announce: Announce) -> None:
        self._places = places
        self._announce = announce

    def is_due(self, now: datetime) -> bool:
        """Whether a backup is to be made: none was made today, or the last one had trouble.

        A diary that never held anything waits for its first words, so that these are in the backup
        of the first day. Backups that anyone can read do not wait beside a library that is
        encrypted by now, even if there are to be no automatic ones otherwise.
        """
        if self._places.keys is not None and self.plain():
            return True
        settings = settings_file.load(self._places)
        if not settings.automatic_backups:
            return False
        if not settings.last_backup and self._waiting_since(None) is None:
            return False
        return bool(settings.backup_trouble) or last_backup(settings, now) != now.date()

    def plain(self) -> list[Path]:
        """Return the folders of automatic backups that can be read without any passphrase.

        What the very first one left behind when it was killed counts too.

        Raises:
            LibraryUnavailable: if a disk does not give the data.
        """
        found: list[Path] = []
        for depot, _ in self._depots():
            whole = snapshots.folders(depot)
            killed = depot.folder.glob(f"*{depots.PART}")
            found += filter(daily_backups.is_plain, [*whole, *killed])
            if not whole and depot_originals.any_plain(depot):
                found.append(depot.photos)
        return found

    def state(self, now: datetime) -> BackupState:
        """Say how well the diary is backed up; reads the times of all its rows.

        Raises:
            LibraryUnavailable: if the library cannot be read.
        """
        settings = settings_file.load(self._places)
        last = last_moment(settings, now)
        since = self._waiting_since(last)
        days = 0 if since is None else max(0, (now - since).days)
        return BackupState(last, settings.backup_trouble, days)

    def size(self) -> int:
        """Return how many bytes the automatic backups beside the library take."""
        return depots.size(Depot(self._own))

    def make(
        self, now: datetime, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> BackupReport:
        """Back up whatever changed and read a share of the older copies again; never fails.

        It changes nothing of the library, so that it can run beside whatever she does; `remember`
        keeps what it reports.

        Args:
            now: with its offset.
            progress: hears how many of how many originals are looked after.
            cancelled: asked after each original; True stops the work.
        """
        report = self._into(Depot(self._own), now, progress, cancelled)
        second = settings_file.load(self._places).second_depot
        if not second or (cancelled and cancelled()):
            return report
        elsewhere = Path(second)
        if not elsewhere.is_dir():
            away = (
                f"“{elsewhere.parent}” is not there, so the second backup waits for it;"
                " the one on this disk is made all the same."
            )
            return replace(report, trouble=report.trouble or away)
        other = self._into(Depot(elsewhere), now, progress, cancelled)
        return replace(
            report,
            damaged=report.damaged + other.damaged,
            trouble=report.trouble or other.trouble,
        )

    def remember(self, report: BackupReport) -> None:
        """Keep how it went, for the rail and the next start.

        Raises:
            LibraryUnavailable: if it cannot be written.
        """
        made_at = report.made_at.isoformat() if report.made_at else None

        def with_it(now: Settings) -> Settings:
            last = made_at or now.last_backup
            return replace(now, last_backup=last, backup_trouble=report.trouble)

        if settings_file.change(self._places, with_it):
            self._announce(saved(Topic.BACKUP))

    def read_again(
        self, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> list[str]:
        """Read every byte of every backup again, mending copies that the library still has.

        Returns:
            What is damaged and could not be mended.

        Raises:
            BackupFailed: if another program is writing there, or it was cancelled.
            LibraryUnavailable: if a disk does not give the data.
        """
        return [
            wrong
            for depot, _ in self._depots()
            for wrong in daily_backups.prove(self._places, depot, progress, cancelled)
        ]

    def kept(self) -> list[KeptBackup]:
        """Return the backups that can be restored, the latest first."""
        found = [
            KeptBackup(one.folder, one.head.counts, second, one.head.missing)
            for depot, second in self._depots()
            for one in snapshots.every(depot)
        ]
        return sorted(found, key=lambda one: one.counts.made_at, reverse=True)

    def use_second_place(self, folder: Path | None) -> None:
        """Choose a folder, best on another disk, for a second backup; None for none any more.

        Raises:
            LibraryUnavailable: if the folder cannot be written or lies in the library.
        """
        chosen = ""
        if folder is not None:
            if folder.resolve().is_relative_to(self._places.folder.resolve()):
                raise LibraryUnavailable(
                    "That folder lies in the library; what is lost with the one is lost with the other."
                )
            depot = Depot(_free_name(folder, self._places.folder.name))
            with translated(folder):
                depot.lay_out()
            chosen = str(depot.folder)
        settings_file.change(self._places, lambda now: replace(now, second_depot=chosen))
        self._announce(saved(Topic.BACKUP))

    @property
    def _own(self) -> Path:
        return self._places.backups / "daily"

    def _waiting_since(self, last: datetime | None) -> datetime | None:
        opened = versions.open_reading(self._places.database, self._places.database_key)
        with sqlite_translated(), closing(opened) as connection:
            return proofs.waiting_since(connection, last)

    def _depots(self) -> list[tuple[Depot, bool]]:
        return depots_of(self._places)

    def _into(
        self, depot: Depot, now: datetime, progress: Progress | None, cancelled: Cancelled | None
    ) -> BackupReport:
        try:
            made = daily_backups.make(
                self._places, depot, now, progress=progress, cancelled=cancelled
            )
            due = depot_originals.days_due(depot, now.date())
            step = daily_backups.steps(0, None, cancelled)
            damaged = depot_originals.prove(self._places, made.snapshot, days=due, step=step)
            if due and not damaged:
                depot_originals.proved(depot, now.date())
        except RecoveryError as error:
            return BackupReport(trouble=str(error))
        return BackupReport(
            made_at=now,
            new=made.new,
            copied=made.copied,
            lost=made.lost,
            altered=made.altered,
            damaged=tuple(damaged),
            trouble=_in_words(made, damaged),
        )


def depots_of(places: Places) -> list[tuple[Depot, bool]]:
    """Return the depots of a library that are there, each with whether it is the second one."""
    second = settings_file.load(places).second_depot
    every = [
        (Depot(places.backups / "daily"), False),
        *([(Depot(Path(second)), True)] if second else []),
    ]
    return [(depot, other) for depot, other in every if depot.folder.is_dir()]


def last_backup(settings: Settings, now: datetime) -> date | None:
    """Return the local date of the last backup, or None; one from the future does not count."""
    at = last_moment(settings, now)
    return None if at is None else at.astimezone(now.tzinfo).date()


def last_moment(settings: Settings, now: datetime) -> datetime | None:
    """Return when the last backup was made, or None; one from the future does not count."""
    try:
        at = datetime.fromisoformat(settings.last_backup)
    except ValueError:
        return None
    return None if at.tzinfo is None or at > now else at


def _in_words(made: Made, damaged: list[str]) -> str:
    if made.missing:
        return (
            f"The backup holds all but {_some(made.missing)}, whose original is lost; delete the photo, or"
            " add the picture again if you still have it."
        )
    if made.lost:
        lost = _some(made.lost)
        return f"The library has lost {lost}; the backup still holds it and can be restored."
    if made.altered:
        return f"{made.altered[0]} “Check and mend” in Settings can put it right."
    if damaged:
        return f"{len(damaged)} files in the backups have rotted on the disk; is it well?"
    return ""


def _some(names: tuple[str, ...]) -> str:
    return f"“{names[0]}”" + (f" and {len(names) - 1} more" if len(names) > 1 else "")


def _free_name(folder: Path, library: str) -> Path:
    path, count = folder / f"Backups of {library}", 1
    while path.exists():
        count += 1
        path = folder / f"Backups of {library} {count}"
    return path
