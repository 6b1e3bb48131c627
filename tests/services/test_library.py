"""Making, opening and closing a library, and every way in which that may not go."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.kinds import KINDS
from recovery_app.domain.settings import Theme
from recovery_app.errors import LibraryNewer, LibraryUnavailable, NotFound
from recovery_app.services import library as libraries
from recovery_app.services.library import Library
from tests.factories import DAY, a_moment, an_entry

ROOT = Path(__file__).parents[2]


def test_a_new_library_opens_with_its_words_and_without_a_diary(tmp_path: Path):
    library = libraries.create(tmp_path / "deep" / "mine")
    assert library.name == "mine"
    assert library.folder == tmp_path / "deep" / "mine"
    assert [one.slug for one in library.catalogue.kinds()] == [one.slug for one in KINDS]
    assert library.sessions.every() == []
    assert library.safekeeping.check() == []
    library.close()
    assert libraries.is_library(tmp_path / "deep" / "mine")
    assert not libraries.is_library(tmp_path / "deep")
    assert libraries.window_lock(tmp_path).parent == tmp_path


def test_what_was_saved_is_there_the_next_time(library_folder: Path):
    library = libraries.open_library(library_folder)
    entry = library.journal.log(a_moment(), EntryChange({"redness": 3})).entry
    library.close()
    again = libraries.open_library(library_folder)
    assert again.today.look(entry.day).entries == (entry,)
    again.close()


def test_a_moved_library_is_the_same_library(library: Library, library_folder: Path):
    entry = library.journal.log(a_moment(), EntryChange({"redness": 3})).entry
    library.close()
    moved = library_folder.with_name("übrig ?#%20")
    library_folder.rename(moved)
    again = libraries.open_library(moved)
    assert again.journal.of_days(entry.day, entry.day) == [entry]
    again.close()


def test_a_folder_without_a_library_is_named(tmp_path: Path):
    for folder in (tmp_path, tmp_path / "gone", tmp_path / "file"):
        (tmp_path / "file").touch()
        with pytest.raises(NotFound, match="There is no library in"):
            libraries.open_library(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("full", "“full” is not empty"),
        ("full/file", "in the way of “file”"),
        ("full/file/below", "in the way of “below”"),
        ("x" * 300, "cannot be the name"),
    ],
)
def test_a_place_that_cannot_take_a_library_is_named(tmp_path: Path, name: str, words: str):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("mine")
    with pytest.raises(LibraryUnavailable, match=words):
        libraries.create(tmp_path / name)
    assert (tmp_path / "full" / "file").read_text() == "mine"
    assert len(list(tmp_path.rglob("*"))) == 2


def test_a_library_is_not_made_over_another(library_folder: Path):
    with pytest.raises(LibraryUnavailable, match="already"):
        libraries.create(library_folder)
    libraries.open_library(library_folder).close()


def test_an_empty_folder_may_become_a_library(tmp_path: Path):
    libraries.create(tmp_path).close()
    assert libraries.is_library(tmp_path)


def _garbage_at_the_start(data: bytes) -> bytes:
    return b"This is no database, it is a letter." + data[36:]


def _header_flipped(data: bytes) -> bytes:
    return b"\xff" * 100 + data[100:]


def _cut_in_half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _cut_to_a_few_bytes(data: bytes) -> bytes:
    return data[:50]


def _schema_overwritten(data: bytes) -> bytes:
    return data[:100] + bytes(range(256)) * 15 + data[3940:]


def _everything_but_the_start_overwritten(data: bytes) -> bytes:
    return data[:4096] + b"\xff" * (len(data) - 4096)


@pytest.mark.parametrize(
    "harm",
    [
        _garbage_at_the_start,
        _header_flipped,
        _cut_in_half,
        _cut_to_a_few_bytes,
        _schema_overwritten,
        _everything_but_the_start_overwritten,
    ],
)
def test_a_damaged_database_is_a_sentence_and_no_crash(
    library_folder: Path, harm: Callable[[bytes], bytes]
):
    file = library_folder / "library.sqlite3"
    damaged = harm(file.read_bytes())
    file.write_bytes(damaged)
    with pytest.raises(LibraryUnavailable, match="damaged"):
        _use(library_folder)
    assert file.read_bytes() == damaged


def _use(folder: Path) -> None:
    """Open a library and look at the first screen and the lists, as the program does."""
    library = libraries.open_library(folder)
    try:
        library.today.look(DAY)
        library.catalogue.devices()
        library.sessions.every()
    finally:
        library.close()


def test_any_damage_is_a_sentence_or_does_no_harm(library_folder: Path):
    """Each page in turn is overwritten: the program may refuse, but it never falls over."""
    library = libraries.open_library(library_folder)
    for day in range(60):
        library.journal.log(a_moment(day), EntryChange({"redness": 3}, note="x" * 300))
    library.close()
    file = library_folder / "library.sqlite3"
    data = file.read_bytes()
    refused = 0
    for page in range(0, len(data), 4096):
        file.write_bytes(data[:page] + b"\x5a" * 4096 + data[page + 4096 :])
        try:
            _use(library_folder)
        except LibraryUnavailable:
            refused += 1
    assert refused > 5


def set_version(folder: Path, revision: str) -> None:
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [revision])
        connection.commit()


def test_whether_opening_takes_longer_is_known_before(library_folder: Path, tmp_path: Path):
    assert not libraries.needs_upgrade(library_folder)
    set_version(library_folder, "0000")
    assert libraries.needs_upgrade(library_folder)
    set_version(library_folder, "0999")
    assert not libraries.needs_upgrade(library_folder)
    with pytest.raises(NotFound, match="There is no library"):
        libraries.needs_upgrade(tmp_path)


def test_the_files_that_change_with_any_writing_are_named(library: Library):
    library.journal.log(a_moment(), EntryChange({"redness": 2}))
    before = {path: path.stat().st_mtime_ns for path in library.written_files}
    library.journal.log(a_moment(), EntryChange({"redness": 3}))
    after = {path: path.stat().st_mtime_ns for path in library.written_files}
    assert before != after
    assert {path.parent for path in after} == {library.folder}


def test_a_newer_library_is_refused(library_folder: Path):
    set_version(library_folder, "0999")
    with pytest.raises(LibraryNewer, match="newer version"):
        libraries.open_library(library_folder)


def test_the_database_of_a_stranger_is_refused(tmp_path: Path):
    with closing(sqlite3.connect(tmp_path / "library.sqlite3")) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    with pytest.raises(LibraryUnavailable, match="holds no recovery library"):
        libraries.open_library(tmp_path)


def test_two_windows_on_one_library_see_each_other_s_writing(library_folder: Path):
    one, other = (libraries.open_library(library_folder) for _ in range(2))
    before = one.written_version()
    entry = other.journal.log(a_moment(), EntryChange({"redness": 2})).entry
    assert one.written_version() != before
    assert one.today.look(entry.day).entries == (entry,)
    one.close()
    other.close()


def test_choices_are_kept_and_announced(library: Library, announced: list[Change]):
    library.choose(lambda now: replace(now, theme=Theme.DARK))
    assert library.settings.theme is Theme.DARK
    assert [change.topics for change in announced] == [{Topic.SETTINGS}]


def test_without_a_listener_saving_works_as_well(library_folder: Path):
    library = libraries.open_library(library_folder)
    library.load()
    assert library.journal.log(a_moment(), EntryChange({"redness": 2})).undo is None
    library.close()


def test_closing_leaves_one_file_that_can_be_copied(library: Library, library_folder: Path):
    library.journal.log(a_moment(), EntryChange({"redness": 2}))
    library.close()
    names = {path.name for path in library_folder.iterdir() if path.is_file()}
    assert names == {"library.sqlite3", "README.txt"}
    copy = library_folder.with_name("copy")
    shutil.copytree(library_folder, copy)
    again = libraries.open_library(copy)
    assert len(again.journal.of_days(an_entry().day, an_entry().day)) == 1
    again.close()


def test_the_first_screen_loads_nothing_heavy(library_folder: Path):
    """What costs more than the whole window comes after the first paint (docs/decisions/0006)."""
    script = f"""
import sys
from pathlib import Path
from datetime import date
from recovery_app.services import library
opened = library.open_library(Path({str(library_folder)!r}))
opened.today.look(date(2026, 3, 3))
opened.settings
opened.close()
heavy = {{"sqlalchemy", "alembic", "numpy", "scipy", "PIL", "pi_heif", "pyqtgraph"}}
print(sorted(heavy.intersection(sys.modules)))
"""
    answer = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout == "[]\n"
