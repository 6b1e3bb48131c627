"""Saving a comparison of two to four photos as one captioned picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from recovery_app.domain.alignment import Placement
from recovery_app.domain.naming import within_sentence
from recovery_app.domain.photos import Photo
from recovery_app.domain.symptoms import words_of
from recovery_app.errors import NotFound, WrongInput
from recovery_app.imaging import comparison, laying
from recovery_app.imaging.laying import Shot
from recovery_app.services.comparing import Beside
from recovery_app.services.library import Library
from recovery_app.services.timelapse import caption_of, check_file
from recovery_app.storage import photo_files
from recovery_app.storage.places import translated, write_whole

MOST = 4
"""Photos beside each other; more would be too small to compare."""
SUFFIXES = comparison.SUFFIXES
WHAT = "A comparison"


@dataclass(frozen=True, slots=True)
class Composed:
    """What a saved comparison holds.

    Attributes:
        file: where it lies.
        photos: how many are in it.
        as_taken: how many of them are not laid over the others, because it is not known how.
    """

    file: Path
    photos: int
    as_taken: int


def side_by_side(
    library: Library, photos: Sequence[Photo], file: Path, *, raw: bool = False
) -> Composed:
    """Write photos side by side, each with its day and what was noted then, as PNG or JPEG.

    Args:
        library: where the photos are.
        photos: two to four, left to right.
        file: what is written; one of that name is replaced.
        raw: show them as taken, not laid over each other.

    Raises:
        WrongInput: for another number of photos, one named twice, or an unknown suffix.
        NotFound: if the folder or a photo's file is not there.
        PictureRefused: if a photo cannot be read.
        LibraryUnavailable: if the file cannot be written.
    """
    if not 2 <= len(photos) <= MOST:
        raise WrongInput("A comparison shows two to four photos.")
    if len({photo.id for photo in photos}) < len(photos):
        raise WrongInput("One of the photos is named twice.")
    check_file(file, SUFFIXES, WHAT)
    placements = [None] * len(photos) if raw else _placements(library, photos)
    reference = _reference(library, photos).shown_size
    sessions = library.comparing.album().sessions
    shots: list[Shot] = []
    for photo, placement in zip(photos, placements, strict=True):
        path = photo_files.locate(library.places, photo.file)
        with translated(path):
            if not path.is_file():
                raise NotFound(f"The file of a photo of {photo.day} is not there any more.")
        beside = library.comparing.beside(photo, sessions)
        laid = placement or laying.as_taken(photo.shown_size, reference)
        caption = (caption_of(photo, beside.place), _noted(beside))
        source = partial(photo_files.read, library.places, photo.file)
        shots.append(Shot(source, photo.turns, photo.shown_size, laid, caption))
    frame = laying.filled(reference, shots, comparison.LONGEST)
    write_whole(file, comparison.compose(shots, frame, file.suffix))
    return Composed(file, len(photos), 0 if raw else placements.count(None))


def keep(file: Path, content: bytes) -> None:
    """Write a comparison that was painted elsewhere, whole or not at all.

    Args:
        file: what is written; one of that name is replaced.
        content: the picture as what the suffix says.

    Raises:
        WrongInput: for an unknown suffix.
        NotFound: if the folder is not there.
        LibraryUnavailable: if the file cannot be written.
    """
    check_file(file, SUFFIXES, WHAT)
    write_whole(file, content)


def _reference(library: Library, photos: Sequence[Photo]) -> Photo:
    return library.alignment.laid(photos[0]).reference or photos[0]


def _placements(library: Library, photos: Sequence[Photo]) -> list[Placement | None]:
    """Return how each lies over the reference of the first one's pose, where that is known."""
    reference = _reference(library, photos)
    laid = [library.alignment.laid(photo) for photo in photos]
    return [
        one.aligned.placement
        if one.aligned and one.reference and one.reference.id == reference.id
        else None
        for one in laid
    ]


def _noted(beside: Beside) -> str:
    noted = [f"{within_sentence(concern)} {value}" for concern, value in beside.review]
    noted += [f"{within_sentence(one)} {words_of(one, value)}" for one, value in beside.ratings]
    return " · ".join(noted)
