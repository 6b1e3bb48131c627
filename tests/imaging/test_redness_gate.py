"""What cannot be measured is refused by a reason, and bad pictures by a sentence."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import cast

import numpy as np
import pytest
from PIL import Image
from skimage.measure import blur_effect

from recovery_app.domain.alignment import Placement
from recovery_app.domain.photo_quality import BLUR, Reason
from recovery_app.domain.redness import Measurement
from recovery_app.domain.regions import Region, Role
from recovery_app.errors import NotFound, PictureRefused
from recovery_app.imaging import quality
from recovery_app.imaging.redness import measure
from recovery_app.imaging.skin import Photo
from tests.imaging import reddened
from tests.imaging.reddened import Conditions, photographed, spots
from tests.imaging.samples import encoded, exif, opened

EVEN = Conditions(noise=1.0)
TREATED, UNTREATED = reddened.regions()[:3], reddened.regions()[3:]
HAIR = ((205, 32), (245, 32), (245, 55), (205, 55))
WALL = ((90, 20), (130, 20), (130, 60), (90, 60))
COLLAR = ((190, 195), (235, 195), (235, 215), (190, 215))


@pytest.fixture(scope="module")
def face() -> bytes:
    return photographed(6, EVEN, Random(1))


def asked(
    data: bytes | Path,
    regions: Sequence[Region] = (*TREATED, *UNTREATED),
    placement: Placement | None = reddened.STRAIGHT,
) -> Measurement:
    return measure(data, "photo", regions, placement, eyes=reddened.EYES)


def drawn(corners: tuple[tuple[int, int], ...], role: Role) -> Region:
    return Region("", "front", role, "Drawn", spots(corners))


def png(shown: np.ndarray) -> bytes:
    return encoded("PNG", Image.fromarray(shown.clip(0, 255).astype(np.uint8)), compress_level=0)


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(opened(data).convert("RGB")).astype(float)


def test_a_good_photo_is_measured(face: bytes) -> None:
    found = asked(face)
    assert found.contrast is not None
    # The astronaut's picture is small and was enlarged: the gate sees that.
    assert set(found.reasons) <= {Reason.SMALL, Reason.BLURRED}


@pytest.mark.parametrize(
    ("regions", "placement", "reason"),
    [
        (TREATED, Placement(), Reason.NO_REFERENCE),
        (UNTREATED, Placement(), Reason.NO_TREATED),
        ((*TREATED, *UNTREATED), None, Reason.NOT_ALIGNED),
        ((*TREATED, *UNTREATED), Placement(dx=0.45), Reason.OUTSIDE),
        ((*TREATED, *UNTREATED), Placement(dx=40.0), Reason.OUTSIDE),
        ((*TREATED, *UNTREATED), Placement(scale=12.0), Reason.TOO_SMALL),
        ((*TREATED, drawn(COLLAR, Role.REFERENCE)), Placement(), Reason.TOO_CLIPPED),
        ((drawn(WALL, Role.TREATED), *UNTREATED), Placement(), Reason.NOT_SKIN),
        ((*TREATED, drawn(WALL, Role.REFERENCE)), Placement(), Reason.NOT_SKIN),
        ((), Placement(), Reason.NO_REFERENCE),
        ((), None, Reason.NO_TREATED),
    ],
)
def test_areas_that_give_no_number(
    face: bytes, regions: tuple[Region, ...], placement: Placement | None, reason: Reason
) -> None:
    found = asked(face, regions, placement)
    assert reason in found.reasons
    assert found.contrast is None


def test_hair_in_an_area_is_warned_of(face: bytes) -> None:
    found = asked(face, (drawn(HAIR, Role.TREATED), *UNTREATED))
    assert set(found.reasons) & {Reason.UNEVEN, Reason.NOT_SKIN}


def test_overexposed_and_black_photos_are_refused(face: bytes) -> None:
    for shown in (np.full((800, 1100, 3), 255), np.zeros((800, 1100, 3))):
        found = asked(png(shown))
        assert Reason.TOO_CLIPPED in found.reasons
        assert found.contrast is None
    bright = photographed(6, replace(EVEN, gains=(2.0, 2.0, 2.0)), Random(1))
    assert Reason.TOO_CLIPPED in asked(bright).reasons
    shown = pixels(face)
    dice = np.random.default_rng(1)
    shown[dice.random(shown.shape[:2]) < 0.05] = 255
    found = asked(png(shown))
    assert Reason.CLIPPED in found.reasons
    assert found.contrast is not None


@pytest.mark.parametrize("mode", ["L", "1", "RGB"])
def test_a_picture_without_colours_is_refused(face: bytes, mode: str) -> None:
    grey = opened(face).convert("L").convert(mode)
    found = asked(encoded("PNG", grey))
    assert Reason.NO_COLOUR in found.reasons or mode == "1"
    assert (found.contrast, found.spots) == (None, ())


def test_a_face_lit_from_one_side_shows_it(face: bytes) -> None:
    shown = pixels(face)
    across = np.arange(shown.shape[1]) < np.mean([x for x, _ in reddened.EYES]) * 1100
    light = reddened.light_of(shown) * np.where(across, 1.0, 0.6)[:, None]
    straight, aside = asked(face), asked(png(reddened.shown_of(light)))
    assert straight.conditions is not None
    assert aside.conditions is not None
    assert straight.conditions.side_light is not None
    assert aside.conditions.side_light is not None
    assert aside.conditions.side_light - straight.conditions.side_light > 6
    darker = asked(photographed(6, replace(EVEN, gains=(0.5, 0.5, 0.5)), Random(1))).conditions
    assert darker is not None
    assert darker.side_light == pytest.approx(straight.conditions.side_light, abs=0.3)


def test_the_lights_colour_is_seen_on_the_untreated_skin(face: bytes) -> None:
    warm = asked(photographed(6, replace(EVEN, gains=(0.75, 0.6, 0.4)), Random(1)))
    plain = asked(face)
    assert plain.conditions is not None
    assert warm.conditions is not None
    assert plain.conditions.red_green is not None
    assert warm.conditions.red_green is not None
    apart = warm.conditions.red_green - plain.conditions.red_green
    assert apart == pytest.approx(100 * np.log10(0.75 / 0.6), abs=0.3)


def test_blur_is_that_of_scikit_image_and_sharpness_falls_with_it() -> None:
    found, last = list[float](), 1.0
    for blurred in (0.0, 2.0, 4.0):
        data = photographed(0, replace(EVEN, blur=blurred), Random(2))
        conditions = asked(data).conditions
        assert conditions is not None
        assert conditions.sharpness < last
        last = conditions.sharpness
        found.append(conditions.blur)
    assert found == sorted(found)
    assert found[-1] > BLUR
    shown = pixels(photographed(0, EVEN, Random(2)))[200:712, 200:712].astype(np.uint8)
    photo = Photo(shown, (0, 0), 512.0, 1.0, (512, 512), True, {})
    grey = np.asarray(Image.fromarray(shown).convert("L"), float)
    theirs = cast(float, blur_effect(grey))
    assert quality.blur(photo, None) == pytest.approx(theirs, abs=0.02)


def test_sizes_and_placement_are_told_in_pixels_of_the_original(face: bytes) -> None:
    found = asked(face, placement=Placement(2.0, 10.0, -0.4, -0.6)).conditions
    straight = asked(face).conditions
    assert found is not None
    assert straight is not None
    assert straight.eyes_apart == pytest.approx(1100 * reddened.unit())
    assert found.eyes_apart == pytest.approx(1100 * reddened.unit() / 2)
    assert (found.angle, found.scale) == (10.0, 2.0)
    assert {Reason.TURNED, Reason.DISTANCE} <= set(
        asked(face, placement=Placement(2.0, 10.0, -0.4, -0.6)).reasons
    )


def test_the_camera_its_lens_and_its_flash_make_the_key() -> None:
    image = opened(photographed(0, EVEN, Random(3)))

    def key(**tags: object) -> tuple[str, bool]:
        numbers = {"lens": 0xA434, "flash": 0x9209, "length": 0x920A}
        more = {numbers[name]: value for name, value in tags.items()}
        found = asked(encoded("JPEG", image, quality=90, exif=exif(more=more)))
        return found.camera, Reason.FLASH in found.reasons

    assert key() == ("Phonemaker Phone 7", False)
    assert key(lens="Front 2.7 mm") == ("Phonemaker Phone 7 · Front 2.7 mm", False)
    assert key(length=4.25) == ("Phonemaker Phone 7 · 4.2 mm", False)
    assert key(lens="Back", flash=9) == ("Phonemaker Phone 7 · Back · flash", True)
    assert key(lens="Back", flash=16) == ("Phonemaker Phone 7 · Back", False)
    assert asked(encoded("PNG", image, compress_level=0)).camera == ""


def test_spots_are_left_out_where_they_cannot_be_seen(face: bytes) -> None:
    seen = drawn(((226, 74), (231, 74), (231, 79), (226, 79)), Role.SPOT)
    outside = Region("far", "front", Role.SPOT, "Far", ((0.98, 0.5), (1.1, 0.5), (1.1, 0.6)))
    found = asked(face, (seen, outside))
    assert [spot.region_id for spot in found.spots] == [seen.id]
    assert found.contrast is None
    # Grey though it is stored in colours: less would differ than does.
    grey = opened(face).convert("L").convert("RGB")
    assert asked(encoded("PNG", grey), (seen,)).spots == ()


def test_where_spots_alone_are_drawn_the_photo_is_judged_by_them() -> None:
    spot = drawn(((226, 74), (231, 74), (231, 79), (226, 79)), Role.SPOT)
    sharp, soft = (
        asked(photographed(6, replace(EVEN, blur=blurred), Random(1)), (spot,)).conditions
        for blurred in (0.0, 4.0)
    )
    assert sharp is not None
    assert soft is not None
    assert soft.blur > max(sharp.blur, BLUR)
    assert sharp.short_side == pytest.approx(soft.short_side)


@pytest.mark.parametrize("kind", ["CMYK", "16", "P", "RGBA"])
def test_other_ways_to_store_colours_are_measured(face: bytes, kind: str) -> None:
    image = opened(face)
    if kind == "CMYK":
        found = asked(encoded("TIFF", image.convert("CMYK")))
    elif kind == "16":
        grey = np.asarray(image.convert("L")).astype(np.uint16) << 8
        found = asked(encoded("PNG", Image.fromarray(grey)))
        assert Reason.NO_COLOUR in found.reasons
        return
    elif kind == "P":
        found = asked(encoded("PNG", image.quantize(256)))
    else:
        found = asked(encoded("PNG", image.convert("RGBA"), compress_level=0))
    whole = asked(face)
    assert found.contrast is not None
    assert whole.contrast is not None
    assert found.contrast.delta_ei == pytest.approx(
        whole.contrast.delta_ei, abs=0.01 if kind == "RGBA" else 2.0
    )


def test_what_is_no_whole_picture_is_refused(tmp_path: Path) -> None:
    jpeg = photographed(0, replace(EVEN, quality=80), Random(4))
    with pytest.raises(PictureRefused, match="cut short"):
        asked(jpeg[: len(jpeg) // 2])
    with pytest.raises(PictureRefused):
        asked(b"no picture at all")
    with pytest.raises(NotFound):
        asked(tmp_path / "gone.jpg")
