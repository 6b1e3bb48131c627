"""Files as they come among good photos: odd ones that have to work, and bad ones to be refused."""

import struct
import zlib
from collections.abc import Mapping

from tests.imaging.samples import display_p3, encoded, exif, lying, scene


def fine() -> Mapping[str, bytes]:
    """Return pictures by their file names that are odd and have to be taken."""
    return {
        "no-exif.jpg": encoded("JPEG"),
        "a-png-called.jpg": encoded("PNG"),
        "a-jpeg-called.heic": encoded("JPEG", quality=70),
        "phone.heic": encoded("HEIC", exif=exif()[6:]),
        "cmyk.jpg": encoded("JPEG", scene().convert("CMYK")),
        "16-bit.png": encoded("PNG", scene().convert("I;16")),
        "clear.png": encoded("PNG", scene().convert("RGBA")),
        "few-colours.png": encoded("PNG", scene().quantize(16)),
        "year-1899.jpg": encoded("JPEG", exif=exif("1899:12:31 23:59:59")),
        "year-2099.jpg": encoded("JPEG", exif=exif("2099:01:01 00:00:00")),
        "month-13.jpg": encoded("JPEG", exif=exif("2024:13:45 99:99:99")),
        "rotated.jpg": encoded("JPEG", lying(6), exif=exif(orientation=6)),
        "display-p3.jpg": encoded("JPEG", icc_profile=display_p3()),
        "broken-profile.jpg": encoded("JPEG", icc_profile=b"no profile at all"),
        "broken-exif.jpg": encoded("JPEG", exif=exif()[:20] + bytes(40)),
        "webp.webp": encoded("WEBP"),
        "avif.avif": encoded("AVIF"),
        "tiff.tiff": encoded("TIFF"),
        "bmp.bmp": encoded("BMP"),
    }


def bad() -> Mapping[str, tuple[bytes, str]]:
    """Return files by their names that have to be refused, with words of the reason."""
    large = encoded("JPEG", scene(320, 240), quality=95)
    middle = len(large) // 2
    return {
        "empty.jpg": (b"", "empty"),
        "words.jpg": (b"These are words and no picture.", "not a picture"),
        "video.heic": (struct.pack(">I4s4s4s", 16, b"ftyp", b"isom", bytes(4)), "video"),
        "cut.jpg": (large[:-200], "cut short"),
        "cut.png": (encoded("PNG")[:-40], "cut short"),
        "cut.heic": (encoded("HEIC")[:-300], "cut short"),
        "cut.webp": (encoded("WEBP")[:-60], "."),
        "lost-blocks.jpg": (large[:middle] + b"\xff" * 512 + large[middle + 512 :], "damaged"),
        "900-megapixels.png": (_declares(30_000, 30_000), "200 million pixels"),
        "floats.tiff": (encoded("TIFF", scene().convert("F")), "colours"),
    }


def _declares(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it is as large as that."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
