"""Automatic backups and the way back, as the window and the command line use them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import now as this_moment
from recovery_app.errors import BackupFailed, LibraryLocked, LibraryUnavailable
from recovery_app.services import library as libraries
from recovery_app.services import restoring, vault
from recovery_app.services.library import Library
from recovery_app.storage import depots, photo_files, snapshots
from recovery_app.storage.depots import Depot
from recovery_app.storage.keys import Keys
from tests.disks import small_disk
from tests.factories import a_picture
from tests.services.locked import JPEG, PASSPHRASE, QUICK, WORDS, fill, readable, seen

NOW = datetime(2026, 5, 4, 21, 4, 5, tzinfo=UTC)
DAY = timedelta(days=1)
Note = Callable[[str], None]


@pytest.fixture
def note(library: Library) -> Note:
    """Write something into the diary."""

    def write(text: str) -> None:
        library.journal.log(this_moment(), EntryChange(ratings={"redness": 2}, note=text))

    return write


def back_up(library: Library, now: datetime = NOW) -> None:
    library.backing_up.remember(library.backing_up.make(now))


def test_it_waits_for_the_first_words(library: Library, note: Note):
    assert not library.backing_up.is_due(NOW)
    note(WORDS)
    assert library.backing_up.is_due(NOW)


def test_it_is_due_once_a_day(library: Library, note: Note):
    note(WORDS)
    assert library.backing_up.is_due(NOW)
    back_up(library)
    assert not library.backing_up.is_due(NOW + timedelta(hours=2))
    assert library.backing_up.is_due(NOW + DAY)


def test_it_can_be_switched_off(library: Library):
    library.choose(lambda now: replace(now, automatic_backups=False))
    assert not library.backing_up.is_due(NOW)


def test_a_clock_that_was_set_back_does_not_stop_it(library: Library):
    back_up(library, NOW + 400 * DAY)
    assert library.backing_up.is_due(NOW)


def test_the_diary_knows_when_it_was_backed_up_and_says_so(
    library: Library, announced: list[Change]
):
    announced.clear()
    back_up(library)
    assert datetime.fromisoformat(library.settings.last_backup) == NOW
    assert [change.topics for change in announced] == [frozenset({Topic.BACKUP})]


def test_an_unchanged_diary_counts_as_backed_up(library: Library, note: Note):
    note("one")
    back_up(library)
    report = library.backing_up.make(NOW + DAY)
    assert (report.new, report.made_at) == (False, NOW + DAY)
    assert len(library.backing_up.kept()) == 1


def test_a_backup_comes_back_beside_the_library(library: Library, note: Note, tmp_path: Path):
    note("one")
    back_up(library)
    (kept,) = library.backing_up.kept()
    assert restoring.counts(kept.folder).entries == 1
    restoring.restore(kept.folder, tmp_path / "again")
    again = libraries.open_library(tmp_path / "again")
    today = this_moment().date()
    assert [one.note for one in again.journal.of_days(today, today)] == ["one"]
    again.close()


def test_a_backup_takes_the_place_of_the_library_which_is_kept(library: Library, note: Note):
    note("one")
    back_up(library)
    note("two")
    (backup,) = library.backing_up.kept()
    staged = restoring.stage(backup.folder, library.folder)
    library.close()
    kept = restoring.swap(library.folder, staged, NOW)
    today = this_moment().date()
    for folder, says in ((library.folder, "one"), (kept, "two")):
        opened = libraries.open_library(folder)
        assert [one.note for one in opened.journal.of_days(today, today)] == [says]
        opened.close()
    again = libraries.open_library(library.folder)
    assert len(again.backing_up.kept()) == 1
    again.close()


def test_a_second_place_gets_its_own(library: Library, note: Note, tmp_path: Path):
    (tmp_path / "stick").mkdir()
    library.backing_up.use_second_place(tmp_path / "stick")
    note("one")
    back_up(library)
    assert [one.second for one in library.backing_up.kept()] in ([True, False], [False, True])
    library.backing_up.use_second_place(None)
    assert [one.second for one in library.backing_up.kept()] == [False]


def test_a_second_place_that_is_away_is_said_and_stops_nothing(
    library: Library, note: Note, tmp_path: Path
):
    stick = tmp_path / "stick"
    stick.mkdir()
    library.backing_up.use_second_place(stick)
    stick.rename(tmp_path / "pulled out")
    stick.mkdir()  # the empty mount point
    note("one")
    report = library.backing_up.make(NOW)
    assert "the second backup waits for it" in report.trouble
    assert report.made_at == NOW
    library.backing_up.remember(report)
    assert library.backing_up.is_due(NOW)
    assert not list(stick.iterdir())


def test_two_libraries_do_not_share_a_second_place(library: Library, tmp_path: Path):
    (tmp_path / "stick" / f"Backups of {library.name}").mkdir(parents=True)
    library.backing_up.use_second_place(tmp_path / "stick")
    assert Path(library.settings.second_depot).name == f"Backups of {library.name} 2"


def test_the_library_itself_is_no_second_place(library: Library):
    with pytest.raises(LibraryUnavailable, match="lies in the library"):
        library.backing_up.use_second_place(library.folder / "photos")
    assert library.settings.second_depot == ""


def test_a_full_second_disk_is_said_and_the_first_backup_counts(
    library: Library, note: Note, tmp_path: Path
):
    note("one")
    with small_disk(tmp_path / "stick") as disk:
        library.backing_up.use_second_place(disk.folder)
        disk.fill(but=4096)
        report = library.backing_up.make(NOW)
        assert "The disk is full" in report.trouble
        assert report.made_at == NOW
        disk.empty()
        assert library.backing_up.make(NOW).trouble == ""


def test_a_damaged_database_is_not_backed_up_over_a_good_one(library: Library, note: Note):
    for number in range(40):
        note(str(number) * 100)
    back_up(library)
    library.close()
    data = bytearray(library.places.database.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096] = bytes(4096)
    library.places.database.write_bytes(data)
    damaged = libraries.open_library(library.folder)
    report = damaged.backing_up.make(NOW + DAY)
    assert report.made_at is None
    assert report.trouble
    assert len(damaged.backing_up.kept()) == 1
    damaged.close()


def test_rot_is_found_by_reading_everything_again(library: Library, note: Note):
    note("one")
    back_up(library)
    assert library.backing_up.read_again() == []
    (kept,) = library.backing_up.kept()
    file = kept.folder / library.places.database.name
    file.write_bytes(b"?" + file.read_bytes()[1:])
    assert library.backing_up.read_again() == [f"{kept.folder.name}/{file.name}"]


def test_what_waits_for_a_backup_is_counted_in_days(library: Library, note: Note):
    now = this_moment()
    assert library.backing_up.state(now).days == 0
    note("one")
    assert not library.backing_up.state(now + 3 * DAY).is_old
    assert library.backing_up.state(now + 5 * DAY).is_old
    back_up(library, now + 5 * DAY)
    state = library.backing_up.state(now + 400 * DAY)
    assert (state.last, state.days, state.is_old) == (now + 5 * DAY, 0, False)


def test_stopping_at_any_step_leaves_whole_backups_and_no_trace(
    library: Library, note: Note, tmp_path: Path
):
    note("one")
    library.photos.add([a_picture(tmp_path / "camera", f"{at}.png") for at in range(3)])
    back_up(library)
    note("two")
    library.photos.add([a_picture(tmp_path / "camera", f"{at}.png") for at in range(3, 6)])
    for most in range(9):
        asked: list[bool] = []

        def cancelled(asked: list[bool] = asked, most: int = most) -> bool:
            asked.append(True)
            return len(asked) > most

        report = library.backing_up.make(NOW + DAY, cancelled=cancelled)
        if not report.trouble:
            break
        assert "stopped" in report.trouble
        assert len(library.backing_up.kept()) in (1, 2)
        assert library.safekeeping.check() == []
    assert library.backing_up.read_again() == []
    with pytest.raises(BackupFailed, match="Reading was stopped"):
        library.backing_up.read_again(cancelled=lambda: True)


def test_what_a_killed_program_left_is_cleared_away_by_the_next_backup(
    library: Library, note: Note
):
    note("one")
    back_up(library)
    depot = library.places.backups / "daily"
    (depot / "making-x.part").mkdir()
    (depot / "making-x.part" / "library.sqlite3").write_bytes(b"half")
    (depot / "photos" / "ab").mkdir()
    (depot / "photos" / "ab" / "tmp1.part").write_bytes(b"half")
    back_up(library, NOW + DAY)
    assert not list(depot.rglob("*.part"))
    assert library.safekeeping.check() == []


def test_two_programs_do_not_write_backups_at_once(library: Library, note: Note):
    note("one")
    with depots.alone(Depot(library.places.backups / "daily")):
        report = library.backing_up.make(NOW)
    assert "Another program is writing" in report.trouble
    assert library.backing_up.make(NOW).trouble == ""


def test_a_restore_can_be_stopped_at_any_file_and_leaves_nothing(
    library: Library, note: Note, tmp_path: Path
):
    note("one")
    library.photos.add([a_picture(tmp_path / "camera", f"{at}.png") for at in range(3)])
    back_up(library)
    before = sorted(tmp_path.iterdir())
    for source in (library.backing_up.kept()[0].folder, library.safekeeping.backup()):
        for most in range(4):
            asked: list[bool] = []

            def cancelled(asked: list[bool] = asked, most: int = most) -> bool:
                asked.append(True)
                return len(asked) > most

            with pytest.raises(BackupFailed, match="nothing was left behind"):
                restoring.restore(source, tmp_path / "again", cancelled=cancelled)
        heard: list[tuple[int, int]] = []
        restoring.restore(
            source, tmp_path / "again", lambda done, of, to=heard: to.append((done, of))
        )
        assert heard[-1][0] == heard[-1][1] == len(heard)
        shutil.rmtree(tmp_path / "again")
        assert sorted(tmp_path.iterdir()) == before


@pytest.fixture
def locked(template_locked: tuple[Path, Keys, str], tmp_path: Path) -> Iterator[Library]:
    """An encrypted library with entries and photos in it."""
    template, keys, _ = template_locked
    shutil.copytree(template, tmp_path / "locked")
    opened = libraries.open_library(tmp_path / "locked", keys=keys)
    fill(opened)
    yield opened
    opened.close()


def test_backups_of_an_encrypted_library_are_encrypted_and_come_back(
    locked: Library, tmp_path: Path
):
    back_up(locked)
    (kept,) = locked.backing_up.kept()
    assert kept.counts.photos == 2
    assert readable(locked.folder) == []
    assert locked.backing_up.read_again() == []
    assert not locked.backing_up.make(NOW + DAY).new
    before = seen(locked)
    restoring.restore(kept.folder, tmp_path / "again")
    with pytest.raises(LibraryLocked):
        libraries.open_library(tmp_path / "again")
    keys = vault.unlock(tmp_path / "again", PASSPHRASE)
    again = libraries.open_library(tmp_path / "again", keys=keys)
    assert seen(again)[:3] == before[:3]
    assert again.safekeeping.check() == []
    again.close()


def test_names_of_lost_photos_do_not_lie_open_beside_an_encrypted_library(locked: Library):
    photo = locked.photos.every()[0]
    photo_files.locate(locked.places, photo.file).unlink()
    report = locked.backing_up.make(NOW)
    assert photo.name in report.trouble
    (kept,) = locked.backing_up.kept()
    assert len(kept.missing) == 1
    assert photo.name not in (kept.folder / snapshots.HEAD).read_text()


def test_a_passphrase_that_was_changed_opens_the_latest_backup_too(locked: Library, tmp_path: Path):
    back_up(locked)
    vault.change_passphrase(locked.folder, PASSPHRASE, "another one altogether", QUICK)
    assert locked.backing_up.make(NOW + DAY).new
    restoring.restore(locked.backing_up.kept()[0].folder, tmp_path / "again")
    assert vault.unlock(tmp_path / "again", "another one altogether")


def test_plain_backups_go_once_an_encrypted_one_is_whole(
    library: Library, note: Note, tmp_path: Path
):
    (tmp_path / "stick").mkdir()
    library.backing_up.use_second_place(tmp_path / "stick")
    library.photos.add([a_picture(tmp_path / "camera", "one.jpg")])
    for day in range(3):
        note(f"{WORDS} {day}")
        back_up(library, NOW + day * DAY)
    library.choose(lambda now: replace(now, automatic_backups=False))
    library.close()
    keys, _ = vault.turn_on(library.folder, PASSPHRASE, cost=QUICK)
    opened = libraries.open_library(library.folder, keys=keys)
    assert len(opened.backing_up.plain()) == 6
    assert opened.backing_up.is_due(NOW + 2 * DAY)
    back_up(opened, NOW + 2 * DAY)
    assert opened.backing_up.plain() == []
    assert [one.second for one in opened.backing_up.kept()] in ([True, False], [False, True])
    assert readable(opened.folder) == readable(tmp_path / "stick") == []
    assert not opened.backing_up.is_due(NOW + 2 * DAY)
    assert opened.backing_up.read_again() == []
    opened.close()


def test_plain_backups_stay_while_no_encrypted_one_could_be_made(
    library: Library, note: Note, tmp_path: Path
):
    note("one")
    back_up(library)
    library.close()
    keys, _ = vault.turn_on(library.folder, PASSPHRASE, cost=QUICK)
    opened = libraries.open_library(library.folder, keys=keys)
    opened.photos.add([a_picture(tmp_path / "camera", "one.jpg")])
    assert opened.backing_up.make(NOW + DAY, cancelled=lambda: True).trouble
    assert len(opened.backing_up.plain()) == 1
    opened.close()


def test_a_damaged_plain_backup_goes_too_and_so_does_what_a_crash_left(
    library: Library, note: Note, tmp_path: Path
):
    library.photos.add([a_picture(tmp_path / "camera", "one.jpg")])
    note(WORDS)
    back_up(library)
    (kept,) = library.backing_up.kept()
    (kept.folder / snapshots.HEAD).write_bytes(b"rot")
    library.close()
    keys, _ = vault.turn_on(library.folder, PASSPHRASE, cost=QUICK)
    opened = libraries.open_library(library.folder, keys=keys)
    back_up(opened, NOW + DAY)
    left = opened.places.backups / "daily" / "photos" / "ab"
    left.mkdir(exist_ok=True)
    (left / "plain.jpg").write_bytes(JPEG)
    opened.journal.log(this_moment(), EntryChange(note="more"))
    back_up(opened, NOW + 2 * DAY)
    assert readable(opened.folder) == []
    opened.close()


def test_what_a_killed_first_backup_left_gives_way_to_an_encrypted_one(
    library: Library, note: Note
):
    note(WORDS)
    depot = library.places.backups / "daily"
    for left in (depot / "making-x.part" / "library.sqlite3", depot / "photos" / "ab" / "one.jpg"):
        left.parent.mkdir(parents=True)
        left.write_bytes(JPEG)
    library.close()
    keys, _ = vault.turn_on(library.folder, PASSPHRASE, cost=QUICK)
    opened = libraries.open_library(library.folder, keys=keys)
    assert opened.backing_up.plain() == [depot / "making-x.part", depot / "photos"]
    assert opened.backing_up.is_due(NOW)
    back_up(opened)
    assert opened.backing_up.plain() == readable(opened.folder) == []
    opened.close()


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_a_backup_copied_by_hand_is_a_library_as_its_readme_says(
    library: Library, locked: Library, tmp_path: Path, encrypted: bool
):
    source = locked if encrypted else library
    if not encrypted:
        shutil.rmtree(tmp_path / "pictures")
        fill(library)
    back_up(source)
    depot, (kept,) = source.places.backups / "daily", source.backing_up.kept()
    again = tmp_path / "again"
    shutil.copytree(kept.folder, again)
    shutil.copytree(depot / "photos", again / "photos")
    keys = vault.unlock(again, PASSPHRASE) if encrypted else None
    opened = libraries.open_library(again, keys=keys)
    assert seen(opened)[:3] == seen(source)[:3]
    assert opened.safekeeping.check() == []
    opened.close()
    for words in ("backups/daily/DATE", "backups/daily/photos"):
        assert words in source.places.readme.read_text()
