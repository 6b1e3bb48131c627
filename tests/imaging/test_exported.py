"""Copies to hand out tell when, and neither where nor with what."""

from datetime import UTC, datetime

import numpy as np
import pytest
from PIL import Image

from recovery_app.errors import PictureRefused
from recovery_app.imaging.exported import without_place
from recovery_app.imaging.picture import inspect
from recovery_app.imaging.thumbnails import upright
from tests.imaging.samples import SIZE, alike, display_p3, encoded, exif, lying, opened, scene

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>1,17N</exif:GPSLatitude></x:xmpmeta>'
SERIAL = "SN-4711-0815"
SECRETS = (b"GPS", SERIAL.encode(), b"Phonemaker", b"Phone 7", b"MAKERNOTE", b"written by her")


def original(kind: str, orientation: int = 1) -> bytes:
    """Return the scene with all that a phone writes beside it."""
    block = exif(
        orientation=orientation, more={0xA431: SERIAL, 0x927C: b"MAKERNOTE" * 20}, place=True
    )
    options = {"exif": block, "xmp": XMP, "icc_profile": display_p3(), "quality": 90}
    if kind == "JPEG":
        options["comment"] = b"written by her"
    return encoded(kind, lying(orientation), **options)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF"])
def test_the_date_stays_and_everything_else_goes(kind: str) -> None:
    data = original(kind)
    assert all(secret in data for secret in (b"GPS", SERIAL.encode()))
    copy = without_place(data)
    assert not [secret for secret in SECRETS if secret in copy]
    block = opened(copy).getexif()
    assert not block.get_ifd(0x8825)
    assert set(block.get_ifd(0x8769)) == {0x9003, 0x9011}
    facts, before = inspect(copy), inspect(data)
    assert facts.taken == before.taken
    assert (facts.suffix, facts.make, facts.model) == (".jpg", "", "")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_jpeg_keeps_its_very_pixels_and_its_profile(orientation: int) -> None:
    data = original("JPEG", orientation)
    copy = without_place(data)
    assert np.array_equal(np.asarray(opened(copy)), np.asarray(opened(data)))
    assert opened(copy).info["icc_profile"] == display_p3()
    assert inspect(copy).width == SIZE[0]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_copy_lies_as_she_turned_it(kind: str, orientation: int) -> None:
    data = original(kind, orientation)
    for turns in range(4):
        copy, wanted = upright(without_place(data, turns=turns)), upright(data, turns=turns)
        assert (copy.width, copy.height) == (wanted.width, wanted.height)
        off = np.frombuffer(copy.pixels, np.uint8).astype(int)
        off -= np.frombuffer(wanted.pixels, np.uint8)
        assert np.abs(off).mean() < 3


@pytest.mark.parametrize("image", [scene().convert("L"), scene().convert("CMYK")])
def test_other_colours_of_jpeg_stay_as_they_are(image: Image.Image) -> None:
    data = encoded("JPEG", image, progressive=True)
    copy = opened(without_place(data))
    assert copy.mode == image.mode
    assert np.array_equal(np.asarray(copy), np.asarray(opened(data)))


def test_the_mark_that_says_how_colours_are_meant_stays() -> None:
    data = bytearray(encoded("JPEG", keep_rgb=True, quality=95))
    for start, ids in ((b"\xff\xc0", (10, 13, 16)), (b"\xff\xda", (5, 7, 9))):
        for number, at in enumerate(ids, 1):  # as if luma and chroma: Adobe's mark alone says RGB
            data[data.index(start) + at] = number
    assert alike(opened(bytes(data)))
    assert alike(opened(without_place(bytes(data))))


def test_what_is_appended_behind_the_picture_is_left_out() -> None:
    data = original("JPEG")
    assert without_place(data + b"MotionPhoto" + data) == without_place(data)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "HEIC", "BMP"])
def test_other_kinds_become_an_upright_jpeg(kind: str) -> None:
    copy = without_place(encoded(kind))
    assert inspect(copy).suffix == ".jpg"
    assert alike(opened(copy), by=8)


def test_the_library_s_own_date_may_be_written_instead() -> None:
    at = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    for data in (original("JPEG"), encoded("PNG")):
        found = inspect(without_place(data, at)).taken
        assert found is not None
        assert (found.at, found.at.utcoffset()) == (at, at.utcoffset())


def test_without_any_date_none_is_made_up() -> None:
    assert inspect(without_place(encoded("JPEG"))).taken is None


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(PictureRefused):
        without_place(encoded("JPEG")[:200])
