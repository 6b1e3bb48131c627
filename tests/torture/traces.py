"""What strace saw a process do to files, as values, in the order in which it was done."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "openat,creat,close,write,pwrite64,pwritev,writev,lseek,read,fsync,fdatasync,sync_file_range"
    ",rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,ftruncate,truncate,fallocate"
    ",link,linkat,symlink,symlinkat,sendfile,copy_file_range,dup,dup2,dup3"
)
"""What is watched; a call that would change a file in a way that is not known here is refused."""

_LINE = re.compile(r"(\d+)\s+(?:<\.\.\. (\w+) resumed>)?(.*)", re.DOTALL)
_DONE = re.compile(r"(\w+)\((.*)\)\s+=\s+(-?\d+)(?: .*)?", re.DOTALL)
_UNFINISHED = " <unfinished ...>"


@dataclass(frozen=True, slots=True)
class Call:
    """One call that did not fail: its name, its words as strace writes them, its answer."""

    name: str
    words: list[str]
    answer: int


def command(trace: Path, *program: str) -> list[str]:
    """Return the command that runs a program and writes down what it does."""
    watch = ["strace", "-f", "--seccomp-bpf", "-qq", "-xx", "-s", "100000000"]
    return [*watch, "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(trace), *program]


def calls(trace: Path) -> Iterator[Call]:
    """Go through what was done, in the order in which it was finished."""
    begun: dict[str, str] = {}
    with trace.open(encoding="ascii") as lines:
        for line in lines:
            match = _LINE.fullmatch(line.rstrip("\n"))
            assert match, line[:200]
            process, resumed, rest = match.groups()
            if rest.endswith(_UNFINISHED):
                begun[process] = rest.removesuffix(_UNFINISHED)
                continue
            if resumed:
                rest = begun.pop(process) + rest.lstrip()
            done = _DONE.fullmatch(rest.strip())
            if done and int(done[3]) >= 0:
                yield Call(done[1], _words(done[2]), int(done[3]))


def text(word: str) -> str:
    """Return a path."""
    return data(word).decode()


def data(word: str) -> bytes:
    """Return the bytes of a string, all of which are written as hex."""
    assert word.startswith('"'), word
    assert not word.endswith("..."), "strace has cut something short"
    return bytes.fromhex(word.strip('"').replace("\\x", ""))


def _words(arguments: str) -> list[str]:
    # In hex no string holds a comma.
    return [word.strip() for word in arguments.split(",")]
