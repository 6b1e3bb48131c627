"""A terminal for tests: words in, exit status and what was printed out."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from recovery_app import cli


@dataclass(frozen=True)
class Answer:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON; it holds nothing else."""
        return json.loads(self.out)


class Terminal:
    """Runs commands on one library."""

    def __init__(self, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.library = library
        self._capsys = capsys

    def __call__(self, *words: str | Path) -> Answer:
        """Run a command on the library."""
        return self.plain("--library", self.library, *words)

    def plain(self, *words: str | Path) -> Answer:
        """Run a command as it stands."""
        self._capsys.readouterr()
        status = cli.run([str(word) for word in words])
        out, err = self._capsys.readouterr()
        return Answer(status, out, err)

    def done(self, *words: str | Path) -> Answer:
        """Run a command that must succeed."""
        answer = self(*words)
        assert answer.status == 0, answer
        return answer

    def refused(self, *words: str | Path) -> str:
        """Run a command that must fail with one sentence and nothing else; return the sentence."""
        answer = self(*words)
        assert (answer.status, answer.out) == (1, ""), answer
        sentence, end, rest = answer.err.partition("\n")
        assert (end, rest) == ("\n", ""), answer
        assert sentence.endswith("."), answer
        return sentence

    def misused(self, *words: str | Path) -> str:
        """Run a command that must be wrong usage; return the complaint."""
        answer = self(*words)
        assert (answer.status, answer.out) == (2, ""), answer
        assert answer.err.startswith("usage: recovery-app"), answer
        return answer.err
