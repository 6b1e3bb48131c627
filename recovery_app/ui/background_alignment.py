"""Finds in the background how photos lie over each other, one photo at a time."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.photos import Photo
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from recovery_app.domain.alignment import Aligned

Pair = tuple[Photo, Photo]

QUIET_MS = 1000
"""Photos that come in one after the other have the processor to themselves; it begins after them."""


class BackgroundAlignment(QObject):
    """Works through the photos that were not tried yet, now and after each import.

    What is interrupted is still waiting at the next start. A photo that cannot be laid is
    remembered with the reason and not tried again.
    """

    def __init__(
        self, library: Library, tasks: Tasks, changes: Changes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._running, self._again = False, False
        self._quiet = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self.start)
        changes.happened.connect(self._on_change)

    def start(self) -> None:
        """Look for photos that wait."""
        if self._running:
            self._again = True
            return
        self._running = True
        library = self._library
        self._tasks.run(
            lambda: library.alignment.waiting(), self._on_waiting, owner=self, failed=self._stop
        )

    def _on_change(self, change: Change) -> None:
        if change.touches(Topic.PHOTO):
            self._quiet.start()

    def _on_waiting(self, waiting: list[Pair]) -> None:
        # What is left is asked for anew once it is quiet; by then some of it may be gone.
        if not waiting or self._quiet.isActive():
            self._stop()
            return
        pair, library = waiting[0], self._library
        self._tasks.run(
            partial(library.alignment.find, *pair),
            partial(self._on_found, pair, waiting[1:]),
            owner=self,
            failed=self._stop,
            lane=Lane.PICTURES,
        )

    def _on_found(self, pair: Pair, rest: list[Pair], found: "Aligned | str") -> None:
        library = self._library
        self._tasks.run(
            partial(library.alignment.keep, *pair, found),
            lambda _done: self._on_waiting([] if self._again else rest),
            owner=self,
            failed=self._stop,
        )

    def _stop(self, _sentence: str = "") -> None:
        self._running = False
        if self._again:
            self._again = False
            self.start()
