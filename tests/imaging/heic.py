"""A HEIC writer just large enough for tests, since no free encoder comes as a wheel.

HEVC may store blocks of samples uncompressed (I_PCM, ITU-T H.265 7.3.8.7). Each 16 × 16 block is
a slice of its own here, so that the arithmetic coder always starts afresh and codes two bins.
"""

import struct
from collections.abc import Iterable

from PIL import Image

_BLOCK = 16
_PROFILE = "00" + "0" + "00011" + f"{0x70000000:032b}" + "1011" + "0" * 44 + f"{93:08b}"
_PARAMETER_SETS = {"VPS": 32, "SPS": 33, "PPS": 34}
_SLICE = 19  # a picture that needs no other: IDR_W_RADL


def heic(
    image: Image.Image,
    *,
    exif: bytes = b"",
    profile: bytes = b"",
    quarter_turns: int = 0,
) -> bytes:
    """Return the picture as HEIC.

    Args:
        image: width and height must be multiples of 16.
        exif: a TIFF block without the leading `Exif\\0\\0`.
        profile: an ICC profile.
        quarter_turns: how often a reader has to turn the stored pixels anticlockwise.
    """
    coded = b"".join(len(nal).to_bytes(4, "big") + nal for nal in _slices(image))
    block = bytes(4) + exif if exif else b""
    meta = _meta(image.size, [len(coded), len(block)], profile, quarter_turns, at=0)
    head = _box(b"ftyp", b"heic", bytes(4), b"mif1heic")
    at = len(head) + len(meta) + 8
    meta = _meta(image.size, [len(coded), len(block)], profile, quarter_turns, at)
    return head + meta + _box(b"mdat", coded, block)


def _box(name: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I4s", len(content) + 8, name) + content


def _meta(
    size: tuple[int, int], lengths: list[int], profile: bytes, quarter_turns: int, at: int
) -> bytes:
    properties = [
        _box(b"hvcC", _decoder_configuration(size)),
        _box(b"ispe", bytes(4), struct.pack(">II", *size)),
        _box(b"colr", b"nclx", struct.pack(">HHHB", 1, 13, 6, 0x80)),
    ]
    if profile:
        properties.append(_box(b"colr", b"prof", profile))
    if quarter_turns:
        properties.append(_box(b"irot", bytes([quarter_turns])))
    used = bytes([len(properties), *(0x80 | n for n in range(1, len(properties) + 1))])
    names = [b"hvc1", b"Exif"][: 1 + bool(lengths[1])]
    infos = [
        _box(b"infe", b"\x02\x00\x00\x00", struct.pack(">HH4s", number, 0, name), b"\x00")
        for number, name in enumerate(names, 1)
    ]
    places = b""
    for number, length in enumerate(lengths[: len(names)], 1):
        places += struct.pack(">HHHII", number, 0, 1, at, length)
        at += length
    describes = _box(b"iref", bytes(4), _box(b"cdsc", struct.pack(">HHH", 2, 1, 1)))
    return _box(
        b"meta",
        bytes(4),
        _box(b"hdlr", bytes(8), b"pict", bytes(13)),
        _box(b"pitm", bytes(4), b"\x00\x01"),
        _box(b"iloc", bytes(4), b"\x44\x00", struct.pack(">H", len(names)), places),
        _box(b"iinf", bytes(4), struct.pack(">H", len(names)), *infos),
        describes if lengths[1] else b"",
        _box(
            b"iprp",
            _box(b"ipco", *properties),
            _box(b"ipma", bytes(4), struct.pack(">IH", 1, 1), used),
        ),
    )


def _decoder_configuration(size: tuple[int, int]) -> bytes:
    fixed = (
        b"\x01\x03\x70\x00\x00\x00\xb0\x00\x00\x00\x00\x00\x5d\xf0\x00\xfc\xfd\xf8\xf8\x00\x00\x0f"
    )
    contents = {"VPS": _video(), "SPS": _sequence(size), "PPS": _picture()}
    arrays = b""
    for name, code in _PARAMETER_SETS.items():
        nal = _nal(code, _bytes(contents[name] + "1"))
        arrays += struct.pack(">BHH", 0x80 | code, 1, len(nal)) + nal
    return fixed + bytes([len(_PARAMETER_SETS)]) + arrays


def _video() -> str:
    order = "1" + _ue(0, 0, 0)
    return "0000110000000001" + "1" * 16 + _PROFILE + order + "000000" + _ue(0) + "00"


def _sequence(size: tuple[int, int]) -> str:
    order = "1" + _ue(0, 0, 0)
    blocks = _ue(1, 0, 0, 2, 0, 0)  # smallest and largest block 16, transforms 4 to 16
    uncompressed = "101110111" + _ue(1, 0) + "1"
    depths = _ue(0, 0)
    shape = _ue(0, 1, *size) + "0" + depths + _ue(0) + order + blocks
    return "00000001" + _PROFILE + shape + "000" + uncompressed + _ue(0) + "00000"


def _picture() -> str:
    no_deblocking = "101"
    start = _ue(0, 0) + "0000000" + _ue(0, 0, 0) + "000" + _ue(0, 0)
    return start + "0000000" + no_deblocking + "00" + _ue(0) + "00"


def _slices(image: Image.Image) -> Iterable[bytes]:
    luma, *chroma = image.convert("YCbCr").split()
    small = [plane.reduce(2) for plane in chroma]
    columns, rows = image.width // _BLOCK, image.height // _BLOCK
    address_bits = (columns * rows - 1).bit_length()
    for number in range(columns * rows):
        x, y = number % columns * _BLOCK, number // columns * _BLOCK
        samples = luma.crop((x, y, x + _BLOCK, y + _BLOCK)).tobytes()
        for plane in small:
            half = (x // 2, y // 2, (x + _BLOCK) // 2, (y + _BLOCK) // 2)
            samples += plane.crop(half).tobytes()
        address = f"{number:0{address_bits}b}" if number else ""
        head = f"{int(not number)}0" + _ue(0) + address + _ue(2) + _ue(0) + "1"
        whole_block_uncompressed = _bytes(_coded(510 - 240))
        end_of_slice = _bytes(_coded(510))
        yield _nal(_SLICE, _bytes(head) + whole_block_uncompressed + samples + end_of_slice)


def _coded(span: int) -> str:
    """Return the bits of the arithmetic coder for a terminating 1 when its range is `span`."""
    low, bits, outstanding = span - 2, "", 0
    for _ in range(7):  # the range is 2 now and doubles until it reaches 256
        if 256 <= low < 512:
            outstanding += 1
            low = (low - 256) * 2
        else:
            bit = low >= 512
            bits += str(int(bit)) + str(int(not bit)) * outstanding
            outstanding = 0
            low = (low - 512 * bit) * 2
    bit = low >> 9 & 1
    bits += str(bit) + str(1 - bit) * outstanding
    return bits[1:] + f"{low >> 7 & 3 | 1:02b}"


def _ue(*numbers: int) -> str:
    """Return numbers as Exp-Golomb codes."""
    return "".join("0" * ((n + 1).bit_length() - 1) + f"{n + 1:b}" for n in numbers)


def _bytes(bits: str) -> bytes:
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _nal(code: int, content: bytes) -> bytes:
    """Wrap content as a unit, with a 3 put where zeros would look like a start code."""
    safe = bytearray((code << 1, 1))
    for byte in content:
        if byte <= 3 and bytes(safe[-2:]) == b"\x00\x00" and len(safe) > 3:
            safe.append(3)
        safe.append(byte)
    return bytes(safe)
