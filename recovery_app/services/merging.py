"""Moving between computers: the diary in one open file, and another one's file brought in."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from recovery_app.domain.changes import EVERYTHING
from recovery_app.domain.merge_preview import Difference, Preview
from recovery_app.domain.merging import Side
from recovery_app.domain.safekeeping import Counts
from recovery_app.errors import ArchiveRefused, LibraryUnavailable, NotFound
from recovery_app.services.library import Announce
from recovery_app.storage import archive_reading, archive_writing, merging, sides
from recovery_app.storage.archive_reading import Archive
from recovery_app.storage.connections import PlainDatabase
from recovery_app.storage.places import Places, translated

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Merged:
    """What was brought in.

    Attributes:
        differences: what became of what was here, and what is new.
        photos: how many originals came along.
        copy: the database as it was before.
        done: hand this to `undo`.
    """

    differences: tuple[Difference, ...]
    photos: int
    copy: Path
    done: merging.Done


class Merging:
    """Archives of one library, and those of others brought into it."""

    def __init__(self, places: Places, database: PlainDatabase, announce: Announce) -> None:
        self._places, self._database, self._announce = places, database, announce

    def write_archive(
        self,
        target: Path,
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Counts:
        """Write the diary and all photos into one open file; anyone who has it can read it.

        Args:
            target: a file, which may replace an earlier archive but nothing else.
            progress: hears how many of how many files are done.
            cancelled: asked after each file; True stops the work and leaves no file.

        Raises:
            NotFound: if the target's folder is not there.
            ArchiveRefused: if the target is some other file, an original is missing or changed, or
                it was cancelled.
            LibraryUnavailable: if the disk does not take or give the data.
        """
        with translated(target):
            if not target.parent.is_dir():
                raise NotFound(f"There is no folder “{target.parent}”.")
            if target.exists():
                _check_archive(target)
        return archive_writing.make(self._places, target, progress, cancelled)

    def preview(self, file: Path) -> Preview:
        """Return what bringing an archive in would change; nothing is changed.

        Raises:
            NotFound: if there is no such file.
            ArchiveRefused: if it is no archive, damaged, newer, or holds what no archive holds.
        """
        with archive_reading.reading(file) as archive:
            with self._database.reading() as db:
                found, files = merging.look(db, self._side(archive))
            missing = merging.missing_originals(self._places, archive, files)
            sizes = archive.originals
            size = sum(sizes[one] for one in missing)
            return Preview(archive.manifest.counts.made_at, found, len(missing), size)

    def bring_photos(
        self,
        file: Path,
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> tuple[str, ...]:
        """Copy the photos of an archive that are not here, ahead of `merge`, which is quick then.

        Args:
            file: the archive.
            progress: hears how many of how many photos are there.
            cancelled: asked after each photo; True stops the work and leaves none of them.

        Returns:
            What was copied, to be handed to `merge`.

        Raises:
            RecoveryError: as `merge` does.
        """
        with archive_reading.reading(file) as archive:
            return self._bring(archive, self._side(archive), progress, cancelled)

    def merge(
        self,
        file: Path,
        brought: Sequence[str] = (),
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Merged:
        """Bring an archive in: the photos first, then everything else at once or not at all.

        Args:
            file: the archive.
            brought: what `bring_photos` has copied already.
            progress: hears how many of how many photos are there.
            cancelled: asked after each photo; True stops the work, and nothing was changed.

        Raises:
            NotFound: if there is no such file.
            ArchiveRefused: if it is no archive, damaged, newer, does not fit together, or it was
                cancelled; nothing was changed.
            LibraryUnavailable: if the disk does not take the data; nothing was changed.
        """
        files = tuple(brought)
        try:
            with archive_reading.reading(file) as archive:
                theirs = self._side(archive)
                files += self._bring(archive, theirs, progress, cancelled)
            done = merging.bring_rows(self._places, self._database, theirs)
        except BaseException:
            self.forget(files)
            raise
        self._announce(EVERYTHING)
        return Merged(done.differences, len(files), done.copy, done)

    def forget(self, brought: Sequence[str]) -> None:
        """Delete photos that `bring_photos` has copied and that are not wanted after all."""
        # What cannot be deleted now is named by a check of the library.
        with suppress(LibraryUnavailable):
            merging.discard(self._places, self._database, brought)

    def undo(self, merged: Merged) -> None:
        """Take a merge back: what it changed is as it was, what it added lies in the trash.

        Raises:
            LibraryUnavailable: if the disk does not take the data; nothing was changed.
        """
        merging.take_back(self._places, self._database, merged.done)
        self._announce(EVERYTHING)

    @staticmethod
    def _side(archive: Archive) -> Side:
        return sides.side_of(archive.rows())

    def _bring(
        self,
        archive: Archive,
        theirs: Side,
        progress: Progress | None,
        cancelled: Cancelled | None,
    ) -> tuple[str, ...]:
        with self._database.reading() as db:
            _, files = merging.look(db, theirs)
        wanted = merging.missing_originals(self._places, archive, files)
        brought: list[str] = []
        steps = merging.bring_originals(self._places, archive, wanted, progress, cancelled)
        try:
            for one in steps:
                brought.append(one)  # noqa: PERF402 - what is there when one of them fails
        except BaseException:
            self.forget(brought)
            raise
        return tuple(brought)


def _check_archive(target: Path) -> None:
    try:
        with archive_reading.reading(target):
            return
    except ArchiveRefused:
        raise ArchiveRefused(
            f"There is another file “{target.name}” already; choose another name."
        ) from None
