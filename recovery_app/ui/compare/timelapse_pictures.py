"""The pictures of a time-lapse: laid and decoded off the GUI thread, ahead of what is shown."""

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from recovery_app.services.library import Library
from recovery_app.services.timelapse import Lapse
from recovery_app.ui.tasks import Lane, Tasks

KEPT = 32
"""Pictures in memory: some 110 MB at 1080 by 810 pixels."""
AHEAD = 12
AT_ONCE = 2


class LapsePictures(QObject):
    """Hands out the pictures of one time-lapse by their place in it."""

    came = Signal(int)
    """The picture of this place is there, or will never be."""

    def __init__(self, library: Library, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._lapse: Lapse | None = None
        self._kept: OrderedDict[int, QImage] = OrderedDict()
        self._flying: set[int] = set()
        self._broken: set[int] = set()
        self._waiting: list[int] = []

    def show(self, lapse: Lapse | None) -> None:
        """Hand out the pictures of another time-lapse from now on."""
        self._lapse = lapse
        self._kept.clear()
        self._flying = set()
        self._broken = set()
        self._waiting = []

    def image(self, at: int) -> QImage:
        """Return a picture, null while it is not there."""
        return self._kept.get(at, QImage())

    def ready(self, at: int) -> bool:
        """Whether waiting for this picture is over: it is there, or cannot be read."""
        return at in self._kept or at in self._broken

    def broken(self, at: int) -> bool:
        """Whether this picture cannot be read."""
        return at in self._broken

    def want(self, at: int) -> None:
        """Ask for a picture and for those that come after it."""
        if self._lapse is None:
            return
        count = len(self._lapse.scenes)
        places = [(at + more) % count for more in range(min(AHEAD, count))]
        for place in reversed(places):
            if place in self._kept:
                self._kept.move_to_end(place)
        self._waiting = [place for place in places if not self.ready(place)]
        self._go_on()

    def _go_on(self) -> None:
        lapse = self._lapse
        while lapse is not None and self._waiting and len(self._flying) < AT_ONCE:
            at = self._waiting.pop(0)
            if at in self._flying:
                continue
            self._flying.add(at)
            self._tasks.run(
                partial(_load, self._library, lapse, at),
                partial(self._on_loaded, lapse, at),
                owner=self,
                failed=partial(self._on_failed, lapse, at),
                lane=Lane.PICTURES,
            )

    def _on_loaded(self, lapse: Lapse, at: int, image: QImage) -> None:
        if lapse is not self._lapse:
            return
        self._kept[at] = image
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self._over(at)

    def _on_failed(self, lapse: Lapse, at: int, _sentence: str) -> None:
        if lapse is self._lapse:
            self._broken.add(at)
            self._over(at)

    def _over(self, at: int) -> None:
        self._flying.discard(at)
        self._go_on()
        self.came.emit(at)


def _load(library: Library, lapse: Lapse, at: int) -> QImage:
    shown = library.timelapse.picture(lapse, at)
    view = QImage(shown.pixels, shown.width, shown.height, shown.stride, QImage.Format.Format_RGB32)
    # A copy of its own: the bytes go with the value that they came in.
    return view.copy()
