"""A row that rates on a slider: what one feels from 0 to 10, a concern from 0 to 100."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.felt_slider import TOP, UNSET, FeltSlider
from recovery_app.ui.widgets.seen_row import LABEL, ROW
from recovery_app.ui.widgets.shapes import CONTROL, painter_of, rounded, words

NUMBER = 32


class FeltRow(QWidget):
    """A symptom's name, its slider and, once rated, its number, which a click takes back.

    Args:
        look: colours and fonts.
        slug: the symptom, given back with `rated`.
        name: the symptom's words.
        top: the highest value, 10 or 100.
    """

    rated = Signal(str, object)
    """The person rated (slug, number) or took the rating back (slug, None)."""

    neighbour_wanted = Signal(int)
    """Up (−1) or Down (1) was pressed."""

    def __init__(
        self, look: Look, slug: str, name: str, parent: QWidget | None = None, *, top: int = TOP
    ) -> None:
        super().__init__(parent)
        self.slug = slug
        self._look, self._name, self._top = look, name, top
        self._slider = FeltSlider(look, self, top)
        self._slider.setAccessibleName(name)
        self._slider.valueChanged.connect(self._show)
        self._slider.answered.connect(self._on_answered)
        self._slider.neighbour_wanted.connect(self.neighbour_wanted)
        self._number = _Number(look, self)
        self._number.setAccessibleName(self.tr("{name}: clear").format(name=name))
        self._number.clicked.connect(self._on_cleared)
        self.setFocusProxy(self._slider)
        self.setFixedHeight(ROW)
        self._show(UNSET)

    @property
    def value(self) -> int | None:
        """The rating shown, None for not rated."""
        value = self._slider.value()
        return None if value == UNSET else value

    def set_value(self, value: int | None) -> None:
        """Show a rating without announcing it."""
        self._slider.show_value(UNSET if value is None else value)
        self._show(self._slider.value())

    def sizeHint(self) -> QSize:
        """Ask for a comfortable slider."""
        return QSize(LABEL + 5 * 104, ROW)

    def minimumSizeHint(self) -> QSize:
        """Ask for what the slider needs."""
        return QSize(LABEL + self._slider.minimumSizeHint().width() + NUMBER + 8, ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the slider what the name and the number leave."""
        super().resizeEvent(event)
        top = (ROW - NUMBER) // 2
        right = self.width() - NUMBER
        self._slider.setGeometry(LABEL, top, right - 8 - LABEL, NUMBER)
        self._number.setGeometry(right, top, NUMBER, NUMBER)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write the name."""
        painter = painter_of(self)
        painter.setFont(self._look.font("body"))
        painter.setPen(self._look.theme.ink)
        words(painter, QRect(0, 0, LABEL - 12, ROW), self._name, Qt.AlignmentFlag.AlignLeft)

    def _on_answered(self, value: int) -> None:
        self.rated.emit(self.slug, None if value == UNSET else value)

    def _on_cleared(self) -> None:
        self._slider.setValue(UNSET)

    def _show(self, value: int) -> None:
        rated = value != UNSET
        said = (
            self.tr("{value} of {top}").format(value=value, top=self._top)
            if rated
            else self.tr("not rated")
        )
        self._slider.setAccessibleDescription(said)
        self._number.setText(str(value) if rated else "")
        self._number.setVisible(rated)


class _Number(QAbstractButton):
    """The rating as a number; under the pointer it offers to take the rating back."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(self.tr("Clear"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write the number, or draw a cross under the pointer."""
        painter = painter_of(self)
        theme = self._look.theme
        if self.underMouse() and self.isEnabled():
            rounded(painter, self.rect(), CONTROL, theme.line if self.isDown() else theme.raised)
            cross = self._look.pixmap("close", "muted", 16, self.devicePixelRatioF())
            painter.drawPixmap(8, 8, cross)
            return
        painter.setFont(self._look.font("strong"))
        painter.setPen(theme.ink if self.isEnabled() else theme.edge)
        words(painter, self.rect(), self.text())
