"""The real program in a process of its own: pipes, time zones, and what is loaded."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

ROOT = Path(__file__).parents[2]
LOADED = """
import sys
from recovery_app import cli
status = cli.run(sys.argv[1:])
names = ("PySide6", "shiboken6", "pyqtgraph", "sqlalchemy", "PIL", "numpy", "scipy")
print(status, *[name for name in names if name in sys.modules], file=sys.stderr)
"""


def program(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "recovery_app", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_whole_way_through_real_processes(nowhere: Terminal, living_in: Callable[[str], None]):
    there = {"RECOVERY_LIBRARY": str(nowhere.library), "TZ": "Asia/Singapore"}
    words = ("session", "add", "--date", "2024-10-12", "--time", "14:30", "--kind", "pico-toning")
    assert program(*words, **there).stdout == "1\n"
    entry = program("log", "--at", "2024-10-14T21:00", "redness=2", **there).stdout.strip()
    shown = program("show", "day", "2024-10-14", "--json", **there)
    assert (shown.returncode, shown.stderr) == (0, "")
    day = json.loads(shown.stdout)
    assert (day["day"], day["session"], day["entries"][0]["id"]) == (2, 1, entry)
    assert day["entries"][0]["at"] == "2024-10-14T21:00:00+08:00"
    # At home in Europe her evening is still her evening.
    living_in("CET-1CEST,M3.5.0,M10.5.0/3")
    assert nowhere.done("show", "day", "2024-10-14", "--json").json == day
    assert "21:00 +0800\n" in nowhere.done("show", "day", "2024-10-14").out


def test_statuses(tmp_path: Path):
    library = tmp_path / "diary"
    refused = program("--library", library, "log", "redness=9")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.endswith("Redness is rated from 0 to 4; 9 is off its scale.\n")
    assert program("--library", library, "log").returncode == 2


def test_a_reader_that_leaves_early_is_no_accident(diary: Terminal):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        answer = subprocess.run(
            [sys.executable, "-m", "recovery_app", "show", "sessions", "--json"],
            cwd=ROOT,
            env={**os.environ, "RECOVERY_LIBRARY": str(diary.library)},
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)
    assert (answer.returncode, answer.stderr) == (0, b"")


def test_work_goes_on_when_nobody_reads_any_more(terminal: Terminal, tmp_path: Path):
    from PIL import Image

    for shade in range(3):
        Image.new("RGB", (8, 8), (shade, 0, 0)).save(tmp_path / f"{shade}.png")
    reading, writing = os.pipe()
    os.close(reading)
    try:
        answer = subprocess.run(
            # Unbuffered, so that the very first line finds nobody there.
            [sys.executable, "-u", "-m", "recovery_app", "photos", "add", *tmp_path.glob("*.png")],
            cwd=ROOT,
            env={**os.environ, "RECOVERY_LIBRARY": str(terminal.library)},
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)
    assert (answer.returncode, answer.stderr) == (0, b"")
    assert len(terminal.done("show", "photos", "--json").json) == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_an_answer_that_cannot_be_written_is_one_sentence(diary: Terminal):
    with Path("/dev/full").open("wb") as full:
        answer = subprocess.run(
            [sys.executable, "-m", "recovery_app", "show", "sessions"],
            cwd=ROOT,
            env={**os.environ, "RECOVERY_LIBRARY": str(diary.library), "LC_ALL": "C.UTF-8"},
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert answer.returncode == 1
    assert answer.stderr == "The answer could not be written: No space left on device.\n"


def test_a_terminal_that_knows_only_ascii_still_gets_an_answer(diary: Terminal):
    diary.done("log", "--at", "2024-04-10T08:00", "--note", "Köln 皮秒 🙂")
    there = {"RECOVERY_LIBRARY": str(diary.library), "PYTHONIOENCODING": "ascii"}
    shown = program("show", "day", "2024-04-10", "--json", **there)
    assert shown.stdout.isascii()
    assert json.loads(shown.stdout)["entries"][0]["note"] == "Köln 皮秒 🙂"
    assert program("show", "day", "2024-04-10", **there).returncode == 0


@pytest.mark.parametrize(
    ("words", "loaded"),
    [
        (["--help"], ["0"]),
        (["log"], ["2"]),
        (["show", "day", "2024-04-10"], ["0", "sqlalchemy"]),
        (["log", "redness=3"], ["0"]),
        (["show", "recovery"], ["0", "sqlalchemy", "numpy", "scipy"]),
    ],
)
def test_no_command_loads_the_window_or_what_it_does_not_need(
    diary: Terminal, words: list[str], loaded: list[str]
):
    answer = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        cwd=ROOT,
        env={**os.environ, "RECOVERY_LIBRARY": str(diary.library)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.stderr.splitlines()[-1].split() == loaded
