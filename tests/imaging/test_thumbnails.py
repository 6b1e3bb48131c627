"""What is shown: upright, in true colours, never larger than asked."""

from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from recovery_app.errors import PictureRefused
from recovery_app.imaging.thumbnails import Shown, thumbnail, upright
from tests.imaging.samples import (
    CORNERS,
    SIZE,
    alike,
    corners,
    display_p3,
    encoded,
    exif,
    lying,
    opened,
    scene,
)


def picture_of(shown: Shown) -> Image.Image:
    """Return what a viewer would paint."""
    assert len(shown.pixels) == shown.stride * shown.height
    rows = np.frombuffer(shown.pixels, np.uint8).reshape(shown.height, shown.stride)
    pixels = rows[:, : 4 * shown.width].reshape(shown.height, shown.width, 4)
    assert (pixels[..., 3] == 255).all()
    return Image.fromarray(np.ascontiguousarray(pixels[..., 2::-1]))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_all_eight_orientations_are_upright(kind: str, orientation: int) -> None:
    data = encoded(kind, lying(orientation), exif=exif(orientation=orientation), quality=95)
    small = opened(thumbnail(data, 48))
    assert (small.size, small.mode, small.format) == ((48, 32), "RGB", "JPEG")
    assert alike(small)
    large = upright(data)
    assert (large.width, large.height) == SIZE
    assert alike(picture_of(large))


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_adobe_deflate", "jpeg"])
def test_compressed_tiffs_are_upright_too(compression: str) -> None:
    data = encoded("TIFF", lying(6), tiffinfo={0x0112: 6}, compression=compression)
    assert alike(opened(thumbnail(data, 48)))


@pytest.mark.parametrize("turns", range(4))
def test_a_heic_is_turned_once_by_its_container(turns: int) -> None:
    stored = scene().rotate(-90 * turns, expand=True)
    said = {0: 1, 1: 8, 2: 3, 3: 6}[turns]
    data = encoded("HEIC", stored, quarter_turns=turns, exif=exif(orientation=said)[6:])
    assert alike(opened(thumbnail(data, 48)))
    assert alike(picture_of(upright(data)))


@pytest.mark.parametrize("box", [1, 7, 48, 96, 500])
def test_it_fits_its_box_and_is_never_enlarged(box: int) -> None:
    data = encoded("JPEG")
    small, large = opened(thumbnail(data, box)), upright(data, box)
    assert max(small.size) == min(box, max(SIZE))
    assert (large.width, large.height) == small.size


def test_a_thin_strip_keeps_a_pixel_of_width() -> None:
    assert opened(thumbnail(encoded("PNG", Image.new("RGB", (3000, 2))), 100)).size == (100, 1)


def test_a_large_jpeg_is_as_sharp_as_one_shrunk_with_care() -> None:
    y, x = np.mgrid[0:1200, 0:1600]
    waves = (np.sin(x / 4) * np.sin(y / 5) * 90 + 128)[..., None] + np.array([30, 0, -30])
    original = Image.fromarray(waves.clip(0, 255).astype(np.uint8))
    small = opened(thumbnail(encoded("JPEG", original, quality=92), 320))
    careful = original.resize((320, 240), Image.Resampling.LANCZOS)
    error = np.asarray(small).astype(float) - np.asarray(careful)
    assert np.sqrt((error**2).mean()) < 8  # 13 when shrunk too far at first


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("PNG", mode) for mode in ("RGBA", "P")),
        *(("TIFF", mode) for mode in ("RGBA", "P", "CMYK", "YCbCr")),
    ],
)
def test_other_ways_to_store_colour_look_the_same(kind: str, mode: str) -> None:
    assert alike(opened(thumbnail(encoded(kind, scene().convert(mode)), 96)), by=30)


def test_a_cmyk_jpeg_is_not_inverted() -> None:
    data = encoded("JPEG", scene().convert("CMYK"), quality=95)
    assert alike(opened(thumbnail(data, 96)), by=20)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_keep_their_tones(kind: str) -> None:
    grey = scene().convert("L")
    deep = Image.fromarray(np.asarray(grey).astype(np.uint16) * 256)
    assert alike(opened(thumbnail(encoded(kind, deep), 96)), corners(grey))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparent_parts_are_white(kind: str, mode: str) -> None:
    clear = scene().convert(mode)
    clear.putalpha(0)
    clear.paste(scene().convert(mode).crop((0, 0, 48, 32)), (0, 0))
    white = (255, 255, 255)
    expected = [corners(scene().convert(mode))[0], white, white, white]
    assert alike(opened(thumbnail(encoded(kind, clear, lossless=True, quality=100), 96)), expected)


def test_a_see_through_colour_of_a_palette_is_white() -> None:
    indexed = scene().quantize(4, kmeans=2)
    index = indexed.getpixel((80, 50))
    shown = opened(thumbnail(encoded("PNG", indexed, transparency=index), 96))
    assert alike(shown, [*CORNERS[:3], (255, 255, 255)])


def in_display_p3(image: Image.Image) -> Image.Image:
    """Return the picture with the numbers that a Display-P3 camera would write."""
    linear = np.asarray(image) / 255
    linear = np.where(linear <= 0.04045, linear / 12.92, ((linear + 0.055) / 1.055) ** 2.4)
    srgb = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750]]
    srgb.append([0.0193339, 0.1191920, 0.9503041])
    p3 = [[0.4865709, 0.2656677, 0.1982173], [0.2289746, 0.6917385, 0.0792869]]
    p3.append([0.0, 0.0451134, 1.0439444])
    linear = (linear @ (np.linalg.inv(p3) @ srgb).T).clip(0, 1)
    steps = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return Image.fromarray((steps * 255).round().astype(np.uint8))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIC"])
def test_display_p3_is_shown_in_the_same_colours(kind: str) -> None:
    wide = in_display_p3(scene())
    assert not alike(wide)
    name = "profile" if kind == "HEIC" else "icc_profile"
    options: dict[str, Any] = {name: display_p3()}
    if kind in {"JPEG", "WEBP", "AVIF"}:
        options["quality"] = 97
    data = encoded(kind, wide, **options)
    assert alike(opened(thumbnail(data, 96)), by=6)
    assert alike(picture_of(upright(data)), by=6)


@pytest.mark.parametrize(
    "profile",
    [
        b"no profile at all",
        display_p3()[:300],
        ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(),
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    ],
    ids=["junk", "cut", "other colours", "sRGB"],
)
def test_a_profile_that_does_not_serve_changes_nothing(profile: bytes) -> None:
    data = encoded("JPEG", icc_profile=profile, quality=95)
    plain = encoded("JPEG", quality=95)
    assert upright(data).pixels == upright(plain).pixels


def test_a_grey_picture_with_a_colour_profile_stays_grey() -> None:
    grey = scene().convert("L")
    data = encoded("JPEG", grey, icc_profile=display_p3(), quality=95)
    assert alike(opened(thumbnail(data, 96)), corners(grey))


def test_what_cannot_be_read_is_refused() -> None:
    data = encoded("JPEG")
    for source in (b"", b"text", data[: len(data) // 2]):
        with pytest.raises(PictureRefused):
            thumbnail(source, 64)
        with pytest.raises(PictureRefused):
            upright(source)
