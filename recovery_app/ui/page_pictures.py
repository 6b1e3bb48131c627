"""Pictures of the pages, for a machine without a screen and for the papers."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from recovery_app.domain.settings import Theme
from recovery_app.services.library import Library
from recovery_app.ui.pages import Pages
from recovery_app.ui.program import Program
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look

ROUNDS = 4
"""A painted page may ask for pictures, which are painted in the next round."""


def _trends(face: str, pages: Pages, _day: date, *, view: str = "curves") -> None:
    """Show a face of Trends; of the recovery, this view."""
    from recovery_app.ui.trends.page import TrendsPage

    page = pages.visit("trends")
    if isinstance(page, TrendsPage):
        for choice, key in ((page.faces, face), (page.recovery.views, view)):
            choice.set_current(key)
            choice.chosen.emit(key)
        # Where the keyboard would be after a click.
        buttons = page.faces.findChildren(QAbstractButton)
        next(one for one in buttons if one.isChecked()).setFocus(Qt.FocusReason.MouseFocusReason)


def _viewer(library: Library, pages: Pages, *, mapped: bool) -> None:
    """Show the latest photo from the front with what is told beside it, or as its map."""
    from recovery_app.ui.photos.viewer import PhotoViewer

    front = [one for one in library.photos.every() if one.pose == "front"]
    pages.visit("photos")  # where she comes from is what the rail shows
    viewer = pages.visit("viewer")
    if front and isinstance(viewer, PhotoViewer):
        pages.open_photo(front[-1].id)
        viewer.show_info(mapped=mapped)


VIEWS: dict[str, Callable[[Pages, date], object]] = {
    "today": lambda pages, day: pages.open_day(day),
    "sessions": lambda pages, _day: pages.visit("sessions"),
    "photos": lambda pages, _day: pages.visit("photos"),
    "compare": lambda pages, _day: pages.visit("compare"),
    "trends": partial(_trends, "recovery"),
    "symptoms": partial(_trends, "recovery", view="symptoms"),
    "table": partial(_trends, "recovery", view="table"),
    "groups": partial(_trends, "recovery", view="groups"),
    "improvement": partial(_trends, "improvement"),
    "measured": partial(_trends, "measured"),
    "spots": partial(_trends, "spots"),
    "review": lambda pages, day: pages.open_review(day),
    "regions": lambda pages, _day: (pages.visit("photos"), pages.open_regions()),
    "settings": lambda pages, _day: pages.visit("settings"),
}
"""What can be drawn: a name, and how to get there for a day."""
CHARTS = ("trends", "symptoms", "table", "groups", "improvement", "measured", "spots")
"""Those of them that are faces of Trends."""
PAGES = (*VIEWS, "viewer", "map")
"""Everything: a photo is shown large as well, and as its map of redness."""


def draw(
    program: Program,
    look: Look,
    themes: Sequence[Theme],
    to: Path,
    *,
    size: QSize,
    day: date,
    pages: Sequence[str] = PAGES,
) -> list[Path]:
    """Draw pages of the library that is open into PNG files.

    Args:
        program: with a library open.
        look: whose theme is changed for the pictures.
        themes: one picture of each page for each.
        to: an existing folder.
        size: of the window, in logical pixels.
        day: the day that Today and the review show.
        pages: which, by their names.

    Returns:
        The files, in the order of the pages.
    """
    window, drawn = program.window, list[Path]()
    window.resize(size)
    if window.pages is not None:
        window.pages.backups.finish()  # what the rail says is not to change between two pictures
    for theme in themes:
        look.choose(theme)
        for name in pages:
            if window.pages is None or program.library is None:
                break
            if name in VIEWS:
                VIEWS[name](window.pages, day)
            else:
                _viewer(program.library, window.pages, mapped=name == "map")
            drawn.append(_drawn(program, to / f"{name}-{theme.value}.png"))
    return drawn


def _drawn(program: Program, file: Path) -> Path:
    for _ in range(ROUNDS):
        settle(program.tasks)
        program.window.grab().save(str(file))
    return file


def settle(tasks: Tasks) -> None:
    """Return once nothing is under way and everything told was shown."""
    QApplication.sendPostedEvents()
    while tasks.busy:
        loop = QEventLoop()
        tasks.rested.connect(loop.quit)
        loop.exec()
        QApplication.sendPostedEvents()
