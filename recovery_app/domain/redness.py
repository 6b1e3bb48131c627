"""Redness as photos tell it: contrasts within one photo and their errors, as values.

A photo never tells how red a skin is: exposure and white balance decide that. It does tell how much
redder one area is than another under the same light. Everything here is such a contrast, in units
of ΔEI = 100·log10(R/G) of the treated area minus that of the person's own untreated one, both in
linear light (docs/measurement.md has formulas, sources and limits).
"""

from dataclasses import dataclass

from recovery_app.domain.photo_quality import Conditions, Reason
from recovery_app.domain.photos import Photo

METHOD_VERSION = 4
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
