"""Mending what a check has found, each thing only when it was asked for and still is as it was found."""

import shutil
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from recovery_app.errors import BackupFailed, LibraryUnavailable, NotFound
from recovery_app.storage import depots, photo_files, planted, proofs, snapshots, versions
from recovery_app.storage.connections import PlainDatabase
from recovery_app.storage.depots import PART, Depot
from recovery_app.storage.places import FOLDER_MODE, Places, sync_folder, translated
from recovery_app.storage.proofs import Original
from recovery_app.storage.refusals import translated as sqlite_translated

STILL_SECONDS = 600
"""What was written so lately may belong to a program that is still at it."""


def held(places: Places, original: Original, every: Iterable[Depot]) -> bytes | None:
    """Return the bytes of an original as an automatic backup holds them, or None; hash compared."""
    stored = photo_files.place_of(places, original.file)
    for depot in every:
        copy = depot.folder / stored.relative_to(places.folder)
        with suppress(LibraryUnavailable):
            if copy.is_file():
                data = photo_files.content(places, copy)
                if photo_files.hash_of(data) == original.sha256:
                    return data
    return None


def put_back(places: Places, file: str, every: Iterable[Depot]) -> None:
    """Put an original back as an automatic backup holds it; what lay there is kept aside.

    Raises:
        NotFound: if no photo needs it any more.
        BackupFailed: if no backup holds it.
        LibraryUnavailable: if it cannot be written.
    """
    original = next((one for one in needed(places) if one.file == file), None)
    if original is None:
        raise NotFound("No photo needs this file any more.")
    data = held(places, original, every)
    if data is None:
        raise BackupFailed("No automatic backup holds this picture any more.")
    lies = photo_files.locate(places, file)
    with translated(lies):
        if lies.exists():
            _keep_aside(places, lies)
    photo_files.keep(places, data, file)


def delete_stray(places: Places, database: PlainDatabase, name: str) -> None:
    """Delete a file of an original that no photo and no session needs.

    Raises:
        NotFound: if something needs it by now, or it is no such file.
        LibraryUnavailable: if it cannot be deleted.
    """
    path = places.folder / name
    # Nobody can begin to need it while this transaction lasts: whoever adds a photo waits for it.
    with database.writing(), translated(path):
        known = {photo_files.place_of(places, one.file).name for one in needed(places)}
        if path.name in known or Path(name) not in set(photo_files.every(places)):
            raise NotFound("Something needs this file by now; it was left as it is.")
        path.unlink(missing_ok=True)


def delete_leftover(places: Places, name: str, every: Iterable[Depot]) -> None:
    """Delete what something that was interrupted has left behind.

    Raises:
        NotFound: if it is nothing of that sort, or may still be being written.
        BackupFailed: if another program is writing a backup just there.
        LibraryUnavailable: if it cannot be deleted.
    """
    path = places.folder / name
    if path.suffix != PART or ".." in Path(name).parts:
        raise NotFound("This is no leftover; it was left as it is.")
    with translated(path), sqlite_translated():
        for depot in every:
            if path.is_relative_to(depot.folder):
                with depots.alone(depot):
                    return  # it tidies up
        written = max(one.stat().st_mtime for one in (path, *path.rglob("*")))
        if time.time() - written < STILL_SECONDS:
            raise NotFound("Somebody may still be writing it; try again in ten minutes.")
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def delete_backup(folder: Path) -> None:
    """Delete an automatic backup that can not be read.

    Raises:
        NotFound: if it can be read.
        BackupFailed: if another program is writing a backup just there.
        LibraryUnavailable: if it cannot be deleted.
    """
    depot = Depot(folder.parent)
    with translated(folder), sqlite_translated(), depots.alone(depot):
        if folder not in damaged_backups(depot):
            raise NotFound("This backup can be read; it was left as it is.")
        snapshots.discard(folder)


def damaged_backups(depot: Depot) -> list[Path]:
    """Return the folders of backups that do not say what they hold."""
    found: list[Path] = []
    for folder in snapshots.folders(depot):
        try:
            snapshots.sums_of(snapshots.read(folder))
        except (BackupFailed, NotFound):
            found.append(folder)
    return found


def remove_planted(places: Places, name: str) -> None:
    """Remove a trigger or a view that this program did not make.

    Raises:
        NotFound: if there is none of that name.
        LibraryUnavailable: if it cannot be written.
    """
    with sqlite_translated():
        if not planted.remove(places.database, places.database_key, {name}):
            raise NotFound("It is not there any more.")


def needed(places: Places) -> list[Original]:
    """Return every original that the library needs.

    Raises:
        LibraryUnavailable: if the database cannot be read.
    """
    opened = versions.open_reading(places.database, places.database_key)
    with sqlite_translated(), closing(opened) as connection:
        return proofs.originals(connection)


def _keep_aside(places: Places, path: Path) -> None:
    """Keep a file that is not what it was: somebody may have changed it on purpose."""
    aside = places.backups / "changed"
    aside.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    goal, count = aside / path.name, 1
    while goal.exists():
        count += 1
        goal = aside / f"{path.stem}-{count}{path.suffix}"
    path.replace(goal)
    sync_folder(aside)
