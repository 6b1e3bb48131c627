"""What must change nothing: how a picture lies, how it is stored without loss, and where."""

from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image

from recovery_app.domain.alignment import Placement, Spot
from recovery_app.domain.redness import Measurement
from recovery_app.domain.regions import Region, Role
from recovery_app.imaging.redness import measure
from tests.imaging import known, reddened
from tests.imaging.reddened import Conditions, photographed
from tests.imaging.samples import _STORED, encoded, exif, opened

EVEN = Conditions(noise=1.0)
SPOT = Region("spot", "front", Role.SPOT, "Spot", reddened.spots(((226, 74), (231, 74), (228, 79))))
REGIONS = (*reddened.regions(), SPOT)


@pytest.fixture(scope="module")
def image() -> Image.Image:
    """Return a photo that is not square, so that its sides cannot be taken for each other."""
    return opened(photographed(8, EVEN, Random(1))).crop((0, 0, 1100, 700))


@pytest.fixture(scope="module")
def found(image: Image.Image) -> Measurement:
    return asked(encoded("PNG", image, compress_level=0))


def asked(data: bytes | Path, placement: Placement | None = None, turns: int = 0) -> Measurement:
    placement = placement or reddened.STRAIGHT
    found = measure(data, "photo", REGIONS, placement, turns=turns, eyes=reddened.EYES)
    assert found.contrast is not None
    assert found.spots
    return found


@pytest.mark.parametrize("orientation", range(2, 9))
def test_how_the_rows_lie_does_not_matter(
    orientation: int, image: Image.Image, found: Measurement
) -> None:
    lying = image.transpose(_STORED[orientation])
    block = exif(orientation=orientation)
    data = encoded("PNG", lying, exif=block, compress_level=0)
    assert replace(asked(data), camera="") == found


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_her_own_quarter_turns_do_not_matter(
    turns: int, image: Image.Image, found: Measurement
) -> None:
    lying = image.rotate(90 * turns, expand=True)
    assert asked(encoded("PNG", lying, compress_level=0), turns=turns) == found


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP", "WEBP"])
def test_saving_again_without_loss_does_not_matter(
    kind: str, image: Image.Image, found: Measurement
) -> None:
    options = {"lossless": True, "quality": 0, "method": 0} if kind == "WEBP" else {}
    assert asked(encoded(kind, image, **options)) == found


def test_moving_the_file_does_not_matter(
    image: Image.Image, found: Measurement, tmp_path: Path
) -> None:
    for name in ("one.png", "elsewhere/another.name"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(encoded("PNG", image, compress_level=0))
        assert asked(file) == found


def test_a_picture_laid_on_its_side_with_its_placement_gives_the_same(
    image: Image.Image, found: Measurement
) -> None:
    # Turned clockwise: x, y come to lie at height − y, x; the placement leads back.
    lying = image.transpose(Image.Transpose.ROTATE_270)
    back = Placement(1.0, -90.0, 0.0, 700 / 1100)
    seen = asked(encoded("PNG", lying, compress_level=0), back)
    assert seen.contrast is not None
    assert found.contrast is not None
    # Outlines take a row of pixels more on one side than on the other, and tiles another corner.
    assert seen.contrast.delta_ei == pytest.approx(found.contrast.delta_ei, abs=0.2)
    assert seen.contrast.delta_ei_error == pytest.approx(found.contrast.delta_ei_error, rel=0.25)


@pytest.mark.parametrize(
    ("scale", "angle", "shift"),
    [(1.0, 7.0, (0.0, 0.0)), (1.15, -5.0, (0.03, -0.02)), (0.9, 12.0, (-0.02, 0.03))],
)
def test_a_photo_from_elsewhere_with_its_placement_gives_the_same(
    scale: float, angle: float, shift: Spot, found: Measurement
) -> None:
    placement = known.about_the_middle(scale, angle, shift, (0.48, 0.4))
    seen = asked(photographed(8, replace(EVEN, placement=placement), Random(2)), placement)
    assert seen.contrast is not None
    assert found.contrast is not None
    assert seen.contrast.delta_ei == pytest.approx(found.contrast.delta_ei, abs=0.35)


def test_large_pictures_give_what_small_ones_give() -> None:
    light = reddened.taken(8, reddened.STRAIGHT)
    small = asked(reddened.developed(light, replace(EVEN, quality=95), Random(3)))
    large = np.repeat(np.repeat(light[:700], 3, 0), 3, 1)
    for quality in (95, None):
        how = replace(EVEN, noise=4.0, quality=quality)
        seen = asked(reddened.developed(large, how, Random(3)))
        assert seen.contrast is not None
        assert small.contrast is not None
        assert seen.contrast.delta_ei == pytest.approx(small.contrast.delta_ei, abs=0.4)
        assert seen.conditions is not None
        assert seen.conditions.eyes_apart == pytest.approx(3300 * reddened.unit())
