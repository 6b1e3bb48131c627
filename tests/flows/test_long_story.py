"""The long story with a year and a few photos; `make torture ARGS=years` tells it of five."""

from pathlib import Path

import pytest

from recovery_app.services import vault
from tests.flows import long_story
from tests.flows.conftest import Start
from tests.flows.long_story import LongStory
from tests.services.locked import QUICK


def test_everything_is_there_after_every_step(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "COST", QUICK)
    story = LongStory(start(long_story.begun(tmp_path / "diary", 1, 2)), tmp_path)
    told = story.tell()
    assert told["photos"] == 5
    assert told["entries"] > 50
