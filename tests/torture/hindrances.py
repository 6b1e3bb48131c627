"""Folders that vanish, rights that are lost half-way, disks that become read-only: one sentence."""

import os
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.disks import small_disk
from tests.torture.deeds import TASKS, Task, refused
from tests.torture.diary import Stage, holds
from tests.torture.kills import Worker, templates
from tests.torture.rooms import no_spare_room
from tests.torture.rooms import templates as rooms_templates
from tests.torture.troubles import AWAY, give_to_nobody, permit
from tests.torture.verdicts import VERDICTS
from tests.torture.works import ENDLESS, WORKS

KINDS = ("vanish", "permission")
NOT_OF_VANISHING = {"create"}
"""Works that have no library that could vanish."""


def interrupt(
    folder: Path, kinds: tuple[str, ...], works: tuple[str, ...], seed: int, most: int | None = None
) -> Counter[str]:
    """Make trouble at each step of each piece of work: it is refused in a sentence, or goes on.

    Args:
        folder: scratch, open to everyone, because the rights are taken from somebody else.
        kinds: what trouble.
        works: which.
        seed: of what the works do, and of the steps that are chosen.
        most: steps of each work, by lot; None takes every one.
    """
    met, luck = Counter[str](), Random(seed)
    if "permission" in kinds and os.geteuid() != 0:
        pytest.skip("only root may become somebody else")
    began = templates(folder)
    with Worker(works) as worker:
        for kind in kinds:
            for name in works:
                if kind == "vanish" and name in NOT_OF_VANISHING:
                    continue
                steps = _try(worker, kind, name, began[name], folder / "run", 0)
                chosen = list(range(1, steps + 1))
                for step in chosen if most is None else luck.sample(chosen, min(most, steps)):
                    _try(worker, kind, name, began[name], folder / "run", step)
                    met[f"{kind}, {name}"] += 1
    return met


def _try(worker: Worker, kind: str, name: str, before: Stage, run: Path, step: int) -> int:
    """Do a piece of work with trouble at a step; look at what it left, and return its steps."""
    stage = before.copy(run)
    if kind == "permission":
        give_to_nobody(stage)
    found = worker.do(name, stage, 7, None, {"kind": kind, "step": step})
    assert found["end"] == "done", f"{name}: {kind} at step {step} was no expected failure"
    _put_right(stage)
    said: list[list[Any]] = found["said"]
    try:
        VERDICTS[name](stage, before, said)
    except BaseException as error:
        error.add_note(f"{name}, {kind}, step {step}, said {said[-3:]}")
        raise
    return int(said[-1][1])


def _put_right(stage: Stage) -> None:
    permit(stage, on=True)
    away = stage.folder / AWAY
    if away.exists():
        assert not stage.library.exists(), "something was made in the place of what vanished"
        away.rename(stage.library)


def read_only(folder: Path, tasks: tuple[Task, ...] = TASKS) -> Counter[str]:
    """Do each deed on a disk that takes nothing: a sentence, and nothing has changed."""
    met, began = Counter[str](), rooms_templates(folder)
    with small_disk(folder / "disk", "12m") as disk, no_spare_room():
        for task in tasks:
            before = began[task.template]
            stage = before.copy(disk.folder / "stage")
            disk.make_read_only()
            met[task.name] += refused(task, stage)
            disk.make_read_only(on=False)
            assert met[task.name], f"{task.name} did not notice that the disk is read-only"
            if task.template != "old":
                assert holds(stage.library) == holds(before.library)
            assert not refused(task, stage), task.name
    return met


ALL_WORKS = tuple(name for name in WORKS if name not in ENDLESS)
