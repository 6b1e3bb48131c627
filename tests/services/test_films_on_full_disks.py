"""Comparisons and time-lapses on disks that are full or read-only: one sentence, nothing half-written."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from recovery_app.domain.photos import Photo
from recovery_app.errors import LibraryUnavailable
from recovery_app.services import composing
from recovery_app.services.library import Library
from tests.disks import Disk, small_disk
from tests.factories import a_moment, a_picture

Save = Callable[[Library, list[Photo], Path], object]
FILMS = ("film.webp", "film.gif", "film.mp4")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "stick", "1m") as one:
        yield one


@pytest.fixture
def photos(library: Library, tmp_path: Path) -> list[Photo]:
    """Three photos of the front, large enough for no film to fit beside the filler."""
    files = [
        a_picture(tmp_path / "camera", f"IMG_{a_moment(day):%Y%m%d_%H%M%S}.jpg", size=(640, 480))
        for day in (1, 2, 3)
    ]
    return list(library.photos.add(files, pose="front").added)


def a_comparison(library: Library, photos: list[Photo], file: Path) -> object:
    return composing.side_by_side(library, photos, file)


def a_painted_one(_library: Library, _photos: list[Photo], file: Path) -> object:
    composing.keep(file, bytes(200_000))
    return True


def a_film(library: Library, _photos: list[Photo], file: Path) -> object:
    return library.timelapse.save("front", None, file, fade=0.0)


SAVED: list[tuple[Save, str]] = [
    (a_comparison, "two.png"),
    (a_painted_one, "painted.png"),
    *((a_film, name) for name in FILMS),
]


@pytest.mark.parametrize(("save", "name"), SAVED)
def test_a_full_disk_is_said_and_what_lay_there_before_stays(
    disk: Disk, library: Library, photos: list[Photo], save: Save, name: str
):
    file = disk.folder / name
    file.write_bytes(b"an older one")
    disk.fill(but=4096)
    with pytest.raises(LibraryUnavailable, match="disk is full"):
        save(library, photos, file)
    assert file.read_bytes() == b"an older one"
    assert {one.name for one in disk.folder.iterdir()} == {"filler", name}
    disk.empty()
    assert save(library, photos, file)
    assert file.stat().st_size > 5000
    assert [one.name for one in disk.folder.iterdir()] == [name]


@pytest.mark.parametrize(("save", "name"), SAVED)
def test_a_read_only_disk_is_said(
    disk: Disk, library: Library, photos: list[Photo], save: Save, name: str
):
    disk.make_read_only()
    with pytest.raises(LibraryUnavailable, match="read-only"):
        save(library, photos, disk.folder / name)
