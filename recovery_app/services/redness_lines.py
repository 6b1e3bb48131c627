"""A pose's measured photos as the lines of a chart, with the photos themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from recovery_app.domain.moments import local
from recovery_app.domain.photo_quality import Reason
from recovery_app.domain.photos import Photo
from recovery_app.domain.redness import Measurement, Shot
from recovery_app.domain.redness_series import Basis, Break, Noise, Point, series
from recovery_app.domain.sessions import Numbered, begun, place_of_moment
from recovery_app.domain.spot_series import SpotSeries, spot_series
from recovery_app.storage.measurements import Kept


@dataclass(frozen=True, slots=True)
class RednessPoint:
    """One photo's number in a line.

    Attributes:
        photo: the photo.
        at: when it was taken.
        day: whole days after the session that applies; None before the first.
        session: that session's number; None before the first.
        delta_ei, delta_ei_error: see `redness_series.Point`; the error is half a 95 % interval.
        delta_a, delta_a_error: the same as difference of CIELAB a*.
        reasons: why to take it with care.
        changed: whether it differs from the baseline by more than chance; None: cannot be said.
        corrected: whether a colour card in the photo mended its colours first.
    """

    photo: Photo
    at: datetime
    day: int | None
    session: int | None
    delta_ei: float
    delta_ei_error: float
    delta_a: float
    delta_a_error: float
    reasons: tuple[Reason, ...] = ()
    changed: bool | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class RednessLine:
    """Points that may be joined; between two lines there is always a gap.

    Attributes:
        points: by time.
        basis: what 0 means.
        broken_by: why this line begins anew; empty for the first.
        noise: how much shots of the same minute differ; `noise.change` is the least change that is
            more than chance. None: too few such shots.
    """

    points: tuple[RednessPoint, ...]
    basis: Basis
    broken_by: tuple[Break, ...] = ()
    noise: Noise | None = None


@dataclass(frozen=True, slots=True)
class RednessSeries:
    """A pose's measured redness.

    Attributes:
        pose: the pose; empty where no photo has one.
        poses: those for which areas are drawn and photos are there, most photos first.
        lines: by time; empty where nothing could be measured.
        spots: drawn spots against the skin around them, in the order in which they were drawn.
        refused: photos without a number, by time, each with its reasons.
        unreadable: photos whose picture could not be read, with a sentence.
        waiting: how many photos are still to be measured or aligned.
        missing: what is missing before anything can be measured, in a sentence; else empty.
    """

    pose: str
    poses: tuple[str, ...] = ()
    lines: tuple[RednessLine, ...] = ()
    refused: tuple[tuple[Photo, tuple[Reason, ...]], ...] = ()
    unreadable: tuple[tuple[Photo, str], ...] = ()
    waiting: int = 0
    missing: str = ""
    spots: tuple[SpotSeries, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnSpot:
    """A spot that is drawn for a pose, and what its photos tell of it.

    Attributes:
        pose: the pose.
        series: its lines.
        waiting: how many photos of the pose are still to be measured or aligned.
    """

    pose: str
    series: SpotSeries
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one photo's redness.

    Attributes:
        point: its number, or None.
        basis: what 0 means for it.
        noise: see `RednessLine`.
        measured: everything measured on it, spots included; None where it is not measured yet.
        reasons: why there is no number, or why to take it with care.
        spots: names of the drawn spots by region id.
        why: why there is nothing, in a sentence; empty where `reasons` say it or nothing is wrong.
    """

    point: RednessPoint | None = None
    basis: Basis = Basis.REFERENCE
    noise: Noise | None = None
    measured: Measurement | None = None
    reasons: tuple[Reason, ...] = ()
    spots: tuple[tuple[str, str], ...] = ()
    why: str = ""


def lines_of(
    photos: Sequence[Photo],
    kept: Mapping[str, Kept],
    visits: Sequence[Numbered],
    about: Numbered | None,
) -> tuple[tuple[RednessLine, ...], tuple[tuple[Photo, tuple[Reason, ...]], ...]]:
    """Return the lines of photos, and those without a number.

    Args:
        photos: of one pose, by time.
        kept: what was measured, by photo id; the others are left out.
        visits: all sessions.
        about: the session before which the baseline lies; None: no baseline.
    """
    by_id = {photo.id: photo for photo in photos}
    found = series(_shots(photos, kept), None if about is None else begin_of(about))
    lines = tuple(
        RednessLine(
            tuple(
                _point(one, by_id[one.photo_id], kept[one.photo_id].measured, visits)
                for one in line.points
            ),
            line.basis,
            line.broken_by,
            line.noise,
        )
        for line in found.lines
    )
    return lines, tuple((by_id[one], reasons) for one, reasons in found.refused)


def spots_of(
    photos: Sequence[Photo],
    kept: Mapping[str, Kept],
    spots: Sequence[tuple[str, str]],
    visits: Sequence[Numbered],
) -> tuple[SpotSeries, ...]:
    """Return how drawn spots, given by id and name, differ from their skin on these photos."""
    shots = _shots(photos, kept)
    return tuple(spot_series(shots, region_id, name, visits) for region_id, name in spots)


def around(photos: Sequence[Photo], about: Numbered, visits: Sequence[Numbered]) -> list[Photo]:
    """Return the photos from the last day with any before a session until the next session."""
    before = [one for one in photos if not begun(about.session, one.taken_at)]
    last = before[-1].day if before else None
    following = next((one for one in visits if one.number == about.number + 1), None)
    after = [
        one
        for one in photos
        if begun(about.session, one.taken_at)
        and not (following and begun(following.session, one.taken_at))
    ]
    return [*(one for one in before if one.day == last), *after]


def _shots(photos: Sequence[Photo], kept: Mapping[str, Kept]) -> list[Shot]:
    found = [(photo, kept[photo.id]) for photo in photos if photo.id in kept]
    return [Shot(photo, one.measured) for photo, one in found if not one.why]


def begin_of(one: Numbered) -> datetime:
    """Return when a session began; one without a time at its day's midnight."""
    return one.session.at or local(one.session.date, time.min)


def _point(
    one: Point, photo: Photo, measured: Measurement, visits: Sequence[Numbered]
) -> RednessPoint:
    place = place_of_moment(one.at, visits)
    return RednessPoint(
        photo,
        one.at,
        None if place is None else place.day,
        None if place is None else place.session.number,
        one.delta_ei,
        one.delta_ei_error,
        one.delta_a,
        one.delta_a_error,
        one.reasons,
        one.changed,
        measured.corrected,
    )
