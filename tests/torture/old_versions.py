"""Libraries of every earlier version: opened, encrypted, backed up and restored."""

from collections import Counter
from pathlib import Path

from recovery_app.services import restoring, vault
from tests.services.locked import PASSPHRASE, QUICK
from tests.torture import diary
from tests.torture.diary import NOW, OLD, Stage, held, holds, opened

VERSIONS = tuple(sorted(one.stem for one in OLD.glob("*.sqlite3")))


def open_old(folder: Path) -> Counter[str]:
    """Take a library of every earlier version through all that keeps it safe."""
    met = Counter[str]()
    plain = diary.plain(folder / "plain")
    for version in VERSIONS:
        stage = diary.old(plain, folder / version, version)
        with opened(stage.library) as library:
            was = held(library)
            assert library.safekeeping.check() == []
            assert not library.backing_up.make(NOW).trouble
            library.safekeeping.backup(stage.folder / "old.zip")
            daily = library.backing_up.kept()[0].folder
            library.merging.write_archive(stage.folder / "old archive.zip")
        for source in (daily, stage.folder / "old.zip"):
            assert diary.restored(source, stage.elsewhere) == was
        _before_upgrade(stage, was)
        vault.turn_on(stage.library, PASSPHRASE, cost=QUICK)
        assert holds(stage.library) == was
        vault.turn_off(stage.library, PASSPHRASE)
        assert holds(stage.library) == was
        met["versions"] += 1
    return met


def _before_upgrade(stage: Stage, was: tuple[object, ...]) -> None:
    """The copy that was made before the upgrade is the way back, and forward once more."""
    (copy,) = (stage.library / "backups").glob("before-upgrade-*")
    again = diary.Stage(stage.folder / "again")
    again.library.mkdir(parents=True)
    (again.library / "library.sqlite3").write_bytes(copy.read_bytes())
    for name in ("photos", "trash"):
        if (stage.library / name).exists():
            diary.shutil.copytree(stage.library / name, again.library / name)
    assert holds(again.library) == was
    assert restoring.counts(stage.folder / "old.zip").entries > 0
