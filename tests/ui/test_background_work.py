"""Photos are aligned and then measured while nobody waits for it, and again when it matters."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.photos import Photo
from recovery_app.imaging.portrait import Look, draw
from recovery_app.services.library import Library
from recovery_app.ui.background_work import BackgroundWork
from recovery_app.ui.changes import Changes
from recovery_app.ui.tasks import Tasks

FIRST = datetime(2025, 3, 1, 9, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(scope="session")
def portraits() -> list[bytes]:
    """A face that reddens from day to day, never held quite the same."""
    looks = [Look(redness=0.3 * at, tilt=at - 1.0) for at in range(3)]
    return [
        draw(look, taken=FIRST + timedelta(days=at), width=480, height=640)
        for at, look in enumerate(looks)
    ]


@pytest.fixture
def photos(shown: Library, portraits: list[bytes], tmp_path: Path) -> list[Photo]:
    """The portraits in the library, with areas drawn on the first."""
    for at, data in enumerate(portraits):
        file = tmp_path / f"{at}.jpg"
        file.write_bytes(data)
        shown.photos.add([file], pose="front")
    shown.regions.keep(shown.regions.offered("front"))
    return shown.photos.every()


@pytest.fixture
def heard(changes: Changes) -> list[Change]:
    """What was announced."""
    heard: list[Change] = []
    changes.happened.connect(heard.append)
    return heard


@pytest.fixture
def work(shown: Library, tasks: Tasks, changes: Changes) -> Iterator[BackgroundWork]:
    """The background of a window, without its quiet second."""
    work = BackgroundWork(shown, tasks, changes)
    work._quiet.setInterval(10)
    yield work
    tasks.stop()
    work.deleteLater()


def measured(heard: list[Change]) -> int:
    return sum(change.touches(Topic.MEASUREMENT) for change in heard)


def test_photos_are_aligned_first_and_measured_then_each_once(
    shown: Library, photos: list[Photo], work: BackgroundWork, heard: list[Change], qtbot: QtBot
):
    work.start()
    qtbot.waitUntil(lambda: measured(heard) == len(photos) and not work._running)
    topics = [next(iter(change.topics)) for change in heard]
    assert topics == [Topic.ALIGNMENT] * 2 + [Topic.MEASUREMENT] * 3
    assert len(shown.redness.series("front").lines[0].points) == 3
    assert shown.alignment.waiting() == []
    work.start()
    qtbot.waitUntil(lambda: not work._running)
    assert measured(heard) == 3


def test_a_lost_file_keeps_no_other_photo_waiting(
    shown: Library, photos: list[Photo], work: BackgroundWork, qtbot: QtBot
):
    lost = shown.folder / photos[2].file
    kept = lost.read_bytes()
    lost.unlink()
    work.start()
    qtbot.waitUntil(lambda: not work._running and not shown.redness.waiting())
    assert [photo.id for photo, _ in shown.alignment.waiting()] == [photos[2].id]
    lost.write_bytes(kept)
    work.start()
    qtbot.waitUntil(lambda: not work._running and not shown.alignment.waiting())


def test_another_outline_and_another_placement_are_measured_anew(
    shown: Library, photos: list[Photo], work: BackgroundWork, heard: list[Change], qtbot: QtBot
):
    work.start()
    qtbot.waitUntil(lambda: measured(heard) == len(photos) and not work._running)
    region = shown.regions.of_pose("front").regions[0]
    shown.regions.keep([replace(region, outline=region.outline[::2])])
    qtbot.waitUntil(lambda: measured(heard) == 6 and not work._running)
    laid = shown.alignment.laid(photos[1])
    assert laid.reference is not None
    assert laid.aligned is not None
    moved = replace(laid.aligned.placement, dx=laid.aligned.placement.dx + 0.002)
    shown.alignment.place_by_hand(photos[1], laid.reference, moved)
    qtbot.waitUntil(lambda: measured(heard) == 7 and not work._running)
    assert shown.redness.waiting() == []


def test_what_was_interrupted_goes_on_at_the_next_start(
    shown: Library,
    photos: list[Photo],
    work: BackgroundWork,
    heard: list[Change],
    changes: Changes,
    tasks: Tasks,
    qtbot: QtBot,
):
    work.start()
    qtbot.waitUntil(lambda: measured(heard) >= 1)
    tasks.stop()
    left = len(shown.redness.waiting())
    assert 0 < left < len(photos)
    again = Tasks()
    other = BackgroundWork(shown, again, changes)
    other.start()
    qtbot.waitUntil(lambda: not shown.redness.waiting() and not other._running)
    again.stop()
    other.deleteLater()
