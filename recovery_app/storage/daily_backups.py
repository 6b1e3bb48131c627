"""Automatic backups into a depot, and a library made of one again."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from recovery_app.errors import BackupFailed, LibraryNewer, LibraryUnavailable
from recovery_app.storage import archives, backups, depot_originals, depots, proofs, versions
from recovery_app.storage.depot_originals import Brought
from recovery_app.storage.depots import Depot, Head, Snapshot
from recovery_app.storage.places import FOLDER_MODE, Places, new_file, translated
from recovery_app.storage.refusals import translated as sqlite_translated

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
        lost: originals that the library has lost or changed and the backup still holds.
    """

    snapshot: Snapshot
    new: bool
    copied: int = 0
    lost: tuple[str, ...] = ()


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

    Raises:
        BackupFailed: if the database is damaged, a copy does not prove whole, or it was cancelled;
            the backups that are there stay as they are.
        LibraryUnavailable: if the disk does not take or give the data.
    """
    with translated(depot.folder), sqlite_translated():
        depot.lay_out()
        last = next(iter(depots.snapshots(depot)), None)
        with depots.workshop(depot) as shop:
            copied = shop / places.database.name
            key = places.database_key
            with closing(versions.open_reading(places.database, key)) as source:
                proofs.copy_database(source, copied, key)
            with closing(versions.open_reading(copied, key)) as copy:
                if proofs.damage(copy) or proofs.broken_references(copy):
                    raise BackupFailed(
                        "The library's database is damaged, so it was not backed up; the backups from"
                        " before are as they were."
                    )
                state, schema = proofs.state(copy), versions.version_of(copy) or ""
                counts, needed = proofs.counts(copy, now), proofs.originals(copy)
            step = _steps(len(needed), progress, cancelled)
            brought = depot_originals.bring(places, depot, needed, last, step)
            if last and _is_the_same(last, state, brought):
                return Made(last, new=False, lost=tuple(brought.lost))
            sums = {**brought.sums, copied.name: _digest(copied)}
            for paper in backups.papers(places):
                sums[paper.name] = _copy(paper, shop / paper.name)
            head = Head(schema, counts, state, tuple(brought.missing))
            made = depots.write(depot, shop, head, sums)
        depots.prune(depot, made)
    return Made(made, new=True, copied=brought.copied, lost=tuple(brought.lost))


def restore(one: Snapshot, to: Path, progress: Progress | None = None) -> None:
    """Make a library of a backup, in a folder that is new or empty; all of it or nothing.

    Every byte is compared with the backup's checksums on its way.

    Raises:
        BackupFailed: if it is damaged.
        LibraryNewer: if a newer version of the program wrote it.
        LibraryUnavailable: if the folder is not empty or cannot be written.
    """
    if one.head.schema > versions.CURRENT:
        raise LibraryNewer(
            "This backup was written by a newer version of the program;"
            " update the program to restore it."
        )
    sums = depots.sums_of(one)
    step = _steps(len(sums), progress, None)
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


def prove(places: Places, depot: Depot, progress: Progress | None = None) -> list[str]:
    """Read every byte of every backup again; mend what the library can.

    Returns:
        What is damaged and could not be mended: paths within the depot.

    Raises:
        LibraryUnavailable: if the disk does not give the data.
    """
    wrong: list[str] = []
    read: set[str] = set()
    with translated(depot.folder):
        every = depots.snapshots(depot)
        needed = {name for one in every for name in depots.sums_of(one)}
        step = _steps(len(needed), progress, None)
        for one in every:
            for name, digest in depots.sums_of(one).items():
                file = one.folder / name
                if "/" not in name and not (file.is_file() and _digest(file) == digest):
                    wrong.append(f"{one.folder.name}/{name}")
            wrong += depot_originals.prove(places, one, step=step, but=read)
    return wrong


def _is_the_same(last: Snapshot, state: str, brought: Brought) -> bool:
    same_originals = {name for name in depots.sums_of(last) if "/" in name} == set(brought.sums)
    return last.head.state == state and same_originals and not brought.copied


def _steps(
    total: int, progress: Progress | None, cancelled: Cancelled | None
) -> Callable[[], None]:
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total)
        if cancelled and cancelled():
            raise BackupFailed("The backup was stopped; the ones from before are as they were.")

    return step


def _damaged(one: Snapshot) -> BackupFailed:
    return BackupFailed(f"The backup “{one.folder.name}” is damaged; take another one.")


def _copy(source: Path, target: Path) -> str:
    with source.open("rb") as opened, new_file(target) as into:
        shutil.copyfileobj(opened, into)
    return _digest(target)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
