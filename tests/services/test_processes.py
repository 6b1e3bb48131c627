"""Several processes, real ones: none overwrites another, and what was said to be saved survives."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO

import pytest

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.safekeeping import Misfit
from recovery_app.services import library as libraries
from recovery_app.services.library import Library
from tests.factories import DAY, a_moment

ROOT = Path(__file__).parents[2]
FOREVER = (a_moment(-3000).date(), a_moment(3000).date())


class Writers:
    """A process that forks writers for the library."""

    def __init__(self, folder: Path) -> None:
        script = Path(__file__).with_name("writing_process.py")
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", str(script), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            bufsize=0,
        )
        assert self.hear() == ("ready", "")

    def begin(self, *words: object) -> None:
        """Let another writer begin."""
        _pipe(self._process.stdin).write((" ".join(map(str, words)) + "\n").encode())

    def hear(self) -> tuple[str, str]:
        """Wait for the next thing that a writer says."""
        what, _, which = _pipe(self._process.stdout).readline().decode().rstrip("\n").partition(" ")
        assert what, "a writer ended without a word"
        return what, which

    def end(self) -> None:
        """End them all."""
        with self._process:
            _pipe(self._process.stdin).close()
            self._process.terminate()


@pytest.fixture
def writers(library_folder: Path) -> Iterator[Writers]:
    one = Writers(library_folder)
    yield one
    one.end()


def test_what_was_said_to_be_saved_survives_a_kill_at_any_moment(
    library_folder: Path, writers: Writers
):
    chance = random.Random(11)
    saved: dict[str, set[str]] = {"entry": set(), "photo": set(), "removed": set(), "review": set()}
    for turn in range(12):
        writers.begin("until-killed", turn)
        _, pid = writers.hear()
        for _ in range(chance.randrange(1, 40)):
            what, which = writers.hear()
            saved[what].add(which)
        time.sleep(chance.choice([0, 0.001, 0.003, 0.01]))
        os.kill(int(pid), signal.SIGKILL)
        while (said := writers.hear())[0] != "dead":
            saved[said[0]].add(said[1])
        _check(library_folder, saved)
    assert all(saved.values())


def _check(folder: Path, saved: dict[str, set[str]]) -> None:
    library = libraries.open_library(folder)
    entries = {entry.id: entry for entry in library.journal.of_days(*FOREVER)}
    in_trash = {one.id for one in library.trash.look()}
    assert saved["entry"] - saved["removed"] <= set(entries) | in_trash
    assert saved["removed"] <= in_trash
    assert all(entry.ratings and entry.note for entry in entries.values()), "half an entry"
    assert saved["photo"] <= {photo.id for photo in library.photos.every()}
    for one in saved["review"]:
        day, value = one.split()
        review = library.reviews.of_day(date.fromisoformat(day))
        assert review is not None
        assert review.values == {"pores": int(value)}
    # Files first, rows second: a whole or half file that nobody claims, but never a row without one.
    allowed = {Misfit.LEFTOVER, Misfit.STRAY_FILE}
    assert [one for one in library.safekeeping.check() if one.kind not in allowed] == []
    library.close()


def test_two_processes_writing_at_once_lose_no_update(library: Library, writers: Writers):
    count = 80
    writers.begin("side-by-side", "redness", "pores", count)
    writers.begin("side-by-side", "pain", "dryness", count)
    done = 0
    mine = 0
    while done < 2 * count:
        what, _ = writers.hear()
        done += what == "done"
        if done % 10 == 0:  # this process writes to the same entries too
            at = a_moment(mine % 7)
            library.journal.log(at, EntryChange({"itch": mine % 11}))
            mine += 1
    entries = library.journal.of_days(*FOREVER)
    assert [entry.day for entry in entries] == [a_moment(day).date() for day in range(7)]
    for day, entry in enumerate(entries):
        last = max(number for number in range(count) if number % 7 == day)
        mine_last = max(number for number in range(mine) if number % 7 == day)
        assert entry.ratings == {
            "redness": last % 5,
            "pain": last % 5,
            "own-redness": last % 11,
            "own-pain": last % 11,
            "itch": mine_last % 11,
        }
    review = library.reviews.of_day(DAY)
    assert review is not None
    assert review.values == {"pores": (count - 1) % 101, "dryness": (count - 1) % 101}
    assert library.safekeeping.check() == []


def _pipe(end: IO[bytes] | None) -> IO[bytes]:
    assert end is not None
    return end
