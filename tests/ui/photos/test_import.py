"""Bringing photos in through the page: real files, real threads, nothing skipped silently."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain.photos import DateSource
from recovery_app.services.importing import Candidate, Summary, look_at
from recovery_app.services.library import Library
from recovery_app.ui.history import History
from recovery_app.ui.photos.import_bar import ImportBar
from recovery_app.ui.photos.import_run import Choice, ImportRun, Order
from recovery_app.ui.photos.page import PhotosPage
from recovery_app.ui.photos.review_sheet import ReviewSheet
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.widgets.empty_state import EmptyState
from tests.dragging import entering, falling
from tests.ui.photos.drawn import at, day_ago, picture

Open = Callable[[], PhotosPage]


@pytest.fixture
def page(open_page: Open) -> PhotosPage:
    """The page of an empty library."""
    return open_page()


def bar_of(page: PhotosPage) -> ImportBar:
    bar = page.findChild(ImportBar)
    assert isinstance(bar, ImportBar)
    return bar


def button(within: QWidget, name: str) -> QAbstractButton:
    found = [
        one
        for one in within.findChildren(QAbstractButton)
        if name == (one.text() or one.accessibleName())
    ]
    return next(one for one in found if one.isVisible())


def summary(page: PhotosPage) -> str:
    label = bar_of(page).findChild(QLabel)
    assert isinstance(label, QLabel)
    return label.text()


def files_told(page: PhotosPage) -> dict[str, str]:
    view = bar_of(page).findChild(QTreeView)
    assert isinstance(view, QTreeView)
    model = view.model()
    return {
        model.index(row, 0).data(): model.index(row, 1).data() for row in range(model.rowCount())
    }


def sheet_of(page: PhotosPage) -> ReviewSheet:
    sheet = page.findChild(ReviewSheet)
    assert isinstance(sheet, ReviewSheet)
    return sheet


def wait_for_sheet(qtbot: QtBot, page: PhotosPage) -> ReviewSheet:
    sheet = sheet_of(page)
    qtbot.waitUntil(lambda: sheet.isVisible() and not sheet._reading)
    return sheet


def wait_for_summary(qtbot: QtBot, page: PhotosPage) -> None:
    """Confirm what the sheet proposes, and wait until it is done."""
    sheet = wait_for_sheet(qtbot, page)
    click(sheet._add)
    wait_for_end(qtbot, page)


def wait_for_end(qtbot: QtBot, page: PhotosPage) -> None:
    button = bar_of(page)._cross
    qtbot.waitUntil(button.isVisible)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_every_file_is_named_with_what_became_of_it(
    qtbot: QtBot, page: PhotosPage, shown: Library, tmp_path: Path
):
    stamp = at(3, "21:04")
    camera = picture(tmp_path / "camera.jpg", 1, taken=stamp)
    named = picture(tmp_path / f"IMG_{day_ago(5):%Y%m%d}_101500.png", 2)
    plain = picture(tmp_path / "plain.webp", 3)
    os.utime(plain, (at(7).timestamp(), at(7).timestamp()))
    again = tmp_path / "again.jpg"
    again.write_bytes(camera.read_bytes())
    short = tmp_path / "short.jpg"
    short.write_bytes(camera.read_bytes()[:400])
    text = tmp_path / "words.jpg"
    text.write_text("no picture")
    nothing = tmp_path / "empty.png"
    nothing.touch()
    gone = tmp_path / "gone.jpg"

    page.add_paths([camera, named, plain, again, short, text, nothing, gone])
    wait_for_summary(qtbot, page)

    assert summary(page) == "3 added · 1 already here · 4 refused"
    told = files_told(page)
    assert set(told) == {
        path.name for path in (camera, named, plain, again, short, text, nothing, gone)
    }
    assert told["camera.jpg"] == (
        f"Added: {stamp:%a} {stamp.day} {stamp:%b %Y}, 21:04, date from the camera (EXIF)"
    )
    assert told[named.name].endswith("10:15, date from the file name")
    assert told["plain.webp"].endswith("12:00, date from the file time")
    assert told["again.jpg"].startswith("Already here, taken ")
    assert told["short.jpg"].endswith(".")
    assert told["words.jpg"].startswith("This is not a picture")
    assert told["empty.png"] == "The file is empty."
    assert "is not there" in told["gone.jpg"]
    assert [photo.source for photo in shown.photos.every()] == [
        DateSource.FILE_TIME,
        DateSource.FILE_NAME,
        DateSource.EXIF,
    ]
    qtbot.waitUntil(lambda: page._model.rowCount() == 3)


def test_a_whole_import_is_taken_back_by_one_undo(
    qtbot: QtBot, page: PhotosPage, shown: Library, history: History, tmp_path: Path
):
    files = [picture(tmp_path / f"{shade}.jpg", shade) for shade in range(6)]
    page.add_paths(files)
    wait_for_summary(qtbot, page)
    assert summary(page) == "6 added"
    assert history.latest is not None
    assert history.latest.words == "6 photos added"
    click(button(bar_of(page), "Undo"))
    qtbot.waitUntil(lambda: shown.photos.every() == [])
    qtbot.waitUntil(lambda: page._model.rowCount() == 0)
    assert len(shown.trash.look()) == 6
    assert not bar_of(page).isVisible()


def test_undo_is_offered_only_while_it_would_take_back_the_import(
    qtbot: QtBot, page: PhotosPage, history: History, tmp_path: Path
):
    page.add_paths([picture(tmp_path / "one.jpg")])
    wait_for_summary(qtbot, page)
    undo = button(bar_of(page), "Undo")
    history.add("Redness", datetime.now().astimezone(), lambda: None)
    assert not undo.isVisible()
    history.undo()
    qtbot.waitUntil(undo.isVisible)


def test_folders_are_gone_through_and_one_without_pictures_is_named(
    qtbot: QtBot, page: PhotosPage, shown: Library, tmp_path: Path
):
    (tmp_path / "trip" / "below").mkdir(parents=True)
    (tmp_path / "none").mkdir()
    picture(tmp_path / "trip" / "one.jpg", 1)
    picture(tmp_path / "trip" / "below" / "two.bmp", 2)
    (tmp_path / "trip" / "Thumbs.db").write_bytes(b"x")
    page.add_paths([tmp_path / "trip", tmp_path / "none"])
    wait_for_summary(qtbot, page)
    assert summary(page) == "2 added · 1 refused"
    assert "There are no pictures" in files_told(page)["none"]
    assert {photo.name for photo in shown.photos.every()} == {"one.jpg", "two.bmp"}


def test_pose_and_day_that_she_named_are_kept(
    qtbot: QtBot, page: PhotosPage, shown: Library, tmp_path: Path
):
    page.add_paths([picture(tmp_path / "one.jpg", taken=at(8))], "left", day_ago(2))
    wait_for_end(qtbot, page)
    assert page.findChild(ReviewSheet) is None
    (photo,) = shown.photos.every()
    assert (photo.pose, photo.day, photo.source) == ("left", day_ago(2), DateSource.GIVEN)
    assert files_told(page)["one.jpg"].endswith("date given by you")


def test_files_added_while_an_import_runs_join_it(qtbot: QtBot, page: PhotosPage, tmp_path: Path):
    page.add_paths([picture(tmp_path / f"a{shade}.jpg", shade) for shade in range(3)])
    page.add_paths([picture(tmp_path / f"b{shade}.jpg", 50 + shade) for shade in range(2)])
    wait_for_summary(qtbot, page)
    assert summary(page) == "5 added"


def test_files_are_taken_by_drop(qtbot: QtBot, page: PhotosPage, shown: Library, tmp_path: Path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture(tmp_path / "dropped.jpg")))])
    enter = entering(data, (300, 300))
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    assert page._dropping.sign.isVisible()
    QApplication.sendEvent(page, falling(data, (300, 300)))
    assert not page._dropping.sign.isVisible()
    wait_for_summary(qtbot, page)
    assert [photo.name for photo in shown.photos.every()] == ["dropped.jpg"]


def test_a_drop_of_words_is_not_welcome(page: PhotosPage):
    data = QMimeData()
    data.setText("words")
    QApplication.sendEvent(page, entering(data, (300, 300)))
    assert not page._dropping.sign.isVisible()


def test_a_picture_is_pasted_as_it_is(qtbot: QtBot, page: PhotosPage, shown: Library):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_for_summary(qtbot, page)
    (photo,) = shown.photos.every()
    assert (photo.suffix, photo.width, photo.height, photo.day) == (".png", 40, 30, day_ago(0))
    assert photo.name == f"Pasted picture {photo.taken_at:%Y-%m-%d %H.%M.%S}.png"
    assert photo.source is DateSource.FILE_NAME
    kept = QImage(str(shown.folder / photo.file))
    assert kept.pixelColor(20, 15).name() == "#336699"


def test_files_are_pasted_and_nothing_else_is(
    qtbot: QtBot, page: PhotosPage, shown: Library, tmp_path: Path
):
    QGuiApplication.clipboard().setText("words")
    QTest.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page._notice.sentence == "There is no picture on the clipboard."
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture(tmp_path / "copied.jpg")))])
    QGuiApplication.clipboard().setMimeData(data)
    QTest.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_for_summary(qtbot, page)
    assert [photo.name for photo in shown.photos.every()] == ["copied.jpg"]


def test_the_buttons_ask_for_files_or_a_folder(
    qtbot: QtBot, page: PhotosPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    one = picture(tmp_path / "one.jpg", 1)
    (tmp_path / "more").mkdir()
    picture(tmp_path / "more" / "two.jpg", 2)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(one)], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "more"))
    click(button(page, "Add photos"))
    wait_for_summary(qtbot, page)
    assert summary(page).startswith("1 added: Front")
    click(button(page, "Add a folder"))
    wait_for_summary(qtbot, page)
    assert set(files_told(page)) == {"two.jpg"}


def test_nothing_happens_where_no_file_was_chosen(
    page: PhotosPage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    click(button(page, "Add photos"))
    click(button(page, "Add a folder"))
    assert not bar_of(page).isVisible()


def test_the_list_of_files_folds_and_shows_what_became_of_the_longest_name(
    qtbot: QtBot, page: PhotosPage, tmp_path: Path
):
    page.add_paths([picture(tmp_path / f"{'long ' * 45}.jpg")])
    wait_for_summary(qtbot, page)
    view = bar_of(page).findChild(QTreeView)
    assert isinstance(view, QTreeView)
    assert not view.isVisible()
    click(button(bar_of(page), "Show files"))
    assert view.isVisible()
    assert view.columnViewportPosition(1) < view.viewport().width() / 2
    assert view.header().length() <= view.viewport().width()
    click(button(bar_of(page), "Hide files"))
    assert not view.isVisible()
    click(button(bar_of(page), "Close"))
    assert not bar_of(page).isVisible()


def test_cancelling_keeps_what_is_in_and_names_what_was_not_tried(
    qtbot: QtBot, shown: Library, tasks: Tasks, history: History, tmp_path: Path
):
    files = [picture(tmp_path / f"{shade}.jpg", shade) for shade in range(12)]
    files.append(tmp_path / "twin.jpg")
    files[-1].write_bytes(files[-2].read_bytes())
    run = ImportRun(shown, tasks, history)
    counts: list[tuple[int, int]] = []

    def on_progress(done: int, known: int) -> None:
        counts.append((done, known))
        if done == 3:
            run.cancel()

    run.progress.connect(on_progress)
    with qtbot.waitSignal(run.finished) as finished:
        run.add(ordered(shown, files))
    assert finished.args is not None
    summary = finished.args[0]
    assert isinstance(summary, Summary)
    assert 3 <= len(summary.added) < 12
    assert {one.name for one in summary.untried} == {one.name for one in files} - {
        one.name for one in summary.added
    }
    assert {one.id for one in summary.added} == {one.id for one in shown.photos.every()}
    assert [done for done, _ in counts] == sorted(done for done, _ in counts)
    assert {known for _, known in counts} == {12}


def ordered(library: Library, files: list[Path]) -> Order:
    """Choose everything as it is."""
    looked = [look_at(library.photos, file) for file in files]
    return Order([Choice(one, one.photo) for one in looked if isinstance(one, Candidate)])


def test_cancel_is_a_button_of_the_page(
    qtbot: QtBot, page: PhotosPage, shown: Library, tmp_path: Path
):
    files = [picture(tmp_path / f"{shade}.jpg", shade) for shade in range(20)]
    page.add_paths(files)
    click(wait_for_sheet(qtbot, page)._add)
    (state,) = [one for one in page.findChildren(EmptyState) if one.isVisible()]
    assert state.label.text() == "Your photos appear here in a moment."
    click(button(bar_of(page), "Cancel"))
    wait_for_end(qtbot, page)
    count = len(shown.photos.every())
    assert count < 20
    assert f"{20 - count} not tried" in summary(page)
    told = files_told(page)
    assert len(told) == 20
    assert list(told.values()).count("Not tried, because you cancelled") == 20 - count
    assert shown.safekeeping.check() == []


def test_a_library_that_cannot_be_written_refuses_with_its_sentence(
    qtbot: QtBot, page: PhotosPage, shown: Library, tmp_path: Path
):
    photos = shown.folder / "photos"
    for left in photos.glob("*"):
        left.rmdir()
    photos.rmdir()
    photos.write_text("in the way")
    page.add_paths([picture(tmp_path / "one.jpg", 1), picture(tmp_path / "two.jpg", 2)])
    wait_for_summary(qtbot, page)
    assert summary(page) == "2 refused"
    assert all(said.endswith(".") for said in files_told(page).values())
    assert shown.photos.every() == []


def test_few_files_are_in_memory_at_a_time(
    qtbot: QtBot, shown: Library, tasks: Tasks, history: History, tmp_path: Path
):
    files = [picture(tmp_path / f"{shade}.jpg", shade) for shade in range(15)]
    run = ImportRun(shown, tasks, history)
    most: list[int] = []
    run.progress.connect(lambda _done, _known: most.append(run._busy))
    with qtbot.waitSignal(run.finished):
        run.add(ordered(shown, files))
    assert 1 <= max(most) <= 2


REAL = Path(__file__).parents[4] / "shared" / "photos"


@pytest.mark.skipif(not REAL.is_dir(), reason="the real photos are not there")
def test_real_photos_come_in_and_broken_ones_are_named(
    qtbot: QtBot, page: PhotosPage, shown: Library
):
    page.add_paths([REAL])
    wait_for_summary(qtbot, page)
    bad = {file.name for file in REAL.iterdir() if file.name.startswith("bad-")}
    good = {file.name for file in REAL.iterdir() if file.is_file()} - bad
    assert {photo.name for photo in shown.photos.every()} == good
    told = files_told(page)
    assert set(told) == good | bad
    assert all(told[name].endswith(".") for name in bad)
    assert "date from the camera (EXIF)" in told["camera-iphone.heic"]
    qtbot.waitUntil(lambda: page._model.rowCount() == len(good))
