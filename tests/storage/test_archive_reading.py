"""An archive may come from anywhere: it is whole and harmless, or refused in a sentence, and nothing
of it is left.
"""

import io
import json
import random
import re
import stat
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.regions import Region, Role
from recovery_app.errors import ArchiveRefused
from recovery_app.services import library as libraries
from recovery_app.services.library import Library
from recovery_app.storage import archive_reading, archive_rows, versions
from recovery_app.storage.schema import SCHEMA
from tests.factories import a_moment, a_picture, a_review, a_session

Members = dict[str, bytes]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Members:
    """Give what a small archive holds."""
    folder = tmp_path_factory.mktemp("good")
    with closing(libraries.create(folder / "library")) as library:
        library.sessions.save(a_session())
        library.journal.log(a_moment(), EntryChange({"redness": 3}, note="Like a sunburn."))
        library.reviews.save(a_review())
        (photo,) = library.photos.add([a_picture(folder)], pose="front").added
        outline = ((0.2, 0.2), (0.7, 0.2), (0.5, 0.6))
        library.regions.keep([Region("", photo.pose, Role.TREATED, "Cheek", outline)])
        library.merging.write_archive(folder / "good.zip")
    with zipfile.ZipFile(folder / "good.zip") as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(target: Path, members: Members, *, honest: bool = True) -> Path:
    """Write an archive; an honest one tells the hashes and rows that it has."""
    members = dict(members)
    if honest:
        manifest = json.loads(members["manifest.json"])
        manifest["tables"] = {
            name[7:-5]: len(json.loads(data))
            for name, data in members.items()
            if name.startswith("tables/")
        }
        members["manifest.json"] = json.dumps(manifest).encode()
        members["checksums.txt"] = "".join(
            f"{sha256(data).hexdigest()}  {name}\n"
            for name, data in members.items()
            if name != "checksums.txt"
        ).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target


def changed(
    members: Members, table: str, change: Callable[[list[dict[str, Any]]], object]
) -> Members:
    """Change the rows of a table."""
    name = f"tables/{table}.json"
    rows = json.loads(members[name])
    change(rows)
    lines = ",\n".join(json.dumps(row) for row in rows)
    return {**members, name: f"[\n{lines}\n]\n".encode()}


def files_of(library: Library) -> list[Path]:
    files = (path for path in sorted(library.folder.rglob("*")) if path.is_file())
    return [path for path in files if not path.name.endswith(("-wal", "-shm"))]


def refused(library: Library, archive: Path) -> str:
    """Try to bring an archive in; it must be refused and leave nothing."""
    before = (library.written_version(), files_of(library))
    with pytest.raises(ArchiveRefused) as caught:
        library.merging.merge(archive)
    copies = list((library.folder / "backups").glob("before-merge-*"))
    for path in copies:  # made before what does not fit was found
        path.unlink()
    assert (library.written_version(), files_of(library)) == before
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert sentence.count(". ") == 0
    return sentence


def test_a_good_one_is_taken(library: Library, good: Members, tmp_path: Path):
    merged = library.merging.merge(packed(tmp_path / "good.zip", good))
    assert merged.photos == 1
    assert library.safekeeping.check() == []


def test_it_is_unpacked_and_checked_without_the_program(good: Members, tmp_path: Path):
    with zipfile.ZipFile(packed(tmp_path / "a.zip", good, honest=False)) as archive:
        archive.extractall(tmp_path / "out")
    done = subprocess.run(
        ["sha256sum", "--strict", "-c", "checksums.txt"],
        cwd=tmp_path / "out",
        capture_output=True,
        check=True,
    )
    assert done.stdout.count(b": OK") == len(good) - 1


def test_every_table_and_column_is_in_the_dictionary_and_in_the_archive(good: Members):
    told = good["data-dictionary.md"].decode()
    for table in SCHEMA.sorted_tables:
        assert f"## {table.name}\n" in told
        assert f"tables/{table.name}.json" in good
        for row in json.loads(good[f"tables/{table.name}.json"]):
            assert list(row) == [column.name for column in table.columns]
    (entry,) = json.loads(good["tables/entry.json"])
    assert entry["note"] == "Like a sunburn."
    assert json.loads(good["tables/symptom.json"])[0]["own"] is False
    assert json.loads(good["manifest.json"])["counts"]["photos"] == 1


def setting(table: str, column: str, value: object) -> Callable[[Members], Members]:
    return lambda members: changed(members, table, lambda rows: rows[0].update({column: value}))


def doubled(table: str) -> Callable[[Members], Members]:
    return lambda members: changed(members, table, lambda rows: rows.append(dict(rows[0])))


def lacking(table: str, column: str) -> Callable[[Members], Members]:
    return lambda members: changed(members, table, lambda rows: rows[0].pop(column))


def holding(name: str, data: bytes) -> Callable[[Members], Members]:
    return lambda members: {**members, name: data}


def without(name: str) -> Callable[[Members], Members]:
    return lambda members: {key: data for key, data in members.items() if name not in key}


BAD = {
    "a path that leads out": holding("../evil.txt", b"x"),
    "an absolute path": holding("/etc/evil.txt", b"x"),
    "a file that no archive has": holding("evil.sh", b"x"),
    "a picture under a wrong hash": holding(f"photos/ab/{'ab' * 32}.jpg", b"x"),
    "a table that is none": holding("tables/evil.json", b"[\n\n]\n"),
    "a table that is missing": without("tables/entry.json"),
    "a number as text": setting("rating", "value", "3"),
    "a number off its scale": setting("rating", "value", 99),
    "a flag as a number": setting("symptom", "own", 1),
    "a number as a flag": setting("rating", "value", True),
    "text as a list": setting("entry", "note", ["x"]),
    "text with NUL": setting("entry", "note", "a\0b"),
    "half a character": setting("entry", "note", "\ud800"),
    "a text too long": setting("entry", "note", "x" * 1_000_001),
    "nothing where something belongs": setting("entry", "at", None),
    "a moment without offset": setting("entry", "at", "2025-03-04T21:00:00"),
    "no moment at all": setting("entry", "at", "yesterday"),
    "a day that is not its moment's": setting("entry", "day", "2025-03-09"),
    "a time from the far future": setting("entry", "created_at", "9999-01-01T00:00:00+00:00"),
    "a time that is not UTC": setting("entry", "created_at", "2025-01-01T00:00:00+08:00"),
    "a suffix that leads out": setting("photo", "suffix", "/../../x"),
    "a hash that is none": setting("photo", "sha256", "../../evil"),
    "a word that is none": setting("photo", "condition", "painted"),
    "a pose that is none": setting("photo", "pose", "behind"),
    "a quarter too many": setting("photo", "turns", 7),
    "a picture of no size": setting("photo", "width", 0),
    "a day at the end of the calendar": setting("session", "day", "9999-12-31"),
    "a moment before all diaries": setting("session", "at", "0001-01-01T00:00:00+00:00"),
    "an interval below 0": setting("kind", "interval_from", -5),
    "infinite money": setting("session", "cost", "Infinity"),
    "no money": setting("session", "cost", "much"),
    "a clock that is none": setting("session_step", "at", "25:00"),
    "a number that is none": lambda members: {
        **members,
        "tables/region_corner.json": members["tables/region_corner.json"].replace(b"0.2", b"NaN"),
    },
    "a column too many": setting("entry", "evil", 1),
    "a column too few": lacking("entry", "note"),
    "two rows of one key": doubled("entry"),
    "two parts in one place": doubled("session_pass"),
    "an unknown kind": setting("session", "kind", "unheard-of"),
    "a rating of nothing": setting("rating", "entry_id", "nobody"),
    "a note about no table": setting("field_change", "table_name", "sqlite_master"),
    "a photo whose original is missing": without("photos/"),
    "a list in a list": holding("tables/course.json", b"[\n" + b"[" * 200_000 + b"\n]\n"),
    "no list": holding("tables/course.json", b"{}\n"),
    "something after the list": holding("tables/course.json", b"[\n]\n[\n]\n"),
}  # fmt: skip


@pytest.mark.parametrize("what", [name for name in BAD if name not in ("a rating of nothing",)])
def test_what_no_archive_holds_is_refused(
    library: Library, good: Members, tmp_path: Path, what: str
):
    bad = BAD[what](good)
    try:
        archive = packed(tmp_path / "bad.zip", bad)
    except (ValueError, RecursionError):  # not even this test can count its rows
        archive = rehashed(tmp_path / "bad.zip", bad)
    refused(library, archive)


def rehashed(target: Path, members: Members) -> Path:
    """Write an archive that tells its hashes, and the rows that it had."""
    sums = "".join(
        f"{sha256(data).hexdigest()}  {name}\n"
        for name, data in members.items()
        if name != "checksums.txt"
    )
    return packed(target, {**members, "checksums.txt": sums.encode()}, honest=False)


def test_a_rating_of_no_entry_is_left_out(library: Library, good: Members, tmp_path: Path):
    library.merging.merge(packed(tmp_path / "a.zip", BAD["a rating of nothing"](good)))
    assert library.safekeeping.check() == []


@pytest.mark.parametrize(
    "name", ["manifest.json", "tables/entry.json", "tables/kind.json", "README.txt", "photos/"]
)
def test_a_wrong_hash_is_refused(library: Library, good: Members, tmp_path: Path, name: str):
    (whole,) = [one for one in good if one.startswith(name)]
    bad = {**good, whole: good[whole].replace(b"e", b"f", 1) + b" "}
    archive = packed(tmp_path / "bad.zip", bad, honest=False)
    if whole in ("README.txt", "manifest.json"):
        with pytest.raises(ArchiveRefused), archive_reading.reading(archive) as opened:
            opened.check(whole)
    else:
        refused(library, archive)


def test_a_flipped_bit_anywhere_is_refused_or_harmless(good: Members, tmp_path: Path):
    data = packed(tmp_path / "good.zip", good).read_bytes()
    luck = random.Random(5)
    met = {True: 0, False: 0}
    for _ in range(60):
        damaged = bytearray(data)
        damaged[luck.randrange(len(data))] ^= 1 << luck.randrange(8)
        (tmp_path / "bad.zip").write_bytes(damaged)
        try:
            with archive_reading.reading(tmp_path / "bad.zip") as archive:
                for name in archive.names:
                    archive.check(name)
                archive.rows()
            met[True] += 1
        except ArchiveRefused:
            met[False] += 1
    assert met[False] > 30


@pytest.mark.parametrize("cut", [0, 1, 20, 0.3, 0.9, 0.999])
def test_one_that_was_cut_short_is_refused(
    library: Library, good: Members, tmp_path: Path, cut: float
):
    data = packed(tmp_path / "good.zip", good).read_bytes()
    (tmp_path / "bad.zip").write_bytes(data[: int(cut * len(data)) if cut < 1 else int(cut)])
    assert "is no archive" in refused(library, tmp_path / "bad.zip")


def test_a_link_two_of_a_name_and_a_locked_entry_are_refused(
    library: Library, good: Members, tmp_path: Path
):
    link = zipfile.ZipInfo("README.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        for name, data in good.items():
            archive.writestr(link if name == "README.txt" else name, data)
    refused(library, tmp_path / "link.zip")
    packed(tmp_path / "twice.zip", good)
    with (
        zipfile.ZipFile(tmp_path / "twice.zip", "a") as archive,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        archive.writestr("tables/entry.json", b"[\n]\n")
    refused(library, tmp_path / "twice.zip")
    data = bytearray(packed(tmp_path / "locked.zip", good).read_bytes())
    at = data.index(b"PK\x01\x02") + 8
    data[at] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    refused(library, tmp_path / "locked.zip")


def test_a_table_that_says_it_is_small_and_unpacks_to_much_is_refused(
    library: Library, good: Members, tmp_path: Path
):
    bomb = {**good, "tables/course.json": b"[\n" + b" " * 30_000_000 + b"\n]\n"}
    data = bytearray(rehashed(tmp_path / "bomb.zip", bomb).read_bytes())
    at = data.rindex(b"tables/course.json") - 46
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    (tmp_path / "bomb.zip").write_bytes(data)
    refused(library, tmp_path / "bomb.zip")


def test_ten_million_rows_are_refused_before_they_are_read(
    library: Library, good: Members, tmp_path: Path
):
    manifest = json.loads(good["manifest.json"])
    manifest["tables"]["entry"] = 10_000_000
    bad = {**good, "manifest.json": json.dumps(manifest).encode()}
    refused(library, rehashed(tmp_path / "many.zip", bad))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive_reading, "LARGEST_TABLE", 100)
        refused(library, packed(tmp_path / "large.zip", good))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive_rows, "LONGEST_LINE", 100)
        long = changed(good, "entry", lambda rows: rows[0].update(note="x" * 2_000_000))
        refused(library, packed(tmp_path / "long.zip", long))


def test_fewer_or_more_rows_than_told_are_refused(library: Library, good: Members, tmp_path: Path):
    for number in (0, 2):
        manifest = json.loads(good["manifest.json"])
        manifest["tables"]["entry"] = number
        bad = {**good, "manifest.json": json.dumps(manifest).encode()}
        refused(library, rehashed(tmp_path / "bad.zip", bad))


@pytest.mark.parametrize("what", [{"version": 2}, {"schema": "0999"}])
def test_a_newer_one_is_refused_with_what_to_do(
    library: Library, good: Members, tmp_path: Path, what: dict[str, object]
):
    manifest = {**json.loads(good["manifest.json"]), **what}
    bad = {**good, "manifest.json": json.dumps(manifest).encode()}
    assert "update the program" in refused(library, rehashed(tmp_path / "bad.zip", bad))


@pytest.mark.parametrize("what", [{"format": "another"}, {"schema": "x"}, {"made_at": "now"}])
def test_a_manifest_that_is_none_is_refused(
    library: Library, good: Members, tmp_path: Path, what: dict[str, object]
):
    manifest = {**json.loads(good["manifest.json"]), **what}
    bad = {**good, "manifest.json": json.dumps(manifest).encode()}
    refused(library, rehashed(tmp_path / "bad.zip", bad))


def test_an_older_one_is_filled_up(library: Library, good: Members, tmp_path: Path):
    def as_before(rows: list[dict[str, Any]]) -> None:
        for row in rows:
            del row["turns"], row["camera"]

    older = changed(good, "photo", as_before)
    older = {name: data for name, data in older.items() if "region" not in name}
    manifest = {**json.loads(good["manifest.json"]), "schema": "0001"}
    older["manifest.json"] = json.dumps(manifest).encode()
    library.merging.merge(packed(tmp_path / "older.zip", older))
    (photo,) = library.photos.every()
    assert (photo.turns, photo.camera) == (0, "")
    assert library.safekeeping.check() == []
    assert versions.CURRENT > "0001"


def test_a_backup_is_no_archive(library: Library, tmp_path: Path):
    backup = library.safekeeping.backup(tmp_path / "backup.zip")
    assert "is no archive" in refused(library, backup)


def test_an_archive_holds_no_settings(good: Members):
    assert not [name for name in good if re.search("settings|sqlite", name)]
    assert io.BytesIO(good["README.txt"]).read().count(b"NOT encrypted") == 1
