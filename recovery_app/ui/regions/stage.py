"""The reference photo with the regions on it: they are drawn, chosen and changed here."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from recovery_app.domain.alignment import Spot
from recovery_app.domain.regions import Region, Role
from recovery_app.ui.photos.canvas import STEP, Canvas
from recovery_app.ui.regions import marks, sketch
from recovery_app.ui.regions.outlines import ChangedOutline, NewOutline
from recovery_app.ui.regions.sketch import Outline
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import painter_of

REACH = 12
"""Pixels around a corner in which a press takes hold of it."""
NUDGE, LEAP = 2, 12
"""Pixels by which an arrow key moves a corner, and with Shift."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class RegionStage(Canvas):
    """A canvas whose photo carries outlines.

    While an outline is drawn, clicks (or Space) add corners and Enter, or a click on the first
    corner, closes it. Otherwise corners are dragged, or moved by the arrow keys.
    """

    drawn = Signal(object, object)
    """An outline was closed: its `Role` and its corners."""
    changed = Signal(str, object)
    """The region of that id has another outline now."""
    chosen = Signal(str)
    """The person chose the region of that id; empty for none."""
    drawing_changed = Signal()
    """Drawing has begun, gone on or ended."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._regions: list[Region] = []
        self._new, self._changed = NewOutline(), ChangedOutline()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Photo with regions"))

    @property
    def drawing(self) -> Role | None:
        """The role of what is being drawn, or None."""
        return self._new.role

    @property
    def corners(self) -> int:
        """How many corners the outline has that is being drawn."""
        return len(self._new.corners)

    @property
    def corner(self) -> int:
        """Which corner of the chosen region the keys move, from 0."""
        return self._changed.corner

    def show_regions(self, regions: Sequence[Region], chosen: str) -> None:
        """Show these regions; the chosen one can be changed."""
        self._regions = list(regions)
        self._changed.show(next((one for one in regions if one.id == chosen), None))
        self._say()
        self.update()

    def draw(self, role: Role, corners: Sequence[Spot] = ()) -> None:
        """Begin an outline of that role, or go on with one that has these corners."""
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._new.begin(role, tuple(corners), self._spot(middle))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus()
        self._drawing_on()

    def stop_drawing(self) -> None:
        """Throw away what is being drawn."""
        if self._new.role is not None:
            self._new.stop()
            self.unsetCursor()
            self._drawing_on()

    def insert_corner(self) -> None:
        """Put a corner half-way between the chosen one and the next."""
        outline, corner = self._changed.outline, self.corner
        if outline:
            self._edit(sketch.with_corner(outline, corner), corner + 1)
            self._commit()

    def remove_corner(self) -> None:
        """Take the chosen corner away; three always remain."""
        outline, corner = self._changed.outline, self.corner
        if len(outline) > sketch.FEWEST:
            self._edit(sketch.without_corner(outline, corner), max(corner - 1, 0))
            self._commit()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Add a corner, take hold of one, choose a region, or take hold of the photo."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        spot = self._spot(event.position())
        if self._new.role is not None:
            self._add_corner(spot)
        elif not self._grab(spot) and not self._choose_at(event.position()):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the corner, draw the line to the pointer, or drag the photo."""
        spot = self._spot(event.position())
        if self._changed.grabbed:
            self._move(spot)
        elif self._new.role is not None:
            self._new.cursor = spot
            self.update()
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; what was changed is announced."""
        if self._changed.grabbed:
            self._changed.grabbed = False
            self._commit()
        elif self._new.role is None:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Close the outline that is drawn; elsewhere zoom as any canvas does."""
        if self._new.role is not None:
            self._close()
        elif not self._is_corner(self._spot(event.position())):
            super().mouseDoubleClickEvent(event)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the chosen corner (Shift: further), Page keys choose another."""
        key = Qt.Key(event.key())
        arrow = _ARROWS.get(key)
        if arrow is not None:
            far = LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else NUDGE
            self._nudge(arrow[0] * far, arrow[1] * far)
        elif self._new.role is not None and self._on_drawing_key(key):
            pass
        elif not self._on_plain_key(key):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Announce what the arrows changed once they are let go."""
        if Qt.Key(event.key()) in _ARROWS and not event.isAutoRepeat():
            self._commit()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Announce what the arrows changed."""
        self._commit()
        super().focusOutEvent(event)

    def _on_drawing_key(self, key: Qt.Key) -> bool:
        match key:
            case Qt.Key.Key_Space:
                self._add_corner(self._new.cursor)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._close()
            case Qt.Key.Key_Backspace:
                self._new.take_back()
                self._drawing_on()
            case Qt.Key.Key_Escape:
                self.stop_drawing()
            case _:
                return False
        return True

    def _on_plain_key(self, key: Qt.Key) -> bool:
        match key:
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(STEP)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / STEP)
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp if self._changed.outline:
                self._changed.step(1 if key == Qt.Key.Key_PageDown else -1)
                self._say()
                self.update()
            case Qt.Key.Key_Insert:
                self.insert_corner()
            case Qt.Key.Key_Backspace:
                self.remove_corner()
            case _:
                return False
        return True

    def _nudge(self, x: float, y: float) -> None:
        if self._new.role is not None:
            self._new.cursor = self._spot(self._at(self._new.cursor) + QPointF(x, y))
            self.update()
        elif self._changed.outline:
            here = self._at(self._changed.outline[self.corner])
            self._move(self._spot(here + QPointF(x, y)))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the photo, the regions on it, and what is being drawn."""
        super().paintEvent(event)
        painter = painter_of(self)
        font = self._look.font("caption_strong")
        drawing, changed = self._new.role is not None, self._changed.region
        for region in self._regions:
            chosen = changed is not None and region.id == changed.id and not drawing
            points = self._points(self._changed.outline if chosen else region.outline)
            marks.paint_outline(painter, region.role, points, chosen=chosen)
            if chosen:
                marks.paint_name(painter, font, region.name, points, QRectF(self.rect()))
        if drawing:
            self._paint_new(painter)
        elif changed is not None:
            self._paint_corners(painter, changed.role)
        if self.hasFocus():
            painter.setPen(QPen(self._look.theme.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_new(self, painter: QPainter) -> None:
        if self._new.role is None:
            return
        points = self._points([*self._new.corners, self._new.cursor])
        marks.paint_outline(painter, self._new.role, points, chosen=True, closed=False)
        for point in points[:-1]:
            marks.paint_corner(painter, self._new.role, point, chosen=False)
        marks.paint_corner(painter, self._new.role, points[-1], chosen=True)

    def _paint_corners(self, painter: QPainter, role: Role) -> None:
        outline = self._changed.outline
        for at, point in enumerate(self._points(outline)):
            marks.paint_middle(painter, self._at(sketch.middle(outline, at)))
            marks.paint_corner(painter, role, point, chosen=at == self.corner)

    # Changing

    def _add_corner(self, spot: Spot) -> None:
        if self._new.closes_at(spot, self._reach()):
            self._close()
        elif self._new.add(spot):
            self._drawing_on()

    def _close(self) -> None:
        role, outline = self._new.role, tuple(self._new.corners)
        if role is not None and self._new.closable:
            self.stop_drawing()
            self.drawn.emit(role, outline)

    def _grab(self, spot: Spot) -> bool:
        grabbed = self._changed.grab(spot, self._reach())
        if grabbed:
            self._show_change()
        return grabbed

    def _is_corner(self, spot: Spot) -> bool:
        return sketch.nearest(self._changed.outline, spot, self._reach()) is not None

    def _choose_at(self, at: QPointF) -> bool:
        """Choose the smallest region at a place; nothing there chooses none and moves the photo."""
        found = [
            (abs(box.width() * box.height()), region.id)
            for region in self._regions
            if (polygon := QPolygonF(self._points(region.outline))).containsPoint(
                at, Qt.FillRule.OddEvenFill
            )
            and (box := polygon.boundingRect())
        ]
        changed = self._changed.region
        if not found or (changed is not None and min(found)[1] == changed.id):
            return False
        self.chosen.emit(min(found)[1])
        return True

    def _edit(self, outline: Outline, corner: int) -> None:
        self._changed.edit(outline, corner)
        self._show_change()

    def _move(self, to: Spot) -> None:
        self._changed.move(to)
        self._show_change()

    def _show_change(self) -> None:
        self._say()
        self.update()

    def _commit(self) -> None:
        kept = self._changed.committed()
        if kept is not None:
            self.changed.emit(*kept)

    def _drawing_on(self) -> None:
        self.drawing_changed.emit()
        self.update()

    def _say(self) -> None:
        """Tell screen readers which corner the keys move."""
        region = self._changed.region
        if region is None:
            self.setAccessibleDescription("")
            return
        said = self.tr("{name}: corner {number} of {count}")
        self.setAccessibleDescription(
            said.format(name=region.name, number=self.corner + 1, count=len(self._changed.outline))
        )

    # Places

    def _longer(self) -> float:
        place = self.photo_rect()
        return max(place.width(), place.height())

    def _reach(self) -> float:
        return REACH / self._longer()

    def _spot(self, at: QPointF) -> Spot:
        """Return the point of the photo at a place of the canvas, kept within the photo."""
        place, longer = self.photo_rect(), self._longer()
        spot = (at.x() - place.left()) / longer, (at.y() - place.top()) / longer
        return sketch.kept_within(spot, (place.width() / longer, place.height() / longer))

    def _at(self, spot: Spot) -> QPointF:
        place, longer = self.photo_rect(), self._longer()
        return QPointF(place.left() + spot[0] * longer, place.top() + spot[1] * longer)

    def _points(self, outline: Sequence[Spot]) -> list[QPointF]:
        return [self._at(spot) for spot in outline]
