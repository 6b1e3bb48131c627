"""A backup is a whole library or is not there; what does not fit is said and never touched."""

import json
import shutil
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.photos import Photo
from recovery_app.domain.safekeeping import Misfit
from recovery_app.domain.settings import Settings, Theme
from recovery_app.errors import BackupFailed, LibraryUnavailable, NotFound
from recovery_app.services import library as libraries
from recovery_app.services import restoring, vault
from recovery_app.services.library import Library
from recovery_app.services.sessions import CardChange, PreparedCard
from recovery_app.storage import backups, photo_files, versions
from recovery_app.storage.places import Places
from tests.factories import a_moment, a_picture, a_review, a_session
from tests.services.locked import PASSPHRASE, QUICK


@pytest.fixture
def filled(library: Library, tmp_path: Path) -> Library:
    """A library with one of everything in sight, and with one of everything in the trash."""
    library.choose(lambda _: Settings(Theme.DARK, "SGD"))
    for day in (0, 5):
        library.sessions.save(a_session(day))
        library.journal.log(a_moment(day), EntryChange({"redness": 3}, {"fever": True}, "Wörter"))
        library.reviews.save(a_review(day))
        picture = a_picture(tmp_path / "camera", f"{day}.jpg", taken=f"2026:03:0{day + 2} 09:15:00")
        library.photos.add([picture])
    library.sessions.remove(library.sessions.every()[0].session.id)
    library.journal.remove(library.journal.of_days(a_moment(0).date(), a_moment(0).date())[0].id)
    library.reviews.remove(library.reviews.every()[0].id)
    library.photos.remove([library.photos.every()[0].id])
    return library


def everything(library: Library) -> object:
    """All that a person can see of a library, and the bytes of its pictures."""
    photos = library.photos.every()
    return (
        library.sessions.every(),
        library.journal.of_days(a_moment(-999).date(), a_moment(999).date()),
        library.reviews.every(),
        photos,
        [bytes_of(library, photo) for photo in photos],
        library.trash.look(),
        library.catalogue.symptoms(),
        library.catalogue.kinds(),
        library.catalogue.devices(),
        library.settings.theme,
    )


def original(library: Library, photo: Photo) -> Path:
    return library.places.folder / photo.file


def bytes_of(library: Library, photo: Photo) -> bytes:
    return original(library, photo).read_bytes()


def files_of(folder: Path) -> dict[str, str]:
    """Every file below a folder with what is in it."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith("-shm")  # SQLite's own notes while it is open
    }


def restored(backup: Path, to: Path) -> Library:
    restoring.restore(backup, to)
    return libraries.open_library(to)


def test_a_restored_library_is_the_one_that_was_backed_up(filled: Library, tmp_path: Path):
    made = filled.safekeeping.backup()
    counts = restoring.restore(made, tmp_path / "new")
    again = libraries.open_library(tmp_path / "new")
    assert everything(again) == everything(filled)
    assert again.safekeeping.check() == []
    assert (counts.sessions, counts.entries, counts.reviews, counts.photos) == (1, 1, 1, 1)
    assert timedelta() <= datetime.now().astimezone() - counts.made_at < timedelta(minutes=5)
    in_trash = again.trash.look()
    for one in in_trash:
        again.trash.restore(one)
    assert len(in_trash) == 4
    assert len(again.photos.every()) == 2
    assert again.safekeeping.check() == []
    again.close()


def test_a_backup_is_dated_private_and_remembered(filled: Library, announced: list[Change]):
    announced.clear()
    made = filled.safekeeping.backup()
    stamp = datetime.strptime(made.name, "recovery-%Y%m%d-%H%M%S.zip").astimezone()
    assert timedelta() <= datetime.now().astimezone() - stamp < timedelta(minutes=5)
    assert made.parent == filled.places.backups
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    remembered = datetime.fromisoformat(filled.settings.last_backup)
    assert remembered.tzinfo is not None
    assert abs(remembered - stamp) < timedelta(seconds=60)
    assert filled.settings.theme is Theme.DARK
    assert [change.topics for change in announced] == [{Topic.BACKUP}]
    assert list(filled.places.backups.iterdir()) == [made]
    assert filled.safekeeping.backup() != made


def test_photos_are_stored_and_the_manifest_names_every_file(filled: Library):
    made = filled.safekeeping.backup()
    with zipfile.ZipFile(made) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        content = {info.filename: info for info in archive.infolist()}
        for name, said in manifest["files"].items():
            data = archive.read(name)
            assert said == {"size": len(data), "sha256": sha256(data).hexdigest()}, name
    assert set(content) == {*manifest["files"], "manifest.json"}
    pictures = [info for name, info in content.items() if name.startswith(("photos/", "trash/"))]
    assert [info.compress_type for info in pictures] == [zipfile.ZIP_STORED] * 2
    assert {name.split("/")[0] for name in content} == {
        *("library.sqlite3", "settings.json", "README.txt", "manifest.json", "photos", "trash")
    }
    assert manifest["schema"] == versions.CURRENT
    counts = {"sessions": 1, "entries": 1, "reviews": 1, "photos": 1, "cards": 0}
    assert manifest["counts"] == counts
    assert datetime.fromisoformat(manifest["made_at"]).tzinfo is not None


def test_a_backup_unzipped_by_hand_is_a_library_as_its_readme_says(filled: Library, tmp_path: Path):
    made = filled.safekeeping.backup()
    with zipfile.ZipFile(made) as archive:
        archive.extractall(tmp_path / "by hand")
    again = libraries.open_library(tmp_path / "by hand")
    assert everything(again) == everything(filled)
    assert again.safekeeping.check() == []
    assert again.photos.add([a_picture(tmp_path / "camera")]).added
    again.photos.remove([again.photos.every()[0].id])
    again.safekeeping.backup()
    again.close()


def test_a_backup_holds_what_was_committed_while_the_library_is_open_and_written_to(
    filled: Library, tmp_path: Path
):
    kept: list[str] = []

    def log_another(done: int, _of: int) -> None:
        kept.append(filled.journal.log(a_moment(20 + done), EntryChange({"itch": 1})).entry.id)

    made = filled.safekeeping.backup(progress=log_another)
    assert len(kept) > 3
    again = restored(made, tmp_path / "new")
    assert len(again.journal.of_days(a_moment(0).date(), a_moment(99).date())) == 1
    again.close()
    assert filled.safekeeping.check() == []


def test_progress_reaches_its_end_one_step_at_a_time(filled: Library):
    heard: list[tuple[int, int]] = []
    filled.safekeeping.backup(progress=lambda done, of: heard.append((done, of)))
    of = heard[0][1]
    assert heard == [(number, of) for number in range(1, of + 1)]


def test_a_cancelled_backup_leaves_no_file(filled: Library):
    for steps in range(6):
        asked: list[bool] = []

        def cancelled(asked: list[bool] = asked, steps: int = steps) -> bool:
            asked.append(True)
            return len(asked) > steps

        with pytest.raises(BackupFailed, match="stopped"):
            filled.safekeeping.backup(cancelled=cancelled)
        assert len(asked) == steps + 1
    assert list(filled.places.backups.iterdir()) == []
    assert filled.settings.last_backup == ""


def test_a_backup_goes_where_it_is_asked_to(filled: Library, tmp_path: Path):
    file = filled.safekeeping.backup(tmp_path / "mine.zip")
    assert file == tmp_path / "mine.zip"
    (tmp_path / "stick").mkdir()
    in_folder = filled.safekeeping.backup(tmp_path / "stick")
    assert in_folder.parent == tmp_path / "stick"
    assert in_folder.name.startswith("recovery-")
    with pytest.raises(NotFound, match="There is no folder"):
        filled.safekeeping.backup(tmp_path / "gone" / "mine.zip")


def test_a_backup_replaces_an_earlier_one_but_nothing_else(filled: Library, tmp_path: Path):
    target = tmp_path / "mine.zip"
    filled.safekeeping.backup(target)
    filled.journal.log(a_moment(7), EntryChange({"redness": 1}))
    filled.safekeeping.backup(target)
    again = restored(target, tmp_path / "new")
    assert everything(again) == everything(filled)
    again.close()
    thesis = tmp_path / "thesis.docx"
    with zipfile.ZipFile(thesis, "w") as archive:
        archive.writestr("word/document.xml", "years of work")
    before = thesis.read_bytes()
    with pytest.raises(BackupFailed, match=r"another file “thesis\.docx” already"):
        filled.safekeeping.backup(thesis)
    assert thesis.read_bytes() == before


def test_a_failed_backup_leaves_the_earlier_one(filled: Library, tmp_path: Path):
    target = filled.safekeeping.backup(tmp_path / "mine.zip")
    before = target.read_bytes()
    with pytest.raises(BackupFailed, match="stopped"):
        filled.safekeeping.backup(target, cancelled=lambda: True)
    assert target.read_bytes() == before


def test_a_library_that_goes_away_meanwhile_is_not_taken_for_one_that_lost_its_photos(
    filled: Library, tmp_path: Path
):
    folder, away = filled.folder, tmp_path / "unplugged"

    def unplug(_done: int, _of: int) -> None:
        if folder.exists():
            folder.rename(away)

    with pytest.raises(LibraryUnavailable, match="not there any more"):
        filled.safekeeping.pack(tmp_path / "mine.zip", progress=unplug)
    away.rename(folder)
    assert list(tmp_path.glob("*.zip")) == []
    assert not restoring.counts(filled.safekeeping.backup(tmp_path / "mine.zip")).missing


def lose(path: Path) -> None:
    """Take an original away."""
    path.unlink()


def rot(path: Path) -> None:
    """Let an original be another one."""
    path.write_bytes(b"\xff\xd8 rotten")


BROKEN = Path("/proc/self/mem")
"""A file at whose beginning every read fails as on a disk that is damaged there."""

HARMS = pytest.mark.parametrize("harm", [lose, rot])


@HARMS
def test_a_lost_original_is_named_by_a_backup_that_holds_all_the_rest(
    filled: Library, tmp_path: Path, harm: Callable[[Path], None]
):
    kept = filled.photos.add([a_picture(tmp_path / "camera", "kept.png")]).added[0]
    lost = next(one for one in filled.photos.every() if one.id != kept.id)
    harm(original(filled, lost))
    made, counts = filled.safekeeping.pack(tmp_path / "all.zip")
    assert counts.missing == ("5.jpg (2026-03-07)",) == restoring.counts(made).missing
    there = restoring.restore(made, tmp_path / "new")
    assert there.missing == counts.missing
    assert there.photos == counts.photos == 2
    again = libraries.open_library(tmp_path / "new")
    assert again.journal.of_days(a_moment(-999).date(), a_moment(999).date())
    assert bytes_of(again, kept) == bytes_of(filled, kept)
    # What has changed may still show something: it comes along as it is.
    assert original(again, lost).exists() == original(filled, lost).exists()
    problems = again.safekeeping.check()
    assert [one.kind for one in problems] == [one.kind for one in filled.safekeeping.check()]
    assert "5.jpg" in problems[0].what
    # And a backup of that one says the same.
    assert again.safekeeping.pack(tmp_path / "next.zip")[1].missing == counts.missing
    again.close()


@pytest.mark.skipif(not BROKEN.exists(), reason="only Linux has a file that cannot be read")
@pytest.mark.parametrize("encrypted", [False, True])
def test_what_the_disk_cannot_give_stops_no_backup_and_is_named(
    filled: Library, tmp_path: Path, encrypted: bool
):
    kept = filled.photos.add([a_picture(tmp_path / "camera", "kept.png")]).added[0]
    lost = next(one for one in filled.photos.every() if one.id != kept.id)
    keys = None
    if encrypted:
        filled.close()
        keys, _ = vault.turn_on(filled.folder, PASSPHRASE, cost=QUICK)
    with closing(libraries.open_library(filled.folder, keys=keys)) as library:
        path = photo_files.locate(library.places, lost.file)
        path.unlink()
        path.symlink_to(BROKEN)
        made, counts = library.safekeeping.pack(tmp_path / "all.zip")
        (problem,) = library.safekeeping.check()
        report = library.backing_up.make(a_moment(9))
    assert len(counts.missing) == 1
    assert ("5.jpg (2026-03-07)" in counts.missing) != encrypted
    assert problem.kind is Misfit.CHANGED_FILE
    assert "5.jpg" in problem.what
    assert report.new
    assert "5.jpg" in report.trouble
    restoring.restore(made, tmp_path / "new")
    with closing(libraries.open_library(tmp_path / "new", keys=keys)) as again:
        assert photo_files.read(again.places, kept.file)
        assert [one.kind for one in again.safekeeping.check()][:1] == [Misfit.MISSING_FILE]


@HARMS
def test_no_backup_is_replaced_that_holds_what_the_library_has_lost(
    filled: Library, tmp_path: Path, harm: Callable[[Path], None]
):
    target = filled.safekeeping.backup(tmp_path / "mine.zip")
    before, last = target.read_bytes(), filled.settings.last_backup
    harm(original(filled, filled.photos.every()[0]))
    with pytest.raises(BackupFailed, match=r"“mine\.zip” stays as it is.*“5\.jpg"):
        filled.safekeeping.backup(target)
    assert target.read_bytes() == before
    assert filled.settings.last_backup == last
    assert sorted(one.name for one in tmp_path.iterdir()) == ["camera", "library", "mine.zip"]
    # One that lacks the same is of no more use than the new one.
    other = filled.safekeeping.backup(tmp_path / "other.zip")
    filled.journal.log(a_moment(9), EntryChange({"redness": 2}))
    assert filled.safekeeping.pack(other)[1].entries == 2


def test_an_original_that_nobody_told_of_stops_a_restore(filled: Library, tmp_path: Path):
    made = filled.safekeeping.backup(tmp_path / "mine.zip")
    photo = filled.photos.every()[0].file
    with zipfile.ZipFile(made) as whole, zipfile.ZipFile(tmp_path / "cut.zip", "w") as cut:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "manifest.json":
                told = json.loads(data)
                assert told["missing"] == {}
                del told["files"][photo]
                data = json.dumps(told).encode()
            if name != photo:
                cut.writestr(name, data)
    with pytest.raises(BackupFailed, match="does not hold a whole library"):
        restoring.restore(tmp_path / "cut.zip", tmp_path / "new")


def test_pictures_of_cards_are_counted_and_a_manifest_from_before_is_read(
    filled: Library, tmp_path: Path
):
    card = filled.cards.prepare(a_picture(tmp_path / "camera", "card.png"))
    assert isinstance(card, PreparedCard)
    session = filled.sessions.every()[0].session
    filled.sessions.save(session, CardChange(added=(card,)))
    made, counts = filled.safekeeping.pack(tmp_path / "mine.zip")
    assert counts.cards == restoring.counts(made).cards == 1
    with zipfile.ZipFile(made) as whole, zipfile.ZipFile(tmp_path / "old.zip", "w") as old:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "manifest.json":
                told = json.loads(data)
                del told["counts"]["cards"], told["missing"]
                data = json.dumps(told).encode()
            old.writestr(name, data)
    there = restoring.restore(tmp_path / "old.zip", tmp_path / "new")
    assert (there.cards, there.missing, there.photos) == (None, (), 1)
    filled.sessions.remove(session.id)
    assert filled.safekeeping.pack(tmp_path / "less.zip")[1].cards == 0


def test_a_lost_original_can_be_let_go_and_then_a_backup_works(filled: Library):
    photo = filled.photos.every()[0]
    original(filled, photo).unlink()
    filled.photos.remove([photo.id])
    filled.trash.empty(older_than_days=0)
    assert filled.safekeeping.backup().exists()


@pytest.mark.parametrize("name", ["session_step", "ix_rating_symptom"])
def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(filled: Library, name: str):
    folder = filled.places.folder
    filled.close()
    data = bytearray(filled.places.database.read_bytes())
    with closing(sqlite3.connect(filled.places.database)) as connection:
        found = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [name])
        page = found.fetchone()[0]
    data[(page - 1) * 4096 : page * 4096] = b"\xee" * 4096
    filled.places.database.write_bytes(data)
    again = libraries.open_library(folder)
    with pytest.raises(BackupFailed, match="does not hold a whole library"):
        again.safekeeping.backup()
    assert list(again.places.backups.iterdir()) == []
    problems = again.safekeeping.check()
    assert {problem.kind for problem in problems} == {Misfit.DATABASE}
    assert "Restore the last backup" in problems[0].mend
    again.close()


def test_a_restore_does_not_touch_what_is_there(filled: Library, tmp_path: Path):
    made = filled.safekeeping.backup()
    before = files_of(filled.places.folder)
    with pytest.raises(LibraryUnavailable, match="“library” is not empty"):
        restoring.restore(made, filled.places.folder)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(LibraryUnavailable, match="“file” is not empty"):
        restoring.restore(made, tmp_path / "file")
    assert files_of(filled.places.folder) == before
    assert (tmp_path / "file").read_text() == "mine"
    assert not list(tmp_path.rglob("*.part"))


def test_a_restore_may_go_into_an_empty_folder_or_make_the_way_to_a_new_one(
    filled: Library, tmp_path: Path
):
    made = filled.safekeeping.backup()
    (tmp_path / "empty").mkdir(mode=0o755)
    for target in (tmp_path / "empty", tmp_path / "deep" / "er" / "new"):
        again = restored(made, target)
        assert everything(again) == everything(filled)
        again.close()
        for path in [target, *target.rglob("*")]:
            mode = stat.S_IMODE(path.stat().st_mode)
            assert mode == (0o700 if path.is_dir() else 0o600), path
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("camera", "deep", "empty", "library"),
    ]


def test_a_backup_of_an_older_version_is_restored_and_brought_up_to_date(tmp_path: Path):
    old = Places(tmp_path / "old")
    old.lay_out()
    shutil.copy(Path(__file__).parents[1] / "storage" / "old" / "v0001.sqlite3", old.database)
    with closing(sqlite3.connect(old.database, isolation_level=None)) as connection:
        connection.execute("DELETE FROM photo")  # its picture is not kept among the tests
    backups.make(old, tmp_path / "old.zip")
    counts = restoring.restore(tmp_path / "old.zip", tmp_path / "new")
    again = libraries.open_library(tmp_path / "new")
    assert len(again.sessions.every()) == counts.sessions
    assert len(again.catalogue.kinds()) > 10
    assert again.safekeeping.check() == []
    assert len(list(again.places.backups.iterdir())) == 1
    again.close()


def test_a_missing_backup_is_named(tmp_path: Path):
    with pytest.raises(NotFound, match=r"There is no file “gone\.zip”"):
        restoring.restore(tmp_path / "gone.zip", tmp_path / "new")
    with pytest.raises(NotFound, match="There is no backup in"):
        restoring.restore(tmp_path, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_a_whole_library_has_no_problems(filled: Library):
    filled.photos.thumbnail(filled.photos.every()[0], 64)
    filled.safekeeping.backup()
    assert filled.safekeeping.check() == []


def test_everything_that_does_not_fit_is_named_and_left_alone(filled: Library, tmp_path: Path):
    gone = filled.photos.add([a_picture(tmp_path / "camera", "gone.png")]).added[0]
    changed = filled.photos.add([a_picture(tmp_path / "camera", "changed.png")]).added[0]
    original(filled, gone).unlink()
    original(filled, changed).write_bytes(b"rotten")
    photos, trash = filled.places.photos, filled.places.trash
    (photos / "ab").mkdir(exist_ok=True)
    (photos / "ab" / "stray.jpg").write_bytes(b"whose?")
    (trash / "other.jpg").write_bytes(b"whose?")
    (photos / "ab" / "tmp123.part").write_bytes(b"half")
    (filled.places.backups / "recovery-x.part").mkdir()
    before = files_of(filled.places.folder)
    problems = filled.safekeeping.check()
    found = sorted((problem.kind.value, problem.what) for problem in problems)
    assert [kind for kind, _ in found] == [
        *("changed-file", "leftover", "leftover", "missing-file", "stray-file", "stray-file")
    ]
    assert "changed.png" in found[0][1]
    assert "backups/recovery-x.part" in found[1][1]
    assert "photos/ab/tmp123.part" in found[2][1]
    assert "gone.png" in found[3][1]
    assert gone.file in found[3][1]
    assert "photos/ab/stray.jpg" in found[4][1]
    assert "trash/other.jpg" in found[5][1]
    for problem in problems:
        assert problem.what.endswith(".")
        assert problem.mend.endswith(".")
    assert files_of(filled.places.folder) == before


def test_a_row_that_refers_to_nothing_is_named(filled: Library):
    with closing(sqlite3.connect(filled.places.database, isolation_level=None)) as connection:
        connection.execute("INSERT INTO rating VALUES ('nobody', 'redness', 1, '2025-03-03')")
    problems = filled.safekeeping.check()
    assert [problem.kind for problem in problems] == [Misfit.ORPHAN]
    assert "rating → entry" in problems[0].what
    with pytest.raises(BackupFailed, match="does not hold a whole library"):
        filled.safekeeping.backup()


def test_a_picture_in_sight_whose_file_lies_in_the_trash_is_not_lost(
    filled: Library, tmp_path: Path
):
    photo = filled.photos.every()[0]
    shutil.move(original(filled, photo), filled.places.trash)
    assert filled.safekeeping.check() == []
    again = restored(filled.safekeeping.backup(), tmp_path / "new")
    assert again.safekeeping.check() == []
    assert again.photos.thumbnail(photo, 32)
    again.close()
