"""What a check has found is mended when asked for, and only while it still is as it was found."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recovery_app.domain.photos import Photo
from recovery_app.domain.safekeeping import Misfit, Problem, Way
from recovery_app.errors import CheckStopped, NotFound
from recovery_app.services import library as libraries
from recovery_app.services import restoring
from recovery_app.services.library import Library
from recovery_app.storage import depots, photo_files, snapshots
from recovery_app.storage.keys import Keys
from tests.factories import a_picture
from tests.services.locked import fill

NOW = datetime(2026, 5, 4, 21, 4, 5, tzinfo=UTC)


@pytest.fixture(params=["plain", "encrypted"])
def either(
    request: pytest.FixtureRequest,
    library: Library,
    template_locked: tuple[Path, Keys, str],
    tmp_path: Path,
) -> Iterator[Library]:
    """A library with photos, once plain and once encrypted, and with an automatic backup."""
    if request.param == "plain":
        opened = library
    else:
        template, keys, _ = template_locked
        shutil.copytree(template, tmp_path / "locked")
        opened = libraries.open_library(tmp_path / "locked", keys=keys)
    fill(opened)
    assert opened.backing_up.make(NOW).trouble == ""
    yield opened
    opened.close()


def lies(library: Library, photo: Photo) -> Path:
    return photo_files.locate(library.places, photo.file)


def only(problems: list[Problem]) -> Problem:
    (problem,) = problems
    return problem


def old(path: Path) -> Path:
    """Let something seem to have been written long ago."""
    ago = time.time() - 3600
    for one in (path, *path.rglob("*")):
        os.utime(one, (ago, ago))
    return path


def test_a_lost_original_comes_back_from_the_backup(either: Library):
    photo = either.photos.every()[0]
    whole = either.photos.shown(photo)
    lies(either, photo).unlink()
    problem = only(either.safekeeping.check())
    assert (problem.kind, problem.ways) == (Misfit.MISSING_FILE, (Way.PUT_BACK,))
    assert "put back" in either.mending.mend(problem, Way.PUT_BACK)
    assert either.safekeeping.check() == []
    assert either.photos.shown(photo) == whole
    either.mending.mend(problem, Way.PUT_BACK)
    assert either.safekeeping.check() == []


def test_changed_bytes_are_put_back_and_what_lay_there_is_kept(either: Library):
    photo = either.photos.every()[0]
    path = lies(either, photo)
    path.write_bytes(b"edited elsewhere")
    problem = only(either.safekeeping.check())
    assert problem.kind is Misfit.CHANGED_FILE
    either.mending.mend(problem, Way.PUT_BACK)
    assert either.safekeeping.check() == []
    (aside,) = (either.places.backups / "changed").iterdir()
    assert aside.read_bytes() == b"edited elsewhere"


def test_an_original_of_a_photo_in_the_trash_is_put_back_too(either: Library):
    (path,) = either.places.trash.iterdir()
    path.unlink()
    either.mending.mend(only(either.safekeeping.check()), Way.PUT_BACK)
    assert either.safekeeping.check() == []
    for one in either.trash.look():
        either.trash.restore(one)
    assert len(either.photos.every()) == 3
    assert either.safekeeping.check() == []


def test_a_backup_whose_copy_has_rotted_is_not_put_back(either: Library):
    photo = either.photos.every()[0]
    stored = lies(either, photo).relative_to(either.places.folder)
    lies(either, photo).unlink()
    copy = either.places.backups / "daily" / stored
    copy.write_bytes(copy.read_bytes()[:-1] + b"?")
    problem = only(either.safekeeping.check())
    assert problem.ways == ()
    assert "if you still have it" in problem.mend
    with pytest.raises(NotFound):
        either.mending.mend(problem, Way.PUT_BACK)


def test_a_lost_original_comes_back_from_the_second_place(library: Library, tmp_path: Path):
    (tmp_path / "stick").mkdir()
    fill(library)
    library.backing_up.use_second_place(tmp_path / "stick")
    library.backing_up.make(NOW)
    photo = library.photos.every()[0]
    (library.places.backups / "daily" / photo.file).unlink()
    lies(library, photo).unlink()
    library.mending.mend(only(library.safekeeping.check()), Way.PUT_BACK)
    assert library.safekeeping.check() == []


@pytest.mark.parametrize("place", ["photos/ab/picture.png", "trash/picture.png"])
def test_a_file_that_nobody_needs_is_added_as_a_photo(library: Library, tmp_path: Path, place: str):
    path = library.folder / place
    path.parent.mkdir(exist_ok=True)
    a_picture(tmp_path / "camera", "one.png").replace(path)
    problem = only(library.safekeeping.check())
    assert problem.ways == (Way.ADD, Way.DELETE)
    assert "was added as a photo" in library.mending.mend(problem, Way.ADD)
    assert len(library.photos.every()) == 1
    assert library.safekeeping.check() == []
    assert not path.exists()


def test_a_file_that_a_crash_left_in_its_place_is_added_where_it_lies(
    library: Library, tmp_path: Path
):
    (photo,) = library.photos.add([a_picture(tmp_path / "camera", "one.png")]).added
    with library._plain.writing() as db:
        db.execute("DELETE FROM photo")
    library.mending.mend(only(library.safekeeping.check()), Way.ADD)
    assert [one.sha256 for one in library.photos.every()] == [photo.sha256]
    assert library.safekeeping.check() == []


def test_what_is_no_picture_is_not_added(library: Library):
    stray = library.places.photos / "ab" / "stray.jpg"
    stray.parent.mkdir()
    stray.write_bytes(b"whose?")
    problem = only(library.safekeeping.check())
    with pytest.raises(NotFound):
        library.mending.mend(problem, Way.ADD)
    assert stray.exists()
    library.mending.mend(problem, Way.DELETE)
    assert library.safekeeping.check() == []


def test_a_file_that_a_photo_needs_by_now_is_not_deleted(either: Library, tmp_path: Path):
    photo = either.photos.every()[0]
    where = lies(either, photo).relative_to(either.places.folder).as_posix()
    stale = Problem(Misfit.STRAY_FILE, "found before", "", where, (Way.DELETE,))
    with pytest.raises(NotFound, match="needs this file by now"):
        either.mending.mend(stale, Way.DELETE)
    for outside in ("../pictures/0.jpg", str(tmp_path / "pictures" / "0.jpg"), "library.sqlite3"):
        made_up = Problem(Misfit.STRAY_FILE, "made up", "", outside, (Way.DELETE,))
        with pytest.raises(NotFound):
            either.mending.mend(made_up, Way.DELETE)
    assert (tmp_path / "pictures" / "0.jpg").exists()
    assert either.safekeeping.check() == []


def test_leftovers_go_but_never_what_may_still_be_being_written(library: Library):
    folder = library.places.backups / "recovery-x.part"
    folder.mkdir()
    (folder / "backup.zip").write_bytes(b"half")
    problem = only(library.safekeeping.check())
    with pytest.raises(NotFound, match="still be writing"):
        library.mending.mend(problem, Way.DELETE)
    old(folder)
    library.mending.mend(problem, Way.DELETE)
    assert library.safekeeping.check() == []
    no_leftover = Problem(Misfit.LEFTOVER, "made up", "", "library.sqlite3", (Way.DELETE,))
    with pytest.raises(NotFound):
        library.mending.mend(no_leftover, Way.DELETE)


def test_leftovers_among_backups_go_while_nobody_writes_there(either: Library):
    depot = depots.Depot(either.places.backups / "daily")
    (depot.folder / "making-x.part").mkdir()
    problem = only(either.safekeeping.check())
    either.mending.mend(problem, Way.DELETE)
    assert either.safekeeping.check() == []


def test_a_damaged_automatic_backup_is_named_and_deleted(either: Library):
    (kept,) = either.backing_up.kept()
    with pytest.raises(NotFound):
        either.mending.mend(
            Problem(Misfit.BACKUP, "made up", "", str(kept.folder), (Way.DELETE,)), Way.DELETE
        )
    (kept.folder / snapshots.HEAD).write_bytes(b"rot")
    problem = only(either.safekeeping.check())
    assert kept.folder.name in problem.what
    either.mending.mend(problem, Way.DELETE)
    assert either.safekeeping.check() == []
    assert not kept.folder.exists()


def test_trouble_with_the_backups_is_among_the_problems(library: Library, tmp_path: Path):
    library.photos.add([a_picture(tmp_path / "camera", "gone.png")])
    lies(library, library.photos.every()[0]).unlink()
    library.backing_up.remember(library.backing_up.make(NOW))
    kinds = [problem.kind for problem in library.safekeeping.check()]
    assert kinds == [Misfit.MISSING_FILE, Misfit.BACKUP]


def plant(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute('CREATE VIEW "a \'view" AS SELECT * FROM entry')
        connection.execute(
            "CREATE TRIGGER planted AFTER INSERT ON entry BEGIN DELETE FROM photo; END"
        )


def test_planted_orders_are_named_and_removed(library: Library, tmp_path: Path):
    library.photos.add([a_picture(tmp_path / "camera", "one.png")])
    plant(library.places.database)
    problems = library.safekeeping.check()
    assert [one.kind for one in problems] == [Misfit.PLANTED] * 2
    for problem in problems:
        library.mending.mend(problem, Way.DELETE)
    assert library.safekeeping.check() == []
    with pytest.raises(NotFound):
        library.mending.mend(problems[0], Way.DELETE)
    # Our own triggers are still there: a photo that is changed is noted as before.
    library.photos.turn(library.photos.every()[0].id, 1)
    with library._plain.reading() as db:
        assert db.execute("SELECT count(*) FROM field_change").fetchone()[0] > 0


def test_a_restored_library_brings_no_planted_orders(library: Library, tmp_path: Path):
    plant(library.places.database)
    library.backing_up.make(NOW)
    for number, source in enumerate(
        (library.backing_up.kept()[0].folder, library.safekeeping.backup())
    ):
        restoring.restore(source, tmp_path / str(number))
        with closing(libraries.open_library(tmp_path / str(number))) as again:
            assert again.safekeeping.check() == []


def test_damaged_small_pictures_are_made_anew_unasked(either: Library):
    photo = either.photos.every()[0]
    small = either.photos.thumbnail(photo, 64)
    assert not either.mending.mend_cache()
    name, cut = next(
        (row[0], row[1][:-40])
        for row in either._thumbnails._open().execute("SELECT name, jpeg FROM thumbnail")
    )
    either._thumbnails.put(name, cut)
    assert either.mending.mend_cache()
    assert not either.mending.mend_cache()
    assert either.photos.thumbnail(photo, 64) == small
    either._thumbnails.close()
    file = either.places.thumbnails
    file.write_bytes(b"?" * file.stat().st_size)
    assert either.mending.mend_cache()
    assert either.photos.thumbnail(photo, 64) == small


def test_what_is_safe_is_mended_in_one_go_and_the_rest_is_left(either: Library):
    first, second = either.photos.every()
    lies(either, first).unlink()
    lies(either, second).write_bytes(b"edited")
    (either.places.photos / "ab").mkdir(exist_ok=True)
    (either.places.photos / "ab" / "stray.jpg").write_bytes(b"whose?")
    (either.places.photos / "ab" / "tmp1.part").write_bytes(b"half")
    done = either.mending.mend_safely(either.safekeeping.check())
    assert sorted(mended for _, _, mended in done) == [False, True, True]
    kinds = sorted(one.kind for one in either.safekeeping.check())
    assert kinds == [Misfit.LEFTOVER, Misfit.STRAY_FILE]


def test_a_check_tells_how_far_it_is_and_can_be_stopped(either: Library):
    heard: list[tuple[int, int]] = []
    either.safekeeping.check(lambda done, of: heard.append((done, of)))
    assert heard == [(1, 3), (2, 3), (3, 3)]
    with pytest.raises(CheckStopped):
        either.safekeeping.check(cancelled=lambda: True)
