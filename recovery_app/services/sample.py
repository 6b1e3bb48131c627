"""Making the sample: a library with a year of a person whom nobody is and whose face is drawn."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import now, today
from recovery_app.domain.photos import Condition
from recovery_app.domain.regions import Region, Role
from recovery_app.domain.symptoms import Sort
from recovery_app.errors import LibraryUnavailable, WrongInput
from recovery_app.imaging.portrait import draw
from recovery_app.imaging.portrait_areas import below_the_jaw, brown_spots, cheeks
from recovery_app.services import library as libraries
from recovery_app.services import sample_story as story
from recovery_app.services.library import Library
from recovery_app.services.preparing import Prepared, Refused
from recovery_app.services.sample_days import Shot, identity
from recovery_app.services.sample_year import Year, year
from recovery_app.storage.places import FOLDER_MODE, translated

Progress = Callable[[int, int], None]
"""Hears how many of how many photos are drawn; what it raises ends the work."""

UNTIL = date(2026, 10, 18)
"""The last day of the sample where no other is asked for."""
SIZE, LARGE_SIZE = (900, 1200), (3000, 4000)
"""Width and height of the photos in pixels."""


def _nobody(done: int, total: int) -> None:
    """Take a progress that nobody listens to."""


def make(
    folder: Path,
    *,
    large_photos: bool = False,
    progress: Progress | None = None,
    until: date | None = None,
) -> date:
    """Make the sample in a folder that is new or empty, all of it or nothing; return its last day.

    Args:
        folder: becomes the library.
        large_photos: draw 12-megapixel photos, which takes some six times as long.
        progress: hears of each photo; an exception that it raises takes everything back.
        until: the sample's last day, its third after a session. Without it the sample is always
            the same and ends on `UNTIL`, or today where the computer's clock is not there yet:
            nothing can be written of days to come.

    Raises:
        WrongInput: if the last day lies in the future.
        LibraryUnavailable: if the folder is not empty or cannot be written.
    """
    last = min(UNTIL, today()) if until is None else until
    if last > today():
        raise WrongInput(
            f"The sample ends on {last}, and by this computer's clock that is to come."
        )
    told = year(last).so_far(now())
    target = folder.resolve()
    with translated(target):
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise LibraryUnavailable(
                f"“{target.name}” is not empty; choose a new folder for the sample."
            )
        target.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        # Beside it, so that half a sample is never taken for a library.
        with TemporaryDirectory(dir=target.parent, prefix="sample-", suffix=".part") as shop:
            staged = Path(shop) / "library"
            with closing(libraries.create(staged)) as library:
                write(library, told, LARGE_SIZE if large_photos else SIZE, progress or _nobody)
            if target.exists():
                target.rmdir()
            staged.replace(target)
    return last


def write(
    library: Library, told: Year, size: tuple[int, int] = SIZE, progress: Progress = _nobody
) -> None:
    """Write a year into a new library, by the same services that serve everybody."""
    progress(0, len(told.shots))
    _write_diary(library, told)
    with TemporaryDirectory(dir=library.folder.parent) as camera:
        for done, shot in enumerate(told.shots, start=1):
            _take(library, shot, size, Path(camera))
            progress(done, len(told.shots))
    _draw_regions(library, told, size)


def _write_diary(library: Library, told: Year) -> None:
    library.choose(lambda now: replace(now, currency=story.CURRENCY))
    library.catalogue.add_symptom(story.OWN_SYMPTOM, Sort.FELT)
    library.catalogue.pin("dryness", pinned=True)
    for course in story.COURSES:
        library.sessions.plan(course)
    for session in told.sessions:
        library.sessions.save(session)
    for review in told.reviews:
        library.reviews.save(review)
    for entry in told.entries:
        change = EntryChange(entry.ratings, dict.fromkeys(entry.ticks, True), entry.note)
        library.journal.record(entry.id, entry.at, change)


def _take(library: Library, shot: Shot, size: tuple[int, int], camera: Path) -> None:
    """Draw a photo and bring it in as one that comes from a camera."""
    width, height = size
    file = camera / f"IMG_{shot.at:%Y%m%d_%H%M%S}.jpg"
    file.write_bytes(draw(shot.look, taken=shot.at, width=width, height=height))
    ready = library.photos.prepare(file, pose=shot.look.pose)
    file.unlink()
    if isinstance(ready, Refused):
        raise LibraryUnavailable(ready.why)
    photo = replace(
        ready.photo,
        id=identity("photo", shot.at),
        condition=Condition.CLEAN,
        caption=shot.caption,
    )
    library.photos.keep(Prepared(ready.path, ready.data, photo))


def _draw_regions(library: Library, told: Year, size: tuple[int, int]) -> None:
    """Outline her cheeks, a patch of her neck and two spots on the reference, the first photo."""
    first = next((shot for shot in told.shots if shot.look.pose == "front"), None)
    if first is None:
        return
    left, right = cheeks(first.look, size)
    spot_left, spot_right = brown_spots(first.look, size)
    areas = (
        (Role.TREATED, "Cheek, on the left", left),
        (Role.TREATED, "Cheek, on the right", right),
        (Role.REFERENCE, "Below the jaw", below_the_jaw(first.look, size)),
        (Role.SPOT, "Spot on the left", spot_left),
        (Role.SPOT, "Spot on the right", spot_right),
    )
    library.regions.keep(
        [
            Region(identity(f"region {name}", first.at), "front", role, name, outline)
            for role, name, outline in areas
        ]
    )
