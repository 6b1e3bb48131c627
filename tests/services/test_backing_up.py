"""Automatic backups and the way back, as the window and the command line use them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import now as this_moment
from recovery_app.errors import LibraryUnavailable
from recovery_app.services import library as libraries
from recovery_app.services import restoring
from recovery_app.services.library import Library
from tests.disks import small_disk

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


def test_it_is_due_once_a_day(library: Library):
    assert library.backing_up.is_due(NOW)
    back_up(library)
    assert not library.backing_up.is_due(NOW + timedelta(hours=2))
    assert library.backing_up.is_due(NOW + DAY)


def test_it_can_be_switched_off(library: Library):
    library.choose(replace(library.settings, automatic_backups=False))
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
