"""Time-lapses and saved comparisons of a real library."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from recovery_app.domain.alignment import Aligned, Method, Placement
from recovery_app.domain.photos import Photo
from recovery_app.errors import LibraryUnavailable, NotFound, WrongInput
from recovery_app.services.composing import side_by_side
from recovery_app.services.library import Library
from recovery_app.storage import photo_files
from tests.factories import DAY, a_moment, a_picture, a_plain_session

DAYS = (-3, 0, 2, 40, 41)


@pytest.fixture
def photos(library: Library, tmp_path: Path) -> list[Photo]:
    """Five photos of the front around two sessions, and one of the left."""
    for day in (0, 40):
        library.sessions.save(a_plain_session(day))
    found: list[Photo] = []
    for day in DAYS:
        name = f"IMG_{a_moment(day):%Y%m%d_%H%M%S}.jpg"
        file = a_picture(tmp_path / "camera", name, size=(80, 60), colour=(60 + 3 * day, 90, 80))
        found += library.photos.add([file], pose="front").added
    library.photos.add([a_picture(tmp_path / "camera", "IMG_20250304_080000.jpg")], pose="left")
    return found


def place(library: Library, photos: list[Photo], *numbers: int) -> None:
    """Say how some of the photos lie over the first one."""
    for number in numbers:
        found = Aligned(Placement(1.0, 0.0, 0.01, 0.0), Method.FEATURES, 0.01)
        library.alignment.keep(photos[number], photos[0], found)


def test_photos_come_in_the_order_of_their_days_with_captions(
    library: Library, photos: list[Photo]
):
    lapse = library.timelapse.of_pose("front")
    assert [scene.photo.id for scene in lapse.scenes] == [photo.id for photo in photos]
    assert (lapse.aligned, lapse.not_aligned) == (False, 0)
    assert lapse.scenes[0].caption == "Before the first session · 28 Feb 2025"
    assert lapse.scenes[2].caption == "Day 2 after session 1 · 5 Mar 2025"


def test_where_some_are_aligned_the_others_are_left_out_and_counted(
    library: Library, photos: list[Photo]
):
    place(library, photos, 2, 3)
    library.alignment.keep(photos[1], photos[0], "Too dark.")
    lapse = library.timelapse.of_pose("front")
    assert [scene.photo.id for scene in lapse.scenes] == [photos[at].id for at in (0, 2, 3)]
    assert (lapse.aligned, lapse.not_aligned) == (True, 2)
    assert lapse.scenes[1].placement.dx == 0.01


def test_a_placement_by_hand_wins(library: Library, photos: list[Photo]):
    place(library, photos, 1)
    library.alignment.place_by_hand(photos[1], photos[0], Placement(1.2))
    assert library.timelapse.of_pose("front").scenes[1].placement == Placement(1.2)


def test_a_placement_by_hand_wins_also_when_an_older_photo_of_the_pose_comes_in(
    library: Library, photos: list[Photo], tmp_path: Path
):
    library.alignment.place_by_hand(photos[1], photos[0], Placement(1.2))
    older = a_picture(tmp_path, f"IMG_{a_moment(-30):%Y%m%d_%H%M%S}.jpg")
    library.photos.add([older], pose="front")
    laid = library.alignment.laid(photos[1])
    assert laid.reference == photos[0]
    assert laid.aligned == Aligned(Placement(1.2), Method.BY_HAND)


def test_only_one_session(library: Library, photos: list[Photo]):
    scenes = library.timelapse.of_pose("front", 2).scenes
    assert [scene.photo.id for scene in scenes] == [photo.id for photo in photos[3:]]


@pytest.mark.parametrize("suffix", ["webp", "gif", "mp4"])
def test_saved_and_told(library: Library, photos: list[Photo], tmp_path: Path, suffix: str):
    place(library, photos, 1, 2, 3)
    (library.folder / photos[1].file).write_bytes(b"lost")
    file = tmp_path / f"film.{suffix.upper()}"
    saved = library.timelapse.save("front", None, file, speed=4.0, fade=0.0)
    assert saved is not None
    assert (saved.frames, saved.not_aligned, saved.unreadable) == (3, 1, 1)
    assert (saved.file, saved.left_out) == (file, 2)
    assert file.stat().st_size > 500


def test_a_picture_for_the_screen(library: Library, photos: list[Photo]):
    lapse = library.timelapse.of_pose("front")
    shown = library.timelapse.picture(lapse, 4)
    assert (shown.width, shown.height) == (lapse.frame.width, lapse.frame.height) == (1080, 810)
    blue, green, red = shown.pixels[:3]
    assert abs(red - (60 + 3 * 41)) < 6
    assert abs(green - 90) < 6
    assert abs(blue - 80) < 6
    assert len(photos) == len(lapse.scenes)


@pytest.mark.parametrize(
    ("pose", "session", "name", "kind", "words"),
    [
        ("front", None, "film.avi", WrongInput, "none of these"),
        ("front", None, "nowhere/film.gif", NotFound, "no folder"),
        ("fron", None, "film.gif", WrongInput, "no pose"),
        ("", None, "film.gif", WrongInput, "say which"),
        ("front", 7, "film.gif", NotFound, "no session 7"),
        ("left", None, "film.gif", NotFound, "there is only one"),
        ("right", None, "film.gif", NotFound, "there are none"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    library: Library,
    photos: list[Photo],
    tmp_path: Path,
    pose: str,
    session: int | None,
    name: str,
    kind: type[Exception],
    words: str,
):
    assert photos
    with pytest.raises(kind, match=words):
        library.timelapse.save(pose, session, tmp_path / name)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(("speed", "fade"), [(0.0, 0.3), (float("nan"), 0.3), (1, -1), (1, 60)])
def test_an_impossible_pace_is_refused(
    library: Library, photos: list[Photo], tmp_path: Path, speed: float, fade: float
):
    assert photos
    with pytest.raises(WrongInput, match=r"goes from|takes from"):
        library.timelapse.save("front", None, tmp_path / "film.gif", speed=speed, fade=fade)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_says_so(
    library: Library, photos: list[Photo], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert photos
    real = Path.open

    def on_full_disk(path: Path, *args: Any, **named: Any) -> Any:
        return real(Path("/dev/full") if path.suffix == ".part" else path, *args, **named)

    monkeypatch.setattr(Path, "open", on_full_disk)
    with pytest.raises(LibraryUnavailable, match="disk is full"):
        library.timelapse.save("front", None, tmp_path / "film.webp")
    monkeypatch.undo()
    assert not list(tmp_path.glob("*film*"))


def test_a_comparison_is_saved(library: Library, photos: list[Photo], tmp_path: Path):
    place(library, photos, 4)
    file = tmp_path / "both.png"
    done = side_by_side(library, [photos[0], photos[4], photos[2]], file)
    assert (done.photos, done.as_taken) == (3, 1)
    with Image.open(file) as image:
        assert image.width > 2 * image.height
    assert side_by_side(library, [photos[0], photos[2]], file, raw=True).as_taken == 0


def test_a_comparison_that_cannot_be_is_refused(
    library: Library, photos: list[Photo], tmp_path: Path
):
    for chosen, name, kind in (
        (photos[:1], "a.png", WrongInput),
        (photos, "a.png", WrongInput),
        (photos[:2], "a.webp", WrongInput),
        (photos[:2], "no/a.png", NotFound),
    ):
        with pytest.raises(kind):
            side_by_side(library, chosen, tmp_path / name)
    photo_files.discard(library.places, photos[1].file)
    with pytest.raises(NotFound, match=f"{photos[1].day}"):
        side_by_side(library, photos[:2], tmp_path / "a.png")
    assert photos[1].day == DAY
