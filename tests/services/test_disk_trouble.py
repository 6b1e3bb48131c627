"""Disks that are full or read-only, for real: one sentence, nothing lost, and it goes on afterwards."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from recovery_app.domain.entries import EntryChange
from recovery_app.errors import LibraryUnavailable, RecoveryError
from recovery_app.services import library as libraries
from recovery_app.services.library import Library
from tests.disks import Disk, small_disk
from tests.factories import a_moment, a_picture

FULL = "disk is full"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk", "2m") as one:
        yield one


@pytest.fixture
def there(disk: Disk, template_library: Path) -> Path:
    """A library on the small disk."""
    folder = disk.folder / "library"
    shutil.copytree(template_library, folder)
    return folder


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_an_entry_that_does_not_fit_is_refused_and_the_diary_stays_whole(disk: Disk, there: Path):
    library = libraries.open_library(there)
    kept = library.journal.log(a_moment(1), EntryChange({"redness": 3})).entry
    disk.fill()
    with pytest.raises(LibraryUnavailable, match=FULL):
        library.journal.log(a_moment(2), EntryChange(note="words " * 50_000))
    assert library.journal.of_days(kept.day, a_moment(2).date()) == [kept]
    disk.empty()
    library.journal.log(a_moment(2), EntryChange({"redness": 2}))
    assert len(library.journal.of_days(kept.day, a_moment(2).date())) == 2
    assert library.safekeeping.check() == []
    library.close()


def test_a_full_disk_is_named_where_a_library_can_not_even_be_opened(disk: Disk, there: Path):
    libraries.open_library(there).close()
    disk.fill()
    with pytest.raises(LibraryUnavailable, match=f"{FULL}, and the library needs a little room"):
        libraries.open_library(there)
    disk.empty()
    libraries.open_library(there).close()


def test_a_photo_that_does_not_fit_leaves_nothing_behind(disk: Disk, there: Path, tmp_path: Path):
    library = libraries.open_library(there)
    before = library.photos.every()  # opens every connection
    picture = a_picture(tmp_path / "camera", "big.bmp", size=(200, 200))
    disk.fill(but=20_000)
    files = files_of(there)
    (refused,) = library.photos.add([picture]).refused
    assert re.search(FULL, refused.why)
    assert library.photos.every() == before == []
    assert files_of(there) == files
    disk.empty()
    assert len(library.photos.add([picture]).added) == 1
    library.close()


def test_a_backup_that_does_not_fit_leaves_nothing_behind(disk: Disk, there: Path, tmp_path: Path):
    library = libraries.open_library(there)
    library.photos.add([a_picture(tmp_path / "camera", "big.bmp", size=(300, 300))])
    disk.fill(but=260_000)
    files = files_of(there)
    with pytest.raises(LibraryUnavailable, match=FULL):
        library.safekeeping.backup()
    assert files_of(there) == files
    assert library.settings.last_backup == ""
    library.close()


def test_a_backup_can_go_to_another_disk_when_this_one_is_full(
    disk: Disk, there: Path, tmp_path: Path
):
    library = libraries.open_library(there)
    library.photos.add([a_picture(tmp_path / "camera")])
    disk.fill(but=8192)
    made = library.safekeeping.backup(tmp_path / "elsewhere.zip")
    assert made.stat().st_size > 0
    library.close()


def test_a_restore_that_does_not_fit_leaves_nothing_behind(
    disk: Disk, library: Library, tmp_path: Path
):
    from recovery_app.services import restoring

    library.photos.add([a_picture(tmp_path / "camera", "big.bmp", size=(900, 900))])
    made = library.safekeeping.backup(tmp_path / "all.zip")
    with pytest.raises(LibraryUnavailable, match="not enough room"):
        restoring.restore(made, disk.folder / "new")
    assert list(disk.folder.iterdir()) == []


def test_a_library_that_does_not_fit_is_not_begun(disk: Disk):
    disk.fill(but=100_000)
    with pytest.raises(LibraryUnavailable, match=FULL):
        libraries.create(disk.folder / "library")
    assert files_of(disk.folder) == {"filler"}
    disk.empty()
    libraries.create(disk.folder / "library").close()


def test_thumbnails_are_made_anew_each_time_while_they_cannot_be_kept(
    disk: Disk, there: Path, tmp_path: Path
):
    library = libraries.open_library(there)
    photo = library.photos.add([a_picture(tmp_path / "camera", size=(400, 300))]).added[0]
    disk.fill()
    first = library.photos.thumbnail(photo, 120)
    assert library.photos.thumbnail(photo, 120) == first
    disk.empty()
    assert library.photos.thumbnail(photo, 120) == first
    library.close()


def test_a_read_only_library_says_so(disk: Disk, there: Path):
    disk.make_read_only()
    with pytest.raises(LibraryUnavailable, match="read-only"):
        libraries.open_library(there)


def test_a_library_on_a_read_only_disk_is_not_begun(disk: Disk):
    disk.make_read_only()
    with pytest.raises(LibraryUnavailable, match="read-only"):
        libraries.create(disk.folder / "library")


def test_a_backup_does_not_go_to_a_read_only_disk(disk: Disk, library: Library):
    disk.make_read_only()
    with pytest.raises(RecoveryError, match="read-only"):
        library.safekeeping.backup(disk.folder / "all.zip")
