"""The long story: years of diary locked, backed up, damaged, restored and brought together again.

Everything goes through the command line, whoever runs it: a test in its own process, the trial in
one process for each command. After every step the same number of everything is there.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

from recovery_app.domain.moments import today
from tests.bench import diaries
from tests.bench.diaries import Extent
from tests.factories import a_picture
from tests.services.locked import PASSPHRASE

Command = Callable[..., str]
"""Runs a command on a library, which must succeed, and returns what it printed."""

TABLES = ("sessions", "entries", "ratings", "reviews", "photos")


class Story:
    """One library that goes through it all.

    Args:
        place: an empty folder in which everything happens.
        run: runs a command.
    """

    def __init__(self, place: Path, run: Command) -> None:
        self._place, self._run = place, run
        self._library, self._laptop = place / "diary", place / "other laptop"
        self._secret = place / "passphrase"
        self._secret.write_text(PASSPHRASE)
        self._exports = 0

    def tell(self, *, years: int, photos: int) -> Counter[str]:
        """Live through it and return the counts that were the same at each step."""
        self._begin(years, photos)
        begun = self._counts(self._library)
        self._run(self._library, "encrypt", "--passphrase-file", self._secret)
        assert self._counts(self._library) == begun
        self._back_up_and_damage(begun)
        self._run(self._library, "decrypt", "--passphrase-file", self._secret)
        assert self._counts(self._library) == begun
        self._go_back_and_forth(begun)
        return Counter(begun)

    def _begin(self, years: int, photos: int) -> None:
        diaries.make(self._library, today(), Extent(years, sessions=8 * years, photos=0))
        diaries.reviewed(self._library, today(), years)
        camera = self._place / "camera"
        camera.mkdir()
        for number in range(photos):
            day = today() - timedelta(days=1 + number % (365 * years))
            a_picture(camera, f"IMG_{day:%Y%m%d}_{number % 86400:06d}.jpg".replace("_0", "_1"))
        self._run(self._library, "photos", "add", camera, "--pose", "front", "--json")

    def _back_up_and_damage(self, begun: dict[str, int]) -> None:
        """Lose a photo and the database, find both out, and get them back from the backup."""
        locked = ("--passphrase-file", self._secret)
        self._run(self._library, "backup", "--automatic", *locked)
        kept = json.loads(self._run(self._library, "show", "backups", *locked, "--json"))["backups"]
        assert kept[0]["photos"] == begun["photos"]
        for file, kind in (
            (next(self._library.glob("photos/??/*")), "changed-file"),
            (self._library / "library.sqlcipher", "database"),
        ):
            _flip(file)
            said = json.loads(self._run(self._library, "check", *locked, "--json", status=1))
            assert kind in [one["kind"] for one in said["problems"]]
        again = self._place / "restored"
        self._run(self._library, "restore", kept[0]["folder"], "--to", again)
        self._library = again
        assert self._counts(again) == begun
        assert json.loads(self._run(again, "check", *locked, "--json"))["ok"]

    def _go_back_and_forth(self, begun: dict[str, int]) -> None:
        """Change the diary on two laptops and bring each one's changes to the other."""
        copytree(self._library, self._laptop)
        yesterday = f"{today() - timedelta(days=1)}T21:07"
        self._run(self._laptop, "log", "--at", yesterday, "redness=4", "--note", "on the laptop")
        self._run(self._library, "log", "--at", yesterday.replace("21:07", "08:11"), "pain=2")
        for source, target in ((self._laptop, self._library), (self._library, self._laptop)) * 2:
            archive = self._place / f"{source.name}-{self._exports}.zip"
            self._exports += 1
            self._run(source, "archive", archive)
            self._run(target, "merge", archive)
        merged = self._counts(self._library)
        assert merged == self._counts(self._laptop)
        assert merged == {**begun, "entries": begun["entries"] + 2, "ratings": begun["ratings"] + 2}
        for library in (self._library, self._laptop):
            assert json.loads(self._run(library, "check", "--json"))["ok"]

    def _counts(self, library: Path) -> dict[str, int]:
        """Return how many there are of everything, as an export tells."""
        self._exports += 1
        to = self._place / f"export {self._exports}"
        words = ("export", to, "--passphrase-file", self._secret, "--json")
        rows: dict[str, Any] = json.loads(self._run(library, *words))["rows"]
        return {name: int(rows[name]) for name in TABLES}


def _flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    with closing(path.open("r+b")) as file:
        file.seek(path.stat().st_size // 2)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 0x10]))


def lived(place: Path) -> Counter[str]:
    """Five years and 2,000 photos, encrypted, backed up, damaged, restored and merged, all there."""
    return Story(place, _at_the_terminal).tell(years=5, photos=1_997)


def _at_the_terminal(library: Path, *words: str | Path, status: int = 0) -> str:
    command = [sys.executable, "-m", "recovery_app", "--library", library, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status, (words, done.returncode, done.stderr)
    return done.stdout
