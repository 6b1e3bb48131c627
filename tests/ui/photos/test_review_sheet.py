"""The review sheet: rows as files are read, edits for many, one confirmation, nothing skipped."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTime
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from recovery_app.domain.photos import Condition, DateSource
from recovery_app.services.importing import Candidate
from recovery_app.services.library import Library
from recovery_app.services.preparing import Refused
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.photos.import_bar import ImportBar
from recovery_app.ui.photos.page import PhotosPage
from recovery_app.ui.photos.review_model import (
    CONDITION,
    DAY,
    FILE,
    POSE,
    SECOND,
    STATE,
    ReviewModel,
)
from recovery_app.ui.photos.review_rows import State
from recovery_app.ui.photos.review_sheet import ReviewSheet
from recovery_app.ui.photos.review_table import ReviewTable
from recovery_app.ui.photos.watched_folder import WatchedFolder
from recovery_app.ui.settings.folder_section import FolderSection
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from tests.ui.photos.drawn import at, day_ago, picture, value

Open = Callable[[], PhotosPage]


@pytest.fixture
def page(open_page: Open) -> PhotosPage:
    """The page of an empty library."""
    return open_page()


@pytest.fixture
def week(tmp_path: Path) -> list[Path]:
    """Three pictures of each of two days."""
    folder = tmp_path / "camera"
    folder.mkdir()
    return [
        picture(
            folder / f"IMG_{days}{number}.jpg", 10 * days + number, taken=at(days, f"20:0{number}")
        )
        for days in (3, 2)
        for number in range(3)
    ]


def read(qtbot: QtBot, page: PhotosPage, files: list[Path]) -> ReviewSheet:
    """Give files to the page and wait until all of them stand on the sheet."""
    page.add_paths(files)
    sheet = page._imports.sheet
    qtbot.waitUntil(lambda: sheet.isVisible() and not sheet._reading)
    return sheet


def select(sheet: ReviewSheet, *rows: int) -> None:
    mode = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    sheet._table.clearSelection()
    for row in rows:
        sheet._table.selectionModel().select(sheet.model.index(row, 0), mode)


def column(sheet: ReviewSheet, number: int) -> list[str]:
    model = sheet.model
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def confirm(qtbot: QtBot, page: PhotosPage) -> str:
    QTest.mouseClick(page._imports.sheet._add, Qt.MouseButton.LeftButton)
    return ended(qtbot, page)


def ended(qtbot: QtBot, page: PhotosPage) -> str:
    """Wait for the summary and read it."""
    bar: ImportBar = page._imports.bar
    qtbot.waitUntil(bar._cross.isVisible)
    return bar._words.text()


def test_every_file_says_what_it_is(
    qtbot: QtBot, page: PhotosPage, shown: Library, week: list[Path], tmp_path: Path
):
    shown.photos.add(week[:1])
    shutil.copy(week[1], tmp_path / "twin.jpg")
    (tmp_path / "words.jpg").write_text("no picture")
    sheet = read(qtbot, page, [*week, tmp_path / "twin.jpg", tmp_path / "words.jpg"])
    assert column(sheet, FILE) == [file.name for file in week] + ["twin.jpg", "words.jpg"]
    states = column(sheet, STATE)
    assert states[0].startswith("Already here since ")
    assert states[1:7] == ["New"] * 5 + [f"Same picture as “{week[1].name}”"]
    assert states[7].startswith("This is not a picture")
    assert sheet._words.text() == "5 new · 2 already here · 1 refused"
    assert sheet._add.text() == "Add 5 photos"
    assert len(shown.photos.every()) == 1
    assert confirm(qtbot, page) == "5 added · 2 already here · 1 refused"


def test_poses_are_guessed_and_said_to_be(qtbot: QtBot, page: PhotosPage, week: list[Path]):
    sheet = read(qtbot, page, week)
    assert column(sheet, POSE) == ["Front", "Left", "Right"] * 2
    spoken = sheet.model.index(0, POSE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Pose: Front, guessed"
    select(sheet, 0)
    sheet._edits.pose_chosen.emit("front")
    spoken = sheet.model.index(0, POSE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Pose: Front"


def test_the_last_order_of_poses_is_followed(
    qtbot: QtBot, page: PhotosPage, shown: Library, week: list[Path]
):
    for file, pose in zip(week[:3], ("right", "front", "left"), strict=True):
        shown.photos.add([file], pose=pose)
    assert column(read(qtbot, page, week[3:]), POSE) == ["Right", "Front", "Left"]


def test_many_rows_are_changed_at_once_and_kept_so(
    qtbot: QtBot, page: PhotosPage, shown: Library, week: list[Path]
):
    sheet = read(qtbot, page, week)
    select(sheet, 0, 1, 4)
    sheet._edits.pose_chosen.emit("close-up:nose")
    sheet._edits.condition_chosen.emit(Condition.CLEAN)
    sheet._edits._day.setDate(day_ago(20))  # pyright: ignore[reportArgumentType] - a date will do
    sheet._edits.day_chosen.emit(sheet._edits._day.value())
    assert column(sheet, CONDITION).count("Clean skin") == 3
    assert "date given by you" in str(
        sheet.model.index(4, DAY).data(Qt.ItemDataRole.AccessibleTextRole)
    )
    assert confirm(qtbot, page) == "6 added"
    kept = {photo.name: photo for photo in shown.photos.every()}
    for row, file in enumerate(week):
        photo = kept[file.name]
        changed = row in (0, 1, 4)
        assert (photo.pose == "close-up:nose") is changed
        assert (photo.condition is Condition.CLEAN) is changed
        assert (photo.day == day_ago(20), photo.source is DateSource.GIVEN) == (changed, changed)
        assert f"{photo.taken_at:%H:%M}" == f"20:0{row % 3}"


def test_the_time_of_many_files_is_set_and_said_to_be_hers(
    qtbot: QtBot, page: PhotosPage, shown: Library, week: list[Path]
):
    sheet = read(qtbot, page, week)
    before = column(sheet, DAY)
    select(sheet, 0, 1)
    sheet._edits._clock.setTime(QTime(6, 45))
    set_time = next(one for one in sheet.findChildren(QPushButton) if one.text() == "Set time")
    QTest.mouseClick(set_time, Qt.MouseButton.LeftButton)
    after = column(sheet, DAY)
    assert [one.endswith("06:45") for one in after[:3]] == [True, True, False]
    assert [one.split(",")[0] for one in after] == [one.split(",")[0] for one in before]
    said = sheet.model.index(0, DAY).data(SECOND)
    assert said == "date given by you"
    sheet._edits.own_day_wanted.emit()
    assert column(sheet, DAY) == before
    sheet._edits.clock_chosen.emit(time(6, 45))
    confirm(qtbot, page)
    kept = {photo.name: photo for photo in shown.photos.every()}
    assert f"{kept[week[1].name].taken_at:%H:%M}" == "06:45"
    assert kept[week[1].name].source is DateSource.GIVEN
    assert kept[week[2].name].source is not DateSource.GIVEN


def test_a_date_in_the_future_is_not_taken_and_the_own_one_comes_back(
    qtbot: QtBot, page: PhotosPage, week: list[Path]
):
    sheet = read(qtbot, page, week)
    before = column(sheet, DAY)
    select(sheet, 0)
    sheet._edits.day_chosen.emit(day_ago(-3))
    assert sheet._note.text().endswith("lies in the future.")
    assert column(sheet, DAY) == before
    sheet._edits.day_chosen.emit(day_ago(9))
    assert column(sheet, DAY) != before
    sheet._edits.own_day_wanted.emit()
    assert column(sheet, DAY) == before


def test_rows_are_left_out_by_tick_and_by_space(
    qtbot: QtBot, page: PhotosPage, shown: Library, week: list[Path]
):
    sheet = read(qtbot, page, week)
    table = sheet._table
    box = table.visualRect(sheet.model.index(0, 0))
    QTest.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=box.topLeft() + QPoint(16, box.height() // 2),
    )
    assert sheet.model.rows[0].state is State.LEFT_OUT
    select(sheet, 1, 2)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert column(sheet, STATE) == ["Left out"] * 3 + ["New"] * 3
    QTest.keyClick(table, Qt.Key.Key_Space)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert sheet._add.text() == "Add 3 photos"
    assert confirm(qtbot, page) == "3 added · 3 left out"
    assert {photo.name for photo in shown.photos.every()} == {file.name for file in week[3:]}


def test_cancel_adds_nothing(qtbot: QtBot, page: PhotosPage, shown: Library, week: list[Path]):
    sheet = read(qtbot, page, week)
    QTest.mouseClick(sheet._cancel, Qt.MouseButton.LeftButton)
    assert not sheet.isVisible()
    assert not page._imports.bar.isVisible()
    assert shown.photos.every() == []
    assert read(qtbot, page, week[:2]).model.rowCount() == 2


def test_one_undo_takes_the_whole_import_back(
    qtbot: QtBot, page: PhotosPage, shown: Library, history: History, week: list[Path]
):
    read(qtbot, page, week)
    confirm(qtbot, page)
    assert history.latest is not None
    assert history.latest.words == "6 photos added"
    history.undo()
    qtbot.waitUntil(lambda: shown.photos.every() == [])


def test_a_picture_for_a_slot_is_added_at_once(
    qtbot: QtBot, page: PhotosPage, shown: Library, week: list[Path], history: History
):
    page.add_paths(week[:1], "left", day_ago(1))
    said = ended(qtbot, page)
    assert said.startswith("1 added: Left, ")
    assert not page._imports.sheet.isVisible()
    (photo,) = shown.photos.every()
    assert (photo.pose, photo.day) == ("left", day_ago(1))
    assert history.latest is not None
    page.add_paths(week[:1], "left", day_ago(1))
    qtbot.waitUntil(lambda: page._imports.bar._words.text() == "1 already here")


def test_a_folder_that_vanishes_leaves_whole_photos_and_names_the_rest(
    qtbot: QtBot, page: PhotosPage, shown: Library, week: list[Path]
):
    read(qtbot, page, week)
    copies = {file: file.read_bytes() for file in week}
    for file in week[2:]:
        file.unlink()
    week[1].write_bytes(copies[week[0]] + b"changed")
    assert confirm(qtbot, page).endswith(" · 5 refused")
    assert [photo.name for photo in shown.photos.every()] == [week[0].name]
    assert shown.safekeeping.check() == []
    for file, data in copies.items():
        file.write_bytes(data)
    read(qtbot, page, week)
    assert confirm(qtbot, page) == "5 added · 1 already here"


def test_many_files_are_held_without_their_bytes(qtbot: QtBot, page: PhotosPage, tmp_path: Path):
    (tmp_path / "many").mkdir()
    for number in range(150):
        picture(tmp_path / "many" / f"{number:03}.jpg", number, taken=at(number % 50 + 1))
    page.add_paths([tmp_path / "many"])
    sheet = page._imports.sheet
    qtbot.waitUntil(lambda: sheet.isVisible() and not sheet._reading)
    assert sheet.model.rowCount() == 150
    held = [row.found for row in sheet.model.rows]
    assert all(isinstance(one, Candidate) and one.data is None for one in held)
    assert sum(len(row.small) for row in sheet.model.rows) < 150 * 20_000
    sheet._table.selectAll()
    sheet._edits.condition_chosen.emit(Condition.CLEAN)
    assert set(column(sheet, CONDITION)) == {"Clean skin"}


@pytest.mark.usefixtures("qapp")
def test_the_model_keeps_its_promises():
    model = ReviewModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for number in range(12):
        photo = value(number % 9, at(number % 4 + 1), "")
        good = Candidate(Path(f"{number}.jpg"), photo, b"")
        model.extend([good, good] if number % 5 else [good, Refused(Path("bad.jpg"), "No.")])
    model.guess(("front", "left"))
    model.change(range(24), wanted=False, pose="right")
    model.change(range(6), wanted=True)
    model.file_under([0, 1], date(2025, 1, 1), None)
    assert sum(model.counts().values()) == 24
    model.clear()
    assert model.rowCount() == 0
    tester.deleteLater()


def test_new_pictures_of_the_watched_folder_are_announced_and_never_taken(
    qtbot: QtBot,
    page: PhotosPage,
    shown: Library,
    tasks: Tasks,
    look: Look,
    week: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    phone = tmp_path / "Phone"
    (phone / "DCIM").mkdir(parents=True)
    shutil.copy(week[0], phone)
    shutil.copy(week[1], phone / "DCIM")
    (phone / "film.mp4").write_bytes(b"film")
    shown.photos.add([week[1]])
    before = sorted(phone.rglob("*"))
    section = FolderSection(shown, tasks, look)
    qtbot.addWidget(section)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(phone))
    section._ask()
    news = page._imports.news
    qtbot.waitUntil(news.isVisible)
    assert news.sentence == "1 new picture in “Phone”."
    for file in week[2:4]:
        shutil.copy(file, phone / "DCIM")
    qtbot.waitUntil(lambda: news.sentence == "3 new pictures in “Phone”.")
    assert len(shown.photos.every()) == 1
    news.acted.emit()
    sheet = page._imports.sheet
    qtbot.waitUntil(lambda: sheet.isVisible() and not sheet._reading)
    assert not news.isVisible()
    select(sheet, 0)
    QTest.keyClick(sheet._table, Qt.Key.Key_Space)
    QTest.mouseClick(sheet._add, Qt.MouseButton.LeftButton)
    assert not news.isVisible()
    assert ended(qtbot, page) == "2 added · 1 left out"
    assert not news.isVisible()
    qtbot.waitUntil(lambda: not tasks.busy and page._imports.news._watched.fresh == [])
    assert not news.isVisible()
    assert sorted(phone.rglob("*")) == sorted(
        [*before, *(phone / "DCIM" / f.name for f in week[2:4])]
    )


def test_a_folder_with_the_library_in_it_is_not_watched(
    qtbot: QtBot,
    shown: Library,
    tasks: Tasks,
    look: Look,
    monkeypatch: pytest.MonkeyPatch,
):
    section = FolderSection(shown, tasks, look)
    qtbot.addWidget(section)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(shown.folder.parent))
    section._ask()
    assert "another folder" in section.notice.sentence
    assert shown.settings.watched_folder == ""


def test_what_was_left_out_of_the_watched_folder_stays_so_after_a_restart(
    qtbot: QtBot,
    shown: Library,
    tasks: Tasks,
    changes: Changes,
    week: list[Path],
    tmp_path: Path,
):
    phone = tmp_path / "Phone"
    phone.mkdir()
    for file in week[:2]:
        shutil.copy(file, phone)
    shown.choose(lambda now: replace(now, watched_folder=str(phone)))
    before = WatchedFolder(shown, tasks, changes)
    qtbot.waitUntil(lambda: len(before.fresh) == 2 and not tasks.busy)
    before.dismiss(before.fresh[:1])
    qtbot.waitUntil(lambda: not tasks.busy)
    after = WatchedFolder(shown, tasks, changes)
    qtbot.waitUntil(lambda: bool(after.fresh) and not tasks.busy)
    assert after.fresh == before.fresh
    assert len(after.fresh) == 1
    before.deleteLater()
    after.deleteLater()


def test_home_and_end_lead_to_the_first_and_the_last_file(qtbot: QtBot, look: Look):
    model = ReviewModel()
    model.extend([Candidate(Path(f"{day}.jpg"), value(day, at(day), ""), b"") for day in (1, 2, 3)])
    table = ReviewTable(look, model)
    qtbot.addWidget(table)
    table.setCurrentIndex(model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_End)
    assert (table.currentIndex().row(), table.chosen()) == (2, [2])
    QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    assert table.chosen() == [0, 1, 2]
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert (table.currentIndex().row(), table.chosen()) == (2, [0, 1, 2])
    table.setCurrentIndex(model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.currentIndex().row() == 0
    model.deleteLater()


@pytest.mark.usefixtures("qapp")
def test_the_sheet_says_that_a_file_lies_in_the_trash_and_comes_back():
    model = ReviewModel()
    photo = value(1, at(1), "")
    model.extend([Candidate(Path("a.jpg"), photo, b"", in_trash=True)])
    assert model.index(0, STATE).data() == "In the trash, comes back"
    assert model.rows[0].state is State.NEW
    model.deleteLater()
