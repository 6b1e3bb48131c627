"""The line above the photos: the page's name, its faces, and the ways in for new photos."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from recovery_app.ui.photos.camera_button import CameraButton
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import PrimaryButton, QuietButton
from recovery_app.ui.widgets.labels import title
from recovery_app.ui.widgets.segmented import Segmented

GRID, MATRIX, TRASH = "grid", "matrix", "trash"


class PageHead(QWidget):
    """Says where one is, and leads on."""

    face_chosen = Signal(str)
    folder_wanted = Signal()
    camera_wanted = Signal()
    files_wanted = Signal()

    def __init__(self, look: Look, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        faces = (
            (GRID, self.tr("Grid")),
            (MATRIX, self.tr("Matrix")),
            (TRASH, self.tr("Trash")),
        )
        self._faces = Segmented(look, self.tr("How photos are laid out"), faces)
        self._faces.chosen.connect(self.face_chosen)
        folder = QuietButton(look, self.tr("Add a folder"))
        folder.clicked.connect(self.folder_wanted)
        camera = CameraButton(look, self.tr("Take photos"), tasks)
        camera.clicked.connect(self.camera_wanted)
        self._files = PrimaryButton(look, self.tr("Add photos"))
        self._files.clicked.connect(self.files_wanted)
        self._others = (folder, camera)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(title(self.tr("Photos")))
        row.addSpacing(6)
        row.addWidget(self._faces)
        row.addStretch(1)
        for way in (*self._others, self._files):
            row.addWidget(way)

    @property
    def face(self) -> str:
        """Which face is shown: `GRID`, `MATRIX` or `TRASH`."""
        return self._faces.current

    def set_face(self, face: str) -> None:
        """Show another face as chosen, without announcing it."""
        self._faces.set_current(face)

    def show_parts(self, *, faces: bool, ways_in: bool, invited: bool) -> None:
        """Show or hide what stands here.

        Args:
            faces: the choice of faces.
            ways_in: what new photos come in by.
            invited: whether the page below invites to add photos itself; it is not said twice.
        """
        self._faces.setVisible(faces)
        for way in self._others:
            way.setVisible(ways_in)
        self._files.setVisible(ways_in and not invited)
