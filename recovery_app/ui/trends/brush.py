"""The range of days that the pointer draws over a chart."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTransform

from recovery_app.ui.theme import Look
from recovery_app.ui.trends.items import Item


class Brush(Item):
    """A shade between where the pointer was pressed and where it is; it lies below all lines."""

    def __init__(self, look: Look, extent: QRectF) -> None:
        super().__init__(look, extent)
        self._from: float | None = None
        self._to: float | None = None

    @property
    def drawn(self) -> bool:
        """Whether a range is being drawn."""
        return self._from is not None

    @property
    def begun(self) -> float:
        """Where it began, in the chart's units."""
        return self._from or 0.0

    def begin(self, x: float) -> None:
        """Begin at a place of the time axis."""
        self._from = self._to = x

    def move(self, x: float) -> None:
        """Reach as far as there."""
        self._to = x
        self.update()

    def end(self) -> tuple[float, float] | None:
        """Stop and return the range; None where none was begun."""
        found = None if self._from is None or self._to is None else (self._from, self._to)
        self._from = self._to = None
        self.update()
        return found

    def draw(self, painter: QPainter, at: QTransform, room: QRectF) -> None:
        """Fill the range from top to bottom."""
        if self._from is None or self._to is None:
            return
        left, right = sorted(at.map(QPointF(x, 0)).x() for x in (self._from, self._to))
        shade = QRectF(left, room.top(), right - left, room.height()) & room
        painter.fillRect(shade, self.look.theme.accent_soft)
