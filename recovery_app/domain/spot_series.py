"""How drawn spots differ from the skin around them, photo by photo, as lines that may be joined.

A spot and its ring share their light, so nothing is taken off: 0 is no difference at all. What
breaks the line of redness breaks these as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import hypot

from recovery_app.domain.improvement import is_near
from recovery_app.domain.photo_quality import Reason, Severity
from recovery_app.domain.redness import Shot, SpotContrast
from recovery_app.domain.redness_series import (
    FEWEST_REPEATS,
    Break,
    breaks,
    least_change,
    reasons_of,
    same_minutes,
    stretches,
    within_minutes,
)
from recovery_app.domain.sessions import Numbered, place_of_moment

FORBIDDING = (Reason.NOT_ALIGNED, Reason.NO_COLOUR, Reason.MAKE_UP)
"""What says of a photo why a spot has no number on it; other reasons are about other areas."""


@dataclass(frozen=True, slots=True)
class SpotPoint:
    """One photo's contrast of a spot.

    Attributes:
        photo_id: the photo.
        at: when it was taken.
        contrast: the spot against the ring around it.
        corrected: whether a colour card mended the colours first.
        reasons: why to take it with care.
        near_session: on days 0–14 after a session: shown, but no change rests on it.
    """

    photo_id: str
    at: datetime
    contrast: SpotContrast
    corrected: bool = False
    reasons: tuple[Reason, ...] = ()
    near_session: bool = False


@dataclass(frozen=True, slots=True)
class SpotNoise:
    """How much a spot's numbers differ between shots of the same minute, when nothing can change.

    Attributes:
        change_l: the least difference of ΔL* between two photos that is more than chance (95 %).
        change_e: the same of ΔE₀₀.
        repeats: how many shots there are beyond the first of each minute.
    """

    change_l: float
    change_e: float
    repeats: int


@dataclass(frozen=True, slots=True)
class SpotChange:
    """The last photo of a line against its first one, those soon after a session left out.

    Attributes:
        since: when the first one was taken.
        delta_l, delta_l_error: ΔL* of the last minus that of the first; above 0 is less dark. The
            error is half of a 95 % interval, that of both photos together.
        delta_e, delta_e_error: the same of ΔE₀₀; below 0 is less different from the skin.
        beyond_l, beyond_e: whether it is more than both errors and than chance; None where shots
            of the same minute are too few to say so.
    """

    since: datetime
    delta_l: float
    delta_l_error: float
    delta_e: float
    delta_e_error: float
    beyond_l: bool | None
    beyond_e: bool | None


@dataclass(frozen=True, slots=True)
class SpotLine:
    """Points that may be joined and compared.

    Attributes:
        points: by time.
        broken_by: how it differs from the line before; empty for the first.
        noise: from shots of the same minute that belong in this line; None where there are too few.
    """

    points: tuple[SpotPoint, ...]
    broken_by: tuple[Break, ...] = ()
    noise: SpotNoise | None = None

    @property
    def change(self) -> SpotChange | None:
        """What became of the spot along the line; None with fewer than two photos that count."""
        counted = [one for one in self.points if not one.near_session]
        if len(counted) < 2:
            return None
        first, last = counted[0].contrast, counted[-1].contrast
        lighter, apart = last.delta_l - first.delta_l, last.delta_e - first.delta_e
        errors = (
            hypot(first.delta_l_error, last.delta_l_error),
            hypot(first.delta_e_error, last.delta_e_error),
        )
        beyond = (None, None)
        if self.noise is not None:
            least = self.noise.change_l, self.noise.change_e
            beyond = (
                abs(lighter) > max(least[0], errors[0]),
                abs(apart) > max(least[1], errors[1]),
            )
        return SpotChange(counted[0].at, lighter, errors[0], apart, errors[1], *beyond)


@dataclass(frozen=True, slots=True)
class WithoutSpot:
    """A photo on which a spot has no number.

    Attributes:
        photo_id: the photo.
        at: when it was taken.
        reasons: why; empty where the spot is too small, overexposed or beyond the edge there.
    """

    photo_id: str
    at: datetime
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class SpotSeries:
    """A drawn spot over time.

    Attributes:
        region_id: the spot.
        name: her words for it.
        lines: by time; empty where it could be measured on no photo.
        without: photos on which it has no number, by time.
    """

    region_id: str
    name: str
    lines: tuple[SpotLine, ...] = ()
    without: tuple[WithoutSpot, ...] = ()


def spot_series(
    shots: Sequence[Shot], region_id: str, name: str, visits: Sequence[Numbered] = ()
) -> SpotSeries:
    """Return what photos of one pose tell of a spot.

    Photos with make-up or something else on the skin have no number, nor do those on which the spot
    could not be measured.

    Args:
        shots: of one pose, in any order.
        region_id: the spot.
        name: her words for it.
        visits: all sessions: soon after one crusts darken a spot and redness hides it.
    """
    ordered = sorted(shots, key=lambda shot: (shot.photo.taken_at, shot.photo.id))
    reasons = {
        shot.photo.id: found for shot, found in zip(ordered, reasons_of(ordered), strict=True)
    }
    counted: list[Shot] = []
    without: list[WithoutSpot] = []
    for shot in ordered:
        why = tuple(one for one in reasons[shot.photo.id] if one in FORBIDDING)
        if Reason.MAKE_UP in why or _spot(shot, region_id) is None:
            without.append(WithoutSpot(shot.photo.id, shot.photo.taken_at, why))
        else:
            counted.append(shot)
    lines: list[SpotLine] = []
    last: Shot | None = None
    for stretch in stretches(counted):
        first = stretch[0]
        broken_by = () if last is None else breaks(last.measured, first.measured)
        points = [_point(shot, region_id, reasons[shot.photo.id], visits) for shot in stretch]
        alike = [shot for shot in counted if not breaks(first.measured, shot.measured)]
        lines.append(
            SpotLine(
                tuple(one for one in points if one is not None),
                broken_by,
                _noise(alike, region_id),
            )
        )
        last = stretch[-1]
    return SpotSeries(region_id, name, tuple(lines), tuple(without))


def _noise(alike: Sequence[Shot], region_id: str) -> SpotNoise | None:
    """Return the noise of shots that may stand in one line; see `redness_series.repeat_noise`."""
    minutes = [
        [found for shot in minute if (found := _spot(shot, region_id)) is not None]
        for minute in same_minutes(alike)
    ]
    repeats = sum(len(minute) - 1 for minute in minutes)
    if repeats < FEWEST_REPEATS:
        return None
    times = least_change(repeats)
    return SpotNoise(
        times * within_minutes([[one.delta_l for one in minute] for minute in minutes]),
        times * within_minutes([[one.delta_e for one in minute] for minute in minutes]),
        repeats,
    )


def _spot(shot: Shot, region_id: str) -> SpotContrast | None:
    return next((one for one in shot.measured.spots if one.region_id == region_id), None)


def _point(
    shot: Shot, region_id: str, reasons: tuple[Reason, ...], visits: Sequence[Numbered]
) -> SpotPoint | None:
    found = _spot(shot, region_id)
    if found is None:
        return None
    # What forbids a number of redness says nothing against a spot beside its own ring.
    care = tuple(one for one in reasons if one.severity is Severity.WARN)
    at = shot.photo.taken_at
    near = is_near(place_of_moment(at, visits))
    return SpotPoint(shot.photo.id, at, found, shot.measured.corrected, care, near)
