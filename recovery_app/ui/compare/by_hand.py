"""The small editor in which she lays a photo over its reference herself."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from recovery_app.domain.alignment import Placement, through
from recovery_app.domain.photos import Photo
from recovery_app.ui.compare.pane import Pane, View, paint
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import PrimaryButton, QuietButton
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.shapes import CARD
from recovery_app.ui.widgets.track_slider import TrackSlider

NUDGE = 0.002
SCALE_STEP = 1.005
TURN_STEP = 0.25
FOUR_CLICKS = 4


class GhostStage(QWidget):
    """The reference with the photo over it; dragging, wheel and keys move the photo."""

    moved = Signal()
    """The photo lies otherwise now."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.placement, self.blend = Placement(), 0.5
        self.clicks: list[QPointF] | None = None
        self._reference: Pane | None = None
        self._photo: Pane | None = None
        self._view = View()
        self._held: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 220)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Photo over its reference"))

    def begin(self, reference: Photo, photo: Photo, placement: Placement) -> None:
        """Show a photo over its reference."""
        width, height = reference.shown_size
        self._view.frame = QSizeF(width / max(width, height), height / max(width, height))
        self._view.fit()
        self._reference, self._photo = Pane(reference, None, ("", "")), Pane(photo, None, ("", ""))
        self.clicks = None
        self.set_placement(placement)

    def set_images(self, reference: QImage, photo: QImage) -> None:
        """Show the pixels, as far as they are there."""
        if self._reference is not None and self._photo is not None:
            self._reference.image, self._photo.image = reference, photo
        self.update()

    def set_placement(self, placement: Placement) -> None:
        """Lay the photo so."""
        self.placement = placement
        self.moved.emit()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the reference, and the photo over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(area, CARD, CARD)
        painter.setClipPath(outline)
        painter.fillRect(area, self._look.theme.band_2)
        if self._reference is None or self._photo is None:
            return
        step = 0 if self.clicks is None else len(self.clicks)
        if self.clicks is None or step >= FOUR_CLICKS // 2:
            self._paint(painter, self._reference, area, aligned=False)
        if self.clicks is None:
            painter.setOpacity(self.blend)
            self._photo.placement = self.placement
            self._paint(painter, self._photo, area, aligned=True)
        elif step < FOUR_CLICKS // 2:
            self._paint(painter, self._photo, area, aligned=False)

    def _paint(self, painter: QPainter, pane: Pane, area: QRectF, *, aligned: bool) -> None:
        # Not centred, because points are taken in the photo's own measure.
        veil = self._look.veil
        paint(painter, veil, pane, self._view, area, aligned=aligned, centred=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the photo, or take a point."""
        if self.clicks is None:
            self._held = event.position()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._take_point(self._view.spot(event.position(), QRectF(self.rect())))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the photo."""
        if self._held is not None:
            by = (event.position() - self._held) / self._view.scale(QRectF(self.rect()))
            self._held = event.position()
            self._move(by.x(), by.y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of the photo."""
        self._held = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Make the photo larger or smaller; with Shift, turn it."""
        delta = event.angleDelta()
        notches = (delta.y() or delta.x()) / 120
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._change(turn=TURN_STEP * notches)
        else:
            self._change(scale=SCALE_STEP**notches)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nudge with the arrows, size with + and −, turn with , and ."""
        nudges = {
            Qt.Key.Key_Left: (-NUDGE, 0.0),
            Qt.Key.Key_Right: (NUDGE, 0.0),
            Qt.Key.Key_Up: (0.0, -NUDGE),
            Qt.Key.Key_Down: (0.0, NUDGE),
        }
        key = Qt.Key(event.key())
        if key in nudges:
            self._move(*nudges[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._change(scale=SCALE_STEP)
        elif key == Qt.Key.Key_Minus:
            self._change(scale=1 / SCALE_STEP)
        elif key in (Qt.Key.Key_Comma, Qt.Key.Key_Period):
            self._change(turn=TURN_STEP if key == Qt.Key.Key_Period else -TURN_STEP)
        else:
            super().keyPressEvent(event)

    def _move(self, x: float, y: float) -> None:
        placement = self.placement
        self.set_placement(replace(placement, dx=placement.dx + x, dy=placement.dy + y))

    def _change(self, *, scale: float = 1.0, turn: float = 0.0) -> None:
        """Scale and turn about the middle of the frame, so that the photo does not run away."""
        x, y = self._view.frame.width() / 2, self._view.frame.height() / 2
        about = Placement(scale, turn)
        mx, my = about((x, y))
        self.set_placement(self.placement.then(Placement(scale, turn, x - mx, y - my)))

    def _take_point(self, spot: QPointF) -> None:
        clicks = self.clicks if self.clicks is not None else []
        clicks.append(spot)
        if len(clicks) == FOUR_CLICKS:
            spots = [(one.x(), one.y()) for one in clicks]
            self.clicks = None
            if spots[0] != spots[1]:
                self.set_placement(through((spots[0], spots[1]), (spots[2], spots[3])))
        self.moved.emit()
        self.update()


class ByHandEditor(QWidget):
    """Ghost, hints and the way out; what is saved wins over any placement that is found."""

    saved = Signal(object)
    """The `Placement` that she made."""
    left = Signal()
    """Nothing is to be changed."""
    found_wanted = Signal()
    """Her own placement is to be forgotten, the one found counts again."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = GhostStage(look)
        self.stage.moved.connect(self._show_hint)
        self._hint, self._told = muted(), muted()
        blend = TrackSlider(look, self.tr("How much of the photo is seen"))
        blend.setValue(50)
        blend.setFixedWidth(140)
        blend.valueChanged.connect(self._on_blend)
        points = QuietButton(look, self.tr("Two points"))
        points.clicked.connect(self._ask_for_points)
        found = QuietButton(look, self.tr("Back to what was found"))
        found.clicked.connect(self.found_wanted)
        cancel = QuietButton(look, self.tr("Cancel"))
        cancel.clicked.connect(self.left)
        save = PrimaryButton(look, self.tr("Save placement"))
        save.clicked.connect(lambda: self.saved.emit(self.stage.placement))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(blend)
        row.addStretch(1)
        for button in (points, found, cancel, save):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.stage, 1)
        # A line of its own: beside the buttons a small window would break it into four.
        column.addWidget(self._told)
        column.addWidget(self._hint)
        column.addLayout(row)

    def tell(self, words: str) -> None:
        """Say how the photo lay when the editor was opened, and how sure that is."""
        self._told.setText(words)

    def _on_blend(self, value: int) -> None:
        self.stage.blend = value / 100
        self.stage.update()

    def _ask_for_points(self) -> None:
        self.stage.clicks = []
        self._show_hint()
        self.stage.update()

    def _show_hint(self) -> None:
        clicks = self.stage.clicks
        if clicks is None:
            said = self.tr("Drag moves, wheel sizes, Shift and wheel turns, arrows nudge.")
        else:
            said = (
                self.tr("Click a first point of the photo, such as the left eye."),
                self.tr("Click a second point of the photo, such as the right eye."),
                self.tr("Now click the first point in the reference."),
                self.tr("And the second point in the reference."),
            )[len(clicks)]
        self._hint.setText(said)
