"""Killed while an archive is brought in: all of its rows are there or none, and every file that a row
needs.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.safekeeping import Misfit
from recovery_app.services import library as libraries
from recovery_app.services.library import Library
from tests.factories import a_moment, a_picture, a_session

KILLS = 8
ENTRIES, PHOTOS = 60, 12


def test_a_merge_that_is_killed_leaves_all_or_nothing(
    library: Library, template_library: Path, tmp_path: Path
):
    archive = an_archive(library, tmp_path)
    luck = random.Random(3)
    met: set[int] = set()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.services.merging_process", str(template_library)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        assert process.stdout.readline() == "ready\n"
        took = 0.3
        for turn in range(KILLS):
            folder = tmp_path / f"laptop-{turn}"
            shutil.copytree(template_library, folder)
            process.stdin.write(f"{folder}\t{archive}\n")
            process.stdin.flush()
            child = int(process.stdout.readline().split()[1])
            begin = time.monotonic()
            if turn:  # the first one tells how long it takes
                time.sleep(luck.random() * took)
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            assert process.stdout.readline() == "over\n"
            took = took if turn else time.monotonic() - begin
            met.add(left_in(folder, archive))
        process.stdin.close()
    assert met <= {0, ENTRIES}
    assert ENTRIES in met


def an_archive(library: Library, folder: Path) -> Path:
    library.sessions.save(a_session())
    for day in range(ENTRIES):
        library.journal.log(a_moment(day), EntryChange({"redness": day % 5}))
    library.photos.add([a_picture(folder / "camera", f"{at}.png") for at in range(PHOTOS)])
    library.merging.write_archive(folder / "a.zip")
    return folder / "a.zip"


def left_in(folder: Path, archive: Path) -> int:
    """Open what a killed merge has left, finish it, and return how many entries there were."""
    with closing(libraries.open_library(folder)) as library:
        entries = library.journal.of_days(a_moment(0).date(), a_moment(ENTRIES).date())
        photos = library.photos.every()
        assert (len(photos), len(library.sessions.every())) == ((PHOTOS, 1) if entries else (0, 0))
        # Files first, rows second: a file that nobody claims, but never a row without its file.
        allowed = {Misfit.LEFTOVER, Misfit.STRAY_FILE}
        assert [one for one in library.safekeeping.check() if one.kind not in allowed] == []
        library.merging.merge(archive)
        assert len(library.photos.every()) == PHOTOS
        assert [one for one in library.safekeeping.check() if one.kind != Misfit.LEFTOVER] == []
        return len(entries)
