"""Redness as photos tell it: contrasts within one photo, their errors, and what may be compared.

A photo never tells how red a skin is: exposure and white balance decide that. It does tell how much
redder one area is than another under the same light. Everything here is such a contrast, in units
of ΔEI = 100·log10(R/G) of the treated area minus that of the person's own untreated one, both in
linear light (docs/measurement.md has formulas, sources and limits).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from recovery_app.domain.photo_quality import Conditions, Reason
from recovery_app.domain.photos import Photo

METHOD_VERSION = 1
"""Raised when the way of measuring changes: lines are broken there, and photos measured anew."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """How much redder the treated areas are than the person's own untreated skin.

    Attributes:
        delta_ei: treated minus reference, in units of 100·log10(R/G); above 0 is redder. Between
            about −10 and 40 in practice.
        delta_ei_error: half of its 95 % interval, from the skin's unevenness (bootstrap of tiles)
            and the method's own errors (docs/measurement.md); not how it differs from shot to shot.
        delta_a: the same as difference of CIELAB a*, as if the untreated skin had L* 60.
        delta_a_error: half of its 95 % interval.
        pixels, reference_pixels: how many were counted, at the scale that is measured.
    """

    delta_ei: float
    delta_ei_error: float
    delta_a: float
    delta_a_error: float
    pixels: int
    reference_pixels: int


@dataclass(frozen=True, slots=True)
class SpotContrast:
    """How a drawn spot differs from the ring of skin around it.

    Attributes:
        region_id: the spot.
        delta_l: L* of the spot minus the ring's, as if the ring had L* 60; below 0 is darker.
        delta_l_error: half of its 95 % interval.
        delta_e: CIEDE2000 between them, 0 or more.
        delta_e_error: half of its 95 % interval.
        pixels: of the spot that were counted.
    """

    region_id: str
    delta_l: float
    delta_l_error: float
    delta_e: float
    delta_e_error: float
    pixels: int


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured on one photo.

    Attributes:
        photo_id: the photo.
        regions: `regions.fingerprint` of what was measured.
        version: `METHOD_VERSION` at the time.
        camera: key of camera, lens and flash from its EXIF; empty where it did not sign.
        corrected: whether a colour card in the photo mended its colours first.
        contrast: None where a reason refuses it.
        spots: those that could be measured.
        reasons: found on this photo alone; those that need the other photos are not among them.
        conditions: how it was taken; None where no area could be looked at.
    """

    photo_id: str
    regions: str
    version: int
    camera: str
    corrected: bool
    contrast: Contrast | None
    spots: tuple[SpotContrast, ...] = ()
    reasons: tuple[Reason, ...] = ()
    conditions: Conditions | None = None


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo with what was measured on it."""

    photo: Photo
    measured: Measurement


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
    """

    points: tuple[Point, ...]
    basis: Basis
    broken_by: tuple[Break, ...] = ()
    baseline: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A pose's photos as lines.

    Attributes:
        lines: by time.
        refused: photos without a number, by time, each with every reason.
        noise: from shots of the same minute; None where there are too few.
    """

    lines: tuple[Line, ...]
    refused: tuple[tuple[str, tuple[Reason, ...]], ...]
    noise: Noise | None


def repeat_noise(shots: Iterable[Shot]) -> Noise | None:
    """Return how much numbers differ between shots of the same minute, or None with too few."""
    raise NotImplementedError


def series(shots: Sequence[Shot], session_at: datetime | None = None) -> Series:
    """Return the measured photos of one pose as lines.

    Args:
        shots: of one pose, in any order.
        session_at: when the session began that the line is about (the first, over months): the
            photos of the last day before it are the baseline. None: no baseline.
    """
    raise NotImplementedError
