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

from recovery_app.domain.photos import Condition, Photo
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.photos.actions import PhotoActions
from recovery_app.ui.photos.album import Wanted
from recovery_app.ui.photos.drag_out import DragOut
from recovery_app.ui.photos.drop_sign import DropSign
from recovery_app.ui.photos.filters import PhotoFilters
from recovery_app.ui.photos.grid import DEFAULT_SIDE, MARGIN, PhotoGrid
from recovery_app.ui.photos.matrix_face import MatrixFace
from recovery_app.ui.photos.model import PhotoModel
from recovery_app.ui.photos.offered import files_of, image_of, is_welcome
from recovery_app.ui.photos.reading import AlbumReader
from recovery_app.ui.photos.review_flow import ReviewFlow
from recovery_app.ui.photos.selection_bar import SelectionBar
from recovery_app.ui.photos.size_slider import SizeSlider
from recovery_app.ui.photos.small_pictures import SmallPictures
from recovery_app.ui.photos.undo_notice import UndoNotice
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import PrimaryButton, QuietButton
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.labels import title
from recovery_app.ui.widgets.segmented import Segmented

SIDES = (112, 288)
"""Pixels of the smallest and the largest photo's side."""

PICTURES = "*.jpg *.jpeg *.png *.webp *.tif *.tiff *.heic *.heif *.avif *.bmp"


class PhotosPage(QWidget):
    """Grid, filters and import. Files may be dropped or pasted anywhere on it."""

    day_wanted = Signal(object)
    """The person wants to see this date on Today."""
    photo_wanted = Signal(str)
    """The person wants to see the photo of this id large."""
    capture_wanted = Signal()
    """The person wants to take photos with a camera."""
    compare_wanted = Signal(list)
    """The person wants to compare these photos, which come in the order in which they were taken."""

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
        self._day_to_show: date | None = None
        self._reader = AlbumReader(library, tasks, changes, self)
        self._actions = PhotoActions(library, tasks, history, self)
        self._model = PhotoModel(self)
        self._pictures = SmallPictures(library.photos, tasks, self)
        self._grid = PhotoGrid(self._model, self._pictures, look)
        self._drag_out = DragOut(library, tasks, self._pictures, self._grid)
        self._matrix = MatrixFace(self._pictures, look, MARGIN)
        faces = (("grid", self.tr("Grid")), ("matrix", self.tr("Matrix")))
        self._faces = Segmented(look, self.tr("How photos are laid out"), faces)
        self._filters = PhotoFilters(look)
        self._size = SizeSlider(look, *SIDES)
        self._size.set_side(DEFAULT_SIDE)
        self._imports = ReviewFlow(library, tasks, changes, history, look, self)
        self._ways_in: list[QWidget] = []
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
            self._imports.add_paths(paths, pose, day)

    def add_image(self, image: QImage, pose: str = "", day: date | None = None) -> None:
        """Bring a picture in that is no file."""
        self._imports.add_image(image, pose, day)

    def show_day(self, day: date) -> None:
        """Select the photos of a day and bring them into sight."""
        self._faces.set_current("grid")
        if self._filters.wanted != Wanted():
            self._filters.show_all()
        self._day_to_show = day
        self._show_rows()

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

    def finish(self) -> None:
        """Throw away the copies that were dragged out; the window closes."""
        self._drag_out.finish()

    # What Qt tells

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the library while the page is seen."""
        super().showEvent(event)
        self._reader.wake()
        (self._matrix if self._shows_matrix else self._grid).setFocus()

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
        # What is dragged out of the page itself is here already.
        if event.source() is not self._grid and is_welcome(event.mimeData()):
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
        head.addSpacing(6)
        head.addWidget(self._faces)
        head.addStretch(1)
        folder = QuietButton(look, self.tr("Add a folder"))
        folder.clicked.connect(self.ask_for_folder)
        camera = QuietButton(look, self.tr("Take photos"))
        camera.clicked.connect(self.capture_wanted)
        files = PrimaryButton(look, self.tr("Add photos"))
        files.clicked.connect(lambda: self.ask_for_files())
        self._ways_in = [folder, camera, files]
        for way in self._ways_in:
            head.addWidget(way)
        for widget in (self._grid, self._matrix, self._empty, self._nothing, self._imports.sheet):
            self._stack.addWidget(widget)
        above = QVBoxLayout()
        above.setSpacing(12)
        above.addLayout(head)
        for widget in (self._filters, self._imports.news, self._imports.bar, self._notice):
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
        self._imports.changed.connect(self._on_review)
        # Photos that come in one by one would lay the grid out anew each time.
        self._imports.began.connect(self._reader.rest)
        self._imports.finished.connect(self._on_imported)
        self._reader.changed.connect(self._show_album)
        self._reader.failed.connect(self._notice.fail)
        self._actions.failed.connect(self._notice.fail)
        self._actions.moved.connect(self._notice.tell)
        self._filters.changed.connect(self._filter)
        self._size.chosen.connect(self._grid.set_side)
        self._empty.acted.connect(lambda: self.ask_for_files())
        self._nothing.acted.connect(self._filters.show_all)
        self._grid.activated.connect(self._open)
        self._grid.picked.connect(self._show_selection)
        self._grid.remove_wanted.connect(self._remove)
        self._grid.menu_wanted.connect(self._selection.pop_up)
        self._grid.drag_wanted.connect(lambda: self._drag_out.begin(self._selected()))
        self._drag_out.failed.connect(self._notice.fail)
        self._faces.chosen.connect(self._show_face)
        self._matrix.all_wanted.connect(lambda: self._show_face("grid"))
        matrix = self._matrix.view
        matrix.opened.connect(self.photo_wanted)
        matrix.picked.connect(self._show_selection)
        matrix.remove_wanted.connect(self._remove)
        matrix.menu_wanted.connect(self._selection.pop_up)
        bar = self._selection
        bar.pose_chosen.connect(self._set_pose)
        bar.condition_chosen.connect(self._set_condition)
        bar.date_chosen.connect(lambda day: self._actions.set_day(self._selected_ids(), day))
        bar.caption_chosen.connect(
            lambda said: self._actions.set_caption(self._selected_ids(), said)
        )
        bar.open_wanted.connect(self._open_selected)
        bar.day_wanted.connect(self._open_day)
        bar.remove_wanted.connect(self._remove)
        bar.compare_wanted.connect(self._compare)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self._paste)

    def _invitation(self) -> str:
        return self.tr(
            "Your photos appear here by session and day. Choose files or a folder, drop them on"
            " this page, or paste a picture."
        )

    def _no_match(self) -> str:
        return self.tr("No photo has all of this.")

    # Showing

    def _show_album(self) -> None:
        album = self._reader.album
        self._pictures.try_again()
        self._filters.offer(album)
        self._selection.offer(album.poses())
        self._imports.sheet.offer(album.poses())
        self._show_rows()

    def _filter(self) -> None:
        self._grid.clearSelection()
        self._grid.verticalScrollBar().setValue(0)
        self._show_rows()

    def _show_rows(self) -> None:
        album = self._reader.album
        arranged = album.arranged(self._filters.wanted)
        self._model.show(arranged)
        matrix = self._shows_matrix
        self._faces.setVisible(not album.empty)
        self._filters.setVisible(not album.empty and not matrix)
        self._selection.setVisible(not album.empty)
        self._size.setVisible(not album.empty and not matrix)
        if album.empty:
            if self._reader.complete:
                self._stack.setCurrentWidget(self._empty)
        elif matrix:
            self._matrix.show_album(album)
            self._stack.setCurrentWidget(self._matrix)
        else:
            self._stack.setCurrentWidget(self._grid if arranged.rows else self._nothing)
        self._show_selection()
        self._go_to_day()
        self._show_review()

    def _show_review(self) -> None:
        """Let the sheet take the place of everything else while there are files to look through."""
        reviewing = self._imports.reviewing
        for way in self._ways_in:
            way.setVisible(not reviewing)
        if reviewing:
            for part in (self._faces, self._filters, self._selection, self._size):
                part.hide()
            self._stack.setCurrentWidget(self._imports.sheet)

    def _on_imported(self) -> None:
        if self.isVisible():
            self._reader.wake()

    def _on_review(self) -> None:
        self._show_rows()
        (self._imports.sheet if self._imports.reviewing else self._grid).setFocus()

    @property
    def _shows_matrix(self) -> bool:
        return self._faces.current == "matrix"

    def _show_face(self, face: str) -> None:
        self._faces.set_current(face)
        self._show_rows()

    def _go_to_day(self) -> None:
        """Go to the day that was asked for, as soon as it is read."""
        day = self._day_to_show
        rows = [row for row, one in enumerate(self._model.rows) if one.photo.day == day]
        if day is not None and rows:
            self._grid.select_rows(rows[0], rows[-1])
        if rows or self._reader.complete:
            self._day_to_show = None

    def _show_selection(self) -> None:
        chosen = self._matrix.view.selected if self._shows_matrix else None
        count = self._grid.selected_count() if chosen is None else len(chosen)
        one = self._selected()[0] if count == 1 else None
        shown = len(self._model.rows) if chosen is None else self._matrix.count
        self._selection.show_selection(shown if self._reader.complete else None, count, one)

    # Doing

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.photo_wanted.emit(self._model.rows[index.row()].photo.id)

    def _open_selected(self) -> None:
        for photo_id in self._selected_ids()[:1]:
            self.photo_wanted.emit(photo_id)

    def _open_day(self) -> None:
        for photo in self._selected()[:1]:
            self.day_wanted.emit(photo.day)

    def _compare(self) -> None:
        self.compare_wanted.emit(sorted(self._selected(), key=lambda photo: photo.taken_at))

    def _selected(self) -> list[Photo]:
        if self._shows_matrix:
            return self._matrix.view.selected
        return [placed.photo for placed in self._grid.selected]

    def _selected_ids(self) -> list[str]:
        return [photo.id for photo in self._selected()]

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


def _pictures_at() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
