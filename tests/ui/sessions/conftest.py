"""The Sessions page in a window that has the keyboard, on a real library."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain import moments
from recovery_app.domain.sessions import Pass, Session, Step
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.sessions.page import SessionsPage
from recovery_app.ui.sessions.suggest_field import SuggestField
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look


class Desk:
    """Drives the page by clicks and keys, and waits until everything is on disk and shown."""

    def __init__(self, page: SessionsPage, tasks: Tasks, library: Library, qtbot: QtBot) -> None:
        self.page, self.library = page, library
        self._tasks, self._qtbot = tasks, qtbot

    @property
    def form(self) -> QWidget:
        """The form."""
        return self.page.form.form

    @property
    def rows(self) -> list[list[str]]:
        """What the list says, row by row."""
        table = self.page.list.table
        return [
            [table.index(row, column).data() for column in range(table.columnCount())]
            for row in range(table.rowCount())
        ]

    @property
    def saved(self) -> list[Session]:
        """What is on disk, from first to last."""
        return [one.session for one in self.library.sessions.every()]

    def settle(self) -> None:
        """Wait until the lanes have nothing left to do and all of it is in sight."""
        self._qtbot.waitUntil(lambda: not self._tasks.busy)
        QTest.qWait(0)  # rows just added are put into sight by the event loop

    def press(self, words: str, inside: QWidget | None = None) -> None:
        """Click the button that is called so, then wait."""
        button = self.button(words, inside)
        # A tick's words may end long before its widget does.
        spot = QPoint(12, button.height() // 2)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=spot)
        self.settle()

    def button(self, words: str, inside: QWidget | None = None) -> QAbstractButton:
        """Find a button in sight by what it is called."""
        found = [
            one
            for one in (inside or self.page).findChildren(QAbstractButton)
            if words in (one.text(), one.accessibleName()) and one.isVisible()
        ]
        assert found, f"no button {words!r} in sight"
        return found[0]

    def type_into(self, name: str, text: str, inside: QWidget | None = None) -> QLineEdit:
        """Replace what stands in the field that is called so, key by key, and leave it."""
        line = self.field(name, inside)
        line.setFocus()
        line.selectAll()
        if text:
            QTest.keyClicks(line, text)
        else:
            QTest.keyClick(line, Qt.Key.Key_Delete)
        QTest.keyClick(line, Qt.Key.Key_Tab)
        self.settle()
        return line

    def field(self, name: str, inside: QWidget | None = None) -> QLineEdit:
        """Find a line in sight by what it is called."""
        around = inside or self.page
        found = [
            one
            for one in around.findChildren(QLineEdit)
            if one.accessibleName() == name and one.isVisible()
        ]
        assert found, f"no field {name!r} in sight"
        return found[0]

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key where the keyboard is, then wait."""
        target = self.page.window().focusWidget() or self.page
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)
        self.settle()

    def offered(self, name: str) -> list[str]:
        """List what a field that is called so offers."""
        field = next(
            one
            for one in self.page.findChildren(SuggestField)
            if one.accessibleName() == name and one.isVisible()
        )
        return [field.itemText(at) for at in range(field.count())]

    def said(self) -> str:
        """Read everything in sight."""
        words = [one.text() for one in self.page.findChildren(QLabel) if one.isVisible()]
        return "\n".join(words)


@pytest.fixture
def desk(
    qtbot: QtBot, shown: Library, tasks: Tasks, changes: Changes, history: History, look: Look
) -> Iterator[Desk]:
    """The page, with the window's Undo."""
    page = SessionsPage(shown, tasks, changes, history, look)
    window = QMainWindow()
    window.setCentralWidget(page)
    undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), window)
    undo.activated.connect(history.undo)
    window.resize(1180, 760)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk = Desk(page, tasks, shown, qtbot)
    desk.settle()
    yield desk
    desk.settle()
    window.close()
    window.deleteLater()


def days_ago(count: int) -> date:
    """Count back from today."""
    return moments.today() - timedelta(days=count)


def session(day: date, **named: object) -> Session:
    """Make a session as a clinic's card describes it."""
    fields: dict[str, object] = {
        "kind": "pico-toning",
        "device": "PicoPlus",
        "clinic": "Skin Clinic",
        "steps": (Step("numbing cream", minutes=30), Step("laser")),
        "passes": (Pass("Pico Toning", 1064, "450 ps", 8, 0.6, 10, 2200, "sparks"),),
        "pain": 3,
        "cost": Decimal(450),
        "currency": "SGD",
        "advice": "Come back in five weeks.",
        **named,
    }
    return Session("", day, **fields)  # pyright: ignore[reportArgumentType] - a test's shorthand
