"""Photos of the camera that wait: as open or as closed as the library in whose folder they lie."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from recovery_app.domain.photos import DateSource
from recovery_app.errors import LibraryUnavailable
from recovery_app.services import capturing, vault
from recovery_app.services.importing import Candidate, look_at, read_again
from recovery_app.services.library import Library, open_library
from recovery_app.services.preparing import Prepared
from recovery_app.storage.keys import Keys
from tests.factories import a_moment
from tests.services.locked import PASSPHRASE, QUICK, readable

AT = a_moment(3, "09:15")


def jpeg(shade: int = 90) -> bytes:
    written = BytesIO()
    Image.new("RGB", (64, 48), (shade, 80, 70)).save(written, "JPEG")
    return written.getvalue()


@pytest.fixture
def locked(template_locked: tuple[Path, Keys, str], tmp_path: Path) -> Iterator[Library]:
    """An encrypted library that is open."""
    template, keys, _ = template_locked
    folder = tmp_path / "locked"
    shutil.copytree(template, folder)
    library = open_library(folder, keys=keys)
    yield library
    library.close()


def test_in_an_encrypted_library_nothing_of_a_shot_can_be_read(locked: Library):
    kept = capturing.keep_shot(locked, jpeg(), AT, 1, "close-up:left-cheek")
    assert kept.file.parent == locked.folder / "shots"
    assert readable(locked.folder) == []
    data = kept.file.read_bytes()
    assert b"Exif" not in data
    assert f"{AT:%Y}" not in kept.file.name
    assert "cheek" not in kept.file.name
    assert capturing.left(locked) == 1


def test_a_sealed_shot_is_found_again_and_added_like_any_other(locked: Library):
    for number, pose in enumerate(("front", "close-up:left-cheek", ""), start=1):
        capturing.keep_shot(locked, jpeg(number * 60), AT, number, pose)
    found = capturing.waiting(locked)
    assert sorted((shot.at, shot.pose) for shot in found) == [
        (AT, ""),
        (AT, "close-up:left-cheek"),
        (AT, "front"),
    ]
    for shot in found:
        looked = look_at(locked.photos, shot.file, pose=shot.pose)
        assert isinstance(looked, Candidate)
        assert looked.path.name.startswith(f"{AT:%Y%m%d-%H%M%S}")
        ready = read_again(looked, looked.photo)
        assert isinstance(ready, Prepared)
        locked.photos.keep(ready)
    added = locked.photos.every()
    assert sorted(photo.pose for photo in added) == ["", "close-up:left-cheek", "front"]
    assert {(photo.taken_at, photo.source) for photo in added} == {(AT, DateSource.EXIF)}
    assert all(locked.photos.shown(photo).width == 64 for photo in added)
    assert capturing.waiting(locked) == []
    assert not (locked.folder / "shots").exists()
    assert readable(locked.folder) == []


def test_a_damaged_shot_is_left_alone_and_refused_with_a_sentence(locked: Library):
    kept = capturing.keep_shot(locked, jpeg(), AT, 1, "front")
    data = bytearray(kept.file.read_bytes())
    data[200] ^= 1
    kept.file.write_bytes(data)
    assert capturing.waiting(locked) == []
    assert "damaged" in str(look_at(locked.photos, kept.file))
    assert kept.file.exists()


def test_in_a_plain_library_a_shot_is_a_picture_that_any_program_shows(library: Library):
    kept = capturing.keep_shot(library, jpeg(), AT, 1, "front")
    assert kept.file.name == f"{AT:%Y%m%d-%H%M%S%z}-1-front.jpg"
    with Image.open(kept.file) as picture:
        assert picture.getexif().get_ifd(0x8769)[0x9003] == f"{AT:%Y:%m:%d %H:%M:%S}"
    (found,) = capturing.waiting(library)
    assert (found.at, found.pose) == (AT, "front")
    assert isinstance(found.at, datetime)


def test_the_lock_is_neither_given_nor_taken_while_shots_wait(library: Library, locked: Library):
    for one in (library, locked):
        capturing.keep_shot(one, jpeg(), AT, 1, "front")
        one.close()
    with pytest.raises(LibraryUnavailable, match="wait to be added"):
        vault.turn_on(library.folder, PASSPHRASE, cost=QUICK)
    with pytest.raises(LibraryUnavailable, match="wait to be added"):
        vault.turn_off(locked.folder, PASSPHRASE)
    assert not (library.folder / "keys.json").exists()
    assert len(list((locked.folder / "shots").iterdir())) == 1
