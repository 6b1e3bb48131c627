"""Files are private, and are there whole or not at all."""

import errno
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from recovery_app.domain.photos import Photo
from recovery_app.errors import LibraryUnavailable
from recovery_app.storage import photo_files, upgrade
from recovery_app.storage import places as places_module
from recovery_app.storage.places import Places, new_file, translated, write_whole
from tests.disks import small_disk
from tests.factories import a_photo


def modes(folder: Path) -> dict[str, str]:
    """The permissions of a folder and all below it."""
    every = [folder, *folder.rglob("*")]
    return {
        path.relative_to(folder).as_posix(): oct(stat.S_IMODE(path.stat().st_mode))
        for path in every
    }


def photo_of(data: bytes) -> Photo:
    return a_photo(sha256=photo_files.hash_of(data), size=len(data))


def test_a_library_is_readable_by_its_owner_alone(tmp_path: Path):
    one = Places(tmp_path / "here" / "library")
    upgrade.create(one)
    photo_files.keep(one, b"picture", photo_of(b"picture").file)
    for name, mode in modes(one.folder).items():
        assert mode == ("0o700" if (one.folder / name).is_dir() else "0o600"), name
    assert one.exists
    assert "recovery diary" in one.readme.read_text()


def test_a_folder_that_was_open_to_others_is_closed_to_them(tmp_path: Path):
    folder = tmp_path / "library"
    folder.mkdir(mode=0o755)
    upgrade.create(Places(folder))
    assert modes(folder)["."] == "0o700"


def test_writing_replaces_a_file_and_leaves_nothing_else(tmp_path: Path):
    target = tmp_path / "file"
    target.write_bytes(b"old")
    write_whole(target, b"new" * 1000)
    assert target.read_bytes() == b"new" * 1000
    assert modes(tmp_path)["file"] == "0o600"
    assert list(tmp_path.iterdir()) == [target]


def test_on_a_full_disk_the_old_file_stays_and_nothing_else_is_left(tmp_path: Path):
    with small_disk(tmp_path / "disk", "128k") as disk:
        target = disk.folder / "file"
        write_whole(target, b"old")
        with pytest.raises(LibraryUnavailable, match="disk is full"):
            write_whole(target, bytes(500_000))
        assert target.read_bytes() == b"old"
        assert list(disk.folder.iterdir()) == [target]


def test_a_photo_that_does_not_fit_is_not_there_at_all(tmp_path: Path):
    with small_disk(tmp_path / "disk", "128k") as disk:
        one, data = Places(disk.folder), bytes(500_000)
        with pytest.raises(LibraryUnavailable, match="disk is full"):
            photo_files.keep(one, data, photo_of(data).file)
        assert list(photo_files.every(one)) == []
        assert not list(disk.folder.rglob("*.part"))


def test_a_read_only_disk_takes_nothing(tmp_path: Path):
    with small_disk(tmp_path / "disk") as disk:
        disk.make_read_only()
        with pytest.raises(LibraryUnavailable, match="read-only"):
            write_whole(disk.folder / "file", b"new")
        with pytest.raises(LibraryUnavailable, match="read-only"):
            Places(disk.folder / "library").lay_out()


def test_a_folder_that_vanished_is_named(tmp_path: Path):
    with pytest.raises(LibraryUnavailable, match="“file” is not there any more"):
        write_whole(tmp_path / "gone" / "file", b"new")


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(LibraryUnavailable, match="in the way of “file”"):
        Places(tmp_path / "file").lay_out()
    assert not Places(tmp_path / "file").exists


def test_a_name_that_no_disk_takes_is_named():
    with pytest.raises(LibraryUnavailable, match="cannot be the name"):
        _ = Places(Path("x" * 5000)).exists


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.EIO, "may be full or damaged"),
        (errno.EFBIG, "larger than this disk can hold"),
        (errno.EDQUOT, "disk is full"),
        (errno.EACCES, "read-only"),
    ],
)
def test_what_cannot_be_brought_about_here_has_its_sentence_too(code: int, words: str):
    with pytest.raises(LibraryUnavailable, match=words), translated(Path("file")):
        raise OSError(code, "in the system's words")


def test_an_error_that_nobody_expects_stays_a_bug():
    with pytest.raises(ConnectionResetError), translated(Path("file")):
        raise ConnectionResetError(errno.ECONNRESET, "a bug")


def test_a_new_file_never_replaces_another(tmp_path: Path):
    with new_file(tmp_path / "file") as file:
        file.write(b"first")
    with pytest.raises(FileExistsError), new_file(tmp_path / "file"):
        pass
    assert (tmp_path / "file").read_bytes() == b"first"


def test_an_original_is_kept_once_under_its_hash(places: Places):
    photo = photo_of(b"picture")
    path = photo_files.keep(places, b"picture", photo.file)
    again = photo_files.keep(places, b"picture", photo.file)
    assert path == again == places.folder / photo.file
    assert photo_files.read(places, photo.file) == b"picture"
    assert path.stem == sha256(b"picture").hexdigest()
    assert [str(one) for one in photo_files.every(places)] == [photo.file]


def test_an_original_whose_bytes_were_lost_is_written_again(places: Places):
    photo = photo_of(b"picture")
    photo_files.keep(places, b"picture", photo.file).write_bytes(b"pict")
    photo_files.keep(places, b"picture", photo.file)
    assert photo_files.read(places, photo.file) == b"picture"


def test_an_original_goes_to_the_trash_and_back_and_is_read_in_both(places: Places):
    photo = photo_of(b"picture")
    path = photo_files.keep(places, b"picture", photo.file)
    photo_files.to_trash(places, photo.file)
    assert not path.exists()
    assert photo_files.read(places, photo.file) == b"picture"
    photo_files.to_trash(places, photo.file)
    photo_files.from_trash(places, photo.file)
    photo_files.from_trash(places, photo.file)
    assert path.exists()
    assert list(places.trash.iterdir()) == []


def test_an_original_comes_out_of_the_trash_when_its_bytes_are_added_again(places: Places):
    photo = photo_of(b"picture")
    path = photo_files.keep(places, b"picture", photo.file)
    photo_files.to_trash(places, photo.file)
    assert photo_files.keep(places, b"picture", photo.file) == path
    assert list(places.trash.iterdir()) == []


def test_a_discarded_original_is_gone_wherever_it_lay(places: Places):
    photo = photo_of(b"picture")
    photo_files.keep(places, b"picture", photo.file)
    (places.trash / Path(photo.file).name).write_bytes(b"picture")
    photo_files.discard(places, photo.file)
    photo_files.discard(places, photo.file)
    assert list(photo_files.every(places)) == []
    with pytest.raises(LibraryUnavailable, match="not there any more"):
        photo_files.read(places, photo.file)


def test_folders_are_gone_through_in_the_order_of_names(tmp_path: Path):
    for name in ("b.jpg", "a/2.jpg", "a/1.jpg"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).touch()
    (tmp_path / "in" / "nowhere").symlink_to(tmp_path / "gone")
    (tmp_path / "alone").touch()
    found = photo_files.pictures_in([tmp_path / "alone", tmp_path / "in"])
    names = [path.relative_to(tmp_path).as_posix() for path in found]
    # A link that leads nowhere is named, so that it can be refused rather than skipped.
    assert names == ["alone", "in/a/1.jpg", "in/a/2.jpg", "in/b.jpg", "in/nowhere"]


def test_where_folders_cannot_be_synchronised_nothing_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    class Elsewhere:
        name = "nt"

    monkeypatch.setattr(places_module, "os", Elsewhere())
    places_module.sync_folder(tmp_path / "gone")
