"""Draws every page of the sample library: `make screenshots`.

The pictures of the papers (light and dark, 1280 × 800, at 100 %) go to `docs/images`; those at
200 %, in the smallest window and of an empty library go to `build/screenshots`, for looking at;
so do the charts as people with a colour-vision deficiency see them.
"""

import os
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
PAPERS = HOME / "docs" / "images"
BUILD = HOME / "build" / "screenshots"


def main() -> int:
    """Draw all pictures, each scale in a process of its own, since Qt reads it at the start."""
    if len(sys.argv) > 1:
        return _draw(*sys.argv[1:])
    with tempfile.TemporaryDirectory() as place:
        sample, empty = Path(place) / "Recovery" / "sample", Path(place) / "Recovery" / "mine"
        _make(sample, empty)
        for library, to, scale, size in (
            (sample, PAPERS, "1", "1280x800"),
            (sample, BUILD / "at-200", "2", "1280x800"),
            (sample, BUILD / "smallest", "1", "1024x700"),
            (sample, BUILD / "full-hd", "1", "1920x1080"),
            (empty, BUILD / "empty", "1", "1280x800"),
        ):
            to.mkdir(parents=True, exist_ok=True)
            environment = {
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                "QT_SCALE_FACTOR": scale,
                "LC_ALL": "C.UTF-8",
                "HOME": place,
                "XDG_CONFIG_HOME": place,
            }
            command = [sys.executable, "-m", "tests.screenshots", str(library), str(to), size]
            subprocess.run(command, check=True, cwd=HOME, env=environment)
    _simulate()
    return 0


def _simulate() -> None:
    from tests import colour_blind

    to = BUILD / "colour-blind"
    to.mkdir(parents=True, exist_ok=True)
    for page in ("trends", "improvement", "measured"):
        for theme in ("light", "dark"):
            for file in colour_blind.write(PAPERS / f"{page}-{theme}.png", to):
                print(file.relative_to(HOME))


def _make(sample: Path, empty: Path) -> None:
    from recovery_app.services import sample as samples
    from recovery_app.services.library import create, open_library

    samples.make(sample)
    with closing(open_library(sample)) as library:
        library.alignment.work_through()
        library.redness.work_through("front")
    create(empty).close()


def _draw(library: str, to: str, size: str) -> int:
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    from recovery_app.domain.settings import Theme
    from recovery_app.services.sample import UNTIL
    from recovery_app.ui.page_pictures import draw
    from recovery_app.ui.program import Program
    from recovery_app.ui.theme import apply

    app = QApplication(sys.argv[:1])
    look = apply(app, Theme.LIGHT)
    program = Program(app, look, remember=False)
    program.begin(Path(library))
    width, height = (int(part) for part in size.split("x"))
    themes = (Theme.LIGHT, Theme.DARK)
    for file in draw(program, look, themes, Path(to), size=QSize(width, height), day=UNTIL):
        print(file.relative_to(HOME))
    program.window.close()
    program.leave()
    return 0


if __name__ == "__main__":
    sys.exit(main())
