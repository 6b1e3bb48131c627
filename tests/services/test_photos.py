"""Bringing pictures in: each file is added, known already or refused with a reason; never lost."""

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.moments import now, today
from recovery_app.domain.photos import Condition, DateSource, Photo
from recovery_app.errors import LibraryUnavailable, NotFound, WrongInput
from recovery_app.services.importing import Candidate, look_at
from recovery_app.services.library import Library
from recovery_app.services.photos import Duplicate
from recovery_app.services.preparing import Prepared, Refused
from tests.beside_trash import added_beside
from tests.factories import DAY, a_moment, a_picture, png_that_claims

DAY_AFTER = DAY + timedelta(days=1)


def in_folder(library: Library) -> list[str]:
    """The originals that lie in the library, in place or in its trash."""
    folders = (library.places.photos, library.places.trash)
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return sorted(path.relative_to(library.folder).as_posix() for path in found)


def add(library: Library, *paths: Path) -> tuple[Photo, ...]:
    return library.photos.add(paths).added


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.jpg", ".jpg"),
        ("a.png", ".png"),
        ("a.webp", ".webp"),
        ("a.tif", ".tiff"),
        ("a.bmp", ".bmp"),
        ("a.avif", ".avif"),
        ("a.heic", ".heic"),
    ],
)
def test_every_kind_of_picture_is_kept_byte_for_byte(
    library: Library, tmp_path: Path, name: str, suffix: str
):
    path = a_picture(tmp_path / "camera", name)
    data = path.read_bytes()
    (photo,) = add(library, path)
    assert (library.folder / photo.file).read_bytes() == data == path.read_bytes()
    assert (photo.suffix, photo.width, photo.height, photo.size) == (suffix, 64, 48, len(data))
    assert photo.name == name
    assert library.photos.every() == [photo] == library.photos.of_days(photo.day, photo.day)
    assert library.photos.find(photo.id) == photo
    small = library.photos.thumbnail(photo, 32)
    assert small[:2] == b"\xff\xd8"
    assert library.photos.thumbnail(photo, 32) == small
    shown = library.photos.shown(photo)
    assert (shown.width, shown.height) == (64, 48)
    assert library.photos.shown(photo, 16).width == 16


def test_the_suffix_is_that_of_the_content(library: Library, tmp_path: Path):
    png = a_picture(tmp_path / "camera", "real.png")
    (photo,) = add(library, png.rename(tmp_path / "camera" / "pretends.jpg"))
    assert photo.suffix == ".png"


def test_the_date_comes_from_exif_then_the_name_then_the_file(library: Library, tmp_path: Path):
    camera = tmp_path / "camera"
    exif = a_picture(camera, "IMG_20250101_000000.jpg", taken="2025:03:04 09:15:30")
    name = a_picture(camera, "IMG_20250305_101500.jpg")
    plain = a_picture(camera, "face.jpg")
    at = datetime(2025, 3, 6, 12, 30, tzinfo=UTC)
    os.utime(plain, (at.timestamp(), at.timestamp()))
    found = add(library, exif, name, plain)
    assert [(one.source, one.taken_at.date()) for one in found] == [
        (DateSource.EXIF, date(2025, 3, 4)),
        (DateSource.FILE_NAME, date(2025, 3, 5)),
        (DateSource.FILE_TIME, at.astimezone().date()),
    ]
    assert found[0].taken_at == datetime.fromisoformat("2025-03-04T09:15:30+08:00")
    assert found[0].taken_at.utcoffset() == timedelta(hours=8)
    assert found[2].taken_at == at


def test_a_day_that_she_names_wins_and_keeps_the_time_where_it_fits(
    library: Library, tmp_path: Path
):
    camera = tmp_path / "camera"
    same = a_picture(camera, "a.jpg", taken="2025:03:04 09:15:30")
    other = a_picture(camera, "b.jpg", taken="2025:08:01 07:05:00")
    found = library.photos.add([same, other], day=DAY_AFTER, pose="left-45").added
    assert [one.source for one in found] == [DateSource.GIVEN] * 2
    assert [one.pose for one in found] == ["left-45"] * 2
    assert found[0].taken_at == datetime.fromisoformat("2025-03-04T09:15:30+08:00")
    assert found[1].taken_at.replace(tzinfo=None) == datetime.fromisoformat("2025-03-04T07:05:00")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"pose": "upside-down"}, "There is no pose “upside-down”"),
        ({"day": today() + timedelta(days=1)}, "in the future"),
        ({"day": date(1980, 1, 1)}, "too long ago"),
    ],
)
def test_a_pose_or_day_that_cannot_be_stops_before_anything_is_added(
    library: Library, tmp_path: Path, given: dict[str, object], words: str
):
    path = a_picture(tmp_path / "camera")
    with pytest.raises(WrongInput, match=words):
        library.photos.add([path], **given)  # type: ignore[arg-type] - wrong on purpose
    assert in_folder(library) == []
    ready = library.photos.prepare(path, **given)  # type: ignore[arg-type] - wrong on purpose
    assert isinstance(ready, Refused)
    assert words in ready.why


def test_the_same_bytes_are_known_under_any_name(library: Library, tmp_path: Path):
    path = a_picture(tmp_path / "camera", "a.png")
    copy = tmp_path / "camera" / "copy.png"
    copy.write_bytes(path.read_bytes())
    result = library.photos.add([path, copy, path])
    (photo,) = result.added
    assert result.duplicates == (Duplicate(copy, photo), Duplicate(path, photo))
    assert result.refused == ()
    assert in_folder(library) == [photo.file]


def _truncated(path: Path) -> None:
    path.write_bytes(a_picture(path.parent, "whole.jpg").read_bytes()[:-200])
    (path.parent / "whole.jpg").unlink()


_BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "letter.jpg": (lambda path: path.write_text("Dear doctor, it is not a picture."), "not a pic"),
    "empty.jpg": (lambda path: path.write_bytes(b""), "empty"),
    "half.jpg": (_truncated, "cut short"),
    "bomb.png": (lambda path: path.write_bytes(png_that_claims(20_000, 15_000)), "200 million"),
    "clip.mov": (lambda path: path.write_bytes(b"\0\0\0\x14ftypqt  " + bytes(200)), "video"),
    "nowhere.jpg": (lambda path: path.symlink_to("gone"), "no file"),
    "pipe.jpg": (lambda path: os.mkfifo(path), "not a file"),
}


def test_every_file_of_a_folder_is_in_exactly_one_list(library: Library, tmp_path: Path):
    camera = tmp_path / "camera"
    good = [a_picture(camera, "a.jpg"), a_picture(camera / "deeper", "b.png")]
    for name, (make, _) in _BAD.items():
        make(camera / name)
    for sidecar in (".DS_Store", "Thumbs.db", "desktop.ini", "._a.jpg"):
        (camera / sidecar).write_bytes(b"nobody meant this")
    heard: list[Path] = []
    result = library.photos.add([camera], each=lambda path, _: heard.append(path))
    assert [one.name for one in result.added] == ["a.jpg", "b.png"]
    refused = {one.path.name: one.why for one in result.refused}
    assert set(refused) == set(_BAD)
    for name, (_, words) in _BAD.items():
        assert words in refused[name], name
        assert refused[name].endswith(".")
    assert sorted(heard) == sorted([*good, *(camera / name for name in _BAD)])
    assert len(in_folder(library)) == 2
    assert library.safekeeping.check() == []


def test_a_path_that_is_not_there_or_an_empty_folder_stops_before_anything_is_added(
    library: Library, tmp_path: Path
):
    good = a_picture(tmp_path / "camera")
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "Thumbs.db").touch()
    with pytest.raises(NotFound, match=r"gone\.jpg” is not there"):
        library.photos.add([good, tmp_path / "gone.jpg"])
    with pytest.raises(NotFound, match="no pictures in the folder"):
        library.photos.add([good, tmp_path / "none"])
    with pytest.raises(LibraryUnavailable, match="cannot be the name"):
        library.photos.add([good, tmp_path / ("x" * 300)])
    assert library.photos.every() == []


def test_a_file_whose_name_is_no_text_is_taken_all_the_same(library: Library, tmp_path: Path):
    path = a_picture(tmp_path / "camera", "a.jpg")
    odd = Path(os.fsdecode(os.fsencode(tmp_path / "camera") + b"/caf\xe9.jpg"))
    path.rename(odd)
    (photo,) = add(library, odd)
    assert photo.name == "caf?.jpg"
    assert library.photos.every() == [photo]


def test_preparing_writes_nothing_and_keeping_asks_again(library: Library, tmp_path: Path):
    path = a_picture(tmp_path / "camera")
    one, other = library.photos.prepare(path), library.photos.prepare(path)
    assert isinstance(one, Prepared)
    assert isinstance(other, Prepared)
    assert library.photos.every() == []
    assert in_folder(library) == []
    path.unlink()
    kept = library.photos.keep(one)
    assert kept == one.photo
    assert library.photos.keep(other) == Duplicate(path, one.photo)
    assert library.photos.every() == [kept]


def test_what_is_known_of_photos_is_changed_together_and_put_back(library: Library, tmp_path: Path):
    camera = tmp_path / "camera"
    photos = add(library, *(a_picture(camera, f"IMG_2025030{n}_091500.jpg") for n in (4, 5)))
    ids = [one.id for one in photos]
    before = library.photos.change(
        [*ids, "nobody"], pose=" close-up:Left Cheek ", condition=Condition.CLEAN, caption="näher"
    )
    assert before == list(photos)
    changed = library.photos.every()
    assert [(one.pose, one.condition, one.caption) for one in changed] == [
        ("close-up:left-cheek", Condition.CLEAN, "näher")
    ] * 2
    library.photos.change(ids, taken_at=a_moment(9))
    moved = library.photos.every()
    assert {one.day for one in moved} == {DAY + timedelta(days=9)}
    assert {one.source for one in moved} == {DateSource.GIVEN}
    assert library.photos.of_days(DAY_AFTER, DAY_AFTER) == []
    assert {one.pose for one in moved} == {"close-up:left-cheek"}
    library.photos.put_back(before)
    assert library.photos.every() == list(photos)


def test_many_get_another_time_and_keep_their_dates_and_offsets(library: Library, tmp_path: Path):
    made = [a_picture(tmp_path, f"{name}.jpg", colour=(9, at, 9)) for at, name in enumerate("ab")]
    library.photos.add(made, day=date(2026, 3, 2))
    library.photos.add([a_picture(tmp_path, "c.jpg")], day=date(2026, 3, 4))
    before = library.photos.every()
    ids = [one.id for one in before]
    library.photos.change(ids, clock=time(7, 5))
    after = library.photos.every()
    assert {one.taken_at.time() for one in after} == {time(7, 5)}
    assert sorted(one.day for one in after) == sorted(one.day for one in before)
    assert {one.source for one in after} == {DateSource.GIVEN}
    library.photos.change(ids, clock=time(8, 0), day=date(2026, 3, 1))
    assert {(one.day, one.taken_at.time()) for one in library.photos.every()} == {
        (date(2026, 3, 1), time(8, 0))
    }


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"pose": "upside-down"}, "There is no pose"),
        ({"caption": "a\0b"}, "character NUL"),
        ({"taken_at": now() + timedelta(days=1)}, "in the future"),
    ],
)
def test_a_change_that_cannot_be_changes_nothing(
    library: Library, tmp_path: Path, given: dict[str, object], words: str
):
    (photo,) = add(library, a_picture(tmp_path / "camera"))
    with pytest.raises(WrongInput, match=words):
        library.photos.change([photo.id], **given)  # type: ignore[arg-type] - wrong on purpose
    assert library.photos.every() == [photo]


def test_photos_are_deleted_together_and_brought_back(library: Library, tmp_path: Path):
    photos = add(library, *(a_picture(tmp_path / "camera", f"{n}.png") for n in range(3)))
    gone, kept = photos[:2], photos[2]
    files = in_folder(library)
    library.photos.remove([one.id for one in gone] + ["nobody"])
    assert library.photos.every() == [kept]
    with pytest.raises(NotFound, match="not there any more"):
        library.photos.find(gone[0].id)
    assert in_folder(library) == sorted(
        [kept.file, *(f"trash/{Path(one.file).name}" for one in gone)]
    )
    assert library.photos.thumbnail(gone[0], 32)
    assert library.safekeeping.check() == []
    back = library.photos.restore([one.id for one in gone] + ["nobody", kept.id])
    assert {one.id for one in back} == {one.id for one in gone}
    assert {one.id for one in library.photos.every()} == {one.id for one in photos}
    assert in_folder(library) == files
    assert library.safekeeping.check() == []


def test_deleting_twice_does_not_lengthen_its_stay_in_the_trash(library: Library, tmp_path: Path):
    (photo,) = add(library, a_picture(tmp_path / "camera"))
    library.photos.remove([photo.id])
    first = library.trash.look()
    library.photos.remove([photo.id])
    assert library.trash.look() == first


def test_bytes_deleted_and_added_again_are_one_photo_and_one_file(library: Library, tmp_path: Path):
    path = a_picture(tmp_path / "camera")
    (first,) = add(library, path)
    library.photos.remove([first.id])
    second = added_beside(library, path)
    assert second.id != first.id
    assert in_folder(library) == [second.file]
    # The undo of the deletion finds the picture in sight already: nothing is doubled or lost.
    assert library.photos.restore([first.id]) == []
    assert library.photos.every() == [second]
    library.photos.remove([second.id])
    assert library.photos.restore([first.id]) == [first]
    assert library.photos.every() == [first]
    assert in_folder(library) == [first.file]
    assert library.safekeeping.check() == []


def test_taking_back_a_change_does_not_bring_back_a_deleted_photo(library: Library, tmp_path: Path):
    path = a_picture(tmp_path / "camera")
    (first,) = add(library, path)
    before = library.photos.change([first.id], caption="new")
    library.photos.remove([first.id])
    second = added_beside(library, path)
    library.photos.put_back(before)
    assert library.photos.every() == [second]


def test_a_lost_original_is_a_sentence_and_comes_back_with_its_bytes(
    library: Library, tmp_path: Path
):
    path = a_picture(tmp_path / "camera")
    (photo,) = add(library, path)
    (library.folder / photo.file).unlink()
    with pytest.raises(LibraryUnavailable, match="is not there any more"):
        library.photos.thumbnail(photo, 32)
    with pytest.raises(LibraryUnavailable, match="is not there any more"):
        library.photos.shown(photo)
    library.photos.remove([photo.id])
    library.photos.add([path])
    assert library.safekeeping.check() == []
    assert library.photos.thumbnail(photo, 32)


def test_thumbnails_survive_the_loss_of_their_cache(library: Library, tmp_path: Path):
    (photo,) = add(library, a_picture(tmp_path / "camera", size=(400, 300)))
    first = library.photos.thumbnail(photo, 120)
    library.places.thumbnails.write_bytes(b"rubbish" * 2000)
    assert library.photos.thumbnail(photo, 120) == first
    assert library.photos.thumbnail(photo, 120) == first


def test_two_threads_adding_the_same_bytes_add_them_once(library: Library, tmp_path: Path):
    path = a_picture(tmp_path / "camera")
    ready = [library.photos.prepare(path) for _ in range(4)]
    outcomes: list[Photo | Duplicate] = []

    def keep(prepared: Prepared | Refused) -> None:
        assert isinstance(prepared, Prepared)
        outcomes.append(library.photos.keep(prepared))

    threads = [threading.Thread(target=keep, args=[one]) for one in ready]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(one).__name__ for one in outcomes) == ["Duplicate"] * 3 + ["Photo"]
    assert len(library.photos.every()) == 1


def test_each_saving_is_announced(library: Library, announced: list[Change], tmp_path: Path):
    path = a_picture(tmp_path / "camera")
    (photo,) = add(library, path)
    library.photos.add([path])  # known already: nothing is saved
    library.photos.change([photo.id], caption="x")
    library.photos.put_back([replace(photo, caption="")])
    library.photos.remove([photo.id])
    library.photos.restore([photo.id])
    assert [change.topics for change in announced] == [{Topic.PHOTO}] * 5
    assert announced[0].days == {photo.day}


def test_the_real_photos_of_the_neighbourhood_are_added_or_refused(
    library: Library, tmp_path: Path
):
    shared = Path(__file__).parents[3] / "shared" / "photos"
    if not shared.is_dir():
        pytest.skip("there are no such photos here")
    result = library.photos.add([shared])
    assert sorted(one.path.name for one in result.refused) == [
        "bad-corrupted.jpg",
        "bad-truncated.heic",
    ]
    count = sum(1 for path in shared.iterdir() if path.is_file())
    assert len(result.added) + len(result.refused) == count
    assert result.duplicates == ()
    assert library.safekeeping.check() == []
    assert tmp_path.exists()


def test_bytes_that_lie_in_the_trash_come_back_as_the_photo_they_were(
    library: Library, tmp_path: Path
):
    file = a_picture(tmp_path, "a.jpg")
    (photo,) = library.photos.add([file], pose="front").added
    library.photos.change([photo.id], caption="rosy")
    for _ in range(2):
        library.photos.remove([photo.id])
        looked = look_at(library.photos, file)
        assert isinstance(looked, Candidate)
        assert (looked.already, looked.in_trash) == (None, True)
        (back,) = library.photos.add([file], pose="left").added
        assert (back.id, back.caption, back.pose) == (photo.id, "rosy", "left")
        assert library.photos.every() == [back]
        assert library.trash.photos() == []
    assert len(in_folder(library)) == 1
