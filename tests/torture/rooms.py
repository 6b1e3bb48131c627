"""Full disks: each deed with as little room as there is, then a little more, until it fits."""

import tempfile
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from unittest.mock import patch

from recovery_app.services import library as libraries
from recovery_app.storage import conversion
from tests.disks import Disk, small_disk
from tests.torture import diary
from tests.torture.deeds import TASKS, Task, refused
from tests.torture.diary import Stage, clean, held, holds, opened

PAGE = 4096
"""In such pieces a disk of memory is taken: every step that needs room needs one of them."""


def templates(folder: Path) -> dict[str, Stage]:
    """Set up what the deeds begin with."""
    plain = diary.plain(folder / "plain")
    return {
        "plain": plain,
        "locked": diary.locked(plain, folder / "locked"),
        "old": diary.old(plain, folder / "old"),
    }


def fill_up(folder: Path, tasks: tuple[Task, ...] = TASKS, step: int = PAGE) -> Counter[str]:
    """Do each deed on a disk that has room for nothing, then for one step more, until it is done.

    Args:
        folder: scratch.
        tasks: which.
        step: by how many bytes the room grows.
    """
    met, began = Counter[str](), templates(folder)
    with small_disk(folder / "disk", "12m") as disk, no_spare_room():
        for task in tasks:
            before, but = began[task.template], 0
            while not _fits(task, before, disk, but):
                met[task.name] += 1
                but += step
    return met


def _fits(task: Task, before: Stage, disk: Disk, but: int) -> bool:
    """Do a deed with so much room; where it does not fit, nothing is half there, and later it does."""
    stage = before.copy(disk.folder / "stage")
    # What was open when the disk was filled is open meanwhile.
    open_now = opened(stage.library) if task.open else nullcontext()
    with open_now as library:
        was = held(library) if library else None
        disk.fill(but=but)
        said_no = refused(task, stage, library)
        disk.empty()
        if library and said_no and not task.parts:
            assert held(library) == was, f"{task.name} did half of what it should"
        if library:
            clean(library)
    if not said_no:
        return True
    _look(task, stage, before)
    assert not refused(task, stage), f"{task.name} did not work when there was room again"
    _look(task, stage, None)
    return False


def _look(task: Task, stage: Stage, before: Stage | None) -> None:
    """See that the library is whole, and where nothing may have changed, that nothing has."""
    half = [one for one in diary.files(stage.folder) if one.suffix == ".part"]
    assert half == [], f"{task.name} left {half[0].name} behind"
    if before and task.name == "new library":
        assert not libraries.is_library(stage.elsewhere)
    with opened(stage.library) as library:
        clean(library)
    if before and not task.parts and task.template != "old":
        assert holds(stage.library) == holds(before.library)


@contextmanager
def no_spare_room() -> Generator[None]:
    """Let the encryption begin without the room that it asks for first, so that it meets the end."""
    with patch.object(conversion, "_check_room", lambda _source: None):
        yield


def main() -> Counter[str]:
    """Run the full trial."""
    with tempfile.TemporaryDirectory() as place:
        return fill_up(Path(place))
