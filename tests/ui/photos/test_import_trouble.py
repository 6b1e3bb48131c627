"""What may go wrong while many photos come in: whole photos or nothing, and every file is named."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recovery_app.services import library as libraries
from recovery_app.services.importing import Candidate, Summary, look_at
from recovery_app.services.library import Library
from recovery_app.services.preparing import Refused
from recovery_app.ui.history import History
from recovery_app.ui.photos.import_run import Choice, ImportRun, Order
from recovery_app.ui.photos.review_reading import ReviewReading
from recovery_app.ui.tasks import Tasks
from tests.disks import Disk, small_disk
from tests.factories import a_picture
from tests.imaging import odd
from tests.ui.photos.drawn import picture

COUNT = 12


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk of four megabytes."""
    with small_disk(tmp_path / "disk", "4m") as found:
        yield found


def ordered(library: Library, files: list[Path]) -> Order:
    """Choose everything that the library does not hold."""
    looked = [look_at(library.photos, file) for file in files]
    good = [one for one in looked if isinstance(one, Candidate)]
    return Order([Choice(one, one.photo) for one in good if one.already is None])


def finished(qtbot: QtBot, run: ImportRun, order: Order) -> Summary:
    """Run until the end, and check that every file is accounted for once."""
    with qtbot.waitSignal(run.finished) as told:
        run.add(order)
    assert told.args is not None
    summary: Summary = told.args[0]
    named = [one.name for one in summary.added]
    named += [one.path.name for one in (*summary.duplicates, *summary.refused)]
    named += [path.name for path in summary.untried]
    assert sorted(named) == sorted(one.candidate.path.name for one in order.choices)
    return summary


def assert_whole(library: Library, summary: Summary) -> None:
    """Check that exactly what the summary says is there, each with all of its bytes."""
    kept = library.photos.every()
    assert {one.id for one in kept} == {one.id for one in summary.added}
    assert library.safekeeping.check() == []
    on_disk = [file for file in (library.folder / "photos").rglob("*") if file.is_file()]
    assert {file.stem for file in on_disk} == {one.sha256 for one in kept}


@pytest.mark.parametrize("moment", [0, 1, 2, 5, 10, 11, 12])
def test_cancelling_at_any_moment_leaves_whole_photos_and_the_next_run_adds_the_rest(
    qtbot: QtBot, shown: Library, tasks: Tasks, history: History, tmp_path: Path, moment: int
):
    files = [picture(tmp_path / f"{shade}.jpg", shade) for shade in range(COUNT)]
    run = ImportRun(shown, tasks, history)
    run.progress.connect(lambda done, _known: run.cancel() if done >= moment else None)
    summary = finished(qtbot, run, ordered(shown, files))
    assert moment <= len(summary.added) <= moment + 2
    assert_whole(shown, summary)
    again = finished(qtbot, ImportRun(shown, tasks, history), ordered(shown, files))
    assert len(again.added) == COUNT - len(summary.added)
    assert len(shown.photos.every()) == COUNT


def test_a_disk_that_fills_up_on_the_way_is_said_of_each_file_and_the_next_run_adds_the_rest(
    qtbot: QtBot,
    disk: Disk,
    template_library: Path,
    tasks: Tasks,
    history: History,
    tmp_path: Path,
):
    shutil.copytree(template_library, disk.folder / "library")
    library = libraries.open_library(disk.folder / "library")
    files = [a_picture(tmp_path, f"{number:02}.bmp", size=(160, 160)) for number in range(COUNT)]
    order = ordered(library, files)
    disk.fill(but=500_000)
    summary = finished(qtbot, ImportRun(library, tasks, history), order)
    assert 0 < len(summary.added) < COUNT
    assert len(summary.refused) == COUNT - len(summary.added)
    assert {one.why for one in summary.refused} == {
        "The disk is full. This was not saved; free some space and try again."
    }
    assert_whole(library, summary)
    disk.empty()
    again = finished(qtbot, ImportRun(library, tasks, history), ordered(library, files))
    assert len(again.added) == len(summary.refused)
    tasks.stop()
    library.close()


def test_a_folder_that_vanishes_while_it_is_read_has_each_of_its_files_named(
    qtbot: QtBot, shown: Library, tasks: Tasks, tmp_path: Path
):
    phone = tmp_path / "phone"
    phone.mkdir()
    names = [picture(phone / f"{shade:02}.jpg", shade).name for shade in range(40)]
    reading = ReviewReading(shown, tasks)
    found: list[Candidate | Refused] = []

    def on_progress(_looked: int, known: int) -> None:
        if known and tasks.held:
            shutil.rmtree(phone)
            tasks.release()

    reading.arrived.connect(found.extend)
    reading.progress.connect(on_progress)
    with qtbot.waitSignal(reading.finished):
        reading.add_paths([phone])
        tasks.hold()  # the folder is gone through by now or soon; its files wait to be read
    assert [one.path.name for one in found] == names
    refused = [one for one in found if isinstance(one, Refused)]
    assert len(refused) == len(names)
    assert all(one.why.startswith("There is no file") for one in refused)


def test_a_folder_that_vanishes_while_its_photos_are_added_leaves_whole_ones_and_names_the_rest(
    qtbot: QtBot, shown: Library, tasks: Tasks, history: History, tmp_path: Path
):
    phone = tmp_path / "phone"
    phone.mkdir()
    order = ordered(shown, [picture(phone / f"{shade}.jpg", shade) for shade in range(COUNT)])
    run = ImportRun(shown, tasks, history)
    run.progress.connect(
        lambda done, _known: shutil.rmtree(phone) if done >= 3 and phone.exists() else None
    )
    summary = finished(qtbot, run, order)
    assert 3 <= len(summary.added) <= 3 + 2
    assert len(summary.refused) == COUNT - len(summary.added)
    assert all(one.why.startswith("There is no file") for one in summary.refused)
    assert_whole(shown, summary)


def test_in_a_batch_the_odd_ones_come_in_and_each_bad_one_is_named_with_its_reason(
    qtbot: QtBot, shown: Library, tasks: Tasks, history: History, tmp_path: Path
):
    bad, fine, phone = odd.bad(), odd.fine(), tmp_path / "phone"
    phone.mkdir()
    for name, content in (*fine.items(), *((name, data) for name, (data, _) in bad.items())):
        (phone / name).write_bytes(content)
    reading = ReviewReading(shown, tasks)
    found: list[Candidate | Refused] = []
    reading.arrived.connect(found.extend)
    with qtbot.waitSignal(reading.finished):
        reading.add_paths([phone])
    good = [one for one in found if isinstance(one, Candidate)]
    why = {one.path.name: one.why for one in found if isinstance(one, Refused)}
    assert {one.path.name for one in good} == fine.keys()
    assert why.keys() == bad.keys()
    assert all(
        bad[name][1] in sentence and sentence.endswith(".") for name, sentence in why.items()
    )
    order = Order([Choice(one, one.photo) for one in good])
    summary = finished(qtbot, ImportRun(shown, tasks, history), order)
    assert len(summary.added) == len(fine)
    assert_whole(shown, summary)
