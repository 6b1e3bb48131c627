"""A pill that is ticked or not, and the one that asks for more of them."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from recovery_app.ui.theme import Look, blend
from recovery_app.ui.widgets.shapes import painter_of, ring, rounded, words

HEIGHT = 32
SIDE = 13
MARK = 16


class Chip(QAbstractButton):
    """A word in a pill; Space or a click ticks it.

    Args:
        look: colours and fonts.
        slug: what it stands for, given back with `ticked`.
        text: its word.
        todo: shows a round mark to be ticked, for things to do.
    """

    ticked = Signal(str, bool)
    """The person ticked it or took the tick back."""

    def __init__(
        self, look: Look, slug: str, text: str, parent: QWidget | None = None, *, todo: bool = False
    ) -> None:
        super().__init__(parent)
        self.slug = slug
        self._look, self._todo = look, todo
        self.setText(text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._on_toggled)

    def set_value(self, ticked: bool) -> None:
        """Show whether it is ticked, without announcing it."""
        blocked = self.blockSignals(True)
        self.setChecked(ticked)
        self.blockSignals(blocked)

    def sizeHint(self) -> QSize:
        """Make room for the wider weight, so that ticking moves nothing."""
        wide = QFontMetrics(self._look.font("strong")).horizontalAdvance(self.text())
        mark = MARK + 6 if self._todo else 0
        return QSize(wide + 2 * SIDE + mark, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill, its mark and its word."""
        theme = self._look.theme
        painter = painter_of(self)
        pill = self.rect()
        chosen = self.isChecked()
        ground = theme.accent_soft if chosen else theme.raised
        share = 0.12 if self.isDown() else 0.05 if self.underMouse() else 0
        fill = blend(ground, theme.ink, share) if self.isEnabled() else theme.surface
        if self.hasFocus():
            ring(painter, pill, HEIGHT / 2, theme.accent)
            rounded(painter, pill.adjusted(4, 4, -4, -4), HEIGHT / 2 - 4, fill)
        else:
            outline = theme.accent if chosen and self.isEnabled() else theme.line
            rounded(painter, pill, HEIGHT / 2, fill, outline, dashed=not self.isCheckable())
        if self._todo:
            self._paint_mark(painter)
        painter.setFont(self._look.font("strong" if chosen else "body"))
        ink = theme.accent if chosen else theme.ink if self.underMouse() else theme.muted
        painter.setPen(ink if self.isEnabled() else blend(theme.surface, theme.muted, 0.55))
        if self._todo:
            place = pill.adjusted(SIDE + MARK + 4, 0, 0, 0)
            words(painter, place, self.text(), Qt.AlignmentFlag.AlignLeft)
        else:
            words(painter, pill, self.text())

    def _paint_mark(self, painter: QPainter) -> None:
        theme = self._look.theme
        place = QRect(SIDE - 3, (HEIGHT - MARK) // 2, MARK, MARK)
        if not self.isChecked():
            rounded(painter, place, MARK / 2, outline=theme.edge, width=1.5)
            return
        rounded(painter, place, MARK / 2, theme.accent if self.isEnabled() else theme.edge)
        tick = self._look.pixmap("check", "on_accent", 12, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(place.left() + 2, place.top() + 2), tick)

    def _on_toggled(self, ticked: bool) -> None:
        self.ticked.emit(self.slug, ticked)


class MoreChip(Chip):
    """The dashed pill at the end of the others that is pressed to see or add more."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(look, "", text, parent)
        self.setCheckable(False)
