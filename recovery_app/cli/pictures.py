"""Pictures for the hand: a comparison side by side, and a time-lapse."""

from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from recovery_app.cli import opening
from recovery_app.cli.reading import whole
from recovery_app.cli.saying import readable, say, say_json
from recovery_app.cli.words import counted
from recovery_app.domain.photos import Photo
from recovery_app.errors import LibraryUnavailable, NotFound, WrongInput

if TYPE_CHECKING:
    from recovery_app.services.library import Library
    from recovery_app.services.timelapse import Saved

LEAST_LETTERS = 4
"""Letters of an id from which on it is meant; fewer would hit one by chance."""


def photos_compare(wish: Namespace) -> None:
    """Write photos side by side into one picture, laid over each other, with what was noted."""
    # Only here: every verb loads this module, and these bring Pillow and OpenCV.
    from recovery_app.services.composing import side_by_side

    with opening.reading(wish) as library:
        every = library.photos.every()
        chosen = [find(words, every, library.folder) for words in wish.words]
        if not wish.raw:
            _lay(library, chosen)
        done = side_by_side(library, chosen, Path(wish.out).expanduser(), raw=wish.raw)
    if wish.json:
        say_json(
            {
                "file": readable(done.file),
                "photos": [photo.id for photo in chosen],
                "as_taken": done.as_taken,
            }
        )
        return
    loose = f", {done.as_taken} of them not aligned: shown as taken" if done.as_taken else ""
    say(f"{readable(done.file)}: {counted(done.photos, 'photo')}{loose}.")


def photos_timelapse(wish: Namespace) -> None:
    """Write the photos of a pose, one after the other, as animated WebP, GIF or MP4."""
    # Only here: every verb loads this module, and this brings Pillow and OpenCV.
    from recovery_app.services.timelapse import check

    session = None if wish.session is None else whole(wish.session)
    speed, fade = _number(wish.speed), _number(wish.fade)
    with opening.reading(wish) as library:
        out = Path(wish.out).expanduser()
        check(out, speed, fade)
        _lay(library, [one for one in library.photos.every() if one.pose == wish.pose])
        done = library.timelapse.save(wish.pose, session, out, speed=speed, fade=fade)
    if done is None:  # nothing cancels it here
        return
    if wish.json:
        say_json(
            {
                "file": readable(done.file),
                "frames": done.frames,
                "not_aligned": done.not_aligned,
                "unreadable": done.unreadable,
                "aligned": done.aligned,
            }
        )
        return
    say(_line(done))


def find(words: str, every: Sequence[Photo], folder: Path) -> Photo:
    """Return the photo that an id, the beginning of one, or a file of the library names.

    Raises:
        NotFound: if there is none.
        WrongInput: if several photos' ids begin so.
    """
    path = Path(words).expanduser()
    for photo in every:
        if words in (photo.id, photo.file, photo.sha256) or path == folder / photo.file:
            return photo
        # The same file may be named from anywhere, through a link or from the present folder.
        if path.name == Path(photo.file).name and path.resolve() == (folder / photo.file).resolve():
            return photo
    found = [one for one in every if one.id.startswith(words.lower())]
    if len(words) < LEAST_LETTERS or not found:
        raise NotFound(f"There is no photo “{words}”; `show photos --json` names them all.")
    if len(found) > 1:
        raise WrongInput(f"“{words}” begins the id of {len(found)} photos; write more of it.")
    return found[0]


def _lay(library: "Library", photos: Sequence[Photo]) -> None:
    """Lay those photos over their reference that no window has come to yet."""
    # What cannot be written down can still be shown as taken, and it is said.
    with suppress(LibraryUnavailable):
        library.alignment.work_through(only=[photo.id for photo in photos])


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise WrongInput(f"“{text}” is not a number; write it like 1.5.") from None


def _line(done: "Saved") -> str:
    line = f"{readable(done.file)}: {counted(done.frames, 'photo')}"
    left_out = [
        f"{number} left out because {why}"
        for number, why in (
            (done.not_aligned, "not aligned"),
            (done.unreadable, "unreadable"),
        )
        if number
    ]
    if not done.aligned:
        left_out.append("shown as taken because hardly any is aligned")
    return ", ".join([line, *left_out]) + "."
