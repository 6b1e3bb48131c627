"""What a crash report says, and what it keeps to itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from recovery_app.errors import LibraryUnavailable
from recovery_app.ui import crash
from recovery_app.ui.crash import report_of

FAULT = """
from recovery_app.ui import crash
crash.install()
note = "my skin burns"
raise KeyError(note)
"""


def fault(**where: object) -> "subprocess.CompletedProcess[bytes]":
    root = Path(__file__).parents[2]
    return subprocess.run([sys.executable, "-c", FAULT], cwd=root, check=False, **where)  # type: ignore[call-overload] - one of stderr and capture_output


def test_a_journal_gets_the_places_and_none_of_her_words() -> None:
    done = fault(capture_output=True)
    assert done.returncode == 1
    assert b"KeyError" in done.stderr
    assert b"<module>" in done.stderr
    assert b"burns" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such terminal")
def test_a_terminal_gets_all_that_helps_to_find_it() -> None:
    reading, writing = os.openpty()
    fault(stderr=writing)
    os.close(writing)
    told = os.read(reading, 100_000)
    os.close(reading)
    assert b"burns" in told


def test_the_report_names_places_and_no_values() -> None:
    secret = "my skin burns"

    def fails() -> None:
        note = secret
        raise KeyError(note)

    with pytest.raises(KeyError) as raised:
        fails()
    report = report_of(raised.value, raised.tb)
    assert "KeyError" in report
    assert "fails" in report
    assert secret not in report


def test_a_refusal_that_meets_a_page_is_said_as_what_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    said: list[str] = []
    crash.install(said.append)
    sentence = "The library's database is damaged; restore the last backup."
    sys.excepthook(LibraryUnavailable, LibraryUnavailable(sentence), None)
    assert said == [sentence]
    assert "LibraryUnavailable" in capsys.readouterr().err
