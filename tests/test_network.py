"""Nothing reaches beyond this computer: no page, no verb; watched by Python's audit and the kernel."""

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from pathlib import Path

import pytest

from recovery_app.cli import arguments
from recovery_app.services import library as libraries
from recovery_app.services import vault
from recovery_app.ui.locking import screen
from tests.buses import Desktop, bus
from tests.flows.places import fill
from tests.network_watch import ROOT, can_trace, run, sockets, tracing
from tests.services.locked import PASSPHRASE, QUICK

VERBS: dict[str, list[str]] = {
    "session add": ["session", "add", "--date", "2026-01-02", "--kind", "pico-toning"],
    "log": ["log", "redness=2", "--note", "fine"],
    "review": ["review", "pores=40"],
    "photos add": ["photos", "add", "{phone}"],
    "photos compare": ["photos", "compare", "{photo}", "{other}", "--out", "{new}/c.png"],
    "photos timelapse": ["photos", "timelapse", "--pose", "front", "--out", "{new}/t.webp"],
    "photos measure": ["photos", "measure"],
    "show day": ["show", "day", "2026-01-02"],
    "show sessions": ["show", "sessions"],
    "show photos": ["show", "photos"],
    "show backups": ["show", "backups"],
    "show recovery": ["show", "recovery"],
    "show improvement": ["show", "improvement"],
    "export": ["export", "{new}/export"],
    "backup": ["backup", "{new}/backup.zip"],
    "restore": ["restore", "{new}/backup.zip", "--to", "{new}/restored"],
    "archive": ["archive", "{new}/archive.zip"],
    "merge": ["merge", "{new}/archive.zip"],
    "check": ["check"],
    "encrypt": ["encrypt", "--passphrase-file", "{key}"],
    "decrypt": ["decrypt", "--passphrase-file", "{key}"],
    "sample": ["sample", "{new}/sample"],
}
"""Each verb as it is run, in this order, on one library."""

OWN = re.compile(r'socket\(AF_UNIX, |connect\(\d+, \{sa_family=AF_UNIX, sun_path=@?"([^"]*)"')
ON_THIS_COMPUTER = re.compile(r"/\.X11-unix/X\d+$|/bus$|/dbus-\w+$|/at-spi/|/pipewire-\d|/pulse/")
"""The screen, the desktop's bus, screen readers, and what hands out cameras: docs/security.md."""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with photos, and no shots that wait."""
    folder = tmp_path_factory.mktemp("network")
    with closing(libraries.create(folder / "library")) as library:
        fill(library, folder / "phone")
    shutil.rmtree(folder / "library" / "shots")
    return folder


@pytest.fixture
def library(full: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copytree(full / "library", tmp_path / "library")
    return tmp_path / "library"


def verbs(parser: argparse.ArgumentParser, before: tuple[str, ...] = ()) -> Iterator[str]:
    """Go through the verbs that the command line knows."""
    groups = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    for group in groups:
        for name, below in group.choices.items():
            yield from verbs(below, (*before, name))
    if not groups:
        yield " ".join(before)


def test_every_verb_is_among_those_that_are_watched() -> None:
    assert set(VERBS) == set(verbs(arguments._parser()))


def test_neither_a_verb_nor_the_window_that_begins_opens_a_socket(
    full: Path, library: Path, tmp_path: Path
) -> None:
    with closing(libraries.open_library(library)) as opened:
        photo, other = [one.id for one in opened.photos.every() if one.pose == "front"][:2]
    (tmp_path / "key").write_text(PASSPHRASE)
    (tmp_path / "new").mkdir()
    places = {"key": tmp_path / "key", "phone": full / "phone", "new": tmp_path / "new"}
    verbs = [
        [
            "--library",
            str(library),
            *(one.format(photo=photo, other=other, **places) for one in verb),
        ]
        for verb in VERBS.values()
    ]
    (tmp_path / "verbs").write_text(json.dumps(verbs))
    done = run(tmp_path / "trace", "verbs", str(tmp_path / "verbs"))
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("$ ") == len(VERBS) + 1, done.stderr
    if not can_trace():
        pytest.skip("strace is missing or not allowed here: watched by Python's audit alone")
    assert sockets(tmp_path / "trace") == []


@pytest.fixture
def screen_or_none(request: pytest.FixtureRequest) -> dict[str, str]:
    """The environment of a window on a real screen, or on none where there is no such screen."""
    try:
        return {"QT_QPA_PLATFORM": "xcb", "DISPLAY": request.getfixturevalue("xvfb")}
    except pytest.skip.Exception:
        return {"QT_QPA_PLATFORM": "offscreen"}


def test_no_page_speaks_to_more_than_the_screen(
    tmp_path: Path, screen_or_none: dict[str, str]
) -> None:
    trace = tmp_path / "trace"
    done = run(trace, "tour", str(tmp_path), **screen_or_none)
    assert (done.returncode, done.stdout.split()[-1:]) == (0, ["over"]), done.stdout + done.stderr
    if not can_trace():
        pytest.skip("strace is missing or not allowed here: watched by Python's audit alone")
    asked = any(".X11-unix" in line for line in sockets(trace))
    assert asked is ("DISPLAY" in screen_or_none)
    assert beyond(sockets(trace)) == []


@pytest.mark.parametrize("locked", [False, True], ids=["plain", "locked"])
def test_only_a_locked_library_asks_the_desktop_and_only_by_its_bus(
    locked: bool, library: Path, tmp_path: Path
) -> None:
    if locked:
        vault.turn_on(library, PASSPHRASE, cost=QUICK)
    with bus(tmp_path) as (address, _), ThreadPoolExecutor() as beside:
        desktop = Desktop(address)
        place = {"QT_QPA_PLATFORM": "offscreen", screen.ADDRESS: address}
        running = beside.submit(run, tmp_path / "trace", "show", str(library), **place)
        while not running.done():
            desktop.tell(locked=True)  # heard as soon as somebody listens
            wait([running], timeout=0.05)
        desktop.leave()
    done = running.result()
    assert (done.returncode, done.stdout.split()[-1:]) == (0, ["over"]), done.stdout + done.stderr
    if not can_trace():
        pytest.skip("strace is missing or not allowed here: watched by Python's audit alone")
    connected = [line for line in sockets(tmp_path / "trace") if "connect(" in line]
    assert beyond(sockets(tmp_path / "trace")) == []
    assert [str(tmp_path / "bus") in line for line in connected] == [True] * locked


def beyond(lines: list[str]) -> list[str]:
    """Return what is asked of anything but the desktop on this very computer."""
    found = [(line, OWN.search(line)) for line in lines]
    return [
        line
        for line, own in found
        if not own or (own[1] is not None and not ON_THIS_COMPUTER.search(own[1]))
    ]


CONNECT = "import socket as s; s.socket(s.{}).connect({!r})"


@pytest.mark.parametrize(
    ("family", "to"),
    [("AF_INET", ("127.0.0.1", 9)), ("AF_INET6", ("::1", 9)), ("AF_UNIX", "/nowhere/else")],
)
def test_a_socket_would_be_found(tmp_path: Path, family: str, to: object) -> None:
    code = CONNECT.format(family, to)
    watched = f"import sys; from tests.network_watch import watch; sys.addaudithook(watch); {code}"
    seen = subprocess.run(
        [sys.executable, "-c", watched], cwd=ROOT, capture_output=True, check=False
    )
    assert seen.returncode == 77
    if not can_trace():
        pytest.skip("strace is missing or not allowed here")
    trace = tmp_path / "trace"
    subprocess.run([*tracing(trace), sys.executable, "-c", code], capture_output=True, check=False)
    assert any(family in line for line in beyond(sockets(trace)))
