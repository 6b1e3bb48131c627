"""How the matrix looks: a photo or a dashed place in each cell, sessions named beside the rows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from recovery_app.domain.naming import within_sentence
from recovery_app.domain.sessions import Numbered
from recovery_app.ui.photos import words
from recovery_app.ui.photos.cells import ON_TAG, TAG, TAG_HEIGHT
from recovery_app.ui.photos.matrix import Cell
from recovery_app.ui.photos.matrix_model import CELL
from recovery_app.ui.photos.small_pictures import SmallPictures
from recovery_app.ui.theme import Look, blend
from recovery_app.ui.widgets.shapes import CONTROL, ring, rounded
from recovery_app.ui.widgets.shapes import words as shortened

if TYPE_CHECKING:
    from recovery_app.ui.photos.matrix_view import MatrixView

GAP = 8
DISC = 20

_Index = QModelIndex | QPersistentModelIndex


def inside(cell: QRect) -> QRect:
    """Return where the photo lies within its place: the gap is shared by the neighbours."""
    return cell.adjusted(GAP // 2, GAP // 2, -GAP // 2, -GAP // 2)


def disc(cell: QRect) -> QRect:
    """Return where a place is pressed to select it."""
    photo = inside(cell)
    return QRect(photo.right() - DISC - 6, photo.top() + 7, DISC, DISC)


class MatrixCells(QStyledItemDelegate):
    """Paints the cells.

    Args:
        look: colours, fonts and icons.
        pictures: the photos, as far as they are there.
        view: the matrix.
    """

    def __init__(self, look: Look, pictures: SmallPictures, view: "MatrixView") -> None:
        super().__init__(view)
        self._look, self._pictures, self._view = look, pictures, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one place."""
        cell: Cell = index.data(CELL)
        theme, photo = self._look.theme, inside(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if cell.shown is None:
            edge = blend(theme.surface, theme.edge, 0.5)
            rounded(painter, photo, CONTROL, None, edge, dashed=True)
        else:
            self._paint_photo(painter, cell, option.rect, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            ring(painter, photo.adjusted(-3, -3, 3, 3), CONTROL + 3, theme.ink)
        painter.restore()

    def _paint_photo(self, painter: QPainter, cell: Cell, whole: QRect, index: _Index) -> None:
        if cell.shown is None:
            return
        theme, photo = self._look.theme, inside(whole)
        pixmap = self._pictures.pixmap(cell.shown.photo)
        if pixmap is not None:
            painter.drawPixmap(photo, self._look.veil.pixmap(pixmap))
        else:
            rounded(painter, photo, CONTROL, blend(theme.surface, theme.line, 0.8))
        if self._pictures.is_unreadable(cell.shown.photo):
            self._paint_unreadable(painter, photo)
        self._paint_tag(painter, cell, photo)
        chosen = self._view.selectionModel().isSelected(index)
        if chosen:
            rounded(painter, photo, CONTROL, None, theme.accent, width=3)
            inner = photo.adjusted(3, 3, -3, -3)
            rounded(painter, inner, CONTROL - 3, None, theme.surface, width=1.5)
        elif self._view.hovered == index:
            ring(painter, photo, CONTROL, theme.accent)
        if chosen or self._view.hovered == index:
            self._paint_disc(painter, disc(whole), chosen=chosen)

    def _paint_disc(self, painter: QPainter, place: QRect, *, chosen: bool) -> None:
        theme = self._look.theme
        ground = theme.accent if chosen else TAG
        rounded(painter, place, DISC / 2, ground, theme.surface if chosen else ON_TAG, width=1.5)
        if chosen:
            ratio = painter.device().devicePixelRatio()
            tick = self._look.pixmap("check", "on_accent", 12, ratio)
            painter.drawPixmap(place.left() + 4, place.top() + 4, tick)

    def _paint_unreadable(self, painter: QPainter, photo: QRect) -> None:
        painter.setFont(self._look.font("small"))
        painter.setPen(self._look.theme.muted)
        shortened(painter, photo.adjusted(4, 0, -4, 0), words.unreadable())

    def _paint_tag(self, painter: QPainter, cell: Cell, photo: QRect) -> None:
        """Write what the column does not say: the photo's own day, and how many more there are."""
        said = _tag(cell)
        if not said:
            return
        painter.setFont(self._look.font("small"))
        width = painter.fontMetrics().horizontalAdvance(said) + 14
        tag = QRect(0, 0, min(width, photo.width() - 12), TAG_HEIGHT)
        tag.moveBottomLeft(photo.bottomLeft())
        tag.translate(6, -6)
        rounded(painter, tag, 6, TAG)
        painter.setPen(ON_TAG)
        shortened(painter, tag, said)


class SessionHeader(QHeaderView):
    """Names the sessions beside their rows, on two lines."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._look = look

    def sectionSizeFromContents(self, _row: int) -> QSize:
        """Ask for nothing: the rows are as high as the photos."""
        return QSize(1, 1)

    def paintSection(self, painter: QPainter, rect: QRect, row: int) -> None:
        """Write number, date and kind."""
        session: Numbered | None = self.model().headerData(row, self.orientation(), CELL)
        if session is None:
            return
        theme = self._look.theme
        painter.save()
        painter.fillRect(rect, theme.surface)
        left = Qt.AlignmentFlag.AlignLeft
        line = QRect(rect.left(), rect.center().y() - 20, rect.width() - 12, 20)
        painter.setFont(self._look.font("strong"))
        painter.setPen(theme.ink)
        number = words.session_number(session)
        shortened(painter, line, number, left)
        painter.setFont(self._look.font("caption"))
        painter.setPen(theme.muted)
        shortened(painter, line.translated(0, 20), words.short_day(session.session.date), left)
        kind = within_sentence(session.kind)
        shortened(painter, line.translated(0, 38), kind, left)
        painter.restore()


def _tag(cell: Cell) -> str:
    shown = cell.shown
    if shown is None:
        return ""
    parts: list[str] = []
    if cell.column.is_before:
        parts.append(words.short_date(shown.photo.day))
    elif shown.place is not None and shown.place.day != cell.column.day:
        parts.append(words.day_number(shown.place.day))
    if len(cell.photos) > 1:
        parts.append(f"+{len(cell.photos) - 1}")
    return " · ".join(parts)
