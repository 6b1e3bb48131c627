"""Draws the sample person: a portrait whose skin follows the ratings, in place of any real face."""

from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Literal

import numpy as np
from PIL import ExifTags, Image

from recovery_app.imaging.portrait_face import Face, Zone
from recovery_app.imaging.portrait_flush import dye_skin
from recovery_app.imaging.portrait_front import front
from recovery_app.imaging.portrait_marks import (
    paint_crusts,
    paint_pores,
    paint_scales,
    paint_spots,
)
from recovery_app.imaging.portrait_painter import paint_person
from recovery_app.imaging.portrait_paper import Sheet, placed
from recovery_app.imaging.portrait_swelling import swollen
from recovery_app.imaging.portrait_turned import turned

QUALITY = 88
"""Of the JPEG."""

Pose = Literal["front", "left", "right"]


@dataclass(frozen=True, slots=True)
class Look:
    """How the person looks in one picture. What is 0 to 1 runs from nothing to the most.

    Attributes:
        pose: left shows her left side, right her right one.
        redness: flush of cheeks, nose, forehead and chin; the neck never flushes.
        swelling: fullness of the cheeks and the lids.
        crusts: tiny dark dots on the treated zones.
        flaking: fine pale scales.
        spots: brown spots, always at the same places of the skin.
        unevenness: soft darker patches, always the same ones in a pose.
        pores: fine dots on the nose and beside it, always at the same places.
        tilt: degrees, clockwise; ±3 looks like a person's own photos.
        shift: right and down as fractions of the picture; likewise ±0.03.
        scale: 1 is the drawing's own size; likewise ±0.04.
        gains: what the light does to red, green and blue in linear light; likewise ±0.04.
        exposure: stops; likewise ±0.15.
        light: where it comes from: -1 from the left of the picture, 1 from the right.
        seed: which crusts, scales and mottles of the flush are drawn.
    """

    pose: Pose = "front"
    redness: float = 0.0
    swelling: float = 0.0
    crusts: float = 0.0
    flaking: float = 0.0
    spots: float = 0.0
    unevenness: float = 0.0
    pores: float = 0.0
    tilt: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0
    gains: tuple[float, float, float] = (1.0, 1.0, 1.0)
    exposure: float = 0.0
    light: float = -0.4
    seed: int = 0


def draw(
    look: Look,
    *,
    taken: datetime,
    width: int = 900,
    height: int = 1200,
    make: str = "Drawn",
    model: str = "Sample person",
) -> bytes:
    """Draw a portrait; the same arguments give the same bytes.

    Args:
        look: how she looks.
        taken: when the picture says it was taken; an offset is written where it has one.
        width: pixels.
        height: pixels; the drawing is 3 wide to 4 high, and other shapes show more background.
        make: the camera's maker as the picture names it.
        model: the camera's model as the picture names it.

    Returns:
        A JPEG file. It says that it was drawn and carries no place.
    """
    file = BytesIO()
    image = _painted(look, (width, height))
    image.save(file, "JPEG", quality=QUALITY, exif=_exif(taken, make, model))
    return file.getvalue()


def _painted(look: Look, size: tuple[int, int]) -> Image.Image:
    mirrored = look.pose == "right"
    place = placed(size, tilt=look.tilt, shift=look.shift, scale=look.scale, mirrored=mirrored)
    page = Sheet(_background(size, look.light), place)
    face = swollen(_posed(look.pose), look.swelling)
    paint_person(
        page,
        face,
        light=-look.light if mirrored else look.light,
        swelling=look.swelling,
        tend=lambda skin: _tend(skin, face, look),
    )
    return page.image.point(_lit(look.gains, look.exposure))


def _posed(pose: Pose) -> Face:
    """Return the pose; the right one is the left one's drawing, mirrored, with her other cheek."""
    if pose == "front":
        return front()
    face = turned()
    if pose == "left":
        return face
    return replace(face, zones=dict(_on_the_other_side(*named) for named in face.zones.items()))


def _on_the_other_side(name: str, zone: Zone) -> tuple[str, Zone]:
    """Return a zone as the mirrored drawing shows it: the other cheek, or her left now far."""
    match name:
        case "left cheek":
            return "right cheek", zone
        case "right cheek":
            return "left cheek", zone
        case _:
            return name, replace(zone, out=(-zone.out[0], -zone.out[1]))


def _tend(skin: Sheet, face: Face, look: Look) -> None:
    """Leave the session's and the months' traces on the skin."""
    dye_skin(skin, face, redness=look.redness, unevenness=look.unevenness, seed=look.seed)
    if look.pores:
        paint_pores(skin, face.zones, look.pores)
    if look.spots:
        paint_spots(skin, face.zones, look.spots)
    if look.crusts:
        paint_crusts(skin, face.zones, look.crusts, look.seed)
    if look.flaking:
        paint_scales(skin, face.zones, look.flaking, look.seed)


def _background(size: tuple[int, int], light: float) -> Image.Image:
    """Return a plain wall, a little brighter where the light falls on it."""
    x = np.linspace(-1, 1, 45)[None, :] - 0.6 * light
    y = np.linspace(-1, 1, 60)[:, None] + 0.2
    glow = np.rint(12 * np.exp(-((x / 1.3) ** 2) - (y / 1.3) ** 2))
    # One step for all channels: steps at different places would show as coloured stains.
    tone = (np.array([199, 206, 203]) + glow[..., None]).astype(np.uint8)
    return Image.fromarray(tone).resize(size, Image.Resampling.BICUBIC)


def _lit(gains: tuple[float, float, float], exposure: float) -> list[int]:
    """Return the table that lights each channel, in linear light (sRGB, IEC 61966-2-1)."""
    values = np.arange(256) / 255
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    table: list[int] = []
    for gain in gains:
        lit = np.clip(linear * gain * 2**exposure, 0, 1)
        shown = np.where(lit <= 0.0031308, lit * 12.92, 1.055 * lit ** (1 / 2.4) - 0.055)
        table += np.rint(shown * 255).astype(int).tolist()
    return table


def _exif(taken: datetime, make: str, model: str) -> Image.Exif:
    stamp = taken.strftime("%Y:%m:%d %H:%M:%S")
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = make
    exif[ExifTags.Base.Model] = model
    exif[ExifTags.Base.Software] = "drawn"
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    detail[ExifTags.Base.DateTimeOriginal] = stamp
    if taken.utcoffset() is not None:
        detail[ExifTags.Base.OffsetTimeOriginal] = taken.isoformat(timespec="minutes")[-6:]
    return exif
