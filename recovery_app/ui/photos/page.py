"""The Photos page: all photos by session and day, and the way in for new ones."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QModelIndex, QStandardPaths, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QHideEvent,
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from recovery_app.domain.photos import Condition
from recovery_app.services.library import Library
from recovery_app.services.photos import Added
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.photos.actions import PhotoActions
from recovery_app.ui.photos.album import Wanted
from recovery_app.ui.photos.drop_sign import DropSign
from recovery_app.ui.photos.filters import PhotoFilters
from recovery_app.ui.photos.grid import DEFAULT_SIDE, MARGIN, PhotoGrid
from recovery_app.ui.photos.import_bar import ImportBar
from recovery_app.ui.photos.import_run import ImportRun
from recovery_app.ui.photos.model import PhotoModel
from recovery_app.ui.photos.offered import files_of, image_of, is_welcome
from recovery_app.ui.photos.reading import AlbumReader
from recovery_app.ui.photos.selection_bar import SelectionBar
from recovery_app.ui.photos.size_slider import SizeSlider
from recovery_app.ui.photos.small_pictures import SmallPictures
from recovery_app.ui.photos.undo_notice import UndoNotice
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import PrimaryButton, QuietButton
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.labels import title

SIDES = (112, 288)
"""Pixels of the smallest and the largest photo's side."""

PICTURES = "*.jpg *.jpeg *.png *.webp *.tif *.tiff *.heic *.heif *.avif *.bmp"


class PhotosPage(QWidget):
    """Grid, filters and import. Files may be dropped or pasted anywhere on it."""

    day_wanted = Signal(object)
    """The person wants to see this date on Today."""
    photo_wanted = Signal(str)
    """The person wants to see the photo of this id large."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        changes: Changes,
        history: History,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._history = library, tasks, history
        self._import: ImportRun | None = None
        self._last_import: ImportRun | None = None
        self._day_to_show: date | None = None
        self._reader = AlbumReader(library, tasks, changes, self)
        self._actions = PhotoActions(library, tasks, history, self)
        self._model = PhotoModel(self)
        self._pictures = SmallPictures(library.photos, tasks, self)
        self._grid = PhotoGrid(self._model, self._pictures, look)
        self._filters = PhotoFilters(look)
        self._size = SizeSlider(look, *SIDES)
        self._size.set_side(DEFAULT_SIDE)
        self._bar = ImportBar(look, history)
        self._notice = UndoNotice(look, history)
        self._selection = SelectionBar(look)
        self._empty = EmptyState(look, "photos", self._invitation(), self.tr("Add photos"))
        self._nothing = EmptyState(look, "search", self._no_match(), self.tr("Show all photos"))
        self._drop_sign = DropSign(look, self)
        self._stack = QStackedWidget()  # a mere layout would show its first widget as a window
        self._lay_out(look)
        self._connect()
        self.setAcceptDrops(True)
        self._reader.wake()

    # Bringing photos in

    def add_paths(self, paths: Sequence[Path], pose: str = "", day: date | None = None) -> None:
        """Bring files and folders in; how it goes is told on the page.

        Args:
            paths: files and folders.
            pose: how they were taken, if known.
            day: the date to file them under, if the person says so.
        """
        if paths:
            self._current_import().add_paths(paths, pose, day)

    def add_image(self, image: QImage, pose: str = "", day: date | None = None) -> None:
        """Bring a picture in that is no file."""
        self._current_import().add_image(image, pose, day)

    def show_day(self, day: date) -> None:
        """Select the photos of a day and bring them into sight."""
        self._day_to_show = day
        if self._filters.wanted != Wanted():
            self._filters.show_all()
        self._go_to_day()

    def ask_for_files(self, pose: str = "", day: date | None = None) -> None:
        """Let the person choose files, and bring them in."""
        kinds = self.tr("Pictures ({pictures})").format(pictures=PICTURES)
        kinds += ";;" + self.tr("All files (*)")
        files, _ = QFileDialog.getOpenFileNames(self, self.tr("Add photos"), _pictures_at(), kinds)
        self.add_paths([Path(file) for file in files], pose, day)

    def ask_for_folder(self) -> None:
        """Let the person choose a folder, and bring in what lies there."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("Add a folder"), _pictures_at())
        if folder:
            self.add_paths([Path(folder)])

    # What Qt tells

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the library while the page is seen."""
        super().showEvent(event)
        self._reader.wake()
        self._grid.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the page rest."""
        super().hideEvent(event)
        self._reader.rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drop sign over the page."""
        super().resizeEvent(event)
        self._drop_sign.setGeometry(self.rect())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files, folders and pictures."""
        if is_welcome(event.mimeData()):
            event.acceptProposedAction()
            self._drop_sign.show()
            self._drop_sign.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Go back to rest."""
        super().dragLeaveEvent(event)
        self._drop_sign.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self._drop_sign.hide()
        if files := files_of(event.mimeData()):
            self.add_paths(files)
        elif image := image_of(event.mimeData()):
            self.add_image(image)
        event.acceptProposedAction()

    # Making

    def _lay_out(self, look: Look) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title(self.tr("Photos")))
        head.addStretch(1)
        folder = QuietButton(look, self.tr("Add a folder"))
        folder.clicked.connect(self.ask_for_folder)
        files = PrimaryButton(look, self.tr("Add photos"))
        files.clicked.connect(lambda: self.ask_for_files())
        head.addWidget(folder)
        head.addWidget(files)
        for widget in (self._grid, self._empty, self._nothing):
            self._stack.addWidget(widget)
        above = QVBoxLayout()
        above.setSpacing(12)
        above.addLayout(head)
        for widget in (self._filters, self._bar, self._notice):
            above.addWidget(widget)
        # The grid has a margin of its own, so that photos stand below the title.
        above.setContentsMargins(MARGIN, 0, MARGIN, 0)
        below = QHBoxLayout()
        below.setContentsMargins(MARGIN, 0, MARGIN, 0)
        below.addWidget(self._selection, 1)
        below.addWidget(self._size)
        column = QVBoxLayout(self)
        column.setContentsMargins(32 - MARGIN, 24, 32 - MARGIN, 12)
        column.setSpacing(12)
        column.addLayout(above)
        column.addWidget(self._stack, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        self._reader.changed.connect(self._show_album)
        self._reader.failed.connect(self._notice.fail)
        self._actions.failed.connect(self._notice.fail)
        self._actions.removed.connect(self._notice.tell)
        self._filters.changed.connect(self._filter)
        self._size.chosen.connect(self._grid.set_side)
        self._empty.acted.connect(lambda: self.ask_for_files())
        self._nothing.acted.connect(self._filters.show_all)
        self._grid.activated.connect(self._open)
        self._grid.picked.connect(self._show_selection)
        self._grid.remove_wanted.connect(self._remove)
        self._grid.menu_wanted.connect(self._selection.pop_up)
        bar = self._selection
        bar.pose_chosen.connect(self._set_pose)
        bar.condition_chosen.connect(self._set_condition)
        bar.open_wanted.connect(self._open_selected)
        bar.day_wanted.connect(self._open_day)
        bar.remove_wanted.connect(self._remove)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self._paste)

    def _invitation(self) -> str:
        return self.tr(
            "Your photos appear here by session and day. Choose files or a folder, drop them on"
            " this page, or paste a picture."
        )

    def _no_match(self) -> str:
        return self.tr("There are no photos of this pose and session.")

    # Showing

    def _show_album(self) -> None:
        album = self._reader.album
        self._pictures.try_again()
        self._filters.offer(album)
        self._selection.offer(album.poses())
        self._show_rows()

    def _filter(self) -> None:
        self._grid.clearSelection()
        self._grid.verticalScrollBar().setValue(0)
        self._show_rows()

    def _show_rows(self) -> None:
        album = self._reader.album
        arranged = album.arranged(self._filters.wanted)
        self._model.show(arranged)
        self._filters.setVisible(not album.empty)
        self._selection.setVisible(not album.empty)
        self._size.setVisible(not album.empty)
        if arranged.rows:
            self._stack.setCurrentWidget(self._grid)
        elif not album.empty:
            self._stack.setCurrentWidget(self._nothing)
        elif self._reader.complete:
            self._stack.setCurrentWidget(self._empty)
        self._show_selection()
        self._go_to_day()

    def _go_to_day(self) -> None:
        """Go to the day that was asked for, as soon as it is read."""
        day = self._day_to_show
        rows = [row for row, one in enumerate(self._model.rows) if one.photo.day == day]
        if day is not None and rows:
            self._grid.select_rows(rows[0], rows[-1])
        if rows or self._reader.complete:
            self._day_to_show = None

    def _show_selection(self) -> None:
        count = self._grid.selected_count()
        one = self._grid.selected[0].photo if count == 1 else None
        shown = len(self._model.rows) if self._reader.complete else None
        self._selection.show_selection(shown, count, one)

    # Doing

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.photo_wanted.emit(self._model.rows[index.row()].photo.id)

    def _open_selected(self) -> None:
        for photo_id in self._selected_ids()[:1]:
            self.photo_wanted.emit(photo_id)

    def _open_day(self) -> None:
        for placed in self._grid.selected[:1]:
            self.day_wanted.emit(placed.photo.day)

    def _selected_ids(self) -> list[str]:
        return [placed.photo.id for placed in self._grid.selected]

    def _set_pose(self, pose: str) -> None:
        self._actions.set_pose(self._selected_ids(), pose)

    def _set_condition(self, condition: Condition) -> None:
        self._actions.set_condition(self._selected_ids(), condition)

    def _remove(self) -> None:
        self._actions.remove(self._selected_ids())

    def _paste(self) -> None:
        offered = QGuiApplication.clipboard().mimeData()
        if files := files_of(offered):
            self.add_paths(files)
        elif image := image_of(offered):
            self.add_image(image)
        else:
            self._notice.remark(self.tr("There is no picture on the clipboard."))

    def _current_import(self) -> ImportRun:
        """Return the import that is under way, or begin one."""
        if self._import is None:
            if self._last_import is not None:
                self._last_import.deleteLater()
            self._import = ImportRun(self._library, self._tasks, self._history, self)
            self._import.finished.connect(self._on_imported)
            self._bar.follow(self._import)
        return self._import

    def _on_imported(self, _added: Added) -> None:
        # The bar may still ask it to take everything back.
        self._last_import, self._import = self._import, None


def _pictures_at() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
