"""Files that were made to do harm: refused with a sentence, and nothing comes of them."""

import json
import resource
import shutil
import sqlite3
import stat
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from hashlib import sha256
from pathlib import Path

from recovery_app.domain.entries import EntryChange
from recovery_app.errors import RecoveryError, WrongInput
from recovery_app.services import restoring
from recovery_app.services.library import Library
from tests.factories import a_moment
from tests.torture import diary
from tests.torture.diary import FOREVER, Stage, a_sentence, held, opened

OUTSIDE = (
    "../outside.txt",
    "../../outside.txt",
    "photos/../../outside.txt",
    "/outside.txt",
    "photos/ab/../../../outside.txt",
    "..\\outside.txt",
    "C:\\outside.txt",
    "C:/outside.txt",
    "\\\\server\\share\\outside.txt",
    "photos/" + "ab/" * 60 + "outside.txt",
    "./library.sqlite3",
    "library.sqlite3-wal",
    "backups/daily/x",
    "photos/ab/\u202egpj.exe",
    "outside\0.txt",
    "keys.json/",
    "",
)
"""Names that lead out of a folder, or that no library has."""

PLANTED = (
    "CREATE TRIGGER planted AFTER INSERT ON entry BEGIN DELETE FROM rating; END",
    "CREATE TRIGGER planted INSTEAD OF INSERT ON seen BEGIN SELECT 1; END",
    "CREATE VIEW planted AS SELECT load_extension('x')",
    "CREATE TEMP VIEW planted AS SELECT 1",
)
"""What somebody might leave in a database; the second needs a view, the last one is not kept."""

ODD = (
    "😀🧖🏽‍♀️ 👩‍👩‍👧",
    "\u202eright to left\u202c עברית العربية",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L",
    "'; DROP TABLE entry; --",
    '"quoted", with, commas\nand\r\nlines\ttabs',
    "=cmd|' /C calc'!A0",
    "\ufeff begins with a mark",
    "a\u0300 and \u00e0 are two ways",
    "\U0010ffff last one \uffff",
    "x" * 1_000_000,
    "🧖" * 250_000,
    "\x01\x1f\x7f control",
)
READ = {f"{name}.json" for name in ("entry", "rating", "session", "photo", "symptom", "manifest")}
"""Files of an archive that a merge certainly reads; papers for other readers it does not."""

REFUSED = ("a\0b", "\0", "half \ud800 a character", "x" * 1_000_001)


def be_hostile(folder: Path, rows: int = 10_000_000, every: int = 1) -> Counter[str]:
    """Try everything that was thought of.

    Args:
        folder: scratch.
        rows: of the table of JSON that is far too long.
        every: only each so manieth of the files is tried, and the first of each sort.
    """
    met, stage = Counter[str](), diary.plain(folder / "plain")
    tried = set[str]()
    for number, (what, made) in enumerate(_files(stage, folder / "hostile")):
        if number % every == 0 or what not in tried:
            tried.add(what)
            _refused_everywhere(stage, made())
            met[what] += 1
    met["rows of JSON"] += _ten_million(stage, folder, rows)
    met["planted in a database"] += _planted(stage, folder)
    for name in OUTSIDE:
        if "\0" not in name and "\n" not in name:
            _depot_leads_out(stage, name, folder / "depot run")
            met["names in automatic backups"] += 1
    met["odd texts"] += _texts(stage)
    return met


def _files(stage: Stage, place: Path) -> Iterator[tuple[str, Callable[[], Path]]]:
    """Say how each hostile file is made after a good one: a backup, then an archive."""
    place.mkdir()
    for good in (stage.backup, stage.archive):
        kind = "backup" if good == stage.backup else "archive"
        members = _members(good)
        pictures = [name for name in members if name.startswith("photos/")]
        # One that the library has not: what it has already is not read from an archive.
        picture = next((one for one in pictures if not _has(stage, one)), pictures[0])
        for number, name in enumerate(OUTSIDE):
            file = place / f"{kind}-name-{number}.zip"
            yield "names that lead out", partial(_packed, file, {**members, name: b"harm"})
        for mode in (stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK):
            file = place / f"{kind}-link-{mode}.zip"
            yield "links and devices", partial(_packed, file, members, {picture: mode})
        for name in members:
            if kind == "archive" and Path(name).name not in READ:
                continue  # nothing of it is used, so that it does no harm
            changed = {**members, name: members[name][:-1] + b"?"}
            file = place / f"{kind}-hash-{Path(name).name}.zip"
            yield "wrong hashes", partial(_packed, file, changed, honest=False)
        for size in (1 << 26, 1 << 28):
            yield "bombs", partial(_bomb, place / f"{kind}-bomb.zip", members, picture, size)
        data = good.read_bytes()
        for part in range(1, 20):
            file = place / f"{kind}-cut.zip"
            yield "cut short", partial(_written, file, data[: len(data) * part // 20])


def _bomb(file: Path, members: dict[str, bytes], picture: str, size: int) -> Path:
    return _packed(file, {**members, picture: bytes(size)}, honest=False)


def _written(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file


def _has(stage: Stage, name: str) -> bool:
    in_trash = stage.library / "trash" / Path(name).name
    return (stage.library / name).exists() or in_trash.exists()


def _refused_everywhere(stage: Stage, file: Path) -> None:
    """Try a file as a backup and as an archive: a sentence each time, and nothing comes of it."""
    target = file.parent / "target" / "library"
    around = _around(stage)
    with opened(stage.library) as library:
        was = held(library)
        for attempt in (
            lambda: restoring.counts(file) and restoring.restore(file, target),
            lambda: library.merging.merge(file),
        ):
            _refused(attempt, file.name)
        assert held(library) == was
        assert library.safekeeping.check() == []
    assert not target.exists()
    assert not list(stage.folder.parent.rglob("outside*"))
    assert not Path("/outside.txt").exists()
    assert _around(stage) == around


def _refused(attempt: Callable[[], object], what: str = "a hostile file") -> None:
    try:
        attempt()
    except RecoveryError as error:
        a_sentence(error)
    else:
        raise AssertionError(f"{what} was taken")


def _around(stage: Stage) -> set[str]:
    return {str(one) for one in diary.files(stage.folder) if "-shm" not in one.name}


def _members(good: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(good) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(
    file: Path,
    members: dict[str, bytes],
    modes: dict[str, int] | None = None,
    *,
    honest: bool = True,
) -> Path:
    """Write a zip; an honest one's lists of contents fit what is in it."""
    if honest and "checksums.txt" in members:
        lines = [
            f"{sha256(data).hexdigest()}  {name}\n"
            for name, data in members.items()
            if name != "checksums.txt"
        ]
        members = {**members, "checksums.txt": "".join(lines).encode()}
    elif honest:
        told = json.loads(members["manifest.json"])
        told["files"] = {
            name: {"size": len(data), "sha256": sha256(data).hexdigest()}
            for name, data in members.items()
            if name != "manifest.json"
        }
        members = {**members, "manifest.json": json.dumps(told).encode()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name or "?")
            info.filename = name
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = ((modes or {}).get(name, stat.S_IFREG) | 0o600) << 16
            archive.writestr(info, data)
    return file


def _ten_million(stage: Stage, folder: Path, rows: int) -> int:
    """Offer an archive whose table of entries goes on and on; memory and time stay small."""
    members = _members(stage.archive)
    manifest = json.loads(members["manifest.json"])
    manifest["tables"]["entry"] = rows
    members["manifest.json"] = json.dumps(manifest).encode()
    file = folder / "rows.zip"
    line = b'{"id": "x", "at": "2025-03-03T21:00:00+08:00", "day": "2025-03-03", "note": ""},\n'
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            if name != "tables/entry.json":
                archive.writestr(name, data)
        with archive.open("tables/entry.json", "w", force_zip64=True) as table:
            table.write(b"[\n")
            chunk = line * 10_000
            for _ in range(rows // 10_000):
                table.write(chunk)
            table.write(b"]\n")
    before, begun = _peak(), time.monotonic()
    with opened(stage.library) as library:
        was = held(library)
        _refused(lambda: library.merging.preview(file))
        _refused(lambda: library.merging.merge(file))
        assert held(library) == was
    assert _peak() - before < 1 << 20, "reading it took more than a gigabyte of memory"
    assert time.monotonic() - begun < 60, "refusing it took more than a minute"
    file.unlink()
    return rows


def _peak() -> int:
    """Return the most memory that this process ever had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _planted(stage: Stage, folder: Path) -> int:
    """Plant triggers and views: in a library they are named, and no restored one has them."""
    tried = 0
    for statement in (PLANTED[0], PLANTED[2]):
        run = stage.copy(folder / "planted")
        with closing(sqlite3.connect(run.library / "library.sqlite3")) as database:
            database.execute(statement)
            database.commit()
        with opened(run.library) as library:
            assert any("planted" in one.what for one in library.safekeeping.check())
        file = _planted_backup(stage, statement, folder)
        try:
            restoring.restore(file, run.elsewhere)
        except RecoveryError:
            pass
        else:
            with closing(sqlite3.connect(run.elsewhere / "library.sqlite3")) as database:
                found = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'planted'")
                assert found.fetchone() is None, "what was planted came along"
        tried += 2
    return tried


def _planted_backup(stage: Stage, statement: str, folder: Path) -> Path:
    members = _members(stage.backup)
    database = folder / "planted.sqlite3"
    database.write_bytes(members["library.sqlite3"])
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(statement)
        connection.commit()
    return _packed(folder / "planted.zip", {**members, "library.sqlite3": database.read_bytes()})


def _depot_leads_out(stage: Stage, name: str, place: Path) -> None:
    run = stage.copy(place)
    (kept,) = (run.library / "backups" / "daily").glob("????-*Z")
    with (kept / "checksums.txt").open("a", encoding="utf-8") as sums:
        sums.write(f"{sha256(b'harm').hexdigest()}  {name}\n")
    _refused(lambda: restoring.restore(kept, run.elsewhere))
    assert not run.elsewhere.exists()
    shutil.rmtree(place)


def _texts(stage: Stage) -> int:
    """Write odd texts wherever she may write, and read the very same again; others are refused."""
    with opened(stage.library) as library:
        for number, text in enumerate(ODD):
            library.journal.record(f"odd-{number}", a_moment(50 + number), EntryChange(note=text))
        for text in REFUSED:
            _refused_text(library, text)
        there = {one.id: one.note for one in library.journal.of_days(*FOREVER)}
        assert [there[f"odd-{number}"] for number in range(len(ODD))] == list(ODD)
        made = library.safekeeping.backup()
    with opened(stage.library) as library:
        was = held(library)
    assert diary.restored(made, stage.elsewhere) == was
    shutil.rmtree(stage.elsewhere)
    return len(ODD) + len(REFUSED)


def _refused_text(library: Library, text: str) -> None:
    try:
        library.journal.record("never", a_moment(90), EntryChange(note=text))
    except WrongInput as error:
        a_sentence(error)
    else:
        raise AssertionError("a text that cannot be kept was taken")
