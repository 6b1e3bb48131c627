"""One of several buttons joined into a strip: a step of a rating, a face of a page."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from recovery_app.ui.theme import Look, blend
from recovery_app.ui.widgets.shapes import CONTROL, fill, painter_of, ring, rounded, words

HEIGHT = 36


class JoinedButton(QAbstractButton):
    """A checkable word that paints its part of the strip's common frame.

    Args:
        look: colours and fonts.
        word: what it says.
        parent: the widget that lays out the strip.
        strong: filled with the accent when chosen (an answer), else softly (a view).
    """

    def __init__(self, look: Look, word: str, parent: QWidget, *, strong: bool) -> None:
        super().__init__(parent)
        self._look, self._strong = look, strong
        self._frame = QRect()
        self._strip_focused = False
        self.setText(word)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def place(self, cell: QRect, strip: QRect) -> None:
        """Take the cell of the strip (both in the parent's coordinates)."""
        self.setGeometry(cell)
        self._frame = strip.translated(-cell.topLeft())

    def show_chosen(self, chosen: bool) -> None:
        """Show whether it is chosen, without announcing it."""
        blocked = self.blockSignals(True)
        self.setChecked(chosen)
        self.blockSignals(blocked)

    def show_strip_focus(self, focused: bool) -> None:
        """Show that the whole strip has the keyboard, where it is one stop of the Tab key."""
        self._strip_focused = focused
        self.update()

    def sizeHint(self) -> QSize:
        """Make room for the word in its chosen, wider weight."""
        return QSize(self._strong_width() + 28, HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Say the word in full where the strip is too narrow for it."""
        super().enterEvent(event)
        self.setToolTip(self.text() if self._strong_width() > self.width() - 4 else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the part of the frame that lies in this cell, then the word."""
        theme = self._look.theme
        painter = painter_of(self)
        outline, width = (theme.accent, 2) if self._strip_focused else (theme.line, 1)
        if self.isChecked() and self.isEnabled():
            outline = theme.accent if self._strong else outline
        rounded(painter, self._frame, CONTROL, self._fill(), outline, width=width)
        if self._frame.left() < 0 and not self.isChecked():
            fill(painter, QRect(0, width, 1, self.height() - 2 * width), theme.line)
        if self.hasFocus():
            ring(painter, self.rect().adjusted(3, 3, -3, -3), CONTROL - 3, theme.accent)
        painter.setFont(self._look.font("strong" if self.isChecked() else "body"))
        painter.setPen(self._ink())
        words(painter, self.rect().adjusted(2, 0, -2, 0), self.text())

    def _strong_width(self) -> int:
        return QFontMetrics(self._look.font("strong")).horizontalAdvance(self.text())

    def _fill(self) -> QColor:
        theme = self._look.theme
        chosen = theme.accent if self._strong else theme.accent_soft
        ground = chosen if self.isChecked() else theme.raised
        if not self.isEnabled():
            return blend(theme.surface, ground, 0.35)
        share = 0.12 if self.isDown() else 0.05 if self.underMouse() else 0
        return blend(ground, theme.ink, share)

    def _ink(self) -> QColor:
        theme = self._look.theme
        if not self.isEnabled():
            return theme.muted if self.isChecked() else blend(theme.surface, theme.muted, 0.55)
        if self.isChecked():
            return theme.on_accent if self._strong else theme.accent
        return theme.ink if self.underMouse() else theme.muted
