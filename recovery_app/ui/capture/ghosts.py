"""The photo of a pose that the live picture is laid under: its reference, read on a thread."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from recovery_app.services.library import Library
from recovery_app.ui.tasks import Lane, Tasks

LONGEST = 1600
"""Pixels of a ghost's longest side."""


@dataclass(frozen=True, slots=True)
class Ghost:
    """A reference: the pose whose it is, its picture and its day."""

    pose: str
    image: QImage
    day: date


class Ghosts(QObject):
    """Reads the reference of the pose that was asked for last."""

    came = Signal(object, list)
    """The `Ghost`, or None where the pose has no photo yet; and the poses that have one."""
    failed = Signal(str)
    """The reference cannot be read; why, in a sentence."""

    def __init__(self, library: Library, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._pose = ""

    def want(self, pose: str) -> None:
        """Ask for the ghost of a pose."""
        self._pose = pose
        self._tasks.run(
            partial(_ghost, self._library, pose),
            partial(self._on_read, pose),
            owner=self,
            failed=partial(self._on_failed, pose),
            lane=Lane.PICTURES,
        )

    def _on_read(self, pose: str, read: tuple[Ghost | None, list[str]]) -> None:
        if pose == self._pose:
            self.came.emit(*read)

    def _on_failed(self, pose: str, sentence: str) -> None:
        if pose == self._pose:
            self.came.emit(None, [])
            self.failed.emit(sentence)


def _ghost(library: Library, pose: str) -> tuple[Ghost | None, list[str]]:
    references = library.alignment.references()
    photo = references.get(pose)
    if photo is None:
        return None, list(references)
    shown = library.photos.shown(photo, LONGEST)
    image = QImage(
        shown.pixels, shown.width, shown.height, shown.stride, QImage.Format.Format_RGB32
    )
    # A copy, since an image made from bytes paints from them without keeping them.
    return Ghost(pose, image.copy(), photo.day), list(references)
