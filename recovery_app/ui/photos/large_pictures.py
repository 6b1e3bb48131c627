"""Photos for the viewer: as large as the screen first, in full when she looks closer."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from recovery_app.domain.photos import Photo
from recovery_app.services.photos import Photos
from recovery_app.ui.photos.small_pictures import key_of
from recovery_app.ui.small_jpeg import picture_of
from recovery_app.ui.tasks import Lane, Tasks

AT_ONCE = 2
KEPT = 6
"""Screen-sized pictures in memory: the one that is seen, its neighbours, and where she was."""

LARGEST = 8192
"""Pixels of the longest side that is shown even of larger photos: 200 MB at the most."""

SMALL = 320
"""The thumbnail that is shown until the rest is there."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image together with the bytes that it paints from, which Qt does not copy."""

    image: QImage
    pixels: bytes


@dataclass(frozen=True, slots=True)
class _Wish:
    photo: Photo
    longest: int

    @property
    def key(self) -> tuple[str, int]:
        return key_of(self.photo), self.longest


class LargePictures(QObject):
    """Decodes on the picture lane, the latest wish first, and keeps a few pictures."""

    came = Signal(str, object)
    """`key_of` a photo and a `Picture` of it: first few pixels, then more."""
    failed = Signal(str, str)
    """`key_of` a photo that cannot be shown, and why in a sentence."""

    def __init__(self, photos: Photos, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._photos, self._tasks = photos, tasks
        self._kept: OrderedDict[tuple[str, int], Picture] = OrderedDict()
        self._full: tuple[str, Picture] | None = None
        self._waiting: list[_Wish] = []
        self._flying: set[tuple[str, int]] = set()
        self._looked_at = ""

    def show(self, photo: Photo, longest: int, neighbours: list[Photo]) -> None:
        """Ask for a photo as large as the screen and then for its neighbours.

        Args:
            photo: what is looked at; an answer may come before this returns.
            longest: pixels of the longest side that the screen can show.
            neighbours: what will probably be looked at next, the likeliest first.
        """
        self._looked_at = key_of(photo)
        if self._full is not None and self._full[0] != key_of(photo):
            self._full = None
        wishes = [_Wish(one, longest) for one in (photo, *neighbours)]
        found = self._found(wishes[0])
        if found is not None:
            self.came.emit(key_of(photo), found)
        else:
            self._tasks.run(
                partial(_thumbnail, self._photos, photo),
                partial(self._on_thumbnail, wishes[0]),
                owner=self,
                # The picture itself is asked for too and will say what is wrong with it.
                failed=lambda _sentence: None,
                lane=Lane.PICTURES,
            )
        self._want([one for one in reversed(wishes) if one.key not in self._kept])

    def show_full(self, photo: Photo) -> None:
        """Ask for all pixels of the photo that is looked at."""
        if self._full is not None and self._full[0] == key_of(photo):
            self.came.emit(key_of(photo), self._full[1])
        else:
            full = _Wish(photo, LARGEST)
            self._want([*(one for one in self._waiting if one != full), full])

    def forget(self) -> None:
        """Let go of everything; nobody looks."""
        self._kept.clear()
        self._full = None
        self._looked_at = ""
        self._waiting.clear()

    def _found(self, wish: _Wish) -> Picture | None:
        if self._full is not None and self._full[0] == key_of(wish.photo):
            return self._full[1]
        found = self._kept.get(wish.key)
        if found is not None:
            self._kept.move_to_end(wish.key)
        return found

    def _want(self, wishes: list[_Wish]) -> None:
        self._waiting = [one for one in wishes if one.key not in self._flying]
        self._go_on()

    def _go_on(self) -> None:
        while self._waiting and len(self._flying) < AT_ONCE:
            wish = self._waiting.pop()
            self._flying.add(wish.key)
            self._tasks.run(
                partial(_decoded, self._photos, wish.photo, wish.longest),
                partial(self._on_decoded, wish),
                owner=self,
                failed=partial(self._on_failed, wish),
                lane=Lane.PICTURES,
            )

    def _on_thumbnail(self, wish: _Wish, picture: Picture) -> None:
        if self._found(wish) is None:
            self.came.emit(key_of(wish.photo), picture)

    def _on_decoded(self, wish: _Wish, picture: Picture) -> None:
        self._flying.discard(wish.key)
        if wish.longest != LARGEST:
            self._kept[wish.key] = picture
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        elif key_of(wish.photo) == self._looked_at:
            self._full = key_of(wish.photo), picture
        self.came.emit(key_of(wish.photo), picture)
        self._go_on()

    def _on_failed(self, wish: _Wish, sentence: str) -> None:
        self._flying.discard(wish.key)
        self.failed.emit(key_of(wish.photo), sentence)
        self._go_on()


def _thumbnail(photos: Photos, photo: Photo) -> Picture:
    return Picture(picture_of(photos.thumbnail(photo, SMALL)), b"")


def _decoded(photos: Photos, photo: Photo, longest: int) -> Picture:
    shown = photos.shown(photo, longest)
    image = QImage(
        shown.pixels, shown.width, shown.height, shown.stride, QImage.Format.Format_RGB32
    )
    return Picture(image, shown.pixels)
