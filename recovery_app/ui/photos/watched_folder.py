"""A folder that a phone syncs into: what is new there is announced, never brought in by itself."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.settings import Settings
from recovery_app.errors import RecoveryError
from recovery_app.services.importing import Glance, glance_at, unknown
from recovery_app.services.library import Library
from recovery_app.services.preparing import listed
from recovery_app.ui.changes import Changes
from recovery_app.ui.tasks import Lane, Tasks

PAUSE_MS = 800
"""A phone sends one picture after the other; they are announced together."""

AT_ONCE = 8
"""Files of one piece of work, so that the thumbnails of the page get their turn in between."""

BEGINNING = 16
"""Letters of a hash that are kept of a file that she decided about: no two share them."""

MOST_SEEN = 2000
"""Files whose hashes are kept, the latest; some 34 KB."""

MOST_FOLDERS = 200
"""Folders below the watched one that are watched themselves; phones make a few."""


class WatchedFolder(QObject):
    """Looks for pictures that the library does not know. It never moves or deletes any.

    What was read once is remembered by size and time while the window is open; what she refused or
    left out is remembered for ever.

    Args:
        library: names the folder in its settings, and knows its photos.
        tasks: reads the folder on the picture lane.
        changes: tells when another folder was chosen and when photos came in.
    """

    changed = Signal()
    """`fresh` is another list than before."""

    def __init__(
        self, library: Library, tasks: Tasks, changes: Changes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self.folder: Path | None = None
        self.fresh: list[Path] = []
        self._glances: dict[Path, Glance] = {}
        self._dismissed = set(library.settings.watched_seen.split())
        self._looking = self._again = False
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._pause.start)
        changes.happened.connect(self._on_change)
        self._take_folder()

    def dismiss(self, paths: Collection[Path]) -> None:
        """Say nothing more of these files, nor when the window is opened again."""
        glances = self._glances
        hashes = [glances[path].sha256 for path in paths if path in glances]
        seen = [one[:BEGINNING] for one in hashes if one]
        if not self._dismissed.issuperset(seen):
            self._dismissed |= set(seen)
            self._tasks.run(
                partial(self._library.choose, partial(_with_seen, seen)),
                owner=self,
                # Then it is said once more after the next start, which is all.
                failed=lambda _sentence: None,
            )
        self._show([path for path in self.fresh if path not in paths])

    def take(self, paths: Collection[Path]) -> None:
        """These files are being added; should one not arrive, the next look finds it again."""
        self._show([path for path in self.fresh if path not in paths])

    def look(self) -> None:
        """Look through the folder, after a look that is under way."""
        if self.folder is None or self._looking:
            self._again = self._looking
            return
        self._looking = True
        self._tasks.run(
            partial(_inside, self.folder),
            partial(self._on_listed, self.folder),
            owner=self,
            lane=Lane.PICTURES,
        )

    def _on_change(self, change: Change) -> None:
        if change.touches(Topic.SETTINGS):
            self._take_folder()
        elif change.touches(Topic.PHOTO) and self.folder is not None:
            self._pause.start()

    def _take_folder(self) -> None:
        chosen = self._library.settings.watched_folder
        folder = Path(chosen) if chosen else None
        if folder == self.folder:
            return
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        self.folder = folder
        self._glances = {}
        self._show([])
        self.look()

    def _on_listed(self, folder: Path, found: tuple[list[Path], list[Path]]) -> None:
        files, folders = found
        if folder == self.folder:
            known = set(self._watcher.directories())
            new = [str(one) for one in folders if str(one) not in known]
            if new:
                self._watcher.addPaths(new)
        self._glance(folder, files, {})

    def _glance(self, folder: Path, left: Sequence[Path], so_far: dict[Path, Glance]) -> None:
        """Glance at the next few files; the answer comes back to here until none are left."""
        if folder != self.folder:
            self._over()
        elif left:
            self._tasks.run(
                partial(glance_at, left[:AT_ONCE], self._glances),
                lambda seen: self._glance(folder, left[AT_ONCE:], so_far | seen),
                owner=self,
                lane=Lane.PICTURES,
            )
        else:
            self._glances = so_far
            self._tasks.run(
                partial(_unknown, self._library, so_far, frozenset(self._dismissed)),
                self._on_unknown,
                owner=self,
                failed=lambda _sentence: self._over(),
                lane=Lane.PICTURES,
            )

    def _on_unknown(self, fresh: list[Path]) -> None:
        self._show(fresh)
        self._over()

    def _over(self) -> None:
        self._looking = False
        if self._again:
            self._again = False
            self.look()

    def _show(self, fresh: list[Path]) -> None:
        if fresh != self.fresh:
            self.fresh = fresh
            self.changed.emit()


def _inside(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the files in and below the folder, and the folders to watch.

    One that is not there just now, such as on a stick, holds nothing.
    """
    try:
        files = list(listed([folder]))
    except RecoveryError:
        files = []
    below = dict.fromkeys([folder, *(file.parent for file in files)])
    return files, [one for one in below if one.is_dir()][:MOST_FOLDERS]


def _unknown(
    library: Library, glances: Mapping[Path, Glance], dismissed: frozenset[str]
) -> list[Path]:
    known = library.photos.known_bytes()
    seen = {one.sha256 for one in glances.values() if one.sha256[:BEGINNING] in dismissed}
    return unknown(glances, known | seen)


def _with_seen(seen: Sequence[str], settings: Settings) -> Settings:
    every = dict.fromkeys([*settings.watched_seen.split(), *seen])
    return replace(settings, watched_seen=" ".join(list(every)[-MOST_SEEN:]))
