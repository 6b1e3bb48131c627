"""A sample of `make torture`: disks that are full or read-only, under every deed that writes."""

from pathlib import Path
from random import Random

from tests.torture import hindrances, rooms
from tests.torture.deeds import TASKS


def test_on_a_full_disk_nothing_is_half_done(tmp_path: Path) -> None:
    tasks = tuple(Random().sample(TASKS, 3))
    assert rooms.fill_up(tmp_path, tasks, step=16 * rooms.PAGE).total() >= 1


def test_on_a_read_only_disk_everything_is_refused(tmp_path: Path) -> None:
    met = hindrances.read_only(tmp_path, tuple(Random().sample(TASKS, 6)))
    assert set(met.values()) == {1}
