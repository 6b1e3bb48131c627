"""Looking at files before they are added: what each is, whether it is here, how it was posed.

What is looked at is remembered by its facts and a small picture, never by its bytes, so that six
hundred files fit into little memory. The bytes are read again, and proved to be the same, when the
file is added.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from recovery_app.domain.moments import checked_day, local, today
from recovery_app.domain.photos import DateSource, Photo
from recovery_app.errors import PictureRefused, RecoveryError
from recovery_app.imaging import reading
from recovery_app.services.photos import Duplicate, Photos
from recovery_app.services.preparing import Prepared, Refused
from recovery_app.storage import photo_files

SIDE = 160
"""Pixels of the square that a small picture of the review fits."""

USUAL = ("front", "left", "right")
"""The order of poses that is guessed before there is an earlier day to learn from."""

RECENT_DAYS = 120
"""Where the latest poses are looked for first; the sessions of a course lie closer together."""

CHANGED = "The file has changed since it was shown; add it once more."


@dataclass(frozen=True, slots=True)
class Candidate:
    """A good picture that was looked at and may be added.

    Attributes:
        path: where it lies.
        photo: what it would be in the library.
        small: an upright JPEG of at most `SIDE` pixels.
        already: the photo of the library that has these very bytes.
        since: the date on which that one was added.
        in_trash: a photo with these very bytes lies in the trash; to add it brings that one back.
        data: its bytes, only for a picture that is no file, such as a pasted one.
    """

    path: Path
    photo: Photo
    small: bytes
    already: Photo | None = None
    since: date | None = None
    data: bytes | None = None
    in_trash: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the files of one import: each is in exactly one of the lists."""

    added: tuple[Photo, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    refused: tuple[Refused, ...] = ()
    left_out: tuple[Path, ...] = ()
    untried: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Glance:
    """What a file was when it was last glanced at, so that it need not be read again.

    Attributes:
        size, changed: bytes, and nanoseconds of its last change.
        sha256: hash of its bytes; empty where it is no picture.
    """

    size: int
    changed: int
    sha256: str


def look_at(
    photos: Photos, path: Path, *, pose: str = "", day: date | None = None, hold: bool = False
) -> Candidate | Refused:
    """Read a file and say what it is and whether it is here already; nothing is written.

    Args:
        photos: the library's.
        path: the file.
        pose: how it was taken, if known.
        day: the date to file it under, if the person says so.
        hold: keep the bytes, because the file will be gone.
    """
    ready = photos.prepare(path, pose=pose, day=day, box=SIDE)
    if isinstance(ready, Refused):
        return ready
    try:
        there = photos.with_bytes(ready.photo.sha256)
        in_trash = there is None and photos.lies_in_trash(ready.photo.sha256)
    except RecoveryError as error:
        return Refused(path, str(error))
    already, since = there or (None, None)
    # A sealed shot goes by another name than its file and cannot be read again as a mere file.
    held = ready.data if hold or ready.path != path else None
    return Candidate(ready.path, ready.photo, ready.small, already, since, held, in_trash)


def read_again(candidate: Candidate, photo: Photo) -> Prepared | Refused:
    """Read the bytes of a picture that was looked at, and prove that they are still the same.

    Args:
        candidate: what was looked at.
        photo: the same with what the person said of it.
    """
    try:
        data = reading.bytes_of(candidate.path) if candidate.data is None else candidate.data
        if photo_files.hash_of(data) != photo.sha256:
            raise PictureRefused(CHANGED)
    except RecoveryError as error:
        return Refused(candidate.path, str(error))
    return Prepared(candidate.path, data, photo)


def at_moment(photo: Photo, day: date | None, clock: time | None) -> Photo:
    """Return the photo filed under a day and time of day that the person named.

    Args:
        photo: what it would be by itself.
        day: its date; None leaves its own.
        clock: its time of day; None leaves its own.

    Raises:
        WrongInput: if the day lies in the future or too long ago.
    """
    if day is None and clock is None:
        return photo
    at = photo.taken_at
    if day is not None and day != at.date():
        at = local(checked_day(day), at.time() if clock is None else clock)
    elif clock is not None:
        at = datetime.combine(at.date(), clock, at.tzinfo)
    return replace(photo, taken_at=at, source=DateSource.GIVEN)


def usual_poses(photos: Photos) -> tuple[str, ...]:
    """Return the poses of the latest day that has any, in the order in which they were taken."""
    last = today()
    recent = photos.of_days(last - timedelta(days=RECENT_DAYS), last)
    return poses_in_order(recent) or poses_in_order(photos.every()) or USUAL


def poses_in_order(taken: Sequence[Photo]) -> tuple[str, ...]:
    """Return the poses of the latest day that has several, each once; empty where none has.

    A day with a single pose says nothing of an order.
    """
    days: defaultdict[date, list[Photo]] = defaultdict(list)
    for photo in taken:
        if photo.pose:
            days[photo.day].append(photo)
    for _, day in sorted(days.items(), reverse=True):
        poses = tuple(dict.fromkeys(photo.pose for photo in sorted(day, key=_when)))
        if len(poses) > 1:
            return poses
    return ()


def guessed_poses(taken: Sequence[Photo], order: Sequence[str]) -> dict[str, str]:
    """Guess how photos were posed, from their order within each day.

    A day with no more photos than there are poses, or with whole rounds of them, is taken to
    follow the order; of any other day nothing is guessed, for it would be wrong more often.

    Args:
        taken: the photos of one import, in the order in which they were given.
        order: poses as they usually follow each other.

    Returns:
        The pose by the photo's id.
    """
    days: defaultdict[date, list[Photo]] = defaultdict(list)
    for photo in taken:
        days[photo.day].append(photo)
    guessed: dict[str, str] = {}
    for day in days.values():
        if order and (len(day) <= len(order) or len(day) % len(order) == 0):
            for place, photo in enumerate(sorted(day, key=_when)):
                guessed[photo.id] = order[place % len(order)]
    return guessed


def glance_at(paths: Iterable[Path], before: Mapping[Path, Glance]) -> dict[Path, Glance]:
    """Find out which bytes files have, reading only those that changed since the last glance.

    A file that cannot be read is passed over: it may still be on its way from the phone.
    """
    found: dict[Path, Glance] = {}
    for path in paths:
        try:
            told = path.stat()
        except OSError:
            continue
        known = before.get(path)
        if known is None or (known.size, known.changed) != (told.st_size, told.st_mtime_ns):
            known = Glance(told.st_size, told.st_mtime_ns, _hash_of_picture(path))
        found[path] = known
    return found


def unknown(glances: Mapping[Path, Glance], known: Collection[str]) -> list[Path]:
    """Return the pictures whose bytes are not among the known ones, the same bytes only once."""
    first: dict[str, Path] = {}
    for path, glance in sorted(glances.items()):
        if glance.sha256 and glance.sha256 not in known:
            first.setdefault(glance.sha256, path)
    return list(first.values())


def _hash_of_picture(path: Path) -> str:
    try:
        return photo_files.hash_of(reading.bytes_of(path))
    except RecoveryError:
        return ""


def _when(photo: Photo) -> datetime:
    return photo.taken_at
