"""Beside the photo in the viewer: its measured redness, and the switch to its map."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.domain.photos import Photo
from recovery_app.services.library import Library
from recovery_app.services.redness_lines import Told
from recovery_app.ui.photos import redness_words
from recovery_app.ui.photos.large_pictures import Picture
from recovery_app.ui.photos.small_pictures import key_of
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.chip import Chip
from recovery_app.ui.widgets.labels import caption, muted, section, strong


class RednessPart(QWidget):
    """The number with its error, what it may claim, why there is none, and the map.

    Args:
        library: whose photos.
        tasks: reads off the GUI thread.
        look: colours and fonts.
    """

    regions_wanted = Signal()
    """The person wants to draw the areas of the pose."""
    map_wanted = Signal(bool)
    """The person wants the map of redness in place of the photo, or the photo again."""

    def __init__(
        self, library: Library, tasks: Tasks, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._key = ""
        self._headline, self._number = strong(), strong()
        self._headline.setWordWrap(True)
        self._fine = caption()
        self._remarks, self._limits = muted(), caption(self.tr(redness_words.LIMITS))
        self._limits.setWordWrap(True)
        self.map = Chip(look, "map", self.tr("Redness map"))
        self.map.ticked.connect(lambda _slug, ticked: self.map_wanted.emit(ticked))
        regions = QuietButton(look, self.tr("Regions…"))
        regions.clicked.connect(self.regions_wanted)
        ways = QHBoxLayout()
        ways.setSpacing(4)
        ways.addWidget(self.map)
        ways.addWidget(regions)
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(section(self.tr("Redness in this photo")))
        for label in (self._headline, self._number, self._fine, self._remarks, self._limits):
            column.addWidget(label)
        column.addLayout(ways)
        self._asking, self._again = False, False
        self._photo: Photo | None = None
        self._say(None)

    def show_photo(self, photo: Photo) -> None:
        """Tell what was measured on a photo, as soon as it is read."""
        key = key_of(photo)
        if key != self._key:
            self._say(None)
        self._key, self._photo = key, photo
        self._ask()

    def _ask(self) -> None:
        """Ask once at a time: while the background measures, much may change in a moment."""
        if self._asking or self._photo is None:
            self._again = self._asking
            return
        self._asking, library, photo = True, self._library, self._photo
        self._tasks.run(
            lambda: library.redness.of_photo(photo),
            partial(self._on_told, key_of(photo)),
            owner=self,
            failed=self._on_failed,
            lane=Lane.PICTURES,
        )

    def _on_told(self, key: str, told: Told) -> None:
        if key == self._key:
            self._say(told)
        self._over()

    def _on_failed(self, sentence: str) -> None:
        self._say(Told(why=sentence))
        self._over()

    def _over(self) -> None:
        self._asking = False
        if self._again:
            self._again = False
            self._ask()

    def _say(self, found: Told | None) -> None:
        """Show what is told of the photo; None while nothing is known."""
        told = found or Told()
        point = told.point
        numbered = found is not None and not told.why
        self._headline.setText(redness_words.headline(told) if numbered else "")
        self._number.setText(redness_words.number_words(point) if point else "")
        self._fine.setText(redness_words.fine_words(point) if point else "")
        lines = [*redness_words.remarks(told), *redness_words.spot_lines(told)]
        self._remarks.setText("\n".join(lines))
        self._limits.setVisible(point is not None)
        for label in (self._headline, self._number, self._fine, self._remarks):
            label.setVisible(bool(label.text()))


class RednessMaps(QObject):
    """Draws maps of redness on the picture lane, for whichever photo is looked at."""

    came = Signal(str, object)
    """`key_of` a photo and a `Picture` of its map."""
    failed = Signal(str, str)
    """`key_of` a photo whose map cannot be drawn, and why in a sentence."""

    def __init__(self, library: Library, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._flying: set[str] = set()
        self._next: tuple[Photo, int] | None = None

    def show(self, photo: Photo, longest: int) -> None:
        """Ask for the map of a photo; one that is asked for meanwhile takes its place."""
        if self._flying:
            self._next = (photo, longest)
            return
        key, library = key_of(photo), self._library
        self._flying.add(key)
        self._tasks.run(
            lambda: _map(library, photo, longest),
            partial(self._on_map, key),
            owner=self,
            failed=partial(self._on_failed, key),
            lane=Lane.PICTURES,
        )

    def _on_map(self, key: str, picture: Picture) -> None:
        self._landed(key)
        self.came.emit(key, picture)

    def _on_failed(self, key: str, sentence: str) -> None:
        self._landed(key)
        self.failed.emit(key, sentence)

    def _landed(self, key: str) -> None:
        self._flying.discard(key)
        if self._next is not None:
            wanted, self._next = self._next, None
            self.show(*wanted)


def _map(library: Library, photo: Photo, longest: int) -> Picture:
    shown = library.redness.map(photo, longest)
    image = QImage(
        shown.pixels, shown.width, shown.height, shown.stride, QImage.Format.Format_RGB32
    )
    return Picture(image, shown.pixels)
