"""Photos are read as plain columns for speed: what is read must be what was written."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from recovery_app.domain.photos import Condition, DateSource, Photo
from recovery_app.storage import photos, upgrade
from recovery_app.storage.database import Database
from recovery_app.storage.places import Places
from recovery_app.storage.today import DayReader

DAY = date(2026, 10, 14)


def _photo(number: int, at: str) -> Photo:
    return Photo(
        id=f"photo-{number}",
        sha256=f"{number:064x}",
        suffix=".heic",
        taken_at=datetime.fromisoformat(at),
        source=list(DateSource)[number % 4],
        width=3024 + number,
        height=4032 + number,
        size=5_000_000 + number,
        pose=("front", "close-up:nose", "")[number % 3],
        condition=list(Condition)[number % 4],
        caption=f"“{number}”",
        name=f"IMG_{number}.HEIC",
    )


WRITTEN = [
    _photo(1, "2026-10-13T23:50:00+02:00"),
    _photo(2, "2026-10-14T04:00:00.250000+08:00"),  # an earlier moment than number 1
    _photo(3, "2026-10-14T09:00:00-03:00"),
    _photo(4, "2026-10-14T09:00:00-03:00"),
    _photo(5, "2026-10-15T00:00:00+00:00"),
]


def test_photos_come_back_as_they_were_written_in_the_order_of_their_moments(tmp_path: Path):
    places = Places(tmp_path / "library")
    upgrade.create(places)
    database = Database(places.database)
    with database.writing() as db:
        for photo in reversed(WRITTEN):
            photos.save(db, photo)
        photos.save(db, gone := _photo(6, "2026-10-14T10:00:00+00:00"))
        photos.remove(db, [gone.id])
    with database.reading() as db:
        every = photos.every(db)
        of_day = photos.of_days(db, DAY, DAY)
        two_days = photos.of_days(db, DAY - timedelta(days=1), DAY)
        found = [photos.find(db, one.id) for one in every]
    database.close()

    first, second, third, fourth, fifth = WRITTEN
    assert every == [second, first, third, fourth, fifth] == found
    assert of_day == [second, third, fourth]
    assert two_days == [second, first, third, fourth]
    assert every[0].taken_at.tzinfo == timezone(timedelta(hours=8))


def test_photos_of_one_moment_come_by_pose_whoever_reads_them(tmp_path: Path):
    places = Places(tmp_path / "library")
    upgrade.create(places)
    at = "2026-10-14T21:00:00+02:00"
    poses = ("front", "left", "right", "left-45", "right-45", "close-up:chin", "")
    wanted = [replace(_photo(9 - rank, at), pose=pose) for rank, pose in enumerate(poses)]
    database = Database(places.database)
    with database.writing() as db:
        for photo in reversed(wanted):
            photos.save(db, photo)
    with database.reading() as db:
        assert photos.every(db) == wanted
        assert photos.of_days(db, DAY, DAY) == wanted
    with closing(DayReader(places)) as reader:
        assert list(reader.day(DAY, [DAY]).photos) == wanted
        assert list(reader.latest_photos(len(wanted))) == wanted
    database.close()
