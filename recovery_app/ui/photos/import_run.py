"""One import: files are read on the picture lane, kept on the data lane, a few at a time."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from recovery_app.domain import moments
from recovery_app.domain.photos import Photo
from recovery_app.errors import PictureRefused, RecoveryError
from recovery_app.services.library import Library
from recovery_app.services.photos import Added, Duplicate, Photos, Prepared, Refused
from recovery_app.ui.history import History, Step
from recovery_app.ui.tasks import Lane, Tasks

AT_ONCE = 3
"""Files whose bytes are in memory at a time: two are read while one is written."""

Outcome = Photo | Duplicate | Refused


@dataclass(frozen=True, slots=True)
class _Wish:
    """One file to bring in; `read` makes it ready, away from the GUI thread."""

    number: int
    path: Path
    read: Callable[[], Prepared | Refused]


class ImportRun(QObject):
    """Brings files, folders and pasted pictures in, and can take them all back.

    More may be added while it runs. When it has finished, its History step is `step`.

    Args:
        library: where the photos go.
        tasks: does the work.
        history: gets one step for the whole import.
    """

    progress = Signal(int, int)
    """So many files are done, of so many known so far."""
    finished = Signal(object)
    """Everything is done or was cancelled: an `Added` that names every file that was tried."""

    def __init__(
        self, library: Library, tasks: Tasks, history: History, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._history = library, tasks, history
        self._waiting: deque[_Wish] = deque()
        self._read: dict[int, tuple[_Wish, Prepared | Refused]] = {}
        self._outcomes: dict[int, Outcome] = {}
        self._known = self._next = self._listing = self._busy = 0
        self._cancelled = self._over = False
        self.step: Step | None = None

    @property
    def done(self) -> int:
        """How many files are done."""
        return len(self._outcomes)

    @property
    def untried(self) -> int:
        """How many known files were left when it was cancelled."""
        return self._known - self.done

    def add_paths(self, paths: Sequence[Path], pose: str = "", day: date | None = None) -> None:
        """Bring in files and whatever lies in folders.

        Args:
            paths: files and folders.
            pose: how they were taken, if known.
            day: the date to file them under, if the person says so.
        """
        self._listing += 1
        self._tasks.run(
            partial(_listed, self._library, list(paths)),
            partial(self._on_listed, pose, day),
            owner=self,
            lane=Lane.PICTURES,
        )

    def add_image(self, image: QImage, pose: str = "", day: date | None = None) -> None:
        """Bring in a picture that is no file, such as one from the clipboard."""
        name = Path(self.tr("Pasted picture.png"))
        photos = self._library.photos
        self._add(name, partial(_read_image, photos, name.name, image, pose, day))
        self._go_on()

    def cancel(self) -> None:
        """Stop after the files that are being kept right now."""
        if not self._cancelled:
            self._cancelled = True
            self._waiting.clear()
            self._go_on()

    def undo(self) -> None:
        """Put what came in into the trash, as long as it is the latest thing that was done."""
        if self.step is not None and self._history.latest is self.step:
            self._history.undo()

    def _add(self, path: Path, read: Callable[[], Prepared | Refused]) -> None:
        self._waiting.append(_Wish(self._known, path, read))
        self._known += 1

    def _on_listed(self, pose: str, day: date | None, found: list[Path | Refused]) -> None:
        self._listing -= 1
        photos = self._library.photos
        for one in found if not self._cancelled else ():
            if isinstance(one, Refused):
                self._add(one.path, partial(Refused, one.path, one.why))
            else:
                self._add(one, partial(photos.prepare, one, pose=pose, day=day))
        self._go_on()

    def _go_on(self) -> None:
        self.progress.emit(self.done, self._known)
        while self._waiting and self._busy < AT_ONCE:
            wish = self._waiting.popleft()
            self._busy += 1
            self._tasks.run(wish.read, partial(self._on_read, wish), owner=self, lane=Lane.PICTURES)
        # Whoever hears of the progress may cancel, which comes back to here: once is enough.
        if not (self._waiting or self._busy or self._listing or self._over):
            self._over = True
            self._finish()

    def _on_read(self, wish: _Wish, ready: Prepared | Refused) -> None:
        """Keep files in the order in which they were given, whichever was read first."""
        self._read[wish.number] = wish, ready
        while self._next in self._read:
            self._keep(*self._read.pop(self._next))

    def _keep(self, wish: _Wish, ready: Prepared | Refused) -> None:
        self._next += 1
        if isinstance(ready, Refused):
            self._settle(wish, ready)
        elif self._cancelled:
            self._settle(wish, None)
        else:
            self._tasks.run(
                partial(self._library.photos.keep, ready),
                partial(self._settle, wish),
                owner=self,
                failed=lambda sentence: self._settle(wish, Refused(wish.path, sentence)),
            )

    def _settle(self, wish: _Wish, outcome: Outcome | None) -> None:
        self._busy -= 1
        if outcome is not None:
            self._outcomes[wish.number] = outcome
        self._go_on()

    def _finish(self) -> None:
        outcomes = [outcome for _, outcome in sorted(self._outcomes.items())]
        added = tuple(one for one in outcomes if isinstance(one, Photo))
        if added:
            self._remember(added)
        self.finished.emit(
            Added(
                added,
                tuple(one for one in outcomes if isinstance(one, Duplicate)),
                tuple(one for one in outcomes if isinstance(one, Refused)),
            )
        )

    def _remember(self, added: Sequence[Photo]) -> None:
        tasks, history, photos = self._tasks, self._history, self._library.photos
        ids = [photo.id for photo in added]
        count = len(ids)

        def undo() -> None:
            # The history outlives this import, so that a failure is still told.
            tasks.run(partial(photos.remove, ids), owner=history)

        said = self.tr("1 photo added") if count == 1 else self.tr("{count} photos added")
        history.add(said.format(count=count), moments.now(), undo)
        self.step = history.latest


def _listed(library: Library, paths: Sequence[Path]) -> list[Path | Refused]:
    """Return the files among and below the paths, and what is not there; in their order."""
    found: list[Path | Refused] = []
    for path in paths:
        try:
            found += library.photos.listed([path])
        except RecoveryError as error:
            found.append(Refused(path, str(error)))
    return found


def _read_image(
    photos: Photos, name: str, image: QImage, pose: str, day: date | None
) -> Prepared | Refused:
    """Read a picture from memory like any file; its copy on disk lives no longer than that."""
    with TemporaryDirectory(prefix="recovery-") as folder:
        path = Path(folder) / name
        if not image.save(str(path), "PNG"):  # pyright: ignore[reportArgumentType, reportCallIssue] - the stubs want bytes, Qt takes words
            return Refused(Path(name), str(PictureRefused("This picture cannot be read.")))
        return photos.prepare(path, pose=pose, day=day)
