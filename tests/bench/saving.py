"""One click on Today until it is on disk and told, beside the bare commit of the same rows."""

import shutil
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from recovery_app.storage.places import Places
from recovery_app.ui.program import Program
from recovery_app.ui.widgets.seen_row import SeenRow
from tests.bench.figures import Figure, Series, against
from tests.bench.windows import settled

RATING = "redness"
STEPS = 5


def one_click(program: Program, library: Path, scratch: Path, runs: int) -> Figure:
    """Click and commit in turns; both write one rating of today's entry and when it changed.

    Args:
        program: with the library open and shown.
        library: its folder; the bare commits go to a copy of its database.
        scratch: where the copy goes, on the same disk.
        runs: how many of each.
    """
    settled(program)
    copy = scratch / "bare.sqlite3"
    with closing(sqlite3.connect(Places(library).database)) as found:
        found.execute("PRAGMA wal_checkpoint")
        shutil.copyfile(Places(library).database, copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as bare:
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = FULL")
        clicked, committed = list[float](), list[float]()
        for number in range(runs + 1):
            took, bare_took = _click(program, number % STEPS), _commit(bare, number % STEPS)
            if number:  # the first one only warms up
                clicked.append(took)
                committed.append(bare_took)
    return against(
        "One click on Today saved",
        Series("click", clicked),
        Series("bare commit", committed),
        2.0,
    )


def _click(program: Program, step: int) -> float:
    """Return the milliseconds from the click until the page hears that it is saved."""
    pages = program.window.pages
    assert pages is not None
    row = next(one for one in pages.findChildren(SeenRow) if one.slug == RATING)
    button = row.findChildren(QAbstractButton)[step]
    told, heard = list[float](), QEventLoop()
    note = pages.history.changed.connect(lambda: told.append(time.perf_counter()))
    quitting = pages.history.changed.connect(heard.quit)
    begin = time.perf_counter()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    heard.exec()
    for connection in (note, quitting):
        pages.history.disconnect(connection)
    return (told[0] - begin) * 1000


def _commit(bare: sqlite3.Connection, value: int) -> float:
    """Return the milliseconds that the same rows take without anything around them."""
    begin = time.perf_counter()
    bare.execute("BEGIN IMMEDIATE")
    bare.execute(
        "UPDATE rating SET value = ?, changed_at = ? WHERE symptom = ? AND entry_id ="
        " (SELECT id FROM entry ORDER BY day DESC, at DESC LIMIT 1)",
        (value, datetime.now(UTC).isoformat(), RATING),
    )
    bare.execute("COMMIT")
    return (time.perf_counter() - begin) * 1000
