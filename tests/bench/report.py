"""The figures as a Markdown table, for the terminal and for docs/performance.md."""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.figures import Figure, Missing

HEAD = """\
| what | measured | against, in the same run | found | budget | |
| --- | --- | --- | --- | --- | --- |"""


def line(row: Figure | Missing) -> str:
    """Lay one row out."""
    if isinstance(row, Missing):
        return f"| {row.what} | not measured: {row.why} | | | | |"
    found = f"{row.found}; {row.note}" if row.note else row.found
    begin = f"| {row.what} | {found} | {row.beside} | {row.value:.2f} {row.unit}"
    if row.budget is None:
        return f"{begin} | – | |"
    bound = "≥" if row.least else "≤"
    return f"{begin} | {bound} {row.budget:g} {row.unit} | {'kept' if row.kept else '**missed**'} |"


def table(rows: Sequence[Figure | Missing]) -> str:
    """Lay the rows out as a table."""
    return "\n".join([HEAD, *map(line, rows)])


def page(rows: Sequence[Figure | Missing], machine: str, command: str) -> str:
    """Write the whole of docs/performance.md."""
    return f"""\
# What it takes

Measured by `{command}` on {machine}.

{table(rows)}

Both sides of a row were measured in turns in one run, so that a busy machine slows both; times are
medians with the best one and the spread of the middle half. A start is a whole process, from exec
until it has ended by itself after the first paint; the empty window is the few lines of
`tests/bench/empty_window.py`. Off screen needs no window system; xcb is a real window without a
window manager. What a start is made of, and what it leaves for later, stands in
[decision 0030](decisions/0030-a-quick-start.md).

The bare commit is one `UPDATE` and its `fsync`, through Python's own sqlite3: how long that takes
is the disk's affair alone. Saving a click, on the window's data lane with no window beside it, also
asks which symptoms there are, reads the entry and works out what takes the click back. Nothing was
promised of the whole way, from the press of the button, which is painted, over the lane and back
until “Saved” is shown; it stands there because it is what a person could notice.

Milliseconds are this machine's, the ratios travel better; a high load says that other work ran
beside it. To measure again: `make bench ARGS="--write docs/performance.md"`.
"""


def kept(file: Path) -> str:
    """Return the sections of an earlier page, which are written by hand after longer trials."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    _, mark, after = before.partition("\n## ")
    return mark + after
