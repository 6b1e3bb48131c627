"""Runs the program in a process that refuses, and names, whatever would reach beyond this computer.

`python -m tests.network_watch verb WORD…` runs a verb, `… tour FOLDER` goes through the window,
`… show FOLDER` shows a library for a moment, unlocking it where it is locked.
"""

import json
import os
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).parents[1]
ASKED = ("socket.", "http.", "urllib.", "ftplib.", "smtplib.", "poplib.", "imaplib.", "webbrowser.")
"""How the events begin that Python tells of before anything is opened (sys.addaudithook)."""


def watch(event: str, words: tuple[object, ...]) -> None:
    """Stop at once where something asks for the network; not to be caught by what asked."""
    if event.startswith(ASKED):
        print(f"{event} {words}", file=sys.stderr, flush=True)
        os._exit(77)


@cache
def can_trace() -> bool:
    """Whether strace is here and may look at other processes."""
    try:
        asked = subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], check=False)
    except FileNotFoundError:
        return False
    return asked.returncode == 0


def tracing(trace: Path) -> list[str]:
    """Return what stands before a command whose sockets are to be written to a file."""
    watched = ["-e", "trace=socket,connect", "-e", "signal=none"]
    return ["strace", "-f", "--seccomp-bpf", "-qq", *watched, "-o", str(trace)]


def run(trace: Path, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run this module, its sockets and connections written to a file where that is possible."""
    before = tracing(trace) if can_trace() else []
    return subprocess.run(
        [*before, sys.executable, "-m", "tests.network_watch", *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def sockets(trace: Path) -> list[str]:
    """Return every socket and connection that was asked for, as strace wrote it."""
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if "socket(" in line or "connect(" in line]


def run_verbs(verbs: list[list[str]]) -> NoReturn:
    """Run each as its command would be, named before, so that the one that asks is known."""
    from recovery_app.app import main as begin
    from recovery_app.services import sample, vault
    from recovery_app.services.sample_year import year
    from tests.services.locked import QUICK

    # What takes long opens no more sockets than what is quick: one key, two of the sample's photos.
    vault.COST = QUICK
    sample.year = lambda last: replace(told := year(last), shots=told.shots[:2])
    for words in verbs:
        print("$", *words, file=sys.stderr, flush=True)
        if status := begin(words):
            sys.exit(status)
    # The promise of the README holds for the window that is begun as a person begins it, too.
    library = verbs[0][:2]
    print("$", *library, file=sys.stderr, flush=True)
    if status := begin([*library, "--quit-after-first-paint"]):
        sys.exit(status)
    sys.exit()


def main() -> NoReturn:
    """Watch from here on, then do what is asked."""
    what, *words = sys.argv[1:]
    sys.addaudithook(watch)
    if what == "verbs":
        run_verbs(json.loads(Path(words[0]).read_text(encoding="utf-8")))
    from tests.flows.tour import show, tour

    {"tour": tour, "show": show}[what](Path(words[0]))
    # A page's thread that is still at work is not what this is about.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
