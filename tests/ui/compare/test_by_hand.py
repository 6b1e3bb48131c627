"""Laying a photo over its reference by hand: it is kept apart, wins, and stays."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from recovery_app.domain.alignment import Aligned, Method, Placement
from recovery_app.services.library import Library
from recovery_app.ui.compare.page import ComparePage
from tests.ui.compare.conftest import Open


def button(page: ComparePage, words: str) -> QPushButton:
    """Find a button by its words."""
    return next(one for one in page.findChildren(QPushButton) if one.text() == words)


def open_editor(page: ComparePage) -> None:
    """Open the editor for the right side."""
    button(page, "Mend by hand").click()
    assert page._stack.currentWidget() is page.mending.editor


def test_keys_move_size_and_turn_and_saving_keeps_it(
    qtbot: QtBot, open_page: Open, shown: Library
) -> None:
    page = open_page()
    photo = page.stage.panes[1].photo
    reference = shown.alignment.references()["front"]
    found = Aligned(Placement(1.02, 1.0, 0.01, 0.0), Method.FEATURES, 0.01)
    shown.alignment.keep(photo, reference, found)
    open_editor(page)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Plus, Qt.Key.Key_Period):
        QTest.keyClick(page.mending.editor.stage, key)
    made = page.mending.editor.stage.placement
    assert made != found.placement
    button(page, "Save placement").click()
    qtbot.waitUntil(lambda: page.stage.panes[1].placement == made)
    # Found once more, as after a new version of the program: hers still wins.
    shown.alignment.keep(photo, reference, found)
    laid = shown.alignment.laid(photo)
    assert laid.aligned is not None
    assert (laid.aligned.placement, laid.aligned.method) == (made, Method.BY_HAND)
    open_editor(page)
    button(page, "Back to what was found").click()
    qtbot.waitUntil(lambda: page.stage.panes[1].placement == found.placement)


def test_two_points_in_each_lay_the_photo(open_page: Open) -> None:
    page = open_page()
    open_editor(page)
    stage = page.mending.editor.stage
    button(page, "Two points").click()
    for x, y in ((300, 200), (500, 200), (320, 210), (520, 210)):
        QTest.mouseClick(stage, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    assert stage.clicks is None
    assert abs(stage.placement.scale - 1) < 1e-9
    assert abs(stage.placement.angle) < 1e-9
    assert stage.placement.dx > 0
    assert stage.placement.dy > 0


def test_cancelling_changes_nothing(open_page: Open, shown: Library) -> None:
    page = open_page()
    photo = page.stage.panes[1].photo
    open_editor(page)
    QTest.keyClick(page.mending.editor.stage, Qt.Key.Key_Right)
    button(page, "Cancel").click()
    assert page._stack.currentIndex() == 0
    assert shown.alignment.laid(photo).aligned is None
