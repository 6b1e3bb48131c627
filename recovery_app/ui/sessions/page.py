"""The Sessions page: the list, the form of one session, and the kinds and devices behind it."""

from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from recovery_app.domain import moments
from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.course import Course
from recovery_app.domain.recovery import Recovery
from recovery_app.domain.sessions import Session
from recovery_app.services.library import Library
from recovery_app.services.sessions import CardChange
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.sessions.card_view import CardView
from recovery_app.ui.sessions.catalogue_face import CatalogueFace
from recovery_app.ui.sessions.form_face import FormFace
from recovery_app.ui.sessions.list_face import ListFace
from recovery_app.ui.sessions.overview import Overview, read, read_recoveries
from recovery_app.ui.sessions.saving import Saver
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.notice import Kind

WIDTH = 1320
"""No line grows longer than the eye can follow on a wide screen."""
_ELSEWHERE = {Topic.REVIEW, Topic.BACKUP, Topic.PHOTO}
"""What is saved without changing anything on this page."""


class SessionsPage(QWidget):
    """Sessions of the library. What is half written stays in its form while she looks elsewhere."""

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
        self._library, self._tasks, self._history, self._look = library, tasks, history, look
        self._overview = Overview()
        self._chosen, self._stale = "", False
        self._saver = Saver(library, tasks, history, self)
        self.list = ListFace(look, history)
        self._faces = QStackedWidget()
        self._faces.setMaximumWidth(WIDTH)
        self._faces.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._faces)
        self._connect()
        changes.happened.connect(self._on_change)
        self._read()

    @cached_property
    def form(self) -> FormFace:
        """The form of one session, made when it is first needed."""
        form = FormFace(self._look, self._library, self._tasks, _new())
        form.save_wanted.connect(self._save)
        form.left.connect(self._show_list)
        form.remove_wanted.connect(self._remove)
        form.day_wanted.connect(self.day_wanted)
        form.form.cards.open_wanted.connect(self._show_card)
        form.offer(self._overview)
        self._faces.addWidget(form)
        return form

    @cached_property
    def card(self) -> CardView:
        """A picture of the clinic's card, made when one is first opened."""
        card = CardView(self._look, self._library, self._tasks)
        card.left.connect(self._back_from_card)
        self._faces.addWidget(card)
        return card

    @cached_property
    def catalogue(self) -> CatalogueFace:
        """Kinds and devices, made when they are first needed."""
        catalogue = CatalogueFace(self._look, self._saver)
        catalogue.left.connect(self._show_list)
        catalogue.show_overview(self._overview)
        self._faces.addWidget(catalogue)
        return catalogue

    @property
    def unfinished(self) -> bool:
        """Whether a session is half written and not on disk."""
        return "form" in self.__dict__ and self.form.unsaved

    def begin_session(self) -> None:
        """Open the form of a new session; one that is half written stays in it."""
        if self.unfinished:
            self._faces.setCurrentWidget(self.form)
        else:
            self._open_form(_new())

    def finish(self) -> None:
        """Save what is half written, as far as nothing is missing or wrong in it.

        Called before the window closes, when no question can be answered any more. A session with
        date and a known kind is kept, and can be deleted later; what cannot be saved is let go. A
        kind half typed makes no kind of its own.
        """
        if "form" in self.__dict__ and self.form.unsaved and self.form.kind_known:
            self.form.form.cards.finish()
            self.form.save()
        if "catalogue" in self.__dict__:
            self.catalogue.finish()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the list."""
        super().showEvent(event)
        if self._stale:
            self._read()
        if self._faces.currentWidget() is self.list:
            self.list.focus_list()

    def _connect(self) -> None:
        self.list.new_wanted.connect(lambda: self._open_form(_new()))
        self.list.catalogue_wanted.connect(self._show_catalogue)
        self.list.opened.connect(self._open)
        self.list.removed.connect(self._remove)
        self.list.planned.connect(self._plan)
        self.list.notice.acted.connect(self._undo)
        self._history.changed.connect(self.list.hide_offer)

    # Reading and showing

    def _read(self) -> None:
        library = self._library
        failed = partial(self.list.notice.say, Kind.FAILURE)
        self._stale = False
        run = partial(self._tasks.run, owner=self, failed=failed)
        run(lambda: read(library), self._show)
        run(lambda: read_recoveries(library), self._show_recoveries)

    def _on_change(self, change: Change) -> None:
        if change.topics <= _ELSEWHERE:
            return
        if self.isVisible():
            self._read()
        else:
            self._stale = True  # a click on Today need not read the whole diary again

    def _show_recoveries(self, recoveries: dict[str, Recovery]) -> None:
        self._overview = replace(self._overview, recoveries=recoveries)
        self.list.table.show_recoveries(recoveries)

    def _show(self, overview: Overview) -> None:
        # The clear days of before stay in sight while the new ones are read.
        overview = replace(overview, recoveries=self._overview.recoveries)
        self._overview = overview
        self.list.show_overview(overview, self._chosen)
        self._chosen = ""
        if "catalogue" in self.__dict__:
            self.catalogue.show_overview(overview)
        if "form" in self.__dict__:
            self.form.offer(overview)
            self._keep_form_true()

    def _keep_form_true(self) -> None:
        """Show the open session as it is on disk by now, unless something was typed into it."""
        shown = self.form.session
        one = self._overview.find(shown.id)
        away = self._faces.currentWidget() is not self.form
        same = one is not None and one.session == shown
        if away or self.form.unsaved or (same and self.form.form.cards.is_true(shown.id)):
            return
        if one is not None:
            self.form.show_session(one.session)
        elif shown.kind:
            self._show_list()

    def _open(self, session_id: str) -> None:
        one = self._overview.find(session_id)
        if one is not None:
            self._open_form(one.session)

    def _open_form(self, session: Session) -> None:
        self.list.hide_offer()
        self.form.show_session(session)
        self._faces.setCurrentWidget(self.form)
        self.form.begin()

    def _show_list(self) -> None:
        self._faces.setCurrentWidget(self.list)
        if "form" in self.__dict__:
            self.form.show_session(_new())
        self.list.focus_list()

    def _show_card(self, at: int) -> None:
        self._faces.setCurrentWidget(self.card)
        self.card.show_pictures(self.form.form.cards.held, at)

    def _back_from_card(self, at: int) -> None:
        self._faces.setCurrentWidget(self.form)
        self._keep_form_true()
        self.form.form.cards.give_keyboard(at)

    def _show_catalogue(self) -> None:
        self._faces.setCurrentWidget(self.catalogue)
        self.catalogue.focus_first()

    # Saving

    def _save(self, session: Session, kind_name: str, change: CardChange) -> None:
        one = self._overview.find(session.id)
        self._saver.save_session(
            session,
            kind_name,
            change=change,
            before=one.session if one else None,
            done=self._saved,
            failed=self.form.refuse,
        )

    def _saved(self, session: Session) -> None:
        self._chosen = session.id
        self.form.saved(session)

    def _remove(self, session_id: str) -> None:
        in_list = self._faces.currentWidget() is self.list
        failed = partial(self.list.notice.say, Kind.FAILURE) if in_list else self.form.refuse
        self._saver.remove_session(session_id, done=self._removed, failed=failed)

    def _removed(self, day: date) -> None:
        self._show_list()
        self.list.offer_undo(day)

    def _undo(self) -> None:
        self.list.hide_offer()
        self._history.undo()

    def _plan(self, course: Course) -> None:
        before = self._overview.courses.get(course.kind, Course(course.kind))
        self._saver.plan(course, before, failed=partial(self.list.notice.say, Kind.FAILURE))


def _new() -> Session:
    """Make an empty session of today; its id stays the same however often it is saved."""
    return Session(str(uuid4()), moments.today(), "")
