"""What a file is told to be, and why it is refused."""

import resource
import struct
import zlib
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from recovery_app.domain.photos import DateSource, Taken
from recovery_app.errors import NotFound, PictureRefused
from recovery_app.imaging.picture import inspect
from tests.imaging.samples import SIZE, encoded, exif, lying, scene

KINDS = {
    "JPEG": ".jpg",
    "PNG": ".png",
    "WEBP": ".webp",
    "TIFF": ".tiff",
    "HEIC": ".heic",
    "AVIF": ".avif",
    "BMP": ".bmp",
}
AT = datetime.fromisoformat("2024-05-06T07:08:09+08:00")


def signed(kind: str) -> bytes:
    """Return the scene with a phone's EXIF, in the way that suits the kind."""
    block = exif()
    if kind == "HEIC":
        return encoded(kind, exif=block[6:])
    return encoded(kind, exif=block)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_told_by_its_content_whatever_its_name(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "picture.docx"
    file.write_bytes(encoded(kind))
    facts = inspect(file)
    assert (facts.suffix, facts.width, facts.height) == (KINDS[kind], *SIZE)
    assert facts.taken is None
    assert facts == inspect(file.read_bytes())


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "BMP"])
def test_the_camera_s_date_offset_and_name_are_read(kind: str) -> None:
    facts = inspect(signed(kind))
    assert facts.taken is not None
    assert facts.taken == Taken(AT, DateSource.EXIF)
    assert facts.taken.at.utcoffset() == AT.utcoffset()
    assert (facts.make, facts.model) == ("Phonemaker", "Phone 7")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_width_and_height_are_those_of_the_upright_picture(kind: str, orientation: int) -> None:
    facts = inspect(encoded(kind, lying(orientation), exif=exif(orientation=orientation)))
    assert (facts.width, facts.height) == SIZE


def test_a_heic_turned_by_its_container_is_upright() -> None:
    stored = scene().transpose(Image.Transpose.ROTATE_270)
    facts = inspect(encoded("HEIC", stored, quarter_turns=1, exif=exif(orientation=6)[6:]))
    assert (facts.width, facts.height) == SIZE


@pytest.mark.parametrize(
    "image",
    [
        scene().convert("1"),
        scene().convert("L"),
        scene().convert("LA"),
        scene().convert("P"),
        scene().convert("RGBA"),
        Image.fromarray(np.asarray(scene().convert("L")).astype(np.uint16) * 257),
    ],
    ids=lambda image: image.mode,
)
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_every_way_to_store_colours_is_taken(kind: str, image: Image.Image) -> None:
    assert inspect(encoded(kind, image)).width == SIZE[0]


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_is_taken(kind: str) -> None:
    assert inspect(encoded(kind, scene().convert("CMYK"))).height == SIZE[1]


def test_floating_point_pixels_are_refused() -> None:
    with pytest.raises(PictureRefused, match="cannot be shown"):
        inspect(encoded("TIFF", scene().convert("F")))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "TIFF"])
def test_of_several_pictures_the_first_counts(kind: str) -> None:
    more = [scene().rotate(90), scene().rotate(180)]
    assert inspect(encoded(kind, save_all=True, append_images=more)).width == SIZE[0]


VARIANTS = {
    **{kind: encoded(kind) for kind in KINDS},
    "HEIC and EXIF": encoded("HEIC", exif=exif(place=True)[6:]),
    "progressive": encoded("JPEG", progressive=True),
    "restarts": encoded("JPEG", restart_marker_blocks=2),
    "lossless": encoded("WEBP", lossless=True),
    "LZW": encoded("TIFF", compression="tiff_lzw"),
    "deflate": encoded("TIFF", compression="tiff_adobe_deflate"),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_whatever_is_cut_off_is_missed(name: str) -> None:
    data = VARIANTS[name]
    for length in {1, 20, *range(0, len(data), max(1, len(data) // 25)), len(data) - 1} - {0}:
        with pytest.raises(PictureRefused):
            inspect(data[:length])


def test_a_cut_picture_is_called_so() -> None:
    for kind in ("JPEG", "PNG", "HEIC"):
        data = encoded(kind)
        with pytest.raises(PictureRefused, match="cut short"):
            inspect(data[: len(data) * 3 // 4])


def test_the_end_of_a_heic_is_missed_even_where_the_first_picture_is_whole() -> None:
    rest = struct.pack(">I4s", 108, b"mdat") + bytes(100)
    assert inspect(encoded("HEIC") + rest).width == SIZE[0]
    with pytest.raises(PictureRefused, match="cut short"):
        inspect(encoded("HEIC") + rest[:-1])


def test_a_lost_block_in_the_middle_of_a_jpeg_is_found() -> None:
    data = encoded("JPEG", scene(320, 240), quality=95)
    middle = len(data) // 2
    with pytest.raises(PictureRefused, match="damaged"):
        inspect(data[:middle] + b"\xff" * 512 + data[middle + 512 :])


def test_a_jpeg_with_lost_restarts_is_found() -> None:
    data = encoded("JPEG", scene(320, 240), restart_marker_blocks=4)
    first, later = data.index(b"\xff\xd1"), data.index(b"\xff\xd5")
    with pytest.raises(PictureRefused, match="damaged"):
        inspect(data[:first] + data[later:])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIC"])
def test_what_phones_append_does_no_harm(kind: str) -> None:
    appended = b"\x00\x00\x00\x10sefd" + bytes(range(256)) * 4
    assert inspect(encoded(kind) + appended).width == SIZE[0]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"Dear diary, today it burns less.\n" * 40, "not a picture"),
        (b"BMW drives past", "not a picture"),
        (bytes(4096), "not a picture"),
        (b"GIF89a" + bytes(100), "not a picture"),
        (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  " + bytes(100), "video"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42" + bytes(100), "video"),
    ],
)
def test_what_is_no_picture_is_refused_by_its_content(
    content: bytes, why: str, tmp_path: Path
) -> None:
    file = tmp_path / "IMG_0001.jpg"
    file.write_bytes(content)
    for source in (content, file):
        with pytest.raises(PictureRefused, match=why):
            inspect(source)


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"nowhere\.jpg"):
        inspect(tmp_path / "nowhere.jpg")
    with pytest.raises(PictureRefused, match="not a file"):
        inspect(tmp_path)


def bomb(width: int, height: int) -> bytes:
    """Return a real PNG, one bit a pixel, that unpacks to as many pixels as it declares."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + width // 8)) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", rows + packer.flush()), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_a_bomb_is_refused_before_a_pixel_is_decoded() -> None:
    data = bomb(24_000, 12_500)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PictureRefused, match="200 million"):
        inspect(data)
    more_memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert more_memory < 50_000  # KiB; its pixels would take 300 MB


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "BMP", "WEBP", "HEIC"])
def test_declared_sizes_are_not_trusted_either(kind: str) -> None:
    data = bytearray(encoded(kind))
    if kind == "JPEG":
        at = data.index(b"\xff\xc0") + 5
        data[at : at + 4] = struct.pack(">HH", 60_000, 60_000)
    elif kind == "TIFF":
        entries = (
            data.index(struct.pack("<HHI", 0x100, 4, 1)),
            data.index(struct.pack("<HHI", 0x101, 4, 1)),
        )
        for at in entries:
            data[at + 8 : at + 12] = struct.pack("<I", 60_000)
    elif kind == "BMP":
        data[18:26] = struct.pack("<ii", 60_000, 60_000)
    elif kind == "WEBP":
        data[26:30] = struct.pack("<HH", 16_383, 16_383)
    else:
        at = data.index(b"ispe") + 8
        data[at : at + 8] = struct.pack(">II", 60_000, 60_000)
    with pytest.raises(PictureRefused):
        inspect(bytes(data))


def test_pillow_s_own_limit_is_left_alone() -> None:
    before = Image.MAX_IMAGE_PIXELS
    inspect(encoded("JPEG"))
    assert before == Image.MAX_IMAGE_PIXELS


def test_more_pixels_than_pillow_warns_of_are_taken_quietly() -> None:
    assert inspect(bomb(10_000, 10_000)).width == 10_000


def test_broken_exif_costs_the_date_and_not_the_picture() -> None:
    block = bytearray(exif())
    block[14:60] = b"\xff" * 46
    facts = inspect(encoded("JPEG", exif=bytes(block)))
    assert (facts.width, facts.taken) == (SIZE[0], None)


def test_a_camera_raw_file_is_not_taken_for_its_small_preview() -> None:
    fields = Image.Exif()
    fields[0x00FE] = 1
    with pytest.raises(PictureRefused, match="raw"):
        inspect(encoded("TIFF", exif=fields))
