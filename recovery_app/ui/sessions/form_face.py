"""The face of the page on which one session is written down."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.domain.sessions import Session
from recovery_app.services.library import Library
from recovery_app.ui.photos.drop_sign import DropSign
from recovery_app.ui.photos.offered import is_welcome
from recovery_app.ui.sessions.entering import leave_drops
from recovery_app.ui.sessions.form import SessionForm
from recovery_app.ui.sessions.leaving import LeaveNotice
from recovery_app.ui.sessions.overview import Overview
from recovery_app.ui.sessions.side import BeforePanel
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton, PrimaryButton, QuietButton
from recovery_app.ui.widgets.divider import Divider
from recovery_app.ui.widgets.labels import caption, title
from recovery_app.ui.widgets.notice import Kind, Notice
from recovery_app.ui.widgets.scrolled import scrolled
from recovery_app.ui.widgets.tab_order import follow_layout

FORM_LEAST, FORM_MOST = 620, 940
SIDE_WIDTHS = (312, 380)
"""Least and greatest width of what stands beside the form."""


class FormFace(QWidget):
    """One session, new or known; what is typed stays until it is saved or discarded."""

    save_wanted = Signal(object, str, object)
    """The `Session` as typed, the name of its kind, which may be a new one, and a `CardChange`."""
    left = Signal()
    """Back to the list."""
    remove_wanted = Signal(str)
    """The id of the session to put into the trash."""
    day_wanted = Signal(object)
    """The date whose entries she wants to see."""

    def __init__(
        self,
        look: Look,
        library: Library,
        tasks: Tasks,
        session: Session,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._overview = Overview()
        self._session = session
        self._sent: tuple[tuple[object, ...], ...] | None = None
        self._save_when_read = False
        self.form = SessionForm(look, library, tasks, session)
        self._drop_sign = DropSign(look, self)
        self.notice, self.leaving = Notice(look), LeaveNotice(look)
        self.side = BeforePanel()
        self._title, self._state = title(), caption()
        self._back = IconButton(look, "chevron-left", self.tr("Back to the list"))
        self._day = QuietButton(look, self.tr("Show the day"), icon="today")
        self._remove = IconButton(look, "trash", self.tr("Delete this session"))
        self.save_button = PrimaryButton(look, self.tr("Save session"))
        self.save_button.setToolTip(self.tr("Ctrl+S"))
        self._beside, self._line = QWidget(), Divider(look)
        self._lay_out()
        self._connect()
        leave_drops(self)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not on disk."""
        return self.form.unsaved

    @property
    def kind_known(self) -> bool:
        """Whether the kind as typed is in the list."""
        basics = self.form.basics
        return bool(basics.slug_of(basics.kind.words()))

    @property
    def session(self) -> Session:
        """The session as it was last shown."""
        return self._session

    def offer(self, overview: Overview) -> None:
        """Take what is known by now; what is typed stays."""
        self._overview = overview
        self.form.offer(overview)
        self._show_before()

    def show_session(self, session: Session) -> None:
        """Show a session; one that is not in the library is new."""
        self._session, self._sent, self._save_when_read = session, None, False
        self._name(session)
        self.notice.hide()
        self.leaving.hide()
        self.form.show_session(session)
        self._show_before()
        self._show_state()

    def begin(self) -> None:
        """Start at the top, with the keyboard where one would type, wherever it was left."""
        self._area.verticalScrollBar().setValue(0)
        self.form.focus_first()

    def save(self) -> None:
        """Ask for the session to be saved, if nothing is wrong in it; once for a double press.

        A picture that is still being read is waited for.
        """
        self.leaving.hide()
        self._save_when_read = self.form.cards.reading
        if self._save_when_read or self._sent == self.form.raw():
            return
        session = self.form.session()
        if session is not None:
            self.notice.hide()
            self._sent = self.form.raw()
            change = self.form.cards.change()
            self.save_wanted.emit(session, self.form.basics.kind_name(), change)

    def saved(self, session: Session) -> None:
        """Go back to the list, unless something was typed while it was being saved."""
        sent, self._sent = self._sent, None
        if sent is None or sent == self.form.raw():
            self.left.emit()
        else:
            self._session = session
            self.form.mark_saved(session, sent)
            self._show_state()

    def refuse(self, sentence: str) -> None:
        """Say what did not work; everything typed stays."""
        self._sent = None
        self.notice.say(Kind.FAILURE, sentence)

    def leave(self) -> None:
        """Go back to the list; what is not saved is asked about first."""
        if self.unsaved:
            self.leaving.ask()
        else:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the form its least width first, then share the rest."""
        super().resizeEvent(event)
        least, most = SIDE_WIDTHS
        self._beside.setFixedWidth(max(least, min(self.width() - FORM_LEAST, most)))

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own name
        """Go on by Tab as the form stands by now: steps, passes and pictures come and go."""
        follow_layout(self)
        return super().focusNextPrevChild(next)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome pictures of the clinic's card."""
        if is_welcome(event.mimeData()):
            event.acceptProposedAction()
            self._drop_sign.setGeometry(self.rect())
            self._drop_sign.raise_()
            self._drop_sign.show()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Go back to rest."""
        super().dragLeaveEvent(event)
        self._drop_sign.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self._drop_sign.hide()
        self.form.folds[self.form.cards].set_open(True)
        if self.form.cards.take(event.mimeData()):
            event.acceptProposedAction()

    def _paste(self) -> None:
        self.form.folds[self.form.cards].set_open(True)
        self.form.cards.paste()

    def _on_read(self) -> None:
        """Save what waited for a picture; one that was refused is looked at first."""
        if self._save_when_read and self.form.cards.notice.isHidden():
            self.save()
        self._save_when_read = False

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 24, 32, 8)
        head.setSpacing(8)
        for widget in (self._back, self._title, self._state):
            head.addWidget(widget)
        head.addStretch(1)
        for widget in (self._remove, self._day, self.save_button):
            head.addWidget(widget)
        inside = QWidget()
        inside.setMaximumWidth(FORM_MOST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(32, 8, 20, 24)
        column.addWidget(self.form)
        column.addStretch(1)
        right = QWidget()
        right_column = QVBoxLayout(right)
        right_column.setContentsMargins(20, 16, 32, 16)
        right_column.addWidget(self.side)
        right_column.addStretch(1)
        beside = QVBoxLayout(self._beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(scrolled(right))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self._area = scrolled(inside)
        # Tab goes on to the fields, which scroll by themselves to where they are.
        self._area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        middle.addWidget(self._area, 1)
        middle.addWidget(self._line)
        middle.addWidget(self._beside)
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
        self._remove.clicked.connect(lambda: self.remove_wanted.emit(self._session.id))
        self.save_button.clicked.connect(self.save)
        self.leaving.acted.connect(self.save)
        self.leaving.discarded.connect(self.left)
        self.form.edited.connect(self._show_state)
        self.form.cards.read.connect(self._on_read)
        self.side.wanted.connect(self._take_over)
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Save), self.save),
            (QKeySequence(QKeySequence.StandardKey.Paste), self._paste),
            (QKeySequence(Qt.Key.Key_Escape), self._on_escape),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _name(self, session: Session) -> None:
        one = self._overview.find(session.id)
        self._title.setText(
            self.tr("Session {number}").format(number=one.number) if one else self.tr("New session")
        )
        for button in (self._day, self._remove):
            button.setVisible(one is not None)

    def _show_before(self) -> None:
        before = self._overview.before(self._session.id)
        self.side.show_before(before)
        for widget in (self._line, self._beside):
            widget.setVisible(before is not None)

    def _show_state(self) -> None:
        self._state.setText(self.tr("Not saved yet") if self.unsaved else "")

    def _on_escape(self) -> None:
        """Close what asks or says something, else go back."""
        for notice in (self.leaving, self.notice, self.form.cards.notice):
            if notice.isVisible():
                notice.hide()
                return
        self.leave()

    def _take_over(self) -> None:
        before = self._overview.before(self._session.id)
        if before is None:
            return
        taken = self.form.take_over(before.session)
        said = (
            self.tr("Taken over from session {number}: {what}.")
            if taken
            else self.tr("Nothing to take over from session {number}: all of it is filled in.")
        )
        self.notice.say(Kind.QUIET, said.format(number=before.number, what=", ".join(taken)))
