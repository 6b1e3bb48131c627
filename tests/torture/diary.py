"""The small diary that is tortured: a bit of everything, and what must be found again afterwards."""

import hashlib
import shutil
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from recovery_app.domain.changes import Change
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.reviews import Review
from recovery_app.domain.safekeeping import Misfit, Problem
from recovery_app.services import library as libraries
from recovery_app.services import restoring, vault
from recovery_app.services.library import Library
from tests.factories import DAY, a_moment, a_picture, a_session
from tests.services.locked import PASSPHRASE, QUICK, fill, seen

NOW = datetime.fromisoformat("2026-05-04T21:04:05+08:00")
"""When the backups of the torture are made, as far as they are told."""

FOREVER = (a_moment(-3000).date(), a_moment(3000).date())
OLD = Path(__file__).parents[1] / "storage" / "old"
NEW_PICTURES = 6
"""How many pictures wait to be added."""


@dataclass(frozen=True)
class Stage:
    """A folder in which one thing is tried: a library and what is done with it.

    Attributes:
        folder: all of it; may be copied as a whole.
    """

    folder: Path

    @property
    def library(self) -> Path:
        """The library."""
        return self.folder / "library"

    @property
    def pictures(self) -> Path:
        """Pictures that are not in the library yet."""
        return self.folder / "new pictures"

    @property
    def backup(self) -> Path:
        """A backup, in one file, of the library with one more entry in it."""
        return self.folder / "backup.zip"

    @property
    def archive(self) -> Path:
        """An archive of a copy of the library in which things were changed, added and deleted."""
        return self.folder / "archive.zip"

    @property
    def elsewhere(self) -> Path:
        """Where nothing is yet."""
        return self.folder / "elsewhere"

    def copy(self, to: Path) -> "Stage":
        """Set the same up at another place, in the place of what was there."""
        if to.exists():
            shutil.rmtree(to)
        shutil.copytree(self.folder, to)
        return Stage(to)


def plain(folder: Path) -> Stage:
    """Set up a plain library with a bit of everything, automatic backups included."""
    stage = Stage(folder)
    folder.mkdir(parents=True)
    with closing(libraries.create(stage.library)) as library:
        fill(library)
        library.sessions.save(a_session())
        library.reviews.save(Review("", DAY, {"pores": 40}))
        library.backing_up.remember(library.backing_up.make(NOW))
        made = library.journal.record("more", a_moment(3), EntryChange({"redness": 4}, note="more"))
        library.safekeeping.backup(stage.backup)
        library.journal.remove(made.entry.id)
    _edit_on_another_laptop(stage)
    for number in range(NEW_PICTURES):
        a_picture(stage.pictures, f"IMG_{number}.png", colour=(number, 7, 9), size=(90, 60))
    return stage


def _edit_on_another_laptop(stage: Stage) -> None:
    shutil.copytree(stage.library, stage.elsewhere)
    with opened(stage.elsewhere) as other:
        other.journal.record("theirs", a_moment(4), EntryChange({"itch": 3}, note="theirs"))
        other.journal.record("entry-1", a_moment(1), EntryChange({"pain": 7}))
        other.journal.remove("entry-2")
        other.photos.add([a_picture(stage.folder / "theirs", "IMG_1.png", colour=(1, 99, 9))])
        other.merging.write_archive(stage.archive)
    shutil.rmtree(stage.elsewhere)


def locked(of: Stage, folder: Path) -> Stage:
    """Set up the same with its library encrypted."""
    stage = of.copy(folder)
    vault.turn_on(stage.library, PASSPHRASE, cost=QUICK)
    return stage


def old(of: Stage, folder: Path, version: str = "v0001") -> Stage:
    """Set up a library that an earlier version wrote, with files for the originals that it names."""
    stage = of.copy(folder)
    shutil.rmtree(stage.library)
    stage.library.mkdir()
    database = stage.library / "library.sqlite3"
    shutil.copy(OLD / f"{version}.sqlite3", database)
    with closing(sqlite3.connect(database)) as connection:
        for table in ("photo", "session_card"):
            if connection.execute(
                "SELECT 1 FROM sqlite_master WHERE name = ?", (table,)
            ).fetchone():
                _give_originals(connection, table, stage)
        connection.commit()
    return stage


def _give_originals(connection: sqlite3.Connection, table: str, stage: Stage) -> None:
    """Draw a picture for each row: of the old libraries only the databases are kept."""
    found = connection.execute(f"SELECT id, suffix FROM {table} ORDER BY id").fetchall()
    for number, (row, suffix) in enumerate(found):
        colour = (number, 200, len(table))
        data = a_picture(stage.folder / "old pictures", f"old{suffix}", colour=colour).read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        file = stage.library / "photos" / sha256[:2] / f"{sha256}{suffix}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        change = f"UPDATE {table} SET sha256 = ?, size = ? WHERE id = ?"
        connection.execute(change, (sha256, len(data), row))


@contextmanager
def opened(folder: Path) -> Generator[Library]:
    """Open a library as whatever it is now, plain or encrypted."""
    assert libraries.is_library(folder), f"there is no library in {folder.name} any more"
    keys = vault.unlock(folder, PASSPHRASE) if libraries.is_encrypted(folder) else None
    with closing(libraries.open_library(folder, _nobody, keys)) as library:
        yield library


def _nobody(_change: Change) -> None:
    """Take a change that nobody listens to."""


def held(library: Library) -> tuple[object, ...]:
    """Return everything that the library holds, as values; automatic backups and time not told."""
    return (
        seen(library)[:3],
        library.settings.theme,
        library.settings.clinic_phone,
        library.sessions.every(),
        library.reviews.every(),
    )


def holds(folder: Path) -> tuple[object, ...]:
    """Open a library and return everything that it holds."""
    with opened(folder) as library:
        return held(library)


def clean(library: Library, *honest: Misfit) -> list[Problem]:
    """Check a library and return what honest leftovers it has; anything else fails.

    Args:
        library: an open one.
        honest: what may be found beside half-written files, which are named as such.
    """
    problems = library.safekeeping.check()
    allowed = {Misfit.LEFTOVER, *honest}
    assert [one for one in problems if one.kind not in allowed] == []
    return problems


def restored(source: Path, to: Path) -> tuple[object, ...]:
    """Restore a backup, check the library that comes of it and return what it holds."""
    if to.exists():
        shutil.rmtree(to)
    restoring.restore(source, to)
    with opened(to) as library:
        assert library.safekeeping.check() == []
        return held(library)


def a_sentence(error: Exception) -> None:
    """See that a refusal is one plain sentence for the person."""
    said = str(error)
    assert said.endswith((".", "?")), said
    assert "\n" not in said, said
    assert not any(word in said for word in ("Errno", "Error", "Traceback")), said


def rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of a plain database."""
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        return {
            table: sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
            for (table,) in tables
        }


def days_after(count: int) -> datetime:
    """Return a moment so many days after `NOW`."""
    return NOW + timedelta(days=count)


def files(folder: Path) -> list[Path]:
    """Return all files below a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
