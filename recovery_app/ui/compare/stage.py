"""Where two to four photos are laid side by side or over each other."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from recovery_app.ui.compare.painting import ComparisonPainter, Laid, Mode
from recovery_app.ui.compare.pane import Pane, View
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import CARD

STEP = 1.25
CLOSEST = 24.0
GAP = 6
GRIP = 18.0
FLICKER_MS = 600


class Stage(QWidget):
    """Shows the sides of a comparison; all of them zoom and pan together.

    Slider and fade lay the first and the last over each other: the baseline, and the one that
    steps. Flicker goes through all of them.

    The wheel zooms at the pointer, dragging pans. With Shift only the side under the pointer
    moves, and stays so. Space flicks, +, −, F and Z zoom, Left and Right ask for another day.
    """

    stepped = Signal(int)
    """Another day is wanted on the right: −1 or 1."""
    sharper_wanted = Signal()
    """She looks closer than the pixels reach."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._painting = look, ComparisonPainter(look)
        self.mode, self.aligned = Mode.SIDE, True
        self.panes: list[Pane] = []
        self.view = View()
        self.split, self.blend = 0.5, 0.5
        self._turn = 0
        self._held: QPointF | None = None
        self._grip_held = False
        self._flicker = QTimer(self, interval=FLICKER_MS)
        self._flicker.timeout.connect(self.flick)
        self.setAccessibleName(self.tr("Photos compared"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 220)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_panes(self, panes: Sequence[Pane], frame: QSizeF, *, keep_view: bool) -> None:
        """Show other photos; the zoom stays where she keeps looking at the same spot."""
        self.panes = list(panes)
        self._turn = min(self._turn, max(len(panes) - 1, 0))
        if not keep_view or frame != self.view.frame:
            self.view.frame = frame
            self.view.fit()
        self._name()
        self.update()

    def set_mode(self, mode: Mode) -> None:
        """Lay the photos otherwise."""
        self.mode, self._turn = mode, 0
        if mode is Mode.FLICKER:
            self._flicker.start()
        else:
            self._flicker.stop()
        self._name()
        self.update()

    @property
    def in_sight(self) -> list[Pane]:
        """The sides that this way of comparing shows."""
        if self.mode in (Mode.SLIDER, Mode.FADE) and len(self.panes) > 2:
            return [self.panes[0], self.panes[-1]]
        return self.panes

    def set_aligned(self, aligned: bool) -> None:
        """Lay the photos over the reference, or show them as taken."""
        self.aligned = aligned
        self.update()

    def flick(self) -> None:
        """Show the next of them, after the last one the first."""
        self._turn = (self._turn + 1) % max(len(self.panes), 1)
        self.update()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom so that what lies under a place of the screen stays there."""
        area = self._area_at(at) if at is not None else self.areas()[0]
        at = at if at is not None else area.center()
        fixed = self.view.spot(at, area)
        self.view.zoom = min(max(self.view.zoom * factor, 1.0), CLOSEST)
        self.view.centre = fixed - (at - area.center()) / self.view.scale(area)
        if self.view.zoom == 1.0:
            self.view.fit()
        if self._pixels_per_screen() < 1:
            self.sharper_wanted.emit()
        self.update()

    def fit(self) -> None:
        """Show the whole frame and take back every side's own shift."""
        self.view.fit()
        for pane in self.panes:
            pane.shift = QPointF()
        self.update()

    def full(self) -> None:
        """Show one pixel of the first photo on one pixel of the screen."""
        if self.panes:
            width, height = self.panes[0].photo.shown_size
            wanted = max(width, height) / self.devicePixelRatioF()
            self.zoom_by(wanted / self.view.scale(self.areas()[0]))

    def areas(self) -> list[QRectF]:
        """Return where each side is painted; over each other they share the whole stage."""
        whole = QRectF(self.rect())
        if self.mode is not Mode.SIDE or len(self.panes) < 2:
            return [whole] * max(1, len(self.panes))
        count = len(self.panes)
        width = (whole.width() - GAP * (count - 1)) / count
        return [QRectF(at * (width + GAP), 0, width, whole.height()) for at in range(count)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the photos, the slider and the captions."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.paint_comparison(painter)
        if self.hasFocus():
            painter.setPen(self._look.theme.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CARD, CARD)

    def paint_comparison(self, painter: QPainter, *, saved: bool = False) -> None:
        """Paint the comparison as it is seen, or as a picture without what only leads the hand."""
        self._painting.paint(painter, self._laid(), self.areas(), saved=saved)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        self.zoom_by(STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the photos, or of the slider."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position()
            self._grip_held = self._on_grip(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag; with Shift only the side under the pointer."""
        if self._held is None:
            self._show_cursor(event.position())
            return
        moved, self._held = event.position() - self._held, event.position()
        if self._grip_held:
            self.split = min(max(event.position().x() / self.width(), 0.0), 1.0)
            self.update()
            return
        by = moved / self.view.scale(self.areas()[0])
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            pane = self._pane_at(event.position())
            if pane is not None:
                pane.shift += by
        else:
            self.view.centre -= by
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._held, self._grip_held = None, False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step, zoom, flick, and move the slider or the blend."""
        key, shifted = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            if shifted:
                self.move_between(step * 0.05)
            else:
                self.stepped.emit(step)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / STEP)
        elif key in (Qt.Key.Key_F, Qt.Key.Key_0):
            self.fit()
        elif key == Qt.Key.Key_Z:
            self.full()
        elif key == Qt.Key.Key_Space:
            self.flick()
        else:
            super().keyPressEvent(event)

    def move_between(self, by: float) -> None:
        """Move the slider or the blend, whichever is shown."""
        if self.mode is Mode.SLIDER:
            self.split = min(max(self.split + by, 0.0), 1.0)
        elif self.mode is Mode.FADE:
            self.blend = min(max(self.blend + by, 0.0), 1.0)
        self.update()

    def _name(self) -> None:
        said = " – ".join(" ".join(pane.words()) for pane in self.in_sight)
        self.setAccessibleName(said or self.tr("No photos chosen"))

    def _laid(self) -> Laid:
        between = self.split if self.mode is Mode.SLIDER else self.blend
        return Laid(self.mode, self.panes, self.view, self.aligned, between, self._turn)

    def _on_grip(self, at: QPointF) -> bool:
        near = abs(at.x() - self.width() * self.split) < GRIP
        return self.mode is Mode.SLIDER and len(self.panes) > 1 and near

    def _show_cursor(self, at: QPointF) -> None:
        on_grip = self._on_grip(at)
        self.setCursor(Qt.CursorShape.SplitHCursor if on_grip else Qt.CursorShape.OpenHandCursor)

    def _area_at(self, at: QPointF) -> QRectF:
        areas = self.areas()
        return next((area for area in areas if area.contains(at)), areas[0])

    def _pane_at(self, at: QPointF) -> Pane | None:
        if len(self.panes) < 2:
            return self.panes[0] if self.panes else None
        if self.mode is Mode.SIDE:
            for pane, area in zip(self.panes, self.areas(), strict=True):
                if area.contains(at):
                    return pane
            return None
        if self.mode is Mode.SLIDER:
            return self.panes[0 if at.x() < self.width() * self.split else -1]
        return self.panes[self._turn if self.mode is Mode.FLICKER else -1]

    def _pixels_per_screen(self) -> float:
        """Return how many pixels there are for each of the screen, at the first side."""
        if not self.panes or self.panes[0].image.isNull():
            return 1.0
        image = self.panes[0].image
        per_unit = max(image.width(), image.height())
        return per_unit / (self.view.scale(self.areas()[0]) * self.devicePixelRatioF())
