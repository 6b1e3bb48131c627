"""One picture of a comparison: its pixels, how it lies over the reference, and its caption."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from recovery_app.domain.alignment import Placement
from recovery_app.domain.photos import Photo
from recovery_app.ui.veil import Veil


@dataclass
class Pane:
    """What stands on one side.

    Attributes:
        photo: the photo.
        placement: over the reference; None where it is not laid over anything.
        caption: a strong line and a quiet one.
        image: its pixels, null while they come.
        shift: her own shift of this side alone, in units of the longer side; it stays while she
            zooms, pans and steps.
    """

    photo: Photo
    placement: Placement | None
    caption: tuple[str, str]
    image: QImage = field(default_factory=QImage)
    shift: QPointF = field(default_factory=QPointF)


@dataclass
class View:
    """What part is looked at, shared by all sides.

    Attributes:
        zoom: 1 shows the whole frame.
        centre: what lies in the middle, in units of the longer side.
        frame: width and height of the reference in those units.
    """

    zoom: float = 1.0
    centre: QPointF = field(default_factory=lambda: QPointF(0.5, 0.5))
    frame: QSizeF = field(default_factory=lambda: QSizeF(1, 1))

    def scale(self, area: QRectF) -> float:
        """Return screen pixels per unit in an area."""
        return self.zoom * min(
            area.width() / self.frame.width(), area.height() / self.frame.height()
        )

    def spot(self, at: QPointF, area: QRectF) -> QPointF:
        """Return what lies at a place of the screen."""
        return self.centre + (at - area.center()) / self.scale(area)

    def fit(self) -> None:
        """Show the whole frame."""
        self.zoom = 1.0
        self.centre = QPointF(self.frame.width() / 2, self.frame.height() / 2)


def paint(
    painter: QPainter, veil: Veil, pane: Pane, view: View, area: QRectF, *, aligned: bool
) -> None:
    """Paint a picture into an area; geometry alone is changed, never a colour.

    Args:
        painter: on the stage, or on what is saved.
        veil: hides the picture, where photos are hidden.
        pane: the picture.
        view: what part is looked at.
        area: where it lies.
        aligned: lay it over the reference.
    """
    if pane.image.isNull():
        return
    painter.save()
    painter.translate(area.center())
    scale = view.scale(area)
    painter.scale(scale, scale)
    painter.translate(pane.shift - view.centre)
    if aligned and pane.placement is not None:
        painter.translate(pane.placement.dx, pane.placement.dy)
        painter.rotate(pane.placement.angle)
        painter.scale(pane.placement.scale, pane.placement.scale)
    unit = 1 / max(pane.image.width(), pane.image.height())
    painter.scale(unit, unit)
    veil.paint(painter, QRectF(pane.image.rect()), pane.image)
    painter.restore()
