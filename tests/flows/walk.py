"""From a phone's roll to the proof that it is better, through the window by clicks and keys.

The same walk goes with a few small photos among the tests and with 600 of a camera's size in
`make torture`.
"""

from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QWidget

from recovery_app.domain.sessions import Session
from recovery_app.services import library as libraries
from recovery_app.ui.compare.page import ComparePage
from recovery_app.ui.compare.timelapse import TimeLapseView
from recovery_app.ui.photos.filters import PhotoFilters
from recovery_app.ui.photos.grid import PhotoGrid
from recovery_app.ui.photos.import_bar import ImportBar
from recovery_app.ui.photos.matrix_model import CELL
from recovery_app.ui.photos.matrix_view import MatrixView
from recovery_app.ui.photos.page import PhotosPage
from recovery_app.ui.photos.review_sheet import ReviewSheet
from recovery_app.ui.photos.viewer import PhotoViewer
from recovery_app.ui.program import Program
from tests.flows.roll import Roll

CTRL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
LOOK_MS = 20
SELDOM_MS = 100
"""Milliseconds between two looks at what is measured: looking takes the window's own time."""
GLANCE_MS = 150
FOR_EVER = 20 * 60_000
"""Milliseconds after which something hangs."""
WidgetT = TypeVar("WidgetT", bound=QWidget)


def with_sessions(folder: Path, roll: Roll) -> Path:
    """Make a library that knows of the two sessions and of no photo yet."""
    with closing(libraries.create(folder)) as library:
        for day in roll.sessions:
            library.sessions.save(Session("", day, "pico-toning"))
    return folder


class Walk:
    """Does what she does; each step ends once all of it is shown."""

    def __init__(self, program: Program) -> None:
        self._program = program
        program.window.activateWindow()
        until(program.window.isActiveWindow)

    def open_photos(self) -> None:
        """Go to the Photos page."""
        self._go_to(3, PhotosPage)

    def look_through(self, roll: Roll) -> ReviewSheet:
        """Choose the roll's folder and wait until the review sheet holds every file."""
        page = self._page()
        with answered("getExistingDirectory", str(roll.folder)):
            self._press("Add a folder")
        sheet = page.findChildren(ReviewSheet)[0]
        # A disabled button says that files are still being read.
        until(lambda: sheet.isVisible() and self._can_add(sheet), SELDOM_MS)
        return sheet

    def bring_in(self, count: int) -> str:
        """Confirm the sheet and return what became of the files."""
        (bar,) = self._page().findChildren(ImportBar)
        self._press(f"Add {count} photos")
        until(lambda: self._buttons(bar, "Show files") != [], SELDOM_MS)
        return _words_on(bar)

    def browse(self) -> int:
        """Go through the grid by keys, and through a few photos in the viewer; count the photos."""
        (grid,) = self._page().findChildren(PhotoGrid)
        until(lambda: grid.model().rowCount() > 0)
        grid.setFocus()
        for key in (Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
            QTest.keyClick(grid, key)
            look()
        QTest.keyClick(grid, Qt.Key.Key_Return)
        viewer = self._shown(PhotoViewer)
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Plus, Qt.Key.Key_Escape):
            look()
            QTest.keyClick(viewer.canvas, key)
        until(grid.isVisible)
        return grid.model().rowCount()

    def filter_by(self, pose: str) -> int:
        """Show one pose alone, count its photos, and show all of them again."""
        page = self._page()
        (grid,) = page.findChildren(PhotoGrid)
        (filters,) = page.findChildren(PhotoFilters)
        self._press(pose, filters)
        look()
        count = grid.model().rowCount()
        self._press("All", filters)
        look()
        return count

    def compare(self, days: list[date], file: Path) -> list[date]:
        """Choose days in the matrix, compare them and save the picture; return what was compared."""
        page = self._page()
        self._press("Matrix")
        (view,) = page.findChildren(MatrixView)
        until(view.isVisible)
        for day in days:
            model = view.model()
            places = (
                model.index(row, column)
                for row in range(model.rowCount())
                for column in range(model.columnCount())
            )
            place = next(one for one in places if _day_of(one.data(CELL)) == day)
            view.scrollTo(place)
            QTest.mouseClick(view.viewport(), LEFT, CTRL, view.visualRect(place).center())
        chosen = len(view.selected)
        self._press("Compare" if chosen == len(days) else f"Compare the {len(days)} seen", page)
        compare = self._shown(ComparePage)
        self._rest()
        until(lambda: len(compare.stage.panes) == len(days))
        until(lambda: not any(pane.image.isNull() for pane in compare.stage.panes))
        with answered("getSaveFileName", str(file)):
            self._press("Save picture")
        until(lambda: f"Saved as {file.name}" in _words_on(compare))
        return [pane.photo.day for pane in compare.stage.panes]

    def film(self, files: list[Path]) -> str:
        """Watch the time-lapse of the pose and save it; return what is said of the last one."""
        compare = self._shown(ComparePage)
        self._press("Time-lapse", compare)
        (view,) = compare.findChildren(TimeLapseView)
        self._rest()
        QTest.keyClick(view.screen_area, Qt.Key.Key_Space)
        until(lambda: view.scrub.value() >= 2)
        QTest.keyClick(view.screen_area, Qt.Key.Key_Space)
        for file in files:
            with answered("getSaveFileName", str(file)):
                self._press("Save…", view)
            until(lambda file=file: f"Saved as {file.name}" in _words_on(view))
        return view.notice.sentence

    def wait_for_alignment(self) -> None:
        """Wait until the background has laid every photo over its reference."""
        pages = self._program.window.pages
        assert pages is not None
        # The background begins only after a while of quiet, so a moment without work is not it.
        library = pages._library
        until(lambda: not self._program.tasks.busy and not library.alignment.waiting(), 500)

    # How

    def _page(self) -> PhotosPage:
        return self._shown(PhotosPage)

    def _shown(self, sort: type[WidgetT]) -> WidgetT:
        pages = self._program.window.pages
        assert pages is not None
        return next(one for one in pages.findChildren(sort) if one.isVisible())

    def _go_to(self, number: int, sort: type[WidgetT]) -> WidgetT:
        QTest.keyClick(self._program.window, getattr(Qt.Key, f"Key_{number}"), CTRL)
        self._rest()
        return self._shown(sort)

    def _rest(self) -> None:
        until(lambda: not self._program.tasks.busy)

    def _press(self, name: str, within: QWidget | None = None) -> None:
        inside = within or self._program.window
        until(lambda: any(one.isEnabled() for one in self._buttons(inside, name)))
        QTest.mouseClick(self._buttons(inside, name)[0], LEFT)

    def _buttons(self, within: QWidget, name: str) -> list[QAbstractButton]:
        found = within.findChildren(QAbstractButton)
        return [
            one for one in found if one.isVisible() and name in (one.text(), one.accessibleName())
        ]

    def _can_add(self, sheet: ReviewSheet) -> bool:
        found = sheet.findChildren(QAbstractButton)
        return any(one.text().startswith("Add ") and one.isEnabled() for one in found)


def telling(roll: Roll) -> list[date]:
    """Return day 0 and day 7 of both sessions."""
    return [start + timedelta(days=day) for start in roll.sessions for day in (0, 7)]


@contextmanager
def answered(question: str, answer: str) -> Generator[None]:
    """Give the answer that she would give to a dialog of the desktop, which no test can see."""
    before = getattr(QFileDialog, question)
    said = answer if question == "getExistingDirectory" else (answer, "")
    setattr(QFileDialog, question, lambda *_: said)
    try:
        yield
    finally:
        setattr(QFileDialog, question, before)


def until(true: Callable[[], bool], every: int = LOOK_MS) -> None:
    """Let the window live until something is so."""
    for _ in range(FOR_EVER // every):
        QApplication.sendPostedEvents()
        if true():
            return
        loop = QEventLoop()
        QTimer.singleShot(every, loop.quit)
        loop.exec()
    raise AssertionError("nothing more happens")


def look() -> None:
    """Look at what is there; work in the background goes on meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(GLANCE_MS, loop.quit)
    loop.exec()


def _day_of(cell: object) -> date | None:
    shown = getattr(cell, "shown", None)
    return None if shown is None else shown.photo.day


def _words_on(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())
