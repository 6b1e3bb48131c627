"""The photos of a moment, for the words beside a point."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.photos import POSES, Photo
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.small_jpeg import picture_of
from recovery_app.ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from recovery_app.ui.trends.plot import Plot
from recovery_app.ui.trends.spots import Spot

BOX = 320
"""Pixels of the thumbnail that the other pages have made already."""
KEPT = 60
"""So many moments' photos are remembered."""
MOST = 3
"""So many photos stand beside a point."""

Moment = tuple[object, object]
"""A day, and the time of the entry on it where there is one."""


class DayPhotos(QObject):
    """Finds photos off the GUI thread and shows them only while their moment is pointed at."""

    def __init__(self, library: Library, tasks: Tasks, changes: Changes, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._found: dict[Moment, list[QImage]] = {}
        changes.happened.connect(self._on_change)

    def show_on(self, plot: "Plot") -> None:
        """Show photos beside the points of a plot from now on."""
        plot.pointed.connect(partial(self._look, plot))

    def _look(self, plot: "Plot", spot: "Spot") -> None:
        moment = (spot.day, spot.at)
        if moment in self._found:
            plot.tip.show_photos(self._found[moment])
            return
        self._tasks.run(
            partial(_load, self._library, spot),
            partial(self._keep, plot, spot),
            owner=plot,
            # A photo whose file is gone is missed on the Photos page, not beside a number.
            failed=lambda _sentence: None,
            lane=Lane.PICTURES,
        )

    def _keep(self, plot: "Plot", spot: "Spot", images: list[QImage]) -> None:
        if len(self._found) >= KEPT:
            self._found.clear()
        self._found[spot.day, spot.at] = images
        if plot.spot is spot:
            plot.tip.show_photos(images)

    def _on_change(self, change: Change) -> None:
        if change.touches(Topic.PHOTO):
            self._found.clear()


def of_moment(photos: list[Photo], at: datetime | None) -> list[Photo]:
    """Return one photo for each pose, the nearest to the moment, front first; at most three."""

    def far(photo: Photo) -> float:
        return 0.0 if at is None else abs((photo.taken_at - at).total_seconds())

    nearest: dict[str, Photo] = {}
    for photo in sorted(photos, key=far):
        nearest.setdefault(photo.pose, photo)
    order = {pose: place for place, pose in enumerate(POSES)}
    return sorted(nearest.values(), key=lambda one: order.get(one.pose, len(order)))[:MOST]


def _load(library: Library, spot: "Spot") -> list[QImage]:
    if spot.day is None:
        return []
    photos = of_moment(library.photos.of_days(spot.day, spot.day), spot.at)
    return [picture_of(library.photos.thumbnail(photo, BOX)) for photo in photos]
