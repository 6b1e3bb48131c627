"""Pictures of the pages, for a machine without a screen and for the papers."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize
from PySide6.QtWidgets import QApplication

from recovery_app.domain.settings import Theme
from recovery_app.ui.main_window import NUMBERS
from recovery_app.ui.program import Program
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look

ROUNDS = 4
"""A painted page may ask for pictures, which are painted in the next round."""


def draw(
    program: Program,
    look: Look,
    themes: Sequence[Theme],
    to: Path,
    *,
    size: QSize,
    day: date | None = None,
    suffix: str = "",
) -> list[Path]:
    """Draw every page of the library that is open into PNG files.

    Args:
        program: with a library open.
        look: whose theme is changed for the pictures.
        themes: one picture of each page for each.
        to: an existing folder.
        size: of the window, in logical pixels.
        day: the day to show on Today, the current one by default.
        suffix: added to the names.

    Returns:
        The files, in the order of the pages.
    """
    window, drawn = program.window, list[Path]()
    window.resize(size)
    for theme in themes:
        look.choose(theme)
        for key in NUMBERS:
            pages = window.pages
            if pages is None:
                break
            if key == "today" and day is not None:
                pages.open_day(day)
            pages.visit(key)
            file = to / f"{key}-{theme.value}{suffix}.png"
            for _ in range(ROUNDS):
                settle(program.tasks)
                window.grab().save(str(file))
            drawn.append(file)
    return drawn


def settle(tasks: Tasks) -> None:
    """Return once nothing is under way and everything told was shown."""
    QApplication.sendPostedEvents()
    while tasks.busy:
        loop = QEventLoop()
        tasks.rested.connect(loop.quit)
        loop.exec()
        QApplication.sendPostedEvents()
