"""The last fourteen days at a glance: which were logged, which have photos, which is open."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QDate, QLocale, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGroupBox, QSizePolicy, QWidget

from recovery_app.ui.theme import Look, blend
from recovery_app.ui.widgets.keys import is_plain
from recovery_app.ui.widgets.shapes import CONTROL, fill, painter_of, ring, rounded, words

DAYS = 14
HEIGHT = 42
WIDTH = 38
LEAST = 32
GAP = 6


class DayMark(NamedTuple):
    """What the strip shows of a day."""

    day: date
    logged: bool = False
    photos: bool = False


class DayStrip(QGroupBox):
    """Fourteen small days, one chosen; one stop of the Tab key, Left and Right move.

    A day without an entry has an empty ring and nothing else: a missed day is never scolded.
    """

    chosen = Signal(object)
    """The person asks for a day (`datetime.date`), perhaps the one just beyond either end."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today: date | None = None
        self._buttons = [_DayButton(look, self) for _ in range(DAYS)]
        for place, button in enumerate(self._buttons):
            button.toggled.connect(partial(self._on_toggled, place))
        self.setAccessibleName(self.tr("Days"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)

    def set_days(self, marks: Sequence[DayMark], chosen: date, today: date) -> None:
        """Show fourteen days, oldest first, without announcing anything.

        Args:
            marks: the days; their number is `DAYS`.
            chosen: the open day.
            today: marked; days after it cannot be chosen.
        """
        self._today = today
        held = any(button.hasFocus() for button in self._buttons)
        for mark, button in zip(marks, self._buttons, strict=True):
            button.show_day(mark, chosen=mark.day == chosen, today=today)
        if held:
            next(b for b in self._buttons if b.isChecked()).setFocus()

    def sizeHint(self) -> QSize:
        """Make room for all days."""
        return QSize(DAYS * WIDTH + (DAYS - 1) * GAP, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Keep every day large enough to be hit."""
        return QSize(DAYS * LEAST + (DAYS - 1) * GAP, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the days."""
        super().resizeEvent(event)
        wide = min((self.width() - (DAYS - 1) * GAP) // DAYS, WIDTH)
        for place, button in enumerate(self._buttons):
            button.setGeometry(QRect(place * (wide + GAP), 0, wide, HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go beyond either end, where a day's own arrow keys found no neighbour."""
        first, last = self._buttons[0].day, self._buttons[-1].day
        if not is_plain(event) or first is None or last is None or self._today is None:
            event.ignore()
        elif event.key() == Qt.Key.Key_Left:
            self.chosen.emit(first - timedelta(days=1))
        elif event.key() == Qt.Key.Key_Right and last < self._today:
            self.chosen.emit(last + timedelta(days=1))
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint nothing: the days paint themselves."""

    def _on_toggled(self, place: int, chosen: bool) -> None:
        day = self._buttons[place].day
        if chosen and day is not None:
            self.chosen.emit(day)


class _DayButton(QAbstractButton):
    """One day of the strip."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.day: date | None = None
        self._mark = DayMark(date.min)
        self._is_today = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_day(self, mark: DayMark, *, chosen: bool, today: date) -> None:
        """Show a day without announcing it."""
        self.day, self._mark, self._is_today = mark.day, mark, mark.day == today
        self.setText(str(mark.day.day))
        self.setEnabled(mark.day <= today)
        blocked = self.blockSignals(True)
        self.setChecked(chosen)
        self.blockSignals(blocked)
        said = self._said()
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the day's box, its dot, its photo mark and its number."""
        theme = self._look.theme
        painter = painter_of(self)
        share = 0.11 if self.isDown() else 0.05 if self.underMouse() else 0
        ground = blend(theme.raised, theme.ink, share) if self.isEnabled() else theme.surface
        outline = theme.accent if self.isChecked() else theme.line
        width = 1.5 if self.isChecked() else 1
        rounded(painter, self.rect(), CONTROL, ground, outline, width=width)
        if self.hasFocus():
            ring(painter, self.rect(), CONTROL, theme.accent)
            rounded(painter, self.rect().adjusted(4, 4, -4, -4), 6, theme.accent_soft)
        self._paint_marks(painter)
        strong = self.isChecked() or self._is_today
        painter.setFont(self._look.font("caption_strong" if strong else "caption"))
        painter.setPen(theme.ink if strong else theme.muted if self.isEnabled() else theme.line)
        words(painter, QRect(0, 18, self.width(), 18), self.text())
        if self._is_today:
            fill(painter, QRectF(self.width() / 2 - 6, HEIGHT - 6, 12, 2), theme.accent)

    def _paint_marks(self, painter: QPainter) -> None:
        theme = self._look.theme
        centre = QPointF(self.width() / 2, 11.5)
        if self._mark.photos:
            centre.setX(centre.x() - 5)
            frame = QRectF(centre.x() + 6.5, centre.y() - 3, 7, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent)
            painter.drawRoundedRect(frame, 1.5, 1.5)
        if self._mark.logged:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent)
            painter.drawEllipse(centre, 3.5, 3.5)
        elif self.isEnabled():
            painter.setPen(QPen(theme.edge, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, 3, 3)

    def _said(self) -> str:
        day = self._mark.day
        parts = [QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMMM")]
        if self._is_today:
            parts.append(self.tr("today"))
        if self._mark.logged:
            parts.append(self.tr("logged"))
        if self._mark.photos:
            parts.append(self.tr("photos"))
        return ", ".join(parts)
