"""An archive may come from anywhere: it is whole and harmless, or it is refused and leaves nothing."""

import errno
import io
import json
import random
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from recovery_app.errors import BackupFailed, LibraryNewer, LibraryUnavailable
from recovery_app.storage import archives, backups, photo_files, photos
from recovery_app.storage.database import Database
from recovery_app.storage.places import Places
from tests.factories import a_photo, an_entry
from tests.storage.written import add_entry

Members = dict[str, bytes]


@pytest.fixture
def good(places: Places, tmp_path: Path) -> Path:
    """A small backup with an entry, a photo and one in the trash."""
    database = Database(places.database)
    with database.writing() as db:
        add_entry(db, an_entry())
        for number, data in enumerate((b"seen" * 50, b"gone" * 50)):
            photo = a_photo(sha256=photo_files.hash_of(data), size=len(data))
            photo_files.keep(places, data, photo.file)
            photos.save(db, photo)
            if number:
                photos.remove(db, [photo.id])
                photo_files.to_trash(places, photo.file)
    database.close()
    target = tmp_path / "good.zip"
    backups.make(places, target)
    return target


def members_of(archive: Path) -> Members:
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(target: Path, members: Members, *, honest: bool = True) -> Path:
    """Write an archive; an honest one has a manifest that fits what else is in it."""
    members = dict(members)
    if honest:
        manifest = json.loads(members["manifest.json"])
        manifest["files"] = {
            name: {"size": len(data), "sha256": sha256(data).hexdigest()}
            for name, data in members.items()
            if name != "manifest.json"
        }
        members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target


def with_database(members: Members, statement: str, folder: Path) -> Members:
    """The same members after a statement was run on the database among them."""
    file = folder / "changed.sqlite3"
    file.write_bytes(members["library.sqlite3"])
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(statement)
    return {**members, "library.sqlite3": file.read_bytes()}


def refused(archive: Path, kind: type[Exception] = BackupFailed) -> str:
    """Try to restore an archive, see that nothing came of it, and return the sentence."""
    target = archive.parent / "target" / "library"
    before = {path.name for path in archive.parent.iterdir()}
    with pytest.raises(kind) as caught:
        backups.restore(archive, target)
    assert {path.name for path in archive.parent.iterdir()} == before
    sentence = str(caught.value)
    assert sentence.endswith(".")
    return sentence


def test_what_was_unpacked_and_packed_again_is_still_a_backup(good: Path, tmp_path: Path):
    again = packed(tmp_path / "again.zip", members_of(good))
    assert backups.restore(again, tmp_path / "new").photos == 1


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt",
        "photos/../../outside.txt",
        "/etc/outside.txt",
        "photos/ab/../../../outside.txt",
        "..\\outside.txt",
        "C:\\outside.txt",
        "C:/outside.txt",
        "photos/ab/x.jpg",
        "photos/" + "ab/" * 40 + "x.jpg",
        "backups/anything.zip",
        "library.sqlite3-wal",
        "library.sqlite3-journal",
        "window.lock",
        "photos/",
        "Library.sqlite3",
        f"photos/ab/{'ab' * 32}.jpg\n",
        f"photos/AB/{'AB' * 32}.jpg",
    ],
)
def test_a_name_that_no_library_has_is_refused(good: Path, tmp_path: Path, name: str):
    hostile = packed(tmp_path / "hostile.zip", {**members_of(good), name: b"x"})
    assert "damaged" in refused(hostile)
    assert not list(tmp_path.rglob("*outside*"))


def test_links_and_devices_are_refused(good: Path, tmp_path: Path):
    members = members_of(good)
    name = next(name for name in members if name.startswith("photos/"))
    for kind in (stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR, stat.S_IFSOCK):
        hostile = tmp_path / "hostile.zip"
        with zipfile.ZipFile(hostile, "w") as archive:
            for member, data in members.items():
                info = zipfile.ZipInfo(member)
                info.external_attr = (kind if member == name else stat.S_IFREG) << 16 | 0o777 << 16
                archive.writestr(info, data)
        assert "damaged" in refused(hostile)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(good: Path, tmp_path: Path):
    hostile = tmp_path / "hostile.zip"
    with zipfile.ZipFile(hostile, "w") as archive:
        for name, data in members_of(good).items():
            archive.writestr(name, data)
        archive.writestr("settings.json", b"{}")
        archive.writestr("settings.json", b"{} ")
    assert "damaged" in refused(hostile)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_that_no_backup_uses_are_refused(good: Path, tmp_path: Path, method: int):
    hostile = tmp_path / "hostile.zip"
    with zipfile.ZipFile(hostile, "w", method) as archive:
        for name, data in members_of(good).items():
            archive.writestr(name, data)
    assert "damaged" in refused(hostile)


def test_a_changed_picture_is_refused(good: Path, tmp_path: Path):
    members = members_of(good)
    name = next(name for name in members if name.startswith("photos/"))
    changed = {**members, name: b"SEEN" * 50}
    assert "damaged" in refused(packed(tmp_path / "one.zip", changed, honest=False))
    # With a manifest that fits, the name and the row still say which bytes belong there.
    sentence = refused(packed(tmp_path / "two.zip", changed))
    assert "does not hold a whole library" in sentence


def test_a_picture_that_is_missing_or_too_many_is_refused(good: Path, tmp_path: Path):
    members = members_of(good)
    name = next(name for name in members if name.startswith("photos/"))
    less = {key: data for key, data in members.items() if key != name}
    more = {**members, f"trash/{'ab' * 32}.jpg": b"x"}
    assert "damaged" in refused(packed(tmp_path / "one.zip", less, honest=False))
    assert "whole library" in refused(packed(tmp_path / "two.zip", less))
    assert "damaged" in refused(packed(tmp_path / "three.zip", more, honest=False))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entry",  # the counts say otherwise
        "DROP TABLE photo",
        "UPDATE photo SET sha256 = '../../../../outside'",
        "UPDATE photo SET suffix = '/../../outside'",
        "UPDATE photo SET size = 1",
        "UPDATE alembic_version SET version_num = '0000'",
        "DROP TABLE alembic_version",
        "INSERT INTO rating VALUES ('nobody', 'redness', 1, 'then')",
    ],
)
def test_a_database_that_does_not_fit_is_refused(good: Path, tmp_path: Path, statement: str):
    members = members_of(good)
    changed = with_database(members, statement, tmp_path)
    assert "does not hold a whole library" in refused(packed(tmp_path / "hostile.zip", changed))


def test_something_else_in_the_place_of_the_database_is_refused(good: Path, tmp_path: Path):
    changed = {**members_of(good), "library.sqlite3": b"no database" * 500}
    assert "does not hold a whole library" in refused(packed(tmp_path / "hostile.zip", changed))


def test_a_backup_of_a_newer_version_is_refused(good: Path, tmp_path: Path):
    members = members_of(good)
    manifest = {**json.loads(members["manifest.json"]), "schema": "0999"}
    newer = {**members, "manifest.json": json.dumps(manifest).encode()}
    archive = packed(tmp_path / "newer.zip", newer)
    assert "newer version of the program" in refused(archive, LibraryNewer)


def _without(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda manifest: manifest.pop(key)


def _with(key: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda manifest: manifest.update({key: value})


def _with_file(value: object) -> Callable[[dict[str, Any]], object]:
    return lambda manifest: manifest["files"].update({"README.txt": value})


@pytest.mark.parametrize(
    "change",
    [
        *(_without(key) for key in ("format", "schema", "made_at", "counts", "files")),
        _with("format", "another"),
        _with("made_at", "yesterday"),
        _with("made_at", "2026-03-02T21:00:00"),
        _with("counts", {"sessions": 1}),
        _with("counts", {"sessions": "1", "entries": 0, "reviews": 0, "photos": 0}),
        _with("counts", {"sessions": -1, "entries": 0, "reviews": 0, "photos": 0}),
        _with("counts", []),
        _with("files", []),
        _with_file(None),
        _with_file({"size": 1}),
        _with_file({"size": 1.5, "sha256": "0" * 64}),
        _with_file({"size": 1, "sha256": "0" * 63}),
    ],
)
def test_a_manifest_that_makes_no_sense_is_refused(
    good: Path, tmp_path: Path, change: Callable[[dict[str, Any]], object]
):
    members = members_of(good)
    manifest = json.loads(members["manifest.json"])
    change(manifest)
    strange = {**members, "manifest.json": json.dumps(manifest).encode()}
    refused(packed(tmp_path / "strange.zip", strange, honest=False))


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"size": ' + b"9" * 10_000 + b"}"]
)
def test_a_manifest_that_is_no_json_is_refused(good: Path, tmp_path: Path, text: bytes):
    strange = {**members_of(good), "manifest.json": text}
    assert "damaged" in refused(packed(tmp_path / "strange.zip", strange, honest=False))


def test_a_member_that_unpacks_to_more_than_it_says_stops_there(good: Path, tmp_path: Path):
    members = members_of(good)
    manifest = json.loads(members["manifest.json"])
    manifest["files"]["README.txt"]["size"] = 10
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**members, "README.txt": bytes(50_000_000)}.items():
            archive.writestr(name, json.dumps(manifest) if name == "manifest.json" else data)
    taken: list[int] = []

    class Sink(io.BytesIO):
        def write(self, data: Any) -> int:
            taken.append(len(data))
            return len(data)

    with archives.reading(bomb) as archive, pytest.raises(BackupFailed, match="damaged"):
        archive.copy("README.txt", Sink())
    assert sum(taken) <= 10
    assert "damaged" in refused(bomb)


def test_a_disk_that_does_not_take_the_data_is_not_blamed_on_the_archive(good: Path):
    class Full(io.BytesIO):
        def write(self, data: Any) -> int:
            raise OSError(errno.ENOSPC, f"no room for {len(data)} bytes")

    disk_full = pytest.raises(LibraryUnavailable, match="disk is full")
    with disk_full, archives.reading(good) as archive:
        archive.copy("README.txt", Full())


def test_more_than_the_disk_can_hold_is_refused_before_anything_is_written(
    good: Path, tmp_path: Path
):
    members = members_of(good)
    manifest = json.loads(members["manifest.json"])
    manifest["files"]["README.txt"]["size"] = 1 << 60
    huge = {**members, "manifest.json": json.dumps(manifest).encode()}
    archive = packed(tmp_path / "huge.zip", huge, honest=False)
    assert "not enough room" in refused(archive, LibraryUnavailable)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"PK\x03\x04" + bytes(100), bytes(22), b"PK\x05\x06" + bytes(18)]
)
def test_what_is_no_archive_at_all_is_named_so(tmp_path: Path, content: bytes):
    file = tmp_path / "file.zip"
    file.write_bytes(content)
    assert "is no backup of a recovery library" in refused(file)


def test_an_archive_of_something_else_is_named_so(tmp_path: Path):
    packed(tmp_path / "other.zip", {"word/document.xml": b"x"}, honest=False)
    assert "is no backup of a recovery library" in refused(tmp_path / "other.zip")


def test_a_backup_that_was_cut_short_is_refused_wherever_that_happened(good: Path, tmp_path: Path):
    data = good.read_bytes()
    cut = tmp_path / "cut.zip"
    for length in range(0, len(data), len(data) // 60):
        cut.write_bytes(data[:length])
        refused(cut)


def test_a_flipped_byte_is_noticed_or_harmless(good: Path, tmp_path: Path):
    """Anywhere in the file: refused with a sentence, or the very same library comes out."""
    data = good.read_bytes()
    whole = members_of(good)
    chance = random.Random(7)
    directory = data.rfind(b"PK\x05\x06")
    start = int.from_bytes(data[directory + 16 : directory + 20], "little")
    spots = [chance.randrange(len(data)) for _ in range(60)]
    # The directory at the end is what a reader believes first.
    spots += [chance.randrange(start, len(data)) for _ in range(140)]
    flipped = tmp_path / "flipped.zip"
    survived = 0
    for number, spot in enumerate(spots):
        changed = bytearray(data)
        changed[spot] ^= 1 << chance.randrange(8)
        flipped.write_bytes(changed)
        target = tmp_path / "out" / str(number)
        try:
            backups.restore(flipped, target)
        except BackupFailed:
            assert not target.exists()
            continue
        survived += 1
        for name in whole:
            if name != "manifest.json":
                assert (target / name).read_bytes() == whole[name], (spot, name)
    assert survived < len(spots) / 2
