"""Looks at files for the review sheet: on the picture lane, two at a time, told in their order."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from recovery_app.domain.moments import now
from recovery_app.errors import PictureRefused, RecoveryError
from recovery_app.services.importing import Candidate, look_at, usual_poses
from recovery_app.services.library import Library
from recovery_app.services.photos import Photos
from recovery_app.services.preparing import Refused, listed
from recovery_app.ui.tasks import Lane, Tasks

AT_ONCE = 2
"""Files whose bytes are in memory at a time."""

PAUSE = 0.2
"""Seconds between two reports: painting the table after every file would make the window stutter."""

FIRST = 24
"""Files that are shown as they come: as many as a large window holds."""

LONG_PAUSE = 1.0
"""Seconds between two lots of those that come below them, for which the table is painted as well."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """One file to look at; `look` does so away from the GUI thread."""

    number: int
    look: Callable[[], Candidate | Refused]


class ReviewReading(QObject):
    """Looks at files, folders and pasted pictures; more may be added at any time.

    Args:
        library: what is there already, and how its photos were posed.
        tasks: does the work.
    """

    arrived = Signal(list)
    """Some more, each a `Candidate` or a `Refused`; in the order in which the files were given."""
    progress = Signal(int, int)
    """So many files were looked at, of so many known so far."""
    finished = Signal(tuple)
    """Everything was looked at; the poses as they usually follow each other."""

    def __init__(self, library: Library, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._waiting: deque[_Wish] = deque()
        self._looked: dict[int, Candidate | Refused] = {}
        self._ready: list[Candidate | Refused] = []
        self._told = self._arrived = 0.0
        self._known = self._next = self._listing = self._busy = 0
        self._cancelled = False

    def add_paths(self, paths: Sequence[Path], pose: str = "", day: date | None = None) -> None:
        """Look at files and at whatever lies in folders.

        Args:
            paths: files and folders.
            pose: how they were taken, if known.
            day: the date to file them under, if the person says so.
        """
        self._listing += 1
        self._tasks.run(
            partial(_listed, list(paths)),
            partial(self._on_listed, pose, day),
            owner=self,
            lane=Lane.PICTURES,
        )

    def add_image(self, image: QImage, pose: str = "", day: date | None = None) -> None:
        """Look at a picture that is no file, such as one from the clipboard."""
        # Its name says when that was, so that its date comes from what can be seen.
        name = self.tr("Pasted picture {moment}.png").format(moment=f"{now():%Y-%m-%d %H.%M.%S}")
        self._add(partial(_look_at_image, self._library.photos, name, image, pose, day))
        self._go_on()

    def cancel(self) -> None:
        """Stop, and tell nothing any more."""
        self._cancelled = True
        self._waiting.clear()

    def _add(self, look: Callable[[], Candidate | Refused]) -> None:
        self._waiting.append(_Wish(self._known, look))
        self._known += 1

    def _on_listed(self, pose: str, day: date | None, found: list[Path | Refused]) -> None:
        self._listing -= 1
        photos = self._library.photos
        for one in found:
            if isinstance(one, Refused):
                self._add(partial(Refused, one.path, one.why))
            else:
                self._add(partial(look_at, photos, one, pose=pose, day=day))
        self._go_on()

    def _go_on(self) -> None:
        if self._cancelled:
            return
        while self._waiting and self._busy < AT_ONCE:
            wish = self._waiting.popleft()
            self._busy += 1
            self._tasks.run(
                wish.look, partial(self._on_looked, wish.number), owner=self, lane=Lane.PICTURES
            )
        over = not (self._waiting or self._busy or self._listing)
        if over or monotonic() - self._told > PAUSE:
            self._tell(everything=over)
        if over:
            self._finish()

    def _tell(self, *, everything: bool) -> None:
        self._told = monotonic()
        in_sight = self._next - len(self._ready) < FIRST
        if self._ready and (everything or in_sight or self._told - self._arrived > LONG_PAUSE):
            self._arrived = self._told
            ready, self._ready = self._ready, []
            self.arrived.emit(ready)
        self.progress.emit(self._next, self._known)

    def _on_looked(self, number: int, found: Candidate | Refused) -> None:
        self._busy -= 1
        self._looked[number] = found
        while self._next in self._looked:
            self._ready.append(self._looked.pop(self._next))
            self._next += 1
        self._go_on()

    def _finish(self) -> None:
        self._tasks.run(
            partial(usual_poses, self._library.photos),
            self._on_poses,
            owner=self,
            # Without an order no pose is guessed; what is wrong is said when photos are added.
            failed=lambda _sentence: self._on_poses(()),
            lane=Lane.PICTURES,
        )

    def _on_poses(self, poses: tuple[str, ...]) -> None:
        # More may have been given meanwhile; that ends with the same words.
        if not (self._cancelled or self._waiting or self._busy or self._listing):
            self.finished.emit(poses)


def _listed(paths: Sequence[Path]) -> list[Path | Refused]:
    """Return the files among and below the paths, and what is not there; in their order."""
    found: list[Path | Refused] = []
    for path in paths:
        try:
            found += listed([path])
        except RecoveryError as error:
            found.append(Refused(path, str(error)))
    return found


def _look_at_image(
    photos: Photos, name: str, image: QImage, pose: str, day: date | None
) -> Candidate | Refused:
    """Look at a picture from memory like at any file; its copy on disk lives no longer than that."""
    with TemporaryDirectory(prefix="recovery-") as folder:
        path = Path(folder) / name
        if not image.save(str(path), "PNG"):  # pyright: ignore[reportArgumentType, reportCallIssue] - the stubs want bytes, Qt takes words
            return Refused(Path(name), str(PictureRefused("This picture cannot be read.")))
        return look_at(photos, path, pose=pose, day=day, hold=True)
