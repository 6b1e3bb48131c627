"""What the parts of the session's form have in common."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from recovery_app.domain.sessions import Session
from recovery_app.ui.sessions.entering import Checked
from recovery_app.ui.widgets.labels import caption

LABEL = 116


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


def labelled(text: str, field: QWidget, hint: str = "", *, high: int = 36) -> QHBoxLayout:
    """Set a field beside its label; screen readers call the field the same."""
    label = QLabel(text)
    label.setFixedWidth(LABEL)
    label.setFixedHeight(high)
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
        words_beside.setFixedHeight(high)
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
    # A sentence under one field must not pull the labels beside it off theirs.
    column.addStretch(1)
    return column


def column_of(widget: QWidget, spacing: int = 10) -> QVBoxLayout:
    """Give a widget a column without margins."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
