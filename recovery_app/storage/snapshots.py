"""One automatic backup: a folder with the database and papers of its moment, and what it says of itself.

What a depot is, in which they lie, tells `depots`. A backup that has its name is never changed.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from recovery_app.domain.retention import kept
from recovery_app.domain.safekeeping import Counts
from recovery_app.errors import BackupFailed, NotFound
from recovery_app.storage import manifests
from recovery_app.storage.depots import PART, Depot
from recovery_app.storage.places import new_file, sync_folder, translated

HEAD = "backup.json"
SUMS = "checksums.txt"
FORMAT = "recovery-app automatic backup"

_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}Z(-\d+)?")
_SUM = re.compile(r"([0-9a-f]{64})  ((?:\.\./)?[^\n]+)")
_LARGEST = 1 << 28


@dataclass(frozen=True, slots=True)
class Head:
    """What `backup.json` says of one backup.

    Attributes:
        schema: revision of the database.
        counts: what it holds, and when it was made.
        state: what `proofs.state` said of the database; the same again means that nothing changed.
        missing: originals that neither the library nor the depot had, each as she would name it.
        agrees: whether nothing in it was altered behind the program's back, as far as the backups
            from before can tell.
    """

    schema: str
    counts: Counts
    state: str
    missing: tuple[str, ...] = ()
    agrees: bool = True

    def text(self) -> bytes:
        """Return what is written into the file."""
        one = self.counts
        said = {
            "format": FORMAT,
            "schema": self.schema,
            **manifests.said(one),
            "state": self.state,
            "missing": list(self.missing),
            "agrees": self.agrees,
        }
        # checksums.txt, which says what belongs into a library, has no line for this file.
        said["sum"] = _sum_of(said)
        return json.dumps(said, indent=1, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One backup of a depot.

    Attributes:
        folder: its folder, named by its moment.
        head: what it says of itself.
    """

    folder: Path
    head: Head

    @property
    def depot(self) -> Depot:
        """Where it lies."""
        return Depot(self.folder.parent)


def every(depot: Depot) -> list[Snapshot]:
    """Return the backups of a depot, the latest first; folders that are none are passed over.

    Raises:
        LibraryUnavailable: if the disk does not give the data.
    """
    found: list[Snapshot] = []
    for folder in folders(depot):
        with suppress(BackupFailed, NotFound):
            found.append(read(folder))
    return sorted(found, key=lambda one: one.head.counts.made_at, reverse=True)


def folders(depot: Depot) -> list[Path]:
    """Return the folders that are called like backups, whole or not.

    Raises:
        LibraryUnavailable: if the disk does not give the data.
    """
    with translated(depot.folder):
        if not depot.folder.is_dir():
            return []
        return sorted(one for one in depot.folder.iterdir() if _STAMP.fullmatch(one.name))


def read(folder: Path) -> Snapshot:
    """Read what a backup says of itself.

    Raises:
        NotFound: if no backup lies there.
        BackupFailed: if it is damaged.
        LibraryUnavailable: if the disk does not give the data.
    """
    file = folder / HEAD
    with translated(folder):
        if not file.is_file():
            raise NotFound(f"There is no backup in “{folder.name}”.")
        text = _read(file)
    try:
        return Snapshot(folder, _head(json.loads(text)))
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise BackupFailed(f"The backup “{folder.name}” is damaged; take another one.") from error


def write(depot: Depot, folder: Path, head: Head, sums: dict[str, str]) -> Snapshot:
    """Complete a backup that was prepared in a folder and give it its name.

    Args:
        depot: where it belongs.
        folder: ends in `.part` and holds the database and the papers.
        head: what it is to say of itself.
        sums: SHA-256 of each file by its path relative to the library.
    """
    with new_file(folder / HEAD) as file:
        file.write(head.text())
    lines = [f"{digest}  {_seen_from_inside(name)}\n" for name, digest in sorted(sums.items())]
    with new_file(folder / SUMS) as file:
        file.write("".join(lines).encode())
    sync_folder(folder)
    named = _free_name(depot, head.counts.made_at)
    folder.replace(named)
    sync_folder(depot.folder)
    return Snapshot(named, head)


def sums_of(one: Snapshot) -> dict[str, str]:
    """Return the SHA-256 of each file of a backup by its path relative to the library.

    Raises:
        BackupFailed: if the list is missing or damaged.
        LibraryUnavailable: if the disk does not give the data.
    """
    damaged = BackupFailed(f"The backup “{one.folder.name}” is damaged; take another one.")
    with translated(one.folder):
        if not (one.folder / SUMS).is_file():
            raise damaged
        text = _read(one.folder / SUMS)
    try:
        lines = [_SUM.fullmatch(line) for line in text.decode().splitlines()]
    except UnicodeDecodeError as error:
        raise damaged from error
    found = {match[2].removeprefix("../"): match[1] for match in lines if match}
    if not found or len(found) != len(lines):
        raise damaged
    return found


def prune(
    depot: Depot, just_made: Snapshot, unwanted: Callable[[Path], bool] = lambda _folder: False
) -> None:
    """Throw away the backups that are not worth their room any more, and originals that none needs.

    Args:
        depot: where.
        just_made: stays whatever its clock said.
        unwanted: says of a backup's folder that it is to go whatever its age.
    """
    with translated(depot.folder):
        there = every(depot)
        stay = kept(one.head.counts.made_at for one in there)
        # The last one that holds nothing altered stays until she has said which value is right.
        trusted = next((one.head.counts.made_at for one in there if one.head.agrees), None)
        gone = {
            one.folder
            for one in there
            if one.head.counts.made_at not in stay and one.head.counts.made_at != trusted
        } | {folder for folder in folders(depot) if unwanted(folder)}
        gone.discard(just_made.folder)
        for folder in gone:
            discard(folder)
        if gone:
            discard_unneeded(depot)


def discard(folder: Path) -> None:
    """Throw a backup away; the originals that only it needed stay."""
    # First its name, so that what is left of it after a crash is nobody's backup.
    away = folder.with_name(folder.name + PART)
    folder.replace(away)
    shutil.rmtree(away)


def discard_unneeded(depot: Depot) -> None:
    """Throw away the originals that no backup needs.

    Raises:
        BackupFailed: if a backup does not say what it needs; then all of them stay.
    """
    needed = {name for one in every(depot) for name in sums_of(one)}
    for path in depot.photos.glob("??/*"):
        if path.relative_to(depot.folder).as_posix() not in needed:
            path.unlink(missing_ok=True)


def _seen_from_inside(name: str) -> str:
    """Write a path so that `sha256sum -c`, run inside the backup, finds the file."""
    return f"../{name}" if "/" in name else name


def _free_name(depot: Depot, made_at: datetime) -> Path:
    stem = f"{made_at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"
    folder, count = depot.folder / stem, 1
    while folder.exists():
        count += 1
        folder = depot.folder / f"{stem}-{count}"
    return folder


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_LARGEST)


def _sum_of(said: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _head(found: object) -> Head:
    known, counts = manifests.read(found, FORMAT)
    told = known.pop("sum", None)
    if told is not None and told != _sum_of(known):
        raise ValueError("not what was written")
    missing = tuple(str(one) for one in known["missing"])
    agrees = bool(known.get("agrees", True))
    return Head(str(known["schema"]), counts, str(known["state"]), missing, agrees)
