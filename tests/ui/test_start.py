"""The start as a process of its own: its first paint, and a click made at that very moment."""

import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import now, today
from recovery_app.domain.sessions import Session
from recovery_app.services import library as libraries
from recovery_app.ui.pyside import LATER
from tests.factories import a_picture

ROOT = Path(__file__).parents[2]
ENTRY = "today's"
WRONG_CALL = """
import builtins
from recovery_app.ui import pyside
python_import = builtins.__import__
pyside.load()
assert builtins.__import__ is python_import
from PySide6.QtCore import QFile
try:
    QFile().setFileName(3)
except TypeError as error:
    print(error)
"""


@pytest.fixture
def begun(library_folder: Path) -> Path:
    """A library whose last session was two days ago, with an entry and a photo of today."""
    with closing(libraries.open_library(library_folder)) as library:
        library.sessions.save(Session("", today() - timedelta(2), "pico-toning", device="PicoPlus"))
        library.journal.record(
            ENTRY, now(), EntryChange(ratings={"redness": 1, "itch": 7}, note="Calmer.")
        )
        picture = a_picture(library_folder.parent, taken=f"{now():%Y:%m:%d %H:%M:%S}")
        assert library.photos.add([picture], pose="front", day=today()).added
    return library_folder


def probe(library: Path, asked: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ui.start_probe", str(library), asked],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )


def told(person: "subprocess.Popen[bytes]") -> list[dict[str, Any]]:
    said, _ = person.communicate(timeout=60)
    assert person.returncode == 0
    return [json.loads(line) for line in said.splitlines()]


def redness(library: Path) -> int:
    with closing(libraries.open_library(library)) as opened:
        (entry,) = opened.journal.of_days(today(), today())
    return entry.ratings["redness"]


def test_the_first_paint_shows_today_and_has_loaded_nothing_heavy(begun: Path) -> None:
    (first,) = told(probe(begun, "look"))
    assert first["loaded"] == []
    assert first["ratings"]["redness"] == 1
    assert first["ratings"]["itch"] == 7
    assert first["ratings"]["dryness"] is None
    assert first["note"] == "Calmer."
    assert "Day 2 after session 1 · pico toning, PicoPlus" in first["words"]


def test_a_click_at_the_first_paint_is_on_disk_when_the_window_has_closed(begun: Path) -> None:
    (first,) = told(probe(begun, "click"))
    assert first["loaded"] == []
    assert redness(begun) == 4


def test_a_click_at_the_first_paint_that_is_shown_as_saved_survives_a_kill(begun: Path) -> None:
    person = probe(begun, "stay")
    assert person.stdout is not None
    try:
        first = json.loads(person.stdout.readline())
        saved = json.loads(person.stdout.readline())
    finally:
        person.kill()
        person.communicate()
    assert first["loaded"] == []
    assert not [one for one in first["words"] if one.startswith("Saved")]
    assert [one for one in saved["words"] if one.startswith("Saved")]
    assert redness(begun) == 4


def test_the_start_can_be_measured_and_leaves_no_trace(begun: Path) -> None:
    before = {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()}
    done = subprocess.run(
        [sys.executable, "-m", "recovery_app", "--library", begun, "--quit-after-first-paint"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0
    assert done.stdout == b""
    assert {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()} == before


def test_the_first_paint_comes_before_what_explains_calls_of_pyside(begun: Path) -> None:
    command = "import sys; from recovery_app.app import main; main(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", command, "--quit-after-first-paint"],
        cwd=ROOT,
        env={**os.environ, "RECOVERY_LIBRARY": str(begun)},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    loaded = set(done.stdout.split())
    assert "PySide6.QtWidgets" in loaded
    # Which of Python's own modules something else imports depends on its version.
    assert not {name for name in LATER & loaded if name.startswith("shibokensupport.")}


def test_a_wrong_call_is_explained_though_the_words_for_it_were_left_for_later() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WRONG_CALL],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "setFileName(int)" in done.stdout
    assert "Supported signatures" in done.stdout
