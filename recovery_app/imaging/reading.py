"""Opening and decoding pictures: the only place where files meet Pillow and its complaints.

The plugins are called directly instead of through `Image.open`: the kind is known from the
content, the limit of pixels is ours, and `Image.MAX_IMAGE_PIXELS` stays as others expect it.
"""

import re
import struct
import warnings
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from recovery_app.errors import NotFound, PictureRefused
from recovery_app.imaging import exif, jpeg
from recovery_app.imaging.content import HEAD, Kind, check_whole, kind_of

MOST_PIXELS = 200_000_000
"""Pixels of the largest picture that is opened: the largest phone sensors have 199.8 million."""

MOST_BYTES = 1_000_000_000
"""Bytes of the largest file that is read."""

UNREADABLE = "The picture is damaged or cut short, so it cannot be read."
TOO_MANY_PIXELS = "The picture has more than 200 million pixels, too many to open safely."
TOO_MANY_BYTES = "The file is larger than 1 GB, too large to open safely."
NO_MEMORY = "There is not enough memory to open this picture."
CAMERA_RAW = "This is a camera raw file, which cannot be read; export it as JPEG first."

_COMPLAINTS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    RuntimeError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""What Pillow and pi-heif raise, by turns, for files that are not as they should be."""

_PLUGINS: dict[Kind, type[ImageFile.ImageFile]] = {
    Kind.JPEG: JpegImagePlugin.JpegImageFile,
    Kind.PNG: PngImagePlugin.PngImageFile,
    Kind.WEBP: WebPImagePlugin.WebPImageFile,
    Kind.TIFF: TiffImagePlugin.TiffImageFile,
    Kind.AVIF: AvifImagePlugin.AvifImageFile,
    Kind.BMP: BmpImagePlugin.BmpImageFile,
}

_EXIF_DIRECTORY = 0x8769
_SUBFILE_TYPE = 0x00FE


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded picture, for this package only.

    Attributes:
        kind: what the file is.
        image: the pixels as stored: not yet upright, perhaps smaller than the original.
        size: full width and height of the original as shown upright.
        orientation: how the rows of `image` lie, 1 (upright) to 8.
        fields: its EXIF values.
    """

    kind: Kind
    image: Image.Image
    size: tuple[int, int]
    orientation: int
    fields: exif.Fields


def bytes_of(source: bytes | Path) -> bytes:
    """Return a picture's bytes; a file that is none is refused before it is read whole.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it is a folder or device, no picture, too large, or cannot be read.
    """
    if isinstance(source, bytes):
        kind_of(source[:HEAD])
        return source
    try:
        if not source.exists():
            raise NotFound(f"There is no file “{source}”.")
        if not source.is_file():
            raise PictureRefused(f"“{source.name}” is not a file.")
        if source.stat().st_size > MOST_BYTES:
            raise PictureRefused(TOO_MANY_BYTES)
        with source.open("rb") as file:
            kind_of(file.read(HEAD))
        return source.read_bytes()
    except OSError:
        raise PictureRefused(f"The file “{source.name}” cannot be read.") from None


def decode(source: bytes | Path, box: int | None = None) -> Decoded:
    """Decode a picture (of several, the first) to its last row, so that damage shows.

    Args:
        source: a file or its content.
        box: side of the square that the result should at least fill; a JPEG is then decoded at
            1/2, 1/4 or 1/8 of its size, which reads all of its data but makes few pixels.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it is no picture, damaged, too large, or of an unknown kind.
    """
    data = bytes_of(source)
    kind = kind_of(data[:HEAD])
    check_whole(kind, data)
    with _complaints_in_plain_words():
        image = _opened(kind, data)
        size = image.size
        if size[0] * size[1] > MOST_PIXELS:
            raise PictureRefused(TOO_MANY_PIXELS)
        if kind is Kind.TIFF:
            fields = _fields_of(image)
            image.load()
        else:
            if box is not None:
                image.draft("RGB", fitted(size, box))
            image.load()
            fields = _fields_of(image)
    # Pillow turns TIFF upright by itself and libheif HEIC (whose EXIF pi-heif then mends).
    orientation = 1 if kind is Kind.TIFF else exif.orientation(fields)
    if orientation >= 5:
        size = (size[1], size[0])
    return Decoded(kind, image, size, orientation, fields)


def fitted(size: tuple[int, int], box: int) -> tuple[int, int]:
    """Return width and height that fit a square of `box` pixels, never enlarged, at least 1."""
    scale = min(1.0, box / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _opened(kind: Kind, data: bytes) -> ImageFile.ImageFile:
    """Read the headers of a picture: its declared size is known then, no pixel is decoded."""
    _hush_pillow()
    if kind is Kind.HEIC:
        # Imported here because only HEIC files need it; it comes without type stubs.
        from pi_heif import HeifImageFile  # pyright: ignore[reportMissingTypeStubs]

        return HeifImageFile(BytesIO(data))
    image = _PLUGINS[kind](BytesIO(data))
    if isinstance(image, TiffImagePlugin.TiffImageFile) and _is_preview(image):
        raise PictureRefused(CAMERA_RAW)
    return image


def _is_preview(image: TiffImagePlugin.TiffImageFile) -> bool:
    """Tell whether the first picture is a reduced one: camera raw files are such TIFFs."""
    kind = image.tag_v2.get(_SUBFILE_TYPE, 0)
    return isinstance(kind, int) and bool(kind & 1)


def _fields_of(image: Image.Image) -> exif.Fields:
    """Return the EXIF values; broken EXIF counts as none, for the pixels may still be good."""
    try:
        directory = image.getexif()
        return {**directory, **directory.get_ifd(_EXIF_DIRECTORY)}
    except _COMPLAINTS:
        return {}


@contextmanager
def _complaints_in_plain_words() -> Generator[None]:
    try:
        yield
    except MemoryError:
        raise PictureRefused(NO_MEMORY) from None
    except Image.DecompressionBombError:
        raise PictureRefused(TOO_MANY_PIXELS) from None
    except _COMPLAINTS as complaint:
        short = "truncated" in str(complaint).casefold()
        raise PictureRefused(jpeg.CUT_SHORT if short else UNREADABLE) from None


def _hush_pillow() -> None:
    """Keep Pillow's warnings about odd files from standard error.

    The filter is added once and stays: `warnings.catch_warnings` is not made for several threads.
    """
    hushed = ("ignore", None, Warning, re.compile(r"PIL\."), 0)
    if hushed not in warnings.filters:
        warnings.filterwarnings("ignore", module=r"PIL\.")
