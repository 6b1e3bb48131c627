"""How one photo looks in the grid."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap

from recovery_app.ui.photos import words
from recovery_app.ui.photos.album import Placed
from recovery_app.ui.theme import Look, blend
from recovery_app.ui.widgets.shapes import CONTROL, ring, rounded

TAG = QColor(28, 29, 33, 205)
"""Behind words on a photo, in both themes: a photo does not change with them."""

ON_TAG = QColor("white")
TAG_HEIGHT = 20
CHECK = 22


@dataclass(frozen=True, slots=True)
class CellState:
    """What besides the photo itself decides how a cell looks."""

    selected: bool = False
    focused: bool = False
    hovered: bool = False
    unreadable: bool = False


class CellPainter:
    """Paints cells.

    Args:
        look: colours, fonts and icons.
    """

    def __init__(self, look: Look) -> None:
        self._look = look

    def paint(
        self,
        painter: QPainter,
        cell: QRect,
        placed: Placed,
        pixmap: QPixmap | None,
        state: CellState,
    ) -> None:
        """Paint the photo, or the place for it, and what is said of it."""
        theme = self._look.theme
        if pixmap is not None:
            painter.drawPixmap(cell, self._look.veil.pixmap(pixmap))
        else:
            rounded(painter, cell, CONTROL, blend(theme.surface, theme.line, 0.8))
        if state.unreadable:
            self._paint_unreadable(painter, cell)
        if state.selected:
            self._paint_selected(painter, cell)
        elif state.hovered:
            ring(painter, cell, CONTROL, theme.accent)
        self._paint_tag(painter, cell, placed)
        if state.focused:
            ring(painter, cell.adjusted(-4, -4, 4, 4), CONTROL + 4, theme.ink)

    def _paint_selected(self, painter: QPainter, cell: QRect) -> None:
        # No veil over the photo: its colours are what she looks at.
        theme = self._look.theme
        rounded(painter, cell, CONTROL, None, theme.accent, width=3)
        rounded(painter, cell.adjusted(3, 3, -3, -3), CONTROL - 3, None, theme.surface, width=1.5)
        disc = QRect(cell.right() - CHECK - 7, cell.top() + 8, CHECK, CHECK)
        rounded(painter, disc, CHECK / 2, theme.accent, theme.surface, width=1.5)
        ratio = painter.device().devicePixelRatio()
        tick = self._look.pixmap("check", "on_accent", 14, ratio)
        painter.drawPixmap(disc.left() + 4, disc.top() + 4, tick)

    def _paint_unreadable(self, painter: QPainter, cell: QRect) -> None:
        ratio = painter.device().devicePixelRatio()
        sign = self._look.pixmap("warning", "muted", 24, ratio)
        painter.drawPixmap(cell.center().x() - 11, cell.center().y() - 22, sign)
        painter.setFont(self._look.font("small"))
        painter.setPen(self._look.theme.muted)
        room = cell.adjusted(6, cell.height() // 2 + 6, -6, -6)
        top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(room, top, words.unreadable())

    def _paint_tag(self, painter: QPainter, cell: QRect, placed: Placed) -> None:
        said = words.badge(placed)
        if not said:
            return
        metrics = QFontMetrics(self._look.font("small"))
        if metrics.horizontalAdvance(said) > cell.width() - 28:
            # The day is written above; on a small photo the pose matters more.
            said = words.short_badge(placed)
            said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, cell.width() - 28)
        paint_tag(painter, self._look, said, cell)


def paint_tag(painter: QPainter, look: Look, said: str, cell: QRect, inset: int = 6) -> None:
    """Paint a few words on a dark ground, low on a photo's left.

    Args:
        painter: of the photo.
        look: fonts.
        said: the words.
        cell: where the photo lies.
        inset: pixels to the photo's edge.
    """
    painter.setFont(look.font("small"))
    tag = QRect(0, 0, painter.fontMetrics().horizontalAdvance(said) + 14, TAG_HEIGHT)
    tag.moveBottomLeft(cell.bottomLeft())
    tag.translate(inset, -inset)
    rounded(painter, tag, 6, TAG)
    painter.setPen(ON_TAG)
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, said)
