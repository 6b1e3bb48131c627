"""Killed at whatever step: the library opens as it was or as it was to be, and nothing is lost."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from recovery_app.errors import LibraryUnavailable
from recovery_app.services import library as libraries
from recovery_app.services import vault
from recovery_app.storage.places import Places
from tests.disks import small_disk
from tests.services.locked import PASSPHRASE, QUICK, fill, readable, seen

ROOT = Path(__file__).parents[2]
VARYING = 20
"""Steps by which one time may be shorter than another."""
TRIES = 4
"""Steps that are tried each way; `make torture` tries them all."""


class Converter:
    """A process that turns the encryption on and off and dies as it is told."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", str(Path(__file__).with_name("converting_process.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
        )
        assert self._hear() == "ready"

    def convert(self, folder: Path, way: str, step: int) -> str:
        """Return `killed`, or `done` and the number of steps."""
        assert self._process.stdin
        self._process.stdin.write(f"{folder} {way} {step}\n")
        self._process.stdin.flush()
        return self._hear()

    def end(self) -> None:
        """End it."""
        with self._process as process:
            assert process.stdin
            process.stdin.close()

    def _hear(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


@pytest.fixture(scope="module")
def converter() -> Iterator[Converter]:
    one = Converter()
    yield one
    one.end()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a plain library with something in it once."""
    folder = tmp_path_factory.mktemp("filled") / "plain"
    with closing(libraries.create(folder)) as library:
        fill(library)
    return folder


@pytest.fixture(scope="module")
def locked(filled: Path) -> Path:
    """Make the same library encrypted."""
    folder = filled.with_name("locked")
    shutil.copytree(filled, folder)
    vault.turn_on(folder, PASSPHRASE, cost=QUICK)
    return folder


def check(folder: Path, wanted: object) -> None:
    """Open the library as whatever it is now, and look for everything and for leftovers."""
    encrypted = libraries.is_encrypted(folder)
    keys = vault.unlock(folder, PASSPHRASE) if encrypted else None
    with closing(libraries.open_library(folder, keys=keys)) as library:
        assert seen(library) == wanted
        problems = library.safekeeping.check()
    if encrypted:
        assert not (found := readable(folder)), found
    elif not vault.is_interrupted(folder):
        assert not list(folder.rglob("*.sealed"))
    leftovers = [one for one in problems if ".part" not in one.what]
    assert [one.what for one in leftovers] == (
        ["Turning the encryption on was interrupted; the library is not encrypted."]
        if vault.is_interrupted(folder)
        else []
    )


def count_steps(converter: Converter, template: Path, way: str, folder: Path) -> int:
    """Return how many steps it takes."""
    shutil.copytree(template, folder)
    said, _, count = converter.convert(folder, way, 0).partition(" ")
    assert said == "done"
    return int(count)


def try_steps(
    converter: Converter, template: Path, way: str, folder: Path, tries: int | None
) -> int:
    """Die at so many steps, or at each; return how often it was tried."""
    keys = vault.unlock(template, PASSPHRASE) if libraries.is_encrypted(template) else None
    with closing(libraries.open_library(template, keys=keys)) as library:
        wanted = seen(library)
    steps = range(1, count_steps(converter, template, way, folder) + 1)
    chosen = steps if tries is None else random.Random().sample(steps, tries)
    for step in chosen:
        shutil.rmtree(folder)
        shutil.copytree(template, folder)
        said = converter.convert(folder, way, step)
        # Names are drawn by lot, and how many folders they need: the last steps may not come.
        assert said == "killed" or (said.startswith("done") and step > len(steps) - VARYING)
        check(folder, wanted)
        # What was interrupted is taken up, or done again.
        if libraries.is_encrypted(folder) == (way == "off"):
            assert converter.convert(folder, way, 0).startswith("done")
            check(folder, wanted)
        assert libraries.is_encrypted(folder) == (way == "on")
        assert not list(folder.glob("keys.new.json")) + list(folder.glob("keys.old.json"))
    return len(chosen)


def test_killed_while_it_is_turned_on(converter: Converter, filled: Path, tmp_path: Path) -> None:
    assert try_steps(converter, filled, "on", tmp_path / "library", TRIES) == TRIES


def test_killed_while_it_is_turned_off(converter: Converter, locked: Path, tmp_path: Path) -> None:
    assert try_steps(converter, locked, "off", tmp_path / "library", TRIES) == TRIES


def test_an_interrupted_one_goes_on_with_its_passphrase_or_is_taken_back(
    converter: Converter, filled: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "library"
    shutil.copytree(filled, folder)
    half = count_steps(converter, filled, "on", tmp_path / "counting") // 2
    assert converter.convert(folder, "on", half) == "killed"
    assert vault.is_interrupted(folder)
    sealed = {path: path.read_bytes() for path in folder.rglob("*.sealed")}
    assert sealed
    with pytest.raises(vault.WrongSecret):
        vault.turn_on(folder, "another passphrase", cost=QUICK)
    vault.turn_on(folder, PASSPHRASE, cost=QUICK)
    assert {path: path.read_bytes() for path in sealed} == sealed  # not sealed once more
    again = tmp_path / "again"
    shutil.copytree(filled, again)
    assert converter.convert(again, "on", half) == "killed"
    vault.take_back(again)
    assert not vault.is_interrupted(again)
    assert not list(again.rglob("*.sealed"))
    vault.turn_on(again, "another passphrase", cost=QUICK)
    vault.take_back(again)  # there is nothing to take back any more
    assert Places(again).encrypted


def killed_half_way(converter: Converter, template: Path, way: str, tmp_path: Path) -> Path:
    """Return a library whose encryption was being turned on or off, with all originals carried."""
    steps = count_steps(converter, template, way, tmp_path / "counting")
    source, target = (".jpg", ".sealed") if way == "on" else (".sealed", ".jpg")
    folder = tmp_path / "library"
    for step in range(steps // 3, steps):
        shutil.copytree(template, folder)
        assert converter.convert(folder, way, step) == "killed"
        if len(originals(folder, target)) == 3 == len(originals(folder, source)):
            return folder
        shutil.rmtree(folder)
    raise AssertionError("no such step")


def originals(folder: Path, suffix: str) -> list[Path]:
    return [
        path
        for path in (*folder.glob("photos/*/*"), *folder.glob("trash/*"))
        if path.suffix == suffix
    ]


@pytest.fixture(scope="module")
def half_off(converter: Converter, locked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kill a process that turns the encryption off, once all originals are carried over."""
    return killed_half_way(converter, locked, "off", tmp_path_factory.mktemp("half"))


def test_what_was_deleted_meanwhile_leaves_nothing_when_it_is_taken_up(
    converter: Converter, filled: Path, tmp_path: Path
) -> None:
    folder = killed_half_way(converter, filled, "on", tmp_path)
    with closing(libraries.open_library(folder)) as library:
        gone, trashed = library.photos.every()
        library.photos.remove([gone.id, trashed.id])
        library.trash.discard_photos([gone.id])
    vault.turn_on(folder, PASSPHRASE, cost=QUICK)
    assert not list(folder.glob("photos/*/*"))
    assert len(list(folder.glob("trash/*"))) == 2


def test_turning_it_off_goes_on_where_it_was_killed(half_off: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(half_off, tmp_path / "library")
    carried = {path: path.stat().st_ino for path in originals(folder, ".jpg")}
    vault.turn_off(folder, PASSPHRASE)
    assert {path: path.stat().st_ino for path in originals(folder, ".jpg")} == carried
    assert not originals(folder, ".sealed")


@pytest.mark.parametrize("off", [True, False])
def test_plain_copies_of_what_was_deleted_go_with_the_next_opening(
    half_off: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, off: bool
) -> None:
    folder = shutil.copytree(half_off, tmp_path / "library")
    keys = vault.unlock(folder, PASSPHRASE)

    def refuse(_path: Path) -> None:
        raise LibraryUnavailable("read-only")

    with monkeypatch.context() as disk:
        disk.setattr("recovery_app.storage.leftovers.remove", refuse)
        with closing(libraries.open_library(folder, keys=keys)) as library:
            gone = library.photos.every()[0]
            library.photos.remove([gone.id])
            library.trash.discard_photos([gone.id])
    assert len(originals(folder, ".jpg")) == 3
    if off:
        vault.turn_off(folder, PASSPHRASE)
        assert len(originals(folder, ".jpg")) == 2
    else:
        libraries.open_library(folder, keys=keys).close()
        assert not originals(folder, ".jpg")
        assert len(originals(folder, ".sealed")) == 2


def test_sealed_files_stay_where_no_plain_ones_stand_for_them(locked: Path, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    shutil.copytree(locked, folder)
    (folder / "keys.json").rename(folder / "keys.old.json")
    (folder / "keys.copy.json").unlink()
    with closing(libraries.create(tmp_path / "other")):
        pass
    shutil.copy(tmp_path / "other" / "library.sqlite3", folder)
    libraries.open_library(folder).close()
    assert len(originals(folder, ".sealed")) == 3
    assert (folder / "library.sqlcipher").exists()


@pytest.mark.parametrize("room", [0, 40_000, 200_000, 420_000])
def test_a_disk_that_fills_up_leaves_it_as_it_was(
    filled: Path, tmp_path: Path, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recovery_app.storage.conversion._check_room", lambda _source: None)
    with small_disk(tmp_path / "disk", "4m") as disk:
        folder = disk.folder / "library"
        shutil.copytree(filled, folder)
        with closing(libraries.open_library(folder)) as library:
            wanted = seen(library)
        disk.fill(but=room)
        with pytest.raises(LibraryUnavailable, match="disk"):
            vault.turn_on(folder, PASSPHRASE, cost=QUICK)
        disk.empty()
        check(folder, wanted)
        assert not libraries.is_encrypted(folder)
        vault.turn_on(folder, PASSPHRASE, cost=QUICK)
        disk.fill(but=room // 2)
        with pytest.raises(LibraryUnavailable, match="disk"):
            vault.turn_off(folder, PASSPHRASE)
        disk.empty()
        check(folder, wanted)
        assert libraries.is_encrypted(folder)


def test_too_little_room_is_said_before_anything_is_written(filled: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "2m") as disk:
        folder = disk.folder / "library"
        shutil.copytree(filled, folder)
        before = sorted(folder.rglob("*"))
        with pytest.raises(LibraryUnavailable, match="too little room"):
            vault.turn_on(folder, PASSPHRASE, cost=QUICK)
        assert sorted(folder.rglob("*")) == before


def test_an_encrypted_library_is_read_from_a_disk_that_takes_nothing(
    locked: Path, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", "8m") as disk:
        folder = disk.folder / "library"
        shutil.copytree(locked, folder)
        disk.make_read_only()
        for secret in ("a wrong passphrase", "another wrong one"):
            with pytest.raises(vault.WrongSecret):
                vault.unlock(folder, secret)
        vault.unlock(folder, PASSPHRASE)
        with pytest.raises(LibraryUnavailable, match="read-only"):
            vault.turn_off(folder, PASSPHRASE)
        disk.make_read_only(on=False)
