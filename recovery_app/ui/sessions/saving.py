"""Saving sessions, courses, kinds and devices off the GUI thread, each with its way back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from recovery_app.domain import moments
from recovery_app.domain.course import Course
from recovery_app.domain.kinds import Device, Kind
from recovery_app.domain.sessions import Session
from recovery_app.services.library import Library
from recovery_app.services.sessions import CardChange
from recovery_app.ui.history import History
from recovery_app.ui.sessions import words
from recovery_app.ui.tasks import Tasks

Said = Callable[[str], None]
Done = Callable[[], None]


class Saver(QObject):
    """Writes through the data lane and tells the window's history how to take it back.

    `done` is called once it is on disk; `failed` gets the sentence where it cannot be kept.
    """

    def __init__(self, library: Library, tasks: Tasks, history: History, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._history = library, tasks, history

    def save_session(
        self,
        session: Session,
        kind_name: str,
        *,
        change: CardChange,
        before: Session | None,
        done: Callable[[Session], None],
        failed: Said,
    ) -> None:
        """Write a session with its pictures.

        Args:
            session: as typed; without a kind's slug where the kind is not known yet.
            kind_name: makes that kind.
            change: what becomes of its pictures.
            before: as it was on disk, None for a new one.
            done: gets it as it stands on disk.
            failed: see above.
        """
        library = self._library

        def work() -> Session:
            slug = session.kind or library.catalogue.kind_named(kind_name).slug
            return library.sessions.save(replace(session, kind=slug), change)

        def saved(kept: Session) -> None:
            undo = (
                partial(library.sessions.remove, kept.id)
                if before is None
                else partial(library.sessions.save, before, change.back)
            )
            self._remember(words.said_of(kept.date), undo)
            done(kept)

        self._tasks.run(work, saved, owner=self, failed=failed)

    def remove_session(
        self, session_id: str, *, done: Callable[[date], None], failed: Said
    ) -> None:
        """Put a session into the trash; `done` gets its date."""
        library = self._library

        def removed(was: Session) -> None:
            undo = partial(library.sessions.restore, session_id)
            self._remember(words.said_of(was.date), undo)
            done(was.date)

        self._tasks.run(
            lambda: library.sessions.remove(session_id), removed, owner=self, failed=failed
        )

    def plan(self, course: Course, before: Course, *, failed: Said) -> None:
        """Write the course of a kind."""
        sessions = self._library.sessions
        self._write(
            partial(sessions.plan, course),
            partial(sessions.plan, before),
            self.tr("Course"),
            failed=failed,
        )

    def save_kind(self, kind: Kind, before: Kind | None, *, done: Done, failed: Said) -> None:
        """Write a kind; `before` is None for a new one."""
        catalogue = self._library.catalogue
        undo = (
            partial(catalogue.remove_kind, kind.slug)
            if before is None
            else partial(catalogue.save_kind, before)
        )
        self._write(partial(catalogue.save_kind, kind), undo, kind.name, done=done, failed=failed)

    def remove_kind(self, kind: Kind, *, failed: Said) -> None:
        """Take an own kind out of the list."""
        catalogue = self._library.catalogue
        self._write(
            partial(catalogue.remove_kind, kind.slug),
            partial(catalogue.save_kind, kind),
            kind.name,
            failed=failed,
        )

    def save_device(
        self, device: Device, before: Device | None, *, done: Done, failed: Said
    ) -> None:
        """Write a device; `before` is None for a new one."""
        catalogue = self._library.catalogue
        was = before.name if before else ""
        undo = (
            partial(catalogue.remove_device, device.name)
            if before is None
            else partial(catalogue.save_device, before, was=device.name)
        )
        self._write(
            partial(catalogue.save_device, device, was=was),
            undo,
            device.name,
            done=done,
            failed=failed,
        )

    def remove_device(self, device: Device, *, failed: Said) -> None:
        """Take a device out of the list."""
        catalogue = self._library.catalogue
        self._write(
            partial(catalogue.remove_device, device.name),
            partial(catalogue.save_device, device),
            device.name,
            failed=failed,
        )

    def _write(
        self,
        work: Callable[[], object],
        undo: Callable[[], object],
        said: str,
        *,
        failed: Said,
        done: Done | None = None,
    ) -> None:
        def written(_result: object) -> None:
            self._remember(said, undo)
            if done is not None:
                done()

        self._tasks.run(work, written, owner=self, failed=failed)

    def _remember(self, said: str, undo: Callable[[], object]) -> None:
        def take_back() -> None:
            self._tasks.run(undo, owner=self)

        self._history.add(said, moments.now(), take_back)
