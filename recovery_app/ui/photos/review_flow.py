"""How photos come in: files are looked at, reviewed on the sheet, added, and accounted for."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from recovery_app.services import capturing
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.photos.import_bar import ImportBar
from recovery_app.ui.photos.import_run import ImportRun, Order
from recovery_app.ui.photos.review_news import ReviewNews
from recovery_app.ui.photos.review_reading import ReviewReading
from recovery_app.ui.photos.review_rows import Row, order_of
from recovery_app.ui.photos.review_sheet import ReviewSheet
from recovery_app.ui.photos.watched_folder import WatchedFolder
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look


class ReviewFlow(QObject):
    """Leads every import through the sheet, except a single good picture for a slot of Today.

    Args:
        library: where the photos go.
        tasks: does the work.
        changes: tells when another folder is to be watched.
        history: gets one step for each import.
        look: colours and fonts.

    Attributes:
        bar: tells how adding goes and what became of every file.
        news: tells of new pictures in the watched folder.
    """

    changed = Signal()
    """The sheet is wanted, or not wanted any more."""
    began = Signal()
    """Photos are being added from now on, until `finished`."""
    finished = Signal(object)
    """An import is over: its `Summary`."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        changes: Changes,
        history: History,
        look: Look,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._history = library, tasks, history
        self._reading: ReviewReading | None = None
        self._run: ImportRun | None = None
        self._look = look
        self.bar = ImportBar(look, history)
        self.news = ReviewNews(look, WatchedFolder(library, tasks, changes, self))
        self.news.review_wanted.connect(lambda paths: self.add_paths(paths, "", None))
        self.changed.connect(lambda: self.news.set_busy(busy=self.reviewing))
        self.finished.connect(self.news.settle)
        self.finished.connect(self._clear_shots)

    @cached_property
    def sheet(self) -> ReviewSheet:
        """Where files are looked through; made for the first ones, not for the page's first sight."""
        sheet = ReviewSheet(self._look)
        sheet.confirmed.connect(self._on_confirmed)
        sheet.cancelled.connect(self._close)
        return sheet

    @property
    def reviewing(self) -> bool:
        """Whether the sheet holds files to look through."""
        return self._reading is not None

    @property
    def running(self) -> bool:
        """Whether photos are being added."""
        return self._run is not None and not self._run.over

    def add_paths(self, paths: Sequence[Path], pose: str, day: date | None) -> None:
        """Bring files and folders in; they join the sheet where one is open."""
        quick = len(paths) == 1 and not paths[0].is_dir()
        if quick and pose and day is not None and self._reading is None:
            self._quick_reading().add_paths(paths, pose, day)
        elif paths:
            self._current_reading().add_paths(paths, pose, day)

    def add_image(self, image: QImage, pose: str, day: date | None) -> None:
        """Bring a picture in that is no file."""
        if pose and day is not None and self._reading is None:
            self._quick_reading().add_image(image, pose, day)
        else:
            self._current_reading().add_image(image, pose, day)

    # A picture for a slot

    def _quick_reading(self) -> ReviewReading:
        """Look at one picture whose pose and day are known, and add it at once."""
        reading = ReviewReading(self._library, self._tasks, self)
        if not self.running:
            self.bar.look()
        rows: list[Row] = []
        reading.arrived.connect(lambda found: rows.extend(map(Row, found)))
        reading.finished.connect(lambda _poses: self._on_quick(reading, rows))
        return reading

    def _on_quick(self, reading: ReviewReading, rows: Sequence[Row]) -> None:
        reading.deleteLater()
        self._current_run().add(order_of(rows))

    # The sheet

    def _current_reading(self) -> ReviewReading:
        """Return what the sheet is being filled by, opening the sheet if need be."""
        if self._reading is None:
            self._reading = ReviewReading(self._library, self._tasks, self)
            self.sheet.begin()
            self._reading.arrived.connect(self.sheet.extend)
            self._reading.progress.connect(self.sheet.show_progress)
            self._reading.finished.connect(self.sheet.end)
            self.changed.emit()
        return self._reading

    def _on_confirmed(self, order: Order) -> None:
        self.news.take({one.candidate.path for one in order.choices} | set(order.left_out))
        self._close()
        self._current_run().add(order)

    def _close(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading.deleteLater()
            self._reading = None
            self.sheet.model.clear()
            self.changed.emit()

    # Adding

    def _current_run(self) -> ImportRun:
        """Return the import that is under way, or begin one."""
        if self._run is None or self._run.over:
            if self._run is not None:
                self._run.deleteLater()
            self._run = ImportRun(self._library, self._tasks, self._history, self)
            self._run.finished.connect(self.finished)
            self.bar.follow(self._run)
            self.began.emit()
        return self._run

    def _clear_shots(self) -> None:
        """Remove the camera's shots that are in the library now; the others go on waiting."""
        library = self._library
        self._tasks.run(lambda: capturing.waiting(library), owner=self)
