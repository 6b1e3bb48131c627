"""Hiding photos: wherever one is seen nothing of it is left, at once, and after the next start."""

import ast
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from recovery_app.services import library as libraries
from recovery_app.ui.page_pictures import settle
from recovery_app.ui.widgets.hide_button import HideButton
from tests.flows.conftest import Start
from tests.flows.places import PLACES, Shown, fill, today_page

UI = Path(__file__).parents[2] / "recovery_app" / "ui"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with photos in each place where photos are seen."""
    folder = tmp_path_factory.mktemp("full")
    with closing(libraries.create(folder / "library")) as library:
        fill(library, folder / "phone")
    return folder / "library"


@pytest.fixture
def library(full: Path, tmp_path: Path) -> Path:
    shutil.copytree(full, tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def shown(start: Start, library: Path) -> Iterator[Shown]:
    shown = Shown(start(library))
    yield shown
    settle(shown.program.tasks)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_a_photo_that_is_seen_is_not_seen_any_more(
    shown: Shown, place: Callable[[Shown], None]
) -> None:
    place(shown)
    shown.rest()
    assert shown.vivid() > 100
    QTest.keyClick(shown.program.window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert shown.vivid() == 0
    shown.rest()
    assert shown.vivid() == 0
    QTest.keyClick(shown.program.window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert shown.vivid() > 100


def test_nothing_flashes_up_while_pictures_come(start: Start, library: Path) -> None:
    with closing(libraries.open_library(library)) as opened:
        opened.choose(lambda now: replace(now, hide_photos=True))
    shown = Shown(start(library))
    assert shown.vivid() == 0
    for place in PLACES:
        place(shown)
        for _ in range(12):
            loop = QEventLoop()
            QTimer.singleShot(2, loop.quit)
            loop.exec()
            assert shown.vivid() == 0, place.__name__
        shown.rest()
        assert shown.vivid() == 0, place.__name__


def test_the_choice_survives_a_restart_and_the_rail_says_so(start: Start, library: Path) -> None:
    shown = Shown(start(library))
    (button,) = shown.pages.rail.findChildren(HideButton)
    assert (button.text(), button.isChecked()) == ("Hide photos", False)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (button.text(), button.isChecked()) == ("Photos hidden", True)
    shown.rest()
    shown.program.window.close()
    shown.program.leave()
    again = Shown(start(library))
    (button,) = again.pages.rail.findChildren(HideButton)
    assert (button.text(), button.isChecked()) == ("Photos hidden", True)
    again.rest()
    assert again.vivid() == 0
    QTest.keyClick(again.program.window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert again.vivid() > 100
    assert button.text() == "Hide photos"


def test_the_key_works_from_a_field_that_is_being_written_in(shown: Shown) -> None:
    today_page(shown)
    shown.rest()
    fields = [
        one
        for sort in (QPlainTextEdit, QLineEdit)
        for one in shown.program.window.findChildren(sort)
        if one.isVisible()
    ]
    assert fields
    fields[0].setFocus()
    QTest.keyClick(fields[0], Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert shown.program._look.veil.drawn


PAINTING = {"drawImage", "drawPixmap", "drawTiledPixmap", "drawPixmapFragments", "setPixmap"}
ICONS = {"sign", "tick", "cross", "_tick", "_in"}
"""What an icon is called where it is painted."""
CUT = {"photos/small_pictures.py", "photos/review_table.py"}
"""These cut corners with a brush, into a pixmap that is painted elsewhere."""


def test_whatever_paints_a_picture_asks_the_veil() -> None:
    """Only icons may be painted past it; a new place where photos are seen is found here."""
    found: list[str] = []
    for path in UI.rglob("*.py"):
        name = path.relative_to(UI).as_posix()
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or name == "veil.py":
                continue
            paints = isinstance(call.func, ast.Attribute) and call.func.attr in PAINTING
            brushes = ast.unparse(call.func) == "QBrush" and name not in CUT
            if (paints or brushes) and not any(map(harmless, call.args)):
                found.append(f"{name}:{call.lineno}: {ast.unparse(call)}")
    assert found == []


def harmless(argument: ast.expr) -> bool:
    said = ast.unparse(argument.func if isinstance(argument, ast.Call) else argument)
    asked = "veil.pixmap(" in ast.unparse(argument)
    return asked or said.split(".")[-1] in ICONS or said.split(".")[-2:] in LOOKS


LOOKS = (["look", "pixmap"], ["_look", "pixmap"])
