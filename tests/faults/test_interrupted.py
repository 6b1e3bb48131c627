"""A sample of `make torture`: killed, robbed of its power, its folder or its rights in the middle."""

import os
import shutil
import tempfile
from pathlib import Path
from random import Random

import pytest

from tests.torture import hindrances, kills, powercut

WORKS = hindrances.ALL_WORKS


def test_nothing_is_lost_to_a_kill(tmp_path: Path) -> None:
    shares = {"take back": 1, **dict.fromkeys(Random().sample(WORKS, 3), 1)}
    met = kills.kill(tmp_path, shares, Random().randrange(1 << 30))
    assert met.total() == len(shares)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_nothing_is_lost_to_a_power_cut(tmp_path: Path) -> None:
    works = (Random().choice(powercut.WORKS),)
    met = powercut.cut(tmp_path, works, Random().randrange(1 << 30), most=3)
    assert met.total() == 3 * len(powercut.HOWS)


def test_a_folder_that_vanishes_and_rights_that_are_lost_half_way_are_named() -> None:
    # Only root may become somebody else.
    kinds = hindrances.KINDS if os.geteuid() == 0 else ("vanish",)
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)  # somebody else has to reach it
        met = hindrances.interrupt(Path(place), kinds, ("photos", "daily"), 1, most=2)
    assert met == {f"{kind}, {work}": 2 for kind in kinds for work in ("photos", "daily")}
