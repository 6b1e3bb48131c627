"""Draws every page of the sample library, and the charts of a diary by hand: `make screenshots`.

All pictures go to `build/screenshots`, for looking at: at 100 % and 200 %, in the smallest window and in
a large one, of an empty library, what stands around a locked one, and the charts as people with a
colour-vision deficiency see them. Those that the papers show are copied to `docs/images`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

from tests import lock_pictures

HOME = Path(__file__).resolve().parents[1]
PAPERS = HOME / "docs" / "images"
BUILD = HOME / "build" / "screenshots"
COLOURS = 192
"""Of a picture of a chart at 200 % in the papers: a third of the size, and nothing is missed."""


def main() -> int:
    """Draw all pictures, each scale in a process of its own, since Qt reads it at the start."""
    if len(sys.argv) > 1:
        return _draw(*sys.argv[1:])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "Recovery"
        sample, empty, by_hand = folder / "sample", folder / "mine", folder / "diary"
        locked = folder / "my diary"
        _make(sample, empty, by_hand)
        lock_pictures.make(locked)
        for library, to, scale, size, what in (
            (sample, "at-100", "1", "1280x800", "all"),
            (sample, "at-200", "2", "1280x800", "all"),
            (sample, "smallest", "1", "1024x700", "all"),
            (sample, "smallest-at-200", "2", "1024x700", "charts"),
            (sample, "full-hd", "1", "1920x1080", "all"),
            (empty, "empty", "1", "1280x800", "all"),
            (locked, "lock", "1", "1280x800", "lock"),
            (locked, "lock-smallest-at-200", "2", "1024x700", "lock"),
            (by_hand, "by-hand", "1", "1280x800", "charts"),
            (by_hand, "by-hand-at-200", "2", "1024x700", "charts"),
        ):
            (BUILD / to).mkdir(parents=True, exist_ok=True)
            environment = {
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                "QT_SCALE_FACTOR": scale,
                "LC_ALL": "C.UTF-8",
                "HOME": place,
                "XDG_CONFIG_HOME": place,
                # Nobody is there, but Settings offers to listen.
                "DBUS_SESSION_BUS_ADDRESS": f"unix:path={place}/bus",
            }
            command = [sys.executable, "-m", "tests.screenshots", str(library), to, size, what]
            subprocess.run(command, check=True, cwd=HOME, env=environment)
    _simulate()
    _show_in_papers()
    return 0


def _simulate() -> None:
    from recovery_app.ui.page_pictures import CHARTS
    from tests import colour_blind

    to = BUILD / "colour-blind"
    to.mkdir(parents=True, exist_ok=True)
    for page in CHARTS:
        for theme in ("light", "dark"):
            for file in colour_blind.write(BUILD / "at-100" / f"{page}-{theme}.png", to):
                print(file.relative_to(HOME))


def _show_in_papers() -> None:
    """Copy the pictures that the papers name: `trends-light`, `trends-at-200-light` and so on."""
    words = "".join(
        paper.read_text(encoding="utf-8") for paper in (HOME / "README.md", *HOME.glob("docs/*.md"))
    )
    for name in sorted(set(re.findall(r"images/([\w-]+)\.png", words))):
        page, theme = name.rsplit("-", maxsplit=1)
        place = "at-100"
        for one in ("by-hand-at-200", "by-hand", "at-200"):
            if page.endswith(f"-{one}"):
                page = page.removesuffix(f"-{one}")
                # Of the smaller window, so that its words are as large as in the others.
                place = "smallest-at-200" if one == "at-200" else one
                break
        drawn, shown = BUILD / place / f"{page}-{theme}.png", PAPERS / f"{name}.png"
        if place == "at-100":
            shutil.copyfile(drawn, shown)
        else:
            _thin(drawn, shown)
        print(shown.relative_to(HOME))


def _thin(drawn: Path, shown: Path) -> None:
    """Write a picture with fewer colours."""
    from PIL import Image

    with Image.open(drawn) as picture:
        fewer = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    fewer.save(shown, optimize=True)


def _make(sample: Path, empty: Path, by_hand: Path) -> None:
    from recovery_app.services import sample as samples
    from recovery_app.services.library import create, open_library

    samples.make(sample)
    with closing(open_library(sample)) as library:
        library.alignment.work_through()
        library.redness.work_through("front")
    create(empty).close()
    _write_by_hand(by_hand)


SESSIONS = (("2026-03-02", "fractional-non-ablative", None), ("2026-05-11", "pico-toning", 14))
"""Date, kind, and the hour where it is known."""
RATED = {
    "2026-02-25": {"redness": 1},
    "2026-03-02": {"redness": 4, "swelling": 3, "pain": 6},
    "2026-03-03": {"redness": 3, "swelling": 3, "pain": 2},
    "2026-03-04": {"redness": 3, "flaking": 1},
    "2026-03-07": {"redness": 2, "flaking": 3, "itch": 4},
    "2026-03-08": {"redness": 1, "flaking": 2},
    "2026-03-12": {"redness": 1},
    "2026-05-11": {"redness": 3, "pain": 3},
    "2026-05-12": {"redness": 2},
    "2026-05-14": {"redness": 1},
    "2026-05-15": {"redness": 0},
}
"""A real diary: some days are missing, and not everything is rated on each."""
REVIEWED = {
    "2026-02-20": (70, 55, None, ""),
    "2026-04-12": (62, 50, "better", "Less dry than last time."),
    "2026-05-16": (66, 48, None, ""),
    "2026-07-04": (50, 44, "better", ""),
    "2026-09-05": (41, 45, "same", "Hardly any change at the nose."),
}
"""Pigmentation, pores, the change word, a remark."""


def _write_by_hand(folder: Path) -> None:
    """Write down what a person would: few sessions, gaps, two photos, no areas."""
    from recovery_app.domain.entries import EntryChange
    from recovery_app.domain.reviews import ChangeWord, Remark, Review
    from recovery_app.domain.sessions import Session
    from recovery_app.imaging.portrait import Look, draw
    from recovery_app.services.library import create

    zone = timezone(timedelta(hours=8))

    def at(day: str, hour: int) -> datetime:
        return datetime.combine(date.fromisoformat(day), time(hour), zone)

    with closing(create(folder)) as library:
        for day, kind, hour in SESSIONS:
            begun = None if hour is None else at(day, hour)
            library.sessions.save(Session("", date.fromisoformat(day), kind, begun))
        for day, ratings in RATED.items():
            note = "Could not see anybody." if ratings.get("redness") == 4 else None
            library.journal.log(at(day, 21), EntryChange(ratings, note=note))
        for day, (pigmentation, pores, word, said) in REVIEWED.items():
            values = {"pigmentation": pigmentation, "pores": pores}
            change = ChangeWord(word) if word else None
            remarks = (Remark(said, "Therapist"),) if said else ()
            library.reviews.save(Review("", date.fromisoformat(day), values, change, remarks))
        for day, redness in (("2026-02-25", 0.1), ("2026-03-03", 0.7), ("2026-09-05", 0.1)):
            file = folder.parent / f"{day}.jpg"
            look = Look(redness=redness)
            file.write_bytes(draw(look, taken=at(day, 21), width=900, height=1200))
            library.photos.add([file], pose="front")


def _draw(library: str, to: str, size: str, what: str) -> int:
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    from recovery_app.domain.settings import Theme
    from recovery_app.services.sample import UNTIL
    from recovery_app.ui.page_pictures import CHARTS, PAGES, draw
    from recovery_app.ui.program import Program
    from recovery_app.ui.theme import apply

    app = QApplication(sys.argv[:1])
    look = apply(app, Theme.LIGHT)
    width, height = (int(part) for part in size.split("x"))
    if what == "lock":
        for file in lock_pictures.draw(look, Path(library), BUILD / to, QSize(width, height)):
            print(file.relative_to(HOME))
        return 0
    program = Program(app, look, remember=False)
    program.begin(Path(library))
    themes, pages = (Theme.LIGHT, Theme.DARK), CHARTS if what == "charts" else PAGES
    drawn = draw(
        program, look, themes, BUILD / to, size=QSize(width, height), day=UNTIL, pages=pages
    )
    for file in drawn:
        print(file.relative_to(HOME))
    program.window.close()
    program.leave()
    return 0


if __name__ == "__main__":
    sys.exit(main())
