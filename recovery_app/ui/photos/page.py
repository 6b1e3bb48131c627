"""The Photos page: all photos by session and day, and the way in for new ones."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QHideEvent,
    QImage,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.photos import asking
from recovery_app.ui.photos.album import Wanted
from recovery_app.ui.photos.chosen import Chosen
from recovery_app.ui.photos.desk import Desk
from recovery_app.ui.photos.drag_out import DragOut
from recovery_app.ui.photos.dropping import Dropping
from recovery_app.ui.photos.faces import Faces
from recovery_app.ui.photos.filters import PhotoFilters
from recovery_app.ui.photos.grid import DEFAULT_SIDE
from recovery_app.ui.photos.grid_painter import MARGIN
from recovery_app.ui.photos.model import PhotoModel
from recovery_app.ui.photos.page_head import GRID, TRASH, PageHead
from recovery_app.ui.photos.review_flow import ReviewFlow
from recovery_app.ui.photos.selection_bar import SelectionBar
from recovery_app.ui.photos.size_slider import SizeSlider
from recovery_app.ui.photos.small_pictures import SmallPictures
from recovery_app.ui.photos.trash_face import TrashFace
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look

SIDES = (112, 288)
"""Pixels of the smallest and the largest photo's side."""


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
        self._library, self._tasks, self._changes, self._look = library, tasks, changes, look
        self._day_to_show: date | None = None
        desk = Desk(library, tasks, changes, history, look, self)
        self._reader, self._actions, self._notice = desk.reader, desk.actions, desk.notice
        self._head = PageHead(look, tasks)
        self._model = PhotoModel(self)
        self._pictures = SmallPictures(library.photos, tasks, self)
        self._faces = Faces(self._model, self._pictures, look, self._make_trash)
        self._grid = self._faces.grid
        self._drag_out = DragOut(library, tasks, self._pictures, look.veil, self._grid)
        self._dropping = Dropping(self, look)
        self._filters = PhotoFilters(look)
        self._size = SizeSlider(look, *SIDES)
        self._size.set_side(DEFAULT_SIDE)
        self._imports = ReviewFlow(library, tasks, changes, history, look, self)
        self._selection = SelectionBar(look)
        faces = self._faces
        self._chosen = Chosen(self._selection, desk.actions, faces.selected, faces.compared, self)
        self._below = QHBoxLayout()
        self._lay_out()
        self._connect()
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
        self._head.set_face(GRID)
        if self._filters.wanted != Wanted():
            self._filters.show_all()
        self._day_to_show = day
        self._show_rows()

    def show_between(self, first: date, last: date) -> None:
        """Show only the photos from the first to the last date."""
        self._head.set_face(GRID)
        self._filters.show_between(first, last)

    def ask_for_files(self, pose: str = "", day: date | None = None) -> None:
        """Let the person choose files, and bring them in."""
        self.add_paths(asking.files(self), pose, day)

    def ask_for_folder(self) -> None:
        """Let the person choose a folder, and bring in what lies there."""
        self.add_paths(asking.folder(self))

    @property
    def unfinished(self) -> bool:
        """Whether photos are being looked through or added."""
        return self._imports.reviewing or self._imports.running

    def finish(self) -> None:
        """Throw away the copies that were dragged out; the window closes."""
        self._drag_out.finish()

    # What Qt tells

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the library while the page is seen."""
        super().showEvent(event)
        self._reader.wake()
        self._faces.take_keyboard()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the page rest."""
        super().hideEvent(event)
        self._reader.rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drop sign over the page."""
        super().resizeEvent(event)
        self._dropping.fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files, folders and pictures."""
        self._dropping.enter(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Go back to rest."""
        super().dragLeaveEvent(event)
        self._dropping.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self._dropping.drop(event)

    # Making

    def _make_trash(self) -> TrashFace:
        face = TrashFace(
            self._library,
            self._tasks,
            self._changes,
            self._actions,
            self._pictures,
            self._look,
            MARGIN,
        )
        face.grid.set_side(self._size.side)
        self._size.chosen.connect(face.grid.set_side)
        face.failed.connect(self._notice.fail)
        self._below.insertWidget(0, face.bar, 1)
        return face

    def _lay_out(self) -> None:
        above = QVBoxLayout()
        above.setSpacing(12)
        for widget in (
            self._head,
            self._filters,
            self._imports.news,
            self._imports.bar,
            self._notice,
        ):
            above.addWidget(widget)
        # The grid has a margin of its own, so that photos stand below the title.
        above.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._below.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._below.addWidget(self._selection, 1)
        self._below.addWidget(self._size)
        column = QVBoxLayout(self)
        column.setContentsMargins(32 - MARGIN, 24, 32 - MARGIN, 12)
        column.setSpacing(12)
        column.addLayout(above)
        column.addWidget(self._faces, 1)
        column.addLayout(self._below)

    def _connect(self) -> None:
        self._imports.changed.connect(self._on_review)
        self._imports.began.connect(self._on_began)
        self._imports.finished.connect(self._on_imported)
        self._head.face_chosen.connect(self._show_rows)
        self._head.folder_wanted.connect(self.ask_for_folder)
        self._head.camera_wanted.connect(self.capture_wanted)
        self._head.files_wanted.connect(lambda: self.ask_for_files())
        self._reader.changed.connect(self._show_album)
        self._filters.changed.connect(self._filter)
        self._size.chosen.connect(self._grid.set_side)
        faces = self._faces
        faces.files_wanted.connect(lambda: self.ask_for_files())
        faces.filters_unwanted.connect(self._filters.show_all)
        faces.grid_wanted.connect(lambda: self._show_face(GRID))
        faces.opened.connect(self.photo_wanted)
        faces.picked.connect(self._show_selection)
        faces.remove_wanted.connect(self._chosen.remove)
        faces.menu_wanted.connect(self._selection.pop_up)
        faces.drag_wanted.connect(self._drag_out.begin)
        self._drag_out.failed.connect(self._notice.fail)
        self._chosen.opened.connect(self.photo_wanted)
        self._chosen.day_wanted.connect(self.day_wanted)
        self._chosen.compare_wanted.connect(self.compare_wanted)
        self._dropping.files_came.connect(self.add_paths)
        self._dropping.image_came.connect(self.add_image)
        self._dropping.nothing_came.connect(
            lambda: self._notice.remark(self.tr("There is no picture on the clipboard."))
        )

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
        self._faces.arrange(album, self._filters.wanted)
        if self._imports.reviewing:
            self._faces.setCurrentWidget(self._imports.sheet)
        else:
            self._faces.show_face(
                self._head.face,
                album,
                complete=self._reader.complete,
                adding=self._imports.running,
            )
        self._show_parts()
        self._show_selection()
        self._go_to_day()

    def _show_parts(self) -> None:
        """Show around the face what serves it; the sheet takes the place of everything else."""
        face, reviewing = self._head.face, self._imports.reviewing
        there = not (self._reader.album.empty or reviewing)
        # From an empty page too the trash can be reached: its photos are why it is empty, perhaps.
        self._head.show_parts(
            faces=(not reviewing and self._reader.complete) or there,
            ways_in=not reviewing,
            invited=self._faces.inviting,
        )
        self._filters.setVisible(there and face == GRID)
        self._selection.setVisible(there and face != TRASH)
        self._faces.show_trash_bar(shown=face == TRASH and not reviewing)
        self._size.setVisible((there and face == GRID) or (face == TRASH and not reviewing))

    def _on_began(self) -> None:
        # Photos that come in one by one would lay the grid out anew each time.
        self._reader.rest()
        self._show_rows()

    def _on_imported(self) -> None:
        self._show_rows()
        if self.isVisible():
            self._reader.wake()

    def _on_review(self) -> None:
        if self._imports.reviewing:
            self._imports.sheet.offer(self._reader.album.poses())
            self._faces.addWidget(self._imports.sheet)
        self._show_rows()
        self._faces.take_keyboard()

    def _show_face(self, face: str) -> None:
        self._head.set_face(face)
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
        shown, count, compared = self._faces.counts()
        one = self._faces.selected()[0] if count == 1 else None
        complete = self._reader.complete
        self._selection.show_selection(shown if complete else None, count, compared, one)
