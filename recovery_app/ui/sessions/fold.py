"""A heading that opens and closes what belongs under it."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import CONTROL, painter_of, ring, rounded, words

HEAD = 44
SIGN = 18


class Fold(QWidget):
    """A heading with something under it; closed, it says in short what that holds."""

    opened = Signal()
    """It was opened; what belongs under it may be made only now."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = _Head(look, name)
        self.head.toggled.connect(self._on_toggled)
        self._inside: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)

    @property
    def inside(self) -> QWidget | None:
        """What is under the heading."""
        return self._inside

    def hold(self, widget: QWidget) -> None:
        """Put something under the heading."""
        self._inside = widget
        widget.setContentsMargins(12, 4, 12, 12)
        self._column.addWidget(widget)
        # Only now: shown without a parent it would be a window of its own for a moment.
        widget.setVisible(self.head.isChecked())

    def set_open(self, opened: bool) -> None:
        """Open or close it."""
        self.head.setChecked(opened)

    def _on_toggled(self, opened: bool) -> None:
        if opened:
            self.opened.emit()
        if self._inside is not None:
            self._inside.setVisible(opened)


class _Head(QAbstractButton):
    """The heading of a fold; Space or a click opens and closes it."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._summary = ""
        self.setText(name)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEAD)

    def sum_up(self, summary: str) -> None:
        """Say what is inside."""
        self._summary = summary
        self.setAccessibleDescription(summary)
        self.update()

    def sizeHint(self) -> QSize:
        """Take the width there is."""
        return QSize(300, HEAD)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign, the name and, closed, the summary."""
        theme = self._look.theme
        painter = painter_of(self)
        if self.underMouse():
            over = QColor(theme.ink)
            over.setAlphaF(0.09 if self.isDown() else 0.045)
            rounded(painter, self.rect(), CONTROL, over)
        if self.hasFocus():
            ring(painter, self.rect(), CONTROL, theme.accent)
        icon = "chevron-down" if self.isChecked() else "chevron-right"
        sign = self._look.pixmap(icon, "muted", SIGN, self.devicePixelRatioF())
        painter.drawPixmap(10, (HEAD - SIGN) // 2, sign)
        painter.setFont(self._look.font("strong"))
        painter.setPen(theme.ink)
        left = 10 + SIGN + 8
        wide = painter.fontMetrics().horizontalAdvance(self.text())
        words(
            painter, self.rect().adjusted(left, 0, -8, 0), self.text(), Qt.AlignmentFlag.AlignLeft
        )
        if not self.isChecked():
            painter.setFont(self._look.font("body"))
            painter.setPen(theme.muted)
            left += wide + 16
            room = QRect(left, 0, self.width() - left - 14, HEAD)
            words(painter, room, self._summary, Qt.AlignmentFlag.AlignRight)
