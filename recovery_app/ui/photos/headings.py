"""How the grid's headings look: the session, the days below it, and the one that stays on top."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from recovery_app.ui.photos import words
from recovery_app.ui.photos.geometry import HEADING, Geometry
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import fill

_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class HeadingPainter:
    """Paints words around the photos.

    Args:
        look: colours and fonts.
    """

    def __init__(self, look: Look) -> None:
        self._look = look

    def paint(self, painter: QPainter, geometry: Geometry, page: QRect) -> None:
        """Paint the sessions and days of a part of the page."""
        spots = geometry.spots_between(page.top() - HEADING, page.bottom() + HEADING)
        for block in sorted({spot.block for spot in spots}):
            self._paint_session(painter, geometry, block, geometry.heading(block))
        painter.setFont(self._look.font("caption"))
        painter.setPen(self._look.theme.muted)
        metrics = painter.fontMetrics()
        for spot in spots:
            room = geometry.day(spot)
            said = words.day_words(spot.section.place, spot.section.day)
            said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, _MIDDLE, said)

    def paint_stuck(
        self, painter: QPainter, geometry: Geometry, block: int, room: QRect, margin: int
    ) -> None:
        """Paint the heading of a session over its photos, in a line of the view."""
        theme = self._look.theme
        fill(painter, room, theme.surface)
        self._paint_session(painter, geometry, block, room.adjusted(margin, 0, -margin, 0))
        fill(painter, QRect(margin, room.bottom(), geometry.width, 1), theme.line)

    def _paint_session(
        self, painter: QPainter, geometry: Geometry, block: int, room: QRect
    ) -> None:
        section = geometry.spots[geometry.blocks[block].spot].section
        place = section.place if section.left is None else None
        session = None if place is None else place.session
        said = words.session_words(session)
        if section.left is not None:
            said = words.days_left(section.left)
        painter.setFont(self._look.font("strong"))
        painter.setPen(self._look.theme.ink)
        taken = painter.drawText(room, _MIDDLE, said)
        if session is None:
            return
        painter.setFont(self._look.font("caption"))
        painter.setPen(self._look.theme.muted)
        beside = room.adjusted(taken.width() + 12, 1, 0, 1)
        painter.drawText(beside, _MIDDLE, words.short_day(session.session.date))
