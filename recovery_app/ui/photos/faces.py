"""The faces of the Photos page: grid, matrix and trash, and what is selected on the one shown."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from recovery_app.domain.photos import Photo
from recovery_app.ui.photos.album import Album, Wanted
from recovery_app.ui.photos.grid import PhotoGrid
from recovery_app.ui.photos.grid_painter import MARGIN
from recovery_app.ui.photos.matrix_face import MatrixFace
from recovery_app.ui.photos.model import PhotoModel
from recovery_app.ui.photos.page_head import GRID, MATRIX, TRASH
from recovery_app.ui.photos.small_pictures import SmallPictures
from recovery_app.ui.photos.trash_face import TrashFace
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.empty_state import EmptyState


class Faces(QStackedWidget):
    """Shows one face at a time, or what to do where there is nothing to show.

    Args:
        model: what the grid shows.
        pictures: shared by all faces, so that together they keep to one limit.
        look: colours, fonts and icons.
        make_trash: makes the face of what was deleted, when it is first looked at.

    Attributes:
        grid: by session and day.
        nothing: shown where the filters leave nothing.
    """

    opened = Signal(str)
    """The person wants to see the photo of this id large."""
    picked = Signal()
    """Other photos are selected now."""
    remove_wanted = Signal()
    """The person wants to put what is selected into the trash."""
    menu_wanted = Signal(QPoint)
    """The person wants the menu of what is selected, at this place of the screen."""
    drag_wanted = Signal(list)
    """The person drags these photos away."""
    files_wanted = Signal()
    """There is no photo yet, and she wants to add some."""
    filters_unwanted = Signal()
    """The filters leave nothing, and she wants to see everything."""
    grid_wanted = Signal()
    """The face shown has nothing; she wants the grid."""

    def __init__(
        self,
        model: PhotoModel,
        pictures: SmallPictures,
        look: Look,
        make_trash: Callable[[], TrashFace],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._pictures, self._look = model, pictures, look
        self._make_trash = make_trash
        self._face = GRID
        self.grid = PhotoGrid(model, pictures, look)
        self._empty = EmptyState(look, "photos", self._invitation(), self.tr("Add photos"))
        self.nothing = EmptyState(
            look, "search", self.tr("No photo has all of this."), self.tr("Show all photos")
        )
        for widget in (self.grid, self._empty, self.nothing):
            self.addWidget(widget)
        self._empty.acted.connect(self.files_wanted)
        self.nothing.acted.connect(self.filters_unwanted)
        self.grid.activated.connect(self._open)
        self.grid.picked.connect(self.picked)
        self.grid.remove_wanted.connect(self.remove_wanted)
        self.grid.menu_wanted.connect(self.menu_wanted)
        self.grid.drag_wanted.connect(lambda: self.drag_wanted.emit(self.selected()))

    @cached_property
    def matrix(self) -> MatrixFace:
        """The sessions side by side, made when they are first looked at."""
        face = MatrixFace(self._pictures, self._look, MARGIN)
        face.all_wanted.connect(self.grid_wanted)
        view = face.view
        view.opened.connect(self.opened)
        view.picked.connect(self.picked)
        view.remove_wanted.connect(self.remove_wanted)
        view.menu_wanted.connect(self.menu_wanted)
        view.drag_wanted.connect(self.drag_wanted)
        self.addWidget(face)
        return face

    @cached_property
    def trash(self) -> TrashFace:
        """What was deleted, made when it is first looked at."""
        face = self._make_trash()
        face.all_wanted.connect(self.grid_wanted)
        self.addWidget(face)
        return face

    @property
    def inviting(self) -> bool:
        """Whether there is no photo yet and what is shown says so, with the way to add some."""
        return self.currentWidget() is self._empty

    def arrange(self, album: Album, wanted: Wanted) -> None:
        """Lay out the wanted photos in the grid, whatever is shown just now."""
        self._model.show(album.arranged(wanted))

    @cached_property
    def _adding(self) -> EmptyState:
        """Shown while the first photos come in, which are seen once all of them are there."""
        state = EmptyState(self._look, "photos", self.tr("Your photos appear here in a moment."))
        self.addWidget(state)
        return state

    def show_face(self, face: str, album: Album, *, complete: bool, adding: bool) -> None:
        """Show a face, after `arrange`.

        Args:
            face: `GRID`, `MATRIX` or `TRASH`.
            album: the photos.
            complete: whether the album holds all there are.
            adding: whether photos are being added.
        """
        self._face = face
        if face == TRASH:
            self.setCurrentWidget(self.trash)
        elif album.empty:
            if adding:
                self.setCurrentWidget(self._adding)
            elif complete:
                self.setCurrentWidget(self._empty)
        elif face == MATRIX:
            self.matrix.show_album(album)
            self.setCurrentWidget(self.matrix)
        else:
            self.setCurrentWidget(self.grid if self._model.rows else self.nothing)

    def take_keyboard(self) -> None:
        """Give the keyboard to what is shown."""
        shown = self.currentWidget()
        if shown is not None:
            shown.setFocus()

    def selected(self) -> list[Photo]:
        """Return the photos that are selected on the face that is shown."""
        if self._face == MATRIX:
            return self.matrix.view.selected
        return [placed.photo for placed in self.grid.selected]

    def compared(self) -> list[Photo]:
        """Return what is compared of the selected photos: in the matrix, those that are seen."""
        return self.matrix.view.compared if self._face == MATRIX else self.selected()

    def counts(self) -> tuple[int, int, int]:
        """Count the photos that are shown, selected and compared, without going through them all."""
        if self._face == MATRIX:
            view = self.matrix.view
            return self.matrix.count, len(view.selected), len(view.compared)
        chosen = self.grid.selected_count()
        return len(self._model.rows), chosen, chosen

    def show_trash_bar(self, *, shown: bool) -> None:
        """Show or hide what can be done with deleted photos, if it was ever made."""
        if "trash" in self.__dict__:
            self.trash.bar.setVisible(shown)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.rows[index.row()].photo.id)

    def _invitation(self) -> str:
        return self.tr(
            "Your photos appear here by session and day. Choose files or a folder, drop them on"
            " this page, or paste a picture."
        )
