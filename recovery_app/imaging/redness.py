"""Measuring a photo: how much redder the treated skin is than the person's own untreated skin."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist, log10
from pathlib import Path

import numpy as np

from recovery_app.domain import colour, photo_quality
from recovery_app.domain.alignment import Placement, Spot
from recovery_app.domain.photo_quality import Conditions, Reason, Severity
from recovery_app.domain.redness import METHOD_VERSION, Measurement, SpotContrast
from recovery_app.domain.regions import Outline, Region, Role, fingerprint, radius_of, share_inside
from recovery_app.imaging import quality, skin
from recovery_app.imaging.colour_card import Correction
from recovery_app.imaging.contrasts import Mend, as_seen, contrast, ring_around, spot_contrast
from recovery_app.imaging.skin import Mask, in_photo
from recovery_app.imaging.skin_colour import unlike
from recovery_app.imaging.tiles import Area, look, together

OUTSIDE = 0.02
"""Share of an area that may lie beyond the edge of a photo: no more than placements err."""

FEWEST = 400
"""Pixels of an area that must count, at the scale that is measured; a spot needs a tenth."""

FEWEST_TILES = 8
"""Tiles below which a bootstrap says nothing."""

REDNESS = (1.5, 75.0)
"""100·log10(R/G) between which a colour may be skin's under any light that cameras balance."""

WARMTH = 10.0
"""100·log10(R/B) that skin has at least: walls and paper have less."""

PALE, PALEST = 20.0, 4.0
"""The palest skin has as little as 7, like a cream wall. So it is taken for skin down to the second
number, but only where all areas are below the first: a wall beside warmer skin is not."""

DARKER = 0.6
"""Decades by which treated and untreated skin may differ in brightness: a factor of 4."""

SPREAD = 0.5
"""Decades of brightness that the inner four fifths of skin span at most: a factor of 3."""

ASTRAY, EYES_APART = 0.01, 0.15
"""By how much of the eyes' distance photos are laid wrong, and that distance, in the longer side,
where it is not known."""

LESS_RED = -15.0
"""ΔEI below which the untreated area is redder than untreated skin is against treated skin."""

COLOURLESS = 3.0
"""100·log10 of R/G and of B/G below which nothing has a colour."""


def measure(
    source: bytes | Path,
    photo_id: str,
    regions: Sequence[Region],
    placement: Placement | None,
    *,
    turns: int = 0,
    eyes: tuple[Spot, Spot] | None = None,
    correction: Correction | None = None,
) -> Measurement:
    """Measure one photo. What cannot be measured is said by reasons, not raised.

    Args:
        source: the original's file or its content; never a thumbnail.
        photo_id: of the photo.
        regions: all areas of its pose.
        placement: from the photo to the reference photo on which they are drawn; None if it could
            not be aligned.
        turns: quarter turns clockwise on top of what the camera says.
        eyes: of the reference photo (`face_regions.eyes_in`), left one as seen first.
        correction: of a colour card in this photo (`colour_card.correction_from`); None as a rule.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    seen = in_photo(placement, eyes) if placement and eyes else None
    areas = _areas(source, turns, regions, placement, seen)
    reasons = areas.reasons()
    if placement is None:
        reasons.add(Reason.NOT_ALIGNED)
    conditions = None
    if placement is not None and areas.photo.coloured and areas.looked_at():
        conditions = areas.conditions(placement, seen)
        reasons |= set(photo_quality.judged(conditions))
    refused = any(reason.severity is Severity.REFUSE for reason in reasons)
    mend = as_seen if correction is None else correction.mended
    found = None if refused else contrast(areas.of(Role.TREATED), areas.of(Role.REFERENCE), mend)
    if found is not None and found.delta_ei < LESS_RED:
        reasons.add(Reason.UNLIKE)
    return Measurement(
        photo_id,
        fingerprint(regions),
        METHOD_VERSION,
        quality.camera_key(areas.photo.fields),
        correction is not None,
        found,
        areas.spots(mend, _astray(placement, seen)) if areas.photo.coloured else (),
        tuple(reason for reason in Reason if reason in reasons),
        conditions,
    )


def _astray(placement: Placement | None, eyes: Outline | None) -> float:
    """Return how far a photo may be laid wrong, in its longer side; the reference itself is not."""
    if placement is None or placement == Placement():
        return 0.0
    return ASTRAY * (dist(*eyes) if eyes else EYES_APART)


@dataclass(frozen=True, slots=True)
class _Laid:
    """An area as it lies in the photo."""

    region: Region
    outline: Outline
    mask: Mask
    area: Area

    @property
    def whole(self) -> bool:
        """Whether there is enough of it to be looked at."""
        fewest = FEWEST // 10 if self.region.role is Role.SPOT else FEWEST
        return self.area.kept >= fewest and self.area.tiles >= FEWEST_TILES

    def short_side(self, longer: int) -> float:
        """Return its short side in pixels of the original; a spot needs a third of the others'."""
        side = quality.short_side(self.outline, longer)
        return 3 * side if self.region.role is Role.SPOT else side


def _areas(
    source: bytes | Path,
    turns: int,
    regions: Sequence[Region],
    placement: Placement | None,
    eyes: Outline | None,
) -> "_Areas":
    """Open a photo and look at each of its areas once."""
    laid = () if placement is None else tuple(regions)
    outlines = [in_photo(placement or Placement(), region.outline) for region in laid]
    framed = [*outlines, quality.face_around(eyes)] if eyes else outlines
    margin = max((radius_of(outline) for outline in outlines), default=0.0)
    photo = skin.opened(source, turns, framed, 1.2 * margin)
    found: list[_Laid] = []
    for region, outline in zip(laid, outlines, strict=True):
        mask = photo.mask(outline)
        found.append(_Laid(region, outline, mask, look(photo.pixels, mask)))
    return _Areas(photo, {region.role for region in regions}, tuple(found))


@dataclass(frozen=True, slots=True)
class _Areas:
    """A photo and what is drawn on it.

    Attributes:
        photo: the part of it that holds all areas.
        roles: that are drawn, laid into the photo or not.
        laid: the areas.
    """

    photo: skin.Photo
    roles: set[Role]
    laid: tuple[_Laid, ...]

    def having(self, role: Role) -> list[_Laid]:
        """Return the areas of a role."""
        return [one for one in self.laid if one.region.role is role]

    def of(self, role: Role) -> Area:
        """Return all areas of a role as one."""
        return together(one.area for one in self.having(role))

    def plain(self) -> list[_Laid]:
        """Return the treated and untreated areas that can be looked at."""
        return [one for one in self.laid if one.region.role is not Role.SPOT and one.whole]

    def looked_at(self) -> list[_Laid]:
        """Return the areas by which a photo is judged: spots where nothing else is drawn."""
        return self.plain() or [one for one in self.laid if one.whole]

    def reasons(self) -> set[Reason]:
        """Return what speaks against measuring the areas, whatever the light."""
        plain = [one for one in self.laid if one.region.role is not Role.SPOT]
        inside = [share_inside(one.outline, self.photo.size) for one in plain]
        found = {
            Reason.NO_TREATED: Role.TREATED not in self.roles,
            Reason.NO_REFERENCE: Role.REFERENCE not in self.roles,
            Reason.OUTSIDE: any(share < 1 - OUTSIDE for share in inside),
            Reason.TOO_SMALL: any(not one.whole and one.area.clipped <= 0.5 for one in plain),
            Reason.TOO_CLIPPED: any(one.area.clipped > photo_quality.TOO_CLIPPED for one in plain),
            Reason.NO_COLOUR: not self.photo.coloured or self._colourless(),
            Reason.NOT_SKIN: self._strange(),
            Reason.UNEVEN: any(one.area.spread > SPREAD for one in plain),
            Reason.UNLIKE: unlike([one.area.middle() for one in self.plain()]),
        }
        return {reason for reason, is_so in found.items() if is_so}

    def conditions(self, placement: Placement, eyes: Outline | None) -> Conditions:
        """Return how the photo was taken."""
        photo, plain = self.photo, self.looked_at()
        longer = max(photo.size)
        untreated = [one for one in plain if one.region.role is Role.REFERENCE]
        treated = [one.mask for one in plain if one.region.role is Role.TREATED]
        light = (None, None)
        if untreated:
            light = quality.light_colour(together(one.area for one in untreated).middle())
        return Conditions(
            short_side=min(one.short_side(longer) for one in plain),
            eyes_apart=dist(*eyes) * longer if eyes else None,
            sharpness=quality.sharpness(photo, treated or [one.mask for one in plain]),
            blur=quality.blur(photo, eyes),
            clipped=max(one.area.clipped for one in plain),
            red_green=light[0],
            blue_green=light[1],
            side_light=quality.side_light(photo, treated, eyes) if treated and eyes else None,
            angle=(placement.angle + 180) % 360 - 180,
            scale=placement.scale,
            flash=quality.flash_fired(photo.fields),
        )

    def spots(self, mend: Mend, astray: float) -> tuple[SpotContrast, ...]:
        """Return the contrasts of all spots that can be measured.

        Args:
            mend: what a colour card changes.
            astray: how far the photo may be laid wrong, in its longer side.
        """
        spots = self.having(Role.SPOT)
        if not spots:
            return ()
        taken = np.logical_or.reduce([one.mask for one in spots])
        found: list[SpotContrast] = []
        for one in spots:
            ring = look(self.photo.pixels, ring_around(one.mask, taken))
            inside = share_inside(one.outline, self.photo.size) >= 1 - OUTSIDE
            clear = max(one.area.clipped, ring.clipped) <= photo_quality.TOO_CLIPPED
            seen = inside and clear and one.whole and ring.kept >= FEWEST // 10
            # Skin has a colour: in a grey photo a spot would seem to differ less than it does.
            if seen and not _is_grey(ring.middle()):
                beside = self._beside(one, astray)
                found.append(spot_contrast(one.region.id, one.area, ring, mend, beside))
        return tuple(found)

    def _beside(self, spot: _Laid, astray: float) -> list[tuple[Area, Area]]:
        """Return a spot's area and ring where they would lie if the photo were laid wrong."""
        found: list[tuple[Area, Area]] = []
        for dx, dy in ((astray, 0), (-astray, 0), (0, astray), (0, -astray)) if astray else ():
            mask = self.photo.mask([(x + dx, y + dy) for x, y in spot.outline])
            areas = look(self.photo.pixels, mask), look(self.photo.pixels, ring_around(mask, mask))
            if min(area.kept for area in areas) >= FEWEST // 10:
                found.append(areas)
        return found

    def _colourless(self) -> bool:
        colours = [one.area.middle() for one in self.plain()]
        return bool(colours) and all(_is_grey(one) for one in colours)

    def _strange(self) -> bool:
        """Tell whether an area has a colour or a darkness that skin beside skin does not have."""
        areas = [one.area.middle() for one in self.plain()]
        lights = [log10(colour.luminance(one)) for one in areas]
        apart = max(lights) - min(lights) if lights else 0.0
        return apart > DARKER or not _like_skin(areas)


def _is_grey(seen: colour.Linear) -> bool:
    return max(map(abs, quality.light_colour(seen))) < COLOURLESS


def _like_skin(areas: Sequence[colour.Linear]) -> bool:
    """Tell whether colours may be one skin's, of any shade, in light that a camera has balanced."""
    seen = [quality.light_colour(one) for one in areas]
    warmth = [red_green - blue_green for red_green, blue_green in seen]
    least = PALEST if max(warmth, default=0.0) < PALE else WARMTH
    reddish = all(REDNESS[0] <= red_green <= REDNESS[1] for red_green, _ in seen)
    return reddish and all(one >= least for one in warmth)
