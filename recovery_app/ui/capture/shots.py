"""The shots that were taken and are not added yet: they wait in the library's own folder."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageWriter

from recovery_app.services import capturing
from recovery_app.services.capturing import WaitingShot
from recovery_app.services.library import Library
from recovery_app.ui.small_jpeg import picture_of
from recovery_app.ui.tasks import Tasks

QUALITY = 95
"""Of the JPEG."""

SMALL = QSize(192, 144)
"""Pixels of the picture in the strip."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo that was taken and waits to be added.

    Attributes:
        file: where it lies meanwhile.
        at: when it was taken.
        pose: how.
        small: the picture for the strip.
    """

    file: Path
    at: datetime
    pose: str
    small: QImage


class Shots(QObject):
    """Keeps shots in the library's folder until they are added or thrown away.

    What was handed over still lies there, since an import reads it later, and so does what was
    left when the window closed: `load` finds it again.

    Args:
        library: in whose folder they wait.
        tasks: writes the files, in the order in which they were taken.
    """

    changed = Signal()
    """A shot came or went."""
    failed = Signal(str)
    """A shot could not be kept; why, in a sentence."""

    def __init__(self, library: Library, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._number = 0
        self._under_way = 0
        self._unwanted = 0
        self._waiting: list[Shot] = []

    @property
    def waiting(self) -> list[Shot]:
        """The shots that are not handed over yet, as taken."""
        return list(self._waiting)

    @property
    def busy(self) -> bool:
        """Whether a shot is on its way to the disk."""
        return self._under_way > 0

    def load(self) -> None:
        """Find the shots that wait on disk and are in no library yet."""
        self._tasks.run(partial(_loaded, self._library), self._on_loaded, owner=self)

    def take(self, image: QImage, pose: str, at: datetime) -> None:
        """Keep a picture as it is; `changed` says when it is on disk."""
        self._number += 1
        self._under_way += 1
        self._tasks.run(
            partial(_kept, self._library, image, at, self._number, pose),
            partial(self._on_kept, self._number),
            owner=self,
            failed=self._on_failed,
        )

    def remove(self, *shots: Shot) -> None:
        """Throw shots away."""
        self._waiting = [one for one in self._waiting if one not in shots]
        self._tasks.run(
            partial(capturing.throw_away, self._library, [shot.file for shot in shots]), owner=self
        )
        self.changed.emit()

    def hand_over(self) -> dict[str, list[Path]]:
        """Return the files that wait, by pose and as taken, and count them as added."""
        files: dict[str, list[Path]] = {}
        for shot in self._waiting:
            files.setdefault(shot.pose, []).append(shot.file)
        self._waiting.clear()
        self.changed.emit()
        return files

    def discard(self) -> None:
        """Throw all shots away that are not handed over, also one that is still being written."""
        self._unwanted = self._number
        self.remove(*self._waiting)

    def _on_loaded(self, found: list[Shot]) -> None:
        here = {shot.file for shot in self._waiting}
        fresh = [shot for shot in found if shot.file not in here]
        if fresh:
            self._waiting = sorted([*self._waiting, *fresh], key=lambda shot: shot.at)
            self.changed.emit()

    def _on_kept(self, number: int, shot: Shot) -> None:
        self._under_way -= 1
        if number <= self._unwanted:
            self.remove(shot)
            return
        self._waiting.append(shot)
        self.changed.emit()

    def _on_failed(self, sentence: str) -> None:
        self._under_way -= 1
        self.changed.emit()
        self.failed.emit(sentence)


def _kept(library: Library, image: QImage, at: datetime, number: int, pose: str) -> Shot:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # Without this format an alpha channel that a camera left empty would come out black.
    writer = QImageWriter(buffer, b"jpeg")
    writer.setQuality(QUALITY)
    writer.write(image.convertToFormat(QImage.Format.Format_RGB32))
    buffer.close()
    kept = capturing.keep_shot(library, bytes(data.data()), at, number, pose)
    return _shot(kept, image)


def _loaded(library: Library) -> list[Shot]:
    return [_shot(one, picture_of(one.jpeg)) for one in capturing.waiting(library)]


def _shot(kept: WaitingShot, image: QImage) -> Shot:
    small = image.scaled(
        SMALL,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    return Shot(kept.file, kept.at, kept.pose, small)
