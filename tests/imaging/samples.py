"""Pictures drawn for the tests of imaging: what they show is known, so that it can be checked."""

import struct
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image

from tests.imaging.heic import heic

RED, GREEN, BLUE, GREY = (200, 40, 30), (30, 150, 60), (40, 60, 190), (180, 180, 180)
CORNERS = (RED, GREEN, BLUE, GREY)
"""Colours of the upright scene: top left, top right, bottom left, bottom right."""

SIZE = (96, 64)

_STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@cache
def scene(width: int = SIZE[0], height: int = SIZE[1]) -> Image.Image:
    """Return a picture with a colour in each corner and a little texture."""
    image = Image.new("RGB", (width, height), GREY)
    for number, colour in enumerate(CORNERS):
        x, y = number % 2 * width // 2, number // 2 * height // 2
        image.paste(colour, (x, y, x + width // 2, y + height // 2))
    noise = np.random.default_rng(5).integers(-6, 7, (height, width, 1))
    return Image.fromarray((np.asarray(image) + noise).clip(0, 255).astype(np.uint8))


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    """Return the mean colour in the middle of each quarter, in the order of `CORNERS`."""
    pixels = np.asarray(image.convert("RGB")).astype(float)
    height, width = pixels.shape[:2]
    means = [
        pixels[y * height // 8 : (y + 2) * height // 8, x * width // 8 : (x + 2) * width // 8]
        for y in (1, 5)
        for x in (1, 5)
    ]
    return [tuple(round(c) for c in part.mean((0, 1))) for part in means]


def alike(image: Image.Image, expected: Any = CORNERS, by: int = 12) -> bool:
    """Tell whether an upright picture shows the scene, each channel within `by` of 255."""
    return bool(np.abs(np.subtract(corners(image), expected)).max() <= by)


def opened(data: bytes) -> Image.Image:
    """Return encoded pixels as Pillow reads them."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


def encoded(kind: str, image: Image.Image | None = None, **options: Any) -> bytes:
    """Return a picture (the scene) as a file of that kind."""
    image = scene() if image is None else image
    if kind == "HEIC":
        return heic(image, **options)
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def lying(orientation: int) -> Image.Image:
    """Return the scene as a camera stores it that writes this orientation."""
    turn = _STORED.get(orientation)
    return scene() if turn is None else scene().transpose(turn)


def exif(
    taken: str | None = "2024:05:06 07:08:09",
    offset: str | None = "+08:00",
    orientation: int | None = None,
    main: dict[int, Any] | None = None,
    more: dict[int, Any] | None = None,
    place: bool = False,
) -> bytes:
    """Return an EXIF block such as a phone writes, with the leading `Exif\\0\\0`."""
    block = Image.Exif()
    block[0x010F], block[0x0110] = "Phonemaker", "Phone 7"
    if orientation is not None:
        block[0x0112] = orientation
    inner = block.get_ifd(0x8769)
    if taken is not None:
        inner[0x9003] = taken
    if offset is not None:
        inner[0x9011] = offset
    inner.update(more or {})
    for tag, value in (main or {}).items():
        block[tag] = value
    if place:
        block.get_ifd(0x8825).update({1: "N", 2: (1.0, 17.0, 24.0), 3: "E", 4: (103.0, 51.0, 0.0)})
    return block.tobytes()


def display_p3() -> bytes:
    """Return a Display-P3 profile (ICC.1:2001 matrix profile; primaries adapted to D50)."""

    def xyz(*values: float) -> bytes:
        return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(v * 65536) for v in values))

    levels = np.arange(1024) / 1023
    curve = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    steps = np.round(curve * 65535).astype(">u2")
    tone = b"curv" + bytes(4) + struct.pack(">I", len(steps)) + steps.tobytes()
    name = b"Display P3\x00"
    text = b"desc" + bytes(4) + struct.pack(">I", len(name)) + name + bytes(78)
    tags = {
        b"desc": text + bytes(-len(text) % 4),
        b"cprt": b"text" + bytes(4) + b"none" + bytes(4),
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.51512, 0.2412, -0.00105),
        b"gXYZ": xyz(0.29198, 0.69225, 0.04189),
        b"bXYZ": xyz(0.1571, 0.06657, 0.78407),
        b"rTRC": tone,
        b"gTRC": tone,
        b"bTRC": tone,
    }
    table, body = struct.pack(">I", len(tags)), b""
    first = 128 + 4 + 12 * len(tags)
    for tag, content in tags.items():
        table += struct.pack(">4sII", tag, first + len(body), len(content))
        body += content
    head = struct.pack(
        ">I4xI4s4s4s12x4s", first + len(body), 0x02400000, b"mntr", b"RGB ", b"XYZ ", b"acsp"
    )
    light = struct.pack(">3i", round(0.9642 * 65536), 65536, round(0.8249 * 65536))
    return head.ljust(68, b"\x00") + light + bytes(48) + table + body
