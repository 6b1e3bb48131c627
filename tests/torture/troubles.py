"""Trouble in the middle of work: the library's folder is moved away, or nobody may write any more."""

import os
import sys

from tests.torture.diary import Stage

STEPS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "sqlite3.connect"}
"""What changes the disk announces itself by one of these; the trouble comes right before it."""

NOBODY = 65534
"""A person without any special right: permissions do not bind root."""

AWAY = "moved away"


class Steps:
    """Counts the steps of this process and makes trouble at one of them.

    Attributes:
        seen: how many steps there were.
    """

    def __init__(self, stage: Stage, kind: str = "", step: int = 0) -> None:
        self.seen = 0
        self._stage, self._kind, self._step = stage, kind, step
        if kind == "permission":
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        sys.addaudithook(self._count)

    def _count(self, event: str, _arguments: object) -> None:
        if event in STEPS:
            self.seen += 1
            if self.seen == self._step:
                vanish(self._stage) if self._kind == "vanish" else permit(self._stage, on=False)


def vanish(stage: Stage) -> None:
    """Move the library's folder away, as a synced folder or a stick that is pulled out goes."""
    if stage.library.exists():
        stage.library.rename(stage.folder / AWAY)


def permit(stage: Stage, *, on: bool) -> None:
    """Take or give the right to write anything below the stage."""
    for folder, _, files in os.walk(stage.folder, topdown=on):
        for name in files:
            os.chmod(os.path.join(folder, name), 0o600 if on else 0o400)  # noqa: PTH101, PTH118 - many
        os.chmod(folder, 0o700 if on else 0o500)  # noqa: PTH101 - as above


def give_to_nobody(stage: Stage) -> None:
    """Let everything below the stage belong to the person without any special right."""
    for folder, _, files in os.walk(stage.folder):
        for path in (folder, *(os.path.join(folder, name) for name in files)):  # noqa: PTH118 - many
            os.chown(path, NOBODY, NOBODY)
