"""A plot whose points answer to the pointer, to the keyboard and to a screen reader."""

from collections.abc import Sequence
from datetime import date
from math import hypot

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsGridLayout, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.trends.axes import Axis, Levels
from recovery_app.ui.trends.brush import Brush
from recovery_app.ui.trends.dates import short_date
from recovery_app.ui.trends.items import Item, Ring
from recovery_app.ui.trends.spots import Spot, Spots
from recovery_app.ui.trends.tip import Tip
from recovery_app.ui.widgets.shapes import CONTROL, ring

NEAR = 16
"""So many pixels from a point still mean it."""
STILL = 4
"""A press that moves less than this is a click."""


class Plot(pg.GraphicsView):
    """Axes, items and points; `extent` is the whole of the chart in its own units."""

    day_wanted = Signal(object)
    """The person chose a point: its date."""

    photo_wanted = Signal(str)
    """The person chose a photo: its id."""

    photos_wanted = Signal(object, object)
    """The person drew over a range of days: the first and the last date."""

    pointed = Signal(object)
    """The pointer or the keyboard is at a point: its `Spot`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setBackground(look.theme.raised)
        # A ground that is kept as a picture would be one in a saved drawing as well.
        self.setCacheMode(pg.GraphicsView.CacheModeFlag.CacheNone)
        self.look = look
        self.view = pg.ViewBox(enableMenu=False, defaultPadding=0)
        self.view.setMouseEnabled(x=False, y=False)
        self.items_drawn: Sequence[Item] = ()
        self.spots: Sequence[Spot] = ()
        self._ways = Spots(())
        self._at: int | None = None
        self._ringed = False
        self._posing = False
        self._heights = (0.0, 1.0, 0, 0)
        self._pressed: QPointF | None = None
        self._ring: Ring | None = None
        self._brush: Brush | None = None
        self._axes: list[Axis] = []
        self._grid = QGraphicsGridLayout()
        self._grid.setContentsMargins(6, 4, 10, 2)
        self._grid.setSpacing(0)
        self._grid.addItem(self.view, 0, 1)
        self._middle = pg.GraphicsWidget()
        self._middle.setLayout(self._grid)
        self.setCentralItem(self._middle)
        self.tip = Tip(look, self)
        look.changed.connect(self._on_look)
        self.view.sigResized.connect(self._fit)

    def show_items(self, extent: QRectF, items: Sequence[Item], spots: Sequence[Spot]) -> None:
        """Draw other items; the points are the same ones as the items show, rows in order."""
        self._leave()
        for old in self.items_drawn:
            self.view.removeItem(old)
        self._ring, self._brush = Ring(self.look, extent), Brush(self.look, extent)
        self.items_drawn = [self._brush, *items, self._ring]
        for item in self.items_drawn:
            self.view.addItem(item, ignoreBounds=True)
        self.show_spots(spots)

    def show_spots(self, spots: Sequence[Spot]) -> None:
        """Let other points answer."""
        self._leave()
        self.spots, self._ways = spots, Spots(spots)

    def show_axes(self, left: Levels, bottom: Axis) -> None:
        """Write other words beside and below."""
        for old in self._axes:
            self._grid.removeItem(old)
            self.scene().removeItem(old)
        self._axes = [left, bottom]
        self._grid.addItem(left, 0, 0)
        self._grid.addItem(bottom, 1, 0, 1, 2)

    @property
    def left_width(self) -> float:
        """Pixels of the words beside the chart."""
        return self._axes[0].size().width() if self._axes else 0.0

    def widen_left(self, width: float) -> None:
        """Give the words beside it this room, so that charts below each other stand in line."""
        if self._axes:
            self._axes[0].setFixedWidth(width)

    def fit_heights(self, low: float, high: float, *, above: int, below: int) -> None:
        """Show the levels from low to high, however high the chart is.

        Args:
            low: the lowest level.
            high: the highest one.
            above: pixels left free above it, for words.
            below: pixels left free below the lowest, for markers.
        """
        self._heights = (low, high, above, below)
        self._fit()

    def place(self, x: float, y: float) -> QPointF:
        """Return where a spot of the chart lies in this widget."""
        return QPointF(self.mapFromScene(self.view.mapViewToScene(QPointF(x, y))))

    def day_at(self, _x: float, /) -> date | None:
        """Return the date of a place on the time axis; None where it has none."""
        return None

    @property
    def spot(self) -> Spot | None:
        """What the pointer or the keyboard is at."""
        return None if self._at is None else self.spots[self._at]

    def pose(self, *, posing: bool) -> None:
        """Stand still for a picture, without ring and words, or go on."""
        self._posing = posing
        self._leave()

    # The pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the pointer."""
        if self._brush is not None and self._brush.drawn:
            self._draw_over(event.position())
            return
        super().mouseMoveEvent(event)
        if not event.buttons():
            self._go(self._nearest(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click or a range would begin; with Shift the chart is moved instead."""
        self._pressed = event.position()
        plain = event.button() is Qt.MouseButton.LeftButton and not event.modifiers()
        x = self.x_at(event.position())
        if plain and self._brush is not None and self.day_at(x) is not None:
            self._brush.begin(x)
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the day of the point that was clicked, or the photos of the range drawn over."""
        begun, self._pressed = self._pressed, None
        over = self._brush.end() if self._brush is not None else None
        if over is None:
            super().mouseReleaseEvent(event)
        if begun is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        moved = event.position() - begun
        if hypot(moved.x(), moved.y()) < STILL:
            self._go(self._nearest(event.position()))
            self._open()
        elif over is not None and abs(moved.x()) >= NEAR:
            self._want_photos(*over)

    def leaveEvent(self, event: QMouseEvent) -> None:
        """Say nothing more once the pointer is gone."""
        super().leaveEvent(event)
        self._leave()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the words along when another page comes."""
        super().hideEvent(event)
        self._leave()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom only with Ctrl: without it the page scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            event.ignore()

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step through the points; Enter opens the day of one."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if key is Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._change_row(-1 if key is Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        elif key is Qt.Key.Key_P and self._at is not None:
            self._want_photos(self.spots[self._at].x, self.spots[self._at].x)
        elif key is Qt.Key.Key_Escape and self._at is not None:
            self._leave()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is, unless a click brought it: the pointer shows that."""
        super().focusInEvent(event)
        self._ringed = event.reason() is not Qt.FocusReason.MouseFocusReason
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let the point go with the keyboard."""
        super().focusOutEvent(event)
        self._leave()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart, and the ring where the keyboard is."""
        super().paintEvent(event)
        if self.hasFocus() and self._ringed and not self._posing:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ring(painter, self.viewport().rect(), CONTROL, self.look.theme.accent)

    # What is meant

    def x_at(self, at: QPointF) -> float:
        """Return the place on the time axis under a spot of this widget."""
        return self.view.mapSceneToView(self.mapToScene(at.toPoint())).x()

    def _draw_over(self, at: QPointF) -> None:
        if self._brush is None:
            return
        first, last = sorted((self._brush.begun, self.x_at(at)))
        self._brush.move(self.x_at(at))
        days = self.day_at(first), self.day_at(last)
        if days[0] is not None and days[1] is not None:
            words = self.tr("Photos from {first} to {last}").format(
                first=short_date(days[0]), last=short_date(days[1])
            )
            self.tip.say(words, at.toPoint())

    def _want_photos(self, first: float, last: float) -> None:
        days = self.day_at(min(first, last)), self.day_at(max(first, last))
        self._leave()
        if days[0] is not None and days[1] is not None:
            self.photos_wanted.emit(*days)

    def _nearest(self, at: QPointF) -> int | None:
        x, wide = self.x_at(at), self.view.viewPixelSize()[0] * NEAR
        best, found = float(NEAR), None
        for index in self._ways.between(x - wide, x + wide):
            spot = self.spots[index]
            place = self.place(spot.x, spot.y) - at
            far = hypot(place.x(), place.y())
            if far < best:
                best, found = far, index
        return found

    def _go(self, index: int | None) -> None:
        if index is None:
            self._leave()
            return
        if index == self._at:
            return
        self._at = index
        spot = self.spots[index]
        if self._ring is not None:
            self._ring.move(QPointF(spot.x, spot.y))
        words = spot.words()
        self.tip.say(words, self.place(spot.x, spot.y).toPoint())
        self.setAccessibleDescription(words)
        if spot.day is not None:
            self.pointed.emit(spot)
        opens = spot.day is not None or bool(spot.photo)
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
        )

    def _leave(self) -> None:
        self._at = None
        self.tip.hide()
        self.viewport().unsetCursor()
        if self._ring is not None:
            self._ring.move(None)

    def _open(self) -> None:
        if self._at is None:
            return
        spot = self.spots[self._at]
        if spot.photo:
            self.photo_wanted.emit(spot.photo)
        elif spot.day is not None:
            self.day_wanted.emit(spot.day)

    def _step(self, by: int) -> None:
        index = self._ways.stepped(self._at, by)
        if index is not None:
            self._visit(index)

    def _change_row(self, by: int) -> None:
        if self._at is None:
            self._step(1)
        else:
            self._visit(self._ways.beside(self._at, by))

    def _visit(self, index: int) -> None:
        spot = self.spots[index]
        (left, right), _ = self.view.viewRange()
        if not left <= spot.x <= right:
            self.view.translateBy(x=spot.x - (left + right) / 2)
        self._go(index)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spot.words()))

    def _fit(self, *_told: object) -> None:
        low, high, above, below = self._heights
        if above or below:
            unit = (high - low) / max(self.view.height() - above - below, above + below)
            self.view.setYRange(low - below * unit, high + above * unit, padding=0)

    def _on_look(self) -> None:
        self.setBackground(self.look.theme.raised)
        self.tip.update()
        self.scene().update()
