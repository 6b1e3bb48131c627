"""A stage for single parts of the kit: a real window, in the light theme, with the keyboard."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain.settings import Theme as Choice
from recovery_app.ui.theme import Look, apply

Place = Callable[..., None]
Heard = Callable[[SignalInstance], list[tuple[Any, ...]]]


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """The light theme."""
    look = apply(qapp, Choice.LIGHT)
    yield look
    look.deleteLater()


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    """Put parts one under the other into a window that has the keyboard."""
    windows: list[QWidget] = []

    def put(*parts: QWidget, width: int = 700) -> None:
        window = QWidget()
        qtbot.addWidget(window)
        windows.append(window)
        top = 0
        for part in parts:
            part.setParent(window)
            height = part.sizeHint().height()
            part.setGeometry(0, top, min(width, max(width, part.minimumWidth())), height)
            part.show()
            top += height
        window.resize(width, max(top, 40))
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    return put


@pytest.fixture
def heard() -> Heard:
    """Write down everything that a signal says from now on."""

    def listen(signal: SignalInstance) -> list[tuple[Any, ...]]:
        said: list[tuple[Any, ...]] = []
        signal.connect(lambda *words: said.append(words))
        return said

    return listen


def spoken(part: QObject) -> QAccessibleInterface:
    """What a screen reader finds of a part."""
    found = QAccessible.queryAccessibleInterface(part)
    assert found is not None
    return found


@pytest.fixture
def reader() -> "Reader":
    """A screen reader."""
    return Reader()


class Reader:
    """Finds, reads and presses parts as a screen reader does."""

    def name(self, part: QObject) -> str:
        """Read a part's name."""
        return spoken(part).text(QAccessible.Text.Name)

    def about(self, part: QObject) -> str:
        """Read what is said after a part's name."""
        return spoken(part).text(QAccessible.Text.Description)

    def role(self, part: QObject) -> QAccessible.Role:
        """Read what sort of part it is."""
        return spoken(part).role()

    def press(self, part: QObject, name: str, action: str = "Toggle") -> None:
        """Find a part by its name among the parts inside and press it."""
        actions = spoken(self.find(part, name)).actionInterface()
        assert actions is not None
        assert action in actions.actionNames()
        actions.doAction(action)

    def find(self, part: QObject, name: str) -> QObject:
        """Find a part by its name among the parts inside."""
        around = spoken(part)
        names: list[str] = []
        for index in range(around.childCount()):
            child = around.child(index)
            assert child is not None
            names.append(child.text(QAccessible.Text.Name))
            if names[-1] == name:
                return child.object()
        raise AssertionError(f"{name!r} is not among {names}")
