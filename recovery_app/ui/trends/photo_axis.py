"""Photos of one pose at their dates, along the same time axis as the charts."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from math import isclose

from PySide6.QtCore import QCoreApplication, QRectF, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from recovery_app.domain.improvement import is_near
from recovery_app.domain.photos import Photo
from recovery_app.domain.sessions import Numbered, Place, place_of_moment
from recovery_app.domain.timeline import place_of
from recovery_app.ui.photos import words
from recovery_app.ui.theme import Look
from recovery_app.ui.trends.axes import Levels, Months
from recovery_app.ui.trends.dates import moment
from recovery_app.ui.trends.items import SessionMarks
from recovery_app.ui.trends.marks import Thumb, Thumbs
from recovery_app.ui.trends.plot import Plot
from recovery_app.ui.trends.spots import Spot

SIZE = (54, 72)
"""Pixels of a picture."""
APART = 6
HEIGHT = 120
MIDDLE = 0.54
"""Where the middle of the pictures stands, so that there is room for the points of their dates."""
LEAST_WIDTH = 320
"""As the charts below, so that both stand in columns of one width."""


class PhotoAxis(Plot):
    """As many pictures as there is room for; each opens large."""

    needed = Signal(object)
    """A `Photo` whose picture is to be shown."""
    chosen_anew = Signal()
    """There is room for other photos than before."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._photos: Sequence[Photo] = ()
        self._sessions: Sequence[Numbered] = ()
        self._pictures: dict[str, QImage] = {}
        self._asked: set[str] = set()
        self._shown: list[Photo] = []
        self._wide = 0.0
        self._places: list[float] = []
        self._thumbs = Thumbs(look, QRectF(), SIZE, MIDDLE)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setFixedHeight(HEIGHT)
        self.view.setYRange(0, 1, padding=0)
        # A wide window has room for more.
        self.view.sigResized.connect(self._arrange)
        self.view.sigXRangeChanged.connect(self._arrange)

    @property
    def shown(self) -> Sequence[Photo]:
        """The photos there is room for."""
        return self._shown

    @property
    def shows_near(self) -> bool:
        """Whether one of the photos there is room for was taken soon after a session."""
        return any(one.near for one in self._thumbs.places)

    def show_photos(
        self,
        photos: Sequence[Photo],
        sessions: Sequence[Numbered],
        span: tuple[float, float],
        left: float,
    ) -> None:
        """Show other photos on the time axis of the charts that stand below.

        Args:
            photos: by time.
            sessions: all of them, first to last; their lines go on through the charts.
            span: the first and the last day of the axis.
            left: pixels that the charts leave for the words of their scale.
        """
        self._photos, self._sessions, self._shown = photos, sessions, []
        self._places = [_place(one) for one in photos]
        self._wide = 0.0
        first, last = span
        extent = QRectF(first - 10, -0.2, last - first + 20, 1.4)
        self._thumbs = Thumbs(self.look, extent, SIZE, MIDDLE)
        self._thumbs.pictures = self._pictures
        self.show_axes(Levels(self.look, self.view, [(0.0, "")]), Months(self.look, self.view))
        self.widen_left(left)
        marks = [(one.session.date.toordinal(), one.number) for one in sessions]
        lines = SessionMarks(self.look, extent, marks, 1.0, numbered=False)
        self.show_items(extent, [lines, self._thumbs], [])
        self._arrange()

    def show_picture(self, photo: Photo, picture: QImage) -> None:
        """Show the picture of a photo that was needed."""
        self._pictures[photo.id] = picture
        self._thumbs.update()

    def day_at(self, x: float) -> date | None:
        """Return the date of a place on the time axis."""
        return date.fromordinal(max(round(x), 1))

    def _arrange(self, *_told: object) -> None:
        """Choose pictures that do not cover each other; moving the axis chooses no others."""
        wide = self.view.viewPixelSize()[0] * (SIZE[0] + APART)
        if not isclose(wide, self._wide, rel_tol=1e-6):
            self._wide = wide
            self._choose([self._photos[one] for one in _fitting(self._places, wide)])
        (left, right), _ = self.view.viewRange()
        for one, thumb in zip(self._shown, self._thumbs.places, strict=True):
            if left - wide <= thumb.x <= right + wide and one.id not in self._asked:
                self._asked.add(one.id)
                self.needed.emit(one)

    def _choose(self, shown: list[Photo]) -> None:
        if shown == self._shown:
            return
        self._shown = shown
        self._thumbs.places = [
            Thumb(_place(one), one.id, near_session(one, self._sessions) is not None)
            for one in shown
        ]
        self.show_spots([self._spot(one) for one in shown])
        self._thumbs.update()
        self.chosen_anew.emit()

    def _spot(self, photo: Photo) -> Spot:
        said = partial(_words, photo, near_session(photo, self._sessions))
        return Spot(_place(photo), MIDDLE, 0, said, None, photo=photo.id)


def fitting(photos: Sequence[Photo], apart: float) -> list[Photo]:
    """Return photos that lie at least so many days apart, always with the first and the last.

    Those two may stand half a picture beside their date, at the ends of the axis: their neighbours
    lie farther off.
    """
    return [photos[one] for one in _fitting([_place(one) for one in photos], apart)]


def _fitting(places: Sequence[float], apart: float) -> list[int]:
    """Return which of the places are chosen."""
    last = len(places) - 1
    chosen = [0] if places else []
    for one in range(1, last):
        least = apart * 1.5 if len(chosen) == 1 else apart
        if places[one] - places[chosen[-1]] >= least:
            chosen.append(one)
    if last > 0:
        while len(chosen) > 1 and places[last] - places[chosen[-1]] < apart * 1.5:
            chosen.pop()
        chosen.append(last)
    return chosen


def _place(photo: Photo) -> float:
    return place_of(photo.taken_at)


def near_session(photo: Photo, sessions: Sequence[Numbered]) -> Place | None:
    """Return where a photo stands after a session that still shows in it; else None."""
    place = place_of_moment(photo.taken_at, sessions)
    return place if is_near(place) else None


def _words(photo: Photo, near: Place | None) -> str:
    said = [words.pose_name(photo.pose) if photo.pose else "", moment(photo.taken_at)]
    if near is not None:
        soon = QCoreApplication.translate(
            "Trends", "Soon after a session: day {day} after session {number}"
        )
        said.append(soon.format(day=near.day, number=near.session.number))
    return "\n".join(one for one in (*said, photo.caption) if one)
