"""How a comparison looks, on the screen and as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from recovery_app.ui.compare.captions import paint_caption
from recovery_app.ui.compare.pane import Pane, View, paint
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import CARD


class Mode(StrEnum):
    """How the photos are laid."""

    SIDE = "side"
    SLIDER = "slider"
    FADE = "fade"
    FLICKER = "flicker"


@dataclass(frozen=True, slots=True)
class Laid:
    """What is to be painted.

    Attributes:
        mode: how the photos are laid.
        panes: the baseline first; slider and fade lay the first and the last over each other.
        view: what part is looked at.
        aligned: whether they lie over the reference.
        between: where the slider stands, or how much of the last one is seen; 0 to 1.
        turn: which one is shown just now, where they flicker.
    """

    mode: Mode
    panes: Sequence[Pane]
    view: View
    aligned: bool
    between: float
    turn: int

    @property
    def apart(self) -> bool:
        """Whether each photo has an area of its own."""
        return self.mode is Mode.SIDE or len(self.panes) < 2


class ComparisonPainter:
    """Paints photos, slider and captions.

    Args:
        look: colours and fonts.
    """

    def __init__(self, look: Look) -> None:
        self._look = look

    def paint(self, painter: QPainter, laid: Laid, areas: Sequence[QRectF], *, saved: bool) -> None:
        """Paint a comparison.

        Args:
            painter: on the screen or on a picture.
            laid: what.
            areas: where each of the photos lies.
            saved: leave out what only leads the hand.
        """
        whole = areas[0].united(areas[-1])
        outline = QPainterPath()
        outline.addRoundedRect(whole, CARD, CARD)
        painter.setClipPath(outline)
        for area in areas:
            # Between two of them the page is seen, so that it is plain where one ends.
            painter.fillRect(area, self._look.theme.band_2)
        if laid.apart:
            for pane, area in zip(laid.panes, areas, strict=False):
                self._paint(painter, laid, pane, area)
                paint_caption(
                    painter,
                    self._look,
                    pane.words(saved=saved, aligned=laid.aligned),
                    area,
                    at_right=False,
                )
            return
        self._paint_over(painter, laid, areas[0])
        if laid.mode is Mode.SLIDER:
            self._paint_edge(painter, areas[0], laid.between, grip=not saved)
        self._paint_pair_of_captions(painter, laid, areas[0], saved=saved)

    def _paint(self, painter: QPainter, laid: Laid, pane: Pane, area: QRectF) -> None:
        if pane.image.isNull():
            painter.setPen(self._look.theme.muted)
            painter.setFont(self._look.font("body"))
            why = (
                QCoreApplication.translate("Stage", "This photo cannot be read.")
                if pane.broken
                else QCoreApplication.translate("Stage", "Loading…")
            )
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, why)
            return
        painter.save()
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        paint(painter, self._look.veil, pane, laid.view, area, aligned=laid.aligned)
        painter.restore()

    def _paint_over(self, painter: QPainter, laid: Laid, area: QRectF) -> None:
        left, right = laid.panes[0], laid.panes[-1]
        if laid.mode is Mode.FLICKER:
            self._paint(painter, laid, laid.panes[laid.turn], area)
            return
        self._paint(painter, laid, left, area)
        painter.save()
        if laid.mode is Mode.FADE:
            painter.setOpacity(laid.between)
        else:
            edge = area.width() * laid.between
            right_of_it = QRectF(edge, 0, area.width() - edge, area.height())
            painter.setClipRect(right_of_it, Qt.ClipOperation.IntersectClip)
            painter.fillRect(area, self._look.theme.band_2)
        self._paint(painter, laid, right, area)
        painter.restore()

    def _paint_edge(self, painter: QPainter, area: QRectF, at: float, *, grip: bool) -> None:
        x = area.width() * at
        painter.fillRect(QRectF(x - 1, 0, 2, area.height()), QColor("white"))
        if not grip:
            return
        knob = QRectF(x - 20, area.center().y() - 17, 40, 34)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("white"))
        painter.drawRoundedRect(knob, 17, 17)
        painter.setPen(QColor("#26252c"))
        painter.setFont(self._look.font("strong"))
        painter.drawText(knob, Qt.AlignmentFlag.AlignCenter, "‹ ›")

    def _paint_pair_of_captions(
        self, painter: QPainter, laid: Laid, area: QRectF, *, saved: bool
    ) -> None:
        shown = [laid.panes[0], laid.panes[-1]]
        if laid.mode is Mode.FLICKER:
            shown = [laid.panes[laid.turn]]
        # Each keeps to its own share, so that a long one never runs below the other.
        width = area.width() / len(shown)
        for at, pane in enumerate(shown):
            said = pane.words(saved=saved, aligned=laid.aligned)
            share = QRectF(area.left() + at * width, area.top(), width, area.height())
            paint_caption(painter, self._look, said, share, at_right=at == 1)
