"""The trash as pictures: what is left of its days, the way back, and the end after a question."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain.photos import Photo
from recovery_app.services.library import Library
from recovery_app.ui.history import History
from recovery_app.ui.photos.page import PhotosPage
from recovery_app.ui.photos.trash_face import TrashFace
from recovery_app.ui.widgets.empty_state import EmptyState
from tests.beside_trash import added_beside

Open = Callable[[], PhotosPage]


def button(within: QWidget, name: str) -> QAbstractButton:
    found = [one for one in within.findChildren(QAbstractButton) if one.text() == name]
    return next(one for one in found if one.isVisible())


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def page(photos: list[Photo], shown: Library, open_page: Open) -> PhotosPage:
    """The page of a library whose first five photos are in the trash."""
    shown.photos.remove([one.id for one in photos[:5]])
    return open_page()


@pytest.fixture
def trash(page: PhotosPage, qtbot: QtBot) -> TrashFace:
    """Its trash, read."""
    click(button(page, "Trash"))
    face = page.findChild(TrashFace)
    assert isinstance(face, TrashFace)
    qtbot.waitUntil(lambda: face.grid.isVisible() and face._model.rowCount() == 5)
    face.grid.setFocus()
    return face


def keep_only(trash: TrashFace, *rows: int) -> list[str]:
    trash.grid.clearSelection()
    for row in rows:
        flag = trash.grid.selectionModel().SelectionFlag.Select
        trash.grid.selectionModel().select(trash._model.index(row), flag)
    return [trash._model.rows[row].photo.id for row in rows]


def test_deleted_photos_are_pictures_that_say_how_long_they_stay(
    trash: TrashFace, page: PhotosPage, qtbot: QtBot
):
    assert {one.left for one in trash._model.rows} == {30}
    spoken = trash._model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(", 30 days left")
    assert trash._count.text() == "5 photos in the trash"
    # The pictures are read from where the files lie now.
    first = trash._model.rows[0].photo
    qtbot.waitUntil(lambda: page._pictures.pixmap(first) is not None)
    assert not page._pictures.is_unreadable(first)
    assert not button(page, "Add photos").isHidden()


def test_some_come_back_and_undo_puts_them_into_the_trash_again(
    trash: TrashFace, page: PhotosPage, shown: Library, history: History, qtbot: QtBot
):
    ids = keep_only(trash, 1, 3)
    click(button(trash.bar, "Bring back"))
    qtbot.waitUntil(lambda: trash._model.rowCount() == 3)
    assert {shown.photos.find(one).id for one in ids} == set(ids)
    qtbot.waitUntil(page._notice.isVisible)
    assert page._notice.sentence == "2 photos are back."
    qtbot.waitUntil(lambda: page._model.rowCount() == 15)
    click(button(page._notice, "Undo"))
    qtbot.waitUntil(lambda: trash._model.rowCount() == 5)
    assert history.latest is None


def with_keyboard() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_the_end_is_asked_for_in_place_and_by_key(
    trash: TrashFace, shown: Library, history: History, qtbot: QtBot
):
    ids = keep_only(trash, 0, 1)
    QTest.keyClick(trash.grid, Qt.Key.Key_Delete)
    assert trash._notice.isVisible()
    assert trash._notice.sentence == "These 2 photos cannot come back after this."
    assert len(shown.trash.photos()) == 5
    # Escape answers no, and the keyboard is back at the photos.
    QTest.keyClick(with_keyboard(), Qt.Key.Key_Escape)
    assert not trash._notice.isVisible()
    assert trash.grid.hasFocus()
    assert len(shown.trash.photos()) == 5
    QTest.keyClick(trash.grid, Qt.Key.Key_Delete)
    QTest.keyClick(with_keyboard(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: trash._model.rowCount() == 3)
    assert not {one.photo.id for one in shown.trash.photos()} & set(ids)
    assert history.latest is None
    assert shown.safekeeping.check() == []


def test_a_question_holds_for_what_was_selected_then(trash: TrashFace):
    keep_only(trash, 0)
    click(button(trash.bar, "Delete for good"))
    assert trash._notice.isVisible()
    keep_only(trash, 1)
    assert not trash._notice.isVisible()


def test_the_last_one_leaves_an_empty_trash_that_leads_back(
    trash: TrashFace, page: PhotosPage, qtbot: QtBot
):
    trash.grid.selectAll()
    click(button(trash.bar, "Bring back"))
    (state,) = trash.findChildren(EmptyState)
    qtbot.waitUntil(state.isVisible)
    click(button(state, "Show the photos"))
    assert page._grid.isVisible()
    assert page._model.rowCount() == 18


def test_one_whose_bytes_are_here_again_stays_and_says_why(
    page: PhotosPage, trash: TrashFace, shown: Library, photos: list[Photo], qtbot: QtBot
):
    twin = shown.folder / "trash" / f"{photos[0].sha256}{photos[0].suffix}"
    added_beside(shown, twin)
    trash.grid.selectAll()
    click(button(trash.bar, "Bring back"))
    qtbot.waitUntil(lambda: trash._model.rowCount() == 1)
    qtbot.waitUntil(page._notice.isVisible)
    assert page._notice.sentence.startswith("1 photo stays in the trash")


def test_the_trash_of_a_library_without_photos_can_be_reached(
    photos: list[Photo], shown: Library, open_page: Open, qtbot: QtBot
):
    shown.photos.remove([one.id for one in photos])
    page = open_page()
    click(button(page, "Trash"))
    face = page._faces.trash
    qtbot.waitUntil(lambda: face._model.rowCount() == 18)
