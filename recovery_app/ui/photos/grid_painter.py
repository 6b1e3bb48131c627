"""How the visible part of the grid is painted: headings, cells, and the heading that stays."""

from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect
from PySide6.QtGui import QPainter

from recovery_app.ui.photos.cells import CellPainter, CellState
from recovery_app.ui.photos.geometry import HEADING, Geometry
from recovery_app.ui.photos.headings import HeadingPainter
from recovery_app.ui.photos.model import PhotoModel
from recovery_app.ui.photos.small_pictures import SmallPictures
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import fill

MARGIN = 6
"""Room around the cells for the ring that shows the keyboard."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Which cells look otherwise.

    Attributes:
        chosen: the selected ones.
        current: the row that has the keyboard, or −1.
        hovered: the row under the pointer, or −1.
    """

    chosen: QItemSelectionModel
    current: int
    hovered: int


class GridPainter:
    """Paints a page of photos.

    Args:
        model: the photos.
        pictures: their small pictures.
        look: colours, fonts and icons.
    """

    def __init__(self, model: PhotoModel, pictures: SmallPictures, look: Look) -> None:
        self._photos, self._pictures, self._look = model, pictures, look
        self._cells, self._headings = CellPainter(look), HeadingPainter(look)

    def paint(
        self, painter: QPainter, geometry: Geometry, seen: QRect, corner: QPoint, marked: Marked
    ) -> None:
        """Paint a part of the page.

        Args:
            painter: of the view.
            geometry: where everything lies on the page.
            seen: the part of the view to paint.
            corner: which place of the page lies at the view's corner.
            marked: which cells look otherwise.
        """
        fill(painter, seen, self._look.theme.surface)
        page = seen.translated(corner)
        painter.translate(-corner)
        self._headings.paint(painter, geometry, page)
        self._paint_cells(painter, geometry, page, marked)
        painter.resetTransform()

    def paint_stuck(
        self, painter: QPainter, geometry: Geometry, stuck: tuple[int, int], width: int
    ) -> None:
        """Paint the heading that stays at the top; `stuck` is its block and how much is seen."""
        block, height = stuck
        if height:
            room = QRect(0, height - HEADING, width, HEADING)
            self._headings.paint_stuck(painter, geometry, block, room, MARGIN)

    def _paint_cells(
        self, painter: QPainter, geometry: Geometry, page: QRect, marked: Marked
    ) -> None:
        around = page.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        for row in geometry.rows_in(around):
            placed = self._photos.rows[row]
            state = CellState(
                marked.chosen.isSelected(self._photos.index(row)),
                row == marked.current,
                row == marked.hovered,
                self._pictures.is_unreadable(placed.photo),
            )
            pixmap = self._pictures.pixmap(placed.photo)
            self._cells.paint(painter, geometry.cell(row), placed, pixmap, state)
