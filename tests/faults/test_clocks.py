"""Clocks that are wrong by a year, and clocks of other zones; all of what `make torture` does."""

from pathlib import Path

from tests.torture import clocks
from tests.torture.deeds import TASKS


def test_a_wrong_clock_loses_nothing(tmp_path: Path) -> None:
    met = clocks.set_wrong(tmp_path, TASKS[:6])
    assert met["deeds, a year back"] == met["deeds, a year forward"] == 6


def test_an_evening_stays_the_evening_it_was(tmp_path: Path) -> None:
    met = clocks.travel(tmp_path)
    assert met["read"] > met["noted"] > 0
