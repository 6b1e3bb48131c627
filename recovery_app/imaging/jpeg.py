"""The segments of a JPEG file, as ITU-T T.81 annex B lays them out.

Pillow hears libjpeg's warnings and keeps them to itself, so lost blocks in the middle of a file
would pass unseen. Their traces are plain in the markers: a scan may hold restart markers in
order and end with one of few others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from recovery_app.errors import PictureRefused

CUT_SHORT = "The picture is cut short: its end is missing."
DAMAGED = "The picture is damaged: a part of its data is lost."

START_OF_SCAN = 0xDA
END_OF_IMAGE = 0xD9

_MARKER = re.compile(rb"\xff([\x01-\xfe])", re.DOTALL)
_AFTER_A_SCAN = {0xC4, END_OF_IMAGE, START_OF_SCAN, 0xDB, 0xDC, 0xDD, 0xFE}
_RESTARTS = range(0xD0, 0xD8)


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: its marker's code and the range of bytes from its marker on.

    A start of scan reaches to the end of the scan's data.
    """

    code: int
    start: int
    end: int


def segments(data: bytes) -> Iterator[Segment]:
    """Go through the first picture of a JPEG file, from after its start to its end mark inclusive.

    Raises:
        PictureRefused: when the file ends too early, or a scan holds what no scan can hold.
    """
    at = 2
    while True:
        marker = _MARKER.search(data, at)
        if marker is None:
            raise PictureRefused(CUT_SHORT)
        start, at, code = marker.start(), marker.end(), data[marker.start() + 1]
        if code == END_OF_IMAGE:
            yield Segment(code, start, at)
            return
        if code in _RESTARTS or code == 1:
            continue
        at += int.from_bytes(data[at : at + 2], "big")
        if at > len(data):
            raise PictureRefused(CUT_SHORT)
        if code == START_OF_SCAN:
            at = _end_of_scan(data, at)
        yield Segment(code, start, at)


def _end_of_scan(data: bytes, start: int) -> int:
    """Return where a scan's data end."""
    expected = 0
    for marker in _MARKER.finditer(data, start):
        code = data[marker.start() + 1]
        if code in _AFTER_A_SCAN:
            return marker.start()
        if code != _RESTARTS[expected]:
            raise PictureRefused(DAMAGED)
        expected = (expected + 1) % len(_RESTARTS)
    raise PictureRefused(CUT_SHORT)
