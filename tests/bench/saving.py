"""A click on Today until it is on disk, and until that is told, beside the bare commit of its rows."""

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import today
from recovery_app.services.library import open_library
from recovery_app.storage.places import Places
from recovery_app.ui.program import Program
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.widgets.seen_row import SeenRow
from tests.bench.figures import Figure, Series, against
from tests.bench.windows import application, settled

RATING = "redness"
STEPS = 5


def on_the_lane(folder: Path, scratch: Path, runs: int) -> Figure:
    """Record a click on a data lane and commit in turns, while no window has anything to do.

    Args:
        folder: where the library lies; the bare commits go to a copy of its database.
        scratch: where the copy goes, on the same disk.
        runs: how many of each.
    """
    lanes = Tasks(application())
    with closing(open_library(folder)) as library:
        (*_, entry) = library.today.look(today()).entries

        def save(step: int) -> float:
            def work() -> float:
                begin = time.perf_counter()
                library.journal.record(entry.id, entry.at, EntryChange({RATING: step}))
                return (time.perf_counter() - begin) * 1000

            took = list[float]()
            lanes.run(work, took.append, owner=lanes)
            _wait_for(lanes.rested)
            return took[0]

        saved, committed = _in_turns(save, folder, scratch, runs)
        lanes.stop()
    return against("One click on Today saved (data lane)", saved, committed, 2.0)


def until_told(program: Program, folder: Path, scratch: Path, runs: int) -> Figure:
    """Click in the window, which has the library open and shown, and commit in turns.

    What the window does with a click was never promised; it is what a person could notice.
    """
    settled(program)
    saved, committed = _in_turns(lambda step: _click(program, step), folder, scratch, runs)
    return against("… from the click until “Saved” is shown", saved, committed, None)


def _in_turns(
    save: Callable[[int], float], folder: Path, scratch: Path, runs: int
) -> tuple[Series, Series]:
    """Both sides write one rating of today's entry and when it changed."""
    copy = scratch / "bare.sqlite3"
    with closing(sqlite3.connect(Places(folder).database)) as found:
        found.execute("PRAGMA wal_checkpoint")
        shutil.copyfile(Places(folder).database, copy)
    saved, committed = list[float](), list[float]()
    with closing(sqlite3.connect(copy, isolation_level=None)) as bare:
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = FULL")
        for number in range(runs + 1):
            took, bare_took = save(number % STEPS), _commit(bare, number % STEPS)
            if number:  # the first one only warms up
                saved.append(took)
                committed.append(bare_took)
    return Series("click", saved), Series("bare commit", committed)


def _click(program: Program, step: int) -> float:
    """Return the milliseconds from the click until the page hears that it is saved."""
    pages = program.window.pages
    assert pages is not None
    row = next(one for one in pages.findChildren(SeenRow) if one.slug == RATING)
    button = row.findChildren(QAbstractButton)[step]
    told = list[float]()
    note = pages.history.changed.connect(lambda: told.append(time.perf_counter()))
    begin = time.perf_counter()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    _wait_for(pages.history.changed)
    pages.history.disconnect(note)
    return (told[0] - begin) * 1000


def _wait_for(signal: SignalInstance) -> None:
    heard = QEventLoop()
    connection = signal.connect(heard.quit)
    heard.exec()
    heard.disconnect(connection)


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
