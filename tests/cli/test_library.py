"""Which library a command works on, and what happens where there is none."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from recovery_app import __version__, paths
from tests.cli.terminal import Terminal

VERBS = (
    *("session", "log", "review", "photos", "show"),
    *("export", "backup", "restore", "check", "sample"),
)
READING = ["show sessions", "show day 2024-03-04", "export out", "backup", "check"]


def number_of_sessions(terminal: Terminal, library: Path) -> int:
    answer = terminal.plain("show", "sessions", "--json", "--library", library)
    assert answer.status == 0
    return len(answer.json)


@pytest.mark.parametrize("words", READING)
def test_reading_where_no_library_is_says_how_to_make_one(nowhere: Terminal, words: str):
    sentence = nowhere.refused(*words.split())
    assert sentence.startswith(f"There is no library in “{nowhere.library}” yet; ")
    assert "recovery-app session add" in sentence
    assert not nowhere.library.exists()


def test_writing_makes_a_library_and_says_so(nowhere: Terminal):
    words = ("session", "add", "--date", "2024-03-04", "--kind", "led")
    first = nowhere.done(*words)
    assert (first.out, first.err) == ("1\n", f"A new library was made in “{nowhere.library}”.\n")
    assert nowhere.done(*words).err == ""


def test_with_json_nothing_but_json_is_said(nowhere: Terminal):
    assert nowhere.done("log", "pain=1", "--json").err == ""


def test_an_empty_folder_becomes_a_library_and_a_full_one_does_not(nowhere: Terminal):
    nowhere.library.mkdir()
    nowhere.done("log", "pain=1")
    strange = nowhere.library / "photos"
    answer = nowhere.plain("log", "pain=1", "--library", nowhere.library.parent)
    assert (answer.status, answer.out) == (1, "")
    assert "is not empty" in answer.err
    assert strange.is_dir()
    assert [one.name for one in nowhere.library.parent.iterdir()] == [nowhere.library.name]


def test_a_file_is_no_library(nowhere: Terminal):
    nowhere.library.write_text("a letter")
    assert "is a file" in nowhere.refused("show", "sessions")
    assert "is a file" in nowhere.refused("log", "pain=1")
    assert nowhere.library.read_text() == "a letter"


def test_a_damaged_library_is_one_sentence(diary: Terminal):
    database = diary.library / "library.sqlite3"
    for beside in diary.library.glob("library.sqlite3-*"):
        beside.unlink()
    database.write_bytes(b"This is no database at all. " * 1000)
    assert "damaged" in diary.refused("show", "sessions")
    assert "damaged" in diary.refused("log", "pain=1")


def test_a_newer_library_is_left_alone(diary: Terminal):
    with closing(sqlite3.connect(diary.library / "library.sqlite3")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in diary.refused("show", "sessions")
    assert "newer version" in diary.refused("log", "pain=1")


def test_the_library_may_stand_before_and_after_the_verb(terminal: Terminal, tmp_path: Path):
    words = ("session", "add", "--date", "2024-03-04", "--kind", "led")
    library = terminal.library
    assert terminal.plain("--library", library, *words).status == 0
    assert terminal.plain(*words, "--library", library).status == 0
    assert terminal.plain(f"--library={library}", *words).status == 0
    assert terminal.plain("--library", tmp_path / "other", *words, "--library", library).status == 0
    assert terminal.plain("session", "--library", library, *words[1:]).status == 0
    assert number_of_sessions(terminal, library) == 5
    for words in (("--json", "show", "sessions"), ("show", "--json", "sessions")):
        assert len(terminal.plain("--library", library, *words).json) == 5
    assert not (tmp_path / "other").exists()


def test_the_environment_names_the_library_where_no_option_does(
    diary: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("RECOVERY_LIBRARY", str(diary.library))
    assert len(diary.plain("show", "sessions", "--json").json) == 2
    assert diary.plain("show", "sessions", "--library", tmp_path / "none").status == 1


def test_else_the_default_library_is_used(
    nowhere: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("RECOVERY_LIBRARY", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert nowhere.plain("log", "pain=1").status == 0
    default = paths.default_library()
    assert (default / "library.sqlite3").is_file()
    monkeypatch.setenv("RECOVERY_LIBRARY", "")
    assert number_of_sessions(nowhere, default) == 0
    assert nowhere.plain("show", "sessions").status == 0


def test_a_library_without_a_name_is_not_the_present_folder(nowhere: Terminal):
    answer = nowhere.plain("--library", "", "log", "pain=1")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == "The folder after --library has no name.\n"


def test_help_and_version(nowhere: Terminal):
    answer = nowhere.plain("--help")
    assert (answer.status, answer.err) == (0, "")
    for verb in VERBS:
        assert f"    {verb} " in answer.out
    assert nowhere.plain("--version").out == f"recovery-app {__version__}\n"
    assert "pinpoint-bleeding" in nowhere.plain("log", "--help").out
    for verb in (("photos", "add"), ("backup",), ("photos", "compare")):
        assert "Raises" not in nowhere.plain(*verb, "--help").out


@pytest.mark.parametrize("words", ["", "nonsense", "report file.pdf", "--unknown log pain=1"])
def test_wrong_usage(nowhere: Terminal, words: str):
    nowhere.misused(*words.split())
    assert not nowhere.library.exists()
