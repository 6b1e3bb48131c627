"""Encrypted libraries at the terminal: encrypt, use with the passphrase from a file, decrypt."""

import getpass
import sys
from contextlib import closing
from pathlib import Path

import pytest

from recovery_app.services import library as libraries
from recovery_app.services import vault
from tests.cli.terminal import Terminal
from tests.services.locked import PASSPHRASE, QUICK

DAY = "2024-03-06"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let guessing be easy, so that the tests are quick."""
    monkeypatch.setattr(vault, "COST", QUICK)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Give a file with the passphrase."""
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return path


def test_encrypted_used_and_decrypted(diary: Terminal, secret: Path, tmp_path: Path) -> None:
    before = diary.done("show", "day", DAY, "--json").json
    made = diary.done("encrypt", "--passphrase-file", secret)
    assert "Write it down" in made.err
    recovery = tmp_path / "recovery key"
    recovery.write_text(made.out)
    assert "--passphrase-file" in diary.refused("show", "day", DAY)
    for file in (secret, recovery):
        shown = diary.done("--passphrase-file", file, "show", "day", DAY, "--json")
        assert shown.json == before
    diary.done("log", "--passphrase-file", secret, "--at", f"{DAY}T09:00", "redness=4")
    diary.done("check", "--passphrase-file", secret)
    assert "already" in diary.refused("encrypt", "--passphrase-file", secret)
    assert diary.done("decrypt", "--passphrase-file", secret, "--json").json == {"encrypted": False}
    assert len(diary.done("show", "day", DAY, "--json").json["entries"]) == 2
    assert "no encrypted library" in diary.refused("decrypt", "--passphrase-file", secret)


def test_a_backup_that_is_older_is_named(diary: Terminal, secret: Path) -> None:
    old = diary.done("backup").out.strip()
    assert old in diary.done("encrypt", "--passphrase-file", secret).err


def test_automatic_backups_that_anyone_can_read_are_replaced(
    diary: Terminal, secret: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with closing(libraries.open_library(diary.library)) as library:
        library.backing_up.use_second_place(stick)
    diary.done("backup", "--automatic")
    stick.rename(tmp_path / "elsewhere")
    told = diary.done("encrypt", "--passphrase-file", secret).err
    assert "is not there" in told
    assert "go when it is there again" in told
    assert not list((diary.library / "backups").rglob("library.sqlite3"))
    kept = diary.done("show", "backups", "--passphrase-file", secret, "--json").json["backups"]
    assert [one["entries"] for one in kept] == [14]


def test_json_holds_the_recovery_key(
    diary: Terminal, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = diary.done("encrypt", "--passphrase-file", secret, "--json").json
    assert made["unencrypted_backups"] == []
    assert len(made["recovery_key"]) == 39
    monkeypatch.setenv("RECOVERY_PASSPHRASE_FILE", str(secret))
    diary.done("show", "sessions")


def test_it_is_asked_for_where_a_person_sits(
    diary: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [PASSPHRASE, "a typing mistake", PASSPHRASE, PASSPHRASE, "not the one", PASSPHRASE]
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda _question: answers.pop(0))
    assert "differ" in diary.refused("encrypt")
    diary.done("encrypt")
    assert "not the passphrase" in diary.refused("show", "sessions")
    diary.done("show", "sessions")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (EOFError(), "Nothing was typed"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), "no text"),
        ("four blue kettles \udcff", "no text"),
    ],
)
def test_what_is_no_answer_is_a_sentence(
    diary: Terminal, monkeypatch: pytest.MonkeyPatch, answer: Exception | str, words: str
) -> None:
    def ask(_question: str) -> str:
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", ask)
    assert words in diary.refused("encrypt")


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(
    diary: Terminal, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "missing"
    if content:
        file.write_bytes(content)
    assert "cannot be read" in diary.refused("encrypt", "--passphrase-file", file)


def test_what_is_too_short_or_no_library_is_refused(nowhere: Terminal, secret: Path) -> None:
    assert "no library" in nowhere.refused("encrypt", "--passphrase-file", secret)
    nowhere.done("log", "redness=1", "--at", f"{DAY}T09:00")
    secret.write_text("short")
    assert "8 characters" in nowhere.refused("encrypt", "--passphrase-file", secret)
    secret.write_text("two lines of words\nare none\n")
    assert "line breaks" in nowhere.refused("encrypt", "--passphrase-file", secret)
