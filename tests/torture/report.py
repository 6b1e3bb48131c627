"""The counts of the trials as a Markdown table, for the terminal and for docs/reliability.md."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

HEADING = "## What was tried"
HEAD = """\
| trial | tried | of these | seconds |
| --- | ---: | --- | ---: |"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one trial met.

    Attributes:
        name: of the trial.
        what: what it does, in words.
        met: how often each thing was met.
        seconds: how long it took.
        skipped: why it could not be done here; empty where it was.
        failed: whether something did not hold.
    """

    name: str
    what: str
    met: Counter[str]
    seconds: float
    skipped: str = ""
    failed: bool = False


def line(one: Outcome) -> str:
    """Lay one trial out."""
    if one.failed:
        return f"| {one.name}: {one.what} | **failed** | | {one.seconds:.0f} |"
    if one.skipped:
        return f"| {one.name}: {one.what} | – | not done here: {one.skipped} | |"
    parts = " · ".join(f"{what} {count:,}" for what, count in sorted(one.met.items()))
    return f"| {one.name}: {one.what} | {one.met.total():,} | {parts} | {one.seconds:.0f} |"


def write(file: Path, outcomes: list[Outcome], measured: str) -> None:
    """Put the table into the page, in the place of the one before; the rest stays as it is."""
    before = file.read_text(encoding="utf-8") if file.exists() else "# What can be relied on\n"
    first, _, rest = before.partition(f"{HEADING}\n")
    after = rest[rest.index("\n## ") :] if "\n## " in rest else ""
    table = "\n".join([HEAD, *map(line, outcomes)])
    begin = f"Measured by `make torture` {measured}; two trials ran at a time."
    said = f"{HEADING}\n\n{begin}\n\n{table}\n"
    file.write_text(f"{first.rstrip()}\n\n{said}{after}", encoding="utf-8")
