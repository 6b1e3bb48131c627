"""Adds known redness to a face and says how far it is missed: `python -m tests.bench.truth`.

The figures of docs/measurement.md come from here.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray

from recovery_app.domain import colour
from recovery_app.domain.redness import Contrast, Measurement
from recovery_app.domain.regions import Role
from recovery_app.imaging import contrasts, skin
from recovery_app.imaging.redness import measure
from recovery_app.imaging.tiles import look, together
from tests.imaging import reddened
from tests.imaging.reddened import Conditions, by_chance, developed, photographed

Floats = NDArray[np.float64]

STILL = Conditions(noise=1.0)
BASE = Conditions()

CAUSES: dict[str, Sequence[Conditions]] = {
    "exposure −0.6 to +0.4 EV": [replace(BASE, gains=(g, g, g)) for g in (0.5, 0.6, 0.7, 0.9, 1.0)],
    "white balance ±10 % in red": [replace(BASE, gains=(g, 0.75, 0.75)) for g in (0.675, 0.825)],
    "white balance ±10 % in green": [replace(BASE, gains=(0.75, g, 0.75)) for g in (0.675, 0.825)],
    "Display-P3, balanced there ±10 %": [
        replace(BASE, wide=True, gains=gains)
        for g in (0.675, 0.75, 0.825)
        for gains in ((g, 0.75, 0.75), (0.75, g, 0.75))
    ],
    "blur 0.5 to 2.5 pixels": [replace(BASE, blur=b) for b in (0.5, 1.0, 1.5, 2.0, 2.5)],
    "noise 1 to 4 of 255": [replace(BASE, noise=n) for n in (1.0, 2.0, 3.0, 4.0)],
    "JPEG quality 70 to 95": [replace(BASE, quality=q) for q in (70, 75, 80, 85, 90, 95)],
}


@dataclass(frozen=True)
class Tried:
    """One photo: what was added, what came back, and what absolute numbers would have said."""

    ei_missed: float
    a_missed: float
    found: Contrast
    undisturbed: Contrast
    absolute_ei_missed: float
    absolute_a_missed: float


def main() -> None:
    """Print how known redness comes back, all causes together and one at a time."""
    parser = argparse.ArgumentParser("python -m tests.bench.truth", description=__doc__)
    parser.add_argument("--photos", type=int, default=200)
    parser.add_argument("--seed", type=int, default=8)
    asked = parser.parse_args()
    dice, reasons = Random(asked.seed), Counter[str]()
    tried = list(_tried(asked.photos, dice, reasons))
    print(f"{len(tried)} of {asked.photos} measured; reasons {dict(reasons)}")
    ei = np.array([one.ei_missed for one in tried])
    own = [np.hypot(contrasts.EI_ERROR, contrasts.EI_SHARE * one.found.delta_ei) for one in tried]
    _say("ΔEI", ei, [one.found.delta_ei_error for one in tried], own)
    a = np.array([one.a_missed for one in tried])
    own = [np.hypot(contrasts.LAB_ERROR, contrasts.LAB_SHARE * one.found.delta_a) for one in tried]
    _say("Δa*", a, [one.found.delta_a_error for one in tried], own)
    for name, missed in (
        ("absolute EI", [one.absolute_ei_missed for one in tried]),
        ("absolute a*", [one.absolute_a_missed for one in tried]),
    ):
        print(f"{name}: SD {np.std(missed):.2f}, most {np.abs(missed).max():.2f}")
    still = _contrast(_measured(photographed(0, BASE, dice), BASE))
    for name, several in CAUSES.items():
        found = [_contrast(_measured(photographed(0, how, dice), how)) for how in several]
        off = [one.delta_ei - still.delta_ei for one in found]
        print(f"{name}: ΔEI {min(off):+.2f} to {max(off):+.2f}")
    _say_averaging(dice)


def _tried(photos: int, dice: Random, reasons: Counter[str]) -> Iterator[Tried]:
    base = _contrast(_measured(photographed(0, STILL, dice), STILL))
    for _ in range(photos):
        added, how = dice.uniform(0, 20), by_chance(dice)
        data, quiet = photographed(added, how, dice), photographed(added, STILL, dice)
        measured = _measured(data, how)
        reasons.update(map(str, measured.reasons))
        if measured.contrast is None:
            continue
        still = _contrast(_measured(quiet, STILL))
        (ei, a), (true_ei, true_a) = _absolute(data, how), _absolute(quiet, STILL)
        yield Tried(
            measured.contrast.delta_ei - base.delta_ei - added,
            measured.contrast.delta_a - still.delta_a,
            measured.contrast,
            still,
            ei - true_ei,
            a - true_a,
        )


def _measured(data: bytes, how: Conditions) -> Measurement:
    placement = reddened.handed_on(how)
    return measure(data, "", reddened.regions(), placement, eyes=reddened.EYES)


def _contrast(measured: Measurement) -> Contrast:
    assert measured.contrast is not None
    return measured.contrast


def _absolute(data: bytes, how: Conditions) -> tuple[float, float]:
    """Return EI and a* of the treated areas alone, as nothing should be measured."""
    treated = [one.outline for one in reddened.regions() if one.role is Role.TREATED]
    outlines = [skin.in_photo(reddened.handed_on(how), outline) for outline in treated]
    photo = skin.opened(data, 0, outlines)
    seen = together(look(photo.pixels, photo.mask(outline)) for outline in outlines).middle()
    return colour.erythema(seen), colour.lab(seen)[1]


def _say(name: str, missed: Floats, stated: Sequence[float], own: Sequence[float]) -> None:
    ninety, ninety_five, most = np.percentile(np.abs(missed), (90, 95, 100))
    print(
        f"{name}: mean {missed.mean():+.2f}, SD {missed.std():.2f}, 90 % within {ninety:.2f}, "
        f"95 % within {ninety_five:.2f}, most {most:.2f}; stated {np.median(stated):.2f} at the "
        f"median; within its error {(np.abs(missed) <= stated).mean():.1%}, "
        f"without the bootstrap {(np.abs(missed) <= own).mean():.1%}"
    )


def _say_averaging(dice: Random) -> None:
    light = np.repeat(np.repeat(reddened.taken(8, reddened.STRAIGHT), 3, 0), 3, 1)
    halved = skin.LEAST
    for noise in (0.0, 4.0, 9.0):
        for quality in (75, 95):
            data = developed(light, replace(BASE, noise=noise, quality=quality), dice)
            found = list[float]()
            for skin.LEAST in (halved, 4000):
                found.append(_contrast(_measured(data, BASE)).delta_ei)
            print(
                f"noise {noise:.0f}, quality {quality}: halved {found[0]:.2f}, full {found[1]:.2f}"
            )
    skin.LEAST = halved


if __name__ == "__main__":
    main()
