"""A sample of `make torture`: clocks that are wrong by a year, and clocks of other zones."""

from pathlib import Path
from random import Random

from tests.torture import clocks
from tests.torture.deeds import TASKS


def test_a_wrong_clock_loses_nothing(tmp_path: Path) -> None:
    met = clocks.set_wrong(tmp_path, TASKS[:3])
    assert met["deeds, a year back"] == met["deeds, a year forward"] == 3


def test_an_evening_stays_the_evening_it_was(tmp_path: Path) -> None:
    met = clocks.travel(tmp_path, Random().sample(clocks.ZONES, 3))
    assert met["read"] > met["noted"] > 0
