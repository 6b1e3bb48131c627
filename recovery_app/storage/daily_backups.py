"""Automatic backups into a depot, and a library made of one again."""

import hmac
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from recovery_app.errors import BackupFailed, LibraryNewer, LibraryUnavailable
from recovery_app.storage import (
    archives,
    backups,
    counted,
    depot_originals,
    depots,
    planted,
    proofs,
    snapshots,
    versions,
    witnesses,
)
from recovery_app.storage.depot_originals import Brought
from recovery_app.storage.depots import Depot
from recovery_app.storage.places import FOLDER_MODE, Places, new_file, translated
from recovery_app.storage.proofs import Original
from recovery_app.storage.refusals import translated as sqlite_translated
from recovery_app.storage.snapshots import Head, Snapshot

KEYS = "keys.json"
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup has come to.

    Attributes:
        snapshot: the backup that holds the library as it is: a new one, or the last one where
            nothing has changed since.
        new: whether it was made now.
        copied: how many originals were copied for it.
        lost: originals that the library has lost or changed and the backup still holds, and
        missing: those that nobody has; each as she would name it.
        altered: sentences about what differs from the backups before, though nothing changed it.
    """

    snapshot: Snapshot
    new: bool
    copied: int = 0
    lost: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()


def make(
    places: Places,
    depot: Depot,
    now: datetime,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Made:
    """Back a library up into a depot, unless nothing has changed since the last time.

    The database is copied through SQLite and asked whether it is whole; the depot holds each
    original once, so that only new ones are copied. Others may write to the library meanwhile.

    The backups of an encrypted library are as encrypted as itself. Those from before would be an
    open door: they go as soon as the first encrypted one is whole.

    Raises:
        BackupFailed: if the database is damaged, a copy does not prove whole, another program is
            writing there, or it was cancelled; the backups that are there stay as they are.
        LibraryUnavailable: if the disk does not take or give the data.
    """
    if not places.folder.is_dir():  # its own depot would begin it anew in its old place
        raise LibraryUnavailable(f"“{places.folder.name}” is not there any more.")
    with translated(depot.folder), sqlite_translated(), depots.alone(depot):
        last = next(iter(snapshots.every(depot)), None)
        with depots.workshop(depot) as shop:
            copied = shop / places.database.name
            head, needed, altered = _copy_database(places, copied, now, last)
            step = steps(len(needed), progress, cancelled)
            brought = depot_originals.bring(places, depot, needed, last, step)
            done = Made(
                last or Snapshot(shop, head),
                new=False,
                copied=brought.copied,
                lost=tuple(brought.lost.values()),
                missing=tuple(brought.missing.values()),
                altered=altered,
            )
            if last and _is_the_same(places, last, head, brought):
                return done
            sums = {**brought.sums, copied.name: digest_of(copied)}
            for paper in backups.papers(places):
                sums[paper.name] = _copy(paper, shop / paper.name)
            # What lies open beside an encrypted database names files as that does, not as she does.
            missing = brought.missing.values() if places.keys is None else brought.missing
            made = snapshots.write(depot, shop, replace(head, missing=tuple(missing)), sums)
        if places.keys is None:
            snapshots.prune(depot, made)
        else:
            snapshots.prune(depot, made, is_plain)
            if depot_originals.any_plain(depot):
                snapshots.discard_unneeded(depot)  # what was interrupted has left them
    return replace(done, snapshot=made, new=True)


def is_plain(folder: Path) -> bool:
    """Whether a backup can be read by anyone, because its library was not encrypted yet."""
    return (folder / backups.DATABASES[0]).exists()


def _copy_database(
    places: Places, to: Path, now: datetime, last: Snapshot | None
) -> tuple[Head, list[Original], tuple[str, ...]]:
    """Copy the database and ask the copy whether it is whole.

    Returns:
        What it holds, which originals it needs, and what was altered in it.
    """
    key = places.database_key
    with closing(versions.open_reading(places.database, key)) as source:
        proofs.copy_database(source, to, key)
    with closing(versions.open_reading(to, key)) as copy:
        if proofs.damage(copy) or proofs.broken_references(copy):
            raise BackupFailed(
                "The library's database is damaged, so it was not backed up; the backups from"
                " before are as they were."
            )
        state = proofs.state(copy)
        if key is not None:  # nobody without the key is to know two diaries for the same
            state = hmac.new(key, state.encode(), "sha256").hexdigest()
        altered: tuple[str, ...] = ()
        known = last is not None and last.head.agrees and last.head.state == state
        if key is None and last is not None and not known:
            altered = tuple(one.sentence for one in witnesses.asked(copy, [last.depot]))
        counts, version = counted.of(copy, now), versions.version_of(copy) or ""
        head = Head(version, counts, state, agrees=not altered)
        return head, proofs.originals(copy), altered


def restore(
    one: Snapshot, to: Path, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> None:
    """Make a library of a backup, in a folder that is new or empty; all of it or nothing.

    Every byte is compared with the backup's checksums on its way.

    Raises:
        BackupFailed: if it is damaged, or it was cancelled.
        LibraryNewer: if a newer version of the program wrote it.
        LibraryUnavailable: if the folder is not empty or cannot be written.
    """
    if one.head.schema > versions.CURRENT:
        raise LibraryNewer(
            "This backup was written by a newer version of the program;"
            " update the program to restore it."
        )
    sums = snapshots.sums_of(one)
    step = steps(
        len(sums), progress, cancelled, "The restore was stopped; nothing was left behind."
    )
    with translated(to), backups.new_folder(to.resolve()) as folder:
        places = Places(folder)
        places.lay_out()
        for name, digest in sums.items():
            if not archives.is_name(name):
                raise _damaged(one)
            source = one.depot.folder / name if "/" in name else one.folder / name
            target = folder / name
            target.parent.mkdir(mode=FOLDER_MODE, exist_ok=True)
            target.unlink(missing_ok=True)  # the backup brings the papers of its own time
            if not source.is_file() or _copy(source, target) != digest:
                raise _damaged(one)
            step()
        _prove(folder, one)


def _prove(folder: Path, one: Snapshot) -> None:
    """Refuse a database that is not whole; an encrypted one was compared byte by byte already."""
    database = Places(folder).database
    if not database.exists():
        return
    try:
        with closing(versions.open_reading(database)) as connection:
            whole = (
                not proofs.damage(connection)
                and not proofs.broken_references(connection)
                and versions.version_of(connection) == one.head.schema
                and proofs.state(connection) == one.head.state
            )
    except (sqlite3.Error, LibraryUnavailable):
        whole = False
    if not whole:
        raise _damaged(one)
    with sqlite_translated():
        planted.remove(database)  # a backup may have lain where others could write


def prove(
    places: Places,
    depot: Depot,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> list[str]:
    """Read every byte of every backup again; mend what the library can.

    Returns:
        What is damaged and could not be mended: paths within the depot.

    Raises:
        BackupFailed: if another program is writing there, or it was cancelled.
        LibraryUnavailable: if the disk does not give the data.
    """
    wrong: list[str] = []
    read: set[str] = set()
    with translated(depot.folder), sqlite_translated(), depots.alone(depot):
        every = snapshots.every(depot)
        wrong += [str(one.name) for one in snapshots.folders(depot) if one not in _folders(every)]
        needed = {name for one in every for name in snapshots.sums_of(one)}
        stopped = "Reading was stopped; the backups are as they were."
        step = steps(len(needed), progress, cancelled, stopped)
        for one in every:
            for name, digest in snapshots.sums_of(one).items():
                file = one.folder / name
                if "/" not in name and not (file.is_file() and digest_of(file) == digest):
                    wrong.append(f"{one.folder.name}/{name}")
            wrong += depot_originals.prove(places, one, step=step, but=read)
    return wrong


def _folders(every: list[Snapshot]) -> set[Path]:
    return {one.folder for one in every}


def _is_the_same(places: Places, last: Snapshot, head: Head, brought: Brought) -> bool:
    before = snapshots.sums_of(last)
    same_originals = {name for name in before if "/" in name} == set(brought.sums)
    # A passphrase that was changed is to open the latest backup too.
    same_keys = before.get(KEYS) == (digest_of(places.key_file) if places.keys else None)
    return (
        last.head.state == head.state
        and last.head.agrees == head.agrees
        and same_originals
        and same_keys
        and (last.folder / places.database.name).exists()
        and not brought.copied
    )


def steps(
    total: int,
    progress: Progress | None,
    cancelled: Cancelled | None,
    stopped: str = "The backup was stopped; the ones from before are as they were.",
) -> Callable[[], None]:
    """Return what is called after each file: it tells how far the work is, or stops it.

    Raises:
        BackupFailed: (what is returned does) with the sentence about what stopping has left.
    """
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total)
        if cancelled and cancelled():
            raise BackupFailed(stopped)

    return step


def _damaged(one: Snapshot) -> BackupFailed:
    return BackupFailed(f"The backup “{one.folder.name}” is damaged; take another one.")


def _copy(source: Path, target: Path) -> str:
    with source.open("rb") as opened, new_file(target) as into:
        shutil.copyfileobj(opened, into)
    return digest_of(target)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
