"""Thumbnails for the grid: made off the GUI thread, the latest wish first, kept up to a limit."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QImage, QPainter, QPixmap

from recovery_app.domain.photos import Photo
from recovery_app.services.photos import Photos
from recovery_app.ui.small_jpeg import picture_of
from recovery_app.ui.tasks import Lane, Tasks

AT_ONCE = 2
"""Pictures asked of the lane at a time; more would only wait there when she has scrolled on."""

QUICK = 0.01
"""Seconds below which a picture came from the cache. Such ones hold the interpreter's lock nearly
all the time, so that a second thread would only make scrolling stutter."""

MOST_BYTES = 96 * 1024 * 1024
RADIUS = 10
BOXES = (320, 640)
"""Sizes in which thumbnails are kept on disk."""


def key_of(photo: Photo) -> str:
    """Return what a picture is kept under: its bytes, and how she turned it."""
    return f"{photo.sha256}-{photo.turns}"


@dataclass(frozen=True, slots=True)
class _Kept:
    pixmap: QPixmap
    side: int


class SmallPictures(QObject):
    """Square pictures with round corners by the `key_of` their photo.

    What is wanted is said anew with each look at the page: wishes that nobody looks at any more
    are forgotten, so that fast scrolling costs nothing.
    """

    came = Signal(str)
    """The picture of this key is there, or cannot be read."""

    def __init__(self, photos: Photos, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._photos, self._tasks = photos, tasks
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._bytes = 0
        self._unreadable: set[str] = set()
        self._wanted: list[Photo] = []
        self._flying: set[str] = set()
        self._at_once = 1
        self._side, self._ratio = 1, 1.0

    def pixmap(self, photo: Photo) -> QPixmap | None:
        """Return the picture, perhaps in another size than is wanted now, or None."""
        key = key_of(photo)
        kept = self._kept.get(key)
        if kept is None:
            return None
        self._kept.move_to_end(key)
        return kept.pixmap

    def is_unreadable(self, photo: Photo) -> bool:
        """Whether the original could not be read."""
        return key_of(photo) in self._unreadable

    def want(self, photos: Sequence[Photo], side: int, ratio: float) -> None:
        """Ask for the pictures that are looked at; earlier wishes are forgotten.

        Args:
            photos: the most urgent first.
            side: logical pixels of a side.
            ratio: device pixels per logical one.
        """
        self._side, self._ratio = round(side * ratio), ratio
        self._wanted = [photo for photo in reversed(photos) if not self._is_settled(photo)]
        self._go_on()

    def try_again(self) -> None:
        """Forget what could not be read: it may have been mended."""
        self._unreadable.clear()

    def _is_settled(self, photo: Photo) -> bool:
        key = key_of(photo)
        if key in self._flying or key in self._unreadable:
            return True
        kept = self._kept.get(key)
        return kept is not None and kept.side == self._side

    def _go_on(self) -> None:
        while self._wanted and len(self._flying) < self._at_once:
            photo = self._wanted.pop()
            key = key_of(photo)
            self._flying.add(key)
            self._tasks.run(
                partial(_square, self._photos, photo, self._side, round(RADIUS * self._ratio)),
                partial(self._on_made, key, self._ratio),
                owner=self,
                failed=partial(self._on_refused, key),
                lane=Lane.PICTURES,
            )

    def _on_made(self, key: str, ratio: float, made: tuple[QImage, float]) -> None:
        image, seconds = made
        self._at_once = 1 if seconds < QUICK else AT_ONCE
        self._flying.discard(key)
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        before = self._kept.pop(key, None)
        if before is not None:
            self._bytes -= _bytes_of(before.side)
        self._kept[key] = _Kept(pixmap, image.width())
        self._bytes += _bytes_of(image.width())
        while self._bytes > MOST_BYTES and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= _bytes_of(oldest.side)
        self.came.emit(key)
        self._go_on()

    def _on_refused(self, key: str, _sentence: str) -> None:
        self._flying.discard(key)
        self._unreadable.add(key)
        self.came.emit(key)
        self._go_on()


def _bytes_of(side: int) -> int:
    return 4 * side * side


def _square(photos: Photos, photo: Photo, side: int, radius: int) -> tuple[QImage, float]:
    """Cut the middle of a photo to a square with round corners, and tell the seconds it took.

    Runs on the picture lane.
    """
    start = perf_counter()
    shape = min(photo.width, photo.height) / max(photo.width, photo.height)
    box = next((box for box in BOXES if box * shape >= side * 0.9), BOXES[-1])
    image = picture_of(photos.thumbnail(photo, box))
    edge = min(image.width(), image.height())
    middle = QRect((image.width() - edge) // 2, (image.height() - edge) // 2, edge, edge)
    image = image.copy(middle).scaled(
        side, side, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    # Corners are cut here once, because a clip costs ten times the picture at every frame.
    cut = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    cut.fill(Qt.GlobalColor.transparent)
    painter = QPainter(cut)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(image))
    painter.drawRoundedRect(0, 0, side, side, radius, radius)
    painter.end()
    return cut, perf_counter() - start
