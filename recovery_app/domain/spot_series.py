"""How drawn spots differ from the skin around them, photo by photo, as lines that may be joined.

A spot and its ring share their light, so nothing is taken off: 0 is no difference at all. What
breaks the line of redness breaks these as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from recovery_app.domain.photo_quality import Reason, Severity
from recovery_app.domain.redness import Shot, SpotContrast
from recovery_app.domain.redness_series import Break, breaks, reasons_of, stretches


@dataclass(frozen=True, slots=True)
class SpotPoint:
    """One photo's contrast of a spot.

    Attributes:
        photo_id: the photo.
        at: when it was taken.
        contrast: the spot against the ring around it.
        corrected: whether a colour card mended the colours first.
        reasons: why to take it with care.
    """

    photo_id: str
    at: datetime
    contrast: SpotContrast
    corrected: bool = False
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class SpotLine:
    """Points that may be joined and compared.

    Attributes:
        points: by time.
        broken_by: how it differs from the line before; empty for the first.
    """

    points: tuple[SpotPoint, ...]
    broken_by: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class SpotSeries:
    """A drawn spot over time.

    Attributes:
        region_id: the spot.
        name: her words for it.
        lines: by time; empty where it could be measured on no photo.
    """

    region_id: str
    name: str
    lines: tuple[SpotLine, ...] = ()


def spot_series(shots: Sequence[Shot], region_id: str, name: str) -> SpotSeries:
    """Return what photos of one pose tell of a spot.

    Photos with make-up or something else on the skin are left out, as are those on which the spot
    could not be measured.
    """
    ordered = sorted(shots, key=lambda shot: (shot.photo.taken_at, shot.photo.id))
    reasons = {
        shot.photo.id: found for shot, found in zip(ordered, reasons_of(ordered), strict=True)
    }
    counted = [
        shot
        for shot in ordered
        if Reason.MAKE_UP not in reasons[shot.photo.id] and _spot(shot, region_id) is not None
    ]
    lines: list[SpotLine] = []
    last: Shot | None = None
    for stretch in stretches(counted):
        broken_by = () if last is None else breaks(last.measured, stretch[0].measured)
        points = [_point(shot, region_id, reasons[shot.photo.id]) for shot in stretch]
        lines.append(SpotLine(tuple(one for one in points if one is not None), broken_by))
        last = stretch[-1]
    return SpotSeries(region_id, name, tuple(lines))


def _spot(shot: Shot, region_id: str) -> SpotContrast | None:
    return next((one for one in shot.measured.spots if one.region_id == region_id), None)


def _point(shot: Shot, region_id: str, reasons: tuple[Reason, ...]) -> SpotPoint | None:
    found = _spot(shot, region_id)
    if found is None:
        return None
    # What forbids a number of redness says nothing against a spot beside its own ring.
    care = tuple(one for one in reasons if one.severity is Severity.WARN)
    return SpotPoint(shot.photo.id, shot.photo.taken_at, found, shot.measured.corrected, care)
