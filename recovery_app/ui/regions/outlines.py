"""An outline while it is drawn, and one while it is changed: what is meant so far, without any widget."""

from recovery_app.domain.alignment import Spot
from recovery_app.domain.regions import Region, Role
from recovery_app.ui.regions import sketch
from recovery_app.ui.regions.sketch import Outline


class NewOutline:
    """An outline that is being drawn, or none.

    Attributes:
        role: what it will be; None: nothing is drawn.
        corners: so far, in order.
        cursor: where the next corner would be.
    """

    def __init__(self) -> None:
        self.role: Role | None = None
        self.corners: list[Spot] = []
        self.cursor: Spot = (0.0, 0.0)

    def begin(self, role: Role, corners: Outline, cursor: Spot) -> None:
        """Begin, or go on with these corners."""
        self.role, self.corners, self.cursor = role, list(corners), cursor

    def stop(self) -> None:
        """Throw it away."""
        self.role, self.corners = None, []

    @property
    def closable(self) -> bool:
        """Whether it has corners enough to be an area."""
        return self.role is not None and len(self.corners) >= sketch.FEWEST

    def closes_at(self, spot: Spot, reach: float) -> bool:
        """Tell whether a corner there means the first one, and so the end."""
        return self.closable and sketch.nearest(self.corners[:1], spot, reach) == 0

    def add(self, spot: Spot) -> bool:
        """Add a corner and return whether it is a new one: a double click makes one, not two."""
        if self.corners and spot == self.corners[-1]:
            return False
        self.corners.append(spot)
        self.cursor = spot
        return True

    def take_back(self) -> None:
        """Take the last corner away."""
        self.corners = self.corners[:-1]


class ChangedOutline:
    """The chosen region's outline as it lies just now.

    What was changed stays until the region itself comes back with it, or until what came back shows
    that it could not be kept; what was changed since then stays on.

    Attributes:
        region: the chosen one, or None.
        corner: which of its corners the keys move, from 0.
        grabbed: whether the pointer holds that corner.
    """

    def __init__(self) -> None:
        self.region: Region | None = None
        self.corner = 0
        self.grabbed = False
        self._edited: Outline | None = None
        self._told: Outline | None = None

    def show(self, region: Region | None) -> None:
        """Take what is on disk now."""
        before = "" if self.region is None else self.region.id
        if before != ("" if region is None else region.id):
            self.corner, self._edited, self.grabbed = 0, None, False
        self.region = region
        if self._edited == self._told and not self.grabbed:
            self._edited = None
        self.corner = 0 if region is None else min(self.corner, len(self.outline) - 1)

    @property
    def outline(self) -> Outline:
        """Its corners; empty where none is chosen."""
        return () if self.region is None else self._edited or self.region.outline

    def edit(self, outline: Outline, corner: int) -> None:
        """Change it; `corner` is the one that is meant from now on."""
        self._edited, self.corner = outline, corner

    def move(self, to: Spot) -> None:
        """Put the corner that is meant elsewhere."""
        self.edit(sketch.moved(self.outline, self.corner, to), self.corner)

    def step(self, by: int) -> None:
        """Mean another corner."""
        self.corner = (self.corner + by) % len(self.outline)

    def grab(self, spot: Spot, reach: float) -> bool:
        """Take hold of the corner there, or pull a new one out of an edge; tell whether there is one."""
        corner, outline = sketch.nearest(self.outline, spot, reach), self.outline
        if corner is None:
            before = sketch.nearest_middle(outline, spot, reach)
            if before is None:
                return False
            corner = before + 1
            outline = sketch.with_corner(outline, before, spot)
        self.grabbed = True
        self.edit(outline, corner)
        return True

    def committed(self) -> tuple[str, Outline] | None:
        """Return the region's id and its new outline where there is one to be kept; else None."""
        if self.region is None or self._edited is None or self.grabbed:
            return None
        self._told = self._edited
        if self._edited == self.region.outline:
            self._edited = None
            return None
        return self.region.id, self._edited
