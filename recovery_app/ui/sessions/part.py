"""What the parts of the session's form have in common, and how one folds away."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from recovery_app.domain.sessions import Session
from recovery_app.ui.sessions.entering import Checked
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.labels import caption
from recovery_app.ui.widgets.shapes import CONTROL, painter_of, ring, rounded, words

LABEL = 116
HEAD = 44
SIGN = 18


class Part(QWidget):
    """A part of the form: shows its fields of a session and puts them back into one."""

    edited = Signal()
    """The person changed something."""

    def show_session(self, session: Session) -> None:
        """Show the session's fields."""
        raise NotImplementedError

    def put(self, session: Session) -> Session:
        """Return the session with this part's fields; raises `WrongInput` where one is wrong."""
        raise NotImplementedError

    def raw(self) -> tuple[object, ...]:
        """Return everything as typed, to tell whether it was changed."""
        raise NotImplementedError

    def checks(self) -> list[Checked]:
        """Return the fields in which something can be wrong."""
        return []

    def summary(self) -> str:
        """Say in a few words what is noted here; empty where nothing is."""
        raise NotImplementedError


class Fold(Card):
    """A part under a heading that opens and closes; closed, it says in short what it holds."""

    def __init__(self, look: Look, name: str, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.part = part
        self.head = _Head(look, name)
        self.head.toggled.connect(self._on_toggled)
        self.body.setContentsMargins(4, 4, 4, 4)
        self.body.setSpacing(0)
        self.body.addWidget(self.head)
        self.body.addWidget(part)
        part.setContentsMargins(12, 4, 12, 12)
        part.hide()
        part.edited.connect(self.sum_up)

    def set_open(self, opened: bool) -> None:
        """Open or close it."""
        self.head.setChecked(opened)

    def sum_up(self) -> None:
        """Say again what the part holds."""
        self.head.sum_up(self.part.summary())

    def _on_toggled(self, opened: bool) -> None:
        self.part.setVisible(opened)
        self.sum_up()


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


def labelled(text: str, field: QWidget, hint: str = "") -> QHBoxLayout:
    """Set a field beside its label; screen readers call the field the same."""
    label = QLabel(text)
    label.setFixedWidth(LABEL)
    label.setFixedHeight(36)
    inner = field.field if isinstance(field, Checked) else field
    label.setBuddy(inner)
    if not inner.accessibleName():
        inner.setAccessibleName(text)
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(field, 1)
    if hint:
        words_beside = caption(hint)
        words_beside.setFixedHeight(36)
        row.addWidget(words_beside, 0, Qt.AlignmentFlag.AlignTop)
    return row


def captioned(text: str, field: QWidget) -> QVBoxLayout:
    """Set a small label above a field; screen readers call the field the same."""
    label = caption(text)
    inner = field.field if isinstance(field, Checked) else field
    label.setBuddy(inner)
    if not inner.accessibleName():
        inner.setAccessibleName(text)
    column = QVBoxLayout()
    column.setSpacing(3)
    column.addWidget(label)
    column.addWidget(field)
    return column


def column_of(widget: QWidget, spacing: int = 10) -> QVBoxLayout:
    """Give a widget a column without margins."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
