"""Where a photo sits on the curve of its session, drawn small beside it."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from recovery_app.domain.photos import Photo
from recovery_app.domain.recovery import Point
from recovery_app.domain.sessions import Numbered, elapsed_days, place_of_moment
from recovery_app.domain.symptoms import Symptom, words_of
from recovery_app.services.library import Library
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import CONTROL, fill, painter_of, rounded

HEIGHT = 112
LEAST_DAYS = 7.0
DOT = 3.0
MARK = 5.5


@dataclass(frozen=True, slots=True)
class Curve:
    """A symptom after the photo's session, and when the photo was taken.

    Attributes:
        symptom: the first of hers that was rated then.
        session: the session.
        points: its ratings, by time.
        elapsed: days from the session to the photo.
    """

    symptom: Symptom
    session: Numbered
    points: tuple[Point, ...]
    elapsed: float

    @property
    def nearest(self) -> Point:
        """The rating nearest to the photo."""
        return min(self.points, key=lambda point: abs(point.elapsed - self.elapsed))


def curve_of(library: Library, photo: Photo) -> Curve | None:
    """Read the curve on which a photo sits; None before the first session or without a rating."""
    place = place_of_moment(photo.taken_at, library.sessions.every())
    if place is None:
        return None
    one = place.session
    for symptom in library.trends.rated_symptoms():
        points = library.trends.recovery(symptom.slug, one.number).curves[-1].points
        if points:
            return Curve(symptom, one, points, elapsed_days(photo.taken_at, one.session))
    return None


class SmallCurve(QWidget):
    """The ratings with a line where the photo was taken; gaps stay gaps."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._curve: Curve | None = None
        self.setFixedHeight(HEIGHT)

    @property
    def curve(self) -> Curve | None:
        """What is drawn."""
        return self._curve

    def show_curve(self, curve: Curve | None) -> None:
        """Draw another curve; None hides it."""
        self._curve = curve
        self.setVisible(curve is not None)
        self.setAccessibleName("" if curve is None else self.in_words(curve))
        self.update()

    def in_words(self, curve: Curve) -> str:
        """Say where the photo sits."""
        nearest = curve.nearest
        return self.tr("{symptom} after session {number}: {value} on day {day}").format(
            symptom=curve.symptom.name,
            number=curve.session.number,
            value=words_of(curve.symptom, nearest.value),
            day=nearest.day,
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, levels, points and the photo's moment."""
        painter = painter_of(self)
        theme = self._look.theme
        rounded(painter, self.rect(), CONTROL, theme.raised, theme.line)
        if self._curve is None:
            return
        room = QRectF(self.rect()).adjusted(14, 12, -14, -24)
        for level in (0, self._curve.symptom.top):
            y = self._at(self._curve, 0, level, room).y()
            fill(painter, QRectF(room.left(), y - 0.5, room.width(), 1), theme.line)
        self._draw_moment(painter, self._curve, room)
        self._draw_points(painter, self._curve, room)
        painter.setFont(self._look.font("small"))
        painter.setPen(theme.muted)
        last = self.tr("day {day}").format(day=int(self._days(self._curve)))
        below = QRectF(room.left(), room.bottom() + 5, room.width(), 16)
        painter.drawText(below, self.tr("day {day}").format(day=0))
        wide = painter.fontMetrics().horizontalAdvance(last)
        painter.drawText(below.adjusted(room.width() - wide - 1, 0, 1, 0), last)

    def _draw_moment(self, painter: QPainter, curve: Curve, room: QRectF) -> None:
        x = self._at(curve, curve.elapsed, 0, room).x()
        fill(painter, QRectF(x - 1, room.top() - 4, 2, room.height() + 8), self._look.theme.accent)

    def _draw_points(self, painter: QPainter, curve: Curve, room: QRectF) -> None:
        theme = self._look.theme
        painter.setPen(QPen(theme.series_1, 1.5))
        for left, right in pairwise(curve.points):
            if right.day - left.day <= 1 and right.elapsed <= self._days(curve):
                painter.drawLine(
                    self._at(curve, left.elapsed, left.value, room),
                    self._at(curve, right.elapsed, right.value, room),
                )
        painter.setPen(QPen(theme.raised, 1))
        painter.setBrush(theme.series_1)
        for point in curve.points:
            if point.elapsed > self._days(curve):
                break
            size = MARK if point is curve.nearest else DOT
            painter.drawEllipse(self._at(curve, point.elapsed, point.value, room), size, size)

    @staticmethod
    def _days(curve: Curve) -> float:
        """Return how many days are drawn: the first two weeks, or until the photo was taken."""
        until = min(curve.points[-1].elapsed, 14.0)
        return float(int(max(LEAST_DAYS, until, curve.elapsed)) + 1)

    def _at(self, curve: Curve, day: float, value: float, room: QRectF) -> QPointF:
        return QPointF(
            room.left() + room.width() * min(day / self._days(curve), 1.0),
            room.bottom() - room.height() * value / curve.symptom.top,
        )
