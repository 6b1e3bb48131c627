"""Photos dragged to the desktop or into a mail: copies with their date and without their place."""

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from PySide6.QtCore import QMimeData, QObject, QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QGuiApplication, QPixmap
from PySide6.QtWidgets import QWidget

from recovery_app.domain.photos import Photo
from recovery_app.services.library import Library
from recovery_app.ui.photos.small_pictures import SmallPictures, key_of
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.veil import Veil

SIGN = QSize(96, 96)
"""Pixels of the picture that goes with the pointer."""


class DragOut(QObject):
    """Makes copies off the GUI thread, then lets the pointer carry them.

    The copies lie in a folder that only she can read; it goes when the window closes. Whoever got
    them has copied or attached them by then.

    Args:
        library: whose photos.
        tasks: makes the copies.
        pictures: gives the picture that goes with the pointer.
        veil: hides that picture, where photos are hidden.
        source: the widget from which they are dragged.
    """

    failed = Signal(str)
    """The copies could not be made, in a sentence."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        pictures: SmallPictures,
        veil: Veil,
        source: QWidget,
    ) -> None:
        super().__init__(source)
        self._library, self._tasks, self._pictures = library, tasks, pictures
        self._veil, self._source = veil, source
        self._folder: TemporaryDirectory[str] | None = None
        self._over = Event()
        self._made: dict[str, Path] = {}

    def begin(self, photos: Sequence[Photo]) -> None:
        """Carry copies of photos as long as the mouse is held; those made before are ready."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="recovery-copies-", ignore_cleanup_errors=True)
            self._over = Event()
        missing = [photo for photo in photos if self._name(photo) not in self._made]
        if not missing:
            self._carry(photos)
            return
        self._tasks.run(
            partial(_written, self._library, missing, Path(self._folder.name), self._over),
            partial(self._on_made, photos, missing),
            owner=self,
            failed=self.failed.emit,
            lane=Lane.PICTURES,
        )

    def finish(self) -> None:
        """Throw the copies away, also those that are just being made."""
        self._made.clear()
        self._over.set()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _on_made(
        self, photos: Sequence[Photo], missing: Sequence[Photo], copies: list[Path]
    ) -> None:
        self._made |= {self._name(photo): copy for photo, copy in zip(missing, copies, strict=True)}
        # Many photos take a moment; where she let go meanwhile there is nothing to carry.
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._carry(photos)

    def _carry(self, photos: Sequence[Photo]) -> None:
        files = [QUrl.fromLocalFile(str(self._made[self._name(photo)])) for photo in photos]
        offered = QMimeData()
        offered.setUrls(files)
        drag = QDrag(self._source)
        drag.setMimeData(offered)
        sign = self._pictures.pixmap(photos[0])
        if sign is not None:
            drag.setPixmap(_small(self._veil.pixmap(sign)))
            drag.setHotSpot(QPoint(-8, -8))
        drag.exec(Qt.DropAction.CopyAction)

    @staticmethod
    def _name(photo: Photo) -> str:
        return f"{key_of(photo)}-{photo.taken_at.isoformat()}-{photo.pose}"


def _written(library: Library, photos: Sequence[Photo], folder: Path, over: Event) -> list[Path]:
    """Write copies; they go again where the window was closed or locked meanwhile."""
    try:
        return library.copies.write(photos, folder)
    finally:
        if over.is_set():
            shutil.rmtree(folder, ignore_errors=True)


def _small(pixmap: QPixmap) -> QPixmap:
    return pixmap.scaled(
        SIGN, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
