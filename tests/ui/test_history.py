"""What Undo takes back while something is still being saved."""

import threading
from datetime import datetime

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from recovery_app.ui.history import History
from recovery_app.ui.tasks import Tasks

AT = datetime.fromisoformat("2026-10-14T21:04:00+08:00")


def test_an_undo_waits_for_what_is_being_saved_and_takes_back_that(
    qtbot: QtBot, tasks: Tasks, history: History, qapp: QObject
) -> None:
    said: list[str] = []
    written = threading.Event()
    history.add("earlier", AT, lambda: said.append("earlier"))
    tasks.run(
        written.wait,
        lambda _: history.add("new", AT, lambda: said.append("new")),
        owner=qapp,
    )
    history.undo()
    assert said == []
    written.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert said == ["new"]
    history.undo()
    assert said == ["new", "earlier"]


def test_two_undos_in_a_row_take_back_two_steps(
    qtbot: QtBot, tasks: Tasks, history: History, qapp: QObject
) -> None:
    said: list[str] = []
    written = threading.Event()
    for word in ("first", "second"):
        history.add(word, AT, lambda word=word: said.append(word))
    tasks.run(written.wait, owner=qapp)
    history.undo()
    history.undo()
    written.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert said == ["second", "first"]
    assert history.latest is None


def test_undo_of_one_step_leaves_a_later_one_alone(
    qtbot: QtBot, tasks: Tasks, history: History, qapp: QObject
) -> None:
    said: list[str] = []
    history.add("meant", AT, lambda: said.append("meant"))
    meant = history.latest
    assert meant is not None
    tasks.run(
        lambda: None, lambda _: history.add("later", AT, lambda: said.append("later")), owner=qapp
    )
    history.undo_only(meant)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert said == []
    assert history.latest is not None
    assert history.latest.words == "later"
