"""Looking at files, guessing their poses and reading them again, on real files and a real library."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from recovery_app.domain import moments
from recovery_app.domain.photos import DateSource
from recovery_app.errors import LibraryUnavailable, WrongInput
from recovery_app.services import importing
from recovery_app.services import library as libraries
from recovery_app.services.importing import (
    SIDE,
    USUAL,
    Candidate,
    at_moment,
    glance_at,
    guessed_poses,
    look_at,
    poses_in_order,
    read_again,
    unknown,
    usual_poses,
)
from recovery_app.services.library import Library
from recovery_app.services.preparing import Prepared, Refused
from tests.disks import Disk, small_disk
from tests.factories import DAY, a_photo, a_picture


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk", "3m") as one:
        yield one


def looked(library: Library, path: Path) -> Candidate:
    found = look_at(library.photos, path)
    assert isinstance(found, Candidate)
    return found


def test_a_look_keeps_a_small_picture_and_no_bytes(library: Library, tmp_path: Path):
    found = looked(library, a_picture(tmp_path, size=(600, 400), taken="2025:03:04 09:15:00"))
    assert found.data is None
    assert Image.open(BytesIO(found.small)).size == (SIDE, round(SIDE * 400 / 600))
    assert (found.photo.source, found.already, found.since) == (DateSource.EXIF, None, None)
    assert library.photos.every() == []


def test_a_look_says_what_is_here_and_since_when(library: Library, tmp_path: Path):
    file = a_picture(tmp_path)
    (kept,) = library.photos.add([file]).added
    found = looked(library, file)
    assert (found.already, found.since) == (kept, moments.today())
    library.photos.remove([kept.id])
    assert looked(library, file).already is None


def test_what_cannot_be_taken_is_refused_with_its_reason(library: Library, tmp_path: Path):
    (tmp_path / "words.jpg").write_text("no picture")
    for name in ("words.jpg", "gone.jpg"):
        found = look_at(library.photos, tmp_path / name)
        assert isinstance(found, Refused)
        assert found.why.endswith(".")


def test_bytes_are_read_again_and_proved_to_be_the_same(library: Library, tmp_path: Path):
    file = a_picture(tmp_path)
    found = looked(library, file)
    ready = read_again(found, found.photo)
    assert isinstance(ready, Prepared)
    assert ready.data == file.read_bytes()
    a_picture(tmp_path)
    changed = read_again(found, found.photo)
    assert isinstance(changed, Refused)
    assert changed.why == importing.CHANGED
    file.unlink()
    assert isinstance(read_again(found, found.photo), Refused)


def test_a_picture_that_is_no_file_is_held(library: Library, tmp_path: Path):
    file = a_picture(tmp_path)
    found = look_at(library.photos, file, hold=True)
    assert isinstance(found, Candidate)
    data = file.read_bytes()
    file.unlink()
    ready = read_again(found, found.photo)
    assert isinstance(ready, Prepared)
    assert ready.data == data


def test_another_day_keeps_the_time_of_day():
    photo = a_photo()
    moved = at_moment(photo, DAY + timedelta(days=5), None)
    assert (moved.day, moved.taken_at.time()) == (DAY + timedelta(days=5), photo.taken_at.time())
    assert moved.source is DateSource.GIVEN
    assert at_moment(photo, photo.day, None).taken_at == photo.taken_at
    with pytest.raises(WrongInput):
        at_moment(photo, moments.today() + timedelta(days=1), None)


def test_poses_are_guessed_by_the_order_within_each_day():
    photos = [a_photo(day) for day in (2, 1, 2, 2, 1)]
    guessed = guessed_poses(photos, USUAL)
    assert [guessed[one.id] for one in photos] == ["front", "front", "left", "right", "left"]


def test_nothing_is_guessed_of_a_day_that_does_not_follow_the_order():
    assert guessed_poses([a_photo(1) for _ in range(4)], USUAL) == {}
    assert guessed_poses([a_photo(1)], ()) == {}


@given(some.lists(some.integers(1, 4), max_size=14), some.integers(1, 5))
def test_a_guess_gives_each_round_every_pose_once(days: list[int], count: int):
    order = [f"close-up:{number}" for number in range(count)]
    photos = [a_photo(day) for day in days]
    guessed = guessed_poses(photos, order)
    for day in set(days):
        poses = [guessed.get(one.id, "") for one in photos if one.day == DAY + timedelta(days=day)]
        if len(poses) <= count:
            assert poses == order[: len(poses)]
        else:
            whole = order * (len(poses) // count)
            assert poses == (whole if len(poses) % count == 0 else [""] * len(poses))


def test_the_order_is_that_of_the_latest_day_with_several_poses(library: Library):
    taken = [
        a_photo(1, pose="right"),
        a_photo(1, pose="close-up:nose"),
        a_photo(2),
        a_photo(3, pose="front"),
    ]
    assert poses_in_order(taken) == ("right", "close-up:nose")
    assert poses_in_order(taken[2:]) == ()
    assert usual_poses(library.photos) == USUAL


def test_a_glance_reads_only_what_changed(library: Library, tmp_path: Path):
    one, two = a_picture(tmp_path, "one.jpg"), a_picture(tmp_path, "two.jpg")
    twin, film = tmp_path / "twin.jpg", tmp_path / "film.mp4"
    shutil.copy(one, twin)
    film.write_bytes(b"film")
    seen = glance_at([one, two, twin, film, tmp_path / "gone.jpg"], {})
    assert unknown(seen, set()) == [one, two]
    library.photos.add([one])
    assert unknown(seen, library.photos.known_bytes()) == [two]
    told = one.stat()
    one.write_bytes(bytes(told.st_size))
    os.utime(one, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert glance_at([one], seen)[one] is seen[one]
    os.utime(one, ns=(0, 0))
    assert glance_at([one], seen)[one].sha256 == ""


def test_a_photo_in_the_trash_is_known(library: Library, tmp_path: Path):
    (kept,) = library.photos.add([a_picture(tmp_path)]).added
    library.photos.remove([kept.id])
    assert library.photos.known_bytes() == {kept.sha256}


def test_a_full_disk_leaves_whole_photos_and_running_again_adds_the_rest(
    disk: Disk, template_library: Path, tmp_path: Path
):
    shutil.copytree(template_library, disk.folder / "library")
    library = libraries.open_library(disk.folder / "library")
    files = [a_picture(tmp_path / "camera", f"{n}.bmp", size=(160, 160)) for n in range(8)]
    looks = [looked(library, file) for file in files]
    disk.fill(but=320_000)
    refused = 0
    for found in looks:
        ready = read_again(found, found.photo)
        assert isinstance(ready, Prepared)
        try:
            library.photos.keep(ready)
        except LibraryUnavailable:
            refused += 1
    kept = library.photos.every()
    assert len(kept) + refused == len(files)
    assert 0 < len(kept) < len(files)
    assert library.safekeeping.check() == []
    disk.empty()
    again = library.photos.add(files)
    assert (len(again.duplicates), len(again.added)) == (len(kept), refused)
    library.close()
