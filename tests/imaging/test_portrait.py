"""The drawn person: the same picture every time, and skin that follows what is asked of it."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ExifTags, Image

from recovery_app.imaging.portrait import Look, Pose, draw

Pixels = NDArray[np.float64]
Box = tuple[int, int, int, int]

TAKEN = datetime(2026, 10, 14, 21, 5, tzinfo=timezone(timedelta(hours=8)))
POSES: tuple[Pose, ...] = ("front", "left", "right")

# Pixels of 450 × 600: left, top, right, bottom.
CHEEK: dict[Pose, Box] = {
    "front": (265, 285, 305, 325),
    "left": (210, 290, 245, 320),
    "right": (205, 290, 240, 320),
}
NECK: dict[Pose, Box] = {
    "front": (205, 440, 245, 475),
    "left": (205, 425, 225, 455),
    "right": (225, 425, 245, 455),
}


def picture(look: Look, width: int = 450, height: int = 600) -> Pixels:
    image = Image.open(BytesIO(draw(look, taken=TAKEN, width=width, height=height)))
    assert image.format == "JPEG"
    assert image.size == (width, height)
    return np.asarray(image.convert("RGB"), dtype=np.float64)


def red_to_green(pixels: Pixels, box: Box) -> float:
    """Red against green in linear light, the mean of a box."""
    left, top, right, bottom = box
    part = pixels[top:bottom, left:right] / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    red, green, _ = linear.mean(axis=(0, 1))
    return float(red / green)


def hair(pixels: Pixels) -> Pixels:
    """Columns and rows of the dark pixels."""
    return np.argwhere(pixels.sum(axis=2) < 230)[:, ::-1].astype(np.float64)


def bun(pixels: Pixels) -> Pixels:
    """Middle of the highest dark pixels."""
    dark = hair(pixels)
    return dark[dark[:, 1] < dark[:, 1].min() + 20].mean(axis=0)


def brightness(pixels: Pixels, box: Box) -> float:
    left, top, right, bottom = box
    return float(pixels[top:bottom, left:right].mean())


def lost(before: Pixels, after: Pixels) -> Pixels:
    """How much darker each pixel became."""
    return (before - after).mean(axis=2)


@pytest.mark.parametrize("pose", POSES)
def test_same_look_gives_the_same_bytes(pose: Pose) -> None:
    look = Look(pose, redness=0.6, crusts=0.5, flaking=0.5, spots=0.7, pores=0.4, seed=3)
    first = draw(look, taken=TAKEN, width=300, height=400)
    assert draw(look, taken=TAKEN, width=300, height=400) == first


def test_seed_changes_what_comes_and_goes_and_not_what_stays() -> None:
    for passing in (Look(redness=0.6), Look(crusts=0.6), Look(flaking=0.6)):
        assert not np.array_equal(picture(passing), picture(replace(passing, seed=4)))
    lasting = Look(spots=0.6, pores=0.6, unevenness=0.6)
    assert np.array_equal(picture(lasting), picture(replace(lasting, seed=4)))


@pytest.mark.parametrize("size", [(900, 1200), (333, 401), (640, 400), (120, 400)])
def test_any_size_and_shape(size: tuple[int, int]) -> None:
    pixels = picture(Look("left", redness=0.5, spots=0.5), *size)
    assert np.ptp(pixels) > 150


def test_a_bigger_picture_shows_the_same() -> None:
    look = Look(redness=0.7, spots=0.8, tilt=2, swelling=0.5)
    big = Image.fromarray(picture(look, 1350, 1800).astype(np.uint8)).reduce(3)
    assert np.abs(np.asarray(big, dtype=np.float64) - picture(look)).mean() < 1.0


def test_says_when_and_by_what_it_was_taken_and_not_where() -> None:
    file = draw(Look(), taken=TAKEN, width=90, height=120, make="Paper", model="Pencil")
    exif = Image.open(BytesIO(file)).getexif()
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    assert detail[ExifTags.Base.DateTimeOriginal] == "2026:10:14 21:05:00"
    assert detail[ExifTags.Base.OffsetTimeOriginal] == "+08:00"
    assert (exif[ExifTags.Base.Make], exif[ExifTags.Base.Model]) == ("Paper", "Pencil")
    assert exif[ExifTags.Base.Software] == "drawn"
    assert not exif.get_ifd(ExifTags.IFD.GPSInfo)


def test_camera_clock_without_offset_stays_without() -> None:
    file = draw(Look(), taken=TAKEN.replace(tzinfo=None), width=90, height=120)
    detail = Image.open(BytesIO(file)).getexif().get_ifd(ExifTags.IFD.Exif)
    assert detail[ExifTags.Base.DateTimeOriginal] == "2026:10:14 21:05:00"
    assert ExifTags.Base.OffsetTimeOriginal not in detail


@pytest.mark.parametrize("pose", POSES)
def test_cheek_reddens_and_neck_does_not(pose: Pose) -> None:
    pictures = [picture(Look(pose, redness=step / 4)) for step in range(5)]
    cheek = [red_to_green(pixels, CHEEK[pose]) for pixels in pictures]
    assert all(np.diff(cheek) > 0.08), cheek
    neck = [red_to_green(pixels, NECK[pose]) for pixels in pictures]
    assert np.ptp(neck) < 0.002
    assert neck[0] == pytest.approx(cheek[0], abs=0.25)


def test_light_leaves_cheek_against_neck_as_it_is() -> None:
    def contrast(look: Look) -> float:
        pixels = picture(look)
        return np.log10(red_to_green(pixels, CHEEK["front"]) / red_to_green(pixels, NECK["front"]))

    # Flat colours in eight bits are known to about one hundredth; a flush of 0.25 is ten of them.
    plain = Look(redness=0.5)
    warm = replace(plain, gains=(1.04, 1.0, 0.96), exposure=0.15)
    cool = replace(plain, gains=(0.96, 1.0, 1.04), exposure=-0.15)
    step = contrast(replace(plain, redness=0.75)) - contrast(plain)
    assert contrast(warm) == pytest.approx(contrast(plain), abs=step / 5)
    assert contrast(cool) == pytest.approx(contrast(plain), abs=step / 5)


def test_spots_darken_the_same_places_and_fade() -> None:
    clear = picture(Look())
    strong = lost(clear, picture(Look(spots=1)))
    again = lost(clear, picture(Look(spots=1, seed=8)))
    weak = lost(clear, picture(Look(spots=0.4)))
    places = strong > 25
    assert places.sum() > 100
    assert np.array_equal(places, again > 25)
    assert 0 < weak[places].mean() < strong[places].mean()
    assert (weak > 8).sum() < (strong > 8).sum()
    assert weak[~(strong > 2)].max() < 8


def test_a_spot_stays_on_its_cheek() -> None:
    for pose in POSES:
        marks = lost(picture(Look(pose)), picture(Look(pose, spots=1)))
        left, top, right, bottom = CHEEK[pose]
        assert marks[top - 20 : bottom + 10, left - 20 : right + 20].max() > 25


def test_the_right_side_is_no_mirror_image_of_the_left() -> None:
    def spots(pose: Pose) -> Pixels:
        return lost(picture(Look(pose, light=0)), picture(Look(pose, light=0, spots=1)))

    left, right = spots("left"), spots("right")[:, ::-1]
    assert (left > 20).sum() > 100
    assert ((left > 20) & (right > 20)).sum() < (left > 20).sum() / 5


def test_forehead_spots_keep_their_sides() -> None:
    def column(pose: Pose, spots: float) -> float:
        marks = lost(picture(Look(pose)), picture(Look(pose, spots=spots)))[140:200]
        return float(np.argwhere(marks > 8)[:, 1].mean())

    # The spots that stay longest lie on her left: to the right of the others from anywhere.
    for pose in POSES:
        assert column(pose, 0.35) > column(pose, 1) + 5


def test_poses_look_different_ways() -> None:
    front, left, right = (picture(Look(pose)) for pose in POSES)
    assert np.abs(front - left).mean() > 10
    assert bun(left)[0] > bun(front)[0] + 50
    assert bun(right)[0] < bun(front)[0] - 50


def test_marks_come_with_their_numbers() -> None:
    clear = picture(Look())
    crusts, scales = picture(Look(crusts=1)), picture(Look(flaking=1))
    pores, uneven = picture(Look(pores=1)), picture(Look(unevenness=1))
    assert lost(clear, crusts).max() > 40
    assert lost(scales, clear).max() > 10
    assert 5 < lost(clear, pores).max() < lost(clear, crusts).max()
    assert lost(clear, uneven).max() > 10
    for marked in (crusts, scales, pores, uneven):
        assert brightness(marked, NECK["front"]) == pytest.approx(
            brightness(clear, NECK["front"]), abs=0.1
        )


def test_swelling_fills_the_cheeks() -> None:
    # Beside the jaw there is background, which is cooler than skin.
    left, top, right, bottom = 318, 305, 326, 325
    clear, full = picture(Look()), picture(Look(swelling=1))
    assert red_to_green(full, (left, top, right, bottom)) > 1.1 * red_to_green(
        clear, (left, top, right, bottom)
    )


def test_variations_move_and_light_the_picture() -> None:
    plain = picture(Look())
    moved = bun(picture(Look(shift=(0.03, 0.02)))) - bun(plain)
    assert moved == pytest.approx((0.03 * 450, 0.02 * 600), abs=1.0)
    assert bun(picture(Look(tilt=3)))[0] > bun(plain)[0] + 5
    assert bun(picture(Look(tilt=-3)))[0] < bun(plain)[0] - 5
    wide = np.ptp(hair(picture(Look(scale=1.04)))[:, 0]) / np.ptp(hair(plain)[:, 0])
    assert wide == pytest.approx(1.04, abs=0.01)
    wall: Box = (10, 100, 60, 200)
    assert brightness(picture(Look(exposure=0.15)), wall) > brightness(plain, wall) + 5
    warm = picture(Look(gains=(1.04, 1.0, 0.96)))
    assert red_to_green(warm, wall) == pytest.approx(1.04 * red_to_green(plain, wall), rel=0.01)


def test_light_falls_from_its_side() -> None:
    other: Box = (145, 285, 185, 325)
    from_left, from_right = picture(Look(light=-1)), picture(Look(light=1))
    assert brightness(from_left, other) > brightness(from_left, CHEEK["front"])
    assert brightness(from_right, other) < brightness(from_right, CHEEK["front"])
