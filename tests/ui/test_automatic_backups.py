"""Automatic backups in the background: when they begin, what they leave alone, and how they stop."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from recovery_app.domain.changes import Topic, saved
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import now
from recovery_app.services.library import Library
from recovery_app.ui import automatic_backups
from recovery_app.ui.automatic_backups import AutomaticBackups
from recovery_app.ui.changes import Changes
from recovery_app.ui.tasks import Lane, Tasks
from tests.factories import a_picture


@pytest.fixture
def backups(
    shown: Library, tasks: Tasks, changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AutomaticBackups]:
    """Backups that need not wait until it is quiet."""
    monkeypatch.setattr(automatic_backups, "BEGIN_MS", 1)
    monkeypatch.setattr(automatic_backups, "QUIET_MS", 1)
    made = AutomaticBackups(shown, tasks, changes)
    yield made
    made.finish()


def note(library: Library, text: str) -> None:
    """Write something."""
    library.journal.log(now(), EntryChange(ratings={"redness": 2}, note=text))


def known(backups: AutomaticBackups) -> Callable[[], bool]:
    """Tell whether it is over and known how things stand."""
    return lambda: not backups.running and backups.state is not None


def yesterday(library: Library) -> None:
    """Let the last backup be one of another day."""
    library.choose(lambda now: replace(now, last_backup="2026-01-02T20:00:00+00:00"))


def test_what_is_due_is_made_soon_after_the_start(
    qtbot: QtBot, backups: AutomaticBackups, shown: Library
) -> None:
    note(shown, "one")
    backups.start()
    qtbot.waitUntil(known(backups))
    assert len(shown.backing_up.kept()) == 1
    assert backups.state is not None
    assert (backups.state.trouble, backups.state.days) == ("", 0)
    assert shown.settings.last_backup


def test_it_is_made_once_a_day_and_only_after_changes(
    qtbot: QtBot, backups: AutomaticBackups, shown: Library
) -> None:
    note(shown, "one")
    backups.start()
    qtbot.waitUntil(lambda: len(shown.backing_up.kept()) == 1 and known(backups)())
    note(shown, "two")
    with qtbot.waitSignals([backups.went_on, backups.went_on]):
        pass
    qtbot.waitUntil(known(backups))
    (first,) = shown.backing_up.kept()
    yesterday(shown)
    note(shown, "three")
    # The last one of each day stays, so the second takes the first one's place.
    qtbot.waitUntil(lambda: shown.backing_up.kept()[0].folder != first.folder)
    qtbot.waitUntil(known(backups))
    assert len(shown.backing_up.kept()) == 1


def test_choosing_settings_is_no_change_of_the_diary(
    qtbot: QtBot, backups: AutomaticBackups, changes: Changes
) -> None:
    backups.start()
    qtbot.waitUntil(known(backups))
    changes.happened.emit(saved(Topic.SETTINGS))
    changes.happened.emit(saved(Topic.BACKUP))
    qtbot.wait(20)
    assert not backups.running


def test_nothing_is_made_where_it_is_switched_off_but_on_demand(
    qtbot: QtBot, backups: AutomaticBackups, shown: Library
) -> None:
    shown.choose(lambda now: replace(now, automatic_backups=False))
    note(shown, "one")
    backups.start()
    qtbot.waitUntil(known(backups))
    assert shown.backing_up.kept() == []
    backups.make_now()
    qtbot.waitUntil(known(backups))
    assert len(shown.backing_up.kept()) == 1


def test_saving_does_not_wait_for_a_backup(
    qtbot: QtBot,
    backups: AutomaticBackups,
    shown: Library,
    tasks: Tasks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, go_on = Event(), Event()
    real = shown.backing_up.make

    def make(*arguments: Any) -> object:
        begun.set()
        assert go_on.wait(10)
        return real(*arguments)

    monkeypatch.setattr(shown.backing_up, "make", make)
    backups.make_now()
    assert begun.wait(10)
    said: list[str] = []
    for lane in Lane:
        tasks.run(lambda lane=lane: lane.name, said.append, owner=backups, lane=lane)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert backups.running
    go_on.set()
    qtbot.waitUntil(known(backups))


def test_leaving_the_library_stops_it_and_leaves_only_what_is_whole(
    backups: AutomaticBackups, shown: Library, tasks: Tasks, tmp_path: Path
) -> None:
    shown.photos.add([a_picture(tmp_path / "camera", f"{at}.png") for at in range(5)])
    backups.moved.connect(lambda *_: None)
    backups.make_now()
    backups.finish()
    tasks.stop()
    assert shown.backing_up.kept() == []
    assert not list(shown.folder.rglob("*.part"))
    assert shown.settings.last_backup == ""
    assert shown.settings.backup_trouble == ""
    backups.make_now()
    assert not tasks.busy or backups.running


def test_one_that_was_cancelled_is_no_trouble(
    qtbot: QtBot, backups: AutomaticBackups, shown: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(shown, "one")
    real = shown.backing_up.make

    def make(at: Any, progress: Any, cancelled: Any) -> object:
        backups.cancel()  # the click comes just after it has begun
        return real(at, progress, cancelled)

    monkeypatch.setattr(shown.backing_up, "make", make)
    backups.make_now()
    qtbot.waitUntil(known(backups))
    assert shown.settings.backup_trouble == ""


def test_trouble_is_kept_and_not_tried_after_every_click(
    qtbot: QtBot, backups: AutomaticBackups, shown: Library, tmp_path: Path
) -> None:
    shown.photos.add([a_picture(tmp_path / "camera", "gone.jpg")])
    (shown.folder / shown.photos.every()[0].file).unlink()
    backups.start()
    qtbot.waitUntil(known(backups))
    assert backups.state is not None
    assert "gone.jpg" in backups.state.trouble
    assert "gone.jpg" in shown.settings.backup_trouble
    note(shown, "one")
    qtbot.wait(20)
    assert len(shown.backing_up.kept()) == 1
