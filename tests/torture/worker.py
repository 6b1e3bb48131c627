"""A process that forks a child for each piece of work and kills it when it is told to.

Python, SQLAlchemy and the picture libraries load once, so that a death costs milliseconds. Each
line of standard input is {"work", "folder", "seed", "after", "least", "trouble"}; each answer is {"end",
"said", "took"}. The works to be warm for are named behind --for; without it, all are. With --once it
does a single piece of work itself, for `powercut`, which watches it.
"""

import json
import os
import select
import signal
import sys
import tempfile
import time
from collections.abc import Collection
from pathlib import Path
from random import Random
from typing import Any, NoReturn

from recovery_app.errors import RecoveryError
from tests.torture import diary
from tests.torture.diary import Stage
from tests.torture.troubles import Steps
from tests.torture.works import ENDLESS, WORKS


def warm_up(works: Collection[str]) -> None:
    """Do each work once, so that whatever loads late is loaded; nothing stays open."""
    with tempfile.TemporaryDirectory() as place:
        template = diary.plain(Path(place) / "template")
        for number, (name, work) in enumerate(WORKS.items()):
            if name in ENDLESS or name not in works:
                continue
            stage = template.copy(Path(place) / str(number))
            if name == "decrypt":
                stage = diary.locked(template, stage.folder)
            if name == "upgrade":
                stage = diary.old(template, stage.folder)
            work(stage, Random(1), lambda *_: None)


def be_the_child(asked: dict[str, Any], pipe: int) -> NoReturn:
    """Do the work and end; what is said goes into the pipe at once."""

    def say(*what: object) -> None:
        os.write(pipe, json.dumps(what).encode() + b"\n")

    status, stage = 1, Stage(Path(asked["folder"]))
    try:
        steps = Steps(stage, **(asked.get("trouble") or {}))
        try:
            WORKS[asked["work"]](stage, Random(asked["seed"]), say)
        except RecoveryError as error:
            say("refused", str(error))
        say("steps", steps.seen)
        status = 0
    finally:
        if status:
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type] - there is one
        os._exit(status)


def watch(child: int, pipe: int, after: float | None, least: int) -> dict[str, Any]:
    """Listen until the child ends, or kill it so many seconds after it has begun.

    It is not killed before it has said so many lines, however slow the machine is.
    """
    heard, begun = b"", 0.0
    while True:
        early = not begun or heard.count(b"\n") < least
        left = None if after is None or early else begun + after - time.monotonic()
        ready, _, _ = select.select([pipe], [], [], None if left is None else max(0.0, left))
        if not ready:
            os.kill(child, signal.SIGKILL)
            after = None
            continue
        some = os.read(pipe, 1 << 16)
        if not some:
            break
        heard += some
        begun = begun or time.monotonic()
    os.close(pipe)
    took = time.monotonic() - begun
    _, status = os.waitpid(child, 0)
    end = "killed" if os.WIFSIGNALED(status) else "failed" if status else "done"
    lines = heard.split(b"\n")[:-1]  # the last one may be half a line
    return {"end": end, "said": [json.loads(line) for line in lines], "took": took}


def main() -> None:
    """Serve until nobody asks any more."""
    if sys.argv[1:2] == ["--once"]:
        be_the_child(json.loads(sys.argv[2]), 1)
    warm_up(sys.argv[2:] if sys.argv[1:2] == ["--for"] else WORKS)
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            be_the_child(asked, writing)
        os.close(writing)
        print(json.dumps(watch(child, reading, asked["after"], asked["least"])), flush=True)


if __name__ == "__main__":
    main()
