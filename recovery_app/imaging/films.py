"""Moving pictures written one by one: animated WebP, GIF and MP4, none of them held in memory.

WebP and GIF are put together from stills that Pillow encodes, because Pillow's own writers of
animations want all pictures at once. WebP container: RFC 9649 §2.7; GIF: the GIF89a specification.
"""

import os
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from struct import pack
from typing import IO, Any, Protocol

from PIL import Image

from recovery_app.errors import WrongInput
from recovery_app.imaging.laying import Pixels

SUFFIXES = (".webp", ".gif", ".mp4")
"""Kinds of files that can be written."""

WEBP_QUALITY = 82
NO_MP4 = "MP4 cannot be written here, because PyAV is not installed; WebP and GIF can."
RATE = 25
"""Pictures a second of an MP4; a steady rate is what every player and editor takes."""


class Writer(Protocol):
    """Takes the pictures of a film, one after the other.

    Attributes:
        step_ms: how long a picture of a cross-fade is best shown.
    """

    step_ms: int

    def add(self, pixels: Pixels, milliseconds: int) -> None:
        """Write one more picture."""

    def close(self) -> None:
        """Write what ends the film."""


@contextmanager
def whole(file: Path) -> Generator[tuple[Path, Callable[[], None]]]:
    """Offer a file beside the wanted one, and what to call once it is good.

    Unless that was called, nothing is left and what lay under the wanted name is untouched.
    """
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.stem[:40]}-", suffix=".part")
    os.close(handle)
    part = Path(name)
    kept: list[bool] = []
    try:
        yield part, lambda: kept.append(True)
        if kept:
            _sync(part)
            part.replace(file)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def opened(part: Path, suffix: str, size: tuple[int, int]) -> Generator[Writer]:
    """Open a film of that kind and size; it is finished when the block ends without a failure."""
    if suffix == ".mp4":
        with _mp4(part, size) as writer:
            yield writer
        return
    with part.open("wb") as file:
        writer = Webp(file, size) if suffix == ".webp" else Gif(file, size)
        yield writer
        writer.close()


class Webp:
    """An animated WebP that goes on for ever."""

    step_ms = 60

    def __init__(self, file: IO[bytes], size: tuple[int, int]) -> None:
        self._file, self._size = file, size
        animated = 0x02
        canvas = pack("<B3x", animated) + _three(size[0] - 1) + _three(size[1] - 1)
        file.write(b"RIFF\0\0\0\0WEBP" + _chunk(b"VP8X", canvas) + _chunk(b"ANIM", bytes(6)))

    def add(self, pixels: Pixels, milliseconds: int) -> None:
        """Write one more picture."""
        still = BytesIO()
        Image.fromarray(pixels).save(still, "WEBP", quality=WEBP_QUALITY, method=2)
        width, height = self._size
        do_not_blend = 0x02
        head = bytes(6) + _three(width - 1) + _three(height - 1) + _three(milliseconds)
        content = still.getvalue()[12:]  # behind “RIFF”, the size and “WEBP”
        self._file.write(_chunk(b"ANMF", head + bytes([do_not_blend]) + content))

    def close(self) -> None:
        """Write the size, known only now, to the front."""
        size = self._file.tell() - 8
        self._file.seek(4)
        self._file.write(pack("<I", size))


class Gif:
    """An animated GIF that goes on for ever; each picture has 256 colours of its own."""

    step_ms = 150

    def __init__(self, file: IO[bytes], size: tuple[int, int]) -> None:
        self._file = file
        for_ever = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
        file.write(b"GIF89a" + pack("<HHBBB", *size, 0, 0, 0) + for_ever)

    def add(self, pixels: Pixels, milliseconds: int) -> None:
        """Write one more picture."""
        # Palette and dithering of its own: one palette for all would turn redness into bands.
        few = Image.fromarray(pixels).quantize(256, Image.Quantize.MEDIANCUT)
        image = Image.fromarray(pixels).quantize(palette=few, dither=Image.Dither.FLOYDSTEINBERG)
        still = BytesIO()
        image.save(still, "GIF", optimize=False, interlace=0)
        palette, descriptor, lines = _parts_of_gif(still.getvalue())
        hundredths = max(2, round(milliseconds / 10))
        self._file.write(b"\x21\xf9\x04" + pack("<BHBB", 0x04, hundredths, 0, 0))
        own_palette = 0x80 | (len(palette) // 3).bit_length() - 2
        self._file.write(descriptor[:9] + bytes([own_palette]) + palette + lines)

    def close(self) -> None:
        """Write the end."""
        self._file.write(b";")


class Mp4:
    """An MP4 with H.264, which plays wherever films play (docs/decisions/0029)."""

    step_ms = 1000 // RATE

    def __init__(self, container: Any, size: tuple[int, int]) -> None:  # av's types leave gaps
        self._container = container
        self._stream = container.add_stream(
            "libx264", rate=RATE, options={"crf": "20", "preset": "veryfast"}
        )
        self._stream.width, self._stream.height = size
        self._stream.pix_fmt = "yuv420p"
        self._stream.time_base = Fraction(1, RATE)
        self._shown, self._owed = 0, 0.0

    def add(self, pixels: Pixels, milliseconds: int) -> None:
        """Write one more picture, as often as the steady rate asks for."""
        from av import VideoFrame

        self._owed += milliseconds * RATE / 1000
        # Turned into the encoder's colours once, not for every repetition.
        frame = VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p")
        while self._shown < round(self._owed):
            frame.pts, frame.time_base = self._shown, Fraction(1, RATE)
            self._container.mux(self._stream.encode(frame))
            self._shown += 1

    def close(self) -> None:
        """Write what the encoder still holds."""
        self._container.mux(self._stream.encode(None))


@contextmanager
def _mp4(part: Path, size: tuple[int, int]) -> Generator[Writer]:
    # Only here: its libraries are large, and most films never become an MP4. A bundle may lack it
    # because of what is under the GPL in it (docs/decisions/0029).
    try:
        import av
    except ModuleNotFoundError:
        raise WrongInput(NO_MP4) from None

    options = {"movflags": "+faststart"}  # the table in front, so that it plays while it loads
    with av.open(str(part), "w", format="mp4", options=options) as container:
        writer = Mp4(container, size)
        yield writer
        writer.close()


def _three(number: int) -> bytes:
    return number.to_bytes(3, "little")


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _parts_of_gif(still: bytes) -> tuple[bytes, bytes, bytes]:
    """Return palette, image descriptor and packed lines of a GIF with one picture."""
    at = 13
    colours = 3 * 2 ** ((still[10] & 0x07) + 1)
    palette = still[at : at + colours]
    at += colours
    while still[at] == 0x21:  # extensions: code, kind, then blocks up to an empty one
        at = _behind_blocks(still, at + 2)
    descriptor = still[at : at + 10]
    start = at + 10
    return palette, descriptor, still[start : _behind_blocks(still, start + 1)]


def _behind_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def _sync(part: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())
