"""A disk that forgets: what is left of files and folders after a power cut, at its worst.

Nothing stays but what was synced: of a file the bytes that `fsync` or `fdatasync` had seen, of a
folder the names that `fsync` had seen. Three pictures are taken of the same moment:

    strict   only what was itself synced: a file whose folder was not synced has no name
    ordered  names as a journal keeps them: every change of a name that came before any sync holds,
             the bytes of a file only when that very file was synced
    mixed    as ordered, and of the bytes that were not synced each write has arrived or not, by lot

A rename is one step: when either folder was synced, all of it holds.
"""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Literal

How = Literal["strict", "ordered", "mixed"]
HOWS: tuple[How, ...] = ("strict", "ordered", "mixed")


@dataclass(eq=False, slots=True)
class File:
    """A file: its bytes as programs see them, as they were synced, and what was written since."""

    now: bytearray = field(default_factory=bytearray)
    synced: bytes = b""
    since: list[tuple[int, bytes | None]] = field(default_factory=list[tuple[int, bytes | None]])

    def write(self, at: int, data: bytes) -> None:
        """Write bytes at an offset."""
        put(self.now, at, data)
        self.since.append((at, data))

    def truncate(self, size: int) -> None:
        """Make it so long."""
        cut(self.now, size)
        self.since.append((size, None))

    def sync(self) -> None:
        """Bring all bytes to the disk."""
        self.synced, self.since = bytes(self.now), []

    def left(self, luck: Random | None) -> bytes:
        """Return the bytes after a power cut; with luck, some of the others too."""
        if luck is None:
            return self.synced
        kept = bytearray(self.synced)
        for at, data in self.since:
            if luck.random() < 0.5:
                cut(kept, at) if data is None else put(kept, at, data)
        return bytes(kept)


Names = dict[str, "File | Folder"]


@dataclass(eq=False, slots=True)
class Folder:
    """A folder: its names now, and as two kinds of disk would know them."""

    now: Names = field(default_factory=dict[str, "File | Folder"])
    strict: Names = field(default_factory=dict[str, "File | Folder"])
    ordered: Names = field(default_factory=dict[str, "File | Folder"])


class Disk:
    """The tree below one folder, changed step by step."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.top = _read(root)
        self._moves: list[tuple[Folder, str, Folder, str, File | Folder]] = []

    def inside(self, path: str) -> bool:
        """Whether the path lies below the folder."""
        return Path(path).is_relative_to(self._root)

    def find(self, path: str) -> "File | Folder | None":
        """Return what lies there now."""
        here: File | Folder | None = self.top
        for name in Path(path).relative_to(self._root).parts:
            here = here.now.get(name) if isinstance(here, Folder) else None
        return here

    def add(self, path: str, one: "File | Folder") -> None:
        """Give something a name."""
        folder, name = self._at(path)
        folder.now[name] = one

    def remove(self, path: str) -> None:
        """Take a name away."""
        folder, name = self._at(path)
        folder.now.pop(name)

    def rename(self, old: str, new: str) -> None:
        """Give something another name, in one step."""
        (source, was), (target, name) = self._at(old), self._at(new)
        one = source.now.pop(was)
        target.now[name] = one
        if source is not target:
            self._moves.append((source, was, target, name, one))

    def sync(self, one: "File | Folder") -> None:
        """Bring a file's bytes or a folder's names to the disk."""
        if isinstance(one, File):
            one.sync()
        else:
            for move in [move for move in self._moves if one in (move[0], move[2])]:
                source, was, target, name, moved = move
                if source.strict.get(was) is moved:
                    del source.strict[was]
                target.strict[name] = moved
                self._moves.remove(move)
            one.strict = dict(one.now)
        _settle(self.top)

    def lay_out(self, to: Path, how: How, luck: Random) -> None:
        """Write what a power cut would leave now into a folder that is not there."""
        _write(self.top, to, how, luck if how == "mixed" else None)

    def _at(self, path: str) -> tuple[Folder, str]:
        folder = self.find(str(Path(path).parent))
        assert isinstance(folder, Folder), path
        return folder, Path(path).name


def put(into: bytearray, at: int, data: bytes) -> None:
    """Write bytes at an offset, with zeros before them where there was nothing."""
    if len(into) < at:
        into.extend(bytes(at - len(into)))
    into[at : at + len(data)] = data


def cut(one: bytearray, size: int) -> None:
    """Make bytes shorter, or longer with zeros."""
    if len(one) < size:
        one.extend(bytes(size - len(one)))
    del one[size:]


def _read(path: Path) -> Folder:
    """Take a tree as it lies on the disk: all of it has been there for long."""
    folder = Folder()
    for one in path.iterdir():
        if one.is_dir():
            folder.now[one.name] = _read(one)
        else:
            data = one.read_bytes()
            folder.now[one.name] = File(bytearray(data), data)
    folder.strict, folder.ordered = dict(folder.now), dict(folder.now)
    return folder


def _settle(folder: Folder) -> None:
    """Let a journal have every name as it is now."""
    for names in (folder.now, folder.ordered):
        for one in names.values():
            if isinstance(one, Folder):
                _settle(one)
    folder.ordered = dict(folder.now)


def _write(folder: Folder, to: Path, how: How, luck: Random | None) -> None:
    to.mkdir()
    names = folder.strict if how == "strict" else folder.ordered
    for name, one in names.items():
        if isinstance(one, Folder):
            _write(one, to / name, how, luck)
        else:
            (to / name).write_bytes(one.left(luck))
