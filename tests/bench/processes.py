"""Whole processes, from exec to exit, in turns."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.figures import Series

PROGRAM = "import sys; from recovery_app.app import main; sys.exit(main())"
"""What the installed command does, wherever it was installed."""


@contextmanager
def home(platform: str) -> Generator[dict[str, str]]:
    """Give an environment for one window system, with an empty home folder.

    Nobody's own settings play a part in it, and bytecode is kept, as in any installed program.
    """
    with tempfile.TemporaryDirectory(prefix="recovery-bench-") as folder:
        names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
        yield {
            **os.environ,
            **dict.fromkeys(names, folder),
            "LC_ALL": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "PYTHONPYCACHEPREFIX": folder,
            "QT_QPA_PLATFORM": platform,
        }


def program(*arguments: str) -> list[str]:
    """Return the command line of the program."""
    return [sys.executable, "-c", PROGRAM, *arguments]


def in_turns(
    commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], runs: int
) -> list[Series]:
    """Run the commands again and again, each once a round; the first round only warms up.

    Raises:
        RuntimeError: if one of them fails.
    """
    times: dict[str, list[float]] = {what: [] for what in commands}
    work: dict[str, list[float]] = {what: [] for what in commands}
    for number in range(runs + 1):
        for what, command in commands.items():
            took, worked = _once(command, environment)
            if number:
                times[what].append(took)
                work[what].append(worked)
    return [Series(what, times[what], work[what]) for what in commands]


def _once(command: Sequence[str], environment: Mapping[str, str]) -> tuple[float, float]:
    """Return milliseconds on the wall's clock and on the processor's."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return took * 1000, (usage.ru_utime + usage.ru_stime) * 1000
