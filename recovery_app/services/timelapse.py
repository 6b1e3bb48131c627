"""Time-lapses: the photos of a pose, one after the other, to be played or saved as a film."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from recovery_app.domain.alignment import Placement
from recovery_app.domain.photos import Photo, checked_pose
from recovery_app.domain.sessions import Numbered, Place, by_number, numbered, place_of_moment
from recovery_app.errors import NotFound, WrongInput
from recovery_app.imaging import laying
from recovery_app.imaging import timelapse as imaging
from recovery_app.imaging.laying import Frame, Shot
from recovery_app.imaging.thumbnails import Shown
from recovery_app.imaging.timelapse import Pace, Progress
from recovery_app.services.alignment import Alignment
from recovery_app.storage import alignments, catalogue, photo_files, photos, sessions
from recovery_app.storage.database import Database
from recovery_app.storage.places import Places, sync_folder, translated

SLOWEST, FASTEST = 0.25, 8.0
"""Speeds that can be asked for; 1 shows a photo for `imaging.timelapse.SECONDS`."""
LONGEST_FADE = 2.0
"""Seconds of a cross-fade at the most."""
FADE = Pace().fade
"""Seconds of a cross-fade where nothing else is asked for."""
PHOTO_MS, FADE_MS = Pace().photo_ms, Pace().fade_ms
"""Milliseconds for a photo at speed 1, and of them for its cross-fade."""
SUFFIXES = imaging.SUFFIXES


Caption = Callable[[Photo, Place | None], str]
"""What is written under a photo, from the photo and its day after which session."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A photo of a time-lapse, how it lies over the reference, and what is said of it."""

    photo: Photo
    placement: Placement
    caption: str


@dataclass(frozen=True, slots=True)
class Lapse:
    """What a time-lapse shows.

    Attributes:
        scenes: in the order in which the photos were taken; at least two.
        reference: width and height of what all are laid over, in pixels.
        aligned: whether they are laid over it; else each is shown as taken.
        not_aligned: how many photos are left out, because it is not known how they lie.
        frame: the part of the reference that is shown, for the screen.
    """

    scenes: tuple[Scene, ...]
    reference: tuple[int, int]
    aligned: bool
    not_aligned: int
    frame: Frame


@dataclass(frozen=True, slots=True)
class Saved:
    """What a saved time-lapse holds.

    Attributes:
        file: where it lies.
        frames: how many photos are in it.
        not_aligned: how many are not, because it is not known how they lie over the others.
        unreadable: how many are not, because their files cannot be read.
        aligned: whether the photos are laid over each other.
    """

    file: Path
    frames: int
    not_aligned: int
    unreadable: int
    aligned: bool

    @property
    def left_out(self) -> int:
        """How many photos of the pose are not in it."""
        return self.not_aligned + self.unreadable


def caption_of(photo: Photo, place: Place | None) -> str:
    """Say when a photo was taken: “Day 2 after session 3 · 14 Oct 2026”."""
    where = (
        "Before the first session"
        if place is None
        else f"Day {place.day} after session {place.session.number}"
    )
    return f"{where} · {photo.day.day} {photo.day:%b %Y}"


class TimeLapse:
    """Time-lapses of one library."""

    def __init__(self, places: Places, database: Database, alignment: Alignment) -> None:
        self._places, self._database, self._alignment = places, database, alignment

    def of_pose(
        self, pose: str, session: int | None = None, caption: Caption = caption_of
    ) -> Lapse:
        """Return what a time-lapse of a pose shows.

        Args:
            pose: how the photos were taken.
            session: only those from this session (its number) until the next.
            caption: what is written under each; the window gives her language's words.

        Raises:
            WrongInput: for an unknown pose.
            NotFound: for an unknown session, or fewer than two photos.
        """
        pose = checked_pose(pose)
        if not pose:
            raise WrongInput("A time-lapse shows one pose; say which.")
        reference = self._alignment.references().get(pose)
        with self._database.reading() as db:
            visits = numbered(sessions.every(db), catalogue.kinds(db))
            if session is not None:
                by_number(visits, session)
            found = [
                photo
                for photo in photos.every(db)
                if photo.pose == pose and _belongs(photo, session, visits)
            ]
            _check_enough(found, pose, session)
            over = reference or found[0]
            known = {
                photo.id: Placement()
                if photo.id == over.id
                else one.placement
                if (one := alignments.of_photo(db, photo.id, over.id))
                else None
                for photo in found
            }
        scenes, aligned = _scenes(found, known, over, lambda photo: _said(photo, visits, caption))
        size = over.shown_size
        frame = laying.filled(size, [self._shot(one) for one in scenes], imaging.LONGEST)
        return Lapse(scenes, size, aligned, len(found) - len(scenes), frame)

    def picture(self, lapse: Lapse, at: int) -> Shown:
        """Return a scene as it lies in the film, without its words.

        Raises:
            LibraryUnavailable: if the photo's file is not there.
            PictureRefused: if it cannot be read.
        """
        return laying.shown(laying.lay(self._shot(lapse.scenes[at]), lapse.frame))

    def save(
        self,
        pose: str,
        session: int | None,
        file: Path,
        *,
        speed: float = 1.0,
        fade: float = FADE,
        caption: Caption = caption_of,
        progress: Progress = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Saved | None:
        """Write a time-lapse as animated WebP, GIF or MP4, by the file's suffix.

        Args:
            pose: how the photos were taken.
            session: only those from this session until the next; None means all.
            file: what is written, whole or not at all; one of that name is replaced.
            speed: 1 shows each photo for 0.8 seconds, 2 for half of that.
            fade: seconds of a photo's time in which it melts into the next; 0 cuts.
            caption: what is written under each; the window gives her language's words.
            progress: hears how many photos of how many are done.
            cancelled: asked often; nothing is written once it says so.

        Returns:
            What was written, or None where it was cancelled.

        Raises:
            WrongInput: for an unknown suffix, pose or pace.
            NotFound: for an unknown session or folder, or fewer than two photos.
            LibraryUnavailable: if the file cannot be written.
        """
        pace = check(file, speed, fade)
        lapse = self.of_pose(pose, session, caption)
        shots = [self._shot(scene) for scene in lapse.scenes]
        frame = laying.filled(lapse.reference, shots, imaging.longest_of(file))
        with translated(file):
            written = imaging.write(file, shots, frame, pace, progress, cancelled)
            if written is None:
                return None
            sync_folder(file.parent)
        return Saved(file, written.photos, lapse.not_aligned, written.unreadable, lapse.aligned)

    def _shot(self, scene: Scene) -> Shot:
        photo = scene.photo
        source = partial(photo_files.read, self._places, photo.file)
        return Shot(source, photo.turns, photo.shown_size, scene.placement, (scene.caption,))


def check(file: Path, speed: float, fade: float) -> Pace:
    """Refuse a time-lapse that cannot be written, before any work is done; else return its pace.

    Raises:
        WrongInput: for an unknown suffix or pace.
        NotFound: if the folder is not there.
    """
    check_file(file, SUFFIXES, "A time-lapse")
    return _checked(speed, fade)


def check_file(file: Path, suffixes: Sequence[str], what: str) -> None:
    """Refuse a file that cannot be written before any work is done.

    Raises:
        WrongInput: for a suffix that is not known.
        NotFound: if its folder is not there.
    """
    if file.suffix.lower() not in suffixes:
        known = f"{', '.join(suffixes[:-1])} or {suffixes[-1]}"
        raise WrongInput(f"{what} is written as {known}; “{file.name}” is none of these.")
    with translated(file):
        if not file.parent.is_dir():
            raise NotFound(f"There is no folder “{file.parent}”.")
        if file.is_dir():
            raise WrongInput(f"“{file.name}” is a folder; name a file.")


def _belongs(photo: Photo, session: int | None, visits: Sequence[Numbered]) -> bool:
    if session is None:
        return True
    place = place_of_moment(photo.taken_at, visits)
    return place is not None and place.session.number == session


def _check_enough(found: Sequence[Photo], pose: str, session: int | None) -> None:
    if len(found) < 2:
        after = "" if session is None else f" after session {session}"
        there = "there is only one" if found else "there are none"
        raise NotFound(
            f"A time-lapse needs two photos or more; of the pose “{pose}”{after} {there}."
        )


def _checked(speed: float, fade: float) -> Pace:
    if not SLOWEST <= speed <= FASTEST:
        raise WrongInput(f"The speed goes from {SLOWEST:g} to {FASTEST:g}; 1 is the usual one.")
    if not 0 <= fade <= LONGEST_FADE:
        raise WrongInput(f"The cross-fade takes from 0 to {LONGEST_FADE:g} seconds.")
    return Pace(speed, fade)


def _said(photo: Photo, visits: Sequence[Numbered], caption: Caption) -> str:
    return caption(photo, place_of_moment(photo.taken_at, visits))


def _scenes(
    found: Sequence[Photo],
    known: dict[str, Placement | None],
    reference: Photo,
    said: Callable[[Photo], str],
) -> tuple[tuple[Scene, ...], bool]:
    """Leave out what would jump, unless next to nothing is aligned: then show all as taken."""
    aligned = sum(placement is not None for placement in known.values()) > 1
    scenes: list[Scene] = []
    for photo in found:
        placement = known[photo.id]
        if not aligned:
            placement = laying.as_taken(photo.shown_size, reference.shown_size)
        if placement is not None:
            scenes.append(Scene(photo, placement, said(photo)))
    return tuple(scenes), aligned
