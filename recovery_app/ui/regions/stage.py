"""The reference photo with the regions on it: they are drawn, chosen and changed here."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from recovery_app.domain.alignment import Spot
from recovery_app.domain.regions import Region, Role
from recovery_app.ui.photos.canvas import STEP, Canvas
from recovery_app.ui.regions import marks, sketch
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
        self._chosen, self._corner = "", 0
        self._edited: Outline | None = None
        self._told: Outline | None = None
        self._grabbed = False
        self._role: Role | None = None
        self._new: list[Spot] = []
        self._cursor: Spot = (0.0, 0.0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Photo with regions"))

    @property
    def drawing(self) -> Role | None:
        """The role of what is being drawn, or None."""
        return self._role

    @property
    def corners(self) -> int:
        """How many corners the outline has that is being drawn."""
        return len(self._new)

    @property
    def corner(self) -> int:
        """Which corner of the chosen region the keys move, from 0."""
        return self._corner

    def show_regions(self, regions: Sequence[Region], chosen: str) -> None:
        """Show these regions; the chosen one can be changed."""
        self._regions = list(regions)
        if chosen != self._chosen:
            self._chosen, self._corner, self._edited = chosen, 0, None
            self._grabbed = False
        if self._edited == self._told and not self._grabbed:
            # What was told is among them now, or could not be kept; later changes stay.
            self._edited = None
        region = self._region()
        self._corner = min(self._corner, len(region.outline) - 1) if region else 0
        self._say()
        self.update()

    def draw(self, role: Role, corners: Sequence[Spot] = ()) -> None:
        """Begin an outline of that role, or go on with one that has these corners."""
        self._role, self._new = role, list(corners)
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._cursor = self._spot(middle)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus()
        self._drawing_on()

    def stop_drawing(self) -> None:
        """Throw away what is being drawn."""
        if self._role is not None:
            self._role, self._new = None, []
            self.unsetCursor()
            self._drawing_on()

    def insert_corner(self) -> None:
        """Put a corner half-way between the chosen one and the next."""
        outline = self._outline()
        if outline:
            self._edit(sketch.with_corner(outline, self._corner), self._corner + 1)
            self._commit()

    def remove_corner(self) -> None:
        """Take the chosen corner away; three always remain."""
        outline = self._outline()
        if len(outline) > sketch.FEWEST:
            self._edit(sketch.without_corner(outline, self._corner), max(self._corner - 1, 0))
            self._commit()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Add a corner, take hold of one, choose a region, or take hold of the photo."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        spot = self._spot(event.position())
        if self._role is not None:
            self._add_corner(spot)
        elif not self._grab(spot) and not self._choose_at(event.position()):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the corner, draw the line to the pointer, or drag the photo."""
        spot = self._spot(event.position())
        if self._grabbed:
            self._edit(sketch.moved(self._outline(), self._corner, spot), self._corner)
        elif self._role is not None:
            self._cursor = spot
            self.update()
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; what was changed is announced."""
        if self._grabbed:
            self._grabbed = False
            self._commit()
        elif self._role is None:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Close the outline that is drawn; elsewhere zoom as any canvas does."""
        if self._role is not None:
            self._close()
        elif self._near(self._spot(event.position())) is None:
            super().mouseDoubleClickEvent(event)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the chosen corner (Shift: further), Page keys choose another."""
        key = Qt.Key(event.key())
        arrow = _ARROWS.get(key)
        if arrow is not None:
            far = LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else NUDGE
            self._nudge(arrow[0] * far, arrow[1] * far)
        elif self._role is not None and self._on_drawing_key(key):
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
                self._add_corner(self._cursor)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._close()
            case Qt.Key.Key_Backspace:
                self._new = self._new[:-1]
                self._drawing_on()
            case Qt.Key.Key_Escape:
                self.stop_drawing()
            case _:
                return False
        return True

    def _on_plain_key(self, key: Qt.Key) -> bool:
        outline = self._outline()
        match key:
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(STEP)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / STEP)
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp if outline:
                by = 1 if key == Qt.Key.Key_PageDown else -1
                self._corner = (self._corner + by) % len(outline)
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
        if self._role is not None:
            self._cursor = self._spot(self._at(self._cursor) + QPointF(x, y))
            self.update()
            return
        outline = self._outline()
        if outline:
            there = self._spot(self._at(outline[self._corner]) + QPointF(x, y))
            self._edit(sketch.moved(outline, self._corner, there), self._corner)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the photo, the regions on it, and what is being drawn."""
        super().paintEvent(event)
        painter = painter_of(self)
        font = self._look.font("caption_strong")
        for region in self._regions:
            chosen = region.id == self._chosen and self._role is None
            points = self._points(self._outline() if chosen else region.outline)
            marks.paint_outline(painter, region.role, points, chosen=chosen)
            if chosen:
                marks.paint_name(painter, font, region.name, points, QRectF(self.rect()))
        region = self._region()
        if self._role is not None:
            points = self._points([*self._new, self._cursor])
            marks.paint_outline(painter, self._role, points, chosen=True, closed=False)
            for point in points[:-1]:
                marks.paint_corner(painter, self._role, point, chosen=False)
            marks.paint_corner(painter, self._role, points[-1], chosen=True)
        elif region is not None:
            outline = self._outline()
            for at, point in enumerate(self._points(outline)):
                marks.paint_middle(painter, self._at(sketch.middle(outline, at)))
                marks.paint_corner(painter, region.role, point, chosen=at == self._corner)
        if self.hasFocus():
            painter.setPen(QPen(self._look.theme.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    # Changing

    def _add_corner(self, spot: Spot) -> None:
        first = self._new[:1]
        if len(self._new) >= sketch.FEWEST and sketch.nearest(first, spot, self._reach()) == 0:
            self._close()
            return
        if not self._new or spot != self._new[-1]:
            self._new.append(spot)
            self._cursor = spot
            self._drawing_on()

    def _close(self) -> None:
        if self._role is not None and len(self._new) >= sketch.FEWEST:
            role, outline = self._role, tuple(self._new)
            self.stop_drawing()
            self.drawn.emit(role, outline)

    def _grab(self, spot: Spot) -> bool:
        corner = self._near(spot)
        outline = self._outline()
        if corner is None:
            before = sketch.nearest_middle(outline, spot, self._reach())
            if before is None:
                return False
            corner = before + 1
            outline = sketch.with_corner(outline, before, spot)
        self._grabbed = True
        self._edit(outline, corner)
        return True

    def _near(self, spot: Spot) -> int | None:
        return sketch.nearest(self._outline(), spot, self._reach())

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
        if not found or min(found)[1] == self._chosen:
            return False
        self.chosen.emit(min(found)[1])
        return True

    def _edit(self, outline: Outline, corner: int) -> None:
        self._edited, self._corner = outline, corner
        self._say()
        self.update()

    def _commit(self) -> None:
        region, edited = self._region(), self._edited
        if region is not None and edited is not None and not self._grabbed:
            self._told = edited
            if edited != region.outline:
                self.changed.emit(region.id, edited)
            else:
                self._edited = None

    def _drawing_on(self) -> None:
        self.drawing_changed.emit()
        self.update()

    def _say(self) -> None:
        """Tell screen readers which corner the keys move."""
        region = self._region()
        if region is None:
            self.setAccessibleDescription("")
            return
        said = self.tr("{name}: corner {number} of {count}")
        self.setAccessibleDescription(
            said.format(name=region.name, number=self._corner + 1, count=len(self._outline()))
        )

    # Places

    def _region(self) -> Region | None:
        return next((one for one in self._regions if one.id == self._chosen), None)

    def _outline(self) -> Outline:
        """Return the chosen region's outline as it lies just now; empty where none is chosen."""
        region = self._region()
        if region is None:
            return ()
        return self._edited or region.outline

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
