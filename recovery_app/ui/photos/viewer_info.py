"""What is told beside a photo on demand: what was noted that day, redness, tones, the camera."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from recovery_app.domain.alignment import Laid
from recovery_app.domain.photos import CameraFacts, Photo
from recovery_app.domain.symptoms import words_of
from recovery_app.errors import LibraryUnavailable, PictureRefused
from recovery_app.services.comparing import Beside
from recovery_app.services.library import Library
from recovery_app.ui.photos.alignment_words import told
from recovery_app.ui.photos.small_pictures import key_of
from recovery_app.ui.photos.viewer_curve import Curve, SmallCurve, curve_of
from recovery_app.ui.photos.viewer_redness import RednessPart
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.labels import muted, section
from recovery_app.ui.widgets.scrolled import scrolled
from recovery_app.ui.widgets.shapes import CONTROL, painter_of, rounded

WIDTH = 292
LOOKED_AT = 192
"""Pixels of the longest side from which tones are counted: more would not change the curve."""

BINS = 64
CHANNELS = ((2, QColor(229, 72, 77)), (1, QColor(70, 167, 88)), (0, QColor(62, 124, 222)))
"""Where red, green and blue lie within a pixel, and the colour each is drawn in."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is told of one photo; its camera is None where the file cannot be read."""

    camera: CameraFacts | None
    beside: Beside
    notes: tuple[str, ...]
    curve: Curve | None
    laid: Laid


class InfoPanel(QWidget):
    """Redness, histogram, camera and day of the photo that is looked at.

    Args:
        library: whose photos.
        tasks: reads the original off the GUI thread.
        look: colours and fonts.
    """

    def __init__(
        self, library: Library, tasks: Tasks, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._key = ""
        self._tones = Tones(look)
        self._curve, self._curve_title = SmallCurve(look), section()
        self._camera, self._place, self._day = muted(), muted(), muted()
        self._laid = muted()
        self._noted_title: QLabel = section(self.tr("That day"))
        self._curve_title.setWordWrap(True)
        self._show_curve(None)
        self._place.setText(self.tr("The file says where it was taken. Copies leave that out."))
        self.redness = RednessPart(library, tasks, look)
        inside = QWidget()
        around = QVBoxLayout(self)
        around.setContentsMargins(8, 0, 0, 0)
        around.addWidget(scrolled(inside, self.tr("About this photo")))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for group in (
            # What she noted comes first: it is why she looks, and the numbers may go on below.
            (self._noted_title, self._day),
            (self._curve_title, self._curve),
            (self.redness,),
            (section(self.tr("Over its reference")), self._laid),
            (section(self.tr("Tones")), self._tones),
            (section(self.tr("Camera")), self._camera, self._place),
        ):
            for widget in group:
                column.addWidget(widget)
            column.addSpacing(8)
        column.addStretch(1)
        self.setFixedWidth(WIDTH)

    def show_photo(self, photo: Photo) -> None:
        """Tell what is known of a photo, as soon as it is read."""
        key = key_of(photo)
        if key != self._key:
            self._tones.show_image(QImage())
            for label in (self._camera, self._day, self._laid):
                label.setText("")
            self._place.hide()
            self._show_curve(None)
        self._key = key
        self.redness.show_photo(photo)
        self._tasks.run(
            partial(_read, self._library, photo),
            partial(self._on_read, photo),
            owner=self,
            failed=lambda sentence: self._camera.setText(sentence),
            lane=Lane.PICTURES,
        )

    def show_image(self, image: QImage) -> None:
        """Draw the tones of the pixels that are shown."""
        self._tones.show_image(image)

    def _on_read(self, photo: Photo, known: _Known) -> None:
        if key_of(photo) != self._key:
            return
        if known.camera is None:
            self._camera.setText(self.tr("The photo's file cannot be read."))
        else:
            noted_by_camera = camera_words(known.camera)
            self._camera.setText(noted_by_camera or self.tr("The camera noted nothing."))
        self._place.setVisible(known.camera is not None and known.camera.has_place)
        self._show_curve(known.curve)
        self._laid.setText(told(photo, known.laid))
        noted = [f"{one.name}: {words_of(one, value)}" for one, value in known.beside.ratings]
        noted += [f"{concern.name}: {value} of 100" for concern, value in known.beside.review]
        noted += [f"“{note}”" for note in known.notes]
        self._day.setText("\n".join(noted) or self.tr("Nothing was noted."))

    def _show_curve(self, curve: Curve | None) -> None:
        self._curve.show_curve(curve)
        self._curve_title.setVisible(curve is not None)
        if curve is not None:
            self._curve_title.setText(self._curve.in_words(curve))


class Tones(QWidget):
    """How many pixels are how bright, for red, green and blue."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._curves: list[list[float]] = []
        self.setFixedHeight(88)
        self.setAccessibleName(self.tr("Histogram of red, green and blue"))

    @property
    def curves(self) -> list[list[float]]:
        """Red, green and blue from dark to bright, each as shares of the highest; else empty."""
        return self._curves

    def show_image(self, image: QImage) -> None:
        """Count the tones of an image."""
        self._curves = [] if image.isNull() else _curves(image)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the three curves over each other."""
        painter = painter_of(self)
        theme = self._look.theme
        rounded(painter, self.rect(), CONTROL, theme.raised, theme.line)
        width, height = self.width() - 16, self.height() - 16
        painter.setPen(Qt.PenStyle.NoPen)
        for (_, colour), curve in zip(CHANNELS, self._curves, strict=False):
            points = [
                QPointF(8 + at * width / (BINS - 1), 8 + height * (1 - share))
                for at, share in enumerate(curve)
            ]
            shape = QPolygonF([QPointF(8, 8 + height), *points, QPointF(8 + width, 8 + height)])
            seen = QColor(colour)
            seen.setAlpha(110)
            painter.setBrush(seen)
            painter.drawPolygon(shape)


def camera_words(facts: CameraFacts) -> str:
    """Say how a photo was taken, over a few lines; empty where nothing is known."""
    numbers = [
        _exposure(facts.exposure) if facts.exposure else "",
        f"f/{facts.aperture:.3g}" if facts.aperture else "",
        f"ISO {facts.iso}" if facts.iso else "",
        f"{facts.focal_length:.3g} mm" if facts.focal_length else "",
    ]
    lines = [facts.camera, facts.lens, " · ".join(one for one in numbers if one)]
    return "\n".join(line for line in lines if line)


def _exposure(seconds: float) -> str:
    return f"{seconds:.3g} s" if seconds >= 0.4 else f"1/{round(1 / seconds)} s"


def _curves(image: QImage) -> list[list[float]]:
    size = image.size().scaled(QSize(LOOKED_AT, LOOKED_AT), Qt.AspectRatioMode.KeepAspectRatio)
    # A picture that is but a line would shrink to nothing.
    small = image.scaled(size.expandedTo(QSize(1, 1))).convertToFormat(QImage.Format.Format_RGB32)
    pixels = bytes(small.constBits())
    found: list[list[float]] = []
    for offset, _ in CHANNELS:
        counted = Counter(pixels[offset::4])
        step = 256 // BINS
        bins = [sum(counted[at * step + one] for one in range(step)) for at in range(BINS)]
        # The deepest and the brightest bin may hold half the picture and would flatten the rest.
        top = max(*bins[1:-1], 1)
        found.append([min(count / top, 1.0) for count in bins])
    return found


def _read(library: Library, photo: Photo) -> _Known:
    sessions = tuple(library.sessions.every())
    entries = library.journal.of_days(photo.day, photo.day)
    try:
        camera = library.copies.camera(photo)
    except (LibraryUnavailable, PictureRefused):
        # What she noted is told all the same.
        camera = None
    return _Known(
        camera,
        library.comparing.beside(photo, sessions),
        tuple(one.note for one in entries if one.note),
        curve_of(library, photo),
        library.alignment.laid(photo),
    )
