"""Which photo the viewer shows, and which ones come before and after it; no Qt in it."""

from collections.abc import Sequence

from recovery_app.domain.photos import Photo
from recovery_app.ui.photos.album import Placed

NEIGHBOURS = 2
"""Photos that are decoded ahead in the direction she steps; one behind her as well."""


class ViewerOrder:
    """Photos in the order in which they were taken, one of which is shown.

    Attributes:
        shown: the one that is looked at, if any; it need not be among the others yet.
    """

    def __init__(self) -> None:
        self.shown: Placed | None = None
        self._order: Sequence[Placed] = ()
        self._way = 1

    def __len__(self) -> int:
        return len(self._order)

    @property
    def position(self) -> int:
        """The place of the photo that is shown, from 0; −1 where it is not among the others."""
        return next((at for at, one in enumerate(self._order) if self._is_shown(one)), -1)

    def take(self, order: Sequence[Placed], *, same_pose: bool) -> None:
        """Go through these from now on, or only through those posed as the one that is shown."""
        if same_pose and self.shown is not None:
            order = [one for one in order if one.photo.pose == self.shown.photo.pose]
        self._order = order

    def find(self, photo_id: str) -> Placed | None:
        """Return the photo of this id, if it is among them."""
        return next((one for one in self._order if one.photo.id == photo_id), None)

    def at(self, position: int) -> Placed:
        """Return the photo at a place, or the last one where there are fewer."""
        return self._order[min(position, len(self._order) - 1)]

    def step(self, by: int) -> Placed | None:
        """Return the photo so many places on, or at the end; None where that is the one shown."""
        at = self.position
        there = min(max(at + by, 0), len(self._order) - 1)
        if at < 0 or there == at:
            return None
        self._way = 1 if by > 0 else -1
        return self._order[there]

    def near(self) -> list[Photo]:
        """Return the photos that she will probably step to, the likeliest first."""
        at = self.position
        places = [at + self._way * ahead for ahead in range(1, NEIGHBOURS + 1)] + [at - self._way]
        found = [one for one in places if at >= 0 and 0 <= one < len(self._order)]
        return [self._order[one].photo for one in found]

    def _is_shown(self, one: Placed) -> bool:
        return self.shown is not None and one.photo.id == self.shown.photo.id
