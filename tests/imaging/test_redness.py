"""Redness that was added to a real face comes back, whatever the camera made of the light."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import numpy as np
import pytest
from PIL import Image

from recovery_app.domain.alignment import Placement
from recovery_app.domain.colour import brought_to, delta_e, erythema, lab
from recovery_app.domain.photo_quality import Reason
from recovery_app.domain.redness import METHOD_VERSION, Contrast, Measurement
from recovery_app.domain.regions import Region, Role, fingerprint
from recovery_app.imaging import skin
from recovery_app.imaging.portrait import Look, draw
from recovery_app.imaging.portrait_areas import brown_spots
from recovery_app.imaging.redness import measure
from recovery_app.imaging.tiles import look, medians
from tests.imaging import reddened
from tests.imaging.reddened import Conditions, by_chance, photographed
from tests.imaging.samples import encoded, opened

EVEN = Conditions(noise=1.0)


def measured(data: bytes, how: Conditions = EVEN) -> Measurement:
    """Measure a photo with the areas as drawn and the placement that alignment would give."""
    placement = reddened.handed_on(how)
    return measure(data, "photo", reddened.regions(), placement, eyes=reddened.EYES)


def contrast(data: bytes, how: Conditions = EVEN) -> Contrast:
    found = measured(data, how).contrast
    assert found is not None
    return found


@pytest.fixture(scope="module")
def baseline() -> Contrast:
    return contrast(photographed(0, EVEN, Random(1)))


@pytest.mark.parametrize("redness", [-5.0, 0.0, 5.0, 10.0, 20.0])
def test_added_redness_comes_back(redness: float, baseline: Contrast) -> None:
    found = contrast(photographed(redness, EVEN, Random(2)))
    assert found.delta_ei - baseline.delta_ei == pytest.approx(redness, abs=0.1)
    assert (found.delta_a > baseline.delta_a) == (redness > 0) or redness == 0


def test_it_comes_back_within_its_error_under_any_light_blur_quality_and_profile(
    baseline: Contrast,
) -> None:
    dice, errors, stated = Random(20), list[float](), list[float]()
    while len(errors) < 24:
        redness, how = dice.uniform(0, 20), by_chance(dice)
        found = measured(photographed(redness, how, dice), how)
        if found.contrast is None:
            assert Reason.TOO_CLIPPED in found.reasons
            continue
        errors.append(found.contrast.delta_ei - baseline.delta_ei - redness)
        stated.append(found.contrast.delta_ei_error)
    within = np.abs(errors) <= stated
    assert within.mean() >= 0.9
    # An error that covers everything would say nothing: it stays below a tenth of a strong flush.
    assert np.median(stated) < 2
    assert np.abs(errors).max() < 2


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("channel", [0, 1, 2])
def test_gains_of_a_channel_change_nothing(channel: int, wide: bool, baseline: Contrast) -> None:
    for gain in (0.9, 1.1):
        gains = [0.75, 0.75, 0.75]
        gains[channel] *= gain
        how = replace(EVEN, gains=(gains[0], gains[1], gains[2]), wide=wide)
        found = contrast(photographed(0, how, Random(3)))
        # Display-P3 has other primaries: their gains are not those of sRGB, nor its whole steps.
        assert found.delta_ei == pytest.approx(baseline.delta_ei, abs=0.5 if wide else 0.2)


def test_a_profile_is_not_left_out(baseline: Contrast) -> None:
    how = replace(EVEN, wide=True, quality=95)
    data = photographed(12, how, Random(4))
    kept = contrast(data)
    bare = encoded("PNG", Image.fromarray(np.asarray(opened(data))), compress_level=0)
    assert kept.delta_ei - baseline.delta_ei == pytest.approx(12, abs=0.6)
    assert contrast(bare).delta_ei - baseline.delta_ei < 11


def test_the_numbers_are_those_of_plain_medians() -> None:
    data = photographed(9, EVEN, Random(5))
    found = contrast(data)
    photo = skin.opened(data, 0, [region.outline for region in reddened.regions()])
    light = reddened.light_of(photo.pixels)

    def plain(role: Role) -> tuple[float, float, float]:
        inside = [photo.mask(one.outline) for one in reddened.regions() if one.role is role]
        red, green, blue = np.median(light[np.logical_or.reduce(inside)], axis=0).tolist()
        return red, green, blue

    treated, untreated = plain(Role.TREATED), plain(Role.REFERENCE)
    # Without trimming and between whole steps: near, not the same.
    assert found.delta_ei == pytest.approx(erythema(treated) - erythema(untreated), abs=0.8)
    first, second = map(lab, brought_to(60, untreated, treated))
    assert found.delta_a == pytest.approx(second[1] - first[1], abs=0.8)


def test_a_median_lies_between_whole_steps() -> None:
    values = np.random.default_rng(1).normal(140.3, 4, (300, 300, 1)).round()
    area = look(np.repeat(values, 3, 2).astype(np.uint8), np.ones((300, 300), np.bool_))
    expected = reddened.light_of(np.array([140.3]))[0]
    assert area.middle() == pytest.approx((expected,) * 3, rel=0.004)
    again = medians(area.counts, 3.0 * np.ones((2, area.tiles)))
    assert np.allclose(again, area.middle())


def test_hairs_shine_and_clipped_pixels_do_not_count() -> None:
    dice = np.random.default_rng(2)
    pixels = dice.normal((190, 140, 115), 3, (200, 200, 3))
    plain = look(pixels.astype(np.uint8), np.ones((200, 200), np.bool_))
    pixels[:, ::25] = (40, 30, 25)
    pixels[::40, ::2] = 255
    pixels[1::40, ::2] = (235, 228, 225)
    spoilt = look(pixels.clip(0, 255).astype(np.uint8), np.ones((200, 200), np.bool_))
    assert erythema(spoilt.middle()) == pytest.approx(erythema(plain.middle()), abs=0.15)
    assert spoilt.clipped == pytest.approx(0.0125, abs=0.005)


def test_patchy_skin_has_the_larger_error() -> None:
    dice = np.random.default_rng(3)
    even = dice.normal((190, 140, 115), 3, (200, 200, 3))
    patches = np.kron(dice.normal(0, 9, (10, 10)), np.ones((20, 20)))
    patchy = even - patches[..., None] * (0, 1, 1)
    mask = np.ones((200, 200), np.bool_)

    def spread(pixels: np.ndarray) -> float:
        area = look(pixels.clip(0, 255).astype(np.uint8), mask)
        return float(np.std([erythema(one) for one in area.redrawn(np.random.default_rng(1))]))

    assert spread(patchy) > 5 * spread(even)


def test_a_measurement_says_what_it_was_made_of() -> None:
    data = photographed(5, EVEN, Random(6))
    found = measured(data)
    assert (found.photo_id, found.version, found.corrected) == ("photo", METHOD_VERSION, False)
    assert found.regions == fingerprint(reddened.regions())
    assert found == measured(data)
    assert found.contrast is not None
    assert min(found.contrast.pixels, found.contrast.reference_pixels) > 1000


# A spot and its ring.


def spotted(light: float) -> tuple[bytes, Region]:
    """Return skin with a dark spot under so much light, and the spot."""
    dice = np.random.default_rng(4)
    shown = dice.normal((205, 160, 138), 2, (400, 400, 3))
    rows, columns = np.indices((400, 400))
    inside = (rows - 200) ** 2 + (columns - 200) ** 2 < 45**2
    shown[inside] += (-32, -38, -36)
    seen = reddened.shown_of(reddened.light_of(shown) * light)
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    outline = tuple((0.5 + 0.1 * float(np.cos(t)), 0.5 + 0.1 * float(np.sin(t))) for t in turn)
    data = encoded("PNG", Image.fromarray(seen.round().astype(np.uint8)))
    return data, Region("spot", "front", Role.SPOT, "Spot", outline)


def test_a_spot_is_compared_with_the_skin_around_it_under_any_exposure() -> None:
    (darker, bright), lightness = (
        (reddened.light_of(np.array(c, float)) for c in (((173, 122, 102)), ((205, 160, 138)))),
        60,
    )
    gain = 0.2811233 / float(bright @ (0.2126729, 0.7151522, 0.0721750))
    one, other = (
        lab((float(c[0]), float(c[1]), float(c[2]))) for c in (gain * darker, gain * bright)
    )
    assert other[0] == pytest.approx(lightness, abs=0.01)
    for light in (0.5, 0.8, 1.2):
        data, region = spotted(light)
        found = measure(data, "photo", [region], Placement())
        assert found.contrast is None
        (spot,) = found.spots
        assert spot.region_id == "spot"
        assert spot.delta_l == pytest.approx(one[0] - other[0], abs=0.3)
        assert spot.delta_e == pytest.approx(delta_e(one, other), abs=0.3)
        assert 0 < spot.delta_l_error < 0.2 * abs(spot.delta_l)


@pytest.mark.parametrize("far", [0.005, 0.01])
def test_a_spot_of_a_photo_that_is_laid_a_little_wrong_is_told_within_its_error(far: float) -> None:
    size = (900, 1200)
    at = datetime(2026, 10, 12, 9, tzinfo=UTC)
    data = draw(Look(spots=0.8), taken=at, width=size[0], height=size[1])
    eyes = (0.29, 0.406), (0.457, 0.407)
    for outline in brown_spots(Look(), size):
        areas = [Region("spot", "front", Role.SPOT, "Spot", outline)]
        (straight,) = measure(data, "", areas, Placement(), eyes=eyes).spots
        for turn in range(8):
            way = far * 0.167 * np.array([np.cos(np.pi / 4 * turn), np.sin(np.pi / 4 * turn)])
            wrong = Placement(dx=float(way[0]), dy=float(way[1]))
            (spot,) = measure(data, "", areas, wrong, eyes=eyes).spots
            assert abs(spot.delta_e - straight.delta_e) <= spot.delta_e_error
            assert abs(spot.delta_l - straight.delta_l) <= spot.delta_l_error
            assert spot.delta_e_error > straight.delta_e_error / 2
