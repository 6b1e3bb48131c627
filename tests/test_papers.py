"""What README, guide and the other papers say is true: links, pictures, commands and their answers."""

import ast
import re
import shlex
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from recovery_app.domain.kinds import KINDS
from recovery_app.domain.photos import CLOSE_UP, POSES
from recovery_app.domain.reviews import CONCERNS, ChangeWord
from recovery_app.domain.symptoms import SEEDED, Sort
from recovery_app.services import sample
from recovery_app.services.sample_year import year
from tests.cli.terminal import Terminal

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs" / "guide.md"
PAPERS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
PAPER = pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())

# What differs from one run to the next.
CHANGING = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=as of )\d{4}-\d\d-\d\d \d\d:\d\d"
    r"|^\d{4}-\d\d-\d\d \d\d:\d\d(?=  \d+ session)"
)


def text_of(paper: Path) -> str:
    return paper.read_text(encoding="utf-8")


def prose_of(paper: Path) -> str:
    """The paper without its code blocks."""
    return re.sub(r"^```.*?^```$", "", text_of(paper), flags=re.MULTILINE | re.DOTALL)


def anchors_of(paper: Path) -> set[str]:
    """The headings of a paper as links name them."""
    headings = re.findall(r"^#+ (.+)$", prose_of(paper), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def is_there(paper: Path, link: str) -> bool:
    place, _, anchor = link.partition("#")
    target = paper.parent / place if place else paper
    return target.exists() and (not anchor or anchor in anchors_of(target))


@PAPER
def test_every_link_and_every_picture_is_there(paper: Path) -> None:
    prose = prose_of(paper)
    links = re.findall(r"\]\(([^)\s]+)\)", prose) + re.findall(
        r'(?:src|srcset|href)="(.+?)"', prose
    )
    assert [one for one in links if "://" not in one and not is_there(paper, one)] == []


def test_a_missing_place_would_be_found() -> None:
    assert is_there(GUIDE, "sources.md#numbers-in-the-charts")
    assert not is_there(GUIDE, "sources.md#no-such-heading")
    assert not is_there(GUIDE, "images/no-such-picture.png")


@PAPER
def test_every_picture_comes_light_and_dark_and_is_said_in_words(paper: Path) -> None:
    for picture in re.findall(r"<picture>.*?</picture>", text_of(paper), re.DOTALL):
        (light,) = re.findall(r'src="(.+?)-light\.png"', picture)
        assert re.findall(r'srcset="(.+?)-dark\.png"', picture) == [light]
        assert re.search(r'alt="\w.+?"', picture)


@PAPER
def test_every_file_of_the_program_that_is_named_is_there(paper: Path) -> None:
    named = re.findall(r"`((?:[\w*-]+/)+[\w*-]+\.\w+)`", text_of(paper))
    ours = [one for one in named if one.endswith((".py", ".toml", ".xml"))]
    places = (ROOT, ROOT / "recovery_app")
    missing = [one for one in ours if not any(list(place.glob(one)) for place in places)]
    assert [one for one in missing if "NNNN" not in one] == []


def modules_on_the_map() -> Iterator[tuple[str, str]]:
    """Layer and module of everything that the map's list “Where things are” names."""
    listed = text_of(ROOT / "docs" / "architecture.md").partition("## Where things are")[2]
    for layer, rest in re.findall(r"^- `(\w+)/` — ((?:.|\n(?!- ))+)", listed, re.MULTILINE):
        if (ROOT / "recovery_app" / layer).is_dir():
            for name in re.findall(r"`([\w*/]+)`", rest):
                yield layer, name


def test_every_module_on_the_map_exists() -> None:
    named = list(modules_on_the_map())
    missing = [
        f"{layer}/{name}"
        for layer, name in named
        if not any(
            list((ROOT / "recovery_app" / layer).glob(pattern))
            for pattern in (f"{name}.py", f"{name}/__init__.py")
        )
    ]
    assert {"domain", "imaging", "storage", "services", "ui", "cli"} <= {
        layer for layer, _ in named
    }
    assert missing == []


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in an empty folder."""
    return Terminal(tmp_path, capsys)


def words_of(terminal: Terminal, *verb: str) -> Iterator[tuple[str, ...]]:
    """Go through the verbs of the command line as its own help lists them."""
    answer = terminal.plain(*verb, "--help").out
    below = re.findall(r"^    ([a-z][a-z-]*)(?:  |$)", answer, re.MULTILINE)
    if not below:
        yield verb
    for word in below:
        yield from words_of(terminal, *verb, word)


def test_the_guide_tells_of_every_verb_and_every_option(terminal: Terminal) -> None:
    verbs = list(words_of(terminal))
    assert ("show", "day") in verbs
    guide = text_of(GUIDE)
    for verb in verbs:
        called = rf"recovery-app (?:--library \S+ )?{' '.join(verb)}\b"
        assert re.search(called, guide), f"the guide does not show {' '.join(verb)}"
        options = set(re.findall(r"--[a-z-]+", terminal.plain(*verb, "--help").out)) - {"--help"}
        assert [one for one in options if one not in guide] == [], verb


@pytest.mark.parametrize(
    "words",
    [
        *([one.slug for one in SEEDED if one.sort is sort] for sort in Sort),
        [one.slug for one in CONCERNS],
        [one.slug for one in KINDS],
        list(ChangeWord),
        [*POSES, f"{CLOSE_UP}NAME"],
    ],
    ids=["seen", "felt", "ticks", "concerns", "kinds", "change", "poses"],
)
def test_the_guide_lists_the_words_that_a_command_takes(words: list[str]) -> None:
    assert f"| {' '.join(words)} |" in text_of(GUIDE)


def test_every_command_that_is_named_exists(terminal: Terminal) -> None:
    known = {" ".join(verb) for verb in words_of(terminal)}
    called = r"(?:`|\$ )recovery-app (?:--library [^\s`]+ )?([a-z]+)(?: ([a-z]+))?"
    unknown = [
        f"{paper.name}: {word} {following}"
        for paper in PAPERS
        for word, following in re.findall(called, text_of(paper))
        if word not in known and f"{word} {following}" not in known
    ]
    assert unknown == []


def sentences_of_the_program() -> str:
    """All words that stand in the program's code; what is filled in at run time is “…”."""
    found: list[str] = []
    for path in sorted((ROOT / "recovery_app").rglob("*.py")):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (one.value if isinstance(one, ast.Constant) else "…" for one in node.values)
                found.append("".join(map(str, parts)))
    return "\n".join(found)


def test_the_sentences_that_the_guide_explains_are_said_by_the_program() -> None:
    tables = re.findall(r"^\| sentence .*\n\| -.*\n((?:\|.*\n)+)", text_of(GUIDE), re.MULTILINE)
    cells = [row.split(" | ")[0].strip("| ") for table in tables for row in table.splitlines()]
    explained = [sentence for cell in cells for sentence in cell.split(" · ")]
    assert len(explained) > 15
    said = sentences_of_the_program()
    longest = {one: max(re.split("…|“|”", one), key=len).strip(" ().") for one in explained}
    assert [one for one, part in longest.items() if part not in said] == []


def examples() -> list[tuple[str, list[str]]]:
    """The commands of the guide in their order, each with the lines that it answers."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```$", text_of(GUIDE), re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


@pytest.fixture
def folder_of_photos(tmp_path: Path) -> None:
    """Put what the guide brings in into `face`: a photo, and something that is none."""
    folder = tmp_path / "face"
    folder.mkdir()
    Image.new("RGB", (64, 48), (200, 120, 120)).save(folder / "IMG_20261013_211500.jpg")
    (folder / "notes.jpg").write_text("no picture", encoding="utf-8")


@pytest.fixture
def in_an_empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Work where the guide's reader does, in universal time, with a sample that draws no photos."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    monkeypatch.setattr(sample, "year", lambda until: replace(year(until), shots=()))
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_an_empty_folder", "folder_of_photos")
def test_the_examples_of_the_guide_answer_what_it_says(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = examples()
    assert len(told) > 10
    for command, said in told:
        words = shlex.split(command)
        if words[0] == "export":
            monkeypatch.setenv(*words[1].split("=", 1))
            continue
        answer = terminal.plain(*words[1:])
        # A hint comes first, a refusal last.
        both = answer.err + answer.out if answer.status == 0 else answer.out + answer.err
        lines = [CHANGING.sub("…", line) for line in both.splitlines()]
        wanted = [CHANGING.sub("…", line) for line in said]
        if wanted[-1:] == ["…"]:
            del lines[len(wanted) - 1 :], wanted[-1]
        assert lines == wanted, f"$ {command}\n" + "\n".join(both.splitlines())
