"""Years of diary, locked, backed up, damaged, restored and merged, at the terminal."""

from pathlib import Path

import pytest

from recovery_app.services import vault
from tests.cli.terminal import Terminal
from tests.services.locked import QUICK
from tests.torture.years import Story


def test_a_diary_comes_whole_through_all_that_may_happen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(vault, "COST", QUICK)

    def run(library: Path, *words: str | Path, status: int = 0) -> str:
        answer = Terminal(library, capsys)(*words)
        assert answer.status == status, (words, answer)
        return answer.out

    counts = Story(tmp_path, run).tell(years=1, photos=12)
    assert counts["photos"] == 15
    assert counts["sessions"] == 8
