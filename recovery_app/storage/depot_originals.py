"""The originals of a depot: copied once for all its backups, and read again so that rot is noticed."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from recovery_app.errors import BackupFailed, LibraryUnavailable
from recovery_app.storage import photo_files, sealed
from recovery_app.storage.depots import Depot
from recovery_app.storage.places import Places, is_of_one_file, make_folder, translated, write_whole
from recovery_app.storage.proofs import Original
from recovery_app.storage.snapshots import Snapshot, sums_of

ROUND = 30
"""Days within which every original is read again, one share a day."""

Step = Callable[[], None]


def _nothing() -> None:
    """Take no notice of a step."""


@dataclass(slots=True)
class Brought:
    """What became of the originals that a backup needs.

    Attributes:
        sums: SHA-256 of each file as it lies in the depot, by its path relative to the library.
        copied: how many were not there before.
        lost: what the library has lost or changed and the depot still holds, and
        missing: what neither has; each as she would name it, by its path relative to the library.
    """

    sums: dict[str, str] = field(default_factory=dict[str, str])
    copied: int = 0
    lost: dict[str, str] = field(default_factory=dict[str, str])
    missing: dict[str, str] = field(default_factory=dict[str, str])


def bring(
    places: Places, depot: Depot, needed: Iterable[Original], before: Snapshot | None, step: Step
) -> Brought:
    """See to it that the depot holds every original, copying those that it lacks.

    What it holds with the right size is not read again here: `prove` does that, a share a day.

    Args:
        places: the library.
        depot: where to.
        needed: what the database that is being backed up stands for.
        before: the backup before, which knows the sums of what lies there; or None.
        step: called after each original.

    Raises:
        LibraryUnavailable: if the disk does not take or give the data.
        BackupFailed: if a copy does not read as it was written.
    """
    there, known = _sizes(depot), sums_of(before) if before else {}
    brought = Brought()
    for one in needed:
        stored = photo_files.place_of(places, one.file).relative_to(places.folder).as_posix()
        source = photo_files.locate(places, one.file)
        size = source.stat().st_size if source.is_file() else None
        if stored in there and there[stored] == size:
            brought.sums[stored] = known.get(stored) or _digest(depot.folder / stored)
        elif size is not None and _is_whole(places, one, source):
            brought.sums[stored] = _copy(source, depot.folder / stored)
            brought.copied += 1
        elif stored in there:
            brought.sums[stored] = known.get(stored) or _digest(depot.folder / stored)
            brought.lost[stored] = f"{one.name} ({one.day})"
        else:
            brought.missing[stored] = f"{one.name} ({one.day})"
        step()
    return brought


def prove(
    places: Places,
    one: Snapshot,
    *,
    days: Iterable[date] | None = None,
    but: set[str] | None = None,
    step: Step = _nothing,
) -> list[str]:
    """Read originals again and compare them with what was written; mend what the library can.

    Args:
        places: the library, whose own original replaces a copy that has rotted.
        one: the backup whose originals are read.
        days: the days whose shares are due; None reads all of them.
        but: what was read already; what is read now is added.
        step: called after each file.

    Returns:
        The paths of those that are damaged or gone and could not be mended.

    Raises:
        BackupFailed: if the step stops the work.
    """
    shares = None if days is None else {share_of_day(day) for day in days}
    read = set[str]() if but is None else but
    wrong: list[str] = []
    with translated(one.depot.folder):
        for stored, digest in sums_of(one).items():
            if "/" not in stored or (shares is not None and _share_of(stored) not in shares):
                continue
            if stored in read:
                continue
            read.add(stored)
            copy = one.depot.folder / stored
            whole = _reads_as(copy, digest)
            if not whole and not _copied_anew(_in_library(places, stored), copy, digest):
                wrong.append(stored)
            step()
    return wrong


def any_plain(depot: Depot) -> bool:
    """Whether an original lies there that can be read without any passphrase."""
    return any(path.suffix != sealed.SUFFIX for path in depot.photos.glob("??/*"))


def days_due(depot: Depot, today: date) -> list[date]:
    """Return the days whose share has not been read again yet, today's included; a round at most."""
    last = _last_proved(depot)
    missed = ROUND if last is None or last > today else min(ROUND, (today - last).days)
    return [today - timedelta(days=back) for back in range(missed)]


def proved(depot: Depot, today: date) -> None:
    """Remember that the shares of all days up to today were read again."""
    write_whole(depot.proved, json.dumps({"through": today.isoformat()}).encode())


def share_of_day(day: date) -> int:
    """Return which share of the originals is read again on a day: 0 to `ROUND` - 1."""
    return day.toordinal() % ROUND


def _share_of(stored: str) -> int:
    return int(Path(stored).name[:2], 16) * ROUND // 256


def _last_proved(depot: Depot) -> date | None:
    try:
        found = json.loads(depot.proved.read_bytes())
        return date.fromisoformat(found["through"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _sizes(depot: Depot) -> dict[str, int]:
    """Return the size of every original there, by its path; one look at each folder."""
    found: dict[str, int] = {}
    for folder in depot.photos.iterdir():
        if folder.is_dir():
            with os.scandir(folder) as entries:
                for entry in entries:
                    found[f"photos/{folder.name}/{entry.name}"] = entry.stat().st_size
    return found


def _is_whole(places: Places, one: Original, source: Path) -> bool:
    try:
        return photo_files.hash_of(photo_files.content(places, source)) == one.sha256
    except LibraryUnavailable:
        return False  # sealed, and damaged


def _copy(source: Path, target: Path) -> str:
    """Copy a file, read the copy again and return its SHA-256."""
    make_folder(target.parent, below=target.parents[2])
    data = source.read_bytes()
    write_whole(target, data)
    digest = hashlib.sha256(data).hexdigest()
    if _digest(target) != digest:
        raise BackupFailed(
            "What was written to the backup could not be read again; is the disk well?"
        )
    return digest


def _in_library(places: Places, stored: str) -> Path:
    in_place = places.folder / stored
    return in_place if in_place.exists() else places.trash / in_place.name


def _reads_as(path: Path, digest: str) -> bool:
    try:
        return path.is_file() and _digest(path) == digest
    except OSError as error:
        if not is_of_one_file(error):
            raise
        return False


def _copied_anew(source: Path, copy: Path, digest: str) -> bool:
    if not _reads_as(source, digest):
        return False
    return _copy(source, copy) == digest


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
