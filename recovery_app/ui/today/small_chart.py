"""The small chart beside a day: redness since the session, against her own earlier range.

It is painted by hand, because pyqtgraph would cost the first screen half a second.
"""

from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from recovery_app.domain.symptoms import SEEN_STEPS, Sort, Symptom
from recovery_app.services.today import SmallChart
from recovery_app.ui.shading import hatch, own_range
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import fill

LEAST_DAYS = 10
DOT = 4.0
RIBBON = 2.0
"""Pixels added above and below the own range."""


class SmallRecoveryChart(QWidget):
    """Points of this session, the range of earlier ones, and when it is often described.

    Points are always drawn and joined only where no day between them is missing; nothing is drawn
    after the last one.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._chart: SmallChart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: SmallChart | None) -> None:
        """Draw another chart; None leaves the axes empty."""
        self._chart = chart
        self.setAccessibleName(self._in_words())
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the room of the sketch."""
        return QSize(340, 212)

    def minimumSizeHint(self) -> QSize:
        """Stay readable in a narrow window."""
        return QSize(240, 212)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw grid, range, and points, in this order."""
        if self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font("small"))
        frame = _Frame(self._chart, QRectF(self.rect()), self._label_width(painter))
        self._draw_usual(painter, frame)
        self._draw_band(painter, frame)
        self._draw_grid(painter, frame)
        self._draw_points(painter, frame)

    def _label_width(self, painter: QPainter) -> float:
        metrics = painter.fontMetrics()
        return max(metrics.horizontalAdvance(words) for words in self._levels().values()) + 10.0

    def _levels(self) -> dict[int, str]:
        symptom = self._symptom
        if symptom is not None and symptom.sort is Sort.SEEN:
            return {value: self.tr(word) for value, word in enumerate(SEEN_STEPS)}
        return {value: str(value) for value in (0, 2, 4, 6, 8, 10)}

    @property
    def _symptom(self) -> Symptom | None:
        return None if self._chart is None else self._chart.symptom

    def _draw_usual(self, painter: QPainter, frame: "_Frame") -> None:
        usual = frame.usual
        if usual is None:
            return
        theme = self._look.theme
        shade = QRectF(frame.at(usual[0], frame.top), frame.at(usual[1], 0))
        hatch(painter, shade, theme)
        painter.setPen(theme.muted)
        words = self.tr("often described")
        width = painter.fontMetrics().horizontalAdvance(words)
        if width + 12 < frame.plot.right() - shade.left():
            painter.drawText(
                QRectF(shade.right() + 6, shade.top() + 2, width + 2, 16),
                Qt.AlignmentFlag.AlignLeft,
                words,
            )

    def _draw_band(self, painter: QPainter, frame: "_Frame") -> None:
        for run in frame.band_runs():
            own_range(painter, QPolygonF(run), self._look.theme)

    def _draw_grid(self, painter: QPainter, frame: "_Frame") -> None:
        theme = self._look.theme
        for value, words in self._levels().items():
            y = frame.at(0, value).y()
            # A filled rectangle: an antialiased line costs ten times as much and looks no better.
            fill(painter, QRectF(frame.plot.left(), y - 0.5, frame.plot.width(), 1), theme.line)
            painter.setPen(theme.muted)
            painter.drawText(
                QRectF(0, y - 9, frame.plot.left() - 8, 18),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                words,
            )
        for day in range(0, frame.days + 1, frame.step):
            x = frame.at(day, 0).x()
            painter.drawText(
                QRectF(x - 30, frame.plot.bottom() + 6, 60, 16),
                Qt.AlignmentFlag.AlignHCenter,
                self.tr("day %n", "", day) if day == 0 or frame.wide else str(day),
            )

    def _draw_points(self, painter: QPainter, frame: "_Frame") -> None:
        colour = QColor(self._look.theme.series_1)
        painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        for left, right in frame.joined():
            painter.drawLine(left, right)
        painter.setPen(QPen(self._look.theme.surface, 1.5))
        painter.setBrush(colour)
        for point in frame.points():
            painter.drawEllipse(point, DOT + 0.5, DOT + 0.5)

    def _in_words(self) -> str:
        if self._chart is None:
            return self.tr("No session yet")
        count = len(self._chart.now.points)
        return self.tr("{symptom} since the session: {count} ratings").format(
            symptom=self._chart.symptom.name, count=count
        )


class _Frame:
    """Where days and levels lie in the widget."""

    def __init__(self, chart: SmallChart, area: QRectF, labels: float) -> None:
        self._chart = chart
        self.top = chart.symptom.top
        last = chart.now.points[-1].elapsed if chart.now.points else 0.0
        self.days = max(LEAST_DAYS, int(last) + 2)
        self.plot = QRectF(area.left() + labels, 12, area.width() - labels - 20, area.height() - 40)
        self.step = 2 if self.days <= 12 else 7
        self.wide = self.plot.width() / (self.days / self.step) > 48

    @property
    def usual(self) -> tuple[float, float] | None:
        """From and to in days, as far as the plot reaches."""
        window = self._chart.now.numbered.kind.usual.get(self._chart.symptom.slug)
        return None if window is None else (window.first, min(window.last + 1, self.days))

    def at(self, day: float, value: float) -> QPointF:
        """Return where a day and a level meet."""
        return QPointF(
            self.plot.left() + self.plot.width() * day / self.days,
            self.plot.bottom() - self.plot.height() * value / self.top,
        )

    def points(self) -> list[QPointF]:
        """Return the ratings of this session."""
        return [self.at(one.elapsed, one.value) for one in self._chart.now.points]

    def joined(self) -> list[tuple[QPointF, QPointF]]:
        """Return the pairs of points with no missing day between them: gaps stay gaps."""
        ratings = self._chart.now.points
        spots = self.points()
        return [
            (spots[at], spots[at + 1])
            for at in range(len(spots) - 1)
            if ratings[at + 1].day - ratings[at].day <= 1
        ]

    def band_runs(self) -> list[list[QPointF]]:
        """Return the own range as one polygon for each run of days without a gap."""
        runs: list[list[QPointF]] = []
        days = [one for one in self._chart.band if one.day <= self.days]
        start = 0
        for at in range(1, len(days) + 1):
            if at == len(days) or days[at].day != days[at - 1].day + 1:
                run = days[start:at]
                # A range of nothing (all sessions alike) still shows as a thin ribbon.
                spots = accumulate((min(one.elapsed, self.days) for one in run), max)
                middle = [self.at(spot, 0).x() for spot in spots]
                upper = [self.at(0, one.high).y() - RIBBON for one in run]
                lower = [self.at(0, one.low).y() + RIBBON for one in run]
                edge = [QPointF(x, y) for x, y in zip(middle, upper, strict=True)]
                back = [QPointF(x, y) for x, y in zip(middle, lower, strict=True)]
                runs.append([*edge, *reversed(back)])
                start = at
        return [run for run in runs if len(run) > 2]
