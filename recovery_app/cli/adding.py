"""Bringing photos in: every file is named with what became of it."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from recovery_app.cli import opening, shapes
from recovery_app.cli.saying import readable, say, say_json
from recovery_app.cli.words import SOURCES, counted, place_words
from recovery_app.domain.moments import parse_day
from recovery_app.domain.photos import Photo, checked_pose
from recovery_app.domain.sessions import Numbered, place_of_moment
from recovery_app.errors import NotFound, PictureRefused, WrongInput

if TYPE_CHECKING:
    from recovery_app.services.photos import Added, Duplicate
    from recovery_app.services.preparing import Refused


def photos_add(wish: Namespace) -> None:
    """Bring files and folders in, those that cannot be taken aside.

    Raises:
        PictureRefused: if at least one was refused; all others are in the library then.
        WrongInput: for an unknown pose, a wrong date or an empty name; nothing is added then.
    """
    pose = checked_pose(wish.pose)
    day = None if wish.date is None else parse_day(wish.date)
    if "" in wish.words:
        # Path("") is the present folder, which a script with an unset variable does not mean.
        raise WrongInput("The name of a file is empty; for the present folder write a dot.")
    with opening.writing(wish) as library:
        # Only here: every verb loads this module, and the photos bring Pillow.
        from recovery_app.services.photos import Added
        from recovery_app.services.preparing import Refused

        sessions = library.sessions.every()

        def each(path: Path, outcome: "Photo | Duplicate | Refused") -> None:
            if not wish.json:
                # A name may hold the end of a line; each file has one line all the same.
                say(_line(path, outcome, sessions).replace("\n", "\\u000a"))

        result = Added()
        for path in map(Path, wish.words):
            try:
                more = library.photos.add([path], pose=pose, day=day, each=each)
            except NotFound as error:
                # A path that is not there must not keep those named after it out.
                more = Added(refused=(Refused(path, str(error)),))
                each(path, more.refused[0])
            result = _joined(result, more)
        if wish.json:
            say_json(shapes.added(result, sessions))
    if result.refused:
        raise PictureRefused(_summary(result))


def _joined(result: "Added", more: "Added") -> "Added":
    return replace(
        result,
        added=result.added + more.added,
        duplicates=result.duplicates + more.duplicates,
        refused=result.refused + more.refused,
    )


def _line(path: Path, outcome: "Photo | Duplicate | Refused", sessions: Sequence[Numbered]) -> str:
    from recovery_app.services.preparing import Refused

    name = readable(path)
    if isinstance(outcome, Refused):
        return f"refused    {name}: {outcome.why}"
    if not isinstance(outcome, Photo):
        return f"duplicate  {name} of {outcome.of.name or outcome.of.id} ({outcome.of.day})"
    where = place_words(place_of_moment(outcome.taken_at, sessions))
    when = outcome.taken_at.strftime("%Y-%m-%d %H:%M")
    return f"added      {name}  {when} from {SOURCES[outcome.source]}, {where}"


def _summary(result: "Added") -> str:
    refused = len(result.refused)
    if refused == 1:
        one = result.refused[0]
        name = readable(one.path)
        return one.why if name in one.why else f"“{name}” was refused: {one.why}"
    files = counted(refused + len(result.added) + len(result.duplicates), "file")
    return f"{refused} of {files} were refused; each is named with its reason."
