"""The shots that wait, small and in a row, each with its way out."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QPaintEvent, QPixmap, QTransform
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from recovery_app.ui.capture.shots import Shot
from recovery_app.ui.photos.words import pose_name
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton
from recovery_app.ui.widgets.shapes import CONTROL, painter_of, rounded, words

TILE = QSize(104, 78)
CROSS = 32
WORDS = 20


class ShotTile(QWidget):
    """A shot with its pose and a cross to throw it away."""

    remove_wanted = Signal()

    def __init__(self, look: Look, shot: Shot, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self.shot = look, shot
        self._picture = QPixmap.fromImage(shot.small)
        name = self.tr("Photo {number}: {pose}, {clock}")
        self.setAccessibleName(
            name.format(number=number, pose=pose_name(shot.pose), clock=f"{shot.at:%H:%M:%S}")
        )
        self.setToolTip(self.accessibleName())
        cross = IconButton(
            look, "close", self.tr("Remove photo {number}").format(number=number), self, size=CROSS
        )
        cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        cross.clicked.connect(self.remove_wanted)
        self.setFixedSize(TILE + QSize(0, WORDS))
        cross.move(TILE.width() - CROSS, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, the ground of the cross, and the pose below."""
        theme, painter = self._look.theme, painter_of(self)
        place = QRect(0, 0, TILE.width(), TILE.height())
        brush = QBrush(self._look.veil.pixmap(self._picture))
        scale = max(TILE.width() / self._picture.width(), TILE.height() / self._picture.height())
        left = (TILE.width() - self._picture.width() * scale) / 2
        top = (TILE.height() - self._picture.height() * scale) / 2
        brush.setTransform(QTransform.fromTranslate(left, top).scale(scale, scale))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawRoundedRect(place, CONTROL, CONTROL)
        ground = QRect(place.right() - 27, place.top() + 4, 24, 24)
        rounded(painter, ground, 12, theme.raised)
        painter.setFont(self._look.font("small"))
        painter.setPen(theme.muted)
        below = QRect(0, TILE.height(), TILE.width(), WORDS)
        words(painter, below, pose_name(self.shot.pose))


class ShotStrip(QScrollArea):
    """All shots that wait, the latest at the right end and in sight."""

    remove_wanted = Signal(object)
    """The person throws this `Shot` away."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tiles: list[ShotTile] = []
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(TILE.height() + WORDS + 14)
        self.setAccessibleName(self.tr("Photos taken"))
        bar = self.horizontalScrollBar()
        bar.rangeChanged.connect(lambda _low, high: bar.setValue(high))

    @property
    def tiles(self) -> list[ShotTile]:
        """The tiles from the left."""
        return list(self._tiles)

    def show_shots(self, shots: Sequence[Shot]) -> None:
        """Show these shots."""
        for tile in self._tiles:
            self._row.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = [ShotTile(self._look, shot, at) for at, shot in enumerate(shots, 1)]
        for at, tile in enumerate(self._tiles):
            tile.remove_wanted.connect(partial(self.remove_wanted.emit, tile.shot))
            self._row.insertWidget(at, tile)
