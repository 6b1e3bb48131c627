"""Hiding every photo at once: the one place through which pictures of hers reach the screen."""

from collections import OrderedDict
from collections.abc import Generator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

GRAINS = 6
"""Patches from side to side that are left of a hidden picture, whatever its size."""

SOFT = 3
"""How many times these are doubled, so that no edges of patches are seen."""

SAMPLED = 96
"""Points from side to side that are looked at, so that a large picture costs no more."""

MOST_BLURS = 512
"""Kept of any picture: 9 KB each."""

MOST_BYTES = 64 * 1024 * 1024
"""Of pixmaps that stand in for others; a screen of the largest sort shows half of it."""


class Veil(QObject):
    """Whatever paints a photo asks here while painting: for it, or for a blur in its place.

    A blur is made of `GRAINS` × `GRAINS` colours, so that nothing can be made out, and since nothing
    else is ever painted, nothing flashes up while pictures come. What is saved, copied or dragged
    out is not hidden: the veil hangs before the screen.
    """

    changed = Signal(bool)
    """Photos are hidden from now on, or seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawn = False
        self._lifted = 0
        self._blurs: OrderedDict[int, QImage] = OrderedDict()
        self._pixmaps: OrderedDict[int, QPixmap] = OrderedDict()
        self._bytes = 0

    @property
    def drawn(self) -> bool:
        """Whether photos are hidden."""
        return self._drawn

    def draw(self, *, drawn: bool) -> None:
        """Hide all photos, or show them; every widget is painted anew."""
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self._blurs.clear()
        self._pixmaps.clear()
        self._bytes = 0
        for widget in QApplication.allWidgets():
            widget.update()
        self.changed.emit(drawn)

    @contextmanager
    def lifted(self) -> Generator[None]:
        """Paint photos as they are in this block, into what is not the screen."""
        self._lifted += 1
        try:
            yield
        finally:
            self._lifted -= 1

    def paint(
        self, painter: QPainter, place: QRectF, image: QImage, source: QRectF | None = None
    ) -> None:
        """Paint a picture, or a part of it in its own pixels, into a place."""
        whole = QRectF(image.rect())
        source = whole if source is None else source
        if not self._hides:
            painter.drawImage(place, image, source)
        elif not image.isNull():
            blur = self._blur(image)
            x, y = blur.width() / whole.width(), blur.height() / whole.height()
            part = QRectF(source.x() * x, source.y() * y, source.width() * x, source.height() * y)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, blur, part)
            painter.restore()

    def pixmap(self, pixmap: QPixmap) -> QPixmap:
        """Return what to paint for a picture: it, or a blur of its size and outline."""
        if not self._hides or pixmap.isNull():
            return pixmap
        key = pixmap.cacheKey()
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = self._stand_in(pixmap)
            self._bytes += _bytes_of(found)
            while self._bytes > MOST_BYTES and len(self._pixmaps) > 1:
                _, oldest = self._pixmaps.popitem(last=False)
                self._bytes -= _bytes_of(oldest)
        self._pixmaps.move_to_end(key)
        return found

    @property
    def _hides(self) -> bool:
        return self._drawn and not self._lifted

    def _stand_in(self, pixmap: QPixmap) -> QPixmap:
        image = QImage(pixmap.size(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(image.rect(), _blurred(pixmap.toImage()))
        if pixmap.hasAlphaChannel():
            # Round corners stay round.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
            painter.drawPixmap(image.rect(), pixmap, QRect(0, 0, pixmap.width(), pixmap.height()))
        painter.end()
        blurred = QPixmap.fromImage(image)
        blurred.setDevicePixelRatio(pixmap.devicePixelRatio())
        return blurred

    def _blur(self, image: QImage) -> QImage:
        key = image.cacheKey()
        if key not in self._blurs:
            self._blurs[key] = _blurred(image)
            if len(self._blurs) > MOST_BLURS:
                self._blurs.popitem(last=False)
        self._blurs.move_to_end(key)
        return self._blurs[key]


def _blurred(image: QImage) -> QImage:
    """Return a few soft patches of colour in a square, to be stretched to the picture's shape."""
    blur = image
    if max(image.width(), image.height()) > SAMPLED:
        blur = _in_square(blur, SAMPLED, Qt.TransformationMode.FastTransformation)
    blur = _in_square(blur, GRAINS, Qt.TransformationMode.SmoothTransformation)
    for doubled in range(1, SOFT + 1):
        side = GRAINS << doubled
        blur = _in_square(blur, side, Qt.TransformationMode.SmoothTransformation)
    return blur


def _in_square(image: QImage, side: int, how: Qt.TransformationMode) -> QImage:
    return image.scaled(side, side, Qt.AspectRatioMode.IgnoreAspectRatio, how)


def _bytes_of(pixmap: QPixmap) -> int:
    return 4 * pixmap.width() * pixmap.height()
