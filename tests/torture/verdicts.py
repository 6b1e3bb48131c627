"""What must be true after a piece of work was interrupted, given what it had said by then."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from recovery_app.domain.entries import Entry
from recovery_app.domain.safekeeping import Misfit
from recovery_app.errors import RecoveryError
from recovery_app.services import library as libraries
from recovery_app.services import vault
from recovery_app.storage import daily_backups
from recovery_app.storage.depots import PART, Depot
from recovery_app.storage.places import Places
from tests.services.locked import PASSPHRASE, QUICK, readable
from tests.torture import diary
from tests.torture.diary import FOREVER, Stage, clean, holds, opened
from tests.torture.works import BEGUN

Said = list[list[Any]]
Verdict = Callable[[Stage, Stage, Said], None]
"""Takes the stage after the interruption, the one it began as, and what was said."""

HERS = {"entry", "rating", "session", "session_pass", "review", "review_value", "photo"}
"""Tables of what she wrote herself."""


def logged(stage: Stage, _before: Stage, said: Said) -> None:
    """Every rating that was said to be saved is there; the one after that may be, whole."""
    with opened(stage.library) as library:
        clean(library)
        there = {one.id: dict(one.ratings) for one in library.journal.of_days(*FOREVER)}
        assert {"entry-1", "entry-2"} <= there.keys()
        last = dict(_told(said))
        different = [name for name in last if there.get(name) != last[name]]
        # Only what was under way may have changed one of them once more.
        assert len(different) <= 1, (different, there, last)
        assert all(name in there and len(there[name]) == 2 for name in last)


def photos_added(stage: Stage, _before: Stage, said: Said) -> None:
    """Every photo that was said to be added is there with its bytes; doing it again completes it."""
    with opened(stage.library) as library:
        clean(library, Misfit.STRAY_FILE)
        there = {one.id: one for one in library.photos.every()}
        assert len(there) >= 2
        for photo_id, sha256 in _told(said):
            assert there[photo_id].sha256 == sha256
        again = library.photos.add([stage.pictures])
        assert again.refused == ()
        assert len(library.photos.every()) == 2 + diary.NEW_PICTURES
        clean(library)


def backed_up_daily(stage: Stage, before: Stage, said: Said) -> None:
    """Every backup that was said to be made is there and restores; the next one is made."""
    depot = Depot(stage.library / "backups" / "daily")
    there = [one.name for one in depot.folder.iterdir() if not one.name.endswith(PART)]
    assert {name for name, _ in _told(said)} <= set(there)
    with opened(stage.library) as library:
        clean(library, Misfit.STRAY_FILE)
        kept = library.backing_up.kept()
        assert len(kept) >= 1 + len(_told(said))
        for day, one in enumerate(reversed(kept)):
            if one is kept[0] or one is kept[-1]:
                entries = len(holds_entries(one.folder, stage.folder / "again"))
                assert entries == 2 + day
        assert daily_backups.prove(Places(stage.library), depot) == []
        report = library.backing_up.make(diary.days_after(9))
        assert not report.trouble, report
    assert before.library.exists()


def holds_entries(source: Path, to: Path) -> list[Entry]:
    """Restore a backup and return the entries that come of it."""
    diary.restored(source, to)
    with opened(to) as library:
        return list(library.journal.of_days(*FOREVER))


def backed_up_whole(stage: Stage, _before: Stage, said: Said) -> None:
    """Every file that has the name of a backup is one; a half one never has it."""
    with opened(stage.library) as library:
        clean(library)
    made = sorted(stage.folder.glob("whole-*.zip"))
    assert {name for name, _ in _told(said)} <= {one.name for one in made}
    for number, file in enumerate(made):
        assert len(holds_entries(file, stage.folder / "again")) == 3 + number


def swapped(stage: Stage, before: Stage, said: Said) -> None:
    """The library is the old or the new one, whole; where it is the new one, the old one is kept."""
    now = holds(stage.library)
    with opened(stage.library) as library:
        clean(library)
        assert library.backing_up.kept(), "the automatic backups did not come along"
    was, new = holds(before.library), diary.restored(stage.backup, stage.folder / "again")
    assert now in (was, new)
    told = dict(_told(said))
    kept = [one for one in stage.folder.iterdir() if " before " in one.name]
    if "swapped" in told:
        assert now == new
    if now == new:
        assert [holds(one) for one in kept] == [was]
    assert not (stage.folder / ".library.swap").exists()


def merged(stage: Stage, before: Stage, said: Said) -> None:
    """All of the other laptop's changes are there, or none; an archive with its name is whole."""
    told = dict(_told(said))
    with opened(stage.library) as library:
        clean(library, Misfit.STRAY_FILE)
        there = {one.id: one for one in library.journal.of_days(*FOREVER)}
        photos = len(library.photos.every())
        came = "theirs" in there
        assert came or "merged" not in told
        assert ("entry-2" in there) is not came
        assert there["entry-1"].ratings.get("pain") == (7 if came else None)
        assert photos == (3 if came else 2)
        mine = stage.folder / "mine.zip"
        assert mine.exists() or "written" not in told
        if mine.exists() and not came:
            assert library.merging.preview(mine).differences == ()
        library.merging.merge(stage.archive)
        clean(library)
        assert "theirs" in {one.id for one in library.journal.of_days(*FOREVER)}
    assert before.archive.exists()


def taken_back(stage: Stage, before: Stage, said: Said) -> None:
    """It is as before, merged as a whole or taken back as a whole; merging again completes it."""
    told = dict(_told(said))
    was = {one.id for one in holds_entries(before.backup, stage.folder / "again")} - {"more"}
    with opened(stage.library) as library:
        clean(library, Misfit.STRAY_FILE)
        there = {one.id: one for one in library.journal.of_days(*FOREVER)}
        assert "after" in there or "after" not in told
        came = "theirs" in there
        undone = "theirs" in {one.id for one in library.trash.look()}
        assert came or undone or "merged" not in told
        assert undone or "undone" not in told
        assert not (came and undone)
        theirs = {"theirs"} if came else set[str]()
        assert there.keys() - {"after"} == (was - {"entry-2"} if came else was) | theirs
        assert there["entry-1"].ratings.get("pain") == (7 if came else None)
        assert len(library.photos.every()) == (3 if came else 2)
        library.merging.merge(stage.archive)
        clean(library)
        # What was taken back is a newer change than what was brought in, and stays so.
        now = {one.id for one in library.journal.of_days(*FOREVER)}
        assert ("theirs" in now) is not undone
        assert ("entry-2" in now) is undone


def encrypted(stage: Stage, before: Stage, said: Said) -> None:
    """It is as it was, or encrypted with nothing readable left; it can be done again."""
    was = holds(before.library)
    assert holds(stage.library) == was
    on = libraries.is_encrypted(stage.library)
    assert on or ["on"] not in said
    with opened(stage.library) as library:
        clean(library)
    if on:
        assert _readable(stage) == []
    else:
        vault.turn_on(stage.library, PASSPHRASE, cost=QUICK)
        assert holds(stage.library) == was


def decrypted(stage: Stage, before: Stage, said: Said) -> None:
    """It is as it was, or plain with nothing sealed left; it can be done again."""
    was = holds(before.library)
    assert holds(stage.library) == was
    on = libraries.is_encrypted(stage.library)
    assert not on or ["off"] not in said
    with opened(stage.library) as library:
        clean(library)
    if on:
        assert _readable(stage) == []
        vault.turn_off(stage.library, PASSPHRASE)
        assert holds(stage.library) == was
    else:
        assert not [one for one in _own(stage) if one.suffix == ".sealed"]


def upgraded(stage: Stage, before: Stage, _said: Said) -> None:
    """All rows of the first version are there, in the newest schema."""
    was = diary.rows(before.library / "library.sqlite3")
    with opened(stage.library) as library:
        clean(library)
    now = diary.rows(stage.library / "library.sqlite3")
    for table, rows in was.items():
        if table in HERS:
            width = len(rows[0])
            assert sorted((row[:width] for row in now[table]), key=repr) == rows, table
        else:  # words that ship may be renamed by a revision, but none goes
            assert len(now[table]) >= len(rows), table


def created(stage: Stage, _before: Stage, said: Said) -> None:
    """The new library is whole, or it is none and says so."""
    told = [one[0] for one in said]
    try:
        with opened(stage.elsewhere) as library:
            assert library.safekeeping.check() == []
            entries = library.journal.of_days(*FOREVER)
            assert entries or "first" not in told
    except AssertionError:
        assert "created" not in told
        assert not libraries.is_library(stage.elsewhere)
        # What was begun may lie there; then she is asked for another folder.
        with suppress(RecoveryError):
            libraries.create(stage.elsewhere).close()


NO_THINGS = {BEGUN, "refused", "steps"}
"""What is said beside what is safe."""


def _told(said: Said) -> list[tuple[str, Any]]:
    return [(one[0], one[1]) for one in said if len(one) == 2 and one[0] not in NO_THINGS]


def _own(stage: Stage) -> list[Path]:
    """Return the files of the library but its backups, which were made before and stay plain."""
    backups = stage.library / "backups"
    return [one for one in diary.files(stage.library) if not one.is_relative_to(backups)]


def _readable(stage: Stage) -> list[str]:
    own = {one.name for one in _own(stage)}
    return [name for name in readable(stage.library) if name in own and name != "README.txt"]


VERDICTS: dict[str, Verdict] = {
    "log": logged,
    "photos": photos_added,
    "daily": backed_up_daily,
    "whole": backed_up_whole,
    "swap": swapped,
    "merge": merged,
    "take back": taken_back,
    "encrypt": encrypted,
    "decrypt": decrypted,
    "upgrade": upgraded,
    "create": created,
}
