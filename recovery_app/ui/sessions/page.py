"""The Sessions page: the list, the form of one session, and the kinds and devices behind it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from recovery_app.domain import moments
from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.course import Course
from recovery_app.domain.sessions import Session
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.sessions import words
from recovery_app.ui.sessions.form_face import FormFace
from recovery_app.ui.sessions.list_face import ListFace
from recovery_app.ui.sessions.overview import Overview, read
from recovery_app.ui.sessions.saving import SessionSaver
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.notice import Kind


class SessionsPage(QWidget):
    """Sessions of the library. A session half written stays in its form while she looks elsewhere."""

    day_wanted = Signal(object)
    """The date (`datetime.date`) whose entries she wants to see."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        changes: Changes,
        history: History,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._look = library, tasks, look
        self._overview = Overview()
        self._chosen = ""
        self._saver = SessionSaver(library, tasks, history, self)
        self.list = ListFace(look, history)
        self.form = FormFace(look)
        self._faces = QStackedWidget()
        for face in (self.list, self.form):
            self._faces.addWidget(face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._faces)
        self._connect()
        changes.happened.connect(self._on_change)
        self._read()

    def finish(self) -> None:
        """Save a session half written, if date and kind are there and nothing is wrong in it.

        Called before the window closes, when no question can be answered any more: what can be
        kept is kept, and Undo or the trash takes it back.
        """
        if self.form.unsaved:
            self.form.save()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where it is needed."""
        super().showEvent(event)
        if self._faces.currentWidget() is self.list:
            self.list.focus_list()

    def _connect(self) -> None:
        self.list.new_wanted.connect(self._new)
        self.list.opened.connect(self._open)
        self.list.removed.connect(self._remove)
        self.list.planned.connect(self._plan)
        self.form.save_wanted.connect(self._save)
        self.form.left.connect(self._show_list)
        self.form.remove_wanted.connect(self._remove)
        self.form.day_wanted.connect(self.day_wanted)

    # Reading and showing

    def _read(self) -> None:
        library = self._library
        failed = partial(self.list.notice.say, Kind.FAILURE)
        self._tasks.run(lambda: read(library), self._show, owner=self, failed=failed)

    def _on_change(self, change: Change) -> None:
        if change.topics <= {Topic.REVIEW, Topic.BACKUP, Topic.PHOTO}:
            return
        self._read()

    def _show(self, overview: Overview) -> None:
        self._overview = overview
        self.list.show_overview(overview, self._chosen)
        self._chosen = ""
        self.form.offer(overview)
        if self._faces.currentWidget() is self.form and self.form.session_id:
            self._show_again()
        elif self._faces.currentWidget() is self.list and self.isVisible():
            self.list.focus_list()

    def _show_again(self) -> None:
        """Keep the form true to the disk, unless she has typed something into it."""
        if self.form.unsaved:
            return
        one = self._overview.find(self.form.session_id)
        if one is None:
            self._show_list()
        else:
            self.form.show_session(one.session)

    def _new(self) -> None:
        self._open_form(Session("", moments.today(), ""))

    def _open(self, session_id: str) -> None:
        one = self._overview.find(session_id)
        if one is not None:
            self._open_form(one.session)

    def _open_form(self, session: Session) -> None:
        self.form.show_session(session)
        self._faces.setCurrentWidget(self.form)
        self.form.form.focus_first()

    def _show_list(self) -> None:
        self._faces.setCurrentWidget(self.list)
        self.form.show_session(Session("", moments.today(), ""))
        self.list.focus_list()

    # Saving

    def _save(self, session: Session, kind_name: str) -> None:
        one = self._overview.find(session.id)
        self._saver.save(
            session,
            kind_name,
            before=one.session if one else None,
            done=self._saved,
            failed=partial(self.form.notice.say, Kind.FAILURE),
        )

    def _saved(self, session: Session) -> None:
        self._chosen = session.id
        self._show_list()

    def _remove(self, session_id: str) -> None:
        failed = self.form.notice.say if self.form.isVisible() else self.list.notice.say
        one = self._overview.find(session_id)
        if one is not None:
            said = words.said_of(one.session)
            self._saver.remove(
                session_id, said, done=self._show_list, failed=partial(failed, Kind.FAILURE)
            )

    def _plan(self, course: Course) -> None:
        before = self._overview.courses.get(course.kind, Course(course.kind))
        self._saver.plan(course, before, failed=partial(self.list.notice.say, Kind.FAILURE))
