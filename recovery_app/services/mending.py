"""Mending what a check has found: only what was asked for, and the cache of small pictures."""

from collections.abc import Sequence
from pathlib import Path

from recovery_app.domain.changes import EVERYTHING, Topic, saved
from recovery_app.domain.safekeeping import Misfit, Problem, Way
from recovery_app.errors import NotFound, RecoveryError
from recovery_app.services.backing_up import depots_of
from recovery_app.services.library import Announce
from recovery_app.services.photos import Photos
from recovery_app.storage import altered_mending, mending, photo_files
from recovery_app.storage.connections import PlainDatabase
from recovery_app.storage.depots import Depot
from recovery_app.storage.places import Places
from recovery_app.storage.thumbnails import Thumbnails


class Mending:
    """What can be done about the problems of one library."""

    def __init__(
        self,
        places: Places,
        database: PlainDatabase,
        thumbnails: Thumbnails,
        photos: Photos,
        announce: Announce,
    ) -> None:
        self._places, self._database, self._thumbnails = places, database, thumbnails
        self._photos = photos
        self._announce = announce

    def mend_cache(self) -> bool:
        """Throw damaged small pictures away, unasked, since they are made anew when needed.

        Returns:
            Whether there were any.
        """
        return self._thumbnails.mend()

    def mend(self, problem: Problem, way: Way) -> str:
        """Do something about a problem, if it is still there; return a sentence that says what.

        Raises:
            NotFound: if it is not as it was found, or cannot be mended in this way.
            BackupFailed: if the backup that it takes is gone or in use.
            LibraryUnavailable: if the disk does not take or give the data.
        """
        if way not in problem.ways:
            raise NotFound("This cannot be mended in that way.")
        depots = [depot for depot, _ in depots_of(self._places)]
        if problem.kind is Misfit.ALTERED:
            return self._settle(problem.about, depots, keep=way is Way.KEEP)
        if way is Way.PUT_BACK:
            mending.put_back(self._places, problem.about, depots)
            self._announce(saved(Topic.PHOTO))
            return "The original was put back as the backup holds it."
        if way is Way.ADD:
            return self._add(problem.about)
        if problem.kind is Misfit.STRAY_FILE:
            mending.delete_stray(self._places, self._database, problem.about)
        elif problem.kind is Misfit.LEFTOVER:
            mending.delete_leftover(self._places, problem.about, depots)
        elif problem.kind is Misfit.BACKUP:
            mending.delete_backup(Path(problem.about))
        else:
            mending.remove_planted(self._places, problem.about)
        return f"“{Path(problem.about).name}” was deleted."

    def _settle(self, sentence: str, depots: Sequence[Depot], *, keep: bool) -> str:
        altered_mending.settle(self._places, self._database, sentence, depots, keep=keep)
        self._announce(EVERYTHING)
        return "It was kept as it is." if keep else "It is as the backup has it again."

    def mend_safely(self, problems: Sequence[Problem]) -> list[tuple[Problem, str, bool]]:
        """Mend whatever can be mended without losing anything; return what became of it.

        Returns:
            Each problem that was dealt with, what was done or why not, and whether it was.
        """
        done: list[tuple[Problem, str, bool]] = []
        for problem in problems:
            if problem.safe_way is not None:
                try:
                    done.append((problem, self.mend(problem, problem.safe_way), True))
                except RecoveryError as error:
                    done.append((problem, str(error), False))
        return done

    def _add(self, name: str) -> str:
        """Add a file that nobody needs as a photo; what lay there under another name goes."""
        path = self._places.folder / name
        if Path(name) not in set(photo_files.every(self._places)):
            raise NotFound("This file is not there any more.")
        found = self._photos.add([path])
        for one in found.refused:
            raise NotFound(one.why)
        photo = (*found.added, *(one.of for one in found.duplicates))[0]
        if path != photo_files.place_of(self._places, photo.file):
            mending.delete_stray(self._places, self._database, name)
        said = "is a photo already" if found.duplicates else "was added as a photo"
        return f"The picture {said}, of {photo.day.day} {photo.day:%b %Y}."
