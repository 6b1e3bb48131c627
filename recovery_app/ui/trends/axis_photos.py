"""Reads the photos that stand along the time axis, off the GUI thread."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.photos import Photo
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.small_jpeg import picture_of
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.trends.day_photos import BOX


class AxisPhotos(QObject):
    """Tells which photos there are, and shows the few pictures that are asked for."""

    came = Signal(object)
    """All photos that have a pose, by time."""
    picture_came = Signal(object, QImage)
    """A `Photo` and its small picture."""

    def __init__(self, library: Library, tasks: Tasks, changes: Changes, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._stale = True
        changes.happened.connect(self._on_change)

    def read(self) -> None:
        """Read the photos, unless nothing has changed since the last time."""
        if self._stale:
            self._stale = False
            self._tasks.run(
                partial(_posed, self._library),
                self.came.emit,
                owner=self,
                failed=lambda _sentence: None,
                lane=Lane.PICTURES,
            )

    def need(self, photo: Photo) -> None:
        """Read the picture of a photo."""
        self._tasks.run(
            partial(_picture, self._library, photo),
            partial(self.picture_came.emit, photo),
            owner=self,
            # A photo whose file is gone is missed on the Photos page; here its frame stays empty.
            failed=lambda _sentence: None,
            lane=Lane.PICTURES,
        )

    def _on_change(self, change: Change) -> None:
        if change.touches(Topic.PHOTO):
            self._stale = True


def _posed(library: Library) -> list[Photo]:
    return [one for one in library.photos.every() if one.pose]


def _picture(library: Library, photo: Photo) -> QImage:
    return picture_of(library.photos.thumbnail(photo, BOX))
