"""The slider for the size of the photos."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import painter_of
from recovery_app.ui.widgets.track_slider import HEIGHT, TrackSlider

STEP = 8
WIDTH = 128
SMALL, LARGE = 13, 20
"""Sizes of the signs at either end."""

ROOM = 26
"""Width of a sign's place."""


class SizeSlider(TrackSlider):
    """A track between a small and a large picture.

    Args:
        look: colours and icons.
        least: pixels of the smallest photo's side.
        most: pixels of the largest photo's side.
    """

    chosen = Signal(int)
    """The person chose this side in pixels, a multiple of `STEP`."""

    def __init__(self, look: Look, least: int, most: int, parent: QWidget | None = None) -> None:
        ends = least // STEP, most // STEP
        super().__init__(look, "", *ends, inset=ROOM, parent=parent)
        self.setAccessibleName(self.tr("Size of the photos"))
        self.setPageStep(4)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(self.accessibleName())
        self.valueChanged.connect(lambda value: self.chosen.emit(value * STEP))

    @property
    def side(self) -> int:
        """The size that is chosen, in pixels."""
        return self.value() * STEP

    def set_side(self, side: int) -> None:
        """Show a size without announcing it."""
        blocked = self.blockSignals(True)
        self.setValue(side // STEP)
        self.blockSignals(blocked)

    def sizeHint(self) -> QSize:
        """Make room for track and signs."""
        return QSize(WIDTH + 2 * ROOM, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Never be cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the signs at the ends of the track."""
        super().paintEvent(event)
        painter = painter_of(self)
        for size, middle in ((SMALL, ROOM // 2 - 3), (LARGE, self.width() - ROOM // 2 + 3)):
            sign = self._look.pixmap("photos", "muted", size, self.devicePixelRatioF())
            painter.drawPixmap(middle - size // 2, (self.height() - size) // 2, sign)
