"""Dragging photos out of the window: copies that say when but not where, gone when it closes."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain.photos import Photo
from recovery_app.services.library import Library
from recovery_app.ui.photos.matrix_model import CELL
from recovery_app.ui.photos.page import PhotosPage
from recovery_app.ui.tasks import Tasks
from tests.ui.photos.drawn import day_ago

Open = Callable[[], PhotosPage]
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def carried(monkeypatch: pytest.MonkeyPatch) -> list[list[Path]]:
    """What the pointer was given to carry: offscreen there is nowhere to drop it."""
    found: list[list[Path]] = []

    def carry(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        found.append([Path(url.toLocalFile()) for url in drag.mimeData().urls()])
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", carry)
    return found


def drag(page: PhotosPage, row: int) -> None:
    grid = page._grid
    middle = grid.visualRect(grid.model().index(row, 0)).center()
    QTest.mousePress(grid.viewport(), LEFT, NONE, middle)
    QTest.mouseMove(grid.viewport(), middle + QPoint(15, 15))
    QTest.mouseMove(grid.viewport(), middle + QPoint(40, 40))


def move(widget: QWidget, there: QPoint) -> None:
    """Move the pointer with the button held, which `QTest.mouseMove` cannot."""
    where, on_screen = QPointF(there), QPointF(widget.mapToGlobal(there))
    event = QMouseEvent(QEvent.Type.MouseMove, where, on_screen, LEFT, LEFT, NONE)
    QApplication.sendEvent(widget, event)


def let_go(page: PhotosPage) -> None:
    QTest.mouseRelease(page._grid.viewport(), LEFT, NONE, QPoint(2, 2))


def test_a_dragged_photo_is_a_copy_with_its_date_that_goes_at_the_end(
    photos: list[Photo],
    open_page: Open,
    shown: Library,
    carried: list[list[Path]],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
):
    page = open_page()
    assert len(photos) == 18
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: LEFT)
    drag(page, 0)
    qtbot.waitUntil(lambda: len(carried) == 1)
    let_go(page)
    ((copy,),) = carried
    assert copy.name.startswith(day_ago(7).isoformat())
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    with Image.open(copy) as image:
        exif = image.getexif()
        assert exif.get_ifd(0x8769)[0x9003].startswith(f"{day_ago(7):%Y:%m:%d}")
        assert not exif.get_ifd(0x8825)
    assert shown.folder not in copy.parents
    page.finish()
    assert not copy.parent.exists()


def test_all_that_is_selected_goes_along_and_is_copied_once(
    photos: list[Photo],
    open_page: Open,
    carried: list[list[Path]],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
):
    page = open_page()
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: LEFT)
    page._grid.select_rows(0, 2)
    drag(page, 1)
    qtbot.waitUntil(lambda: len(carried) == 1)
    let_go(page)
    page._grid.select_rows(0, 2)
    page._grid.startDrag(Qt.DropAction.CopyAction)
    assert len(carried) == 2
    assert carried[0] == carried[1]
    assert len(set(carried[0])) == 3
    assert {one.day for one in photos[15:]} == {day_ago(7)}
    page.finish()


def test_a_photo_is_dragged_out_of_the_matrix_and_not_opened(
    photos: list[Photo],
    open_page: Open,
    carried: list[list[Path]],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
):
    page = open_page()
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: LEFT)
    page._show_face("matrix")
    view = page._faces.matrix.view
    opened: list[str] = []
    view.opened.connect(opened.append)
    columns = range(view.model().columnCount())
    index = next(
        one
        for at in columns
        if (one := view.model().index(0, at)).data(CELL) and one.data(CELL).shown is not None
    )
    middle = view.visualRect(index).center()
    QTest.mousePress(view.viewport(), LEFT, NONE, middle)
    # A quiver of the hand is no drag.
    move(view.viewport(), middle + QPoint(2, 1))
    assert page._drag_out._folder is None
    move(view.viewport(), middle + QPoint(30, 30))
    qtbot.waitUntil(lambda: len(carried) == 1)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, middle)
    ((copy,),) = carried
    shown = index.data(CELL).shown.photo
    assert copy.name.startswith(shown.day.isoformat())
    assert opened == []
    assert len(photos) == 18
    page.finish()


def test_letting_go_before_the_copies_are_there_carries_nothing(
    photos: list[Photo], open_page: Open, carried: list[list[Path]], qtbot: QtBot
):
    page = open_page()
    page._grid.select_rows(0, 0)
    page._grid.startDrag(Qt.DropAction.CopyAction)
    qtbot.waitUntil(lambda: len(page._drag_out._made) == 1)
    assert carried == []
    assert len(photos) == 18
    page.finish()


def test_an_original_that_is_gone_is_told(
    photos: list[Photo], open_page: Open, shown: Library, qtbot: QtBot
):
    page = open_page()
    (shown.folder / photos[15].file).unlink()
    page._grid.select_rows(0, 0)
    page._grid.startDrag(Qt.DropAction.CopyAction)
    qtbot.waitUntil(page._notice.isVisible)
    page.finish()


def test_copies_that_are_made_while_it_closes_go_too(
    photos: list[Photo],
    open_page: Open,
    shown: Library,
    tasks: Tasks,
    monkeypatch: pytest.MonkeyPatch,
):
    page = open_page()
    begun, closed = Event(), Event()
    places: list[Path] = []
    write = shown.copies.write

    def slowly(wanted: list[Photo], folder: Path) -> list[Path]:
        places.append(folder)
        copies = write(wanted[:1], folder)
        begun.set()
        assert closed.wait(10)
        folder.mkdir(exist_ok=True)  # as if the last one had been written while all of them went
        return [*copies, *write(wanted[1:], folder)]

    monkeypatch.setattr(shown.copies, "write", slowly)
    page._drag_out.begin(photos[:2])
    assert begun.wait(10)
    page.finish()
    closed.set()
    tasks.stop()
    (place,) = places
    assert not place.exists()
