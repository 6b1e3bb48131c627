"""Power cuts: the files as a forgetful disk would keep them, at every sync of every piece of work."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.torture.diary import Stage
from tests.torture.disk_model import HOWS, Disk, File, Folder
from tests.torture.kills import ROOT, environment, templates
from tests.torture.traces import Call, calls, command, data, text
from tests.torture.verdicts import VERDICTS

WORKS = (
    "log",
    "photos",
    "daily",
    "whole",
    "swap",
    "merge",
    "take back",
    "encrypt",
    "decrypt",
    "upgrade",
    "create",
)
_AT_CWD = "AT_FDCWD"


@dataclass(slots=True)
class _Open:
    """An open file or folder, and where the next byte goes."""

    path: str
    one: File | Folder
    at: int = 0
    appends: bool = False


@dataclass(slots=True)
class Replay:
    """Does on the model what was done on the disk.

    Attributes:
        disk: the model.
        said: what the process has told to be safe by now.
    """

    disk: Disk
    said: list[list[Any]] = field(default_factory=list[list[Any]])
    _open: dict[int, _Open] = field(default_factory=dict[int, _Open])
    _half: bytes = b""

    def do(self, call: Call) -> bool:
        """Do one call; True where it was a sync of something that is looked at."""
        method = getattr(self, f"_{call.name}", None)
        if method is not None:
            return bool(method(call.words, call.answer))
        known = [self._open.get(_number(word)) for word in call.words[:2]]
        assert not any(known), f"{call.name} is not known"
        return False

    def _openat(self, words: list[str], answer: int) -> None:
        path, flags = self._path(words[0], words[1]), words[2]
        self._open.pop(answer, None)
        if not self.disk.inside(path):
            return
        one = self.disk.find(path)
        if one is None:
            assert "O_CREAT" in flags, path
            one = File()
            self.disk.add(path, one)
        elif "O_TRUNC" in flags and isinstance(one, File):
            one.truncate(0)
        self._open[answer] = _Open(path, one, 0, "O_APPEND" in flags)

    def _close(self, words: list[str], _answer: int) -> None:
        self._open.pop(_number(words[0]), None)

    def _write(self, words: list[str], answer: int) -> None:
        number = _number(words[0])
        if number == 1:
            *lines, self._half = (self._half + data(words[1])).split(b"\n")
            self.said += [json.loads(line) for line in lines]
        if held := self._open.get(number):
            assert isinstance(held.one, File)
            at = len(held.one.now) if held.appends else held.at
            held.one.write(at, data(words[1])[:answer])
            held.at = at + answer

    def _pwrite64(self, words: list[str], answer: int) -> None:
        if held := self._open.get(_number(words[0])):
            assert isinstance(held.one, File)
            held.one.write(int(words[3]), data(words[1])[:answer])

    def _read(self, words: list[str], answer: int) -> None:
        if held := self._open.get(_number(words[0])):
            held.at += answer

    def _lseek(self, words: list[str], answer: int) -> None:
        if held := self._open.get(_number(words[0])):
            held.at = answer

    def _ftruncate(self, words: list[str], _answer: int) -> None:
        if held := self._open.get(_number(words[0])):
            assert isinstance(held.one, File)
            held.one.truncate(int(words[1]))

    def _fallocate(self, words: list[str], _answer: int) -> None:
        if held := self._open.get(_number(words[0])):
            assert held.path.endswith("-shm"), held.path  # made anew after every crash

    def _fsync(self, words: list[str], _answer: int) -> bool:
        held = self._open.get(_number(words[0]))
        if held:
            self.disk.sync(held.one)
        return held is not None

    _fdatasync = _fsync

    def _mkdir(self, words: list[str], _answer: int) -> None:
        self._make_folder(self._path(_AT_CWD, words[0]))

    def _mkdirat(self, words: list[str], _answer: int) -> None:
        self._make_folder(self._path(words[0], words[1]))

    def _make_folder(self, path: str) -> None:
        if self.disk.inside(path):
            self.disk.add(path, Folder())

    def _unlink(self, words: list[str], _answer: int) -> None:
        self._remove(self._path(_AT_CWD, words[0]))

    _rmdir = _unlink

    def _unlinkat(self, words: list[str], _answer: int) -> None:
        self._remove(self._path(words[0], words[1]))

    def _remove(self, path: str) -> None:
        if self.disk.inside(path):
            self.disk.remove(path)

    def _rename(self, words: list[str], _answer: int) -> None:
        self._move(self._path(_AT_CWD, words[0]), self._path(_AT_CWD, words[1]))

    def _renameat(self, words: list[str], _answer: int) -> None:
        self._move(self._path(words[0], words[1]), self._path(words[2], words[3]))

    _renameat2 = _renameat

    def _move(self, old: str, new: str) -> None:
        if self.disk.inside(old) or self.disk.inside(new):
            self.disk.rename(old, new)

    def _path(self, base: str, word: str) -> str:
        path = text(word)
        if path.startswith("/"):
            return path
        held = None if base == _AT_CWD else self._open.get(_number(base))
        return f"{held.path}/{path}" if held else f"/elsewhere/{path}"


def cut(folder: Path, works: tuple[str, ...], seed: int, most: int | None = None) -> Counter[str]:
    """Watch each piece of work once and cut the power at its syncs, in three ways each time.

    Args:
        folder: scratch.
        works: which.
        seed: of the bytes that arrive by lot.
        most: syncs of each work at which the power is cut, by lot; None cuts at every one.
    """
    met, luck = Counter[str](), Random(seed)
    began = templates(folder)
    for name in works:
        before = began[name]
        trace = watched(name, before.copy(folder / "watched"), folder / "trace", seed)
        # The disk is told the tale from its beginning, so the tree is as it was.
        replay = Replay(Disk(before.copy(folder / "watched").folder))
        syncs = sum(replay.do(call) for call in calls(trace))
        chosen = set(range(1, syncs + 1))
        if most is not None:
            chosen = set(luck.sample(sorted(chosen), min(most, syncs)))
        replay, sync = Replay(Disk(folder / "watched")), 0
        for call in calls(trace):
            if replay.do(call):
                sync += 1
                if sync in chosen:
                    met[f"{name}, {len(chosen)} syncs"] += _look(
                        replay, folder / "cut", before, name, luck
                    )
    return met


def watched(work: str, stage: Stage, trace: Path, seed: int) -> Path:
    """Do a piece of work in a process that is watched, and return what it did."""
    asked = {"work": work, "folder": str(stage.folder), "seed": seed, "after": None}
    once = ["-W", "error", "-m", "tests.torture.worker", "--once", json.dumps(asked)]
    subprocess.run(
        command(trace, sys.executable, *once),
        check=True,
        stdout=subprocess.DEVNULL,
        env=environment(),
        cwd=ROOT,
    )
    return trace


def _look(replay: Replay, place: Path, before: Stage, name: str, luck: Random) -> int:
    for how in HOWS:
        if place.exists():
            shutil.rmtree(place)
        replay.disk.lay_out(place, how, luck)
        try:
            VERDICTS[name](Stage(place), before, list(replay.said))
        except BaseException as error:
            error.add_note(f"{name}, {how}, after {replay.said[-1:]}")
            raise
    return len(HOWS)


def _number(word: str) -> int:
    return int(word) if word.lstrip("-").isdigit() else -1
