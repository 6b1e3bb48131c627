"""One flipped bit anywhere: noticed and named, or of no consequence; and the last backup restores."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from recovery_app.domain.safekeeping import Misfit
from recovery_app.errors import RecoveryError
from recovery_app.services import restoring
from recovery_app.storage import daily_backups
from recovery_app.storage.depots import Depot
from recovery_app.storage.places import Places
from tests.torture import diary
from tests.torture.diary import NOW, Stage, a_sentence, files, held, holds, opened

NAMED, HARMLESS, UNNOTICED = "named", "harmless", "unnoticed"

SHARES = {
    "database": 1000,
    "encrypted database": 150,
    "photo": 100,
    "encrypted photo": 50,
    "automatic backup": 200,
    "backup in one file": 200,
    "archive": 200,
}
"""How many bits are flipped in each in the full trial."""


def flip(file: Path, luck: Random) -> None:
    """Flip one bit of a file."""
    data = bytearray(file.read_bytes())
    bit = luck.randrange(len(data) * 8)
    data[bit // 8] ^= 1 << bit % 8
    file.write_bytes(data)


def damage(folder: Path, shares: dict[str, int], seed: int) -> Counter[str]:
    """Flip so many bits in each part, one at a time, and look at what is said of it."""
    met, luck = Counter[str](), Random(seed)
    plain = diary.plain(folder / "plain")
    with opened(plain.library) as library:  # so that the last backup is of today
        assert library.backing_up.make(diary.days_after(1)).new
    locked = diary.locked(plain, folder / "locked")
    parts: dict[str, tuple[Stage, Callable[[Stage, Stage, Random], str]]] = {
        "database": (plain, _database),
        "encrypted database": (locked, _database),
        "photo": (plain, _photo),
        "encrypted photo": (locked, _photo),
        "automatic backup": (plain, _automatic),
        "backup in one file": (plain, _one_file),
        "archive": (plain, _archive),
    }
    for name, share in shares.items():
        before, look = parts[name]
        for _ in range(share):
            met[f"{name}, {look(before.copy(folder / 'run'), before, luck)}"] += 1
    return met


def _database(stage: Stage, before: Stage, luck: Random) -> str:
    locked = (stage.library / "library.sqlcipher").exists()
    flip(stage.library / f"library.{'sqlcipher' if locked else 'sqlite3'}", luck)
    verdict = _said_of_library(stage, before)
    if verdict != HARMLESS and luck.random() < 0.1:
        # She restores the last automatic backup into the place of the damaged library.
        kept = (
            sorted((stage.library / "backups" / "daily").glob("????-*Z"))[-1]
            if not locked
            else None
        )
        staged = restoring.stage(kept or stage.backup, stage.library)
        restoring.swap(stage.library, staged, NOW)
        with opened(stage.library) as library:
            assert library.safekeeping.check() == []
            assert len(library.journal.of_days(*diary.FOREVER)) == (2 if kept else 3)
    return verdict


def _said_of_library(stage: Stage, before: Stage) -> str:
    try:
        with opened(stage.library) as library:
            if library.safekeeping.check():
                return NAMED
            now = held(library)
    except RecoveryError as error:
        a_sentence(error)
        return NAMED
    plain = stage.library / "library.sqlite3"
    same = now == holds(before.library)
    if plain.exists():  # every row of every table, also of those that nothing shows
        same = same and diary.rows(plain) == diary.rows(before.library / plain.name)
    return HARMLESS if same else UNNOTICED


def _photo(stage: Stage, _before: Stage, luck: Random) -> str:
    photos = files(stage.library / "photos") + files(stage.library / "trash")
    flip(luck.choice(photos), luck)
    with opened(stage.library) as library:
        kinds = [one.kind for one in library.safekeeping.check()]
    return NAMED if kinds == [Misfit.CHANGED_FILE] else UNNOTICED


def _automatic(stage: Stage, before: Stage, luck: Random) -> str:
    depot = Depot(stage.library / "backups" / "daily")
    kept = sorted(one for one in depot.folder.iterdir() if (one / "backup.json").exists())[-1]
    parts = [*files(kept), *files(depot.photos)]
    damaged = luck.choice(parts)
    flip(damaged, luck)
    before_kept = before.library / kept.relative_to(stage.library)
    was = restoring.counts(before_kept)
    try:
        told = restoring.counts(kept)
        now = diary.restored(kept, stage.elsewhere)
    except RecoveryError as error:
        a_sentence(error)
        if damaged.is_relative_to(depot.photos):  # the library still has it
            assert daily_backups.prove(Places(stage.library), depot) == []
            assert diary.restored(kept, stage.elsewhere) == holds(before.library)
        return NAMED
    same = now == holds(before.library) and told == was
    return HARMLESS if same else UNNOTICED


def _one_file(stage: Stage, before: Stage, luck: Random) -> str:
    flip(stage.backup, luck)
    try:
        told = restoring.counts(stage.backup)
        now = diary.restored(stage.backup, stage.elsewhere)
    except RecoveryError as error:
        a_sentence(error)
        return NAMED
    was = diary.restored(before.backup, stage.folder / "again")
    return HARMLESS if now == was and told == restoring.counts(before.backup) else UNNOTICED


def _archive(stage: Stage, before: Stage, luck: Random) -> str:
    flip(stage.archive, luck)
    was = holds(stage.library)
    with opened(stage.library) as library:
        try:
            told = library.merging.preview(stage.archive)
            library.merging.merge(stage.archive)
        except RecoveryError as error:
            a_sentence(error)
            assert held(library) == was
            assert library.safekeeping.check() == []
            return NAMED
        now = _without_ids(held(library))
    other = before.copy(stage.folder / "other")
    with opened(other.library) as library:
        same = told == library.merging.preview(other.archive)
        library.merging.merge(other.archive)
        return HARMLESS if same and now == _without_ids(held(library)) else UNNOTICED


def _without_ids(found: tuple[object, ...]) -> str:
    return repr(found)
