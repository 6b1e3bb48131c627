"""Laying one photo over its reference by hand: from the wish to what is kept."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from recovery_app.domain.alignment import Placement
from recovery_app.domain.photos import Photo
from recovery_app.services.comparing import Album
from recovery_app.services.library import Library
from recovery_app.ui.compare.by_hand import ByHandEditor
from recovery_app.ui.compare.pictures import ComparedPictures
from recovery_app.ui.photos.alignment_words import told
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look


class Mending(QObject):
    """Leads through the editor; one photo at a time.

    Args:
        library: keeps the placement.
        tasks: does so.
        pictures: the pixels of both photos.
        look: colours and fonts.

    Attributes:
        editor: shown in place of the comparison from `begin` until `over`.
    """

    over = Signal()
    """The comparison is wanted again."""
    failed = Signal(str)
    """The placement could not be kept; why, in a sentence."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        pictures: ComparedPictures,
        look: Look,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._pictures = library, tasks, pictures
        self._pair: tuple[Photo, Photo] | None = None
        self.editor = ByHandEditor(look)
        self.editor.left.connect(self.end)
        self.editor.saved.connect(self._keep)
        self.editor.found_wanted.connect(self._forget)

    @property
    def active(self) -> bool:
        """Whether a photo is being laid."""
        return self._pair is not None

    def begin(self, photo: Photo, album: Album) -> bool:
        """Lay a photo over the reference of its pose; False where it is the reference itself."""
        reference = album.references.get(photo.pose)
        if reference is None or reference.id == photo.id:
            return False
        self._pair = (photo, reference)
        placement = album.placement_of(photo) or Placement()
        self.editor.stage.begin(reference, photo, placement)
        self.editor.tell(told(photo, album.laid.get(photo.id)))
        self.show_pictures()
        self._pictures.want([reference, photo])
        return True

    def show_pictures(self) -> None:
        """Show the pixels that have come."""
        if self._pair is not None:
            photo, reference = self._pair
            self.editor.stage.set_images(
                self._pictures.image(reference), self._pictures.image(photo)
            )

    def end(self) -> None:
        """Go back to the comparison; what is not saved is left as it was."""
        self._pair = None
        self.over.emit()

    def _keep(self, placement: Placement) -> None:
        if self._pair is not None:
            photo, reference = self._pair
            library = self._library
            self._run(lambda: library.alignment.place_by_hand(photo, reference, placement))

    def _forget(self) -> None:
        if self._pair is not None:
            photo, library = self._pair[0], self._library
            self._run(lambda: library.alignment.take_back_by_hand(photo))

    def _run(self, work: Callable[[], None]) -> None:
        self._tasks.run(
            work,
            lambda _done: self.end(),
            owner=self,
            failed=self.failed.emit,
        )
