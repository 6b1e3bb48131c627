"""Thumbnails: what is looked at comes first, what nobody looks at any more never comes."""

from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from recovery_app.domain.photos import Photo
from recovery_app.services.library import Library
from recovery_app.ui.photos import small_pictures
from recovery_app.ui.photos.small_pictures import SmallPictures, key_of
from recovery_app.ui.tasks import Lane, Tasks
from tests.ui.photos.drawn import at, picture


@pytest.fixture
def ten(shown: Library, tmp_path: Path) -> list[Photo]:
    """Ten photos."""
    files = [picture(tmp_path / f"{shade}.jpg", shade, taken=at(3)) for shade in range(10)]
    return list(shown.photos.add(files).added)


@pytest.fixture
def pictures(shown: Library, tasks: Tasks) -> SmallPictures:
    """Pictures of the library."""
    return SmallPictures(shown.photos, tasks)


def test_only_what_was_wanted_last_is_made(
    qtbot: QtBot, pictures: SmallPictures, ten: list[Photo], tasks: Tasks
):
    gate = Event()
    for _ in range(Lane.PICTURES.value):
        tasks.run(gate.wait, owner=pictures, lane=Lane.PICTURES)
    came: list[str] = []
    pictures.came.connect(came.append)
    pictures.want(ten[:5], 100, 1.0)
    pictures.want(ten[5:8], 100, 1.0)
    gate.set()
    qtbot.waitUntil(lambda: len(came) == 4)
    # The first was asked of the lane already; of the others only the latest three came.
    assert came[0] == key_of(ten[0])
    assert set(came[1:]) == {key_of(photo) for photo in ten[5:8]}


def test_a_picture_is_a_square_of_the_screen_s_own_pixels(
    qtbot: QtBot, pictures: SmallPictures, ten: list[Photo]
):
    with qtbot.waitSignal(pictures.came):
        pictures.want(ten[:1], 40, 2.0)
    pixmap = pictures.pixmap(ten[0])
    assert pixmap is not None
    assert (pixmap.width(), pixmap.height(), pixmap.devicePixelRatio()) == (80, 80, 2.0)
    image = pixmap.toImage()
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(40, 40).alpha() == 255


def test_another_size_is_made_anew_and_shown_meanwhile(
    qtbot: QtBot, pictures: SmallPictures, ten: list[Photo]
):
    with qtbot.waitSignal(pictures.came):
        pictures.want(ten[:1], 40, 1.0)
    with qtbot.waitSignal(pictures.came):
        pictures.want(ten[:1], 60, 1.0)
        between = pictures.pixmap(ten[0])
        assert between is not None
        assert between.width() == 40
    after = pictures.pixmap(ten[0])
    assert after is not None
    assert after.width() == 60


def test_what_was_looked_at_longest_ago_makes_room(
    qtbot: QtBot, pictures: SmallPictures, ten: list[Photo], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(small_pictures, "MOST_BYTES", 4 * 4 * 50 * 50)
    pictures.want(ten[:4], 50, 1.0)
    qtbot.waitUntil(lambda: all(pictures.pixmap(one) for one in ten[:4]))
    assert pictures.pixmap(ten[0]) is not None
    with qtbot.waitSignal(pictures.came):
        pictures.want(ten[4:5], 50, 1.0)
    kept = [one for one in ten if pictures.pixmap(one) is not None]
    assert kept == [ten[0], ten[2], ten[3], ten[4]]


def test_one_that_cannot_be_read_is_asked_for_once_until_told_otherwise(
    qtbot: QtBot, pictures: SmallPictures, ten: list[Photo], shown: Library
):
    file = shown.folder / ten[0].file
    whole = file.read_bytes()
    file.write_bytes(b"broken")
    with qtbot.waitSignal(pictures.came):
        pictures.want(ten[:1], 50, 1.0)
    assert pictures.is_unreadable(ten[0])
    with qtbot.waitSignal(pictures.came) as other:
        pictures.want(ten[:2], 50, 1.0)
    assert other.args == [key_of(ten[1])]
    file.write_bytes(whole)
    pictures.try_again()
    with qtbot.waitSignal(pictures.came):
        pictures.want(ten[:1], 50, 1.0)
    assert pictures.pixmap(ten[0]) is not None
