"""What a file is by its content, and whether all of it is there.

Decoders are forgiving: libheif shows half a picture when the other half is missing, libjpeg paints
over lost blocks. A diary must not keep a broken original for a good one, so the plain facts of a
file's build are checked here, before anything is decoded.
"""

import struct
from enum import StrEnum

from recovery_app.errors import PictureRefused
from recovery_app.imaging import jpeg

HEAD = 256
"""Bytes from the start of a file that are enough to tell what it is."""

EMPTY = "The file is empty."
NO_PICTURE = "This is not a picture that can be read: JPEG, PNG, WebP, TIFF, HEIC, AVIF or BMP."
VIDEO = "This is a video, not a picture."

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_AVIF_BRANDS = {b"avif", b"avis"}
_SHARED_BRANDS = {b"mif1", b"msf1", b"miaf", b"MiHB", b"MiHA", b"MiHE", b"MiPr"}
_WHOLE_BOXES = {b"ftyp", b"meta", b"mdat", b"moov", b"moof", b"free", b"skip", b"uuid", b"idat"}


class Kind(StrEnum):
    """A kind of picture; its value is the suffix that the library gives to its files."""

    JPEG = ".jpg"
    PNG = ".png"
    WEBP = ".webp"
    TIFF = ".tiff"
    HEIC = ".heic"
    AVIF = ".avif"
    BMP = ".bmp"


def kind_of(head: bytes) -> Kind:
    """Tell the kind of picture from the first bytes of a file; its name plays no part.

    Args:
        head: at least the first `HEAD` bytes, or the whole file.

    Raises:
        PictureRefused: if it is empty, a video, or no picture of a known kind.
    """
    if not head:
        raise PictureRefused(EMPTY)
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[:4] in {b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"}:
        return Kind.TIFF
    if head[4:8] == b"ftyp":
        return _kind_of_brands(head)
    if head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00":
        return Kind.BMP
    raise PictureRefused(NO_PICTURE)


def _kind_of_brands(head: bytes) -> Kind:
    """Tell HEIC, AVIF and videos apart, which share one container (ISO 14496-12, `ftyp`)."""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    major = head[8:12]
    others = {head[at : at + 4] for at in range(16, length - 3, 4)}
    for brands in ({major}, others if major in _SHARED_BRANDS else set[bytes]()):
        if brands & _AVIF_BRANDS:
            return Kind.AVIF
        if brands & _HEIC_BRANDS:
            return Kind.HEIC
    if major in _SHARED_BRANDS:
        return Kind.HEIC
    raise PictureRefused(VIDEO)


def check_whole(kind: Kind, data: bytes) -> None:
    """Refuse a file whose build shows that a part of it is missing or overwritten.

    WebP, TIFF and BMP are left to their decoders, which notice a missing end by themselves.

    Raises:
        PictureRefused: if it is cut short or damaged.
    """
    if kind is Kind.JPEG:
        for _ in jpeg.segments(data):
            pass
    elif kind is Kind.PNG:
        _check_chunks(data)
    elif kind in {Kind.HEIC, Kind.AVIF}:
        _check_boxes(data)


def _check_chunks(data: bytes) -> None:
    """Walk a PNG to its end mark; what follows it is nobody's business."""
    at = 8
    while at + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        at += 12 + length
        if name == b"IEND":
            break
    else:
        raise PictureRefused(jpeg.CUT_SHORT)


def _check_boxes(data: bytes) -> None:
    """Walk the outermost boxes of HEIC or AVIF; phones append others, where the walk ends."""
    at = 0
    while at + 16 <= len(data):
        length, name, long_length = struct.unpack_from(">I4sQ", data, at)
        if name not in _WHOLE_BOXES or length == 0:
            return
        at += long_length if length == 1 else max(length, 8)
    if at > len(data):
        raise PictureRefused(jpeg.CUT_SHORT)
