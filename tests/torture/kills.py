"""SIGKILL at random moments: nothing that was said to be safe is lost, and nothing is half there."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

from tests.torture import diary
from tests.torture.diary import Stage
from tests.torture.verdicts import VERDICTS

ROOT = Path(__file__).parents[2]

SHARES = {
    "log": 110,
    "photos": 100,
    "daily": 70,
    "whole": 60,
    "swap": 60,
    "merge": 60,
    "take back": 60,
    "encrypt": 60,
    "decrypt": 60,
    "upgrade": 50,
    "create": 30,
}
"""How often a process is killed at each piece of work in the full trial: 720 times."""


def environment() -> dict[str, str]:
    """Return the environment of a process that forks: one thread, however many cores there are."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}


class Worker:
    """A warm process that does work and is killed at it.

    Args:
        works: what it is to be warm for.
    """

    def __init__(self, works: Iterable[str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "tests.torture.worker", "--for", *works],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(),
            cwd=ROOT,
            text=True,
        )
        assert self._hear() == "ready"

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()

    def do(
        self,
        work: str,
        stage: Stage,
        seed: int,
        after: float | None = None,
        trouble: dict[str, Any] | None = None,
        least: int = 0,
    ) -> dict[str, Any]:
        """Let a child work, to its end or so many seconds; return what became of it.

        It says `least` lines before it is killed.
        """
        asked: dict[str, Any] = {"work": work, "folder": str(stage.folder), "seed": seed}
        asked.update(after=after, least=least, trouble=trouble)
        assert self._process.stdin
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return json.loads(self._hear())

    def end(self) -> None:
        """End it."""
        with self._process as process:
            assert process.stdin
            with suppress(BrokenPipeError):
                process.stdin.close()

    def _hear(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


def templates(folder: Path) -> dict[str, Stage]:
    """Set up what each piece of work begins with."""
    plain = diary.plain(folder / "plain")
    special = {
        "decrypt": diary.locked(plain, folder / "locked"),
        "upgrade": diary.old(plain, folder / "old"),
    }
    return {name: special.get(name, plain) for name in SHARES}


def kill(folder: Path, shares: dict[str, int], seed: int) -> Counter[str]:
    """Kill a process so often at each piece of work and look at what it left.

    Args:
        folder: scratch.
        shares: how often, by the name of the work.
        seed: of all chances.
    """
    met, luck = Counter[str](), Random(seed)
    began = templates(folder)
    with Worker(shares) as worker:
        for name, share in shares.items():
            before = began[name]
            took = 0.0
            for _ in range(2):
                stage = before.copy(folder / "run")
                whole = worker.do(name, stage, seed, None)
                assert whole["end"] == "done", name
                took = max(took, whole["took"])
                VERDICTS[name](stage, before, whole["said"])
            while met[name] < share:
                stage = before.copy(folder / "run")
                found = worker.do(name, stage, luck.randrange(1 << 30), luck.uniform(0, took))
                assert found["end"] != "failed", name
                if found["end"] == "killed":
                    VERDICTS[name](stage, before, found["said"])
                    met[name] += 1
    return met
