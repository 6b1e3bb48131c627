"""The pixels of compared photos: decoded off the GUI thread, kept within a limit, ahead of her."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from recovery_app.domain.photos import Photo
from recovery_app.services.photos import Photos
from recovery_app.ui.tasks import Lane, Tasks

LONGEST = 2048
"""Pixels of the longer side at first; looking closer asks for all of them."""
MOST_BYTES = 400 * 1024 * 1024
AT_ONCE = 2


def key_of(photo: Photo) -> str:
    """Return what names the pixels of a photo: its bytes and how she turned it."""
    return f"{photo.sha256}-{photo.turns}"


class ComparedPictures(QObject):
    """Hands out images; neighbours are decoded ahead, so that stepping does not wait."""

    came = Signal(str)
    """The image of this key is there, or sharper than before."""
    failed = Signal(str)
    """Why a photo cannot be shown, in a sentence."""

    def __init__(self, photos: Photos, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._photos, self._tasks = photos, tasks
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._waiting: list[tuple[Photo, int | None]] = []
        self._flying: set[tuple[str, int | None]] = set()
        self._broken: set[str] = set()

    def image(self, photo: Photo) -> QImage:
        """Return the image, null while it is not there."""
        image = self._kept.get(key_of(photo))
        if image is None:
            return QImage()
        self._kept.move_to_end(key_of(photo))
        return image

    def broken(self, photo: Photo) -> bool:
        """Whether the photo could not be read when it was asked for last."""
        return key_of(photo) in self._broken

    def want(self, photos: Sequence[Photo], ahead: Sequence[Photo] = ()) -> None:
        """Ask for photos, then for those that will probably be looked at next."""
        wishes = [(one, LONGEST) for one in (*photos, *ahead)]
        self._waiting = [wish for wish in wishes if key_of(wish[0]) not in self._kept]
        self._go_on()

    def want_sharper(self, photos: Sequence[Photo]) -> None:
        """Ask for all pixels of photos that she looks at closely."""
        self._waiting = [(one, None) for one in photos if not self._is_full(one)]
        self._go_on()

    def _is_full(self, photo: Photo) -> bool:
        image = self._kept.get(key_of(photo))
        return image is not None and image.width() >= photo.shown_size[0]

    def _go_on(self) -> None:
        while self._waiting and len(self._flying) < AT_ONCE:
            photo, longest = self._waiting.pop(0)
            wish = (key_of(photo), longest)
            if wish in self._flying:
                continue
            self._flying.add(wish)
            self._tasks.run(
                partial(_load, self._photos, photo, longest),
                partial(self._on_loaded, wish),
                owner=self,
                failed=partial(self._on_failed, wish),
                lane=Lane.PICTURES,
            )

    def _on_loaded(self, wish: tuple[str, int | None], image: QImage) -> None:
        self._flying.discard(wish)
        self._broken.discard(wish[0])
        self._kept[wish[0]] = image
        self._kept.move_to_end(wish[0])
        while len(self._kept) > 2 and self._bytes() > MOST_BYTES:
            self._kept.popitem(last=False)
        self.came.emit(wish[0])
        self._go_on()

    def _on_failed(self, wish: tuple[str, int | None], sentence: str) -> None:
        self._flying.discard(wish)
        self._broken.add(wish[0])
        self.failed.emit(sentence)
        self._go_on()

    def _bytes(self) -> int:
        return sum(image.sizeInBytes() for image in self._kept.values())


def _load(photos: Photos, photo: Photo, longest: int | None) -> QImage:
    shown = photos.shown(photo, longest)
    view = QImage(shown.pixels, shown.width, shown.height, shown.stride, QImage.Format.Format_RGB32)
    # A copy of its own: the bytes go with the value that they came in.
    return view.copy()
