"""What a verb says: lines for a person or JSON for a script on standard output, hints beside it."""

import io
import json
import os
import re
import sys
import unicodedata
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from recovery_app.errors import RecoveryError

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that colour, erase or turn round what stands beside them; a file's name may hold any."""
WIDEST = 48
"""Columns of a terminal that one cell of a table may take."""


def prepare() -> None:
    """Let a terminal that lacks a character show its number instead of failing."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        cast("io.TextIOWrapper[Any]", sys.stdout).reconfigure(errors="backslashreplace")


def say(*lines: str) -> None:
    """Write lines to standard output; what would steer the terminal shows as its number."""
    _write(*(STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", line) for line in lines))


def say_json(value: object) -> None:
    """Write a value as JSON; a reader that is not told UTF-8 gets escapes instead of letters."""
    letters = sys.stdout is not None and sys.stdout.encoding.lower() in {"utf-8", "utf8"}
    _write(json.dumps(value, ensure_ascii=not letters, indent=2))


def hint(line: str) -> None:
    """Write a line to standard error: worth knowing, but not the answer."""
    print(line, file=sys.stderr)


def finish() -> None:
    """Hand over what is still in the buffer, so that a refusal shows here and not at the exit."""
    with _reader_may_leave():
        if sys.stdout is not None:
            sys.stdout.flush()


def table(rows: Iterable[Sequence[str]], indent: str = "") -> list[str]:
    """Lay out cells in columns, two spaces apart, each cell on one line and not too long for it."""
    cells = [[_shortened(" ".join(cell.split())) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    return [
        indent
        + "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in cells
    ]


def readable(path: Path) -> str:
    """Write a path so that it can be shown, whatever bytes its name holds."""
    return os.fsencode(path).decode("utf-8", "replace")


def _shortened(cell: str) -> str:
    if _width(cell) <= WIDEST:
        return cell
    while _width(cell) >= WIDEST:
        cell = cell[:-1]
    return cell.rstrip() + "…"


def _width(text: str) -> int:
    """Return how many columns of a terminal the text takes: Chinese characters take two."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def _write(*lines: str) -> None:
    with _reader_may_leave():
        for line in lines:
            print(line)


@contextmanager
def _reader_may_leave() -> Generator[None]:
    """Go on with the work when nobody reads the answer any more, as with `| head`.

    Raises:
        RecoveryError: if the answer cannot be written for another reason, such as a full disk.
    """
    try:
        yield
    except BrokenPipeError:
        _write_to_nowhere()
    except OSError as error:
        _write_to_nowhere()
        raise RecoveryError(f"The answer could not be written: {error.strerror}.") from None


def _write_to_nowhere() -> None:
    """Send what is in the buffer and all that follows away, or the exit would complain again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
