"""What the command-line tests share: an empty library, and one that was used for some months."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from recovery_app import cli
from recovery_app.services import library as libraries
from tests.cli.terminal import Terminal

MakePicture = Callable[..., Path]

FADING = tuple(enumerate((4, 3, 2, 2, 1, 1, 0)))
USED: list[list[str]] = [
    ["session", "add", "--date", "2024-03-04", "--kind", "pico-toning", "--device", "PicoPlus"],
    [
        *("session", "add", "--date", "2024-04-08", "--time", "14:30", "--kind", "pico-toning"),
        *("--pain", "3", "--cost", "450.10", "--currency", "sgd", "--note", "three wavelengths"),
    ],
    *(["log", "--at", f"2024-03-{4 + day:02}T21:00", f"redness={red}"] for day, red in FADING),
    *(["log", "--at", f"2024-04-{8 + day:02}T21:00", f"redness={red}"] for day, red in FADING),
    ["review", "--date", "2024-05-20", "pigmentation=60", "--remark", "less dry"],
]
"""What was written into the used library."""


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Libraries made once, to be copied for each test that needs one."""
    folder = tmp_path_factory.mktemp("libraries")
    libraries.create(folder / "empty").close()
    shutil.copytree(folder / "empty", folder / "used")
    for words in USED:
        assert cli.run(["--library", str(folder / "used"), *words]) == 0
    return folder


@pytest.fixture
def nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal whose library does not exist yet."""
    return Terminal(tmp_path / "diary", capsys)


@pytest.fixture
def terminal(nowhere: Terminal, templates: Path) -> Terminal:
    """A terminal on a new, empty library."""
    shutil.copytree(templates / "empty", nowhere.library)
    return nowhere


@pytest.fixture
def diary(nowhere: Terminal, templates: Path) -> Terminal:
    """A terminal on a library with two sessions, a week of entries after each, and a review."""
    shutil.copytree(templates / "used", nowhere.library)
    return nowhere


@pytest.fixture
def picture(tmp_path: Path) -> MakePicture:
    """Make small JPEGs, each of its own colour."""

    def make(name: str, shade: int = 100, taken: str | None = None) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        image = Image.new("RGB", (32, 24), (200, shade, shade))
        exif = image.getexif()
        if taken:
            exif.get_ifd(0x8769)[0x9003] = taken
        image.save(path, "JPEG", exif=exif)
        return path

    return make
