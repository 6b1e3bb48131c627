"""Finding the face of a picture and the two eyes in it, with the cascades that OpenCV carries."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from pathlib import Path

import cv2
import numpy as np

from recovery_app.imaging.pixels import Grey, resized

Point = tuple[float, float]

Box = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""

SMALL = 320
"""Longer side in pixels at which faces are looked for: a face of a tenth of it is found."""

EYE_ZONE = 140
"""Width in pixels to which a face is brought before its eyes are looked for."""

SURE = 10
"""Detections on top of each other for a face without eyes to count: chance makes up to 9."""


@dataclass(frozen=True, slots=True)
class Face:
    """Where a face is, in pixels of the picture that was searched.

    Attributes:
        middle: of the square that the cascade found.
        width: of that square; the eyes are some 0.43 of it apart.
        eyes: middles of the left and right one as seen in the picture, where both were found.
    """

    middle: Point
    width: float
    eyes: tuple[Point, Point] | None = None


class _Cascades(threading.local):
    """The classifiers, once for each thread: they cannot be shared by two that search."""

    def __init__(self) -> None:
        self.front = _cascade("frontalface_alt2")
        self.profile = _cascade("profileface")
        self.eyes = [_cascade("eye_tree_eyeglasses"), _cascade("eye")]


def _cascade(name: str) -> cv2.CascadeClassifier:
    folder = Path(cv2.__file__).parent / "data"
    return cv2.CascadeClassifier(str(folder / f"haarcascade_{name}.xml"))


_cascades = _Cascades()


def find_face(grey: Grey) -> Face | None:
    """Return the most certain face: one with two eyes before one without, frontal before profile.

    A face without eyes must be very certain. Walls and arms have patterns that look like one, at
    the same place in every photo, and what lies there would be aligned in place of the person.
    """
    factor = min(1.0, SMALL / max(grey.shape))
    small = resized(grey, round(grey.shape[1] * factor), round(grey.shape[0] * factor))
    faces = [(_enlarged(box, 1 / factor), count) for box, count in _frontal(small)]
    for box, _ in faces:
        eyes = _eyes(grey, box)
        if eyes is not None:
            return _face(box, eyes)
    if not faces or faces[0][1] < SURE:
        faces = [(_enlarged(box, 1 / factor), count) for box, count in _in_profile(small)]
    return _face(faces[0][0]) if faces and faces[0][1] >= SURE else None


def _face(box: Box, eyes: tuple[Point, Point] | None = None) -> Face:
    x, y, width, height = box
    return Face((x + width / 2, y + height / 2), width, eyes)


def _enlarged(box: Box, factor: float) -> Box:
    x, y, width, height = (round(side * factor) for side in box)
    return x, y, width, height


def _frontal(small: Grey) -> list[tuple[Box, int]]:
    """Return frontal faces and how often each was detected, the most often first."""
    least = max(24, max(small.shape) // 10)
    return _found(_cascades.front, small, least)


def _in_profile(small: Grey) -> list[tuple[Box, int]]:
    """Return faces seen from the side; the cascade knows one side, a mirror shows it the other."""
    least = max(24, max(small.shape) // 6)
    mirrored = np.ascontiguousarray(small[:, ::-1])
    faces = _found(_cascades.profile, small, least)
    for (x, y, width, height), count in _found(_cascades.profile, mirrored, least):
        faces.append(((small.shape[1] - x - width, y, width, height), count))
    return sorted(faces, key=lambda face: -face[1])


def _found(cascade: cv2.CascadeClassifier, small: Grey, least: int) -> list[tuple[Box, int]]:
    boxes, counts = cascade.detectMultiScale2(small, 1.15, 3, 0, (least, least))
    faces = [(_box(box), int(count)) for box, count in zip(boxes, counts, strict=True)]
    return sorted(faces, key=lambda face: -face[1])


def _box(box: Sequence[int]) -> Box:
    x, y, width, height = (int(side) for side in box)
    return x, y, width, height


def _eyes(grey: Grey, box: Box) -> tuple[Point, Point] | None:
    """Return the two eyes of a face: one in each half, at like heights, as far apart as eyes are."""
    x, y, width, height = box
    top, bottom = y + round(0.12 * height), y + round(0.62 * height)
    zone = grey[max(0, top) : max(0, bottom), max(0, x) : x + width]
    if min(zone.shape) < 16:
        return None
    factor = EYE_ZONE / width
    zone = resized(zone, round(zone.shape[1] * factor), round(zone.shape[0] * factor))
    for cascade in _cascades.eyes:
        pair = _pair(_eyes_in(cascade, zone), zone.shape[1])
        if pair is not None:
            (ax, ay), (bx, by) = pair
            left, up = max(0, x), max(0, top)
            return (
                (left + ax / factor, up + ay / factor),
                (left + bx / factor, up + by / factor),
            )
    return None


def _eyes_in(cascade: cv2.CascadeClassifier, zone: Grey) -> list[tuple[float, float, float]]:
    """Return middle and width of what looks like an eye."""
    least, most = round(0.16 * EYE_ZONE), round(0.40 * EYE_ZONE)
    boxes = cascade.detectMultiScale(zone, 1.12, 3, 0, (least, least), (most, most))
    return [(x + w / 2, y + h / 2, float(w)) for x, y, w, h in map(_box, boxes)]


def _pair(eyes: list[tuple[float, float, float]], width: int) -> tuple[Point, Point] | None:
    """Return the pair that lies most evenly, or None if none lies as eyes do."""
    best: tuple[float, tuple[Point, Point]] | None = None
    for ax, ay, aw in eyes:
        for bx, by, bw in eyes:
            apart = hypot(bx - ax, by - ay) / width
            if bx <= ax or not 0.28 <= apart <= 0.6 or abs(by - ay) > 0.45 * (bx - ax):
                continue
            uneven = (
                abs(apart - 0.42)
                + abs((ax + bx) / 2 / width - 0.5)
                + abs(np.log(aw / bw)) / 4
                + abs(by - ay) / width / 4
            )
            if best is None or uneven < best[0]:
                best = uneven, ((ax, ay), (bx, by))
    return None if best is None else best[1]
