"""Saving sessions and courses off the GUI thread, each with its way back."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from recovery_app.domain import moments
from recovery_app.domain.course import Course
from recovery_app.domain.sessions import Session
from recovery_app.services.library import Library
from recovery_app.ui.history import History
from recovery_app.ui.sessions import words
from recovery_app.ui.tasks import Tasks

Said = Callable[[str], None]


class SessionSaver(QObject):
    """Writes through the data lane and tells the window's history how to take it back."""

    def __init__(self, library: Library, tasks: Tasks, history: History, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._history = library, tasks, history

    def save(
        self,
        session: Session,
        kind_name: str,
        *,
        before: Session | None,
        done: Callable[[Session], None],
        failed: Said,
    ) -> None:
        """Write a session.

        Args:
            session: as typed; without a kind's slug where the kind is not known yet.
            kind_name: makes that kind.
            before: as it was on disk, None for a new one.
            done: gets it as it stands on disk.
            failed: gets the sentence where it cannot be kept.
        """
        library = self._library

        def work() -> Session:
            slug = session.kind or library.catalogue.kind_named(kind_name).slug
            return library.sessions.save(replace(session, kind=slug))

        def saved(kept: Session) -> None:
            undo = (
                partial(library.sessions.remove, kept.id)
                if before is None
                else partial(library.sessions.save, before)
            )
            self._remember(words.said_of(kept), undo)
            done(kept)

        self._tasks.run(work, saved, owner=self, failed=failed)

    def remove(self, session_id: str, said: str, *, done: Callable[[], None], failed: Said) -> None:
        """Put a session into the trash."""
        library = self._library

        def removed(_session: Session) -> None:
            self._remember(said, partial(library.sessions.restore, session_id))
            done()

        self._tasks.run(
            lambda: library.sessions.remove(session_id), removed, owner=self, failed=failed
        )

    def plan(self, course: Course, before: Course, *, failed: Said) -> None:
        """Write the course of a kind."""
        library = self._library

        def planned(_nothing: object) -> None:
            self._remember(self.tr("Course"), partial(library.sessions.plan, before))

        self._tasks.run(lambda: library.sessions.plan(course), planned, owner=self, failed=failed)

    def _remember(self, said: str, undo: Callable[[], object]) -> None:
        def take_back() -> None:
            self._tasks.run(undo, owner=self)

        self._history.add(said, moments.now(), take_back)
