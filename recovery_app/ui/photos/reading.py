"""Keeps an album true to the library: the latest photos at once, the rest from a thread."""

import gc
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from recovery_app.domain.changes import Change, Topic
from recovery_app.errors import RecoveryError
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.photos.album import Album
from recovery_app.ui.tasks import Tasks

LATEST = 240
"""Photos that are read before the first paint: more than the largest screen shows."""

MOST_DAYS = 8
"""More days than these, such as after an import, are read with everything else on the data lane."""


class AlbumReader(QObject):
    """Reads the album and reads again what was saved. Rests while nobody looks.

    Args:
        library: whose photos.
        tasks: reads everything on the data lane, after what is being saved there.
        changes: tells what was saved.
    """

    changed = Signal()
    """`album` shows another state of the library."""
    failed = Signal(str)
    """The library could not be read, in a sentence."""

    def __init__(
        self, library: Library, tasks: Tasks, changes: Changes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self.album = Album()
        self.complete = False
        self._awake = self._reading = self._begins = False
        self._stale = True
        self._days: set[date] = set()
        changes.happened.connect(self._on_change)

    def wake(self) -> None:
        """Follow the library from now on; the first time, begin with the latest photos."""
        self._awake = True
        if self.complete or self._reading:
            self._catch_up()
        elif not self._begins:
            self._begins = True
            self._read_latest()
            # After the paint, which would share Python's one lock with all that is read.
            QTimer.singleShot(0, self, self._begin)

    def rest(self) -> None:
        """Let changes wait until somebody looks again."""
        self._awake = False

    def _begin(self) -> None:
        self._begins = False
        if self._awake:
            self._catch_up()

    def _read_latest(self) -> None:
        try:
            photos, sessions = self._library.today.latest_photos(LATEST)
        except RecoveryError as error:
            self.failed.emit(str(error))
            return
        self.album = Album(photos, sessions)
        self.changed.emit()

    def _on_change(self, change: Change) -> None:
        if not change.touches(Topic.PHOTO, Topic.SESSION, Topic.CATALOGUE, Topic.REGION):
            return
        if change.days and change.topics <= {Topic.PHOTO}:
            self._days |= change.days
        else:
            self._stale = True
        if self._awake:
            self._catch_up()

    def _catch_up(self) -> None:
        if self._reading:
            return
        self._stale |= len(self._days) > MOST_DAYS
        if self._stale:
            self._stale, self._reading = False, True
            self._days.clear()
            # The old album rests until the answer is there, so the lane may look at it.
            self._tasks.run(
                partial(_read_all, self._library, self.album),
                self._on_read,
                owner=self,
                failed=self._on_failed,
            )
        elif self._days:
            self._read_days()
            self.changed.emit()

    def _read_days(self) -> None:
        """Read the days on which a photo was saved, a millisecond each."""
        days, self._days = self._days, set()
        try:
            for day in days:
                self.album.put_day(day, self._library.photos.of_days(day, day))
        except RecoveryError as error:
            self._stale = True
            self.failed.emit(str(error))

    def _on_read(self, album: Album) -> None:
        self._reading = False
        first = not self.complete
        self.album, self.complete = album, True
        if first:
            # Otherwise each full collection goes through every photo, 60 ms of 20,000.
            gc.freeze()
        # What was saved while the whole was being read is read once more.
        self._read_days()
        self.changed.emit()
        if self._awake:
            self._catch_up()

    def _on_failed(self, sentence: str) -> None:
        self._reading, self._stale = False, True
        self.failed.emit(sentence)


def _read_all(library: Library, before: Album) -> Album:
    album = Album(library.photos.every(), library.sessions.every(), before)
    album.drawn = frozenset(library.regions.poses())
    return album
