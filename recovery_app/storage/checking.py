"""Looking through a library for what does not fit: damage, lost and changed files, leftovers.

Nothing is mended here: what a person has not seen she cannot have wanted.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from recovery_app.domain.safekeeping import Misfit, Problem, Way
from recovery_app.errors import CheckStopped, LibraryUnavailable
from recovery_app.storage import (
    field_times,
    mending,
    photo_files,
    proofs,
    settings_file,
    versions,
    witnesses,
)
from recovery_app.storage.altered import ORDERS
from recovery_app.storage.depots import Depot
from recovery_app.storage.mergeable import KEPT_FOR_MERGING, PLAIN_TIMES
from recovery_app.storage.places import Places, is_of_one_file, translated
from recovery_app.storage.proofs import Original
from recovery_app.storage.refusals import translated as sqlite_translated
from recovery_app.storage.witnesses import Testimony

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_RESTORE = "Restore the last backup, beside this library or in its place."
_LOST = "Add the picture again if you still have it, or delete the photo for good."
_HELD = "An automatic backup holds it and can put it back."
_HELD_ASIDE = f"{_HELD} The file that lies there now is kept in backups/changed."
_STRAY = "Add it as a photo if you miss it; else it can be deleted."
_LEFTOVER = "It can be deleted while no program has the library open."
_PLANTED = "It could change or hide what you write; remove it unless you made it yourself."
_ALTERED = "It can be put back as the backup has it, or be kept if it is right as it is."
_ALTERED_TIME = "It can be put back as the backup has it."
_ORPHAN = "They are shown nowhere; a backup from before may still hold what they belong to."
_BACKUP = "“Back up now” in Settings → Backups tries again."
_BACKUP_GONE = "It can be deleted; the other backups do not need it."


def problems(
    places: Places,
    depots: Sequence[Depot] = (),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> list[Problem]:
    """Return everything in a library that does not fit; empty means that all is well.

    Args:
        places: the library.
        depots: where its automatic backups lie, as far as they are there.
        progress: hears how many of how many originals were read.
        cancelled: asked after each original; True stops the work.

    Raises:
        CheckStopped: if it was cancelled.
        LibraryUnavailable: if the database cannot be opened at all, or the disk does not give data.
    """
    with translated(places.folder), sqlite_translated():
        # Files before rows: a photo added meanwhile has its file first, so it is never a stray.
        files = list(photo_files.every(places))
        with closing(versions.open_reading(places.database, places.database_key)) as connection:
            damage = proofs.damage(connection)
            if damage:
                return [_damaged(damage)]
            broken = Counter(proofs.broken_references(connection))
            planted = field_times.foreign(connection)
            needed = proofs.originals(connection)
            # What is encrypted has a checksum in each page: nothing is altered there unseen.
            altered = witnesses.asked(connection, depots) if places.keys is None else []
        return [
            *(_broken(reference, number) for reference, number in broken.items()),
            *(_planted(name) for name in planted),
            *(_altered(one) for one in altered),
            *_of_originals(places, needed, depots, progress, cancelled),
            *_strays(places, files, needed),
            *_unfinished(places),
            *_leftovers(places),
            *_of_backups(places, depots),
        ]


def _damaged(faults: list[str]) -> Problem:
    """Say it once: what SQLite finds in every place tells her nothing more."""
    lines = [line for fault in faults for line in fault.splitlines() if not line.startswith("***")]
    more = f", and {len(lines) - 1} more of the kind" if len(lines) > 1 else ""
    return Problem(Misfit.DATABASE, f"The database is damaged: {lines[0]}{more}.", _RESTORE)


def _broken(reference: str, number: int) -> Problem:
    table, _, parent = reference.partition(" → ")
    if table in {"rating", "review_value"}:
        many = f"{number} ratings belong" if number > 1 else "A rating belongs"
        what = f"{many} to something that is not there any more: {reference}."
        return Problem(Misfit.ORPHAN, what, _ORPHAN, parent)
    many = f"{number} rows refer" if number > 1 else "A row refers"
    what = f"{many} to one that is not there: {reference}."
    return Problem(Misfit.REFERENCE, what, _RESTORE)


def _planted(name: str) -> Problem:
    what = f"The database holds orders called “{name}” that this program did not write."
    return Problem(Misfit.PLANTED, what, _PLANTED, name, (Way.DELETE,))


def _altered(said: Testimony) -> Problem:
    if said.one is None or said.one.table == ORDERS:
        return Problem(Misfit.DATABASE, said.sentence, _RESTORE)
    if said.one.table in KEPT_FOR_MERGING or said.one.column in PLAIN_TIMES:
        # She has not written it, so that she cannot say that it is right.
        ways = (Way.PUT_BACK,)
        return Problem(Misfit.ALTERED, said.sentence, _ALTERED_TIME, said.sentence, ways)
    ways = (Way.PUT_BACK, Way.KEEP)
    return Problem(Misfit.ALTERED, said.sentence, _ALTERED, said.sentence, ways)


def _of_originals(
    places: Places,
    needed: list[Original],
    depots: Sequence[Depot],
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> Iterator[Problem]:
    for done, one in enumerate(needed, start=1):
        found = _of_original(places, one, depots)
        if found is not None:
            yield found
        if progress:
            progress(done, len(needed))
        if cancelled and cancelled():
            raise CheckStopped("The check was stopped; nothing was changed.")


def _of_original(places: Places, one: Original, depots: Sequence[Depot]) -> Problem | None:
    path = photo_files.locate(places, one.file)
    named = f"“{one.name}” ({one.day}, {one.file})"
    missing = not path.is_file()
    found = None if missing else _hash_of(places, path)
    if found == one.sha256:
        return None
    held = mending.held(places, one, depots) is not None
    ways = (Way.PUT_BACK,) if held else ()
    if missing:
        what = f"The original of {named} is missing."
        return Problem(Misfit.MISSING_FILE, what, _HELD if held else _LOST, one.file, ways)
    if found is None:
        what = f"The disk cannot give the original of {named} any more."
    else:
        what = f"The original of {named} has changed since it was added."
    return Problem(Misfit.CHANGED_FILE, what, _HELD_ASIDE if held else _LOST, one.file, ways)


def _hash_of(places: Places, path: Path) -> str | None:
    """Return the hash of what an original holds, or None where the disk does not give it."""
    try:
        return _hash_read(places, path)
    except OSError as error:
        if not is_of_one_file(error):
            raise
        return None


def _hash_read(places: Places, path: Path) -> str:
    if places.keys is not None:
        with suppress(LibraryUnavailable):  # a sealed file that was damaged does not open
            return photo_files.hash_of(photo_files.content(places, path))
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unfinished(places: Places) -> Iterator[Problem]:
    if places.key_file_to_be.exists():
        what = "Turning the encryption on was interrupted; the library is not encrypted."
        yield Problem(Misfit.LEFTOVER, what, "Turn it on again, with the same passphrase.")


def _strays(places: Places, files: list[Path], needed: list[Original]) -> Iterator[Problem]:
    known = {photo_files.place_of(places, one.file).name for one in needed}
    begun = {".part", ".sealed"} if places.key_file_to_be.exists() else {".part"}
    # What is sealed would have to lie open for a moment to be added.
    ways = (Way.ADD, Way.DELETE) if places.keys is None else (Way.DELETE,)
    for path in files:
        if path.name not in known and path.suffix not in begun:
            what = f"No photo and no session belongs to the file {path.as_posix()}."
            yield Problem(Misfit.STRAY_FILE, what, _STRAY, path.as_posix(), ways)


def _leftovers(places: Places) -> Iterator[Problem]:
    for path in sorted(places.folder.rglob("*.part")):
        where = path.relative_to(places.folder).as_posix()
        what = f"Something that was interrupted left {where} behind."
        yield Problem(Misfit.LEFTOVER, what, _LEFTOVER, where, (Way.DELETE,))


def _of_backups(places: Places, depots: Sequence[Depot]) -> Iterator[Problem]:
    trouble = settings_file.load(places).backup_trouble
    if trouble:
        yield Problem(Misfit.BACKUP, trouble, _BACKUP)
    for depot in depots:
        for folder in mending.damaged_backups(depot):
            what = f"The automatic backup “{folder.name}” is damaged."
            yield Problem(Misfit.BACKUP, what, _BACKUP_GONE, str(folder), (Way.DELETE,))
