"""The photo of a day, for the words beside a point."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from recovery_app.domain.changes import Change, Topic
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from recovery_app.ui.trends.plot import Plot

BOX = 320
"""Pixels of the thumbnail that the other pages have made already."""
KEPT = 60
"""So many days' photos are remembered."""


class DayPhotos(QObject):
    """Finds photos off the GUI thread and shows each only while its day is still pointed at."""

    def __init__(self, library: Library, tasks: Tasks, changes: Changes, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._found: dict[date, QImage | None] = {}
        changes.happened.connect(self._on_change)

    def show_on(self, plot: "Plot") -> None:
        """Show photos beside the points of a plot from now on."""
        plot.pointed.connect(partial(self._look, plot))

    def _look(self, plot: "Plot", day: date) -> None:
        if day in self._found:
            plot.show_photo(day, self._found[day])
            return
        self._tasks.run(
            partial(_load, self._library, day),
            partial(self._keep, plot, day),
            owner=plot,
            # A photo whose file is gone is missed on the Photos page, not beside a number.
            failed=lambda _sentence: None,
            lane=Lane.PICTURES,
        )

    def _keep(self, plot: "Plot", day: date, image: QImage | None) -> None:
        if len(self._found) >= KEPT:
            self._found.clear()
        self._found[day] = image
        plot.show_photo(day, image)

    def _on_change(self, change: Change) -> None:
        if change.touches(Topic.PHOTO):
            self._found.clear()


def _load(library: Library, day: date) -> QImage | None:
    """Return the day's photo, from the front where there is one."""
    photos = library.photos.of_days(day, day)
    if not photos:
        return None
    photo = next((one for one in photos if one.pose == "front"), photos[0])
    return QImage.fromData(library.photos.thumbnail(photo, BOX))
