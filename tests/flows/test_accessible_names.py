"""Whoever hears the window instead of seeing it hears a name wherever the keyboard can be."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from recovery_app.services import library as libraries
from recovery_app.ui.page_pictures import VIEWS, settle
from tests.flows.conftest import Start
from tests.flows.places import PLACES, Shown, fill, today


@pytest.fixture
def shown(start: Start, tmp_path: Path) -> Iterator[Shown]:
    with closing(libraries.create(tmp_path / "library")) as library:
        fill(library, tmp_path / "phone")
    shown = Shown(start(tmp_path / "library"))
    yield shown
    settle(shown.program.tasks)


def test_whatever_takes_the_keyboard_has_a_name(shown: Shown) -> None:
    nameless: set[str] = set()
    seen = 0
    for view in VIEWS.values():
        view(shown.pages, today())
        shown.rest()
        seen += look(shown, nameless)
    for place in PLACES:
        place(shown)
        shown.rest()
        seen += look(shown, nameless)
    assert seen > 200
    assert not nameless, ", ".join(nameless)


def look(shown: Shown, nameless: set[str]) -> int:
    """Note what takes the keyboard on the page that is open and has no name; return how many do."""
    every = [one for one in shown.program.window.findChildren(QWidget) if takes_keyboard(one)]
    for one in every:
        interface = QAccessible.queryAccessibleInterface(one)
        if not (interface and interface.text(QAccessible.Text.Name).strip()):
            within = one.parentWidget()
            nameless.add(f"{type(one).__name__} in {type(within).__name__}")
    return len(every)


def takes_keyboard(one: QWidget) -> bool:
    """Whether the keyboard can be on it; what hands it on, such as the inside of a field, is not."""
    return (
        one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
    )
