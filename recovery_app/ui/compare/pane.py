"""One picture of a comparison: its pixels, how it lies over the reference, and its caption."""

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF
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
        lying: how it was aligned, in a few words.
        lying_told: the same in a sentence, and why where it was not.
        pinned: whether it stays while the other side steps.
        image: its pixels, null while they come.
        broken: whether they will not come.
        shift: her own shift of this side alone, in units of the longer side; it stays while she
            zooms, pans and steps.
    """

    photo: Photo
    placement: Placement | None
    caption: tuple[str, str]
    image: QImage = field(default_factory=QImage)
    shift: QPointF = field(default_factory=QPointF)
    pinned: bool = False
    lying: str = ""
    lying_told: str = ""
    broken: bool = False

    def words(self, *, saved: bool = False, aligned: bool = True) -> tuple[str, str]:
        """Return the caption; that it is pinned says nothing in a picture that is saved.

        Args:
            saved: it is for a picture that is saved.
            aligned: it is laid over its reference, so that how it lies is said.
        """
        strong, quiet = self.caption
        if self.pinned and not saved:
            strong += " · " + QCoreApplication.translate("Compare", "pinned")
        if aligned and not saved:
            quiet = " · ".join(filter(None, (quiet, self.lying)))
        return strong, quiet


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
    painter: QPainter,
    veil: Veil,
    pane: Pane,
    view: View,
    area: QRectF,
    *,
    aligned: bool,
    centred: bool = True,
) -> None:
    """Paint a picture into an area; geometry alone is changed, never a colour.

    Args:
        painter: on the stage, or on what is saved.
        veil: hides the picture, where photos are hidden.
        pane: the picture.
        view: what part is looked at.
        area: where it lies.
        aligned: lay it over the reference.
        centred: one that is not laid over anything is shown whole, in the middle of the frame, also
            where it was held the other way; else it lies at the frame's corner as it is.
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
    elif centred:
        _centre(painter, QSizeF(pane.image.size()), view.frame)
    unit = 1 / max(pane.image.width(), pane.image.height())
    painter.scale(unit, unit)
    veil.paint(painter, QRectF(pane.image.rect()), pane.image)
    painter.restore()


def _centre(painter: QPainter, size: QSizeF, frame: QSizeF) -> None:
    """Let what is painted next, whose longer side is 1, fit the middle of the frame."""
    longer = max(size.width(), size.height())
    width, height = size.width() / longer, size.height() / longer
    scale = min(frame.width() / width, frame.height() / height)
    painter.translate((frame.width() - scale * width) / 2, (frame.height() - scale * height) / 2)
    painter.scale(scale, scale)
