"""The trials by their names; each returns what it met, or fails with what did not hold."""

import os
import shutil
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from shutil import copytree

import pytest

from recovery_app.services import library as libraries
from recovery_app.services import vault
from tests.bench import gaps, importing, windows
from tests.disks import small_disk
from tests.factories import a_picture
from tests.flows import long_story, walk
from tests.flows.long_story import LongStory
from tests.flows.walk import Walk
from tests.imaging import odd
from tests.imaging.test_damage import WHOLE, damaged, outcome
from tests.services.locked import PASSPHRASE, QUICK, fill
from tests.services.test_conversion import Converter, try_steps
from tests.torture import (
    clocks,
    damage,
    hindrances,
    honest,
    hostile,
    kills,
    old_versions,
    powercut,
    report,
    rooms,
    together,
    years,
)
from tests.torture.report import Outcome

SEED = 20261122
FILES = 2000
BATCH = 600
BAD_EVERY = 20


def fuzz() -> Counter[str]:
    """Damage 2,000 files over all formats: each is read or refused, nothing else happens."""
    luck, met = Random(SEED), Counter[str]()
    for number in range(FILES):
        met[outcome(damaged(WHOLE[number % len(WHOLE)], luck))] += 1
    assert met.total() == FILES
    return met


def batch() -> Counter[str]:
    """Import 600 files, some odd, every twentieth bad: what can be arrives, each bad one is named."""
    luck, met = Random(SEED), Counter[str]()
    bad, fine = list(odd.bad().items()), list(odd.fine().items())
    with tempfile.TemporaryDirectory() as place:
        camera, folder = Path(place) / "camera", Path(place) / "library"
        for number in range(BATCH):
            file = a_picture(camera, f"IMG_{number:04}.jpg", size=(320, 240))
            if number % BAD_EVERY:
                # Each odd one comes once: another with its bytes would be no new photo.
                if number % BAD_EVERY == 1 and fine:
                    name, content = fine.pop()
                    file.unlink()
                    file.with_name(f"{number:04}-{name}").write_bytes(content)
            elif number % (2 * BAD_EVERY):
                file.write_bytes(file.read_bytes()[: luck.randrange(0, 400)])
            else:
                name, (content, _) = bad[number // (2 * BAD_EVERY) % len(bad)]
                file.unlink()
                file.with_name(f"{number:04}-{name}").write_bytes(content)
        with closing(libraries.create(folder)) as library:
            added = library.photos.add([camera])
            met.update(added=len(added.added), refused=len(added.refused))
            assert len(added.added) == BATCH - BATCH // BAD_EVERY
            assert len(added.refused) == BATCH // BAD_EVERY
            assert all(one.why.endswith(".") for one in added.refused)
            assert not fine
            again = library.photos.add([camera])
            met.update(duplicates=len(again.duplicates))
            assert (len(again.added), len(again.duplicates)) == (0, len(added.added))
            assert library.safekeeping.check() == []
    return met


def full_disk() -> Counter[str]:
    """Fill the disk in the middle of an import: what arrived is whole, what did not is named."""
    met = Counter[str]()
    with tempfile.TemporaryDirectory() as place, small_disk(Path(place) / "disk", "12m") as disk:
        camera = Path(place) / "camera"
        for number in range(BATCH):
            a_picture(camera, f"IMG_{number:04}.bmp", size=(160, 120))
        with closing(libraries.create(disk.folder / "library")) as library:
            first = library.photos.add([camera])
            met.update(added=len(first.added), without_room=len(first.refused))
            assert first.added
            assert first.refused
            assert library.safekeeping.check() == []
            assert len(library.photos.every()) == len(first.added)
    return met


def through_the_window() -> Counter[str]:
    """Walk with 600 photos of 12 megapixels from the phone to the film, through the window."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    met = Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        photos = importing.a_roll(folder / "phone", BATCH)
        with windows.opened(walk.with_sessions(folder / "library", photos)) as program:
            walked = Walk(program)
            walked.open_photos()
            with _told("looked through on the sheet"):
                walked.look_through(photos)
            with _told("added"):
                assert walked.bring_in(BATCH) == f"{BATCH} added"
            with _told("browsed by keys and three in the viewer"):
                met.update(browsed=walked.browse())
            with _told("filtered by pose"):
                met.update(of_one_pose=walked.filter_by("Front"))
            with _told("aligned in the background"):
                walked.wait_for_alignment()
            picture = folder / "better.png"
            with _told("day 0 and day 7 of both sessions compared and saved as a picture"):
                met.update(compared=len(walked.compare(walk.telling(photos), picture)))
            for film in (folder / "front.webp", folder / "front.mp4"):
                with _told(f"time-lapse watched and saved as {film.suffix}"):
                    print("  " + walked.film([film]), flush=True)
                print(f"  {film.stat().st_size / 1e6:.1f} MB", flush=True)
            print(f"  {picture.name}: {picture.stat().st_size / 1e6:.1f} MB", flush=True)
    return met


def years_in_the_window(folder: Path) -> Counter[str]:
    """The same five years, by clicks and keys in the window."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    library = long_story.begun(folder / "diary", 5, 1_997)
    with windows.opened(library) as program:
        return LongStory(program, folder).tell()


def conversion() -> Counter[str]:
    """Kill a process at every step of turning the encryption on and off: nothing is ever lost."""
    met = Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        plain, locked = Path(place) / "plain", Path(place) / "locked"
        with closing(libraries.create(plain)) as library:
            fill(library)
        copytree(plain, locked)
        vault.turn_on(locked, PASSPHRASE, cost=QUICK)
        converter = Converter()
        for way, template in (("on", plain), ("off", locked)):
            folder = Path(place) / way
            met[f"turned {way}, killed"] = try_steps(converter, template, way, folder, None)
        converter.end()
    return met


@contextmanager
def _told(what: str) -> Generator[None]:
    """Say how long a step took, how the window lived meanwhile, and the most memory."""
    importing.forget_peak()
    begun = time.monotonic()
    with gaps.watched() as window:
        yield
    print(
        f"  {what}: {time.monotonic() - begun:.1f} s,"
        f" waits {window.percentile(99):.0f} ms at the 99th percentile,"
        f" {importing.memory('VmHWM'):.0f} MB at the most",
        flush=True,
    )


def killed(folder: Path) -> Counter[str]:
    """SIGKILL at random moments."""
    return kills.kill(folder, kills.SHARES, SEED)


def power(folder: Path) -> Counter[str]:
    """Power cut at every sync, three models of a forgetful disk."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    return powercut.cut(folder, powercut.WORKS, SEED)


def no_room(folder: Path) -> Counter[str]:
    """Full disk at every step of every deed that writes."""
    return rooms.fill_up(folder)


def read_only(folder: Path) -> Counter[str]:
    """Read-only disk under every deed that writes."""
    return hindrances.read_only(folder)


def vanished(folder: Path) -> Counter[str]:
    """Folder moved away at every step."""
    return hindrances.interrupt(folder, ("vanish",), hindrances.ALL_WORKS, SEED)


def permission(folder: Path) -> Counter[str]:
    """Right to write lost at every step."""
    return hindrances.interrupt(folder, ("permission",), hindrances.ALL_WORKS, SEED)


def clock(folder: Path) -> Counter[str]:
    """Clock a year late or early, then right again."""
    return clocks.set_wrong(folder)


def zones(folder: Path) -> Counter[str]:
    """Noted in one time zone, read in every other."""
    return clocks.travel(folder)


def flipped(folder: Path) -> Counter[str]:
    """One bit flipped."""
    return damage.damage(folder, damage.SHARES, SEED)


def never_called_altered(folder: Path) -> Counter[str]:
    """Honest changes of two diaries, none of which may be called altered."""
    return honest.live(folder, honest.EDITS, SEED)


def made_to_harm(folder: Path) -> Counter[str]:
    """Files and texts made to do harm."""
    return hostile.be_hostile(folder)


def two_at_once(folder: Path) -> Counter[str]:
    """Two processes writing to the same entries for a minute."""
    return together.write_together(folder, 60)


def earlier(folder: Path) -> Counter[str]:
    """Every earlier version opened, encrypted, backed up and restored."""
    return old_versions.open_old(folder)


TRIALS: dict[str, Callable[[Path], Counter[str]]] = {
    "kill": killed,
    "power": power,
    "room": no_room,
    "read-only": read_only,
    "vanish": vanished,
    "permission": permission,
    "clock": clock,
    "zones": zones,
    "damage": flipped,
    "honest": never_called_altered,
    "hostile": made_to_harm,
    "together": two_at_once,
    "versions": earlier,
    "fuzz": lambda _: fuzz(),
    "batch": lambda _: batch(),
    "full-disk": lambda _: full_disk(),
    "conversion": lambda _: conversion(),
    "years": years.lived,
    "years-window": years_in_the_window,
}
WINDOW = "import"
"""Goes through the window with photos of full size: asked for by name, docs/performance.md tells."""

WORDS = {
    "fuzz": "Damaged picture files",
    "batch": "Import of 600 files with odd and bad ones of every kind among them",
    "full-disk": "Disk filled in the middle of an import",
    "conversion": "Killed at every step of the encryption",
    WINDOW: "The way of 600 photos through the window",
}


def try_one(name: str) -> Outcome:
    """Run one trial and print what it met."""
    trial = through_the_window if name == WINDOW else None
    begun, met, skipped, failed = time.monotonic(), Counter[str](), "", False
    with tempfile.TemporaryDirectory(prefix="torture-") as place:
        Path(place).chmod(0o755)  # rights are taken from somebody who has to reach it
        try:
            met = trial() if trial else TRIALS[name](Path(place))
        except pytest.skip.Exception as reason:
            skipped = str(reason)
        except Exception:  # noqa: BLE001 - told, and the other trials are still of interest
            traceback.print_exc()
            failed = True
    what = WORDS.get(name) or str(TRIALS[name].__doc__).split("\n", maxsplit=1)[0].rstrip(".")
    found = Outcome(name, what, met, time.monotonic() - begun, skipped, failed)
    print(report.line(found), flush=True)
    return found
