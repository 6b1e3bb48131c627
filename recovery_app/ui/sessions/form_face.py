"""The face of the page on which one session is written down."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.domain import moments
from recovery_app.domain.sessions import Session
from recovery_app.ui.sessions.form import SessionForm
from recovery_app.ui.sessions.leaving import LeaveNotice
from recovery_app.ui.sessions.overview import Overview
from recovery_app.ui.sessions.side import BeforePanel
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton, PrimaryButton, QuietButton
from recovery_app.ui.widgets.divider import Divider
from recovery_app.ui.widgets.labels import caption, title
from recovery_app.ui.widgets.notice import Kind, Notice
from recovery_app.ui.widgets.scrolled import scrolled

FORM_WIDTH = 740
SIDE_WIDTH = 288


class FormFace(QWidget):
    """One session, new or known; what is typed stays until it is saved or discarded."""

    save_wanted = Signal(object, str)
    """The `Session` as typed and the name of its kind, which may be a new one."""
    left = Signal()
    """Back to the list."""
    remove_wanted = Signal(str)
    """The id of the session to put into the trash."""
    day_wanted = Signal(object)
    """The date whose entries she wants to see."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._overview = Overview()
        self._session = Session("", moments.today(), "")
        self.form = SessionForm(look)
        self.notice, self.leaving = Notice(look), LeaveNotice(look)
        self.side = BeforePanel(look)
        self._title, self._state = title(), caption()
        self._back = IconButton(look, "chevron-left", self.tr("Back to the list"))
        self._day = QuietButton(look, self.tr("Show the day"), icon="today")
        self._remove = IconButton(look, "trash", self.tr("Delete this session"))
        self.save_button = PrimaryButton(look, self.tr("Save session"))
        self.save_button.setToolTip(self.tr("Ctrl+S"))
        self._lay_out(look)
        self._connect()

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.form.unsaved

    @property
    def session_id(self) -> str:
        """The id of the session shown, empty for a new one."""
        return self._session.id

    def offer(self, overview: Overview) -> None:
        """Take what is known by now; what is typed stays."""
        self._overview = overview
        self.form.offer(overview)
        self.side.show_before(overview.before(self.session_id))

    def show_session(self, session: Session) -> None:
        """Show a session; one without an id is new."""
        self._session = session
        one = self._overview.find(session.id)
        self._title.setText(
            self.tr("Session {number}").format(number=one.number) if one else self.tr("New session")
        )
        for button in (self._day, self._remove):
            button.setVisible(one is not None)
        self.notice.hide()
        self.leaving.hide()
        self.form.show_session(session)
        self.side.show_before(self._overview.before(session.id))
        self._show_state()

    def save(self) -> None:
        """Ask for the session to be saved, if nothing is wrong in it."""
        self.leaving.hide()
        session = self.form.session()
        if session is not None:
            self.notice.hide()
            self.save_wanted.emit(session, self.form.basics.kind_name())

    def leave(self) -> None:
        """Go back to the list; what is not saved is asked about first."""
        if self.unsaved:
            self.leaving.ask()
        else:
            self.left.emit()

    def _lay_out(self, look: Look) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 24, 32, 8)
        head.setSpacing(8)
        for widget in (self._back, self._title, self._state):
            head.addWidget(widget)
        head.addStretch(1)
        for widget in (self._remove, self._day, self.save_button):
            head.addWidget(widget)
        inside = QWidget()
        inside.setMaximumWidth(FORM_WIDTH)
        column = QVBoxLayout(inside)
        column.setContentsMargins(32, 8, 24, 24)
        column.setSpacing(10)
        column.addWidget(self.form)
        column.addStretch(1)
        beside = QWidget()
        beside.setFixedWidth(SIDE_WIDTH)
        beside_column = QVBoxLayout(beside)
        beside_column.setContentsMargins(24, 16, 24, 16)
        beside_column.addWidget(self.side)
        beside_column.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(scrolled(inside), 1)
        middle.addWidget(Divider(look))
        middle.addWidget(beside)
        said = QVBoxLayout()
        said.setContentsMargins(32, 0, 32, 0)
        said.addWidget(self.notice)
        said.addWidget(self.leaving)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(4)
        outside.addLayout(head)
        outside.addLayout(said)
        outside.addLayout(middle, 1)

    def _connect(self) -> None:
        self._back.clicked.connect(self.leave)
        self._day.clicked.connect(lambda: self.day_wanted.emit(self._session.date))
        self._remove.clicked.connect(lambda: self.remove_wanted.emit(self.session_id))
        self.save_button.clicked.connect(self.save)
        self.leaving.acted.connect(self.save)
        self.leaving.discarded.connect(self.left)
        self.form.edited.connect(self._show_state)
        self.side.wanted.connect(self._take_over)
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Save), self.save),
            (QKeySequence(Qt.Key.Key_Escape), self.leave),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _show_state(self) -> None:
        self._state.setText(self.tr("Not saved yet") if self.unsaved else "")

    def _take_over(self) -> None:
        before = self._overview.before(self.session_id)
        if before is None:
            return
        taken = self.form.take_over(before.session)
        name = self.tr("session {number}").format(number=before.number)
        if taken:
            said = self.tr("Taken over from {session}: {what}.")
            self.notice.say(Kind.QUIET, said.format(session=name, what=", ".join(taken)))
        else:
            said = self.tr("Nothing to take over from {session}: all of it is filled in already.")
            self.notice.say(Kind.QUIET, said.format(session=name))
