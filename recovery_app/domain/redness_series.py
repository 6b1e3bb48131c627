"""Which measured photos may be joined to a line, what 0 means in it, and what counts as a change.

Whatever could move a number without the skin having changed begins a new line: another camera or
lens, flash, other areas, another method, a colour card. No photo is called changed before shots of
the same minute have told how much numbers differ when nothing can have changed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from math import fsum, hypot, sqrt

from recovery_app.domain.photo_quality import (
    Conditions,
    Reason,
    Severity,
    Usual,
    judged,
    usual,
)
from recovery_app.domain.photos import Condition
from recovery_app.domain.redness import Contrast, Measurement, Shot

MINUTE = timedelta(seconds=60)
"""Shots so near to each other show the same skin: what differs is noise."""

FEWEST_REPEATS = 2
"""Repeated shots below which no noise is told: from two shots alone it would be mostly chance."""

_STUDENT = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)
"""Student's t, 97.5 %, for 1 to 30 degrees of freedom; a test compares it with scipy."""

_NORMAL = 1.96


@dataclass(frozen=True, slots=True)
class Noise:
    """How much a number differs between shots of the same minute, when nothing can have changed.

    Attributes:
        sd: within-subject standard deviation in ΔEI.
        change: the least ΔEI by which two photos differ more than by chance (95 %).
        sd_a, change_a: the same in Δa*.
        repeats: how many shots there are beyond the first of each minute.
    """

    sd: float
    change: float
    sd_a: float
    change_a: float
    repeats: int


class Basis(StrEnum):
    """What the numbers of a line are measured from."""

    BASELINE = "baseline"
    """The person's photos before the session: 0 is her usual."""
    REFERENCE = "reference"
    """Her own untreated skin: 0 is no difference to it, which may never have been her usual."""


class Break(StrEnum):
    """Why a line begins anew."""

    CAMERA = "camera"
    REGIONS = "regions"
    METHOD = "method"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Point:
    """One photo's number in a line.

    Attributes:
        photo_id: the photo.
        at: when it was taken.
        delta_ei, delta_ei_error: minus the baseline where the line has one; error as in `Contrast`,
            the baseline's included.
        delta_a, delta_a_error: likewise.
        reasons: warnings; whatever would refuse is no point.
        changed: whether it differs from the baseline by more than chance; None where that cannot
            be said, for want of a baseline or of repeated shots.
    """

    photo_id: str
    at: datetime
    delta_ei: float
    delta_ei_error: float
    delta_a: float
    delta_a_error: float
    reasons: tuple[Reason, ...] = ()
    changed: bool | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Points that may be joined and compared: same camera, areas, method and correction.

    Attributes:
        points: by time.
        basis: what 0 means.
        broken_by: how it differs from the line before; empty for the first.
        baseline: ids of the photos that make up the baseline.
        noise: from shots of the same minute that belong in this line; None where there are too few.
    """

    points: tuple[Point, ...]
    basis: Basis
    broken_by: tuple[Break, ...] = ()
    baseline: tuple[str, ...] = ()
    noise: Noise | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A pose's photos as lines.

    Attributes:
        lines: by time.
        refused: photos without a number, by time, each with every reason.
    """

    lines: tuple[Line, ...]
    refused: tuple[tuple[str, tuple[Reason, ...]], ...]


def repeat_noise(shots: Iterable[Shot]) -> Noise | None:
    """Return how much numbers differ between shots of the same minute, or None with too few.

    The within-subject standard deviation is the root of the mean variance inside the minutes (Bland
    and Altman 1996). The least change is √2·t·SD, where t is Student's for so many repeats: with
    many of them the 2.77·SD that is usual, with few more, as a SD from few shots deserves.
    """
    minutes = [
        [shot.measured.contrast for shot in minute if shot.measured.contrast is not None]
        for minute in same_minutes(shot for shot in shots if shot.measured.contrast is not None)
    ]
    repeats = sum(len(minute) - 1 for minute in minutes)
    if repeats < FEWEST_REPEATS:
        return None
    sd = within_minutes([[one.delta_ei for one in minute] for minute in minutes])
    sd_a = within_minutes([[one.delta_a for one in minute] for minute in minutes])
    times = least_change(repeats)
    return Noise(sd, times * sd, sd_a, times * sd_a, repeats)


def least_change(repeats: int) -> float:
    """Return how many standard deviations two photos must differ to be more than chance (95 %)."""
    return sqrt(2) * (_STUDENT[repeats - 1] if repeats <= len(_STUDENT) else _NORMAL)


def series(shots: Sequence[Shot], session_at: datetime | None = None) -> Series:
    """Return the measured photos of one pose as lines.

    Args:
        shots: of one pose, in any order.
        session_at: when the session began that the line is about (the first, over months): the
            photos of the last day before it are the baseline. None: no baseline.
    """
    ordered = sorted(shots, key=lambda shot: (shot.photo.taken_at, shot.photo.id))
    reasons = reasons_of(ordered)
    refused: list[tuple[str, tuple[Reason, ...]]] = []
    counted: list[Shot] = []
    for shot, found in zip(ordered, reasons, strict=True):
        if shot.measured.contrast is None or refuses(found):
            refused.append((shot.photo.id, found))
        else:
            counted.append(shot)
    warnings = {shot.photo.id: found for shot, found in zip(ordered, reasons, strict=True)}
    alike: dict[_Key, list[Shot]] = {}
    for shot in counted:
        alike.setdefault(_key(shot.measured), []).append(shot)
    grounds = {key: _ground(same, session_at) for key, same in alike.items()}
    lines: list[Line] = []
    last: Measurement | None = None
    for stretch in stretches(counted):
        first = stretch[0].measured
        broken_by = () if last is None else breaks(last, first)
        lines.append(_line(stretch, grounds[_key(first)], warnings, broken_by))
        last = first
    return Series(tuple(lines), tuple(refused))


def reasons_of(shots: Sequence[Shot]) -> list[tuple[Reason, ...]]:
    """Return every reason for each of a pose's photos, those found beside the others included."""
    by_key: dict[_Key, list[tuple[Conditions, str]]] = {}
    for shot in shots:
        if shot.measured.conditions is not None:
            pair = shot.measured.conditions, shot.measured.camera
            by_key.setdefault(_key(shot.measured), []).append(pair)
    cameras = Counter(shot.measured.camera for shot in shots)
    most = cameras.most_common(1)[0][0] if cameras else ""
    norms = {key: usual(pairs) for key, pairs in by_key.items()}
    return [_reasons(shot, norms.get(_key(shot.measured)), most) for shot in shots]


def refuses(reasons: Iterable[Reason]) -> bool:
    """Tell whether one of the reasons forbids a number."""
    return any(reason.severity is Severity.REFUSE for reason in reasons)


@dataclass(frozen=True, slots=True)
class _Key:
    """What must be the same for numbers to stand in one line."""

    camera: str
    regions: str
    version: int
    corrected: bool


def _key(measured: Measurement) -> _Key:
    return _Key(measured.camera, measured.regions, measured.version, measured.corrected)


def breaks(before: Measurement, after: Measurement) -> tuple[Break, ...]:
    """Return why two measurements may not stand in one line; empty where they may."""
    found = {
        Break.CAMERA: before.camera != after.camera,
        Break.REGIONS: before.regions != after.regions,
        Break.METHOD: before.version != after.version,
        Break.CARD: before.corrected != after.corrected,
    }
    return tuple(reason for reason, broken in found.items() if broken)


def _reasons(shot: Shot, norm: Usual | None, camera: str) -> tuple[Reason, ...]:
    found = set(shot.measured.reasons)
    if shot.photo.condition in {Condition.MAKE_UP, Condition.OTHER}:
        found.add(Reason.MAKE_UP)
    if shot.measured.conditions is not None:
        compared = None if norm is None else replace(norm, camera=camera)
        found |= set(judged(shot.measured.conditions, shot.measured.camera, compared=compared))
    return tuple(reason for reason in Reason if reason in found)


def stretches(shots: Sequence[Shot]) -> list[list[Shot]]:
    """Return the shots cut where what must be the same is not."""
    return [list(group) for _, group in groupby(shots, key=lambda shot: _key(shot.measured))]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all lines of one key stand on: the photos of their baseline, its value, their noise."""

    baseline: tuple[str, ...]
    zero: Contrast | None
    noise: Noise | None


def _ground(alike: Sequence[Shot], session_at: datetime | None) -> _Ground:
    before = _before(alike, session_at)
    zero = _mean([shot.measured.contrast for shot in before if shot.measured.contrast])
    return _Ground(tuple(shot.photo.id for shot in before), zero, repeat_noise(alike))


def _line(
    stretch: Sequence[Shot],
    ground: _Ground,
    warnings: Mapping[str, tuple[Reason, ...]],
    broken_by: tuple[Break, ...],
) -> Line:
    points = [
        _point(shot, shot.measured.contrast, ground, warnings[shot.photo.id])
        for shot in stretch
        if shot.measured.contrast is not None
    ]
    basis = Basis.REFERENCE if ground.zero is None else Basis.BASELINE
    return Line(tuple(points), basis, broken_by, ground.baseline, ground.noise)


def _before(shots: Sequence[Shot], session_at: datetime | None) -> list[Shot]:
    """Return the shots of the last day before the session on which there are any."""
    if session_at is None:
        return []
    earlier = [shot for shot in shots if shot.photo.taken_at < session_at]
    return [shot for shot in earlier if shot.photo.day == earlier[-1].photo.day]


def _mean(contrasts: Sequence[Contrast]) -> Contrast | None:
    """Return the mean of contrasts; errors that all share do not average out, so they stay."""
    count = len(contrasts)
    if not count:
        return None
    return Contrast(
        fsum(one.delta_ei for one in contrasts) / count,
        sqrt(fsum(one.delta_ei_error**2 for one in contrasts) / count),
        fsum(one.delta_a for one in contrasts) / count,
        sqrt(fsum(one.delta_a_error**2 for one in contrasts) / count),
        sum(one.pixels for one in contrasts),
        sum(one.reference_pixels for one in contrasts),
    )


def _point(
    shot: Shot,
    found: Contrast,
    ground: _Ground,
    reasons: tuple[Reason, ...],
) -> Point:
    zero, noise = ground.zero, ground.noise
    if zero is None:
        ei, ei_error = found.delta_ei, found.delta_ei_error
        a, a_error = found.delta_a, found.delta_a_error
    else:
        ei, a = found.delta_ei - zero.delta_ei, found.delta_a - zero.delta_a
        ei_error = hypot(found.delta_ei_error, zero.delta_ei_error)
        a_error = hypot(found.delta_a_error, zero.delta_a_error)
    changed = None
    if zero is not None and noise is not None:
        changed = abs(ei) > max(noise.change, ei_error)
    return Point(shot.photo.id, shot.photo.taken_at, ei, ei_error, a, a_error, reasons, changed)


def same_minutes(shots: Iterable[Shot]) -> list[list[Shot]]:
    """Return the shots that were taken alike within a minute of the first of them, where several."""
    ordered = sorted(shots, key=lambda shot: (shot.photo.taken_at, shot.photo.id))
    by_key: dict[_Key, list[list[Shot]]] = {}
    for shot in ordered:
        groups = by_key.setdefault(_key(shot.measured), [])
        if not groups or shot.photo.taken_at - groups[-1][0].photo.taken_at > MINUTE:
            groups.append([])
        groups[-1].append(shot)
    return [found for groups in by_key.values() for found in groups if len(found) > 1]


def within_minutes(groups: Sequence[Sequence[float]]) -> float:
    """Return the within-subject standard deviation of numbers grouped by their minute."""
    repeats = sum(len(group) - 1 for group in groups)
    squares = [(value - fsum(group) / len(group)) ** 2 for group in groups for value in group]
    return sqrt(fsum(squares) / repeats)
