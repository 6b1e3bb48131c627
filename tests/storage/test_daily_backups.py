"""Automatic backups: quick when little changed, whole when it counts, honest about what is lost."""

import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from recovery_app.domain.photos import Photo
from recovery_app.errors import BackupFailed, LibraryUnavailable
from recovery_app.storage import (
    daily_backups,
    depot_originals,
    photo_files,
    photos,
    proofs,
    snapshots,
    trash,
    versions,
)
from recovery_app.storage.database import Database
from recovery_app.storage.depots import Depot
from recovery_app.storage.places import Places
from tests.disks import small_disk
from tests.factories import a_photo, an_entry
from tests.storage.written import add_entry

NOW = datetime(2026, 5, 4, 21, 4, 5, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def depot(tmp_path: Path) -> Depot:
    """A depot that is not there yet."""
    return Depot(tmp_path / "elsewhere" / "depot")


@pytest.fixture
def diary(places: Places) -> Iterator[Database]:
    """A library with an entry and three photos, one of them in the trash."""
    opened = Database(places.database)
    with opened.writing() as db:
        add_entry(db, an_entry())
    _, _, gone = [add_photo(places, opened, data) for data in (b"front", b"left", b"gone")]
    with opened.writing() as db:
        photos.remove(db, [gone.id])
        photo_files.to_trash(places, gone.file)
    yield opened
    opened.close()


def add_photo(places: Places, database: Database, data: bytes) -> Photo:
    data = data * 100
    photo = a_photo(sha256=photo_files.hash_of(data), size=len(data))
    photo_files.keep(places, data, photo.file)
    with database.writing() as db:
        photos.save(db, photo)
    return photo


def original_of(places: Places, sha256: str) -> Path:
    (path,) = [path for path in places.photos.glob("??/*") if path.name.startswith(sha256)]
    return path


@pytest.mark.usefixtures("diary")
def test_a_backup_holds_all_and_becomes_a_library_again(
    places: Places, depot: Depot, tmp_path: Path
):
    made = daily_backups.make(places, depot, NOW)
    assert made.new
    assert made.copied == 3
    assert made.snapshot.folder.name == "2026-05-04T210405Z"
    assert (made.snapshot.head.counts.entries, made.snapshot.head.counts.photos) == (1, 2)
    again = Places(tmp_path / "again")
    daily_backups.restore(made.snapshot, again.folder)
    with (
        closing(versions.open_reading(places.database)) as one,
        closing(versions.open_reading(again.database)) as other,
    ):
        assert proofs.state(one) == proofs.state(other)
        needed = proofs.originals(other)
    assert len(needed) == 3
    for original in needed:
        data = photo_files.locate(again, original.file).read_bytes()
        assert photo_files.hash_of(data) == original.sha256


@pytest.mark.usefixtures("diary")
def test_its_checksums_can_be_read_by_hand(places: Places, depot: Depot):
    made = daily_backups.make(places, depot, NOW)
    subprocess.run(
        ["sha256sum", "--check", "--quiet", snapshots.SUMS], cwd=made.snapshot.folder, check=True
    )


@pytest.mark.usefixtures("diary")
def test_what_has_not_changed_is_not_backed_up_again(places: Places, depot: Depot):
    first = daily_backups.make(places, depot, NOW)
    again = daily_backups.make(places, depot, NOW + DAY)
    assert not again.new
    assert again.snapshot == first.snapshot
    assert len(snapshots.every(depot)) == 1


def test_a_later_one_copies_only_what_is_new(places: Places, depot: Depot, diary: Database):
    daily_backups.make(places, depot, NOW)
    kept = {path: path.stat().st_mtime_ns for path in depot.photos.glob("??/*")}
    add_photo(places, diary, b"right")
    later = daily_backups.make(places, depot, NOW + DAY)
    assert (later.new, later.copied) == (True, 1)
    assert all(path.stat().st_mtime_ns == when for path, when in kept.items())


def test_a_note_alone_is_a_change(places: Places, depot: Depot, diary: Database):
    daily_backups.make(places, depot, NOW)
    with diary.writing() as db:
        add_entry(db, an_entry(note="less dry"))
    assert daily_backups.make(places, depot, NOW + DAY).new


def test_old_ones_go_and_take_what_only_they_needed_along(
    places: Places, depot: Depot, diary: Database
):
    photo = add_photo(places, diary, b"once")
    daily_backups.make(places, depot, NOW)
    with diary.writing() as db:
        photos.remove(db, [photo.id])
        trash.purge(db, datetime.now(UTC) + DAY)
    photo_files.discard(places, photo.file)
    for day in range(1, 60):
        with diary.writing() as db:
            add_entry(db, an_entry(note=str(day)))
        daily_backups.make(places, depot, NOW + day * DAY)
    left = snapshots.every(depot)
    assert len(left) < 20
    assert not list(depot.photos.glob(f"??/{photo.sha256}*")) or NOW in [
        one.head.counts.made_at for one in left
    ]
    assert not list(depot.folder.glob("*.part"))
    for one in left:
        assert depot_originals.prove(places, one) == []


def test_one_made_while_the_clock_was_wrong_is_kept(places: Places, depot: Depot, diary: Database):
    for day in range(30):
        with diary.writing() as db:
            add_entry(db, an_entry(note=str(day)))
        daily_backups.make(places, depot, NOW + day * DAY)
    with diary.writing() as db:
        add_entry(db, an_entry(note="a year back"))
    made = daily_backups.make(places, depot, NOW - 365 * DAY)
    assert made.snapshot.folder.is_dir()


@pytest.mark.usefixtures("diary")
def test_an_original_that_the_library_lost_is_still_in_the_backup(
    places: Places, depot: Depot, tmp_path: Path
):
    daily_backups.make(places, depot, NOW)
    sha256 = photo_files.hash_of(b"front" * 100)
    original_of(places, sha256).unlink()
    again = daily_backups.make(places, depot, NOW + DAY)
    assert len(again.lost) == 1
    assert again.snapshot.head.missing == ()
    daily_backups.restore(again.snapshot, tmp_path / "again")
    assert original_of(Places(tmp_path / "again"), sha256).read_bytes() == b"front" * 100


def test_an_original_that_nobody_has_stops_no_backup_and_is_named(
    places: Places, depot: Depot, diary: Database
):
    sha256 = photo_files.hash_of(b"front" * 100)
    original_of(places, sha256).unlink()
    made = daily_backups.make(places, depot, NOW)
    assert made.copied == 2
    assert len(made.snapshot.head.missing) == 1
    with diary.reading() as db:
        name = next(one.name for one in photos.every(db) if one.sha256 == sha256)
    assert name in made.snapshot.head.missing[0]


@pytest.mark.usefixtures("diary")
def test_an_original_that_changed_is_not_taken_for_a_good_one(places: Places, depot: Depot):
    path = original_of(places, photo_files.hash_of(b"front" * 100))
    path.write_bytes(b"something else, of another length")
    made = daily_backups.make(places, depot, NOW)
    assert len(made.snapshot.head.missing) == 1
    assert not (depot.folder / path.relative_to(places.folder)).exists()


@pytest.mark.usefixtures("diary")
def test_rot_in_the_backup_is_found_and_mended_from_the_library(places: Places, depot: Depot):
    made = daily_backups.make(places, depot, NOW).snapshot
    copy = next(depot.photos.glob("??/*"))
    good = copy.read_bytes()
    copy.write_bytes(good[:-1] + b"?")
    assert depot_originals.prove(places, made) == []
    assert copy.read_bytes() == good


@pytest.mark.usefixtures("diary")
def test_rot_that_the_library_cannot_mend_is_named(places: Places, depot: Depot):
    made = daily_backups.make(places, depot, NOW).snapshot
    sha256 = photo_files.hash_of(b"front" * 100)
    original = original_of(places, sha256)
    stored = original.relative_to(places.folder).as_posix()
    original.unlink()
    (depot.folder / stored).write_bytes(b"rot")
    assert depot_originals.prove(places, made) == [stored]
    with pytest.raises(BackupFailed, match="is damaged"):
        daily_backups.restore(made, places.folder.with_name("again"))
    assert not places.folder.with_name("again").exists()


def test_every_byte_of_every_backup_can_be_read_again(
    places: Places, depot: Depot, diary: Database
):
    first = daily_backups.make(places, depot, NOW).snapshot
    add_photo(places, diary, b"right")
    daily_backups.make(places, depot, NOW + DAY)
    assert daily_backups.prove(places, depot) == []
    database = first.folder / places.database.name
    database.write_bytes(database.read_bytes()[:-1] + b"?")
    assert daily_backups.prove(places, depot) == [f"{first.folder.name}/{database.name}"]


@pytest.mark.usefixtures("diary")
def test_within_thirty_days_every_original_is_read_again(places: Places, depot: Depot):
    made = daily_backups.make(places, depot, NOW).snapshot
    read: list[int] = []
    for day in range(30):
        due = [date(2026, 5, 4) + day * DAY]
        depot_originals.prove(places, made, days=due, step=lambda day=day: read.append(day))
    assert len(read) == 3


def test_days_without_the_program_are_made_up_for(depot: Depot):
    depot.lay_out()
    today = date(2026, 5, 4)
    assert len(depot_originals.days_due(depot, today)) == 30
    depot_originals.proved(depot, today)
    assert depot_originals.days_due(depot, today) == []
    assert depot_originals.days_due(depot, today + 3 * DAY) == [
        today + 3 * DAY,
        today + 2 * DAY,
        today + DAY,
    ]
    assert len(depot_originals.days_due(depot, today + 90 * DAY)) == 30
    assert len(depot_originals.days_due(depot, today - DAY)) == 30


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("file", ["library.sqlite3", snapshots.SUMS, snapshots.HEAD])
def test_a_damaged_backup_is_not_restored(places: Places, depot: Depot, tmp_path: Path, file: str):
    made = daily_backups.make(places, depot, NOW).snapshot
    path = made.folder / file
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x80
    path.write_bytes(data)
    with pytest.raises(BackupFailed, match="is damaged"):
        daily_backups.restore(snapshots.read(made.folder), tmp_path / "again")
    assert not (tmp_path / "again").exists()


@pytest.mark.usefixtures("diary")
def test_no_name_in_it_leads_out_of_the_folder(places: Places, depot: Depot, tmp_path: Path):
    made = daily_backups.make(places, depot, NOW).snapshot
    (tmp_path / "elsewhere" / "secret").write_bytes(b"x")
    digest = photo_files.hash_of(b"x")
    for name in ("../../secret", "../photos/../../secret", "/etc/hostname"):
        with (made.folder / snapshots.SUMS).open("a") as sums:
            sums.write(f"{digest}  {name}\n")
        with pytest.raises(BackupFailed, match="is damaged"):
            daily_backups.restore(made, tmp_path / "again")


@pytest.mark.usefixtures("diary")
def test_one_that_was_stopped_leaves_the_last_one_as_it_was(places: Places, depot: Depot):
    first = daily_backups.make(places, depot, NOW)
    for path in depot.photos.glob("??/*"):
        path.unlink()
    with pytest.raises(BackupFailed, match="stopped"):
        daily_backups.make(places, depot, NOW + DAY, cancelled=lambda: True)
    assert [one.folder for one in snapshots.every(depot)] == [first.snapshot.folder]
    assert not list(depot.folder.glob("*.part"))


@pytest.mark.usefixtures("diary")
def test_a_full_disk_leaves_no_half_backup(places: Places, tmp_path: Path):
    with small_disk(tmp_path / "disk") as disk:
        depot = Depot(disk.folder / "depot")
        daily_backups.make(places, depot, NOW)
        disk.fill(but=8192)
        (depot.photos / "zz").mkdir(exist_ok=True)
        next(depot.photos.glob("[0-9a-f]?/*")).unlink()
        with pytest.raises(LibraryUnavailable, match="The disk is full"):
            daily_backups.make(places, depot, NOW + DAY)
        assert len(snapshots.every(depot)) == 1
        disk.empty()
        assert daily_backups.make(places, depot, NOW + DAY).new


@pytest.mark.usefixtures("diary")
def test_it_is_private(places: Places, depot: Depot):
    daily_backups.make(places, depot, NOW)
    for path in [depot.folder, *depot.folder.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path
