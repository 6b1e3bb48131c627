"""Work off the GUI thread."""

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from recovery_app.errors import WrongInput
from recovery_app.ui.tasks import Lane, Tasks


def test_the_work_runs_elsewhere_and_its_result_comes_back_here(qtbot: QtBot, tasks: Tasks) -> None:
    here = threading.get_ident()
    told: list[tuple[int, int]] = []
    owner = QObject()
    with qtbot.waitSignal(tasks.rested):
        tasks.run(
            threading.get_ident,
            lambda there: told.append((there, threading.get_ident())),
            owner=owner,
        )
    ((there, back),) = told
    assert there != here
    assert back == here


def test_the_data_lane_keeps_the_order(qtbot: QtBot, tasks: Tasks) -> None:
    done: list[int] = []
    owner = QObject()
    with qtbot.waitSignal(tasks.rested):
        for number in range(50):
            tasks.run(lambda number=number: done.append(number), owner=owner)
    assert done == list(range(50))


def test_an_expected_failure_reaches_the_one_who_asked(qtbot: QtBot, tasks: Tasks) -> None:
    def fail() -> None:
        raise WrongInput("This is off its scale.")

    said: list[str] = []
    owner = QObject()
    with qtbot.waitSignal(tasks.rested):
        tasks.run(fail, owner=owner, failed=said.append)
    assert said == ["This is off its scale."]
    with qtbot.waitSignal(tasks.refused) as refused:
        tasks.run(fail, owner=owner, lane=Lane.PICTURES)
    assert refused.args == ["This is off its scale."]


def test_an_answer_is_dropped_when_its_owner_is_gone(qtbot: QtBot, tasks: Tasks) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go_on.wait(5)

    told: list[object] = []
    owner = QObject()
    tasks.run(work, told.append, owner=owner)
    begun.wait(5)
    owner.deleteLater()
    qtbot.wait(0)
    del owner
    with qtbot.waitSignal(tasks.rested):
        go_on.set()
    assert told == []


def test_a_bug_is_raised_on_the_gui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    def bug() -> None:
        raise ZeroDivisionError

    owner = QObject()
    with qtbot.captureExceptions() as raised:
        tasks.run(bug, owner=owner)
        qtbot.waitUntil(lambda: bool(raised))
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]


def test_stopping_finishes_what_is_being_saved(tasks: Tasks) -> None:
    done: list[int] = []
    owner = QObject()
    for number in range(20):
        tasks.run(lambda number=number: done.append(number), owner=owner)
    tasks.stop()
    assert done == list(range(20))


@pytest.mark.parametrize("lane", list(Lane))
def test_a_lane_works_again_after_a_stop(qtbot: QtBot, tasks: Tasks, lane: Lane) -> None:
    tasks.stop()
    owner = QObject()
    told: list[int] = []
    tasks.run(lambda: 7, told.append, owner=owner, lane=lane)
    qtbot.waitUntil(lambda: told == [7])
